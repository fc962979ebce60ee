//! The sandbox's page in a real browser: a whole report from seven empty chats to its acknowledgement,
//! by clicking and typing only.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::town::{PATIENCE, Town, Who};

/// A ChromeDriver of our own, ended with the test.
pub struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    /// Starts it; a start that comes to nothing, on a machine that is short of something, is made again.
    pub fn start(path: &str) -> Driver {
        (0..3)
            .find_map(|_| Driver::try_start(path))
            .expect("ChromeDriver says its port")
    }

    fn try_start(path: &str) -> Option<Driver> {
        let mut process = Command::new(path)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let Some(port) = port else {
            let _ = process.kill();
            let _ = process.wait();
            return None;
        };
        Some(Driver {
            process,
            address: format!("http://127.0.0.1:{port}"),
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The path of the ChromeDriver, if the suite is switched on; says so if it is not.
fn chosen() -> Option<String> {
    let driver = std::env::var("RAPSAP_TEST_CHROMEDRIVER").ok();
    if driver.is_none() {
        // Written past the test harness, which keeps what passing tests print to itself.
        let _ = writeln!(
            std::io::stderr(),
            "browser suite left out: set RAPSAP_TEST_CHROMEDRIVER to the path of a chromedriver to switch it on"
        );
    }
    driver
}

/// One phone on the page.
pub struct Hand<'a> {
    pub browser: &'a Client,
    pub person: i64,
}

impl Hand<'_> {
    pub async fn click(&self, xpath: &str) {
        // The page may draw the element anew between the look and the click.
        for _ in 0..10 {
            let element = self
                .browser
                .wait()
                .at_most(PATIENCE)
                .for_element(Locator::XPath(xpath))
                .await
                .unwrap();
            // As a finger does: what is covered or off screen is scrolled into view first.
            let press = "arguments[0].scrollIntoView({block: 'center'}); arguments[0].click();";
            match self.browser.execute(press, vec![json!(element)]).await {
                Ok(_) => return,
                Err(error) if error.is_stale_element_reference() => {}
                Err(error) => panic!("{xpath}: {error}"),
            }
        }
        panic!("{xpath} never stands still");
    }

    pub async fn starts(&self) {
        self.click(&format!("//*[@data-testid='start-{}']", self.person))
            .await;
        self.presses("เริ่มใช้งาน").await;
        self.sees("ปีงบประมาณ พ.ศ. ๒๕๖๖").await;
    }

    /// Presses the newest button with this label.
    pub async fn presses(&self, label: &str) {
        self.click(&format!(
            "(//*[@data-testid='phone-{}']//*[@data-testid='key'][contains(., '{label}')])[last()]",
            self.person
        ))
        .await;
    }

    pub async fn types(&self, text: &str) {
        let write = format!("[data-testid='write-{}']", self.person);
        let field = self
            .browser
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(&write))
            .await
            .unwrap();
        field.send_keys(text).await.unwrap();
        self.click(&format!("//*[@data-testid='send-{}']", self.person))
            .await;
    }

    /// Waits until the phone shows this.
    pub async fn sees(&self, text: &str) {
        let xpath = format!(
            "//*[@data-testid='phone-{}'][contains(., '{text}')]",
            self.person
        );
        self.browser
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::XPath(&xpath))
            .await
            .unwrap_or_else(|error| panic!("person {} never saw {text}: {error}", self.person));
    }
}

/// A browser of this size, without a window.
pub async fn browser(driver: &Driver, profile: &Path, size: &str) -> Client {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let mut arguments: Vec<String> = arguments.map(str::to_owned).to_vec();
    arguments.push(format!("--window-size={size}"));
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let wishes = json!({ "goog:chromeOptions": { "args": arguments } });
    ClientBuilder::new(HttpConnector::new())
        .capabilities(wishes.as_object().unwrap().clone())
        .connect(&driver.address)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_report_is_clicked_and_typed_through_in_a_browser() {
    let Some(driver) = chosen() else { return };
    let town = Town::open().await;
    let driver = Driver::start(&driver);
    let profile = tempfile::tempdir().unwrap();
    let browser = browser(&driver, profile.path(), "2000,1000").await;
    browser.goto(&town.stage.sandbox.page_url()).await.unwrap();
    let hand = |who| Hand {
        browser: &browser,
        person: town.phone(who).phone.user_id(),
    };
    for who in Who::ALL {
        hand(who).starts().await;
    }

    let own = [
        (Who::Finance, vec!["๑"]),
        (Who::Personnel, vec!["๒", "๓"]),
        (Who::Administration, vec!["๔", "๕", "๖"]),
    ];
    for (who, measures) in own {
        let hand = hand(who);
        for number in measures {
            hand.presses(&format!("มาตรการที่ {number}")).await;
            hand.sees("ดำเนินการอะไรไปแล้วบ้าง").await;
            hand.types(&format!("ผลของมาตรการ {number}")).await;
            hand.presses("ไปที่ผลลัพธ์").await;
            hand.sees("ผลลัพธ์/ความสำเร็จคืออะไร").await;
            hand.types(&format!("ผลลัพธ์ของมาตรการ {number}")).await;
            if ["๒", "๓", "๔"].contains(&number) {
                hand.sees("คะแนน ITA").await;
                hand.types("85.00").await;
            }
            hand.presses("ส่งรายงาน").await;
            hand.sees(&format!("ส่งรายงานมาตรการที่ {number} แล้ว")).await;
        }
    }

    let reporter = hand(Who::Reporter);
    reporter.sees("รายงานครบแล้ว").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("เสนอตรวจสอบ").await;
    for who in [Who::FirstVerifier, Who::SecondVerifier] {
        let verifier = hand(who);
        verifier.sees("รายงานรอท่านตรวจสอบ").await;
        verifier.presses("ตรวจแล้วถูกต้อง").await;
        verifier.presses("ยืนยันว่าตรวจแล้ว").await;
    }
    let executive = hand(Who::Executive);
    executive.sees("รายงานรอท่านรับทราบ").await;
    executive.presses("✅ รับทราบ").await;
    executive.presses("ยืนยันรับทราบ").await;
    for who in Who::ALL {
        hand(who).sees("ผู้บริหารรับทราบรายงานแล้ว").await;
    }

    // The first phones, where a visitor begins.
    let back = "document.getElementById('table').scrollLeft = 0;";
    browser.execute(back, Vec::new()).await.unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(
        folder.join("sandbox.png"),
        browser.screenshot().await.unwrap(),
    )
    .unwrap();
    browser.set_window_size(390, 844).await.unwrap();
    std::fs::write(
        folder.join("sandbox-narrow.png"),
        browser.screenshot().await.unwrap(),
    )
    .unwrap();
    browser.close().await.unwrap();
    town.close().await;
    let _ = writeln!(std::io::stderr(), "browser suite ran");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_moves_the_clock_to_the_next_reminder_and_it_comes() {
    let Some(driver) = chosen() else { return };
    let town = Town::open().await;
    let driver = Driver::start(&driver);
    let profile = tempfile::tempdir().unwrap();
    let browser = browser(&driver, profile.path(), "1500,1000").await;
    browser.goto(&town.stage.sandbox.page_url()).await.unwrap();
    let hand = |who| Hand {
        browser: &browser,
        person: town.phone(who).phone.user_id(),
    };
    let officer = hand(Who::Finance);
    officer.click("//*[@data-testid='clock-message']").await;
    let note = "//*[@data-testid='clock-note'][contains(., 'ยังไม่มีใคร')]";
    let shown = browser.wait().at_most(PATIENCE);
    shown.for_element(Locator::XPath(note)).await.unwrap();
    for who in [Who::Finance, Who::Personnel] {
        hand(who).starts().await;
    }
    let now = async || {
        let clock = Locator::Css("[data-testid='clock-now']");
        browser.find(clock).await.unwrap().text().await.unwrap()
    };
    assert!(now().await.contains("๒ ต.ค. ๒๕๖๖"), "{}", now().await);
    officer
        .click("//*[@data-testid='clock-message'][not(@disabled)]")
        .await;
    officer.sees("แจ้งเตือนการรายงาน").await;
    officer.sees("๙ ตุลาคม").await;
    assert!(now().await.contains("๙ ต.ค. ๒๕๖๖ ๐๘.๓"), "{}", now().await);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let picture = async |name| {
        let picture = browser.screenshot().await.unwrap();
        std::fs::write(folder.join(name), picture).unwrap();
    };
    picture("clock.png").await;
    browser.set_window_size(390, 844).await.unwrap();
    picture("clock-narrow.png").await;
    officer.click("//*[@data-testid='language-en']").await;
    officer.sees("9 October").await;
    picture("clock-narrow-en.png").await;
    officer.presses("รายงานมาตรการที่ ๑").await;
    officer.sees("ดำเนินการอะไรไปแล้วบ้าง").await;
    browser.close().await.unwrap();
    town.close().await;
}
