//! `rapsap press`: the process in which the bot has its files made. People do not call it.

use clap::Args;

use crate::press::child;

/// What the process may take.
#[derive(Args)]
pub struct Options {
    /// The most memory, in bytes
    #[arg(long, value_name = "BYTES")]
    memory: u64,
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    child::run(options.memory)
}
