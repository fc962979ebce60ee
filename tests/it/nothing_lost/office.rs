//! Offices for the people to work in: three units with a measure each, and everybody who checks. They come in by
//! the plan file's own way while the program runs, and everybody gets a real invitation.

use std::fmt::Write as _;
use std::time::Duration;

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rapsap::clock::Clock;
use rapsap::domain::office::Role;
use rapsap::plan_file;
use rapsap::sandbox::{Person, Phone, Sandbox};
use rapsap::store::{Store, invitations, plans};

use super::program::PATIENCE;
use crate::town::Person as AtPhone;

/// The accounts of all people are counted from here.
pub const FIRST_PERSON: i64 = 68_000_001;
const UNITS: [&str; 3] = ["สำนักปลัด อบต.", "กองคลัง", "กองการศึกษา"];

pub struct Office {
    pub id: i64,
    pub number: u64,
    pub people: Vec<Member>,
}

pub struct Member {
    pub role: Role,
    /// The post's id in the plan file.
    pub code: String,
    pub invitation: String,
    pub phone: Phone,
}

impl Office {
    /// Those who hold such a post.
    pub fn at_phones(&self, role: Role) -> Vec<AtPhone> {
        let members = self.people.iter().filter(|member| member.role == role);
        members
            .map(|member| AtPhone {
                phone: member.phone.clone(),
                invitation: Some(member.invitation.clone()),
            })
            .collect()
    }
}

/// Presses the button once it is there, whatever comes in between.
pub async fn presses(person: &AtPhone, label: &str) {
    let is_there = || {
        let messages = person.phone.messages();
        let mut buttons = messages.iter().flat_map(|message| message.buttons());
        buttons.any(|button| button.text.contains(label))
    };
    let begun = std::time::Instant::now();
    while !is_there() {
        assert!(begun.elapsed() < PATIENCE, "no button {label}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    person.press(label);
}

/// A contributor comes in and reports the measure of their unit, with a photo if there is one.
pub async fn reports(officer: &AtPhone, photo: Option<Vec<u8>>) {
    officer.enrols().await;
    presses(officer, "เริ่มใช้งาน").await;
    presses(officer, "มาตรการของฉัน").await;
    presses(officer, ". จัดทำ").await;
    officer.types("ประชุมชี้แจงบุคลากร").await;
    if let Some(photo) = photo {
        officer.phone.photo(photo, Some("ภาพการประชุม"));
    }
    presses(officer, "ไปที่ผลลัพธ์").await;
    officer.sees("ผลลัพธ์").await;
    officer.types("บุคลากรเข้าใจระเบียบ").await;
    presses(officer, "ส่งรายงาน").await;
    officer.sees("ส่งรายงานมาตรการที่").await;
}

/// The reporter comes in and is asked whether what is there shall do.
pub async fn compiles(reporter: &AtPhone) {
    reporter.enrols().await;
    presses(reporter, "เริ่มใช้งาน").await;
    presses(reporter, "กระดานรายงาน").await;
    presses(reporter, "รวบรวมรายงาน").await;
    reporter.sees("รวบรวม").await;
}

pub async fn open(store: &Store, telegram: &Sandbox, number: u64) -> anyhow::Result<Office> {
    let file = plan_file::read("office.toml", &plan(number)).map_err(anyhow::Error::new)?;
    let now = Clock::system().now();
    let office = plans::import(store, &file, now).await?.office;
    let mut people = Vec::new();
    for (at, post) in (0..).zip(invitations::posts(store, office).await?) {
        let day = Duration::from_secs(24 * 3600);
        let id = FIRST_PERSON + i64::try_from(number)? * 10 + at;
        telegram.add_person(Person {
            id,
            first_name: "สมมุติ".to_owned(),
            language_code: Some("th".to_owned()),
            ..Person::default()
        });
        people.push(Member {
            role: post.role,
            invitation: invitations::create(
                store,
                office,
                post.post,
                day,
                now,
                &mut StdRng::from_os_rng(),
            )
            .await?,
            code: post.code,
            phone: telegram.phone(id),
        });
    }
    Ok(Office {
        id: office.0,
        number,
        people,
    })
}

fn plan(number: u64) -> String {
    let mut plan = format!(
        "[office]\nname = \"องค์การบริหารส่วนตำบลตัวอย่าง {number}\"\nshort_name = \"อบต.ตัวอย่าง {number}\"\n\
         address = \"อำเภอตัวอย่าง จังหวัดตัวอย่าง\"\n[fiscal_year]\nbe = 2566\n"
    );
    let mut add = |text: String| plan.push_str(&text);
    for (id, role) in [
        ("reporter", "reporter"),
        ("verifier-1", "verifier\"\nturn = 1\nposition = \"เจ้าหน้าที่"),
        ("verifier-2", "verifier\"\nturn = 2\nposition = \"เจ้าหน้าที่"),
        ("executive", "executive"),
    ] {
        let position = if role.contains("position") {
            ""
        } else {
            "position = \"เจ้าหน้าที่\"\n"
        };
        add(format!(
            "[[post]]\nid = \"{id}\"\nrole = \"{role}\"\nname = \"นายสมมุติ {id}\"\n{position}"
        ));
    }
    for (at, name) in UNITS.iter().enumerate() {
        add(format!("[[unit]]\nid = \"u{at}\"\nname = \"{name}\"\n"));
        add(format!(
            "[[post]]\nid = \"c{at}\"\nrole = \"contributor\"\nname = \"นายสมมุติ {name}\"\nposition = \"เจ้าหน้าที่\"\nunit = \"u{at}\"\n"
        ));
    }
    for at in 0..UNITS.len() {
        // Writing to a String does not fail.
        let _ = write!(
            plan,
            "[[measure]]\nno = {}\ntitle = \"จัดทำแนวทางปฏิบัติในการใช้ทรัพย์สินของราชการ\"\n\
             methods = [\"ประชุมชี้แจงบุคลากรทุกส่วนราชการ\"]\nunit = \"u{at}\"\nperiod = \"ต.ค. ๖๕ - ก.ย. ๖๖\"\n",
            at + 1
        );
    }
    plan
}
