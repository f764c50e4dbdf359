//! A second reader of JUnit, written apart from the writer, that counts for itself.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Attributes by name.
pub type Attributes = BTreeMap<String, String>;

/// A document.
#[derive(Debug, Default)]
pub struct Document {
    pub root: Attributes,
    pub suites: Vec<Suite>,
}

#[derive(Debug, Default)]
pub struct Suite {
    pub attributes: Attributes,
    pub cases: Vec<Case>,
}

#[derive(Debug, Default)]
pub struct Case {
    pub attributes: Attributes,
    /// Name, attributes and text of every child, in order.
    pub children: Vec<(String, Attributes, String)>,
}

impl Document {
    /// Reads a document; panics when it is not well-formed.
    pub fn parse(text: &str) -> Self {
        let mut document = Self::default();
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut path: Vec<String> = Vec::new();
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => {
                    document.open(&start, &path);
                    path.push(String::from_utf8(start.name().as_ref().to_vec()).unwrap());
                }
                Event::Empty(start) => document.open(&start, &path),
                Event::End(_) => drop(path.pop().expect("an open element")),
                Event::Text(text) => document.text(&text.decode().unwrap(), &path),
                Event::GeneralRef(reference) => {
                    let name = reference.decode().unwrap().into_owned();
                    let text = match name.as_str() {
                        "lt" => "<".to_owned(),
                        "gt" => ">".to_owned(),
                        "amp" => "&".to_owned(),
                        _ => reference.resolve_char_ref().unwrap().expect("a known reference").to_string(),
                    };
                    document.text(&text, &path);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(path.is_empty(), "elements left open: {path:?}");
        document
    }

    fn open(&mut self, start: &BytesStart<'_>, path: &[String]) {
        let attributes: Attributes = start
            .attributes()
            .map(|a| a.expect("a sound attribute"))
            .map(|a| (String::from_utf8(a.key.as_ref().to_vec()).unwrap(), a.unescape_value().unwrap().into_owned()))
            .collect();
        let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
        match (path.len(), name.as_str()) {
            (0, "testsuites") => self.root = attributes,
            (1, "testsuite") => self.suites.push(Suite { attributes, cases: Vec::new() }),
            (2, "testcase") => {
                self.suites.last_mut().unwrap().cases.push(Case { attributes, children: Vec::new() });
            }
            (3, _) if path[2] == "testcase" => self.case().children.push((name, attributes, String::new())),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, path: &[String]) {
        if path.len() >= 4 && path[2] == "testcase" {
            self.case().children.last_mut().unwrap().2.push_str(text);
        }
    }

    fn case(&mut self) -> &mut Case {
        self.suites.last_mut().unwrap().cases.last_mut().unwrap()
    }

    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.suites.iter().flat_map(|s| &s.cases)
    }
}

impl Case {
    pub fn has(&self, child: &str) -> bool {
        self.children.iter().any(|(name, ..)| name == child)
    }

    pub fn child(&self, child: &str) -> (&Attributes, &str) {
        let (_, attributes, text) = self.children.iter().find(|(name, ..)| name == child).expect("the child");
        (attributes, text)
    }
}

/// Milliseconds of a time such as `1.250`; panics when it is not written so.
pub fn ms(time: &str) -> u64 {
    let (whole, fraction) = time.split_once('.').expect("a decimal point");
    assert_eq!(fraction.len(), 3, "three decimals in `{time}`");
    whole.parse::<u64>().unwrap() * 1_000 + fraction.parse::<u64>().unwrap()
}

/// Panics unless every total equals what its children add up to, and no class and name stand twice.
pub fn assert_totals(document: &Document) {
    let number = |attributes: &Attributes, name: &str| attributes[name].parse::<usize>().unwrap();
    let mut names = std::collections::BTreeSet::new();
    let mut sums = [0, 0, 0];
    let mut whole_ms = 0;
    for suite in &document.suites {
        let with = |child: &str| suite.cases.iter().filter(|c| c.has(child)).count();
        assert_eq!(number(&suite.attributes, "tests"), suite.cases.len());
        assert_eq!(number(&suite.attributes, "failures"), with("failure"));
        assert_eq!(number(&suite.attributes, "errors"), with("error"));
        assert_eq!(number(&suite.attributes, "skipped"), with("skipped"));
        let case_ms: u64 = suite.cases.iter().map(|c| ms(&c.attributes["time"])).sum();
        assert_eq!(ms(&suite.attributes["time"]), case_ms);
        whole_ms += case_ms;
        sums = [sums[0] + suite.cases.len(), sums[1] + with("failure"), sums[2] + with("error")];
        for case in &suite.cases {
            let name = (&case.attributes["classname"], &case.attributes["name"]);
            assert!(names.insert(name), "{name:?} stands twice");
            let outcomes = ["failure", "error", "skipped"].iter().filter(|o| case.has(o)).count();
            assert!(outcomes <= 1, "{outcomes} outcomes in {name:?}");
        }
    }
    assert_eq!(["tests", "failures", "errors"].map(|n| number(&document.root, n)), sums);
    assert_eq!(ms(&document.root["time"]), whole_ms);
}
