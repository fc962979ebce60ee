//! What is written to a terminal: nothing that came from elsewhere may steer it.

/// The text without signs that a terminal obeys; lines and tabs stay.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\n' | '\t' => plain.push(sign),
            sign if sign.is_control() => plain.extend(sign.escape_default()),
            sign => plain.push(sign),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_steer_a_terminal_is_written_out_and_thai_stays() {
        assert_eq!(
            plain("รายงาน\t๑\n\u{1b}[31m\u{9b}2J\r\u{7}"),
            "รายงาน\t๑\n\\u{1b}[31m\\u{9b}2J\\r\\u{7}"
        );
    }
}
