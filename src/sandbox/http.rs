//! The HTTP edge of the Bot API: paths, token, faults, and the shape of answers.
//! What a method does is found in `methods`; the chat page has an edge of its own.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, State};
use axum::http::{Request, Response, StatusCode, header};

use super::connection::Cut;
use super::faults::Misbehaviour;
use super::methods;
use super::page;
use super::params::{Params, percent_decoded};
use super::refusal::{Answer, Refusal};
use super::state::World;

pub(super) fn router(world: Arc<World>) -> Router {
    page::routes().fallback(bot_api).with_state(world)
}

async fn bot_api(
    State(world): State<Arc<World>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request<Body>,
) -> Response<Body> {
    let path = percent_decoded(request.uri().path(), false);
    if let Some(rest) = path.strip_prefix("/file/bot") {
        return download(&world, rest, &cut).await;
    }
    let Some((token, method)) = path.strip_prefix("/bot").and_then(|p| p.split_once('/')) else {
        return respond(Err(Refusal::not_found()));
    };
    if token != world.token {
        return respond(Err(Refusal::unauthorized()));
    }
    let method = method.to_ascii_lowercase();
    let params = match Params::read(request).await {
        Ok(params) => params,
        Err(refusal) => return respond(Err(refusal)),
    };
    match world.faults.strike(&method, params.int("chat_id")) {
        None => {}
        Some(Misbehaviour::TooManyRequests { retry_after }) => {
            return respond(Err(Refusal::too_many_requests(retry_after)));
        }
        Some(Misbehaviour::ServerError(code)) => {
            return respond(Err(Refusal::server_error(code)));
        }
        Some(Misbehaviour::NotFound) => return respond(Err(Refusal::not_found())),
        Some(Misbehaviour::DropBefore) => {
            cut.cut();
            return Response::default();
        }
        Some(Misbehaviour::DropAfter) => {
            let _ = methods::call(&world, &method, &params).await;
            cut.cut();
            return Response::default();
        }
        Some(Misbehaviour::Delay(delay)) => tokio::time::sleep(delay).await,
    }
    respond(methods::call(&world, &method, &params).await)
}

fn respond(answer: Answer) -> Response<Body> {
    let (status, retry_after, body) = match answer {
        Ok(result) => {
            let mut body = String::with_capacity(result.len() + 24);
            body.push_str(r#"{"ok":true,"result":"#);
            body.push_str(&result);
            body.push('}');
            (StatusCode::OK, None, body)
        }
        Err(refusal) => (
            StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::BAD_REQUEST),
            refusal.retry_after,
            refusal.body(),
        ),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("application/json"),
    );
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// `GET /file/bot<token>/<path>`.
async fn download(world: &World, rest: &str, cut: &Cut) -> Response<Body> {
    let Some((token, path)) = rest.split_once('/') else {
        return respond(Err(Refusal::not_found()));
    };
    if token != world.token {
        return respond(Err(Refusal::unauthorized()));
    }
    let fault = world.faults.strike("download", None);
    match fault {
        Some(Misbehaviour::TooManyRequests { retry_after }) => {
            return respond(Err(Refusal::too_many_requests(retry_after)));
        }
        Some(Misbehaviour::ServerError(code)) => return respond(Err(Refusal::server_error(code))),
        Some(Misbehaviour::NotFound) => return respond(Err(Refusal::not_found())),
        Some(Misbehaviour::DropBefore) => {
            cut.cut();
            return Response::default();
        }
        Some(Misbehaviour::Delay(delay)) => tokio::time::sleep(delay).await,
        Some(Misbehaviour::DropAfter) | None => {}
    }
    let bytes = {
        let state = world.state();
        let file = state.files.by_path(path);
        let allowed = file.filter(|file| state.files.describe(Some(&file.id)).is_ok());
        allowed.map(|file| file.bytes.clone())
    };
    match bytes {
        Some(bytes) if fault == Some(Misbehaviour::DropAfter) => half(bytes, cut.clone()),
        Some(bytes) => Response::new(Body::from(bytes)),
        None => respond(Err(Refusal::not_found())),
    }
}

/// The first half of a file, then the end of the connection.
fn half(bytes: Bytes, cut: Cut) -> Response<Body> {
    let length = bytes.len();
    let first = bytes.slice(..length / 2);
    let parts = futures_util::stream::unfold(Some(first), move |part| {
        let cut = cut.clone();
        async move {
            if part.is_none() {
                // Time for the first half to leave.
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                cut.cut();
            }
            let part =
                part.ok_or_else(|| std::io::Error::from(std::io::ErrorKind::ConnectionReset));
            Some((part, None))
        }
    });
    let mut response = Response::new(Body::from_stream(parts));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, length.into());
    response
}
