//! The sample office with everybody at their phones, over the loopback Bot API: the harness in which
//! tests press buttons as people do. The bot behind it is the one that serves.

use std::time::Duration;

use rapsap::cli::sandbox::Stage;
use rapsap::sandbox::{ChatMessage, Phone};
use rapsap::store::Store;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Generous, because the machines that run this are shared: it is a deadline, not a pause.
pub const PATIENCE: Duration = Duration::from_secs(120);

pub struct Town {
    pub stage: Stage,
    stop: Option<oneshot::Sender<()>>,
    bot: JoinHandle<anyhow::Result<()>>,
    folder: tempfile::TempDir,
}

/// The people of the sample, by what they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Finance,
    Personnel,
    Administration,
    Reporter,
    FirstVerifier,
    SecondVerifier,
    Executive,
}

impl Who {
    pub const ALL: [Who; 7] = [
        Who::Finance,
        Who::Personnel,
        Who::Administration,
        Who::Reporter,
        Who::FirstVerifier,
        Who::SecondVerifier,
        Who::Executive,
    ];

    /// The position of the post in the sample office.
    fn position(self) -> &'static str {
        match self {
            Who::Finance => "นักวิชาการเงินและบัญชี",
            Who::Personnel => "นักทรัพยากรบุคคล",
            Who::Administration => "นักจัดการงานทั่วไป",
            Who::Reporter => "นักวิเคราะห์นโยบายและแผนฯ",
            Who::FirstVerifier => "หัวหน้าสำนักปลัด อบต.",
            Who::SecondVerifier => "ปลัดองค์การบริหารส่วนตำบล",
            Who::Executive => "นายกองค์การบริหารส่วนตำบล",
        }
    }
}

impl Town {
    /// The office of the sample, its bot running; nobody has pressed Start yet.
    pub async fn open() -> Town {
        let folder = tempfile::tempdir().unwrap();
        let stage = Stage::set(folder.path().to_owned(), 0, None).await.unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let bot = tokio::spawn(stage.play(async move {
            let _ = stopped.await;
        }));
        Town {
            stage,
            stop: Some(stop),
            bot,
            folder,
        }
    }

    /// Likewise, with everybody enrolled by their invitation.
    pub async fn enrolled() -> Town {
        let town = Town::open().await;
        // The reporter last, who would hear of everybody else at any moment.
        for who in Who::ALL.into_iter().filter(|who| *who != Who::Reporter) {
            town.phone(who).enrols().await;
        }
        town.phone(Who::Reporter).enrols().await;
        town
    }

    pub fn phone(&self, who: Who) -> Person {
        let person = self
            .stage
            .people
            .iter()
            .find(|person| person.caption.ends_with(who.position()))
            .unwrap_or_else(|| panic!("nobody is {}", who.position()));
        Person {
            phone: self.stage.sandbox.phone(person.id),
            invitation: person.start_payload.clone(),
        }
    }

    /// Ends the bot and starts it again over the same data.
    pub async fn restart(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        (&mut self.bot).await.unwrap().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        self.stop = Some(stop);
        self.bot = tokio::spawn(self.stage.play(async move {
            let _ = stopped.await;
        }));
    }

    /// The bot's database, as it is on the disk.
    pub async fn store(&self) -> Store {
        let file = self.folder.path().join("rapsap.db");
        Store::open(&format!("sqlite:{}", file.display()))
            .await
            .unwrap()
    }

    pub async fn close(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        self.bot.await.unwrap().unwrap();
        self.stage.sandbox.shutdown().await;
    }
}

/// Somebody at their phone.
pub struct Person {
    pub phone: Phone,
    pub invitation: Option<String>,
}

impl Person {
    pub async fn enrols(&self) -> ChatMessage {
        let mark = self.phone.mark();
        self.phone.start(self.invitation.as_deref());
        self.sees_after(mark, |message| !message.keyboard.is_empty())
            .await
    }

    /// Types and sends; what the bot answers.
    pub async fn types(&self, text: &str) -> ChatMessage {
        let mark = self.phone.mark();
        self.phone.text(text);
        self.sees_after(mark, |_| true).await
    }

    /// Presses the newest button whose label contains `label`; what the bot then shows.
    pub async fn presses(&self, label: &str) -> ChatMessage {
        let mark = self.phone.mark();
        self.press(label);
        self.sees_after(mark, |_| true).await
    }

    /// Presses without waiting for what comes of it; the id of the press.
    pub fn press(&self, label: &str) -> String {
        for message in self
            .phone
            .messages()
            .iter()
            .rev()
            .filter(|message| message.from_bot)
        {
            let button = message
                .keyboard
                .iter()
                .flatten()
                .find(|button| button.text.contains(label));
            if let Some(button) = button {
                return self.phone.press(message.id, &button.text).unwrap();
            }
        }
        let shown: Vec<String> = self
            .phone
            .messages()
            .into_iter()
            .map(|message| message.text)
            .collect();
        panic!(
            "no button {label} on this phone, which shows\n{}",
            shown.join("\n---\n")
        );
    }

    /// Waits for a message that contains `text`, an earlier one included.
    pub async fn sees(&self, text: &str) -> ChatMessage {
        self.sees_after(0, |message| message.text.contains(text))
            .await
    }

    pub async fn sees_after(&self, mark: u64, fits: impl Fn(&ChatMessage) -> bool) -> ChatMessage {
        self.phone.wait_after(mark, fits, PATIENCE).await.unwrap()
    }

    /// Waits for a file below a text.
    pub async fn gets_file(&self, text: &str) -> ChatMessage {
        self.sees_after(0, |message| {
            message.file.is_some() && message.text.contains(text)
        })
        .await
    }
}
