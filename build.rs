//! Lists the languages: every folder below `locales/` is one, with all its Fluent files. The table that
//! comes of it is all that the program knows of which languages there are.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

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
    Ok(())
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
