//! Somebody of an office does something: what, is drawn from the walk's own random numbers.

use std::collections::HashMap;

use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use rapsap::dialogue::{Action, State};
use rapsap::domain::office::{DocumentId, MeasureId, ReportId};
use rapsap::domain::plan::OfficePlan;
use rapsap::store::Store;
use serde_json::{Value, json};

use crate::chats::{Answer, Chats, Shown};
use crate::databases::office;

const SAMPLE: &str = include_str!("../../../src/sample_office.toml");
const PEOPLE: i64 = 7;
/// The data of the button that erases who presses it.
const ERASED: &str = "yx:";

/// One office and the people in it.
pub struct Walker {
    pub seed: u64,
    pub story: Vec<String>,
    plan: OfficePlan,
    random: StdRng,
    /// Of the seven, who is at it: people do several things in a row.
    who: i64,
    /// What is done first, so that every stage of a report is walked from.
    prelude: Vec<(i64, Intent)>,
    /// What each chat has seen, oldest first.
    pub seen: HashMap<i64, Vec<Shown>>,
    /// What came in answer to the step just done.
    pub answer: HashMap<i64, Answer>,
    /// Texts that can be told apart, and the message each was typed in.
    pub marked: Vec<(String, i64, i64)>,
}

/// What is done in one step.
pub struct Doing {
    pub chat: i64,
    pub update: Value,
    /// In which it is done.
    pub state: State,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// With the mark of its text, if it has one.
    Text(Option<String>),
    Press(Option<Action>),
    /// Of this message.
    Edit(i64),
    Other,
    /// The person left, or came back: nobody is there to be answered.
    Blocked,
}

#[derive(Clone, Copy, Debug)]
enum Intent {
    Types(&'static str),
    /// The newest button whose data begin so.
    Presses(&'static str),
}

impl Walker {
    pub async fn set_out(store: &Store, seed: u64) -> Walker {
        let chats = 100 * (seed as i64 + 1);
        let name = format!("องค์การบริหารส่วนตำบลที่ {seed}");
        let file = SAMPLE.replace(
            "name = \"องค์การบริหารส่วนตำบลบุ่งคล้า\"",
            &format!("name = \"{name}\""),
        );
        let plan = office(store, &file, chats).await;
        let language = ["th", "en", "th-u-nu-latn"][(seed % 3) as usize];
        let mut tx = store.begin().await.unwrap();
        sqlx::query("UPDATE person SET language = $1 WHERE chat_id > $2 AND chat_id <= $3")
            .bind(language)
            .bind(chats)
            .bind(chats + PEOPLE)
            .execute(&mut *tx)
            .await
            .unwrap();
        rapsap::store::offices::revised(&mut tx, &[plan.office.0])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Walker {
            seed,
            story: vec![format!("in {language}")],
            plan,
            random: StdRng::seed_from_u64(seed),
            who: 5,
            prelude: prelude(seed, chats),
            seen: HashMap::new(),
            answer: HashMap::new(),
            marked: Vec::new(),
        }
    }

    pub fn office(&self) -> i64 {
        self.plan.office.0
    }

    /// Whether somebody of this office writes from the chat.
    fn has(&self, chat: i64) -> bool {
        let first = 100 * (self.seed as i64 + 1);
        (first + 1..=first + PEOPLE).contains(&chat)
    }

    pub async fn next(&mut self, chats: &Chats) -> Doing {
        self.answer.clear();
        let first = 100 * (self.seed as i64 + 1);
        let (chat, intent) = match self.prelude.is_empty() {
            false => {
                let (chat, intent) = self.prelude.remove(0);
                (chat, Some(intent))
            }
            true => {
                if self.random.random_ratio(1, 4) {
                    // Those who report have most to say.
                    let who = [1, 1, 2, 3, 4, 4, 5, 5, 5, 5, 6, 6, 7];
                    self.who = *who.choose(&mut self.random).unwrap();
                }
                (first + self.who, None)
            }
        };
        let state = chats.state(chat).await;
        let (update, kind, said) = match intent {
            Some(Intent::Types(text)) => self.types(chats, chat, text.to_owned(), None),
            Some(Intent::Presses(verb)) => self.presses(chats, chat, |data| data.starts_with(verb)),
            None => self.whatever(chats, chat),
        };
        self.story.push(format!("{chat} in {state:?}: {said}"));
        Doing {
            chat,
            update,
            state,
            kind,
        }
    }

    /// Takes what the office's people got, as what they see from now on.
    pub fn learn(&mut self, answers: &mut HashMap<i64, Answer>) {
        let mine: Vec<i64> = answers
            .keys()
            .copied()
            .filter(|chat| self.has(*chat))
            .collect();
        for chat in mine {
            let answer = answers.remove(&chat).unwrap();
            let seen = self.seen.entry(chat).or_default();
            for shown in &answer.shown {
                self.story
                    .push(format!("    → {chat} {:?} {:?}", shown.keys, labels(shown)));
                seen.push(shown.clone());
            }
            for notice in &answer.notices {
                self.story.push(format!("    → {chat} ({notice})"));
            }
            self.answer.insert(chat, answer);
        }
    }

    fn whatever(&mut self, chats: &Chats, chat: i64) -> (Value, Kind, String) {
        match self.random.random_range(0..100) {
            0..42 => self.presses(chats, chat, |_| true),
            42..48 => self.presses_an_old_one(chats, chat),
            48..52 => self.forges(chats, chat),
            52..78 => {
                let (text, mark) = self.text();
                self.types(chats, chat, text, mark)
            }
            78..84 => {
                let commands = [
                    "/start",
                    "/home",
                    "/help",
                    "/language",
                    "/start x",
                    "/board",
                    "/measures",
                    "/status",
                    "/report",
                    "/office",
                ];
                let command = *commands.choose(&mut self.random).unwrap();
                self.types(chats, chat, command.to_owned(), None)
            }
            84..90 => self.edits(chats, chat),
            90..98 => self.sends_something(chats, chat),
            _ => self.comes_and_goes(chat),
        }
    }

    fn types(
        &mut self,
        chats: &Chats,
        chat: i64,
        text: String,
        mark: Option<String>,
    ) -> (Value, Kind, String) {
        let update = chats.message(chat, json!({ "text": text }));
        let message = update["message"]["message_id"].as_i64().unwrap();
        if let Some(mark) = &mark {
            self.marked.push((mark.clone(), chat, message));
        }
        (
            update,
            Kind::Text(mark),
            format!("types {:?}", text.chars().take(60).collect::<String>()),
        )
    }

    fn presses(
        &mut self,
        chats: &Chats,
        chat: i64,
        fits: impl Fn(&str) -> bool,
    ) -> (Value, Kind, String) {
        let seen = self.seen.get(&chat).map(Vec::as_slice).unwrap_or_default();
        // Who is erased walks no further.
        let fits = |data: &str| fits(data) && !data.starts_with(ERASED);
        let fitting = |shown: &&Shown| shown.buttons.iter().any(|(_, data)| fits(data));
        let Some(shown) = seen.iter().rev().find(fitting).cloned() else {
            return self.types(chats, chat, "/home".to_owned(), None);
        };
        let fitting: Vec<_> = shown
            .buttons
            .iter()
            .filter(|(_, data)| fits(data))
            .collect();
        // What leads away is on every screen, and would be taken most of the time.
        let away = |data: &str| matches!(data, "h" | "?" | "l" | "m");
        let pick =
            fitting.choose_weighted(&mut self.random, |(_, data)| if away(data) { 1 } else { 6 });
        let (label, data) = *pick.unwrap();
        press(chats, chat, shown.message, label, data)
    }

    fn presses_an_old_one(&mut self, chats: &Chats, chat: i64) -> (Value, Kind, String) {
        let seen = self.seen.get(&chat).map(Vec::as_slice).unwrap_or_default();
        let all: Vec<(i64, String, String)> = seen
            .iter()
            .flat_map(|shown| {
                let buttons = shown.buttons.iter().cloned();
                buttons.map(|(label, data)| (shown.message, label, data))
            })
            .filter(|(_, _, data)| !data.starts_with(ERASED))
            .collect();
        match all.choose(&mut self.random) {
            Some((message, label, data)) => press(chats, chat, *message, label, data),
            None => self.types(chats, chat, "/start".to_owned(), None),
        }
    }

    /// Data that stand on no button this person has: of others, of another office, of nobody.
    fn forges(&mut self, chats: &Chats, chat: i64) -> (Value, Kind, String) {
        let others: Vec<String> = self
            .seen
            .values()
            .flatten()
            .flat_map(|shown| shown.buttons.iter().map(|(_, data)| data.clone()))
            .collect();
        let measure = self.plan.measures.choose(&mut self.random).unwrap().id;
        let mut data = vec![
            String::new(),
            "x".repeat(64),
            "mf:".to_owned(),
            "zz:1:2:3".to_owned(),
            "l:xx".to_owned(),
            "n:roman".to_owned(),
            Action::File(measure).to_data(),
            Action::DeleteResult(MeasureId(measure.0 + 1), 7, 3).to_data(),
            Action::Open(MeasureId(1)).to_data(),
            Action::Acknowledge(ReportId(1)).to_data(),
            Action::ConfirmAcknowledge(ReportId(DocumentId(3).0), -1).to_data(),
            Action::PickDate(measure, 1, i64::MAX).to_data(),
            Action::PickYear(measure, 1, i64::MIN).to_data(),
        ];
        data.extend(others.choose(&mut self.random).cloned());
        let data = data.choose(&mut self.random).unwrap().clone();
        press(chats, chat, chats.number(), "(forged)", &data)
    }

    fn edits(&mut self, chats: &Chats, chat: i64) -> (Value, Kind, String) {
        let own: Vec<i64> = self
            .marked
            .iter()
            .filter(|(_, of, _)| *of == chat)
            .map(|(_, _, message)| *message)
            .collect();
        let message = own.choose(&mut self.random).copied();
        let message = message.unwrap_or_else(|| chats.number());
        let (text, mark) = self.text();
        if let Some(mark) = mark {
            self.marked.push((mark, chat, message));
        }
        let said = format!("edits {message} to {text:.60?}");
        let update = chats.edited(chat, message, json!({ "text": text }));
        (update, Kind::Edit(message), said)
    }

    fn sends_something(&mut self, chats: &Chats, chat: i64) -> (Value, Kind, String) {
        let unique = self.random.random_range(0..1_000_000);
        let photo = json!([{ "file_id": format!("P{unique}"), "file_unique_id": format!("p{unique}"), "width": 90, "height": 90, "file_size": 1000 }]);
        let document = |size: i64| json!({ "file_id": format!("D{unique}"), "file_unique_id": format!("d{unique}"), "file_name": "คำสั่ง.pdf", "mime_type": "application/pdf", "file_size": size });
        let content = [
            json!({ "photo": photo }),
            json!({ "photo": photo, "caption": "ภาพการประชุม" }),
            json!({ "photo": photo, "media_group_id": "9" }),
            json!({ "document": document(1000) }),
            json!({ "document": document(30_000_000), "caption": "ไฟล์ใหญ่" }),
            json!({ "sticker": { "file_id": "S", "file_unique_id": "s" } }),
            json!({ "voice": { "file_id": "V", "duration": 3 } }),
            json!({ "location": { "latitude": 1, "longitude": 2 } }),
            json!({ "text": "ส่งต่อ", "forward_origin": { "type": "hidden_user" } }),
            json!({ "something_new": {} }),
        ];
        let content = content.choose(&mut self.random).unwrap().clone();
        let said = format!("sends {content}");
        let kind = match content.get("text") {
            Some(_) => Kind::Text(None),
            None => Kind::Other,
        };
        (chats.message(chat, content), kind, said)
    }

    fn comes_and_goes(&mut self, chat: i64) -> (Value, Kind, String) {
        let status = *["kicked", "member"].choose(&mut self.random).unwrap();
        let update = json!({ "my_chat_member": {
            "chat": { "id": chat, "type": "private" }, "new_chat_member": { "status": status },
        }});
        (update, Kind::Blocked, format!("is {status}"))
    }

    /// A text as people type it, and the part of it that stands in no other.
    fn text(&mut self) -> (String, Option<String>) {
        let mark = mark(self.random.random());
        let marked = [
            "มีการ{}",
            "๑. มีการ{}\n๒. ประชุมชี้แจง\n- ครั้งที่ ๑/๒๕๖๖",
            "คำสั่งที่ 63/2566 เรื่อง แต่งตั้ง{}",
            "คำสั่งที่ ๖๔/๒๕๖๖ เรื่อง มอบหมาย{} ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "ประกาศ อบต. เรื่อง {} ลงวันที่ ๓ มีนาคม ๒๕๖๖",
            "เรื่อง {}",
            "<b>{}</b> & \"x\" 😀",
        ];
        let plain = [
            "๖๓/๒๕๖๖",
            "63/66",
            "63",
            "123/2023",
            "๑ ก.พ. ๖๖",
            "31/2/2566",
            "1/2/23",
            "ไม่มี",
            "-",
            ".",
            "๘๒.๙๔",
            "84.25 82.94",
            "120",
            "รับทราบ",
            "ยืนยันรับทราบ",
            "ยืนยัน",
            " \u{200b}",
            "ครั้งที่ ๑/๒๕๖๖",
            "https://www.example.go.th/oit",
            "{ $name }",
            "button-home",
        ];
        match self.random.random_range(0..10) {
            0..6 => {
                let text = marked
                    .choose(&mut self.random)
                    .unwrap()
                    .replace("{}", &mark);
                (text, Some(mark))
            }
            6 => (format!("{mark}{}", "ยาวมาก ".repeat(550)), None),
            _ => (plain.choose(&mut self.random).unwrap().to_string(), None),
        }
    }
}

fn press(chats: &Chats, chat: i64, message: i64, label: &str, data: &str) -> (Value, Kind, String) {
    let update = chats.pressed(chat, message, data);
    let said = format!("presses [{label}] {data}");
    (update, Kind::Press(Action::from_data(data)), said)
}

pub fn labels(shown: &Shown) -> Vec<&str> {
    let labels = shown.buttons.iter().map(|(label, _)| label.as_str());
    labels.collect()
}

/// The name of a state's variant.
pub fn name(state: &State) -> String {
    let whole = format!("{state:?}");
    let end = whole.find([' ', '(']).unwrap_or(whole.len());
    whole[..end].to_owned()
}

/// A word of consonants that no one else types.
fn mark(number: u64) -> String {
    let letters: Vec<char> = "กขคงจฉชซ".chars().collect();
    let digits = (0..12).map(|at| letters[(number >> (3 * at) & 7) as usize]);
    digits.collect()
}

/// How far the report is before the walk begins.
fn prelude(seed: u64, chats: i64) -> Vec<(i64, Intent)> {
    use Intent::{Presses, Types};
    let (reporter, first, second) = (chats + 1, chats + 2, chats + 3);
    let finance = chats + 5;
    let filed = [
        (finance, Types("/home")),
        (finance, Presses("mo:")),
        (finance, Types("ประชุมชี้แจง")),
        (finance, Presses("mc:")),
        (finance, Types("เข้าใจมากขึ้น")),
        (finance, Presses("mf:")),
        (reporter, Types("/home")),
        (reporter, Presses("rb:")),
        (reporter, Presses("rc:")),
        (reporter, Presses("ra:")),
    ];
    let sent = [(reporter, Presses("rs:"))];
    let checked = [
        (first, Presses("va:")),
        (first, Presses("vc:")),
        (second, Presses("va:")),
        (second, Presses("vc:")),
    ];
    match seed % 10 {
        7 => filed.to_vec(),
        8 => [&filed[..], &sent].concat(),
        9 => [&filed[..], &sent, &checked].concat(),
        _ => Vec::new(),
    }
}
