//! The HTTP edge of the chat page: its assets, what it shows, and what a person does in it.
//! Only the machine's own browser may use it, and only from the page itself; events are in `page_events`.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Multipart, Path, Request, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::clock;
use super::message::ChatMessage;
use super::page_events::{self, shown_person};
use super::phone::{AlbumItem, Phone};
use super::state::World;

/// Nothing from elsewhere, no inline script, no frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A person may send what the apps would take; beyond 50 MB the sandbox has no use for it.
const UPLOAD_LIMIT: usize = 51 * 1024 * 1024;

/// For machines without a Thai font; the licence stands beside the files.
const THAI: &[u8] = include_bytes!("../document/fonts/Sarabun-Regular.ttf");
const THAI_BOLD: &[u8] = include_bytes!("../document/fonts/Sarabun-Bold.ttf");

type Shared = State<Arc<World>>;

pub(super) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/", get(|| asset("text/html", include_str!("page.html"))))
        .route(
            "/sandbox/page.css",
            get(|| asset("text/css", include_str!("page.css"))),
        )
        .route(
            "/sandbox/page.js",
            get(|| asset("text/javascript", include_str!("page.js"))),
        )
        .route(
            "/sandbox/phone.js",
            get(|| asset("text/javascript", include_str!("phone.js"))),
        )
        .route(
            "/sandbox/bubble.js",
            get(|| asset("text/javascript", include_str!("bubble.js"))),
        )
        .route(
            "/sandbox/icon.svg",
            get(|| asset("image/svg+xml", include_str!("icon.svg"))),
        )
        .route("/sandbox/thai.ttf", get(|| font(THAI)))
        .route("/sandbox/thai-bold.ttf", get(|| font(THAI_BOLD)))
        .route(
            "/sandbox/clock.js",
            get(|| asset("text/javascript", include_str!("clock.js"))),
        )
        .route("/sandbox/words", get(words))
        .route("/sandbox/state", get(everything))
        .route("/sandbox/events", get(page_events::follow))
        .route("/sandbox/file/{id}", get(file))
        .route("/sandbox/start", post(start))
        .route("/sandbox/text", post(text))
        .route("/sandbox/edit", post(edit))
        .route("/sandbox/press", post(press))
        .route("/sandbox/block", post(block))
        .route("/sandbox/clock", post(clock::put_forward))
        .route(
            "/sandbox/upload",
            post(upload).layer(axum::extract::DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
        .route_layer(from_fn(guard))
}

/// Turns away other machines' names for this address (DNS rebinding) and other sites' requests.
async fn guard(request: Request, next: Next) -> Response<Body> {
    if is_from_the_page(request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

fn is_from_the_page(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST) else {
        return false;
    };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let origin = text(header::ORIGIN);
    let is_own_origin = origin.is_none_or(|o| o.strip_prefix("http://") == Some(host));
    let site = headers
        .get("sec-fetch-site")
        .and_then(|site| site.to_str().ok());
    // "none" is a person typing the address; following a link from elsewhere is refused as well.
    let is_own_site = matches!(site, None | Some("same-origin" | "none"));
    matches!(name, "127.0.0.1" | "localhost" | "[::1]") && is_own_origin && is_own_site
}

async fn asset(kind: &'static str, body: &'static str) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, format!("{kind}; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::REFERRER_POLICY, "no-referrer".to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    (headers, body)
}

async fn font(bytes: &'static [u8]) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "font/ttf"),
        (header::CACHE_CONTROL, "max-age=86400"),
    ];
    (headers, bytes)
}

async fn words(State(world): Shared) -> Json<Value> {
    Json(Value::Object(world.words.clone()))
}

async fn everything(State(world): Shared) -> Json<Value> {
    let state = world.state();
    let people: Vec<Value> = (state.people.iter())
        .filter_map(|id| state.chats.get(id))
        .map(|chat| shown_person(&state, chat))
        .collect();
    Json(json!({
        "bot": {"name": state.bot.first_name, "username": state.bot.username},
        "people": people,
        "clock": clock::shown(&world),
        "version": state.version,
    }))
}

/// A file that went through a chat. Only kinds that cannot carry script open in the browser.
async fn file(State(world): Shared, Path(id): Path<String>) -> Response<Body> {
    let Some(file) = world.state().files.get(&id).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_harmless = matches!(
        file.mime.as_str(),
        "application/pdf" | "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "text/plain"
    );
    let name: String = file
        .name
        .as_deref()
        .unwrap_or("file")
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    let (how, kind) = match is_harmless {
        true if file.mime == "text/plain" => ("inline", "text/plain; charset=utf-8"),
        true => ("inline", file.mime.as_str()),
        false => ("attachment", "application/octet-stream"),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("{how}; filename*=UTF-8''{name}"),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, file.bytes.clone()).into_response()
}

/// What a person did, from the page; each action reads the fields it needs.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Action {
    user: i64,
    text: String,
    payload: Option<String>,
    message: i64,
    row: usize,
    column: usize,
    blocked: bool,
}

fn phone(world: &Arc<World>, user: i64) -> Result<Phone, StatusCode> {
    if world.state().chats.contains_key(&user) {
        let world = world.clone();
        Ok(Phone { world, user })
    } else {
        Err(StatusCode::NOT_FOUND)
    }
}

type Done = Result<Json<Value>, StatusCode>;

async fn start(State(world): Shared, Json(action): Json<Action>) -> Done {
    let phone = phone(&world, action.user)?;
    let payload = match action.payload {
        Some(payload) => Some(payload).filter(|payload| !payload.is_empty()),
        None => (world.state().chats.get(&action.user))
            .and_then(|chat| chat.person.start_payload.clone()),
    };
    phone.unblock();
    Ok(Json(json!({"id": phone.start(payload.as_deref())})))
}

async fn text(State(world): Shared, Json(action): Json<Action>) -> Done {
    if action.text.trim().is_empty() {
        return Err(StatusCode::BAD_REQUEST);
    }
    let id = phone(&world, action.user)?.text(&action.text);
    Ok(Json(json!({"id": id})))
}

async fn edit(State(world): Shared, Json(action): Json<Action>) -> Done {
    let changed = phone(&world, action.user)?.edit(action.message, &action.text);
    if changed {
        Ok(Json(json!({})))
    } else {
        Err(StatusCode::NOT_FOUND)
    }
}

async fn press(State(world): Shared, Json(action): Json<Action>) -> Done {
    let phone = phone(&world, action.user)?;
    let data = {
        let state = world.state();
        let chat = state.chats.get(&action.user);
        let message = chat.and_then(|chat| chat.messages.get(&action.message));
        message.and_then(|message| {
            let rows = ChatMessage::new(message).keyboard;
            rows.get(action.row)?.get(action.column)?.data.clone()
        })
    };
    let data = data.ok_or(StatusCode::NOT_FOUND)?;
    let press = phone.press_data(action.message, &data);
    Ok(Json(json!({"press": press})))
}

async fn block(State(world): Shared, Json(action): Json<Action>) -> Done {
    let phone = phone(&world, action.user)?;
    if action.blocked {
        phone.block();
    } else {
        phone.unblock();
    }
    Ok(Json(json!({})))
}

async fn upload(State(world): Shared, mut form: Multipart) -> Done {
    let bad = |_| StatusCode::BAD_REQUEST;
    let (mut user, mut caption, mut files) = (0, String::new(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(bad)? {
        match field.name() {
            Some("user") => user = field.text().await.map_err(bad)?.parse().unwrap_or(0),
            Some("caption") => caption = field.text().await.map_err(bad)?,
            Some("file") => {
                let name = field.file_name().unwrap_or("file").to_owned();
                let mime = field.content_type().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(|error| error.status())?;
                files.push((name, mime, bytes.to_vec()));
            }
            _ => {}
        }
    }
    let phone = phone(&world, user)?;
    // As the apps do: pictures go as photos, unless other files go with them.
    let is_photo = |mime: &str| matches!(mime, "image/png" | "image/jpeg" | "image/webp");
    let all_photos = files.iter().all(|(_, mime, _)| is_photo(mime));
    let mut caption = Some(caption).filter(|caption| !caption.is_empty());
    let mut items: Vec<AlbumItem> = Vec::with_capacity(files.len());
    for (name, mime, bytes) in files {
        let caption = caption.take();
        items.push(if all_photos {
            AlbumItem::Photo { bytes, caption }
        } else {
            AlbumItem::Document {
                name,
                mime,
                bytes,
                caption,
            }
        });
    }
    let ids = match (items.len(), items.pop()) {
        (0, _) | (_, None) => return Err(StatusCode::BAD_REQUEST),
        (1, Some(AlbumItem::Photo { bytes, caption })) => {
            vec![phone.photo(bytes, caption.as_deref())]
        }
        (
            1,
            Some(AlbumItem::Document {
                name,
                mime,
                bytes,
                caption,
            }),
        ) => vec![phone.document(&name, &mime, bytes, caption.as_deref())],
        (_, Some(last)) => {
            items.push(last);
            phone.album(items)
        }
    };
    Ok(Json(json!({"ids": ids})))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_itself_may_act() {
        let asks = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            is_from_the_page(&headers)
        };
        assert!(asks(&[("host", "127.0.0.1:8080")]));
        assert!(asks(&[
            ("host", "localhost:8080"),
            ("origin", "http://localhost:8080"),
            ("sec-fetch-site", "same-origin"),
        ]));
        assert!(!asks(&[("host", "evil.example:8080")]));
        assert!(!asks(&[
            ("host", "127.0.0.1:8080"),
            ("origin", "http://evil.example")
        ]));
        assert!(!asks(&[("host", "127.0.0.1:8080"), ("origin", "null")]));
        assert!(!asks(&[
            ("host", "127.0.0.1:8080"),
            ("sec-fetch-site", "cross-site"),
        ]));
        assert!(!asks(&[]));
    }
}
