//! Finds the words in a run of Thai letters, which are written without spaces. It knows a word
//! list, the office's own names, and between which letters a cut is possible at all; which words
//! stay together on a line is left to `line_break`.
//!
//! Word list: `words_th.txt` of PyThaiNLP (CC0 1.0), its abbreviations, phrases and words over 24
//! letters left out, in byte order; `words_office.txt` adds what offices write and the list lacks.
//! `build.rs` makes one tree of both.

use std::ops::Range;

/// The word list as a tree that `build.rs` makes of it. A node is four bytes, the lowest first: in 24 bits the number
/// of its first child, the last of which comes before the first child of the next node; then one that says whether
/// a word ends here; then the place of its letter in the Thai block. The root is the first, the last is none.
static TREE: &[[u8; 4]] = include_bytes!(concat!(env!("OUT_DIR"), "/words"))
    .as_chunks::<4>()
    .0;

/// Words that lean on the word after them: they make a noun of it or deny it.
pub const PREFIXES: [&str; 7] = ["การ", "ความ", "ผู้", "นัก", "ไม่", "ครั้ง", "ชาว"];

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
fn prefixes(rest: &str, names: &[String]) -> impl Iterator<Item = usize> {
    let named = (names.iter())
        .filter(move |name| !name.is_empty() && rest.starts_with(name.as_str()))
        .map(|name| name.len());
    let mut node = 0;
    let letters = rest.char_indices().map_while(move |(at, c)| {
        node = child(node, c)?;
        Some((at + c.len_utf8(), node))
    });
    named.chain(letters.filter_map(|(end, node)| ends_word(node).then_some(end)))
}

fn child(node: usize, c: char) -> Option<usize> {
    let letter = u32::from(c).checked_sub(0xE00)?;
    let children = first_child(node)..first_child(node + 1);
    let found = TREE[children.clone()]
        .binary_search_by_key(&letter, |node| u32::from_le_bytes(*node) >> 25);
    found.ok().map(|at| children.start + at)
}

fn first_child(node: usize) -> usize {
    (u32::from_le_bytes(TREE[node]) & 0xFF_FFFF) as usize
}

fn ends_word(node: usize) -> bool {
    TREE[node][3] & 1 == 1
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;

    static LIST: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let lists = [
            include_str!("words_th.txt"),
            include_str!("words_office.txt"),
        ];
        lists.into_iter().flat_map(str::lines).collect()
    });
    static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| LIST.iter().copied().collect());

    /// What the list itself says, letter by letter, wherever a word may begin.
    fn agrees(text: &str) {
        for (at, _) in text.char_indices().filter(|(_, c)| is_letter(*c)) {
            let rest = &text[at..];
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
            let expected = ends.take(30).filter(|end| KNOWN.contains(&rest[..*end]));
            assert!(prefixes(rest, &[]).eq(expected), "{rest}");
        }
    }

    /// The texts of all fixtures, whatever they are written in.
    fn fixtures(folder: &Path, texts: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                fixtures(&path, texts);
            } else {
                texts.extend(String::from_utf8(std::fs::read(path).unwrap()));
            }
        }
    }

    #[test]
    fn the_tree_knows_every_word_of_the_list_and_no_other_in_the_fixtures() {
        for word in LIST.iter() {
            assert_eq!(prefixes(word, &[]).last(), Some(word.len()), "{word}");
        }
        let mut texts = Vec::new();
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        fixtures(&tests, &mut texts);
        assert!(texts.len() > 3);
        for text in texts {
            agrees(&text);
        }
    }

    proptest! {
        #[test]
        fn words_in_any_order_are_found_as_the_list_has_them(
            picked in proptest::collection::vec(any::<Index>(), 1..40),
        ) {
            let text: String = picked.iter().map(|index| *index.get(&LIST)).collect();
            agrees(&text);
        }
    }
}
