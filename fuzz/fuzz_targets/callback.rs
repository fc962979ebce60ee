//! What comes back from a button is anybody's text: it is an action or nothing, and an action's own
//! form is one and fits into Telegram's 64 bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapsap::dialogue::Action;

fuzz_target!(|data: &str| {
    if let Some(action) = Action::from_data(data) {
        let own = action.to_data();
        assert!(own.len() <= 64, "{own}");
        assert_eq!(Action::from_data(&own), Some(action), "{own}");
    }
});
