//! The refusals of the Bot API, in Telegram's own words and codes.
//! It knows how a refusal looks on the wire; who refuses what, and when, is for the methods to say.

use std::borrow::Cow;

/// What a method answers: the JSON of `result`, or a refusal.
pub(super) type Answer = Result<String, Refusal>;

/// A refused request, as Telegram words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub code: u16,
    pub description: Cow<'static, str>,
    /// Seconds to wait, sent along with code 429.
    pub retry_after: Option<u32>,
}

impl Refusal {
    pub fn new(code: u16, description: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            description: description.into(),
            retry_after: None,
        }
    }

    /// `Bad Request: ` and the reason.
    pub fn bad(reason: impl AsRef<str>) -> Self {
        Self::new(400, format!("Bad Request: {}", reason.as_ref()))
    }

    /// A reason from the markup parser, prefixed as Telegram does.
    pub fn entities(reason: impl AsRef<str>) -> Self {
        Self::bad(format!("can't parse entities: {}", reason.as_ref()))
    }

    pub fn too_many_requests(retry_after: u32) -> Self {
        Self {
            code: 429,
            description: format!("Too Many Requests: retry after {retry_after}").into(),
            retry_after: Some(retry_after),
        }
    }

    pub fn server_error(code: u16) -> Self {
        let description = match code {
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            _ => "Internal Server Error",
        };
        Self::new(code, description)
    }

    pub fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    pub fn not_found() -> Self {
        Self::new(404, "Not Found")
    }

    pub fn too_large() -> Self {
        Self::new(413, "Request Entity Too Large")
    }

    pub fn chat_not_found() -> Self {
        Self::bad("chat not found")
    }

    pub fn not_modified() -> Self {
        Self::bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a \
             current content and reply markup of the message",
        )
    }

    pub fn other_get_updates() -> Self {
        Self::new(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        )
    }

    pub fn webhook_is_active() -> Self {
        Self::new(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        )
    }

    /// The whole body of the answer.
    pub fn body(&self) -> String {
        let description = serde_json::Value::from(self.description.as_ref());
        match self.retry_after {
            Some(seconds) => format!(
                r#"{{"ok":false,"error_code":{},"description":{description},"parameters":{{"retry_after":{seconds}}}}}"#,
                self.code
            ),
            None => format!(
                r#"{{"ok":false,"error_code":{},"description":{description}}}"#,
                self.code
            ),
        }
    }
}
