//! What the doctor says of a machine that misbehaves and of a database that is damaged: what is to be done about it, and
//! nothing that would make it worse.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rapsap::doctor::{Finding, Grade};

use super::{examined, found, healthy, installation};
use crate::keeping::sqlite;
use crate::nothing_lost::disk::Disk;
use crate::telegram_line::sandbox;

/// Everything that is said to be done, and nobody is told to begin anew.
fn advice(findings: &[Finding]) -> String {
    let ill = findings
        .iter()
        .filter(|finding| finding.grade == Grade::Fail);
    let advice: Vec<_> = ill.filter_map(|finding| finding.advice.clone()).collect();
    let advice = advice.join("\n");
    assert!(!advice.contains("import"), "{findings:#?}");
    advice
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_damaged_database_is_told_to_keep_it_and_to_restore_a_copy() {
    let telegram = sandbox().await;
    let dir = tempfile::tempdir().unwrap();
    let url = sqlite(dir.path());
    healthy(&url, dir.path()).await;
    let config = installation(&url, dir.path(), &telegram);
    let file = dir.path().join("rapsap.db");
    let sound = std::fs::read(&file).unwrap();
    let half = sound.len() / 2;
    let damages: [(&str, Vec<u8>); 5] = [
        ("another file", b"PK\x03\x04".repeat(2000)),
        ("its first page", [&[0xaa; 4096], &sound[4096..]].concat()),
        ("its table of tables", {
            let mut bytes = sound.clone();
            bytes[100..4096].fill(0xaa);
            bytes
        }),
        ("cut off", sound[..half].to_vec()),
        ("its second half", {
            let mut bytes = sound.clone();
            bytes[half..].fill(0xaa);
            bytes
        }),
    ];
    for (what, bytes) in damages {
        std::fs::write(&file, bytes).unwrap();
        let findings = examined(&config).await;
        let advice = advice(&findings);
        assert!(
            advice.contains("keep the file as it is") && advice.contains("rapsap restore"),
            "{what}: {findings:#?}"
        );
    }
    // One that is not there is another matter.
    std::fs::remove_file(&file).unwrap();
    let findings = examined(&config).await;
    let none = found(&findings, "database", Grade::Fail, "there is no database");
    let advice = none.advice.as_ref().unwrap();
    assert!(
        advice.contains("rapsap restore") && advice.contains("rapsap import"),
        "{advice}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_the_doctor_says_so_and_that_there_is_to_be_room() {
    let small = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(small.path(), 6) else {
        eprintln!("full disk left out: this user may not mount one");
        return;
    };
    let telegram = sandbox().await;
    let url = sqlite(small.path());
    healthy(&url, small.path()).await;
    let config = installation(&url, small.path(), &telegram);
    let ballast = disk.fill();
    let findings = examined(&config).await;
    found(&findings, "disk", Grade::Fail, "0 MB are free");
    found(&findings, "folder", Grade::Fail, "No space left");
    found(&findings, "database", Grade::Fail, "the disk is full");
    let advice = advice(&findings);
    assert!(advice.contains("make room"), "{findings:#?}");
    assert!(!advice.contains("restore"), "{findings:#?}");
    std::fs::remove_file(ballast).unwrap();
    found(&examined(&config).await, "database", Grade::Well, "");
}

/// The database elsewhere than the documents.
#[tokio::test(flavor = "multi_thread")]
async fn the_disk_of_a_database_that_lies_elsewhere_is_looked_at_as_well() {
    let (small, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Some(disk) = Disk::mount(small.path(), 6) else {
        eprintln!("full disk left out: this user may not mount one");
        return;
    };
    let telegram = sandbox().await;
    let url = sqlite(small.path());
    healthy(&url, dir.path()).await;
    disk.fill();
    let mut config = installation(&url, dir.path(), &telegram);
    config.limits.free_bytes = 0;
    let findings = examined(&config).await;
    let at = small.path().to_str().unwrap();
    found(&findings, "disk", Grade::Fail, at);
    let of_folder = findings
        .iter()
        .find(|finding| finding.about == "disk" && !finding.says.contains(at));
    assert_eq!(of_folder.unwrap().grade, Grade::Well);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_may_be_written_the_doctor_says_what_to_look_at() {
    let telegram = sandbox().await;
    let dir = tempfile::tempdir().unwrap();
    let disk = Disk::mount(dir.path(), 6);
    let url = sqlite(dir.path());
    healthy(&url, dir.path()).await;
    let config = installation(&url, dir.path(), &telegram);
    let seal = |may: bool| match &disk {
        Some(disk) => disk.remount(if may { "remount,rw" } else { "remount,ro" }),
        // Whoever may not mount a disk is kept out by rights.
        None => {
            let mode = if may { 0o700 } else { 0o500 };
            std::fs::set_permissions(dir.path(), Permissions::from_mode(mode)).unwrap();
        }
    };
    seal(false);
    let findings = examined(&config).await;
    let (left, said) = (nothing_new(dir.path()), advice(&findings));
    seal(true);
    found(&findings, "folder", Grade::Fail, "it cannot be written to");
    if disk.is_some() {
        found(&findings, "disk", Grade::Fail, "read-only");
    }
    assert!(said.contains("rights"), "{findings:#?}");
    assert!(!said.contains("restore"), "{findings:#?}");
    assert!(left, "something was made");
    found(&examined(&config).await, "database", Grade::Well, "");
}

/// Whether there is no file but those of an installation.
fn nothing_new(folder: &Path) -> bool {
    let known = ["documents", "evidence"];
    folder.read_dir().unwrap().all(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.starts_with("rapsap.db") || known.contains(&&*name)
    })
}
