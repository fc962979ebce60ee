//! What the bot and a press say to each other over two pipes: a job and its photos there, one answer back.
//! Every piece is its length in four bytes, the highest first, and so many bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::job::Job;
use crate::document::photos::Photos;

/// The largest piece, in bytes: far above the largest file that a bot may send.
const MOST: u32 = 256 << 20;

/// A job with the photos that it needs.
pub struct Work {
    pub job: Job,
    pub photos: Photos,
}

/// What became of a job.
pub enum Answer {
    Made(Vec<u8>),
    /// There is no such file: nothing is hidden in the copy.
    Nothing,
    /// Why not, for whoever runs the bot.
    Failed(String),
    Panicked,
}

#[derive(Serialize)]
struct Head<'a> {
    job: &'a Job,
    photos: Vec<i64>,
}

#[derive(Deserialize)]
struct OwnHead {
    job: Job,
    photos: Vec<i64>,
}

impl Work {
    pub fn send(&self, to: &mut impl Write) -> io::Result<()> {
        let head = Head {
            job: &self.job,
            photos: self.photos.keys().copied().collect(),
        };
        send(to, &serde_json::to_vec(&head)?)?;
        for photo in self.photos.values() {
            send(to, photo)?;
        }
        to.flush()
    }

    /// The next job; none if there will be no more.
    ///
    /// # Errors
    /// `InvalidData` if it is none, which quotes nothing of it.
    pub fn receive(from: &mut impl Read) -> io::Result<Option<Work>> {
        let mut first = [0];
        match from.read_exact(&mut first) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        let head = receive(&mut first.chain(&mut *from))?;
        let head: OwnHead = serde_json::from_slice(&head).map_err(|_| invalid("this is no job"))?;
        let mut photos = Photos::new();
        for id in head.photos {
            photos.insert(id, receive(from)?);
        }
        let job = head.job;
        Ok(Some(Work { job, photos }))
    }
}

impl Answer {
    pub fn send(&self, to: &mut impl Write) -> io::Result<()> {
        let (kind, bytes) = match self {
            Answer::Made(bytes) => (b'm', &bytes[..]),
            Answer::Nothing => (b'n', &[][..]),
            Answer::Failed(why) => (b'f', why.as_bytes()),
            Answer::Panicked => (b'p', &[][..]),
        };
        to.write_all(&[kind])?;
        send(to, bytes)?;
        to.flush()
    }

    /// # Errors
    /// `InvalidData` if it is none, which quotes nothing of it.
    pub fn receive(from: &mut impl Read) -> io::Result<Answer> {
        let mut kind = [0];
        from.read_exact(&mut kind)?;
        if !b"mnfp".contains(&kind[0]) {
            return Err(invalid("this is no answer"));
        }
        let bytes = receive(from)?;
        Ok(match kind[0] {
            b'm' => Answer::Made(bytes),
            b'n' => Answer::Nothing,
            b'f' => Answer::Failed(String::from_utf8_lossy(&bytes).into_owned()),
            _ => Answer::Panicked,
        })
    }
}

fn send(to: &mut impl Write, piece: &[u8]) -> io::Result<()> {
    let length = u32::try_from(piece.len()).ok();
    let length = length.filter(|length| *length <= MOST);
    let length = length.ok_or_else(|| invalid("this is too large"))?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(piece)
}

fn receive(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if length > MOST {
        return Err(invalid("this is too large"));
    }
    // A length that nothing follows takes no memory.
    let mut piece = Vec::with_capacity(length.min(1 << 20) as usize);
    let read = from.take(length.into()).read_to_end(&mut piece)?;
    match read == length as usize {
        true => Ok(piece),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work() -> Work {
        Work {
            job: Job::Photo,
            photos: Photos::from([(7, vec![1; 70_000]), (9, Vec::new())]),
        }
    }

    #[test]
    fn jobs_and_answers_arrive_as_they_were_sent_one_after_the_other() {
        let mut pipe = Vec::new();
        work().send(&mut pipe).unwrap();
        work().send(&mut pipe).unwrap();
        let mut read = &pipe[..];
        for _ in 0..2 {
            let arrived = Work::receive(&mut read).unwrap().unwrap();
            assert!(matches!(arrived.job, Job::Photo));
            assert!(arrived.photos == work().photos);
        }
        assert!(Work::receive(&mut read).unwrap().is_none());

        let mut pipe = Vec::new();
        Answer::Made(vec![5; 300]).send(&mut pipe).unwrap();
        Answer::Failed("so".to_owned()).send(&mut pipe).unwrap();
        let mut read = &pipe[..];
        assert!(matches!(Answer::receive(&mut read), Ok(Answer::Made(bytes)) if bytes == [5; 300]));
        assert!(matches!(Answer::receive(&mut read), Ok(Answer::Failed(why)) if why == "so"));
        assert!(Answer::receive(&mut read).is_err());
    }

    #[test]
    fn what_ends_too_early_or_is_something_else_is_an_error() {
        let mut pipe = Vec::new();
        work().send(&mut pipe).unwrap();
        for cut in 1..200 {
            assert!(Work::receive(&mut &pipe[..cut]).is_err(), "{cut}");
        }
        assert!(Work::receive(&mut &pipe[..pipe.len() - 1]).is_err());
        for garbage in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0xff; 64], b"\0\0\0\x02{}"] {
            let error = Work::receive(&mut &garbage[..]).err().unwrap();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
        let error = Answer::receive(&mut &b"answer"[..]).err().unwrap();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}
