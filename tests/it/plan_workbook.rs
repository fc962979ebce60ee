//! Plans out of workbooks: the office's own layout, and every mistake at its cell.

use rapsap::domain::office::{Language, Role};
use rapsap::domain::plan::ScoreTopic;
use rapsap::domain::score::Score;
use rapsap::l10n::L10n;
use rapsap::plan_file::{self, PlanFile, Reading};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

const SAMPLE: &str = include_str!("../../src/sample_office.toml");

fn sample() -> PlanFile {
    plan_file::read("sample.toml", SAMPLE).unwrap()
}

pub fn bytes(mut workbook: Workbook) -> Vec<u8> {
    workbook.save_to_buffer().unwrap()
}

/// A workbook of one sheet, row by row from the top; empty texts are left out.
fn of_rows(rows: &[&[&str]]) -> Workbook {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet(), rows);
    workbook
}

fn fill(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
}

fn read(workbook: Workbook, base: Option<&PlanFile>) -> Reading {
    let read = plan_file::read_any("plan.xlsx", &bytes(workbook), base);
    read.unwrap_or_else(|refused| {
        panic!("{}", refused.lines(&L10n::new(), Language::from_code("en")))
    })
}

fn refused(bytes: &[u8], base: Option<&PlanFile>) -> String {
    let refused = plan_file::read_any("plan.xlsx", bytes, base).unwrap_err();
    let thai = refused.lines(&L10n::new(), Language::THAI);
    assert!(!thai.contains("plan-"), "{thai}");
    refused.lines(&L10n::new(), Language::from_code("en"))
}

fn notes(reading: &Reading) -> Vec<String> {
    let (l10n, english) = (L10n::new(), Language::from_code("en"));
    let notes = reading.notes.iter();
    notes
        .map(|note| note.line("plan.xlsx", &l10n, english))
        .collect()
}

/// The report of 2566 as an office lays it out: a title across the table, headings over two rows,
/// columns of results, a heading between groups, a measure merged over the rows of its methods, a unit
/// merged over its measures, and signatures below.
pub fn as_an_office_has_it() -> Workbook {
    as_an_office_has_it_with("งานบริหารทั่วไป", "")
}

/// Likewise, with this unit at the last three measures, and this behind the title of the second.
pub fn as_an_office_has_it_with(unit: &str, more: &str) -> Workbook {
    let plan = sample();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new().set_text_wrap();
    let mut across = |row: u32, text: &str| {
        sheet.merge_range(row, 0, row, 5, text, &plain).unwrap();
    };
    across(0, "รายงานผลการดำเนินงานตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส");
    across(1, "ขององค์การบริหารส่วนตำบลบุ่งคล้า ประจำปีงบประมาณ พ.ศ. ๒๕๖๖");
    across(2, "องค์การบริหารส่วนตำบลบุ่งคล้า อำเภอหล่มสัก จังหวัดเพชรบูรณ์");
    across(6, "ด้านการปฏิบัติหน้าที่และการใช้งบประมาณ");
    let headings = [
        "มาตรการ/\nแนวทาง",
        "วิธีดำเนินการ",
        "หน่วยงาน\nที่รับผิดชอบ",
        "ระยะเวลา\nดำเนินการ",
        "ผลการดำเนินงาน",
        "ผลลัพธ์/ความสำเร็จ\nของการดำเนินการ",
    ];
    for (column, heading) in (0..).zip(headings) {
        sheet
            .merge_range(4, column, 5, column, heading, &plain)
            .unwrap();
    }
    // Measure 1 over three rows, a method in each, however they are numbered.
    let m = &plan.measures;
    let title = format!("๑. {}", m[0].title);
    sheet.merge_range(7, 0, 9, 0, &title, &plain).unwrap();
    sheet
        .write_string(7, 1, format!("1) {}", m[0].methods[0]))
        .unwrap();
    sheet.write_string(8, 1, "2) ประชุมชี้แจงบุคลากร").unwrap();
    sheet.write_string(9, 1, "3) ติดตามผล").unwrap();
    sheet
        .merge_range(7, 2, 9, 2, "กองคลัง\n- งานบริหารงานคลัง", &plain)
        .unwrap();
    sheet
        .merge_range(7, 3, 15, 3, &m[0].period, &plain)
        .unwrap();
    sheet.write_string(7, 4, "๑. คำสั่งที่ ๖๓/๒๕๖๖").unwrap();
    // Measures 2 and 3 are of one unit, which is merged over both; an empty row follows.
    let title = format!("มาตรการที่ ๒ {}{more}", m[1].title);
    sheet.write_string(10, 0, title).unwrap();
    sheet.write_string(10, 1, &m[1].methods[0]).unwrap();
    sheet
        .merge_range(
            10,
            2,
            11,
            2,
            "สำนักปลัดองค์การบริหารส่วนตำบล – งานการเจ้าหน้าที่",
            &plain,
        )
        .unwrap();
    sheet
        .write_string(11, 0, format!("3. {}", m[2].title))
        .unwrap();
    sheet.write_string(11, 1, &m[2].methods[0]).unwrap();
    for (row, measure) in [13, 14, 15].into_iter().zip(&m[3..]) {
        let title = format!("{}) {}", measure.number, measure.title);
        sheet.write_string(row, 0, title).unwrap();
        sheet
            .write_string(row, 1, format!("- {}", measure.methods[0]))
            .unwrap();
        sheet.write_string(row, 2, unit).unwrap();
    }
    sheet
        .write_string(18, 1, "ลงชื่อ ......................... ผู้รายงาน")
        .unwrap();
    sheet.write_string(19, 1, "(นางสมมุติ ผู้รายงาน)").unwrap();
    workbook
}

#[test]
fn the_workbook_an_office_has_is_read_with_its_merged_cells() {
    let base = sample();
    let reading = read(as_an_office_has_it(), Some(&base));
    let mut expected = sample();
    let methods = &mut expected.measures[0].methods;
    methods.extend(["ประชุมชี้แจงบุคลากร".to_owned(), "ติดตามผล".to_owned()]);
    assert_eq!(reading.plan, expected);
    assert_eq!(
        notes(&reading),
        [
            "plan.xlsx:Sheet1!E5: The column “ผลการดำเนินงาน” is no part of a plan: it was left out",
            "plan.xlsx:Sheet1!A7: This row is no measure: it was left out (“ด้านการปฏิบัติหน้าที่และการใช้งบประมาณ”)",
            "plan.xlsx:Sheet1!B19: This row is no measure: it was left out (“ลงชื่อ ......................... ผู้รายงาน”)",
            "plan.xlsx:Sheet1!B20: This row is no measure: it was left out (“(นางสมมุติ ผู้รายงาน)”)",
        ]
    );
}

#[test]
fn columns_may_stand_in_any_order_and_be_numbered_in_one_of_their_own() {
    let base = sample();
    let workbook = of_rows(&[
        &["แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2567"],
        &[
            "ระยะเวลา",
            "ผู้รับผิดชอบ",
            "ที่",
            "มาตรการ",
            "ขั้นตอนการดำเนินงาน",
            "หมายเหตุ",
        ],
        &[
            "ต.ค. ๖๖ - ก.ย. ๖๗",
            "กองคลัง งานบริหารงานคลัง",
            "๒",
            "ข",
            "ค\nง",
            "จ",
        ],
        &["\"", "\"", "๑", "๑. ก", "1. ค\nต่อ\n2. ง"],
    ]);
    let plan = read(workbook, Some(&base)).plan;
    assert_eq!(plan.fiscal_year, 2567);
    let measures: Vec<_> = plan
        .measures
        .iter()
        .map(|m| {
            (
                m.number,
                m.title.as_str(),
                m.methods.join("|"),
                m.unit.as_str(),
                m.period.as_str(),
            )
        })
        .collect();
    assert_eq!(
        measures,
        [
            (
                1,
                "ก",
                "ค ต่อ|ง".to_owned(),
                "klang-fin",
                "ต.ค. ๖๖ - ก.ย. ๖๗"
            ),
            (2, "ข", "ค|ง".to_owned(), "klang-fin", "ต.ค. ๖๖ - ก.ย. ๖๗"),
        ]
    );
    assert!(plan.measures.iter().all(|measure| measure.score.is_none()));
    assert_eq!((plan.posts, plan.units), (base.posts, base.units));
}

#[test]
fn scores_may_stand_in_columns_of_the_table() {
    let base = sample();
    let workbook = of_rows(&[
        &[
            "มาตรการ",
            "วิธีดำเนินการ",
            "ผู้รับผิดชอบ",
            "ระยะเวลา",
            "ประเด็นการประเมิน ITA",
            "คะแนนเดิม",
        ],
        &[
            "๑. ก",
            "ข",
            "กองคลัง - งานบริหารงานคลัง",
            "ค",
            "i13 ท่านได้รับมอบหมายงาน",
            "๘๔.๒๕",
        ],
        &["๒. ง", "ข", "กองคลัง - งานบริหารงานคลัง", "ค", "-", ""],
    ]);
    let plan = read(workbook, Some(&base)).plan;
    let expected = ScoreTopic {
        code: Some("i13".to_owned()),
        text: "ท่านได้รับมอบหมายงาน".to_owned(),
        before_year: 2565,
        before: Score::from_hundredths(8425),
        after_year: 2566,
    };
    assert_eq!(plan.measures[0].score, Some(expected));
    assert_eq!(plan.measures[1].score, None);
}

#[test]
fn every_mistake_in_a_workbook_is_named_by_its_cell() {
    let base = sample();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows: &[&[&str]] = &[
        &["แผนมาตรการ ปีงบประมาณ พ.ศ. ๒๐๒๓"],
        &[
            "ที่",
            "มาตรการ/แนวทาง",
            "วิธีดำเนินการ",
            "ผู้รับผิดชอบ",
            "ระยะเวลาดำเนินการ",
        ],
        &["1", "ก", "ข", "กองครัง", "ค"],
        &["1", "ง", "-", "กองคลัง - งานบริหารงานคลัง", ""],
        &["สาม", "จ", "ข", "กองช่างและโยธา", "ค"],
        &["4", "", "", "", ""],
        &["5", "ฉ", "ข", "กองการศึกษา ศาสนาและวัฒนธรรม", ""],
    ];
    fill(sheet, rows);
    let date = Format::new().set_num_format("d mmm yyyy");
    sheet.write_number_with_format(6, 4, 45_000, &date).unwrap();
    assert_eq!(
        refused(&bytes(workbook), Some(&base)),
        "plan.xlsx:Sheet1!A1: 2023 is a year of the Common Era; did you mean 2566?\n\
         plan.xlsx:Sheet1!D3: there is no unit called “กองครัง”; did you mean \"กองคลัง\"?\n\
         plan.xlsx:Sheet1!A4: measure \"1\" is declared twice\n\
         plan.xlsx:Sheet1!E4: “ระยะเวลาดำเนินการ” is empty\n\
         plan.xlsx:Sheet1!B4: measure 1 has no methods\n\
         plan.xlsx:Sheet1!A5: “สาม” is not a whole number\n\
         plan.xlsx:Sheet1!D5: there is no unit called “กองช่างและโยธา”\n\
         plan.xlsx:Sheet1!E7: this is a date: write it as a text\n\
         plan.xlsx:Sheet1!D7: no contributor reports for unit \"กองการศึกษา ศาสนาและวัฒนธรรม\""
    );
}

#[test]
fn without_an_office_a_workbook_must_say_which_it_is_and_who_is_there() {
    let bytes = bytes(as_an_office_has_it());
    assert_eq!(
        refused(&bytes, None),
        "plan.xlsx: the sheet “หน่วยงาน” is missing, and the office is not known yet\n\
         plan.xlsx: the sheet “ตำแหน่ง” is missing, and the office is not known yet"
    );
    let bytes = self::bytes(of_rows(&[
        &["มาตรการ", "วิธีการ", "ผู้รับผิดชอบ"],
        &["ก", "ข", "กองคลัง"],
    ]));
    let refused = refused(&bytes, None);
    for label in ["ชื่อหน่วยงาน", "ชื่อย่อ", "ที่อยู่", "ปีงบประมาณ"]
    {
        assert!(
            refused.contains(&format!("must say “{label}”")),
            "{refused}"
        );
    }
    assert!(
        refused.contains("the column “ระยะเวลาดำเนินการ” is missing"),
        "{refused}"
    );
}

#[test]
fn units_and_posts_may_come_without_ids_and_keep_those_of_the_office() {
    let base = sample();
    let mut workbook = of_rows(&[
        &["องค์การบริหารส่วนตำบลบุ่งคล้า ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"],
        &["องค์การบริหารส่วนตำบลบุ่งคล้า อำเภอหล่มสัก จังหวัดเพชรบูรณ์"],
        &["มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา"],
        &["๑. ก", "ข", "กองคลัง", "ค"],
    ]);
    let units = workbook.add_worksheet().set_name("หน่วยงาน").unwrap();
    fill(
        units,
        &[&["ชื่อหน่วยงาน", "สังกัด"], &["กองคลัง"], &["งานพัสดุ", "กองคลัง"]],
    );
    let posts = workbook.add_worksheet().set_name("ตำแหน่ง").unwrap();
    fill(
        posts,
        &[
            &["หน้าที่", "ชื่อ-สกุล", "ตำแหน่ง", "หน่วยงาน"],
            &["ผู้รายงาน", "นางใหม่ รายงาน", "นักวิเคราะห์นโยบายและแผน", "-"],
            &["ผู้ตรวจสอบคนที่ ๑", "นางสาวสมมุติ ตรวจหนึ่ง", "หัวหน้าสำนักปลัด อบต."],
            &["ผู้บริหาร", "นายสมมุติ รับทราบ", "นายกองค์การบริหารส่วนตำบล"],
            &[
                "ผู้รับผิดชอบ",
                "นางสาวตัวอย่าง คลัง",
                "นักวิชาการเงินและบัญชี",
                "กองคลัง",
            ],
        ],
    );
    let bytes = bytes(workbook);
    let with_base = plan_file::read_any("plan.xlsx", &bytes, Some(&base))
        .unwrap()
        .plan;
    let ids: Vec<_> = with_base
        .posts
        .iter()
        .map(|post| post.id.as_str())
        .collect();
    assert_eq!(ids[2], "executive");
    assert_eq!(with_base.units[0].id, "klang");

    let alone = plan_file::read_any("plan.xlsx", &bytes, None).unwrap().plan;
    assert_eq!(
        (alone.short_name.as_str(), alone.fiscal_year),
        ("อบต.บุ่งคล้า", 2566)
    );
    assert_eq!(alone.address, base.address);
    assert_eq!(alone.units[1].parent.as_ref(), Some(&alone.units[0].id));
    let verifier = alone
        .posts
        .iter()
        .find(|post| post.role == Role::Verifier)
        .unwrap();
    assert_eq!((verifier.turn, verifier.id.as_str()), (1, "verifier1"));
}

#[test]
fn a_plan_of_another_office_is_not_taken_for_this_ones() {
    let mut other = sample();
    other.office_name = "องค์การบริหารส่วนตำบลอื่น".to_owned();
    let workbook = plan_file::write_workbook(&other, &L10n::new()).unwrap();
    let expected = "plan.xlsx: this is the plan of \"องค์การบริหารส่วนตำบลอื่น\", \
                    not of \"องค์การบริหารส่วนตำบลบุ่งคล้า\"";
    assert_eq!(refused(&workbook, Some(&sample())), expected);
    let toml = plan_file::write_toml(&other);
    assert_eq!(refused(toml.as_bytes(), Some(&sample())), expected);
}

#[test]
fn heads_of_units_stay_where_the_sheet_does_not_tell_and_follow_it_where_it_does() {
    let mut base = sample();
    let at = base
        .posts
        .iter()
        .position(|post| post.role == Role::Contributor)
        .unwrap();
    base.posts[at].head = true;
    let rows = |head: Option<&str>| {
        let mut workbook = as_an_office_has_it();
        let sheet = workbook.add_worksheet().set_name("ตำแหน่ง").unwrap();
        let headings = [
            "รหัส",
            "หน้าที่",
            "ลำดับ",
            "ชื่อ",
            "ตำแหน่ง",
            "หน่วยงาน",
            "หัวหน้าหน่วยงาน",
        ];
        let columns = if head.is_some() { 7 } else { 6 };
        fill(sheet, &[&headings[..columns]]);
        let units: Vec<_> = base
            .posts
            .iter()
            .map(|post| {
                base.units
                    .iter()
                    .find(|unit| Some(&unit.id) == post.unit.as_ref())
            })
            .map(|unit| unit.map(|unit| unit.name.clone()).unwrap_or_default())
            .collect();
        for ((row, post), unit) in (1..).zip(&base.posts).zip(&units) {
            let turn = if post.turn > 0 {
                post.turn.to_string()
            } else {
                String::new()
            };
            let told = if post.id == base.posts[at].id {
                head.unwrap_or_default()
            } else {
                ""
            };
            let texts = [
                &post.id,
                post.role.as_str(),
                &turn,
                &post.name,
                &post.position,
                unit,
                told,
            ];
            for (column, text) in (0..)
                .zip(&texts[..columns])
                .filter(|(_, text)| !text.is_empty())
            {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
        workbook
    };
    for (told, head) in [
        (None, true),
        (Some("✓"), true),
        (Some("ใช่"), true),
        (Some(""), false),
        (Some("ไม่"), false),
    ] {
        let read = read(rows(told), Some(&base));
        assert_eq!(read.plan.posts[at].head, head, "{told:?}");
        assert_eq!(
            read.plan.posts.iter().filter(|post| post.head).count(),
            usize::from(head)
        );
    }
    let wrong = refused(&bytes(rows(Some("อาจจะ"))), Some(&base));
    assert!(
        wrong.contains("does not say whether it is the head"),
        "{wrong}"
    );
}
