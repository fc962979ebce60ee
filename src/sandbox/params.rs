//! The parameters of a Bot API request, from query string, JSON, urlencoded or multipart body alike.
//! It reads and converts; what a parameter means is for the methods to say.

use std::borrow::Cow;
use std::collections::HashMap;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Multipart};
use axum::http::{Request, header::CONTENT_TYPE, request::Parts};
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// Largest request body: Telegram takes uploads of up to 50 MB, and the other fields need some room.
const BODY_LIMIT: usize = 51 * 1024 * 1024;

/// A file that came with a multipart request.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    pub name: Option<String>,
    pub mime: Option<String>,
    pub bytes: Bytes,
}

#[derive(Debug, Default)]
pub(super) struct Params {
    values: Map<String, Value>,
    files: HashMap<String, Upload>,
}

impl Params {
    pub async fn read(request: Request<Body>) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let mut params = Self::default();
        if let Some(query) = parts.uri.query() {
            params.add_pairs(query);
        }
        let kind = parts
            .headers
            .get(CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .to_ascii_lowercase();
        if kind.starts_with("multipart/form-data") {
            params.add_multipart(parts, body).await?;
            return Ok(params);
        }
        let bytes = to_bytes(body, BODY_LIMIT)
            .await
            .map_err(|_| Refusal::too_large())?;
        if kind.starts_with("application/json") {
            params.add_json(&bytes)?;
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            params.add_pairs(&String::from_utf8_lossy(&bytes));
        }
        Ok(params)
    }

    fn add_json(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        if bytes.is_empty() {
            return Ok(());
        }
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(map)) if self.values.is_empty() => self.values = map,
            Ok(Value::Object(map)) => self.values.extend(map),
            _ => {
                return Err(Refusal::bad(
                    "can't parse JSON object: unexpected end of input",
                ));
            }
        }
        Ok(())
    }

    fn add_pairs(&mut self, text: &str) {
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.values.insert(
                percent_decoded(key, true),
                percent_decoded(value, true).into(),
            );
        }
    }

    async fn add_multipart(&mut self, parts: Parts, body: Body) -> Result<(), Refusal> {
        let mut request = Request::from_parts(parts, body);
        axum::extract::DefaultBodyLimit::max(BODY_LIMIT).apply(&mut request);
        let mut form = Multipart::from_request(request, &())
            .await
            .map_err(|_| Refusal::bad("can't parse multipart form data"))?;
        while let Some(field) = form.next_field().await.map_err(multipart_refusal)? {
            let key = field.name().unwrap_or_default().to_owned();
            let name = field.file_name().map(str::to_owned);
            let mime = field.content_type().map(str::to_owned);
            let bytes = field.bytes().await.map_err(multipart_refusal)?;
            if name.is_some() {
                self.files.insert(key, Upload { name, mime, bytes });
            } else {
                self.values
                    .insert(key, String::from_utf8_lossy(&bytes).into());
            }
        }
        Ok(())
    }

    /// A parameter as text; numbers and flags count as what they look like.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        match self.values.get(name)? {
            Value::Null => None,
            Value::String(text) => Some(Cow::Borrowed(text)),
            other => Some(Cow::Owned(other.to_string())),
        }
    }

    pub fn int(&self, name: &str) -> Option<i64> {
        match self.values.get(name)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub fn flag(&self, name: &str) -> bool {
        match self.values.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => {
                let text = text.trim();
                text.eq_ignore_ascii_case("true") || text == "1" || text.eq_ignore_ascii_case("yes")
            }
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            _ => false,
        }
    }

    /// A structured parameter: as it is in a JSON body, or as JSON text elsewhere.
    /// `what` is the name in Telegram's refusal, as in "can't parse media JSON object".
    pub fn json(&self, name: &str, what: &str) -> Result<Option<Cow<'_, Value>>, Refusal> {
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(|value| Some(Cow::Owned(value)))
                .map_err(|_| Refusal::bad(format!("can't parse {what} JSON object"))),
            Some(value) => Ok(Some(Cow::Borrowed(value))),
        }
    }

    /// The uploaded file that a parameter stands for: of its own name, or by `attach://`.
    pub fn upload(&self, name: &str) -> Option<&Upload> {
        self.files.get(name)
    }
}

fn multipart_refusal(error: axum::extract::multipart::MultipartError) -> Refusal {
    if error.status().as_u16() == 413 {
        Refusal::too_large()
    } else {
        Refusal::bad("can't parse multipart form data")
    }
}

/// Percent-decoding; in forms (`plus`) a plus sign is a space. What is not valid stays as it is.
pub(super) fn percent_decoded(text: &str, plus: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
        match bytes[at] {
            b'%' => match (hex(at + 1), hex(at + 2)) {
                (Some(high), Some(low)) => {
                    out.push((high * 16 + low) as u8);
                    at += 2;
                }
                _ => out.push(b'%'),
            },
            b'+' if plus => out.push(b' '),
            byte => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into())
}
