//! Writing XML: elements in the order in which they are asked for, everything between them escaped.

use quick_xml::escape::escape;

pub use crate::document::clean::portable as text;

/// A part that is being written.
pub struct Xml(String);

/// Attributes: names and values.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    pub fn new() -> Xml {
        Xml("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    pub fn open(&mut self, name: &str, attributes: Attributes) {
        self.tag(name, attributes, ">");
    }

    pub fn empty(&mut self, name: &str, attributes: Attributes) {
        self.tag(name, attributes, "/>");
    }

    /// An empty element with nothing but `w:val`, as most of WordprocessingML's are.
    pub fn val(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    pub fn close(&mut self, name: &str) {
        self.0 += "</";
        self.0 += name;
        self.0 += ">";
    }

    /// Text that XML can hold.
    pub fn text(&mut self, text: &str) {
        self.0 += &escape(text);
    }

    /// An element that holds text alone.
    pub fn simple(&mut self, name: &str, text: &str) {
        self.open(name, &[]);
        self.text(text);
        self.close(name);
    }

    pub fn bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn tag(&mut self, name: &str, attributes: Attributes, end: &str) {
        self.0 += "<";
        self.0 += name;
        for (name, value) in attributes {
            self.0 += " ";
            self.0 += name;
            self.0 += "=\"";
            self.0 += &escape(*value);
            self.0 += "\"";
        }
        self.0 += end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_xml_is_text() {
        let mut xml = Xml::new();
        xml.open("w:t", &[("a", "\"<'&>")]);
        xml.text("]]> & </w:t><!-- \" '");
        xml.close("w:t");
        let written = String::from_utf8(xml.bytes()).unwrap();
        let written = written.lines().nth(1).unwrap();
        assert_eq!(
            written,
            "<w:t a=\"&quot;&lt;&apos;&amp;&gt;\">]]&gt; &amp; &lt;/w:t&gt;&lt;!-- &quot; &apos;</w:t>"
        );
    }
}
