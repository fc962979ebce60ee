//! By command, for whom cannot ask in chat.

use rapsap::store::Store;

use super::everything::{SOMSRI, office, speaks};
use crate::cli::{rapsap, run};

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_writes_out_a_persons_data_and_erases_it() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", dir.path().join("rapsap.db").display());
    let store = Store::open(&url).await.unwrap();
    let office = office(&store).await;
    speaks(&office).await;
    let code = office
        .plan
        .posts
        .iter()
        .find(|post| post.position == "นักวิชาการเงินและบัญชี")
        .map(|post| post.code.clone())
        .unwrap();
    store.close().await;
    let command = |words: &[&str]| run(rapsap().args(words).arg("--data-dir").arg(dir.path()));
    let number = SOMSRI.to_string();

    let (well, by_post, err) = command(&["person", "export", "--post", &code]);
    assert!(well, "{err}");
    assert!(by_post.contains("ประชุมชี้แจงลับเฉพาะ") && by_post.contains(&number));
    let file = dir.path().join("somsri.json");
    let out = file.display().to_string();
    let (well, ..) = command(&["person", "export", "--telegram", &number, "--out", &out]);
    assert!(well);
    let by_number: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(by_number["posts"][0]["position"], "นักวิชาการเงินและบัญชี");

    let (_, said, _) = command(&["person", "erase", "--post", &code]);
    assert!(
        said.contains("would leave the post") && said.contains("--yes"),
        "{said}"
    );
    let (well, _, err) = command(&["person", "erase", "--post", "reporter", "--yes"]);
    assert!(!well && err.contains("invite another holder"), "{err}");
    let (well, said, err) = command(&["person", "erase", "--post", &code, "--yes"]);
    assert!(well && said.contains("held by nobody now"), "{said}{err}");
    let (well, _, err) = command(&["person", "export", "--post", &code]);
    assert!(!well && err.contains("nobody holds this post"), "{err}");
    for words in ["export", "erase"] {
        let (well, _, err) = command(&["person", words, "--telegram", &number]);
        assert!(!well && err.contains("nothing is stored"), "{err}");
    }
    let (well, whole, _) = command(&["audit", "--quiet"]);
    assert!(well && whole.contains("the record is whole"), "{whole}");
    let (well, _, err) = command(&["person", "export"]);
    assert!(!well && err.contains("--post"), "{err}");
}
