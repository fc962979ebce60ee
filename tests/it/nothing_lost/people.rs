//! People at their phones who take a report from the invitation to the acknowledgement. They go by what their
//! chat shows, as people do: whatever was repeated or came late, the next thing they do follows from the newest
//! screen. Some type on without waiting for the answer.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use rand::Rng as _;
use rand::rngs::StdRng;
use rapsap::domain::office::Role;
use rapsap::sandbox::ChatMessage;

use super::office::{Member, Office};
use super::pause;
use super::program::PATIENCE;
use super::tally::Tally;

/// What a unit reports, each with a word of its own.
pub const RESULTS: [&str; 4] = ["aaq", "bbq", "ccq", "ddq"];
const OUTCOME: &str = "บุคลากรเบิกจ่ายได้ถูกต้องตามระเบียบมากขึ้น";
/// After so long without anything new, people try the same button again.
const TRY_AGAIN: Duration = Duration::from_secs(40);

/// As it is typed, and as it must stand in the report.
pub fn result(word: &str) -> String {
    format!("จัดประชุมชี้แจงบุคลากรกลุ่ม {word}")
}

/// Plays one office's report to its end.
pub async fn play(office: &Office, mut chance: StdRng, tally: &Tally) -> anyhow::Result<()> {
    let mut hands = Vec::new();
    for member in &office.people {
        hands.push(Hand {
            member,
            tally,
            chance: rand::SeedableRng::seed_from_u64(chance.random()),
        });
    }
    // The first to be there is the reporter: whoever comes later is announced to them.
    hands.sort_by_key(|hand| hand.member.role != Role::Reporter);
    for hand in &mut hands {
        hand.enrols().await?;
    }
    let (mut units, mut others): (Vec<_>, Vec<_>) = hands
        .into_iter()
        .partition(|hand| hand.member.role == Role::Contributor);
    let reports = units.iter_mut().map(Hand::reports);
    futures_util::future::try_join_all(reports).await?;
    for role in [Role::Reporter, Role::Verifier, Role::Executive] {
        let mut of_role: Vec<_> = others
            .iter_mut()
            .filter(|hand| hand.member.role == role)
            .collect();
        of_role.sort_by(|a, b| a.member.code.cmp(&b.member.code));
        for hand in of_role {
            match role {
                Role::Reporter => {
                    hand.goes_on(&["rs:", "rc:", "rb:", "h"], "เสนอรายงาน")
                        .await?
                }
                Role::Verifier => hand.goes_on(&["vc:", "va:"], "บันทึกผลการตรวจสอบแล้ว").await?,
                _ => {
                    hand.goes_on(&["xc:", "xa:"], "ไฟล์ที่มีหน้ารับทราบกำลังส่งให้ทุกคน")
                        .await?
                }
            }
        }
    }
    for hand in units.iter_mut().chain(&mut others) {
        hand.goes_on(&[], "ผู้บริหารรับทราบรายงานแล้ว").await?;
    }
    Ok(())
}

struct Hand<'a> {
    member: &'a Member,
    tally: &'a Tally,
    chance: StdRng,
}

fn has(shown: &ChatMessage, verb: &str) -> bool {
    data(shown, verb).is_some()
}

/// The data of the button that does this.
fn data(shown: &ChatMessage, verb: &str) -> Option<String> {
    let fits = |data: &&str| match verb.ends_with(':') {
        true => data.starts_with(verb),
        false => *data == verb,
    };
    shown
        .buttons()
        .filter_map(|button| button.data.as_deref())
        .find(fits)
        .map(str::to_owned)
}

impl Hand<'_> {
    async fn enrols(&mut self) -> anyhow::Result<()> {
        let start = format!("/start {}", self.member.invitation);
        self.types(&[start], |shown| has(shown, "h")).await?;
        Ok(())
    }

    /// Reports the measure of the unit and files it.
    async fn reports(&mut self) -> anyhow::Result<()> {
        let mut typed = 0;
        for _ in 0..100 {
            let Some(shown) = self.newest() else {
                self.types(&["/start".to_owned()], |_| true).await?;
                continue;
            };
            let asks_results = has(&shown, "mc:") || has(&shown, "mn:");
            if shown.text.contains("ส่งรายงานมาตรการที่") {
                ensure!(typed == RESULTS.len(), "it is filed with {typed} results");
                return Ok(());
            } else if has(&shown, "mf:") {
                self.presses(&shown, "mf:").await?;
            } else if asks_results && typed < RESULTS.len() {
                let together = self.chance.random_range(1..=RESULTS.len() - typed);
                let words = &RESULTS[typed..typed + together];
                let texts: Vec<String> = words.iter().map(|word| result(word)).collect();
                let last = words[together - 1];
                self.types(&texts, |shown| shown.text.contains(last))
                    .await?;
                typed += together;
            } else if has(&shown, "mc:") {
                self.presses(&shown, "mc:").await?;
            } else if has(&shown, "mr:") {
                self.types(&[OUTCOME.to_owned()], |shown| has(shown, "mf:"))
                    .await?;
            } else if has(&shown, "mo:") {
                self.presses(&shown, "mo:").await?;
            } else if has(&shown, "m") {
                self.presses(&shown, "m").await?;
            } else if has(&shown, "h") {
                self.presses(&shown, "h").await?;
            } else {
                self.types(&["/home".to_owned()], |_| true).await?;
            }
            pause(&mut self.chance, Duration::from_millis(60)).await;
        }
        anyhow::bail!(
            "{}: a hundred steps lead to no end; last: {:?}",
            self.member.code,
            self.newest()
        )
    }

    /// Presses what the chat offers, the first of `verbs` above all others, until it says `end`. Who is asked
    /// whether a document has come asks for it again if it has not.
    async fn goes_on(&mut self, verbs: &[&str], end: &str) -> anyhow::Result<()> {
        let phone = &self.member.phone;
        let mut pressed: HashSet<String> = HashSet::new();
        let (begun, mut moved) = (Instant::now(), Instant::now());
        loop {
            let mark = phone.mark();
            let mut messages = phone.messages();
            messages.retain(|message| message.from_bot);
            if messages.iter().any(|message| message.text.contains(end)) {
                return Ok(());
            }
            messages.sort_by_key(|message| std::cmp::Reverse(message.version));
            let perhaps = |message: &&ChatMessage| message.text.contains("เอกสารอาจส่งถึงท่านแล้ว");
            let asked = messages.iter().find(perhaps);
            let fresh = |message: &ChatMessage, verb: &str| {
                let data = data(message, verb)?;
                (!pressed.contains(&data)).then_some((message.clone(), data))
            };
            let wanted = verbs
                .iter()
                .find_map(|verb| messages.iter().find_map(|message| fresh(message, verb)));
            match wanted.or_else(|| asked.and_then(|message| fresh(message, "rf:"))) {
                Some((message, data)) => {
                    if data.starts_with("rf:") {
                        self.tally.asked_again(phone.user_id());
                    }
                    self.press(&message, &data).await?;
                    pressed.insert(data);
                    moved = Instant::now();
                }
                None => {
                    // Nothing to do but to wait for the others, or for what comes late.
                    let _ = phone
                        .wait_after(mark, |_| true, Duration::from_secs(1))
                        .await;
                    if moved.elapsed() > TRY_AGAIN {
                        pressed.clear();
                        moved = Instant::now();
                    }
                }
            }
            let code = &self.member.code;
            ensure!(
                begun.elapsed() < PATIENCE * 2,
                "{code} does not come to {end:?}; last: {:?}",
                self.newest()
            );
        }
    }

    /// What changed last of what has buttons.
    fn newest(&self) -> Option<ChatMessage> {
        let messages = self.member.phone.messages().into_iter();
        messages
            .filter(|message| message.from_bot && !message.keyboard.is_empty())
            .max_by_key(|message| message.version)
    }

    async fn presses(&mut self, shown: &ChatMessage, verb: &str) -> anyhow::Result<()> {
        let data = data(shown, verb).context("a button is there")?;
        self.press(shown, &data).await
    }

    /// Presses, and waits until something is shown or the press is answered.
    async fn press(&mut self, shown: &ChatMessage, data: &str) -> anyhow::Result<()> {
        let phone = &self.member.phone;
        let (mark, begun) = (phone.mark(), Instant::now());
        let press = phone.press_data(shown.id, data);
        let answered = tokio::select! {
            shown = phone.wait_after(mark, |_| true, PATIENCE) => shown.map(drop),
            answered = phone.wait_answer(&press, PATIENCE) => answered.map(drop),
        };
        self.tally.answered(1, begun.elapsed(), answered.is_ok());
        answered.with_context(|| format!("{} pressed {data}", self.member.code))
    }

    /// Types all of it without waiting in between, then waits until something is shown that fits.
    async fn types(
        &mut self,
        texts: &[String],
        fits: impl Fn(&ChatMessage) -> bool,
    ) -> anyhow::Result<()> {
        let phone = &self.member.phone;
        let (mark, begun) = (phone.mark(), Instant::now());
        for text in texts {
            phone.text(text);
        }
        let shown = phone.wait_after(mark, fits, PATIENCE).await;
        self.tally
            .answered(texts.len(), begun.elapsed(), shown.is_ok());
        shown
            .map(drop)
            .with_context(|| format!("{} typed {texts:?}", self.member.code))
    }
}
