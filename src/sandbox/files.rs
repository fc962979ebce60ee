//! Files that went through the chats: their bytes, names and ids, and how they are told apart.
//! It keeps them in memory and knows Telegram's size limits; sending them is done elsewhere.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Bytes;
use serde_json::{Value, json};

use super::params::{Params, Upload};
use super::refusal::{Answer, Refusal};

/// A bot may download files up to this size (20 MB).
const DOWNLOAD_LIMIT: usize = 20 * 1024 * 1024;
/// A photo may have up to this size (10 MB).
const PHOTO_LIMIT: usize = 10 * 1024 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Document,
    Photo,
    Voice,
    VideoNote,
    Sticker,
}

#[derive(Debug)]
pub(super) struct StoredFile {
    pub id: String,
    pub unique: String,
    pub kind: FileKind,
    pub name: Option<String>,
    pub mime: String,
    pub bytes: Bytes,
    /// Pixels; of photos only.
    pub width: u32,
    pub height: u32,
    /// Where `getFile` says it is.
    pub path: String,
}

#[derive(Debug, Default)]
pub(super) struct Files {
    by_id: HashMap<String, Arc<StoredFile>>,
    count: u64,
}

impl Files {
    pub fn store(
        &mut self,
        kind: FileKind,
        name: Option<String>,
        mime: Option<String>,
        bytes: Bytes,
    ) -> Arc<StoredFile> {
        self.count += 1;
        let number = self.count;
        let mime = match kind {
            FileKind::Photo => picture_mime(&bytes).unwrap_or("image/jpeg").to_owned(),
            FileKind::Voice => "audio/ogg".to_owned(),
            FileKind::VideoNote => "video/mp4".to_owned(),
            FileKind::Sticker => "image/webp".to_owned(),
            FileKind::Document => mime
                .filter(|mime| mime != "application/octet-stream")
                .or_else(|| name.as_deref().and_then(mime_of_name).map(str::to_owned))
                .unwrap_or_else(|| "application/octet-stream".to_owned()),
        };
        let (folder, letters, extension) = match kind {
            FileKind::Document => ("documents", "BQACAgUAAxk", extension(name.as_deref())),
            FileKind::Photo => ("photos", "AgACAgUAAxk", ".jpg"),
            FileKind::Voice => ("voice", "AwACAgUAAxk", ".oga"),
            FileKind::VideoNote => ("video_notes", "DQACAgUAAxk", ".mp4"),
            FileKind::Sticker => ("stickers", "CAACAgUAAxk", ".webp"),
        };
        let (width, height) = match kind {
            FileKind::Photo => picture_size(&bytes).unwrap_or((800, 600)),
            _ => (0, 0),
        };
        let file = Arc::new(StoredFile {
            id: format!("{letters}{number:016x}QQ"),
            unique: format!("AgAD{number:08x}"),
            kind,
            path: format!("{folder}/file_{number}{extension}"),
            name,
            mime,
            bytes,
            width,
            height,
        });
        self.by_id.insert(file.id.clone(), file.clone());
        file
    }

    pub fn get(&self, id: &str) -> Option<&Arc<StoredFile>> {
        self.by_id.get(id)
    }

    pub fn by_path(&self, path: &str) -> Option<&Arc<StoredFile>> {
        // Paths are made by us and end in the number that the id holds; a search would do, this is quicker.
        let number = path.rsplit_once("file_")?.1;
        let number: u64 = number.split('.').next()?.parse().ok()?;
        let tail = format!("{number:016x}QQ");
        ["BQ", "Ag", "Aw", "DQ", "CA"]
            .iter()
            .filter_map(|head| self.by_id.get(&format!("{head}ACAgUAAxk{tail}")))
            .find(|file| file.path == path)
    }

    /// The file that a parameter names: an upload, `attach://` to one, or the id of a file sent before.
    pub fn resolve(
        &mut self,
        params: &Params,
        reference: Option<&str>,
        field: &str,
        kind: FileKind,
    ) -> Result<Arc<StoredFile>, Refusal> {
        let attached = reference.and_then(|r| r.strip_prefix("attach://"));
        if let Some(upload) = params.upload(attached.unwrap_or(field)) {
            return self.accept(upload, kind);
        }
        match reference {
            Some(reference) if attached.is_none() && !reference.is_empty() => {
                if reference.contains("://") {
                    // The sandbox never reaches out to fetch a URL.
                    return Err(Refusal::bad("failed to get HTTP URL content"));
                }
                let file = self.get(reference).ok_or_else(|| {
                    Refusal::bad("wrong remote file identifier specified: Wrong string length")
                })?;
                if file.kind != kind {
                    let (have, want) = (kind_name(file.kind), kind_name(kind));
                    return Err(Refusal::bad(format!(
                        "can't use file of type {have} as {want}"
                    )));
                }
                Ok(file.clone())
            }
            _ => Err(Refusal::bad(format!("there is no {field} in the request"))),
        }
    }

    fn accept(&mut self, upload: &Upload, kind: FileKind) -> Result<Arc<StoredFile>, Refusal> {
        let size = upload.bytes.len();
        if size == 0 {
            return Err(Refusal::bad("file must be non-empty"));
        }
        if kind == FileKind::Photo {
            if size > PHOTO_LIMIT {
                return Err(Refusal::bad(format!(
                    "file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
                )));
            }
            if picture_mime(&upload.bytes).is_none() {
                return Err(Refusal::bad("IMAGE_PROCESS_FAILED"));
            }
        }
        Ok(self.store(
            kind,
            upload.name.clone(),
            upload.mime.clone(),
            upload.bytes.clone(),
        ))
    }

    /// `getFile`.
    pub fn describe(&self, id: Option<&str>) -> Answer {
        let id = id
            .filter(|id| !id.is_empty())
            .ok_or_else(|| Refusal::bad("file_id not specified"))?;
        let file = self
            .get(id)
            .ok_or_else(|| Refusal::bad("wrong file_id or the file is temporarily unavailable"))?;
        if file.bytes.len() > DOWNLOAD_LIMIT {
            return Err(Refusal::bad("file is too big"));
        }
        Ok(json!({
            "file_id": file.id,
            "file_unique_id": file.unique,
            "file_size": file.bytes.len(),
            "file_path": file.path,
        })
        .to_string())
    }
}

impl StoredFile {
    /// The object that a message holds: a Document, or the sizes of a photo from small to full.
    pub fn value(&self) -> Value {
        let mut value = json!({
            "file_id": self.id,
            "file_unique_id": self.unique,
            "file_size": self.bytes.len(),
        });
        match self.kind {
            FileKind::Document => {
                value["mime_type"] = self.mime.as_str().into();
                if let Some(name) = &self.name {
                    value["file_name"] = name.as_str().into();
                }
                value
            }
            FileKind::Photo => {
                value["width"] = self.width.into();
                value["height"] = self.height.into();
                Value::Array(vec![value])
            }
            FileKind::Voice => {
                value["duration"] = 3.into();
                value["mime_type"] = self.mime.as_str().into();
                value
            }
            FileKind::VideoNote => {
                value["duration"] = 3.into();
                value["length"] = 240.into();
                value
            }
            FileKind::Sticker => {
                let more = json!({
                    "type": "regular", "width": 512, "height": 512,
                    "is_animated": false, "is_video": false, "emoji": "👍"
                });
                if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
                    value.extend(more);
                }
                value
            }
        }
    }

    pub fn field(&self) -> &'static str {
        match self.kind {
            FileKind::Document => "document",
            FileKind::Photo => "photo",
            FileKind::Voice => "voice",
            FileKind::VideoNote => "video_note",
            FileKind::Sticker => "sticker",
        }
    }
}

fn kind_name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Document => "Document",
        FileKind::Photo => "Photo",
        FileKind::Voice => "VoiceNote",
        FileKind::VideoNote => "VideoNote",
        FileKind::Sticker => "Sticker",
    }
}

fn extension(name: Option<&str>) -> &str {
    let name = name.unwrap_or_default();
    match name.rfind('.') {
        // Only plain endings go into a path.
        Some(at)
            if name.len() - at <= 6
                && name[at + 1..].bytes().all(|b| b.is_ascii_alphanumeric()) =>
        {
            &name[at..]
        }
        _ => "",
    }
}

fn mime_of_name(name: &str) -> Option<&'static str> {
    Some(match extension(Some(name)).to_ascii_lowercase().as_str() {
        ".pdf" => "application/pdf",
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".png" => "image/png",
        ".jpg" | ".jpeg" => "image/jpeg",
        ".txt" => "text/plain",
        ".csv" => "text/csv",
        ".zip" => "application/zip",
        _ => return None,
    })
}

/// The kind of picture that the first bytes announce.
fn picture_mime(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

/// Width and height, of PNG and JPEG.
fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let pair = |at: usize| {
        Some(u32::from(u16::from_be_bytes([
            *bytes.get(at)?,
            *bytes.get(at + 1)?,
        ])))
    };
    if picture_mime(bytes)? == "image/png" {
        return Some((pair(18)?, pair(22)?));
    }
    let mut at = 2;
    // JPEG: walk the segments to the frame header.
    while *bytes.get(at)? == 0xff {
        let marker = *bytes.get(at + 1)?;
        if matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) {
            return Some((pair(at + 7)?, pair(at + 5)?));
        }
        at += 2 + usize::try_from(pair(at + 2)?).ok()?;
    }
    None
}
