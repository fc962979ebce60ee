//! Lists the languages: every folder below `locales/` is one, with all its Fluent files. The table that
//! comes of it is all that the program knows of which languages there are. And makes a tree of the Thai word list,
//! whose form `domain/words.rs` tells, and a constant of the public holidays: neither is read when the bot starts.
//! What the loader puts right at every start is packed.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The version of a C library that reads packed relocations. A packed program asks for it, and is refused by others.
const UNPACKS: &[u8] = b"GLIBC_ABI_DT_RELR";

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("locales");
    println!("cargo:rerun-if-changed=locales");
    let mut table = String::from("&[\n");
    for folder in sorted(&root)?.iter().filter(|path| path.is_dir()) {
        let files = sorted(folder)?;
        let messages = files
            .iter()
            .filter(|file| file.extension().is_some_and(|kind| kind == "ftl"));
        writeln!(table, "    Folder {{ code: {:?}, files: &[", name(folder)?)?;
        for file in messages {
            writeln!(table, "        include_str!({:?}),", path(file)?)?;
        }
        table.push_str("    ] },\n");
    }
    table.push_str("]\n");
    fs::write(
        PathBuf::from(env::var("OUT_DIR")?).join("locales.rs"),
        table,
    )?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("words"), words()?)?;
    fs::write(
        PathBuf::from(env::var("OUT_DIR")?).join("holidays.rs"),
        holidays()?,
    )?;
    if libc_unpacks_relocations() {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    Ok(())
}

/// Whether the C library that the program is linked with, and so that of this machine, reads packed relocations: glibc
/// does since 2.36. The list of all pointers in the program's constants is 3 MB otherwise, which the loader reads
/// whole at each start, of the bot and of every press, and which stays in their memory.
fn libc_unpacks_relocations() -> bool {
    let is_for_here = env::var("TARGET").is_ok_and(|target| env::var("HOST") == Ok(target));
    let gnu = env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|kind| kind == "gnu");
    if !is_for_here || !gnu {
        return false;
    }
    let found = Command::new("cc")
        .arg("-print-file-name=libc.so.6")
        .output();
    let path = found.map(|found| String::from_utf8_lossy(&found.stdout).trim().to_owned());
    let library = path.and_then(fs::read);
    library.is_ok_and(|bytes| bytes.windows(UNPACKS.len()).any(|part| part == UNPACKS))
}

/// The nodes in the order of their depth, so that those of one parent lie beside each other.
fn words() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut list = Vec::new();
    for name in ["words_th.txt", "words_office.txt"] {
        let path = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?)
            .join("src/domain")
            .join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        for word in fs::read_to_string(path)?.lines() {
            let letters = word.chars().map(|c| u32::from(c).wrapping_sub(0xE00));
            let letters: Vec<u32> = letters.collect();
            if letters.iter().any(|letter| *letter > 0x7F) {
                return Err(format!("{word} is not in Thai letters alone").into());
            }
            list.push(letters);
        }
    }
    list.sort_unstable();
    // Each with its letter and the words that begin with what it stands for, all longer ones after it.
    let mut nodes = vec![(0, 0, &list[..])];
    let mut tree: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some((letter, depth, words)) = nodes.get(at).copied() {
        let ends = words.first().is_some_and(|word| word.len() == depth);
        let (first, ends_here) = (nodes.len() as u32, u32::from(ends));
        tree.extend((letter << 25 | ends_here << 24 | first).to_le_bytes());
        let longer = words.iter().position(|word| word.len() > depth);
        let longer = &words[longer.unwrap_or(words.len())..];
        for words in longer.chunk_by(|one, other| one[depth] == other[depth]) {
            nodes.push((words[0][depth], depth + 1, words));
        }
        at += 1;
    }
    tree.extend((nodes.len() as u32).to_le_bytes());
    Ok(tree)
}

/// The table of public holidays as `domain/holidays.rs` has it, by day. Of TOML this reads what that one file uses:
/// numbers, and a line for each day, in whose names nothing is escaped.
fn holidays() -> Result<String, Box<dyn Error>> {
    let path = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("src/domain/holidays_th.toml");
    println!("cargo:rerun-if-changed={}", path.display());
    let file = fs::read_to_string(path)?;
    let mut table = String::from("Table {\n");
    let mut days = BTreeMap::new();
    let lines = file.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with(['#', '['])) {
        let (key, value) = line.split_once(" = ").ok_or(line)?;
        if let Ok(number) = value.parse::<i32>() {
            writeln!(table, "    {key}: {number},")?;
            continue;
        }
        let names = value
            .strip_prefix("{ th = \"")
            .and_then(|rest| rest.strip_suffix("\" }")?.split_once("\", en = \""));
        if days.insert(key, names.ok_or(line)?).is_some() {
            return Err(format!("{key} stands twice among the holidays").into());
        }
    }
    table.push_str("    days: &[\n");
    for (day, (th, en)) in days {
        let [year, month, day] = day.split('-').collect::<Vec<_>>()[..] else {
            return Err(format!("{day} is no day").into());
        };
        let (month, day) = (month.parse::<u32>()?, day.parse::<u32>()?);
        writeln!(
            table,
            "        (day({year}, {month}, {day}), Names {{ th: {th:?}, en: {en:?} }}),"
        )?;
    }
    table.push_str("    ],\n}\n");
    Ok(table)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        entries.push(entry?.path());
    }
    entries.sort();
    Ok(entries)
}

fn name(path: &Path) -> Result<&str, Box<dyn Error>> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.ok_or_else(|| format!("{} has no readable name", path.display()).into())
}

fn path(path: &Path) -> Result<&str, Box<dyn Error>> {
    path.to_str()
        .ok_or_else(|| format!("{} is not readable", path.display()).into())
}
