//! What the program puts together of letters is what the shaper makes of the whole, and each glyph says what it is.

use super::*;

/// What a text is put together of, and what the shaper makes of it as a whole.
fn both(text: &str, face: usize) -> [Vec<(u16, i64, i64, i64)>; 2] {
    let place = |glyph: &Glyph| {
        let units = |em: Em| (em.get() * 1000.0).round() as i64;
        let (x, y) = (units(glyph.x_offset), units(glyph.y_offset));
        (glyph.id, units(glyph.x_advance), x, y)
    };
    let font = &FACES[face];
    let mut names = Names::default();
    let whole = glyphs(text, font);
    let whole = whole.chunk_by(|a, b| a.range == b.range);
    let whole = whole.flat_map(|letter| names.with_sara_am(font, letter));
    let mut letters = Letters::new();
    let parts = letters.printed(text, face == 1);
    let parts = parts.flat_map(|printed| printed.form.glyphs.clone());
    [
        whole.map(|glyph| place(&glyph)).collect(),
        parts.map(|glyph| place(&glyph)).collect(),
    ]
}

#[test]
fn letters_one_by_one_look_as_they_do_together() {
    let consonants = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮฤฦ";
    let marks = ["", "ิ", "ี", "ึ", "ื", "ุ", "ู", "ั", "็", "์", "ํ", "ฺ", "ำ"];
    let tones = ["", "่", "้", "๊", "๋"];
    let others = "เแโใไะาๆฯๅ๐๑๒๙฿ (.)/“”-:,%0123";
    for face in [0, 1] {
        for consonant in consonants.chars() {
            for mark in marks {
                for tone in tones {
                    let mut text = match mark {
                        "ำ" => format!("{consonant}{tone}{mark}"),
                        _ => format!("{consonant}{mark}{tone}"),
                    };
                    for other in others.chars().chain("กปฟญฐ".chars()) {
                        text = format!("{other}{text}{other}");
                    }
                    let [whole, parts] = both(&text, face);
                    assert_eq!(whole, parts, "{text}");
                }
            }
        }
    }
}

#[test]
fn letters_without_width_are_as_many_as_somebody_writes() {
    let text = "\u{2C8}".repeat(70_000);
    let mut letters = Letters::new();
    let printed = letters.printed(&text, false);
    let printed: usize = printed.map(|printed| printed.form.glyphs.len()).sum();
    assert_eq!(printed, 70_000);
}

#[test]
fn words_of_other_scripts_are_kerned_and_joined_within_themselves() {
    for face in [0, 1] {
        for text in [
            "AVATAR ToWn",
            "fi ffl",
            "ITA๒๕๖๖",
            "กAVข",
            "www.go.th/a?b=c (PDF)",
        ] {
            let [whole, parts] = both(text, face);
            assert_eq!(whole, parts, "{text}");
        }
    }
}

/// Whether each glyph has a character of its own.
fn is_spelled(form: &Form) -> bool {
    let mut ranges = form.glyphs.iter().map(Glyph::range);
    ranges.all(|range| form.text[range].chars().count() == 1)
}

#[test]
fn every_glyph_stands_for_its_own_characters_as_far_as_readers_keep_them_in_order() {
    let mut letters = Letters::new();
    let mut printed = |text| letters.printed(text, false).next().unwrap();
    for text in ["ค์", "จั", "ก"] {
        let printed = printed(text);
        assert!(
            printed.spelled.is_none() && is_spelled(&printed.form),
            "{text}"
        );
    }
    // The mark stands where the next letter begins, or before the mark before it.
    for text in ["ส่", "ที่"] {
        let held = printed(text);
        assert!(!is_spelled(&held.form) && is_spelled(held.spelled.as_ref().unwrap()));
    }
    let held = printed("น้ำ");
    assert_eq!(held.form.text, "น้ำ");
    assert_eq!(held.spelled.as_ref().unwrap().text, "น้ํา");
}
