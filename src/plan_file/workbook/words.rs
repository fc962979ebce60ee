//! The words by which offices head the columns and name the sheets of their plans.

use super::grid::{Sheet, Value};
use crate::domain::numerals::to_arabic;

/// A column of the plan's own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Number,
    Measure,
    Methods,
    Unit,
    Period,
    /// Results and outcomes, which are no part of a plan.
    Reported,
    Code,
    Topic,
    BeforeYear,
    Before,
    AfterYear,
}

/// A sheet beside the plan's own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    Office,
    Units,
    Posts,
    Scores,
}

/// Longer texts are no heading.
const LONGEST_HEADING: usize = 80;

/// A text as headings are compared: without blanks, in small letters and Arabic digits.
pub fn bare(text: &str) -> String {
    let text = to_arabic(text).to_lowercase();
    text.chars()
        .filter(|c| !c.is_whitespace() && !".:*".contains(*c))
        .collect()
}

impl Column {
    pub fn headed(text: &str) -> Option<Column> {
        let text = bare(text);
        if text.chars().count() > LONGEST_HEADING {
            return None;
        }
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let is = |words: &[&str]| words.contains(&text.as_str());
        // The first that fits: วิธีดำเนินการตามมาตรการ are methods, ระยะเวลาดำเนินการ is a period.
        Some(
            if is(&["ที่", "ลำดับ", "ลำดับที่", "ข้อ", "มาตรการที่", "no", "number"])
            {
                Column::Number
            } else if text.starts_with("คะแนน") {
                Column::Before
            } else if text.starts_with("ปี") && has(&["ก่อน"]) {
                Column::BeforeYear
            } else if text.starts_with("ปี") && has(&["หลัง"]) {
                Column::AfterYear
            } else if has(&["รหัส"]) || is(&["code"]) {
                Column::Code
            } else if has(&["ประเด็นการประเมิน", "ประเด็นita", "ข้อคำถาม", "ตัวชี้วัดita"])
            {
                Column::Topic
            } else if has(&["ระยะเวลา", "ห้วงเวลา", "ช่วงเวลา", "กำหนดเวลา"]) || is(&["period"])
            {
                Column::Period
            } else if has(&["รับผิดชอบ", "responsible"]) || is(&["หน่วยงาน"])
            {
                Column::Unit
            } else if has(&["ผลการ", "สรุปผล", "ผลลัพธ์", "ความสำเร็จ", "ตัวชี้วัด"])
                || is(&["result", "results", "outcome"])
            {
                Column::Reported
            } else if has(&["วิธี", "ขั้นตอน"]) || is(&["method", "methods"])
            {
                Column::Methods
            } else if has(&["มาตรการ", "แนวทาง"]) || is(&["measure"]) {
                Column::Measure
            } else if has(&["กิจกรรม", "การดำเนินการ", "การดำเนินงาน"])
            {
                Column::Methods
            } else {
                return None;
            },
        )
    }
}

impl Aside {
    pub fn named(sheet: &str) -> Option<Aside> {
        match bare(sheet).as_str() {
            "สำนักงาน" | "ข้อมูลสำนักงาน" | "office" => {
                Some(Aside::Office)
            }
            "หน่วยงาน" | "ส่วนราชการ" | "units" => {
                Some(Aside::Units)
            }
            "ตำแหน่ง" | "ผู้เกี่ยวข้อง" | "posts" => {
                Some(Aside::Posts)
            }
            "คะแนนita" | "คะแนน" | "scores" => Some(Aside::Scores),
            _ => None,
        }
    }
}

/// A row of headings.
pub struct Header<C> {
    pub row: u32,
    /// The first row below it, where headings are merged over several.
    pub below: u32,
    /// What each column holds, left to right; `None` is what nobody asks for.
    pub columns: Vec<(u32, String, Option<C>)>,
}

impl<C: Copy + PartialEq> Header<C> {
    /// Reads a row as headings; of two that say the same, the first counts.
    pub fn of(sheet: &Sheet, row: u32, headed: impl Fn(&str) -> Option<C>) -> Header<C> {
        let mut columns: Vec<(u32, String, Option<C>)> = Vec::new();
        let mut below = row + 1;
        for (column, value) in sheet.row(row) {
            let Value::Text(text) = value else { continue };
            let found = headed(text).filter(|of| columns.iter().all(|known| known.2 != Some(*of)));
            if let Some(merge) = sheet.merge(row, column)
                && found.is_some()
            {
                below = below.max(merge.bottom + 1);
            }
            columns.push((column, super::super::one_line(text), found));
        }
        Header {
            row,
            below,
            columns,
        }
    }

    /// Where a column is.
    pub fn at(&self, column: C) -> Option<u32> {
        let found = self.columns.iter().find(|known| known.2 == Some(column));
        found.map(|known| known.0)
    }

    pub fn has(&self, column: C) -> bool {
        self.at(column).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_however_offices_head_them() {
        for (text, column) in [
            ("ที่", Column::Number),
            ("ลำดับที่", Column::Number),
            ("มาตรการ/แนวทาง", Column::Measure),
            ("มาตรการ / กิจกรรม", Column::Measure),
            ("แนวทางการพัฒนา", Column::Measure),
            ("วิธีดำเนินการ", Column::Methods),
            ("วิธีการ\nดำเนินการ", Column::Methods),
            ("ขั้นตอนการดำเนินงาน", Column::Methods),
            ("กิจกรรม", Column::Methods),
            ("ผู้รับผิดชอบ", Column::Unit),
            ("หน่วยงาน\nที่รับผิดชอบ", Column::Unit),
            ("ระยะเวลาดำเนินการ", Column::Period),
            ("ระยะเวลา\nดำเนินการ", Column::Period),
            ("ผลการดำเนินงาน", Column::Reported),
            ("สรุปผลการดำเนินงาน", Column::Reported),
            ("ผลลัพธ์/ความสำเร็จของการดำเนินการ", Column::Reported),
            ("รหัสข้อคำถาม", Column::Code),
            ("ประเด็นการประเมิน ITA", Column::Topic),
            ("ปีก่อนดำเนินการ", Column::BeforeYear),
            ("คะแนนก่อนดำเนินการ", Column::Before),
            ("ปีหลังดำเนินการ", Column::AfterYear),
        ] {
            assert_eq!(Column::headed(text), Some(column), "{text}");
        }
        assert_eq!(Column::headed("หมายเหตุ"), None);
    }
}
