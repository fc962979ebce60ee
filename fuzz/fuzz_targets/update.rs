//! An update as it stands in the inbox: whatever it is, it becomes an event that the dialogue answers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapsap::store::documents::PRINTER;
use rapsap::telegram::event::{FROM_TELEGRAM, read};

fuzz_target!(|input: (bool, &str)| {
    let (from_telegram, payload) = input;
    let source = if from_telegram {
        FROM_TELEGRAM
    } else {
        PRINTER
    };
    let event = read(source, payload);
    assert_eq!(event, read(source, payload));
});
