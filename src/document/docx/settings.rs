//! What the document says to the program that opens it: the mode to open it in, and its languages.

use super::{NAMESPACES, Xml};

/// The order of the elements is the schema's.
pub fn settings() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:settings", &NAMESPACES);
    xml.empty("w:embedTrueTypeFonts", &[]);
    xml.val("w:defaultTabStop", "720");
    xml.val("w:characterSpacingControl", "doNotCompress");
    xml.open("w:compat", &[]);
    // Word's own mode since 2013: without it the document opens as an old one.
    xml.empty(
        "w:compatSetting",
        &[
            ("w:name", "compatibilityMode"),
            ("w:uri", "http://schemas.microsoft.com/office/word"),
            ("w:val", "15"),
        ],
    );
    xml.close("w:compat");
    xml.empty(
        "w:themeFontLang",
        &[("w:val", "en-US"), ("w:bidi", "th-TH")],
    );
    xml.val("w:decimalSymbol", ".");
    xml.val("w:listSeparator", ",");
    xml.close("w:settings");
    xml.bytes()
}
