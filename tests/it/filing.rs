//! After the acknowledgement: the memo, everything that is filed, and whether a file is what it says. From
//! the phones over the loopback Bot API, and the store's part on both databases.

pub mod by_command;
mod looked_up;
mod town;
pub mod version;
