//! Cuts texts into lines: each as wide as its room lets it be, ended where Thai lets it end.

use super::{
    DOTS, HANG, INDENT, INSET, Lines, NUMBER_GAP, SIGN_GUTTER, SIZE, SLACK, Set, SheetPara,
    SheetRow, SheetSigner, SignLine, TEXT_WIDTH, column_width, is_whole, line,
};
use crate::document::clean::clean;
use crate::document::line_break;
use crate::document::outline::{Para, Row, SignWords, Signer};
use crate::document::world::{has_glyph, width_em};

pub(in crate::document) struct Cutter {
    names: Vec<String>,
}

impl Cutter {
    pub(in crate::document) fn new(names: &[String]) -> Self {
        let names = names.iter().flat_map(|name| {
            let name = line(name);
            name.split(' ').map(String::from).collect::<Vec<_>>()
        });
        Self {
            names: names.collect(),
        }
    }

    /// `room` and `size` in points.
    pub(in crate::document) fn lines(&self, text: &str, room: f32, size: f32, bold: bool) -> Lines {
        let width = |text: &str| width_em(text, bold) * size;
        clean(text, &has_glyph)
            .lines()
            .map(|line| line_break::pieces(line, &self.names, room, &width))
            .collect()
    }

    /// The same for a paragraph that has this room on every line: a piece is what stands on one.
    pub(in crate::document) fn filled(
        &self,
        text: &str,
        room: f32,
        size: f32,
        bold: bool,
    ) -> Lines {
        let width = |text: &str| width_em(text, bold) * size;
        let lines = self.lines(text, room, size, bold).into_iter();
        lines
            .map(|pieces| filled(pieces, room - SLACK, 0.0, &width))
            .collect()
    }

    /// What stands on each line.
    pub(in crate::document) fn set(&self, text: &str, room: f32, size: f32, bold: bool) -> Set {
        let lines = self.filled(text, room, size, bold).into_iter();
        lines.flat_map(set).collect()
    }

    /// A paragraph as wide as the page.
    pub(super) fn indented(&self, text: &str) -> Set {
        let width = |text: &str| width_em(text, false) * SIZE;
        let lines = self.lines(text, TEXT_WIDTH - INDENT, SIZE, false);
        let lines = lines.into_iter().enumerate();
        let filled = lines.map(|(at, pieces)| {
            let used = if at == 0 { INDENT } else { 0.0 };
            filled(pieces, TEXT_WIDTH - SLACK, used, &width)
        });
        filled.flat_map(set).collect()
    }

    pub(super) fn row(&self, row: &Row) -> SheetRow {
        let cells = row.cells.iter().enumerate();
        let mut cells: Vec<Vec<SheetPara>> = cells
            .map(|(column, paras)| paras.iter().map(|para| self.para(para, column)).collect())
            .collect();
        if let ([first, ..], [of, ..]) = (cells[0].as_mut_slice(), row.cells[0].as_slice())
            && first.lines.iter().any(|line| !line.is_empty())
        {
            let number = first.number.as_deref().unwrap_or_default();
            first.heading = Some(line(&format!("{number} {}", of.text)));
        }
        let lines = |cell: &Vec<SheetPara>| cell.iter().map(|para| para.lines.len()).sum::<usize>();
        let lines = cells.iter().map(lines).max().unwrap_or(0);
        SheetRow {
            cells,
            whole: is_whole(lines),
            continued: line(&row.continued),
        }
    }

    fn para(&self, para: &Para, column: usize) -> SheetPara {
        let cell = column_width(column) - 2.0 * INSET;
        // Deeper levels stop moving right, or a narrow column would have no room left.
        let indent = f32::from(para.level.min(2)) * HANG;
        let number = para
            .number
            .as_deref()
            .map(line)
            .filter(|number| !number.is_empty());
        let wide = |number: &String| (width_em(number, false) * SIZE + NUMBER_GAP).max(HANG);
        let hang = number.as_ref().map_or(0.0, wide);
        // What is too long to hang is no number: it goes into the text.
        let (number, text, hang) = match number {
            Some(number) if hang > cell / 3.0 => (None, format!("{number} {}", para.text), 0.0),
            number => (number, para.text.clone(), hang),
        };
        let mut lines = self.set(&text, cell - indent - hang, SIZE, false);
        if lines.is_empty() && number.is_some() {
            lines.push(String::new());
        }
        SheetPara {
            heading: None,
            number,
            indent,
            hang,
            lines,
        }
    }

    pub(super) fn signer(&self, signer: &Signer, words: &SignWords) -> SheetSigner {
        let half = (TEXT_WIDTH - SIGN_GUTTER) / 2.0;
        let said = |text: String| {
            let lines = self.set(&text, half, SIZE, false);
            lines.into_iter().map(SignLine::Text).collect::<Vec<_>>()
        };
        let on_dots = |word: &str, text: &Option<String>, dots: f32| match text {
            Some(text) => said(format!("{word} {text}")),
            None => vec![SignLine::Dots(line(word), dots)],
        };
        let lines = [
            on_dots(&words.signature, &signer.signed, DOTS[0]),
            said(format!("({})", line(&signer.name).trim())),
            said(format!("{} {}", words.position, signer.position)),
            on_dots(&words.date, &signer.date, DOTS[1]),
        ];
        SheetSigner {
            label: self.set(&signer.label, half, SIZE, true),
            is_signed: signer.signed.is_some(),
            lines: lines.into_iter().flatten().collect(),
        }
    }
}

/// The lines of filled pieces; one that says nothing takes its room. A space at which a line was ended stands at its
/// end: whoever reads the text without seeing the lines would join the words.
fn set(pieces: Vec<String>) -> Set {
    let mut lines: Set = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if piece == " " => line.push(' '),
            None if piece == " " => {}
            _ => lines.push(piece),
        }
    }
    match lines.is_empty() {
        true => vec![String::new()],
        false => lines,
    }
}

/// The pieces put together to lines of at most `room`, a space between them where they were cut at one. `used` is
/// taken of the first line.
fn filled(
    pieces: Vec<String>,
    room: f32,
    mut used: f32,
    width: &dyn Fn(&str) -> f32,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut space = false;
    for piece in pieces {
        if piece == " " {
            space = true;
            continue;
        }
        let between = if std::mem::take(&mut space) { " " } else { "" };
        let more = width(between) + width(&piece);
        match lines.last_mut() {
            Some(line) if used + more <= room => {
                line.push_str(between);
                line.push_str(&piece);
                used += more;
            }
            last => {
                if let Some(_) = last
                    && !between.is_empty()
                {
                    lines.push(between.to_owned());
                }
                used = width(&piece) + if lines.is_empty() { used } else { 0.0 };
                lines.push(piece);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_put_together_are_the_text_with_the_spaces_at_which_they_ended() {
        let cutter = Cutter::new(&[]);
        let text = "สำนักปลัด อบต. - งานบริหารทั่วไป Messenger Live Chat ประจำปีงบประมาณ พ.ศ. ๒๕๖๖";
        for room in [40.0, 60.0, 100.0, 400.0] {
            let lines = cutter.set(text, room, SIZE, false);
            assert_eq!(lines.concat(), text, "{room}");
        }
        assert_eq!(cutter.set(" ", 60.0, SIZE, false), [""]);
    }
}
