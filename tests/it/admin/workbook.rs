//! The office's own workbook, sent in chat as it is: read, refused by its cells, mended and sent again,
//! sent twice; and what becomes of people whose post the plan has no more.

use rapsap::plan_file;

use super::plan::{awaits_file, sample, sends};
use crate::languages::menu_is;
use crate::plan_workbook::{as_an_office_has_it, as_an_office_has_it_with, bytes};
use crate::town::{Person, Town, Who};

async fn confirms(reporter: &Person) {
    let mark = reporter.phone.mark();
    reporter.press("ยืนยันนำเข้าแผน");
    reporter
        .sees_after(mark, |message| message.text.contains("นำเข้าแผนแล้ว"))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_offices_own_workbook_is_fetched_previewed_and_taken_over() {
    let town = Town::enrolled().await;
    let reporter = awaits_file(&town).await;
    let file = bytes(as_an_office_has_it());
    let preview = sends(&reporter, "แผนปี 2566.xlsx", file, "สิ่งที่จะเปลี่ยน").await;
    // Measure 1 has two methods more in the workbook; a column of results is no part of a plan.
    assert!(
        preview.contains("แผนปี 2566.xlsx")
            && preview.contains("ประชุมชี้แจงบุคลากร")
            && preview.contains("ไม่ใช่ส่วนของแผน"),
        "{preview}"
    );
    confirms(&reporter).await;
    reporter.presses("มาตรการ").await;
    let first = reporter.presses("๑. ").await;
    assert!(
        first.text.contains("ประชุมชี้แจงบุคลากร") && first.text.contains("ติดตามผล"),
        "{}",
        first.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_workbook_names_its_cells_and_is_taken_once_it_is_mended() {
    let town = Town::enrolled().await;
    let reporter = awaits_file(&town).await;
    let wrong = bytes(as_an_office_has_it_with("งานบริหารทั่วไปป", ""));
    let said = sends(&reporter, "แผน.xlsx", wrong, "ยังนำเข้าไม่ได้").await;
    assert!(said.contains("๓ จุดที่ต้องแก้"), "{said}");
    for cell in ["C14", "C15", "C16"] {
        assert!(said.contains(cell), "{said}");
    }
    assert!(said.contains("งานบริหารทั่วไปป"), "{said}");
    // Mended, it may follow at once: no button lies between.
    let mended = bytes(as_an_office_has_it_with("งานบริหารทั่วไป", ""));
    sends(&reporter, "แผน.xlsx", mended, "สิ่งที่จะเปลี่ยน").await;
    confirms(&reporter).await;
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_is_sent_twice_is_taken_over_once() {
    let town = Town::enrolled().await;
    let reporter = awaits_file(&town).await;
    let file = || bytes(as_an_office_has_it());
    let mark = reporter.phone.mark();
    for name in ["แผน.xlsx", "แผน (1).xlsx"] {
        reporter
            .phone
            .document(name, "application/octet-stream", file(), None);
    }
    let mut previews = Vec::new();
    for name in ["แผน.xlsx", "แผน (1).xlsx"] {
        let said = format!("เมื่อนำเข้า {name}");
        let preview = reporter
            .sees_after(mark, |message| message.text.contains(&said))
            .await;
        let confirm = preview.button("✅ ยืนยันนำเข้าแผน").unwrap();
        previews.push((preview.id, confirm.data.clone().unwrap()));
    }
    let press = |at: usize| reporter.phone.press_data(previews[at].0, &previews[at].1);
    press(0);
    press(0);
    reporter.sees("นำเข้าแผนแล้ว").await;
    // The other preview is of the office as it was before.
    let mark = reporter.phone.mark();
    press(1);
    reporter
        .sees_after(mark, |message| message.text.contains("เปลี่ยนไปหลังจากที่แสดง"))
        .await;
    // Without being asked for, it is no answer, and the way to bring one is shown.
    let mark = reporter.phone.mark();
    reporter
        .phone
        .document("แผน.xlsx", "application/octet-stream", file(), None);
    reporter
        .sees_after(mark, |message| {
            message
                .keyboard
                .iter()
                .flatten()
                .any(|button| button.text.contains("นำเข้าแผน"))
        })
        .await;
    reporter.presses("นำเข้าแผน").await;
    sends(&reporter, "แผน.xlsx", file(), "ตรงกับที่มีอยู่แล้ว").await;
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_drops_a_post_and_changes_a_role_gives_their_people_the_menu_that_fits() {
    let town = Town::enrolled().await;
    let (personnel, first) = (town.phone(Who::Personnel), town.phone(Who::FirstVerifier));
    let has = |menu: &[serde_json::Value]| menu.iter().any(|one| one["command"] == "measures");
    menu_is(&town, &personnel, has).await;
    menu_is(&town, &first, |menu| !menu.is_empty() && !has(menu)).await;
    // The personnel post goes, and the one who checked first reports for the whole division.
    let mut plan = plan_file::read("plan.toml", &sample()).unwrap();
    plan.posts.retain(|post| post.id != "c-hr");
    for post in &mut plan.posts {
        match post.id.as_str() {
            "verifier1" => (post.role, post.turn) = (rapsap::domain::office::Role::Contributor, 0),
            "verifier2" => post.turn = 1,
            _ => {}
        }
    }
    let reporter = awaits_file(&town).await;
    let file = plan_file::write_toml(&plan).into_bytes();
    sends(&reporter, "แผน.toml", file, "สิ่งที่จะเปลี่ยน").await;
    confirms(&reporter).await;
    personnel.sees("ท่านไม่ได้อยู่ในตำแหน่งนี้แล้ว").await;
    first.sees("หน้าที่ของท่านเปลี่ยนเป็นเจ้าหน้าที่ผู้รับผิดชอบ").await;
    menu_is(&town, &personnel, |menu| !has(menu)).await;
    menu_is(&town, &first, has).await;
    town.close().await;
}
