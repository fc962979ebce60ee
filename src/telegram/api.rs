//! One call of the Bot API over HTTP and every way in which it can end, told apart by what the caller
//! may do next. Payloads and answers are teloxide's types; the request is made here, because
//! teloxide's own sleeps for ten seconds on any 5xx and cannot say whether a request ever left.

mod download;

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use anyhow::Context as _;
use reqwest::{Client, RequestBuilder, StatusCode, Url, header, multipart};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use teloxide::requests::Payload;

use crate::config::Secret;
pub use download::DownloadError;

/// The longest that an ordinary call may take; uploads and long polls say their own.
const PATIENCE: Duration = Duration::from_secs(30);

/// The bot's line to the Bot API. Its `Debug` shows neither the token nor anything made of it.
#[derive(Clone)]
pub struct Api {
    http: Client,
    /// Ends in `/bot<token>/`.
    methods: Url,
    /// Ends in `/file/bot<token>/`.
    files: Url,
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Api({})", self.methods.origin().ascii_serialization())
    }
}

/// Why a call did not give its result. No variant holds the token or the request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// 429: nothing was done, and nothing will be before this time has passed.
    #[error("Telegram asks to wait {} s", .0.as_secs())]
    Wait(Duration),
    /// Telegram understood the request and will not do it.
    #[error("Telegram refuses ({code}): {description}")]
    Refused { code: u16, description: String },
    /// The request never left this machine, or the server answered that it failed.
    #[error("not done: {0}")]
    NotDone(String),
    /// The request left and no usable answer came: it may or may not have been carried out.
    #[error("no answer: {0}")]
    Unanswered(String),
}

impl CallError {
    /// The token is wrong or was revoked. Telegram answers 404 to what does not look like a token.
    pub fn is_unauthorized(&self) -> bool {
        matches!(
            self,
            CallError::Refused {
                code: 401 | 404,
                ..
            }
        )
    }

    /// Whether Telegram refused with a description that starts so, whatever the letters' case.
    pub fn says(&self, words: &str) -> bool {
        match self {
            CallError::Refused { description, .. } => description
                .get(..words.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(words)),
            _ => false,
        }
    }

    /// The error as it may be logged: Telegram quotes what was sent in some of its descriptions, so
    /// what stands in quotes is left out.
    pub fn without_quotes(&self) -> String {
        let text = self.to_string();
        let kept: Vec<&str> = text.split('"').step_by(2).collect();
        kept.join("…")
    }
}

#[derive(serde::Deserialize)]
struct Answer<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

/// The usual answer, which is read at one go.
#[derive(serde::Deserialize)]
struct Done<T> {
    ok: bool,
    result: T,
}

#[derive(serde::Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

impl Api {
    /// A line to the Bot API at `url`, e.g. `https://api.telegram.org`.
    pub fn new(url: &str, token: &Secret) -> anyhow::Result<Api> {
        let root = Url::parse(url).context("the API's URL cannot be read")?;
        let loopback = root.host_str().is_some_and(|host| {
            let host = host.trim_matches(['[', ']']);
            host == "localhost"
                || host
                    .parse::<std::net::IpAddr>()
                    .is_ok_and(|ip| ip.is_loopback())
        });
        // The URL's own error would quote the token.
        let below = |folder: &str| {
            let url = format!("{}/{folder}{}/", url.trim_end_matches('/'), token.reveal());
            Url::parse(&url)
                .ok()
                .filter(|below| below.origin() == root.origin())
                .context("the token cannot be part of a URL: is it copied whole, as 123456:ABC…?")
        };
        let (methods, files) = (below("bot")?, below("file/bot")?);
        let mut http = Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(PATIENCE)
            .tcp_nodelay(true)
            .tcp_keepalive(Duration::from_secs(60))
            .pool_idle_timeout(Duration::from_secs(55))
            .redirect(reqwest::redirect::Policy::none());
        if loopback {
            http = http.no_proxy();
        }
        let http = http
            .build()
            .map_err(|error| anyhow::anyhow!("no HTTP client: {}", chain(error)))?;
        Ok(Api {
            http,
            methods,
            files,
        })
    }

    /// Calls a method with one of teloxide's payloads; `T` holds what is wanted of the result.
    pub async fn call<P, T>(&self, payload: &P) -> Result<T, CallError>
    where
        P: Payload + Serialize,
        T: DeserializeOwned,
    {
        self.call_named(P::NAME, payload, PATIENCE).await
    }

    /// Calls a method by its name, for payloads that teloxide has otherwise.
    pub async fn call_named<T>(
        &self,
        method: &str,
        payload: &impl Serialize,
        patience: Duration,
    ) -> Result<T, CallError>
    where
        T: DeserializeOwned,
    {
        let body = serde_json::to_vec(payload).map_err(|error| {
            CallError::NotDone(format!("the request cannot be written: {error}"))
        })?;
        let request = self
            .request(method)?
            .header(header::CONTENT_TYPE, "application/json")
            .body(body)
            .timeout(patience);
        self.finish(request).await
    }

    /// What the server's clock shows, in epoch milliseconds of whole seconds; none if it does not say.
    pub async fn moment(&self) -> Result<Option<i64>, CallError> {
        let response = self.request("getMe")?.timeout(PATIENCE).send().await;
        let response = response.map_err(|error| CallError::NotDone(chain(error)))?;
        let date = response.headers().get(header::DATE);
        let date =
            date.and_then(|date| chrono::DateTime::parse_from_rfc2822(date.to_str().ok()?).ok());
        Ok(date.map(|date| date.timestamp_millis()))
    }

    /// Calls a method with a form that carries a file.
    pub async fn upload<T>(
        &self,
        method: &str,
        form: multipart::Form,
        patience: Duration,
    ) -> Result<T, CallError>
    where
        T: DeserializeOwned,
    {
        self.finish(self.request(method)?.multipart(form).timeout(patience))
            .await
    }

    fn request(&self, method: &str) -> Result<RequestBuilder, CallError> {
        let url = self
            .methods
            .join(method)
            .map_err(|_| CallError::NotDone(format!("{method} is not a method's name")))?;
        Ok(self.http.post(url))
    }

    async fn finish<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, CallError> {
        let response = request.send().await.map_err(|error| {
            if error.is_connect() || error.is_builder() {
                CallError::NotDone(chain(error))
            } else {
                CallError::Unanswered(chain(error))
            }
        })?;
        let status = response.status();
        let body = response
            .bytes()
            .await
            .map_err(|error| CallError::Unanswered(chain(error)))?;
        read(status, &body)
    }
}

/// Reads an answer. 502 and 504 come from something in front of the server that waited in vain: the
/// request may have been carried out behind it. Any other 5xx is the server's own word that it failed.
fn read<T: DeserializeOwned>(status: StatusCode, body: &[u8]) -> Result<T, CallError> {
    let strange = || {
        CallError::Unanswered(format!(
            "status {status} with a body that is not the Bot API's"
        ))
    };
    if status == StatusCode::OK
        && let Ok(Done { ok: true, result }) = serde_json::from_slice(body)
    {
        return Ok(result);
    }
    let answer = serde_json::from_slice::<Answer>(body).ok();
    let code = answer
        .as_ref()
        .and_then(|answer| answer.error_code)
        .unwrap_or(status.as_u16());
    if matches!(code, 502 | 504) {
        return Err(CallError::Unanswered(format!(
            "the gateway gave up ({code})"
        )));
    }
    if code >= 500 {
        return Err(CallError::NotDone(format!("the server failed ({code})")));
    }
    match answer {
        Some(Answer {
            ok: true,
            result: Some(result),
            ..
        }) => serde_json::from_str(result.get()).map_err(|_| strange()),
        Some(Answer {
            ok: false,
            parameters: Some(Parameters {
                retry_after: Some(seconds),
            }),
            ..
        }) => Err(CallError::Wait(Duration::from_secs(seconds))),
        Some(Answer { ok: false, .. }) | None if code == 429 => {
            Err(CallError::Wait(Duration::from_secs(5)))
        }
        Some(Answer {
            ok: false,
            description,
            ..
        }) => Err(CallError::Refused {
            code,
            description: description.unwrap_or_default(),
        }),
        None if status.is_client_error() => Err(CallError::Refused {
            code,
            description: "the answer is not the Bot API's".to_owned(),
        }),
        _ => Err(strange()),
    }
}

/// The error and its causes in one line, without the URL, which holds the token.
fn chain(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Result<bool, CallError> {
        read(StatusCode::from_u16(status).unwrap(), body.as_bytes())
    }

    #[test]
    fn each_way_an_answer_can_end_is_told_apart() {
        assert_eq!(answer(200, r#"{"ok":true,"result":true}"#), Ok(true));
        let flood = r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}"#;
        assert_eq!(
            answer(429, flood),
            Err(CallError::Wait(Duration::from_secs(7)))
        );
        let blocked = answer(
            403,
            r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#,
        );
        assert!(blocked.unwrap_err().says("forbidden: bot was blocked"));
        assert!(matches!(
            answer(
                500,
                r#"{"ok":false,"error_code":500,"description":"Internal Server Error"}"#
            ),
            Err(CallError::NotDone(_))
        ));
        assert!(matches!(
            answer(502, "<html>Bad Gateway</html>"),
            Err(CallError::Unanswered(_))
        ));
        assert!(matches!(
            answer(200, "<html>a proxy's greeting</html>"),
            Err(CallError::Unanswered(_))
        ));
        assert!(matches!(
            answer(413, "<html>too large</html>"),
            Err(CallError::Refused { code: 413, .. })
        ));
        assert!(matches!(
            answer(200, r#"{"ok":true,"result":"other"}"#),
            Err(CallError::Unanswered(_))
        ));
    }

    #[test]
    fn what_telegram_quotes_is_not_logged() {
        let error = CallError::Refused {
            code: 400,
            description: r#"Bad Request: can't parse entities: Unsupported start tag "secret" at byte offset 3"#.to_owned(),
        };
        assert!(
            !error.without_quotes().contains("secret"),
            "{}",
            error.without_quotes()
        );
    }

    #[test]
    fn neither_debug_nor_an_unreadable_token_shows_the_token() {
        let api = Api::new("http://127.0.0.1:9", &Secret::new("123:AAmarker")).unwrap();
        assert!(!format!("{api:?}").contains("AAmarker"));
        for token in ["123:AA marker\n", "//evil.example/AAmarker", "../AAmarker"] {
            if let Err(error) = Api::new("http://127.0.0.1:9", &Secret::new(token)) {
                assert!(!format!("{error:?}").contains("marker"), "{error:?}");
            }
        }
    }

    #[tokio::test]
    async fn a_refused_connection_was_not_done_and_its_error_does_not_show_the_token() {
        let unused = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let api = Api::new(&format!("http://{unused}"), &Secret::new("123:AAmarker")).unwrap();
        let error = api
            .call_named::<bool>("getMe", &(), PATIENCE)
            .await
            .unwrap_err();
        assert!(matches!(error, CallError::NotDone(_)), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("marker"));
    }
}
