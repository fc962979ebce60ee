//! Those who ask at the health address: each is answered once within some seconds and goes. However many come and say
//! nothing, whoever asks is answered: the line is theirs who came last.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fs::File;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

/// So many may be connected at the same time [ours].
const MOST: usize = 64;
/// How long each may take, from coming to going; the answer itself may wait for the database for some seconds.
const PATIENCE: Duration = Duration::from_secs(10);
/// How soon to look again when the machine lets nobody in.
const AGAIN: Duration = Duration::from_secs(1);

/// Somebody who is connected.
struct Caller {
    /// They have said what they want.
    asked: Arc<AtomicBool>,
    line: AbortHandle,
}

/// Answers those who come until it is dropped.
pub(super) async fn answer(listener: TcpListener, routes: Router) -> Infallible {
    let mut lines = JoinSet::new();
    let mut callers: VecDeque<Caller> = VecDeque::new();
    // Held for nothing but to be let go of: where no more files may be open, one caller is answered in its place.
    let mut spare = File::open("/").ok();
    loop {
        tokio::select! {
            come = listener.accept() => match come {
                Ok((stream, _)) => {
                    callers.retain(|caller| !caller.line.is_finished());
                    if callers.len() >= MOST {
                        make_room(&mut callers);
                    }
                    let asked = Arc::new(AtomicBool::new(false));
                    let line = lines.spawn(serve(stream, routes.clone(), asked.clone()));
                    callers.push_back(Caller { asked, line });
                }
                Err(error) => {
                    tracing::debug!("nobody is let in at the health address: {error}");
                    if !let_in_one(&listener, &routes, &mut spare).await {
                        tokio::time::sleep(AGAIN).await;
                    }
                }
            },
            Some(_) = lines.join_next() => {}
        }
    }
}

/// Answers one caller in place of the spare file, which is taken again afterwards; gives whether there was one.
async fn let_in_one(listener: &TcpListener, routes: &Router, spare: &mut Option<File>) -> bool {
    let mut come = None;
    if spare.take().is_some() {
        // At once, before another room takes the place.
        let at_once = tokio::time::timeout(Duration::ZERO, listener.accept());
        come = at_once.await.ok().and_then(Result::ok);
    }
    let answered = come.is_some();
    if let Some((stream, _)) = come {
        serve(stream, routes.clone(), Arc::default()).await;
    }
    *spare = File::open("/").ok();
    answered
}

/// Lets go of who has said nothing for longest, or came first.
fn make_room(callers: &mut VecDeque<Caller>) {
    let silent = |caller: &Caller| !caller.asked.load(Ordering::Relaxed);
    let whom = callers.iter().position(silent).unwrap_or(0);
    if let Some(caller) = callers.remove(whom) {
        caller.line.abort();
    }
}

fn serve(
    stream: TcpStream,
    routes: Router,
    asked: Arc<AtomicBool>,
) -> impl Future<Output = ()> + Send {
    let routes = TowerToHyperService::new(routes);
    let answered = service_fn(move |request| {
        asked.store(true, Ordering::Relaxed);
        routes.call(request)
    });
    let line = http1::Builder::new()
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), answered);
    async {
        // Who goes too early, or takes too long, has no answer.
        let _ = tokio::time::timeout(PATIENCE, line).await;
    }
}
