//! A plan as TOML that reads back to the same plan, laid out as people write it by hand.

use std::fmt::Write as _;

use super::PlanFile;
use crate::domain::plan::ScoreTopic;

/// The plan as TOML.
pub fn write(plan: &PlanFile) -> String {
    let mut out = Out(String::new());
    out.table("[office]");
    out.text("name", &plan.office_name);
    out.text("short_name", &plan.short_name);
    out.text("address", &plan.address);
    out.text("order_issuer", &plan.order_issuer);
    out.table("[fiscal_year]");
    out.number("be", plan.fiscal_year.into());
    let wording = &plan.wording;
    if [&wording.title, &wording.heading, &wording.intro]
        .into_iter()
        .any(Option::is_some)
    {
        out.table("[report]");
        out.optional("title", wording.title.as_deref());
        out.optional("heading", wording.heading.as_deref());
        out.optional("intro", wording.intro.as_deref());
    }
    for unit in &plan.units {
        out.table("[[unit]]");
        out.text("id", &unit.id);
        out.text("name", &unit.name);
        out.optional("parent", unit.parent.as_deref());
    }
    for post in &plan.posts {
        out.table("[[post]]");
        out.text("id", &post.id);
        out.text("role", post.role.as_str());
        if post.turn > 0 {
            out.number("turn", post.turn.into());
        }
        out.text("name", &post.name);
        out.text("position", &post.position);
        out.optional("unit", post.unit.as_deref());
        if post.head {
            out.line("head = true");
        }
    }
    for measure in &plan.measures {
        out.table("[[measure]]");
        out.number("no", measure.number.into());
        out.text("title", &measure.title);
        out.line("methods = [");
        for method in &measure.methods {
            out.line(&format!("  {},", quoted(method)));
        }
        out.line("]");
        out.text("unit", &measure.unit);
        out.text("period", &measure.period);
        if let Some(score) = &measure.score {
            out.score(score);
        }
    }
    out.0
}

struct Out(String);

impl Out {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn table(&mut self, head: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.line(head);
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(&format!("{key} = {}", quoted(text)));
    }

    fn optional(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn number(&mut self, key: &str, number: i64) {
        self.line(&format!("{key} = {number}"));
    }

    fn score(&mut self, score: &ScoreTopic) {
        self.line("[measure.score]");
        self.optional("code", score.code.as_deref());
        self.text("text", &score.text);
        self.number("before_year", score.before_year.into());
        if let Some(before) = score.before {
            self.text("before", &before.to_string());
        }
        self.number("after_year", score.after_year.into());
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
