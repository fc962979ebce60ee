//! Scores as they are typed: within bounds, and the word for the change follows from the two.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapsap::domain::score::{Change, Score, ScorePair};
use rapsap::domain::short_code::ShortCode;
use rapsap::domain::verified::Probe;

fuzz_target!(|text: &str| {
    if let Ok(score) = Score::parse(text) {
        assert!(Score::from_hundredths(score.hundredths()).is_some());
    }
    if let Ok((pair, _)) = ScorePair::read(text) {
        match pair.change() {
            Change::Rose(by) | Change::Fell(by) => assert!(by.hundredths() > 0),
            Change::Same => assert_eq!(pair.before, pair.after),
        }
    }
    let _ = ShortCode::parse(text);
    let _ = Probe::read(text);
});
