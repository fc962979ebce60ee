//! What people paste as evidence: reading it never fails, and what was read came from the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapsap::domain::calendar::FiscalYear;
use rapsap::domain::citation::{evidence, papers, read};
use rapsap::domain::order::OrderNumber;
use rapsap::domain::{answer, typed};

fuzz_target!(|text: &str| {
    let year = FiscalYear::new(2566).expect("a fiscal year");
    let letters = typed::clean(text).chars().count();
    for cited in read(text, year) {
        assert!(!cited.raw.is_empty());
        if let Some(subject) = &cited.subject {
            assert!(!subject.contains('\n'));
            assert!(subject.chars().count() <= letters.max(1));
        }
    }
    for paper in papers(text, year) {
        let _ = paper.draft();
    }
    let _ = evidence(text, year);
    let _ = answer::items(text);
    let _ = answer::evasive(text);
    if let Ok(number) = OrderNumber::parse(text, year) {
        let again = format!("{}/{}", number.number(), number.year_be());
        assert_eq!(OrderNumber::parse(&again, year), Ok(number));
    }
});
