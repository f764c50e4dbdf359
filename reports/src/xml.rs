//! A small layer over the XML writer: escaping that keeps every reader whole.

use crate::text::clean;
use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes elements with cleaned and escaped texts, indented by two spaces.
pub struct Xml<W: Write>(Writer<W>);

impl<W: Write> Xml<W> {
    /// Begins a document.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn begin(sink: W) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(sink, b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(writer))
    }

    /// Opens an element.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))
    }

    /// Closes an element.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element without content.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    /// Writes an element with a text.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        let text = clean(text);
        self.0.write_event(Event::Text(BytesText::from_escaped(partial_escape(&*text))))?;
        self.close(name)
    }

    /// Ends the document and gives the sink back.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn end(self) -> io::Result<W> {
        let mut sink = self.0.into_inner();
        sink.write_all(b"\n")?;
        sink.flush()?;
        Ok(sink)
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        let value = escape_attribute(value).into_bytes();
        element.push_attribute(Attribute { key: QName(key.as_bytes()), value: Cow::Owned(value) });
    }
    element
}

/// A text as the value of an attribute; line feeds and tabs survive a reader's normalisation.
fn escape_attribute(text: &str) -> String {
    partial_escape(&*clean(text)).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_texts_stay_texts() {
        let mut xml = Xml::begin(Vec::new()).unwrap();
        xml.text("a", &[("b", "\"<&>'\n\t\u{1b}[31mred")], "]]></a><x>\u{0}&amp;").unwrap();
        let document = String::from_utf8(xml.end().unwrap()).unwrap();
        assert_eq!(
            document,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <a b=\"&quot;&lt;&amp;&gt;'&#10;&#9;red\">]]&gt;&lt;/a&gt;&lt;x&gt;&amp;amp;</a>\n"
        );
    }
}
