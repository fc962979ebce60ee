//! What reporting costs people, counted over the real report: messages typed, taps, characters typed
//! beyond the report's own text, and messages that the bot sends. `cargo test --test it effort --
//! --nocapture` prints the table; the targets are held here.

use std::collections::HashSet;

use rapsap::domain::numerals::to_thai;
use rapsap::l10n::L10n;

use crate::chats::Chats;
use crate::databases::{NOW, for_each_database, sample_office};
use crate::golden_report::{Golden, Measure, before_the_score, who};
use crate::hands::Hands;
use crate::town::{Person, Town, Who};

/// Taps on one measure, besides typing or pasting what is reported.
const TAPS_A_MEASURE: usize = 6;

/// Somebody whose every move is counted.
struct Counted {
    person: Person,
    typed: usize,
    taps: usize,
    characters: usize,
    /// The bot's messages that have been seen in the chat so far.
    received: HashSet<i64>,
}

#[derive(Clone, Copy, Default)]
struct Effort {
    typed: usize,
    taps: usize,
    characters: usize,
    received: usize,
}

impl Counted {
    fn new(person: Person) -> Counted {
        let mut counted = Counted {
            person,
            typed: 0,
            taps: 0,
            characters: 0,
            received: HashSet::new(),
        };
        counted.look();
        counted
    }

    fn look(&mut self) {
        let messages = self.person.phone.messages();
        let ids = messages
            .iter()
            .filter(|message| message.from_bot)
            .map(|message| message.id);
        self.received.extend(ids);
    }

    async fn types(&mut self, text: &str) -> String {
        self.typed += 1;
        self.characters += text.chars().count();
        let shown = self.person.types(text).await.text;
        self.look();
        shown
    }

    async fn taps(&mut self, label: &str) -> String {
        self.taps += 1;
        let shown = self.person.presses(label).await.text;
        self.look();
        shown
    }

    fn effort(&self) -> Effort {
        Effort {
            typed: self.typed,
            taps: self.taps,
            characters: self.characters,
            received: self.received.len(),
        }
    }
}

impl std::ops::Sub for Effort {
    type Output = Effort;

    fn sub(self, before: Effort) -> Effort {
        Effort {
            typed: self.typed - before.typed,
            taps: self.taps - before.taps,
            characters: self.characters - before.characters,
            received: self.received - before.received,
        }
    }
}

/// Reports a measure as somebody would who has its text at hand; gives how many of the typed characters
/// are the report's own.
async fn report(person: &mut Counted, golden: &Golden, measure: &Measure) -> usize {
    let results: Vec<String> = measure
        .result
        .iter()
        .enumerate()
        .flat_map(|(index, item)| {
            let first = format!("{}. {}", index + 1, golden.result(item));
            std::iter::once(first).chain(item.subitems.iter().map(|sub| format!("- {sub}")))
        })
        .collect();
    let results = results.join("\n");
    let outcomes = match measure.outcomes.as_slice() {
        [one] => before_the_score(one).0.to_owned(),
        several => several
            .iter()
            .enumerate()
            .map(|(index, text)| format!("{}. {text}", index + 1))
            .collect::<Vec<_>>()
            .join("\n"),
    };
    person
        .taps(&to_thai(&format!("มาตรการที่ {} ", measure.no)))
        .await;
    let mut shown = person.types(&results).await;
    while shown.contains("ลงวันที่เท่าไร") {
        shown = person.taps("ไม่ทราบวันที่").await;
    }
    person.taps("ไปที่ผลลัพธ์").await;
    shown = person.types(&outcomes).await;
    let mut own = results.chars().count() + outcomes.chars().count();
    if let Some(id) = &measure.score {
        let score = golden.score.iter().find(|score| score.id == *id).unwrap();
        own += score.after.chars().count();
        shown = person.types(&score.after).await;
        if before_the_score(&measure.outcomes[0]).1 == Some("ส่งผลให้คะแนนการประเมิน")
        {
            shown = person.taps("เปลี่ยนเป็น “ส่งผลให้คะแนน").await;
        }
    }
    assert!(shown.contains("ตรวจทานแล้วกดส่งรายงาน"), "{shown}");
    let filed = person.taps("ส่งรายงาน").await;
    assert!(filed.contains("ส่งรายงานมาตรการที่"), "{filed}");
    own
}

/// What a form of the usual kind asks for the same content, one field after another, and how many of
/// its fields the bot need not ask: a field a text; number, year, issuer, subject and date of an order;
/// both scores, their difference and its word; the measure to choose and the form to send.
fn fields(golden: &Golden, measure: &Measure) -> usize {
    let results: usize = measure
        .result
        .iter()
        .map(|item| {
            let order = item.text.is_none() && golden.cites_an_order(item);
            item.subitems.len() + if order { 6 } else { 1 }
        })
        .sum();
    let scores = if measure.score.is_some() { 4 } else { 0 };
    2 + results + measure.outcomes.len() + scores
}

#[tokio::test(flavor = "multi_thread")]
async fn reporting_the_real_report_takes_few_taps_and_no_typing_that_the_bot_could_spare() {
    let golden = Golden::read();
    let town = Town::enrolled().await;
    let mut people: Vec<(Who, Counted)> = Vec::new();
    let mut table = format!(
        "{:>8} {:>6} {:>5} {:>12} {:>9} {:>7}\n",
        "measure", "typed", "taps", "extra chars", "received", "fields"
    );
    let mut sum = Effort::default();
    let (mut extra, mut all_fields) = (0, 0);
    for measure in &golden.measure {
        let who = who(&measure.contributor);
        if !people.iter().any(|(known, _)| *known == who) {
            let mut counted = Counted::new(town.phone(who));
            counted.taps("เริ่มใช้งาน").await;
            people.push((who, counted));
        }
        let (_, person) = people.iter_mut().find(|(known, _)| *known == who).unwrap();
        let before = person.effort();
        let own = report(person, &golden, measure).await;
        let effort = person.effort() - before;
        let beyond = effort.characters - own;
        let fields = fields(&golden, measure);
        table += &format!(
            "{:>8} {:>6} {:>5} {:>12} {:>9} {:>7}\n",
            measure.no, effort.typed, effort.taps, beyond, effort.received, fields
        );
        assert!(
            effort.taps <= TAPS_A_MEASURE,
            "measure {}\n{table}",
            measure.no
        );
        assert_eq!(beyond, 0, "measure {}", measure.no);
        sum.typed += effort.typed;
        sum.taps += effort.taps;
        sum.received += effort.received;
        extra += beyond;
        all_fields += fields;
    }
    table += &format!(
        "{:>8} {:>6} {:>5} {:>12} {:>9} {:>7}",
        "sum", sum.typed, sum.taps, extra, sum.received, all_fields
    );
    println!("{table}\nfields: what a form of the usual kind asks for the same content");
    assert!(
        sum.typed + sum.taps < all_fields,
        "a form would be lighter\n{table}"
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_progress_takes_three_taps_and_resuming_one() {
    let town = Town::enrolled().await;
    let mut person = Counted::new(town.phone(Who::Personnel));
    person.taps("เริ่มใช้งาน").await;
    let before = person.effort();
    person.taps("มาตรการที่ ๒").await;
    person.taps("ไม่ได้ดำเนินการ").await;
    // Gone for three days in the middle; one command leads back to the question.
    let resumed = person.person.types("/start").await.text;
    assert!(resumed.contains("เนื่องจากอะไร"), "{resumed}");
    person.types("อยู่ระหว่างจัดซื้อจัดจ้าง").await;
    let filed = person.taps("ส่งรายงาน").await;
    assert!(filed.contains("ส่งรายงานมาตรการที่ ๒ แล้ว"), "{filed}");
    let effort = person.effort() - before;
    println!("no progress: {} taps and a reason", effort.taps);
    assert_eq!((effort.taps, effort.typed), (3, 1));
    town.close().await;
}

#[tokio::test]
async fn resuming_takes_one_tap_and_acknowledging_two() {
    for_each_database(|db| async move {
        sample_office(&db.store).await;
        let chats = Chats::new(&db.store, L10n::new(), NOW);
        let hands = |chat| Hands::of(&chats, chat);
        let (reporter, one, two, executive) = (hands(1), hands(2), hands(3), hands(4));
        let officer = hands(6);
        officer.types("/home").await;
        officer.presses("มาตรการที่ ๒").await;
        officer.types("ประชุมมอบหมายงาน").await;
        officer.presses("พักไว้ก่อน").await;
        let before = officer.taps.get();
        officer
            .presses("▶️ มาตรการที่ ๒")
            .await
            .has(&["๑. ประชุมมอบหมายงาน", "ผลลัพธ์/ความสำเร็จคืออะไร"]);
        let resuming = officer.taps.get() - before;
        officer.types("บุคลากรเข้าใจหน้าที่").await;
        officer.types("82.94").await;
        officer.presses("ส่งรายงาน").await;

        reporter.types("/home").await;
        for label in ["กระดาน", "รวบรวมรายงาน", "รวบรวมเท่าที่มี", "เสนอตรวจสอบ"]
        {
            reporter.presses(label).await;
        }
        reporter.tells(&one);
        one.presses("ตรวจแล้วถูกต้อง").await;
        one.presses("ยืนยันว่าตรวจแล้ว").await;
        one.tells(&two);
        two.presses("ตรวจแล้วถูกต้อง").await;
        two.presses("ยืนยันว่าตรวจแล้ว").await;
        two.tells(&executive);
        executive.presses("✅ รับทราบ").await;
        executive.presses("ยืนยันรับทราบ").await;
        let told: Vec<String> = executive
            .tells(&reporter)
            .into_iter()
            .map(|shown| shown.text)
            .collect();
        assert!(
            told.iter().any(|text| text.contains("รับทราบรายงานแล้ว")),
            "{told:#?}"
        );
        let acknowledging = executive.taps.get();
        println!(
            "resuming: {resuming} tap; checking: {} taps each; acknowledging: {acknowledging} taps",
            one.taps.get()
        );
        assert_eq!((resuming, acknowledging), (1, 2));
        assert_eq!((executive.typed.get(), one.taps.get()), (0, 2));
    })
    .await;
}
