//! The cells of a workbook out of its bytes, within bounds: whatever was packed into the file, no more
//! than [`UNPACKED`] bytes are unpacked and no more than [`CELLS`] cells are kept.

use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;
use zip::result::ZipError;

use super::grid::{Merge, Sheet, Value};
use crate::phrase::{Arg, Phrase};

/// Of all parts together, in bytes.
const UNPACKED: u64 = 32 << 20;
const PARTS: usize = 2_000;
const SHEETS: usize = 20;
/// With something in them.
const CELLS: usize = 50_000;
/// Of all their texts, in bytes.
const TEXT: usize = 16 << 20;
/// Of a sheet.
const MERGES: usize = 2_000;
/// Every text that is used more than once is counted in advance, and room made for them all.
const COUNTED_TEXTS: usize = 1_000_000;

/// The visible sheets in their order, or why there are none.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Phrase> {
    let is_workbook = unpacks(bytes)?;
    let damaged = || {
        Phrase::new(if is_workbook {
            "plan-workbook-damaged"
        } else {
            "plan-file-unknown"
        })
    };
    // The reader is made for files that a spreadsheet program wrote; others may find a way to make it
    // panic, which must not end more than this reading.
    catch_unwind(AssertUnwindSafe(|| read(bytes)))
        .unwrap_or(Err(Fault::Unreadable))
        .map_err(|fault| match fault {
            Fault::Said(phrase) => phrase,
            Fault::Unreadable => damaged(),
        })
}

enum Fault {
    Said(Phrase),
    Unreadable,
}

impl From<XlsxError> for Fault {
    fn from(error: XlsxError) -> Fault {
        match error {
            XlsxError::Password => Fault::Said(Phrase::new("plan-file-locked")),
            _ => Fault::Unreadable,
        }
    }
}

fn too_large() -> Phrase {
    Phrase::new("plan-workbook-too-large")
}

/// Unpacks every part once, to see that they are no larger than they may be; what a part says of its
/// own size is not to be trusted. Tells whether it is a workbook at all.
fn unpacks(bytes: &[u8]) -> Result<bool, Phrase> {
    let damaged = |error: ZipError| {
        Phrase::new(match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)
            | ZipError::InvalidPassword => "plan-file-locked",
            _ => "plan-workbook-damaged",
        })
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > PARTS {
        return Err(too_large());
    }
    let mut left = UNPACKED;
    let mut is_workbook = false;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.to_ascii_lowercase();
        let mut content = Vec::new();
        part.take(left + 1)
            .read_to_end(&mut content)
            .map_err(|_| Phrase::new("plan-workbook-damaged"))?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or_else(too_large)?;
        is_workbook |= name == "xl/workbook.xml";
        // Parts are in UTF-8; in another encoding the counts below could hide.
        if name.ends_with(".xml") && content.contains(&0) {
            return Err(Phrase::new("plan-workbook-damaged"));
        }
        if largest_count(&content) > COUNTED_TEXTS {
            return Err(too_large());
        }
    }
    Ok(is_workbook)
}

/// The largest number of texts that a part says it has.
fn largest_count(content: &[u8]) -> usize {
    const NAME: &[u8] = b"uniqueCount";
    let mut largest = 0;
    let mut rest = content;
    while let Some(at) = rest.windows(NAME.len()).position(|part| part == NAME) {
        rest = &rest[at + NAME.len()..];
        let digits = rest
            .iter()
            .skip_while(|byte| b" \t\r\n='\"+".contains(byte))
            .take_while(|byte| byte.is_ascii_digit());
        let count = digits.fold(0_usize, |count, digit| {
            count
                .saturating_mul(10)
                .saturating_add(usize::from(digit - b'0'))
        });
        largest = largest.max(count);
    }
    largest
}

fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let names: Vec<_> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    if names.len() > SHEETS {
        let what = Phrase::new("plan-workbook-sheets").with("most", SHEETS);
        return Err(Fault::Said(what));
    }
    let (mut cells, mut text) = (0, 0);
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        let merges = workbook.merge_cells_by_sheet_name(&name)?;
        if merges.len() > MERGES {
            return Err(Fault::Said(too_large()));
        }
        let merges = merges.iter().map(|merge| Merge {
            top: merge.start.0,
            left: merge.start.1,
            bottom: merge.end.0,
            right: merge.end.1,
        });
        let mut sheet = Sheet::new(name, merges.collect());
        let mut reader = workbook.worksheet_cells_reader(&sheet.name)?;
        while let Some(cell) = reader.next_cell()? {
            let Some(value) = value(cell.get_value()) else {
                continue;
            };
            cells += 1;
            if let Value::Text(value) = &value {
                text += value.len();
            }
            if cells > CELLS || text > TEXT {
                return Err(Fault::Said(too_large()));
            }
            let (row, column) = cell.get_position();
            sheet.set(row, column, value);
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What a cell shows; of a formula, what it came to when the file was saved.
fn value(data: &DataRef<'_>) -> Option<Value> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Value::Text(text.to_owned()));
    match data {
        DataRef::Empty => None,
        DataRef::String(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::Int(number) => Some(Value::Text(number.to_string())),
        DataRef::Float(number) => Some(Value::Text(number.to_string())),
        DataRef::Bool(_) => Some(Value::Other(Phrase::new("plan-cell-truth"))),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => {
            Some(Value::Other(Phrase::new("plan-cell-date")))
        }
        DataRef::Error(error) => {
            let what = Phrase::new("plan-cell-error").with("error", Arg::Code(error.to_string()));
            Some(Value::Other(what))
        }
    }
}
