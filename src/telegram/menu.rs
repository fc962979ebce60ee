//! The menu of commands beside the text field: for everybody what a stranger needs, and for each person
//! what their roles have a use for, in their language. It is a convenience: what cannot be set is left.

use teloxide::payloads::{
    DeleteMyCommands, DeleteMyCommandsSetters as _, SetMyCommands, SetMyCommandsSetters as _,
};
use teloxide::types::{BotCommand, BotCommandScope, ChatId, Recipient};

use super::deliver::{Courier, End, again};
use crate::dialogue;
use crate::domain::language::Language;
use crate::domain::office::Role;
use crate::l10n::L10n;
use crate::phrase::Phrase;
use crate::store::people;

/// A menu that a chat was given: its language and its commands.
pub(super) type Menu = (Language, Vec<&'static str>);

/// The menu of somebody in these roles.
pub(super) fn commands(l10n: &L10n, language: Language, roles: &[Role]) -> Vec<BotCommand> {
    let names = dialogue::menu(roles).into_iter();
    names
        .map(|name| {
            let words = Phrase::new(&format!("command-{name}"));
            BotCommand::new(name, l10n.text(language, &words))
        })
        .collect()
}

fn of(chat: i64) -> BotCommandScope {
    BotCommandScope::Chat {
        chat_id: Recipient::Id(ChatId(chat)),
    }
}

impl Courier {
    /// Gives the chat the menu that fits its person now, unless it has it already.
    pub(super) async fn set_menu(&self, chat: i64) -> Result<Option<i64>, End> {
        let person = match self.person(chat).await {
            Ok(Some(person)) => person,
            Ok(None) => return self.take_menu(chat).await,
            Err(error) => return Err(End::Later(format!("who is it? {error:#}"))),
        };
        let (language, roles) = person;
        let menu: Menu = (language, dialogue::menu(&roles));
        if self.menus.lock().await.get(&chat) == Some(&menu) {
            return Ok(None);
        }
        let payload = SetMyCommands::new(commands(&self.l10n, language, &roles)).scope(of(chat));
        match self.api.call::<_, bool>(&payload).await.map_err(again) {
            Ok(_) => {
                self.menus.lock().await.insert(chat, menu);
                Ok(None)
            }
            Err(wait @ (End::Flooded(_) | End::Later(_))) => Err(wait),
            // The general menu does as well.
            Err(end) => {
                tracing::debug!("a menu could not be set: {end:?}");
                Ok(None)
            }
        }
    }

    /// Who was erased has the menu of a stranger.
    async fn take_menu(&self, chat: i64) -> Result<Option<i64>, End> {
        let payload = DeleteMyCommands::new().scope(of(chat));
        match self.api.call::<_, bool>(&payload).await.map_err(again) {
            Err(wait @ (End::Flooded(_) | End::Later(_))) => Err(wait),
            _ => {
                self.menus.lock().await.remove(&chat);
                Ok(None)
            }
        }
    }

    async fn person(&self, chat: i64) -> anyhow::Result<Option<(Language, Vec<Role>)>> {
        let mut reader = self.store.reader().await?;
        people::roles(&mut reader, chat).await
    }
}
