//! The codes of a scan, bit by bit (ITU-T T.81, C.2 and F.2.2).

use crate::document::photos::Unfit;

/// Stray bytes behind the codes that some encoders leave, at most [ours].
const STRAY: usize = 64;

/// Huffman codes: by the next sixteen bits, how long the code is that these begin with, and what it stands for.
pub(super) struct Codes(Vec<(u8, u8)>);

impl Codes {
    /// And what follows the table.
    pub(super) fn read(bytes: &[u8]) -> Option<(Codes, &[u8])> {
        let (counts, rest) = bytes.split_first_chunk::<16>()?;
        let values: usize = counts.iter().map(|count| usize::from(*count)).sum();
        let (mut values, rest) = rest.split_at_checked(values)?;
        let mut codes = vec![(0, 0); 1 << 16];
        let mut from = 0;
        for (length, count) in (1..).zip(counts) {
            let (of, others) = values.split_at(usize::from(*count));
            values = others;
            for value in of {
                let upto = from + (1 << (16 - length));
                codes.get_mut(from..upto)?.fill((length, *value));
                from = upto;
            }
        }
        Some((Codes(codes), rest))
    }
}

/// The bits of a scan.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    held: u64,
    count: u32,
}

impl Bits<'_> {
    pub(super) fn of(data: &[u8]) -> Bits<'_> {
        Bits {
            data,
            at: 0,
            held: 0,
            count: 0,
        }
    }

    /// The next byte of the codes; none before a marker.
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.data.get(self.at)?;
        self.at += 1;
        if byte == 0xff {
            if self.data.get(self.at) != Some(&0) {
                self.at -= 1;
                return None;
            }
            self.at += 1;
        }
        Some(byte)
    }

    fn fill(&mut self) {
        while self.count <= 48 {
            let Some(byte) = self.byte() else { return };
            self.held = self.held << 8 | u64::from(byte);
            self.count += 8;
        }
    }

    pub(super) fn take(&mut self, count: u32) -> Result<u64, Unfit> {
        if self.count < count {
            self.fill();
        }
        self.count = self.count.checked_sub(count).ok_or(Unfit::Broken)?;
        Ok(self.held >> self.count & ((1 << count) - 1))
    }

    pub(super) fn symbol(&mut self, codes: &Option<Codes>) -> Result<u8, Unfit> {
        let Some(Codes(codes)) = codes else {
            return Err(Unfit::Broken);
        };
        if self.count < 16 {
            self.fill();
        }
        let next = match self.count.checked_sub(16) {
            Some(behind) => self.held >> behind,
            None => self.held << (16 - self.count),
        };
        let (length, symbol) = codes[next as usize & 0xffff];
        if length == 0 {
            return Err(Unfit::Broken);
        }
        self.take(length.into())?;
        Ok(symbol)
    }

    /// On to behind the next restart marker.
    pub(super) fn restart(&mut self) -> Result<(), Unfit> {
        self.end()?;
        let marker = self.data[self.at..].iter().position(|byte| *byte != 0xff);
        let marker = self.at + marker.ok_or(Unfit::Broken)?;
        if !matches!(self.data[marker], 0xd0..=0xd7) {
            return Err(Unfit::Broken);
        }
        self.at = marker + 1;
        Ok(())
    }

    /// On to the marker behind the codes, or the end of the data; gives where that is.
    pub(super) fn end(&mut self) -> Result<usize, Unfit> {
        let mut stray = self.count as usize / 8;
        (self.held, self.count) = (0, 0);
        while self.byte().is_some() {
            stray += 1;
        }
        match stray > STRAY {
            true => Err(Unfit::Broken),
            false => Ok(self.at),
        }
    }
}
