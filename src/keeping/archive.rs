//! The one file: a tar of plain entries, encrypted by age if somebody is named to read it. It is written beside its
//! place and takes it when it is whole; an existing file is never overwritten. What is read is taken as a hostile
//! file would be: plain entries only, whose names are compared and never used as paths, of a bounded size.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use age::x25519::Recipient;
use age::{Decryptor, Encryptor, Identity, IdentityFile};
use anyhow::{Context as _, Result, anyhow, bail, ensure};
use tar::{Archive, Builder, EntryType, Header};
use tokio::sync::mpsc::{Receiver, Sender};

/// The first entry's name and the last one's.
pub const HEAD: &str = "head.json";
pub const SUMS: &str = "sums.json";

/// The largest entry that is read, in bytes. A file that goes through a chat has at most 50 MB.
const MOST: u64 = 256 << 20;

const DAMAGED: &str = "it is damaged, or no file that `rapsap backup` has written";

/// By which a file that age has encrypted is known.
const SEALED: &[u8] = b"age-encryption.org/";

pub type Identities = Vec<Box<dyn Identity + Send + Sync>>;

/// What stands under a name.
pub struct Entry {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Somebody who can read a copy, as `age-keygen` prints it: `age1…`.
pub fn recipient(text: &str) -> Result<Recipient, String> {
    text.parse()
        .map_err(|_| "it is no age recipient, which begins with age1".to_owned())
}

/// The keys in a file that `age-keygen` wrote.
pub fn identities(file: &Path) -> Result<Identities> {
    let reading = || format!("{} cannot be read as age's keys", file.display());
    let keys = BufReader::new(File::open(file).with_context(reading)?);
    let keys = IdentityFile::from_buffer(keys).with_context(reading)?;
    keys.into_identities().with_context(reading)
}

/// Writes what comes until [`SUMS`], and gives the file's size in bytes. What ends before that leaves nothing.
pub fn write(entries: Receiver<Entry>, to: &Path, recipients: &[Recipient]) -> Result<u64> {
    let folder = match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let file = tempfile::NamedTempFile::new_in(&folder)
        .with_context(|| format!("{} cannot be written to", folder.display()))?;
    let out = BufWriter::new(file);
    let out = if recipients.is_empty() {
        fill(entries, out)?
    } else {
        let recipients = recipients.iter().map(|recipient| recipient as _);
        let sealed = Encryptor::with_recipients(recipients)?.wrap_output(out)?;
        fill(entries, sealed)?.finish()?
    };
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    let size = file.as_file().metadata()?.len();
    file.persist_noclobber(to)
        .with_context(|| format!("{} cannot be written", to.display()))?;
    File::open(folder)?.sync_all()?;
    Ok(size)
}

fn fill<W: Write>(mut entries: Receiver<Entry>, out: W) -> Result<W> {
    let mut tar = Builder::new(out);
    let mut last = String::new();
    while let Some(entry) = entries.blocking_recv() {
        let mut header = Header::new_ustar();
        header.set_path(&entry.name)?;
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o600);
        header.set_mtime(0);
        header.set_size(entry.bytes.len() as u64);
        header.set_cksum();
        tar.append(&header, entry.bytes.as_slice())?;
        last = entry.name;
    }
    ensure!(last == SUMS, "it was not finished");
    Ok(tar.into_inner()?)
}

/// Reads a file and hands every entry over, until nobody takes them any more.
pub fn read(from: &Path, identities: &Identities, entries: &Sender<Entry>) -> Result<()> {
    let mut file = BufReader::new(File::open(from)?);
    let sealed = file.fill_buf()?.starts_with(SEALED);
    if !sealed {
        return unpack(file, entries);
    }
    ensure!(
        !identities.is_empty(),
        "it is encrypted: give the file of its key with --identity"
    );
    let keys = identities.iter().map(|key| &**key as &dyn Identity);
    unpack(Decryptor::new_buffered(file)?.decrypt(keys)?, entries)
}

/// What the libraries say quotes the file, whose bytes are nobody's to show; what the machine says does not.
fn unreadable(error: io::Error) -> anyhow::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(error) = cause {
        let io = error.downcast_ref::<io::Error>();
        if let Some(code) = io.and_then(io::Error::raw_os_error) {
            return anyhow::Error::new(io::Error::from_raw_os_error(code))
                .context("it cannot be read");
        }
        cause = error.source();
    }
    anyhow!(DAMAGED)
}

fn unpack<R: Read>(input: R, entries: &Sender<Entry>) -> Result<()> {
    let mut tar = Archive::new(input);
    // What extends other entries is not looked at: this program writes none.
    for entry in tar.entries().map_err(unreadable)?.raw(true) {
        let entry = entry.map_err(unreadable)?;
        let name = String::from_utf8(entry.path_bytes().into_owned());
        let name = name.map_err(|_| anyhow!(DAMAGED))?;
        let size = entry.size();
        if entry.header().entry_type() != EntryType::Regular || size > MOST {
            bail!("it holds something that `rapsap backup` does not write");
        }
        let mut bytes = Vec::new();
        let mut entry = entry.take(size);
        entry.read_to_end(&mut bytes).map_err(unreadable)?;
        ensure!(bytes.len() as u64 == size, "it ends too early");
        if entries.blocking_send(Entry { name, bytes }).is_err() {
            return Ok(());
        }
    }
    // That nothing was cut off is known at the very end of what is encrypted.
    let mut rest = tar.into_inner();
    let mut block = [0; 8192];
    loop {
        match rest.read(&mut block).map_err(unreadable)? {
            0 => return Ok(()),
            read => ensure!(
                block[..read].iter().all(|byte| *byte == 0),
                "something follows its end"
            ),
        }
    }
}
