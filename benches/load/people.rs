//! People at their phones. Each acts, waits until the bot's reply is on the screen, and acts on what
//! stands there; how long each wait took is the result.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use rapsap::sandbox::{ChatMessage, Phone};
use tokio::task::JoinSet;

/// Beyond this, a bot has lost an update.
const PATIENCE: Duration = Duration::from_secs(60);

const RESULT: &str = "จัดประชุมชี้แจงขั้นตอนการใช้จ่ายงบประมาณและการใช้ทรัพย์สินให้บุคลากรทุกส่วนราชการทราบ";
const ORDER: &str = "63/66";
const SUBJECT: &str = "แต่งตั้งคณะทำงานจัดทำแนวทางปฏิบัติ";
const DATE: &str = "1 ก.พ. 66";
const OUTCOME: &str = "บุคลากรเข้าใจขั้นตอนและเบิกจ่ายได้ถูกต้องตามระเบียบมากขึ้น";
const REASON: &str = "ปรับถ้อยคำให้ตรงกับคำสั่ง";

/// Everybody, ready to work.
pub struct Crowd {
    people: Vec<Worker>,
}

/// One person and what their phone shows.
struct Worker {
    phone: Phone,
    /// None for a peer's plain form, which has no buttons.
    shown: Option<ChatMessage>,
    rounds: usize,
    from: Instant,
    until: Instant,
    /// Of the actions between `from` and `until`.
    latencies: Vec<Duration>,
}

impl Crowd {
    /// People of a peer's form.
    pub fn plain(phones: Vec<Phone>) -> Crowd {
        Crowd {
            people: phones.into_iter().map(Worker::new).collect(),
        }
    }

    /// People who take their posts by invitation, all at once.
    pub async fn enrolled(phones: Vec<Phone>, codes: Vec<String>) -> anyhow::Result<Crowd> {
        ensure!(
            phones.len() == codes.len(),
            "everybody needs one invitation"
        );
        let people = phones.into_iter().map(Worker::new).zip(codes);
        let people = side_by_side(people.map(|(mut worker, code)| async move {
            worker.types(&format!("/start {code}")).await?;
            worker.presses(&["h"]).await?;
            Ok(worker)
        }));
        Ok(Crowd {
            people: people.await.context("enrolling")?,
        })
    }

    /// Lets everybody report over and over until `until`; the latencies from `from` on.
    pub async fn play(self, from: Instant, until: Instant) -> anyhow::Result<Vec<Duration>> {
        let played = self.people.into_iter().map(|mut worker| async move {
            (worker.from, worker.until) = (from, until);
            while Instant::now() < until {
                match worker.shown {
                    Some(_) => worker.report().await?,
                    None => worker.form().await?,
                }
            }
            Ok(worker.latencies)
        });
        Ok(side_by_side(played).await?.into_iter().flatten().collect())
    }
}

async fn side_by_side<T: Send + 'static>(
    tasks: impl Iterator<Item = impl Future<Output = anyhow::Result<T>> + Send + 'static>,
) -> anyhow::Result<Vec<T>> {
    let mut tasks: JoinSet<anyhow::Result<T>> = tasks.collect();
    let mut results = Vec::with_capacity(tasks.len());
    while let Some(result) = tasks.join_next().await {
        results.push(result??);
    }
    Ok(results)
}

impl Worker {
    fn new(phone: Phone) -> Worker {
        let now = Instant::now();
        Worker {
            phone,
            shown: None,
            rounds: 0,
            from: now,
            until: now,
            latencies: Vec::new(),
        }
    }

    /// A peer's form: Start and five answers.
    async fn form(&mut self) -> anyhow::Result<()> {
        for text in ["/start", RESULT, ORDER, SUBJECT, DATE, OUTCOME] {
            self.reply(|phone| {
                phone.text(text);
            })
            .await?;
        }
        Ok(())
    }

    /// One measure: the same five answers, and the buttons between them. What was filed before is
    /// corrected, with a reason: its two result items are deleted and given anew.
    async fn report(&mut self) -> anyhow::Result<()> {
        self.rounds += 1;
        if !self.has("mo:") {
            self.presses(&["m"]).await?;
        }
        self.presses(&["mo:"]).await?;
        if self.has("qk:") {
            self.presses(&["qk:"]).await?;
            self.types(REASON).await?;
            while self.has("qi:") {
                self.presses(&["qi:", "qx:"]).await?;
            }
            self.presses(&["mr:"]).await?;
        }
        self.types(RESULT).await?;
        self.presses(&["ma:"]).await?;
        self.types(ORDER).await?;
        self.types(SUBJECT).await?;
        self.types(DATE).await?;
        self.presses(&["mc:"]).await?;
        self.types(OUTCOME).await?;
        self.presses(&["mf:"]).await
    }

    fn has(&self, verb: &str) -> bool {
        self.button(verb).is_some()
    }

    /// The id of the shown message and the data of its button that does this; of several, another one
    /// each round.
    fn button(&self, verb: &str) -> Option<(i64, &str)> {
        let shown = self.shown.as_ref()?;
        let data = || shown.buttons().filter_map(|button| button.data.as_deref());
        let fits = |data: &&str| {
            if verb.ends_with(':') {
                data.starts_with(verb)
            } else {
                *data == verb
            }
        };
        let count = data().filter(fits).count();
        let data = data().filter(fits).nth(self.rounds.checked_rem(count)?)?;
        Some((shown.id, data))
    }

    async fn presses(&mut self, verbs: &[&str]) -> anyhow::Result<()> {
        for verb in verbs {
            let button = self
                .button(verb)
                .map(|(message, data)| (message, data.to_owned()));
            let (message, data) = button.with_context(|| {
                format!(
                    "no button {verb:?} below {:?}",
                    self.shown.as_ref().map(|shown| &shown.text)
                )
            })?;
            let shown = self.reply(|phone| {
                phone.press_data(message, &data);
            });
            self.shown = Some(shown.await?);
        }
        Ok(())
    }

    async fn types(&mut self, text: &str) -> anyhow::Result<()> {
        let shown = self.reply(|phone| {
            phone.text(text);
        });
        self.shown = Some(shown.await?);
        Ok(())
    }

    /// Acts, and waits until the bot has sent or changed a message.
    async fn reply(&mut self, act: impl FnOnce(&Phone)) -> anyhow::Result<ChatMessage> {
        let mark = self.phone.mark();
        let begun = Instant::now();
        act(&self.phone);
        let shown = self.phone.wait_after(mark, |_| true, PATIENCE).await?;
        let now = Instant::now();
        if (self.from..self.until).contains(&now) {
            self.latencies.push(now - begun);
        }
        Ok(shown)
    }
}
