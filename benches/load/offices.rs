//! Offices for the people to work in: three contributors of three units, six measures, and those who
//! would check. They come in by the plan file's own way, and everybody gets a real invitation.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use rapsap::app;
use rapsap::config::{Config, Layer};
use rapsap::domain::office::Role;
use rapsap::plan_file;
use rapsap::store::{Store, invitations, plans};

const UNITS: [(&str, &str); 3] = [
    ("palad", "สำนักปลัด อบต."),
    ("klang", "กองคลัง"),
    ("edu", "กองการศึกษา ศาสนาและวัฒนธรรม"),
];
const MEASURES: usize = 6;

/// Makes the database below `folder`; the codes of so many contributors' invitations.
pub async fn open(folder: &Path, people: usize) -> anyhow::Result<Vec<String>> {
    let layer = Layer {
        data_dir: Some(folder.to_owned()),
        ..Layer::default()
    };
    let (store, _) = app::open(&Config::load(layer, None, |_| None)?).await?;
    let mut codes = Vec::with_capacity(people);
    for number in 1.. {
        if codes.len() >= people {
            break;
        }
        let wanted = people - codes.len();
        codes.extend(office(&store, number).await?.into_iter().take(wanted));
    }
    store.close().await;
    Ok(codes)
}

async fn office(store: &Store, number: usize) -> anyhow::Result<Vec<String>> {
    let name = format!("office-{number}.toml");
    let file = plan_file::read(&name, &plan(number)).map_err(anyhow::Error::new)?;
    let office = plans::import(store, &file, super::now())
        .await
        .context(name)?
        .office;
    let mut codes = Vec::with_capacity(UNITS.len());
    for post in invitations::posts(store, office).await? {
        if post.role == Role::Contributor {
            let day = Duration::from_secs(24 * 3600);
            let now = super::now();
            codes.push(
                invitations::create(store, office, post.post, day, now, &mut rand::rng()).await?,
            );
        }
    }
    Ok(codes)
}

/// The plan of one office, in the size of the real report of 2566.
fn plan(number: usize) -> String {
    let mut plan = format!(
        "[office]\n\
         name = \"องค์การบริหารส่วนตำบลตัวอย่าง {number}\"\n\
         short_name = \"อบต.ตัวอย่าง {number}\"\n\
         address = \"อำเภอตัวอย่าง จังหวัดตัวอย่าง\"\n\
         [fiscal_year]\nbe = 2566\n"
    );
    let mut post = |id: &str, role: &str, more: &str| {
        // Writing to a String does not fail.
        let _ = write!(
            plan,
            "[[post]]\nid = \"{id}\"\nrole = \"{role}\"\nname = \"นายสมมุติ {id}\"\nposition = \"เจ้าหน้าที่\"\n{more}\n"
        );
    };
    post("reporter", "reporter", "");
    post("verifier-1", "verifier", "turn = 1");
    post("verifier-2", "verifier", "turn = 2");
    post("executive", "executive", "");
    for (unit, name) in UNITS {
        post(
            unit,
            "contributor",
            &format!("unit = \"{unit}\"\n[[unit]]\nid = \"{unit}\"\nname = \"{name}\""),
        );
    }
    for measure in 0..MEASURES {
        let _ = write!(
            plan,
            "[[measure]]\nno = {}\n\
             title = \"จัดทำแนวทางปฏิบัติในการเบิกจ่ายงบประมาณและการใช้ทรัพย์สินของราชการ\"\n\
             methods = [\"จัดทำแผนการใช้จ่ายงบประมาณประจำปีและเผยแพร่อย่างโปร่งใส\", \"ประชุมชี้แจงบุคลากรทุกส่วนราชการ\"]\n\
             unit = \"{}\"\nperiod = \"ต.ค. ๖๕ - ก.ย. ๖๖\"\n",
            measure + 1,
            UNITS[measure % UNITS.len()].0,
        );
    }
    plan
}
