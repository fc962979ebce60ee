//! Downloads what people sent, never more than is allowed, whatever the other side says about its size.

use std::time::Duration;

use axum::body::Bytes;
use reqwest::{Response, StatusCode};
use serde::Deserialize;
use teloxide::payloads::GetFile;
use teloxide::types::FileId;

use super::{Api, CallError, chain};

/// How long a download may take in all: 20 MB over a slow line.
const PATIENCE: Duration = Duration::from_secs(300);
/// How long the other side may be silent in between.
const SILENCE: Duration = Duration::from_secs(30);

/// Why there are no bytes. No variant holds the token or the address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DownloadError {
    /// It is larger than what may be downloaded.
    #[error("it is too large")]
    TooLarge,
    /// Telegram will not give it: asking again will not help.
    #[error("{0}")]
    Refused(String),
    /// Either that, or Telegram will have it again soon: it uses one sentence for both.
    #[error("{0}")]
    Doubtful(String),
    /// It may be tried again, after this time if one is said.
    #[error("{why}")]
    Later { why: String, wait: Option<Duration> },
}

#[derive(Deserialize)]
struct Located {
    file_path: Option<String>,
}

impl Api {
    /// The bytes of a file that Telegram keeps, at most `limit` of them.
    pub async fn download(&self, file_id: &str, limit: usize) -> Result<Vec<u8>, DownloadError> {
        let located: Located = self
            .call(&GetFile::new(FileId(file_id.to_owned())))
            .await
            .map_err(not_located)?;
        let path = located
            .file_path
            .ok_or_else(|| later("Telegram does not say where the file is"))?;
        let fetching = self.fetch(&path, limit);
        tokio::time::timeout(PATIENCE, fetching)
            .await
            .unwrap_or_else(|_| Err(later("the download takes too long")))
    }

    async fn fetch(&self, path: &str, limit: usize) -> Result<Vec<u8>, DownloadError> {
        // A path that leads out of the bot's own folder would take the token elsewhere.
        let url = self
            .files
            .join(path)
            .ok()
            .filter(|url| url.as_str().starts_with(self.files.as_str()))
            .ok_or_else(|| DownloadError::Refused("the file's path cannot be used".to_owned()))?;
        let request = self.http.get(url).timeout(PATIENCE);
        let mut response = request.send().await.map_err(broken)?;
        let status = response.status();
        if !status.is_success() {
            return Err(not_given(status));
        }
        if response
            .content_length()
            .is_some_and(|length| usize::try_from(length).is_ok_and(|length| length > limit))
        {
            return Err(DownloadError::TooLarge);
        }
        let mut bytes = Vec::new();
        while let Some(more) = next(&mut response).await? {
            if bytes.len() + more.len() > limit {
                return Err(DownloadError::TooLarge);
            }
            bytes.extend_from_slice(&more);
        }
        Ok(bytes)
    }
}

async fn next(response: &mut Response) -> Result<Option<Bytes>, DownloadError> {
    tokio::time::timeout(SILENCE, response.chunk())
        .await
        .map_err(|_| later("the download has stopped"))?
        .map_err(broken)
}

/// What it means that getFile failed.
fn not_located(error: CallError) -> DownloadError {
    match &error {
        CallError::Wait(wait) => DownloadError::Later {
            why: error.to_string(),
            wait: Some(*wait),
        },
        _ if error.says("Bad Request: file is too big") => DownloadError::TooLarge,
        _ if error.says("Bad Request: wrong file_id or the file is temporarily unavailable") => {
            DownloadError::Doubtful(error.without_quotes())
        }
        // A wrong token is no fault of the file.
        CallError::Refused { .. } if !error.is_unauthorized() => {
            DownloadError::Refused(error.without_quotes())
        }
        _ => later(&error.without_quotes()),
    }
}

/// What it means that the download was answered with this status.
fn not_given(status: StatusCode) -> DownloadError {
    match status.as_u16() {
        401 | 408 | 425 | 429 => later(&format!("the download is put off ({status})")),
        400..=499 => DownloadError::Refused(format!("the download is refused ({status})")),
        _ => later(&format!("the download failed ({status})")),
    }
}

fn broken(error: reqwest::Error) -> DownloadError {
    later(&chain(error))
}

fn later(why: &str) -> DownloadError {
    DownloadError::Later {
        why: why.to_owned(),
        wait: None,
    }
}
