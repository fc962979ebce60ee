//! The sizes in which a report can show a photo, all in one file: an index of fixed length, then the JPEGs, the
//! smallest first. Made once, when the photo is sent; which of them a report has room for is read off the index.

use std::ops::Range;

use sha2::{Digest as _, Sha256};

/// Of a made one the longer side, in pixels, and the quality: half an A4 page is 12 cm wide [ours].
pub(super) const STEPS: [(u32, u8); 5] = [(480, 45), (640, 55), (800, 65), (1024, 70), (1280, 75)];
/// To be changed whenever the same photo would be made into other files: those that are kept are made anew then.
const RECIPE: &[u8; 8] = b"sizes 01";
const SHA256: usize = 32;
/// A SHA-256 in lower-case hex.
const NAME: usize = 2 * SHA256;
/// A length, and a SHA-256.
const ENTRY: usize = 4 + SHA256;
/// Whose sizes they are, how long it is as it was sent, and those that were made.
const SAID: usize = RECIPE.len() + NAME + 4 + STEPS.len() * ENTRY;

/// The length of the index, in bytes, with the SHA-256 of what it says.
pub const INDEX: u64 = (SAID + SHA256) as u64;

/// Which sizes of a photo there are.
#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    /// How long it is as it was sent, in bytes, if it may stay so.
    as_sent: Option<u32>,
    made: [Entry; STEPS.len()],
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Entry {
    length: u32,
    sha256: [u8; SHA256],
}

/// One of the sizes of a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// The original's picture, without what stood beside it.
    AsSent,
    Made(Place),
}

/// Where a made one stands in the file of the sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub bytes: Range<u64>,
    sha256: [u8; SHA256],
}

/// The SHA-256 of a photo, in lower-case hex.
pub(super) fn name(original: &[u8]) -> String {
    let hex = Sha256::digest(original).into_iter();
    hex.map(|byte| format!("{byte:02x}")).collect()
}

/// The file of this photo, with how long it is as it was sent if it may stay so.
pub(super) fn bound(
    original: &[u8],
    as_sent: Option<usize>,
    made: &[Vec<u8>; STEPS.len()],
) -> Vec<u8> {
    // None is longer than what Telegram gives, 20 MB.
    let length = |length: usize| (length as u32).to_be_bytes();
    let mut bytes = RECIPE.to_vec();
    bytes.extend(name(original).as_bytes());
    bytes.extend(length(as_sent.unwrap_or_default()));
    for jpeg in made {
        bytes.extend(length(jpeg.len()));
        bytes.extend(Sha256::digest(jpeg));
    }
    bytes.extend(Sha256::digest(&bytes));
    made.iter().for_each(|jpeg| bytes.extend(jpeg));
    bytes
}

impl Index {
    /// Reads the beginning of the file of the photo with this SHA-256 (lower-case hex); none if it is another photo's,
    /// another recipe's, damaged, or no such file.
    pub fn read(bytes: &[u8], original: &str) -> Option<Index> {
        let (said, rest) = bytes.split_at_checked(SAID)?;
        if rest.get(..SHA256)? != &Sha256::digest(said)[..] {
            return None;
        }
        let rest = said
            .strip_prefix(RECIPE)?
            .strip_prefix(original.as_bytes())?;
        let (as_sent, rest) = rest.split_first_chunk()?;
        let entries = rest.as_chunks::<ENTRY>().0.get(..STEPS.len())?;
        let mut made = [Entry::default(); STEPS.len()];
        for (entry, bytes) in made.iter_mut().zip(entries) {
            let (length, sha256) = bytes.split_first_chunk()?;
            entry.length = u32::from_be_bytes(*length);
            entry.sha256 = sha256.try_into().ok()?;
        }
        let as_sent = Some(u32::from_be_bytes(*as_sent)).filter(|length| *length > 0);
        Some(Index { as_sent, made })
    }

    /// The largest that takes no more than `room` bytes; the smallest if none does.
    pub fn within(&self, room: usize) -> Size {
        let fits = |length: u32| length as usize <= room;
        if self.as_sent.is_some_and(fits) {
            return Size::AsSent;
        }
        let largest = self.made.iter().rposition(|made| fits(made.length));
        let at = largest.unwrap_or_default();
        let before = self.made[..at].iter().map(|made| u64::from(made.length));
        let from = INDEX + before.sum::<u64>();
        Size::Made(Place {
            bytes: from..from + u64::from(self.made[at].length),
            sha256: self.made[at].sha256,
        })
    }
}

impl Place {
    /// Whether the bytes are still those that were put there.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        Sha256::digest(bytes)[..] == self.sha256
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(as_sent: Option<usize>) -> Vec<u8> {
        bound(
            b"photo",
            as_sent,
            &[1, 20, 300, 4000, 50_000].map(|length| vec![7; length]),
        )
    }

    fn index(file: &[u8]) -> Option<Index> {
        Index::read(file, &name(b"photo"))
    }

    #[test]
    fn a_report_shows_the_largest_size_that_it_has_room_for_and_the_smallest_if_there_is_none() {
        let sent = index(&file(Some(900))).unwrap();
        assert_eq!(sent.within(900), Size::AsSent);
        for (room, of) in [
            (899, INDEX + 21..INDEX + 321),
            (20, INDEX + 1..INDEX + 21),
            (0, INDEX..INDEX + 1),
        ] {
            let Size::Made(place) = sent.within(room) else {
                panic!("{room} bytes hold less than the original");
            };
            assert_eq!(place.bytes, of);
        }
        let turned = index(&file(None)).unwrap();
        assert!(matches!(turned.within(usize::MAX), Size::Made(_)));
    }

    #[test]
    fn what_is_cut_off_changed_or_another_photos_is_known() {
        let file = file(None);
        let whole = index(&file).unwrap();
        let said = &file[..INDEX as usize];
        assert_eq!(index(said), Some(whole));
        for end in 0..said.len() {
            assert_eq!(index(&said[..end]), None, "{end}");
            let mut other = said.to_vec();
            other[end] ^= 1;
            assert_eq!(index(&other), None, "{end}");
        }
        assert_eq!(Index::read(&file, &name(b"another photo")), None);
        let Size::Made(place) = index(&file).unwrap().within(4000) else {
            panic!("nothing was sent");
        };
        let bytes = &file[place.bytes.start as usize..place.bytes.end as usize];
        assert!(place.holds(bytes) && !place.holds(&bytes[1..]));
    }
}
