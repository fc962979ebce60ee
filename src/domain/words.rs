//! Finds the words in a run of Thai letters, which are written without spaces. It knows a word
//! list, the office's own names, and between which letters a cut is possible at all; which words
//! stay together on a line is left to `line_break`.
//!
//! Word list: `words_th.txt` of PyThaiNLP (CC0 1.0), its abbreviations, phrases and words over 24
//! letters left out, in byte order; `words_office.txt` adds what offices write and the list lacks.

use std::ops::Range;
use std::sync::LazyLock;

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = include_str!("words_th.txt").lines().collect();
    words.extend(include_str!("words_office.txt").lines());
    words.sort_unstable();
    words
});

/// Words that lean on the word after them: they make a noun of it or deny it.
pub const PREFIXES: [&str; 7] = ["การ", "ความ", "ผู้", "นัก", "ไม่", "ครั้ง", "ชาว"];

/// Letters of the longest word of the list: no longer match is sought.
const LONGEST: usize = 30;

/// A letter, vowel or mark of the Thai script (not its digits and signs).
pub fn is_letter(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{E2E}' | '\u{E30}'..='\u{E3A}' | '\u{E40}'..='\u{E45}' | '\u{E47}'..='\u{E4E}')
}

/// A mark above or below the letter before it.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}')
}

/// Whether a line could end between the two: not before what leans on the letter before it (a mark
/// or following vowel), and not after a vowel that is written before its consonant.
pub fn cuttable(before: char, after: char) -> bool {
    let leans = is_mark(after) || matches!(after, '\u{E30}' | '\u{E32}' | '\u{E33}' | '\u{E45}');
    !leans && !matches!(before, '\u{E40}'..='\u{E44}')
}

/// Cuts a run of Thai letters into words, given as byte ranges in order and without gaps.
///
/// Fewest letters outside the list, then fewest words, then the more even lengths win. What is in
/// no list stays in one piece: it is most likely a name.
pub fn words(run: &str, names: &[String]) -> Vec<Range<usize>> {
    let cuts = cuts(run);
    let last = cuts.len() - 1;
    // Best way to each cut: (cost, from which cut, is a known word).
    let mut best: Vec<Option<(Cost, usize, bool)>> = vec![None; cuts.len()];
    best[0] = Some((Cost::default(), 0, true));
    for i in 0..last {
        let Some((cost, ..)) = best[i] else { continue };
        let mut offer = |j: usize, cost: Cost, known: bool| {
            if best[j].is_none_or(|(old, ..)| cost < old) {
                best[j] = Some((cost, i, known));
            }
        };
        offer(i + 1, cost.unknown(cuts[i + 1] - cuts[i]), false);
        for end in prefixes(&run[cuts[i]..], names) {
            if let Ok(j) = cuts.binary_search(&(cuts[i] + end)) {
                offer(j, cost.word(&run[cuts[i]..cuts[j]]), true);
            }
        }
    }
    let mut ranges: Vec<(Range<usize>, bool)> = Vec::new();
    let mut j = last;
    while let (true, Some((_, i, known))) = (j > 0, best[j]) {
        match ranges.last_mut() {
            Some((after, false)) if !known => after.start = cuts[i],
            _ => ranges.push((cuts[i]..cuts[j], known)),
        }
        j = i;
    }
    ranges.reverse();
    ranges.into_iter().map(|(range, _)| range).collect()
}

/// Byte offsets at which a run may be cut, its start and end included.
fn cuts(run: &str) -> Vec<usize> {
    let mut cuts = vec![0];
    let mut chars = run.char_indices();
    if let Some((_, mut before)) = chars.next() {
        for (at, c) in chars {
            if cuttable(before, c) {
                cuts.push(at);
            }
            before = c;
        }
        cuts.push(run.len());
    }
    cuts
}

/// Byte lengths of the known words that `rest` begins with.
fn prefixes(rest: &str, names: &[String]) -> Vec<usize> {
    let mut found: Vec<usize> = names
        .iter()
        .filter(|name| !name.is_empty() && rest.starts_with(name.as_str()))
        .map(|name| name.len())
        .collect();
    let mut range: &[&str] = &WORDS;
    for (at, c) in rest.char_indices().take(LONGEST) {
        let prefix = &rest[..at + c.len_utf8()];
        let from = range.partition_point(|word| *word < prefix);
        let to = from + range[from..].partition_point(|word| word.starts_with(prefix));
        range = &range[from..to];
        match range.first() {
            None => break,
            Some(word) if *word == prefix => found.push(prefix.len()),
            Some(_) => {}
        }
    }
    found
}

/// Compared field by field, smallest first.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    unknown: usize,
    words: usize,
    /// Sum of the squared lengths: of two ways with equally many words, the one with a longer word.
    unevenness: std::cmp::Reverse<usize>,
}

impl Cost {
    fn unknown(self, len: usize) -> Self {
        Self {
            unknown: self.unknown + len,
            ..self
        }
    }

    fn word(self, word: &str) -> Self {
        let len = word.len();
        // A prefix is no word of its own: ความ|โปร่งใส is as good as one, ความโปร่ง|ใส is two.
        Self {
            words: self.words + usize::from(!PREFIXES.contains(&word)),
            unevenness: std::cmp::Reverse(self.unevenness.0 + len * len),
            ..self
        }
    }
}
