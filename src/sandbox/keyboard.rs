//! Inline keyboards: what Telegram accepts in `reply_markup`, and in which words it refuses the rest.
//! Reply keyboards are accepted and forgotten, for the bot works with inline ones only.

use std::sync::Arc;

use serde_json::{Value, json};

use super::params::Params;
use super::refusal::Refusal;

/// Bytes, not characters: 21 Thai letters at most.
const CALLBACK_DATA_LIMIT: usize = 64;
const BUTTON_COUNT_LIMIT: usize = 100;

/// A button below a message, as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub text: String,
    /// What a press sends back to the bot.
    pub data: Option<String>,
    pub url: Option<String>,
}

/// The `InlineKeyboardMarkup` that goes with a message, if any.
pub(super) fn read(params: &Params) -> Result<Option<Arc<Value>>, Refusal> {
    let Some(markup) = params.json("reply_markup", "reply keyboard markup")? else {
        return Ok(None);
    };
    if !markup.is_object() {
        return Err(Refusal::bad("object expected as reply markup"));
    }
    let rows = match &markup["inline_keyboard"] {
        Value::Null => return Ok(None),
        Value::Array(rows) => rows,
        _ => {
            return Err(Refusal::bad(
                "field \"inline_keyboard\" must be of type Array",
            ));
        }
    };
    let mut kept = Vec::with_capacity(rows.len());
    let mut count = 0;
    for row in rows {
        let Value::Array(row) = row else {
            return Err(Refusal::bad(
                "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays",
            ));
        };
        for button in row {
            check(button)?;
        }
        count += row.len();
        if !row.is_empty() {
            kept.push(Value::Array(row.clone()));
        }
    }
    if count > BUTTON_COUNT_LIMIT {
        return Err(Refusal::bad("reply markup is too long"));
    }
    Ok((!kept.is_empty()).then(|| Arc::new(json!({ "inline_keyboard": kept }))))
}

fn check(button: &Value) -> Result<(), Refusal> {
    let unparsable =
        |reason: &str| Refusal::bad(format!("can't parse inline keyboard button: {reason}"));
    if !button.is_object() {
        return Err(unparsable("InlineKeyboardButton must be an Object"));
    }
    let text = button["text"]
        .as_str()
        .ok_or_else(|| unparsable("Can't find field \"text\""))?;
    let given = |key: &str| button[key].as_str().filter(|value| !value.is_empty());
    let (url, data) = (given("url"), given("callback_data"));
    let other = [
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ];
    if url.is_none() && data.is_none() && !other.iter().any(|key| !button[key].is_null()) {
        return Err(unparsable(
            "Text buttons are unallowed in the inline keyboard",
        ));
    }
    if text.trim().is_empty() {
        return Err(Refusal::bad(
            "inline keyboard button text must be non-empty",
        ));
    }
    if let Some(url) = url
        && !is_allowed_url(url)
    {
        return Err(Refusal::bad(format!(
            "inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
        )));
    }
    if url.is_none() && data.is_some_and(|data| data.len() > CALLBACK_DATA_LIMIT) {
        return Err(Refusal::bad("BUTTON_DATA_INVALID"));
    }
    Ok(())
}

fn is_allowed_url(url: &str) -> bool {
    if url.starts_with("tg://") || url.starts_with("mailto:") {
        return true;
    }
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or(url);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.contains('.') && !host.contains(char::is_whitespace)
}

/// The rows of buttons that a markup shows.
pub(super) fn rows(markup: Option<&Value>) -> Vec<Vec<Button>> {
    let text = |button: &Value, key: &str| button[key].as_str().map(str::to_owned);
    let button = |value: &Value| Button {
        text: text(value, "text").unwrap_or_default(),
        data: text(value, "callback_data"),
        url: text(value, "url"),
    };
    let rows = markup.and_then(|m| m["inline_keyboard"].as_array());
    rows.into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .map(|row| row.iter().map(button).collect())
        .collect()
}
