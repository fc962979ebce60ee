//! The threads on which a command waits for others, and which of them go first.

use std::io;

use tokio::runtime::{Builder, Runtime};

/// So much less of a processor (nice) than who answers [ours].
const BEHIND: i32 = 5;

/// # Errors
/// If no thread can be started.
pub(super) fn start() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(4 << 20)
        // What is to be answered goes before what leaves, is printed or fetched.
        .on_thread_start(behind_others())
        .enable_all()
        .build()
}

/// Has a thread let this one, and those that it starts otherwise, go before it where processors are too few for all.
/// Elsewhere than on Linux only whole programs can do so.
fn behind_others() -> impl Fn() {
    let own = rustix::process::getpriority_process(None).ok();
    move || {
        if let Some(own) = own.filter(|_| cfg!(target_os = "linux")) {
            // Where it cannot be done, nothing is lost but speed.
            let _ = rustix::process::setpriority_process(None, (own + BEHIND).min(19));
        }
    }
}
