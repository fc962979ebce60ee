//! What the bot has set up about itself: commands by scope and language, menu button, name, descriptions.
//! It stores and returns them; the page shows the commands that a person would see.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::params::Params;
use super::refusal::{Answer, Refusal};

const COMMANDS_LIMIT: usize = 100;

#[derive(Debug, Default)]
pub(super) struct Profile {
    /// By scope and language; both as text, the general language empty.
    commands: HashMap<(String, String), Value>,
    /// By chat; `None` is the default one.
    menu_buttons: HashMap<Option<i64>, Value>,
    /// By field and language.
    texts: BTreeMap<(&'static str, String), String>,
}

/// A scope in one form, whatever the order and type of its fields: `default`, `chat 42`.
fn scope(params: &Params) -> Result<String, Refusal> {
    let refuse = |reason: &str| Refusal::bad(format!("can't parse BotCommandScope: {reason}"));
    let Some(scope) = params.json("scope", "BotCommandScope")? else {
        return Ok("default".to_owned());
    };
    if !scope.is_object() {
        return Err(refuse("BotCommandScope must be an Object"));
    }
    let kind = scope["type"]
        .as_str()
        .ok_or_else(|| refuse("Can't find field \"type\""))?;
    match kind {
        "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => {
            Ok(kind.to_owned())
        }
        "chat" | "chat_administrators" | "chat_member" => {
            let chat = match &scope["chat_id"] {
                Value::Number(id) => id.to_string(),
                Value::String(id) if !id.is_empty() => id.clone(),
                _ => return Err(refuse("Can't find field \"chat_id\"")),
            };
            Ok(format!("{kind} {chat}"))
        }
        _ => Err(refuse("Unsupported type specified")),
    }
}

/// The chat that a scope is narrowed to by its id; the bot must know it.
pub(super) fn scope_chat(params: &Params) -> Result<Option<i64>, Refusal> {
    let scope = scope(params)?;
    let chat = scope.split_once(' ').map(|(_, chat)| chat);
    Ok(chat.and_then(|chat| chat.parse().ok()))
}

fn language(params: &Params) -> Result<String, Refusal> {
    let code = params.text("language_code").unwrap_or_default();
    let is_code =
        code.is_empty() || (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase()));
    if is_code {
        Ok(code.into_owned())
    } else {
        Err(Refusal::bad("invalid language code specified"))
    }
}

fn command(value: &Value) -> Result<Value, Refusal> {
    let unparsable = |reason: &str| Refusal::bad(format!("can't parse BotCommand: {reason}"));
    if !value.is_object() {
        return Err(unparsable("expected an Object"));
    }
    let field = |key: &str| {
        value[key]
            .as_str()
            .ok_or_else(|| unparsable(&format!("Can't find field \"{key}\"")))
    };
    let name = field("command")?.trim();
    let name = name.strip_prefix('/').unwrap_or(name);
    let description = field("description")?.trim();
    if name.is_empty() {
        return Err(Refusal::bad("command must be non-empty"));
    }
    if name.chars().count() > 32 {
        return Err(Refusal::bad("command length must not exceed 32"));
    }
    if description.is_empty() {
        return Err(Refusal::bad("command description must be non-empty"));
    }
    if description.chars().count() > 256 {
        return Err(Refusal::bad(
            "command description length must not exceed 256",
        ));
    }
    let is_allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if !name.bytes().all(is_allowed) {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    Ok(json!({ "command": name, "description": description }))
}

impl Profile {
    pub fn set_commands(&mut self, params: &Params) -> Answer {
        let list = params.json("commands", "commands")?;
        let commands = match list.as_deref() {
            None => Vec::new(),
            Some(Value::Array(list)) => list.iter().map(command).collect::<Result<_, _>>()?,
            Some(_) => return Err(Refusal::bad("expected an Array of BotCommand")),
        };
        if commands.len() > COMMANDS_LIMIT {
            return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
        }
        self.commands
            .insert((scope(params)?, language(params)?), Value::Array(commands));
        Ok("true".to_owned())
    }

    pub fn get_commands(&self, params: &Params) -> Answer {
        let commands = self.commands.get(&(scope(params)?, language(params)?));
        Ok(commands.map_or_else(|| "[]".to_owned(), Value::to_string))
    }

    pub fn delete_commands(&mut self, params: &Params) -> Answer {
        self.commands.remove(&(scope(params)?, language(params)?));
        Ok("true".to_owned())
    }

    /// The commands that a person sees in their private chat: the narrowest scope, in their language if there is one.
    pub fn commands_for(&self, chat: i64, language: &str) -> Value {
        let chat = format!("chat {chat}");
        for scope in [chat.as_str(), "all_private_chats", "default"] {
            for language in [language, ""] {
                let key = (scope.to_owned(), language.to_owned());
                match self.commands.get(&key) {
                    Some(Value::Array(list)) if list.is_empty() => {}
                    Some(list) => return list.clone(),
                    None => {}
                }
            }
        }
        json!([])
    }

    pub fn set_menu_button(&mut self, params: &Params) -> Answer {
        let button = params.json("menu_button", "menu button")?;
        let button = button.map_or_else(|| json!({"type": "default"}), |b| b.into_owned());
        match button["type"].as_str() {
            Some("default" | "commands" | "web_app") => {}
            Some(_) => {
                return Err(Refusal::bad(
                    "can't parse menu button: MenuButton has unsupported type",
                ));
            }
            None => {
                return Err(Refusal::bad(
                    "can't parse menu button: MenuButton must be an Object",
                ));
            }
        }
        self.menu_buttons.insert(params.int("chat_id"), button);
        Ok("true".to_owned())
    }

    pub fn get_menu_button(&self, params: &Params) -> Answer {
        let own = self.menu_buttons.get(&params.int("chat_id"));
        let button = own.or_else(|| self.menu_buttons.get(&None));
        Ok(button.map_or_else(|| r#"{"type":"commands"}"#.to_owned(), Value::to_string))
    }

    /// `setMyName`, `setMyDescription`, `setMyShortDescription`.
    pub fn set_text(&mut self, field: &'static str, limit: usize, params: &Params) -> Answer {
        let text = params.text(field).unwrap_or_default();
        if text.chars().count() > limit {
            return Err(Refusal::bad(format!(
                "bot {} is too long",
                field.replace('_', " ")
            )));
        }
        self.texts
            .insert((field, language(params)?), text.into_owned());
        Ok("true".to_owned())
    }

    pub fn get_text(&self, field: &'static str, default: &str, params: &Params) -> Answer {
        let text = self
            .texts
            .get(&(field, language(params)?))
            .or_else(|| self.texts.get(&(field, String::new())))
            .map_or(default, String::as_str);
        Ok(json!({ field: text }).to_string())
    }
}
