//! A plan as a file of text: a plan or its mistakes, and a plan comes back from its own file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapsap::plan_file::{read, read_any, write_toml};

fuzz_target!(|bytes: &[u8]| {
    let _ = read_any("plan.toml", bytes, None);
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(plan) = read("plan.toml", text)
    {
        let again = read("again.toml", &write_toml(&plan)).expect("its own file");
        assert_eq!(again, plan);
    }
});
