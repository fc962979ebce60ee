//! The Telegram edge: updates come in through [`intake`] and are read by [`event`]; the files in
//! them are brought by [`fetch`]; screens are written as messages by [`render`], brought to their chats by
//! [`deliver`], and paced by [`sender`]. What an update means and what is said in answer is decided by the dialogue, never here.

pub mod api;
pub mod check_in;
pub mod deliver;
mod desk;
pub mod event;
pub mod fetch;
mod files;
pub mod flood;
pub mod intake;
mod invitation;
mod menu;
mod own_data;
pub mod pace;
mod page;
pub mod picture;
mod plan;
pub mod plan_in;
pub mod render;
mod rival;
pub mod sender;
pub mod webhook;

use teloxide::payloads::{
    GetMe, SetChatMenuButton, SetChatMenuButtonSetters as _, SetMyCommands,
    SetMyCommandsSetters as _, SetMyDescription, SetMyDescriptionSetters as _,
    SetMyShortDescription, SetMyShortDescriptionSetters as _,
};
use teloxide::types::MenuButton;

use crate::domain::office::Language;
use crate::l10n::L10n;
use crate::phrase::Phrase;
use api::{Api, CallError};

/// Who the token belongs to.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Identity {
    pub id: i64,
    /// Without the @.
    pub username: String,
}

/// Asks whose token this is.
pub async fn identity(api: &Api) -> Result<Identity, CallError> {
    api.call(&GetMe {}).await
}

/// Tells Telegram the bot's commands and what it says about itself before it is started, in each
/// language; Thai is what people of any other language see.
pub async fn introduce(api: &Api, l10n: &L10n) -> Result<(), CallError> {
    for &language in l10n.languages() {
        let text = |key: &str| l10n.text(language, &Phrase::new(key));
        let mut menu = SetMyCommands::new(menu::commands(l10n, language, &[]));
        let mut long = SetMyDescription::new().description(text("bot-description"));
        let mut short =
            SetMyShortDescription::new().short_description(text("bot-short-description"));
        // Telegram knows languages by two letters.
        match language.code() {
            _ if language.same_words(Language::THAI) => {}
            code if code.len() == 2 => {
                menu = menu.language_code(code);
                long = long.language_code(code);
                short = short.language_code(code);
            }
            _ => continue,
        }
        let _: bool = api.call(&menu).await?;
        let _: bool = api.call(&long).await?;
        let _: bool = api.call(&short).await?;
    }
    let commands = SetChatMenuButton::new().menu_button(MenuButton::Commands);
    let _: bool = api.call(&commands).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::office::Role;

    #[test]
    fn what_the_bot_says_about_itself_is_as_short_as_telegram_wants_it() {
        let l10n = L10n::new();
        for &language in l10n.languages() {
            let length = |key: &str| {
                l10n.text(language, &Phrase::new(key))
                    .encode_utf16()
                    .count()
            };
            assert!((1..=512).contains(&length("bot-description")));
            assert!((1..=120).contains(&length("bot-short-description")));
            for name in crate::dialogue::menu(&Role::ALL) {
                assert!(
                    (3..=256).contains(&length(&format!("command-{name}"))),
                    "{name}"
                );
            }
        }
    }
}
