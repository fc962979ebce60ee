//! What is to be mended, as a file that is printed and handed to the units.

use rapsap::document::readiness::pdf;
use rapsap::domain::numerals::to_thai;
use rapsap::domain::office::Language;
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::readiness::page::Page;
use rapsap::domain::readiness::requirements::{RequirementSet, Requirements};
use rapsap::domain::readiness::{Finding, Rule, check};
use rapsap::l10n::L10n;
use rapsap::store::Store;

use crate::databases::{NOW, sample_office};
use crate::faces;
use crate::faces::snapshot::golden;
use crate::pdf_text::{languages_of, normal, pages_of, text_of};
use crate::town::{Town, Who};

async fn sample() -> OfficePlan {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("t.db").display());
    let store = Store::open(&url).await.unwrap();
    let plan = sample_office(&store).await;
    store.close().await;
    plan
}

/// What is found in the real report, at the plan's own measures.
fn found(plan: &OfficePlan) -> Vec<Finding> {
    let mut findings = check(&golden(), None, &[], &plan.requirements);
    for finding in &mut findings {
        let number = finding.at.number;
        let measure = plan.measures.iter().find(|of| of.number == number);
        finding.at.measure = measure.map(|measure| measure.id);
    }
    findings
}

fn set(name: &str, language: &str, page: &Page) -> Vec<u8> {
    let bytes = pdf(&L10n::new(), Language::from_code(language), page).unwrap();
    faces::keep(name, &bytes);
    bytes
}

#[tokio::test]
async fn every_finding_stands_below_its_unit_with_its_rule_its_place_and_who_mends_it() {
    let plan = sample().await;
    let findings = found(&plan);
    let page = Page::of(&plan, &findings, vec![plan.short_name.clone()], NOW);
    let bytes = set("readiness-th.pdf", "th", &page);
    let text = text_of(&bytes);
    for said in [
        "ใบตรวจความพร้อมของรายงาน",
        "ต้องแก้ ๑ ข้อ",
        "คำสั่งที่ ๔๓๙/๒๕๖๖, ๔๖๘/๒๕๖๖",
        "๙ กันยายน ๒๕๖๕",
        "มาตรการที่ ๒",
        "ผลการดำเนินงานข้อ ๑, ๒, ๓ และผลลัพธ์ข้อ ๑",
        "รายการตรวจ OIT: ต้องดำเนินการในปีงบประมาณที่ระบุ",
        "ผู้รับผิดชอบแก้ไข: นางสาวตัวอย่าง คลัง",
        "นข ๓๗๓๖",
    ] {
        assert!(text.contains(&normal(said)), "it lacks {said}\n{text}");
    }
    let listed: usize = page.parts().map(|part| part.findings.len()).sum();
    assert_eq!(listed, findings.len(), "each once");
    // Whoever gets a unit's pages gets nothing of another's.
    let pages = pages_of(&bytes);
    assert!(pages.len() > page.units.len());
    let label = format!("หน้า ๑ จาก {}", to_thai(&pages.len().to_string()));
    assert!(pages[0].contains(&normal(&label)), "{}", pages[0]);
    let measure = |number: u32| normal(&format!("มาตรการที่ {}", to_thai(&number.to_string())));
    for (unit, other) in page.units.iter().zip(page.units.iter().skip(1)) {
        let (own, theirs) = (
            measure(unit.parts[0].number),
            measure(other.parts[0].number),
        );
        let both = |text: &&String| text.contains(&own) && text.contains(&theirs);
        assert!(!pages.iter().any(|text| both(&text)));
    }
    assert_eq!(languages_of(&bytes), ["th"]);
    let has = |mark: &str| {
        bytes
            .windows(mark.len())
            .any(|part| part == mark.as_bytes())
    };
    assert!(
        has("<pdfuaid:part>1</pdfuaid:part>") && has("<pdfaid:conformance>A</pdfaid:conformance>")
    );
    assert!(
        bytes == set("readiness-th.pdf", "th", &page),
        "the same again"
    );

    let english = set("readiness-en.pdf", "en", &page);
    let text = text_of(&english);
    for said in [
        "Readiness of the report",
        "result 1, 2, 3 and outcome 1",
        "done in the stated fiscal year",
    ] {
        assert!(text.contains(&normal(said)), "it lacks {said}\n{text}");
    }
    assert_eq!(languages_of(&english), ["en"]);
}

#[tokio::test]
async fn a_report_with_nothing_to_mend_gives_one_clean_page() {
    let plan = sample().await;
    let page = Page::of(&plan, &[], Vec::new(), NOW);
    for language in ["th", "en"] {
        let bytes = set(&format!("readiness-clean-{language}.pdf"), language, &page);
        assert_eq!(pages_of(&bytes).len(), 1);
        let said = match language {
            "th" => "ไม่พบข้อที่ผู้ประเมินอาจหักคะแนน",
            _ => "Nothing was found that an assessor would mark down",
        };
        assert!(text_of(&bytes).contains(&normal(said)));
    }
}

#[tokio::test]
async fn an_installation_that_weighs_a_rule_is_named_as_where_it_is_from() {
    let mut plan = sample().await;
    let own: RequirementSet = toml::from_str(
        "from = 2566\nsource = 'ประกาศจังหวัดตัวอย่าง ๑/๒๕๖๖'\n[rules]\nmixed-score-levels = 'must'\n",
    )
    .unwrap();
    plan.requirements = Requirements::of(2566, &plan.name, &[own]).into();
    let page = Page::of(&plan, &found(&plan), Vec::new(), NOW);
    let mut listed = page.parts().flat_map(|part| &part.findings);
    let source = |rule: Rule| {
        let of = listed.find(|listed| listed.rule() == rule).unwrap();
        of.source.clone()
    };
    let named = [Rule::MixedScoreLevels].map(source);
    assert_eq!(named, [Some("ประกาศจังหวัดตัวอย่าง ๑/๒๕๖๖".to_owned())]);
    let text = text_of(&set("readiness-own.pdf", "th", &page));
    assert!(text.contains(&normal("ประกาศจังหวัดตัวอย่าง ๑/๒๕๖๖")), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reporter_gets_it_by_a_press_below_what_was_found() {
    let town = Town::enrolled().await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/status").await;
    let shown = reporter.presses("ตรวจความพร้อม").await;
    assert!(shown.text.contains("ต้องแก้ ๖"), "{}", shown.text);
    let mark = reporter.phone.mark();
    reporter.press("ใบตรวจความพร้อม");
    let sent = reporter
        .sees_after(mark, |message| message.file.is_some())
        .await;
    let file = sent.file.unwrap();
    assert!(file.bytes.starts_with(b"%PDF") && !file.is_photo);
    let text = text_of(&file.bytes);
    assert!(text.contains(&normal("ยังไม่มีผลการดำเนินงาน")), "{text}");
    town.close().await;
}
