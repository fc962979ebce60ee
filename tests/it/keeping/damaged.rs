//! Copies that were cut off, changed or made by somebody who means harm.

use std::io::Read as _;
use std::path::Path;

use rapsap::store::Store;
use rapsap::store::blobs::sha256;
use rapsap::store::whole::Taken;
use serde_json::{Value, json};
use tar::{Builder, EntryType, Header};

use super::{a_copy, restore, rows, sqlite, types};
use crate::databases::sample_office;

/// Nothing at all is in the place.
async fn untouched(url: &str, folder: &Path) {
    let left = folder.read_dir().unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<_> = left.filter(|name| !name.starts_with("rapsap.db")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(
        Taken::of(url).await.is_err(),
        "the database has something in it"
    );
}

fn empty(folder: &Path) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => std::fs::remove_dir_all(path).unwrap(),
            false => std::fs::remove_file(path).unwrap(),
        }
    }
}

#[tokio::test]
async fn a_copy_that_was_cut_off_or_changed_restores_nothing() {
    let (dir, copy) = a_copy().await;
    let before = rows(&sqlite(dir.path())).await;
    let whole = std::fs::read(&copy).unwrap();
    let bad = dir.path().join("bad.tar");
    let there = tempfile::tempdir().unwrap();
    let url = sqlite(there.path());
    // The sums stand in the last entry, before two empty blocks.
    let last = whole.iter().rposition(|byte| *byte != 0).unwrap();
    let mut damaged: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"PK\x03\x04 something else".to_vec(),
        vec![7; 100_000],
        vec![0; 100_000],
        [&whole[..], b"more"].concat(),
    ];
    damaged.extend((0..12).map(|n| whole[..last * n / 12].to_vec()));
    for damaged in damaged {
        std::fs::write(&bad, damaged).unwrap();
        assert!(restore(&url, there.path(), &bad).await.is_err());
        untouched(&url, there.path()).await;
    }
    // One bit is another, wherever it is.
    let mut refused = 0;
    for n in 0..80 {
        let at = last * n / 80;
        let mut changed = whole.clone();
        changed[at] ^= 1;
        std::fs::write(&bad, changed).unwrap();
        match restore(&url, there.path(), &bad).await {
            Err(_) => {
                refused += 1;
                untouched(&url, there.path()).await;
            }
            // What fills a block up says nothing.
            Ok(_) => {
                assert!(whole[at] == 0 && rows(&url).await == before, "at {at}");
                empty(there.path());
            }
        }
    }
    assert!(refused > 40, "{refused}");
    restore(&url, there.path(), &copy).await.unwrap();
    assert!(rows(&url).await == before);
}

type Entries = Vec<(Header, Vec<u8>)>;

fn entries(tar: &[u8]) -> Entries {
    let mut archive = tar::Archive::new(tar);
    let entries = archive.entries().unwrap();
    let entries = entries.map(|entry| {
        let mut entry = entry.unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.header().clone(), bytes)
    });
    entries.collect()
}

fn plain(name: &str, bytes: &[u8]) -> (Header, Vec<u8>) {
    let mut header = Header::new_ustar();
    // Names that the library refuses to write are written all the same.
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o777);
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    (header, bytes.to_vec())
}

fn of_kind(kind: EntryType, name: &str) -> (Header, Vec<u8>) {
    let (mut header, nothing) = plain(name, b"");
    header.set_entry_type(kind);
    header.set_link_name("/etc/passwd").unwrap();
    header.set_cksum();
    (header, nothing)
}

fn huge() -> (Header, Vec<u8>) {
    let (mut header, nothing) = plain(&format!("documents/{}", sha256(b"")), b"");
    header.set_size(1 << 32);
    header.set_cksum();
    (header, nothing)
}

#[tokio::test]
async fn a_copy_that_means_harm_restores_nothing_and_writes_nowhere_else() {
    let (dir, copy) = a_copy().await;
    let good = entries(&std::fs::read(&copy).unwrap());
    let last = good.len() - 1;
    let with = |at: usize, entry: (Header, Vec<u8>)| {
        let mut entries = good.clone();
        entries.insert(at, entry);
        entries
    };
    let first = |change: &dyn Fn(&mut Value)| {
        let mut head: Value = serde_json::from_slice(&good[0].1).unwrap();
        change(&mut head);
        let mut entries = good.clone();
        entries[0] = plain("head.json", head.to_string().as_bytes());
        entries
    };
    let mut broken = good.clone();
    broken[1] = plain("rows/audit/000001.jsonl", b"[1,2,3]\n");
    let outside = dir.path().join("outside");
    let named = |text: &[u8]| format!("evidence/{}", sha256(text));
    let cases: Vec<(Entries, &str)> = vec![
        (
            with(last, plain("documents/../../../outside", b"x")),
            "is damaged",
        ),
        (
            with(last, plain(outside.to_str().unwrap(), b"x")),
            "does not write",
        ),
        (
            with(last, of_kind(EntryType::Symlink, "documents/a")),
            "does not write",
        ),
        (
            with(last, of_kind(EntryType::Link, "documents/a")),
            "does not write",
        ),
        (
            with(last, of_kind(EntryType::Directory, "documents")),
            "does not write",
        ),
        (
            with(last, of_kind(EntryType::GNULongName, "././@LongLink")),
            "does not write",
        ),
        (with(last, huge()), "does not write"),
        (
            with(last, plain(&named(b"a"), b"b")),
            "a file in it is damaged",
        ),
        (with(last, plain(&named(b"b"), b"b")), "it is damaged"),
        (with(last, good[last - 1].clone()), "a file is in it twice"),
        (with(last + 1, plain("evidence/x", b"x")), "follows its end"),
        (
            with(1, plain("rows/sqlite_master/000001.jsonl", b"[1]\n")),
            "does not write",
        ),
        (broken, "a row of audit is damaged"),
        (good[..last].to_vec(), "it ends too early"),
        (
            first(&|head| head["format"] = json!(2)),
            "install a newer rapsap",
        ),
        (
            first(&|head| head["shape"]["migrations"][0] = json!(9999)),
            "it has migration 9999; install a newer rapsap",
        ),
        (
            first(&|head| head["shape"]["tables"][0]["name"] = json!("a\"; DROP TABLE x; --")),
            "its tables are not those of its version",
        ),
        (first(&|head| head["taken_at"] = json!(5)), "it is damaged"),
    ];
    let bad = dir.path().join("bad.tar");
    for (n, (entries, why)) in cases.into_iter().enumerate() {
        let mut tar = Builder::new(Vec::new());
        for (header, bytes) in &entries {
            tar.append(header, bytes.as_slice()).unwrap();
        }
        std::fs::write(&bad, tar.into_inner().unwrap()).unwrap();
        let there = tempfile::tempdir().unwrap();
        let url = sqlite(there.path());
        let error = restore(&url, there.path(), &bad).await.err();
        let error = format!("{:#}", error.unwrap_or_else(|| panic!("{n}: {why}")));
        assert!(error.contains(why), "{n}: {why}: {error}");
        untouched(&url, there.path()).await;
        assert!(!outside.exists(), "{n}: {why}");
    }
}

#[tokio::test]
async fn a_place_that_holds_something_is_left_alone() {
    let (_dir, copy) = a_copy().await;
    let there = tempfile::tempdir().unwrap();
    let url = sqlite(there.path());
    std::fs::create_dir_all(there.path().join("evidence/ab")).unwrap();
    let error = restore(&url, there.path(), &copy).await.err().unwrap();
    assert!(
        error.to_string().contains("evidence is not empty"),
        "{error}"
    );
    std::fs::remove_dir(there.path().join("evidence/ab")).unwrap();
    let store = Store::open(&url).await.unwrap();
    sample_office(&store).await;
    let before = rows(&url).await;
    let error = restore(&url, there.path(), &copy).await.err().unwrap();
    let error = format!("{error:#}");
    assert!(error.contains("the database is not empty"), "{error}");
    assert!(rows(&url).await == before);
    store.close().await;
}

#[tokio::test]
async fn a_place_that_cannot_take_the_files_stays_as_it_was() {
    let (_dir, copy) = a_copy().await;
    let (there, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let evidence = there.path().join("evidence");
    std::os::unix::fs::symlink(elsewhere.path(), &evidence).unwrap();
    let url = sqlite(there.path());
    let error = restore(&url, there.path(), &copy).await.err().unwrap();
    assert!(format!("{error:#}").contains("no link"), "{error:#}");
    std::fs::remove_file(&evidence).unwrap();
    restore(&url, there.path(), &copy).await.unwrap();
}

/// A tar with one entry, whose header says these bytes instead of numbers.
fn garbled(name: &str, bytes: &[u8], garbage: Option<&[u8]>) -> Vec<u8> {
    let (mut header, bytes) = plain(name, bytes);
    if let Some(garbage) = garbage {
        let old = header.as_old_mut();
        old.cksum[..garbage.len()].copy_from_slice(garbage);
        old.size[..garbage.len()].copy_from_slice(garbage);
    }
    let mut tar = Builder::new(Vec::new());
    tar.append(&header, bytes.as_slice()).unwrap();
    tar.into_inner().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_copy_is_said_to_be_none_in_words_and_steers_no_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let none = "no file that `rapsap backup` has written";
    let says = |what: &str| {
        let kind = format!(r#"["a","{what}"]"#);
        let tables = format!(r#"[{{"name":"{what}","columns":[{kind}]}}]"#);
        format!(
            r#"{{"format":1,"program":"{what}","taken_at":1,"shape":{{"migrations":[1],"tables":{tables}}}}}"#
        )
    };
    let coloured = "\\u001b[31mgeheim\\u0007";
    let noise: Vec<u8> = (0..4096_u32).map(|n| (n * 7919 % 251) as u8).collect();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (noise, none),
        (b"\x1b[31mgeheim\x07\x1b]0;title\x07".repeat(100), none),
        (
            garbled("\x1b[31mgeheim", b"x", Some(b"\x1b[31m\x07\xff\xfe")),
            none,
        ),
        (garbled("\x1b[31mgeheim", b"x", None), none),
        (
            garbled("head.json", says(coloured).as_bytes(), None),
            "is damaged",
        ),
        (
            garbled(
                "head.json",
                format!(r#"{{"{coloured}":1}}"#).as_bytes(),
                None,
            ),
            "is damaged",
        ),
        (b"PK\x03\x04\x1b[2J".to_vec(), none),
        (Vec::new(), "ends too early"),
        (
            b"age-encryption.org/v1\n-> X25519 \x1b[31m\n".to_vec(),
            "--identity",
        ),
    ];
    let bad = dir.path().join("bad.tar");
    for (n, (bytes, why)) in cases.into_iter().enumerate() {
        std::fs::write(&bad, bytes).unwrap();
        let there = tempfile::tempdir().unwrap();
        let url = sqlite(there.path());
        let words = ["restore", bad.to_str().unwrap()];
        let (well, said) = types(&url, there.path(), &words);
        assert!(
            !well && said.contains("cannot be restored"),
            "{n}: {said:?}"
        );
        assert!(said.contains(why), "{n}: {why}: {said:?}");
        let odd = said.chars().find(|sign| {
            (sign.is_control() && *sign != '\n') || *sign == char::REPLACEMENT_CHARACTER
        });
        assert_eq!(odd, None, "{n}: {said:?}");
        assert!(
            !said.contains("geheim"),
            "{n}: what is in it is shown: {said:?}"
        );
    }
    // A key that is none.
    let key = dir.path().join("key.txt");
    std::fs::write(&key, "\x1b[31mAGE-SECRET-KEY-1geheim").unwrap();
    let words = [
        "restore",
        "--identity",
        key.to_str().unwrap(),
        bad.to_str().unwrap(),
    ];
    let (well, said) = types(&sqlite(dir.path()), dir.path(), &words);
    assert!(
        !well && said.contains("cannot be read as age's keys"),
        "{said:?}"
    );
    assert!(
        !said.contains("geheim") && !said.contains('\x1b'),
        "{said:?}"
    );
}
