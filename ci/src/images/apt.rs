//! Where this machine gets its packages, in both forms in which Debian writes that down.

use std::fs;
use std::path::{Path, PathBuf};

/// One source of packages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its addresses.
    pub addresses: Vec<String>,
    /// Its suites, such as `bookworm` and `bookworm-security`.
    pub suites: Vec<String>,
    /// Its components, such as `main`.
    pub components: Vec<String>,
}

/// Every source of binary packages that a directory like `/etc/apt` names, in the order in which apt reads it.
/// Files that cannot be read name none.
#[must_use]
pub fn entries(directory: &Path) -> Vec<Entry> {
    let mut files: Vec<PathBuf> = fs::read_dir(directory.join("sources.list.d"))
        .map(|found| found.filter_map(|e| Some(e.ok()?.path())).collect())
        .unwrap_or_default();
    files.sort();
    files.insert(0, directory.join("sources.list"));
    let parsed = files.iter().filter_map(|file| {
        let text = fs::read_to_string(file).ok()?;
        match file.extension()?.to_str()? {
            "list" => Some(lines(&text)),
            "sources" => Some(stanzas(&text)),
            _ => None,
        }
    });
    parsed.flatten().collect()
}

/// The form of one line: `deb [options] ADDRESS SUITE COMPONENT...`.
fn lines(text: &str) -> Vec<Entry> {
    let entry = |line: &str| {
        let line = line.split('#').next()?.trim();
        let rest = line.strip_prefix("deb").filter(|rest| rest.starts_with([' ', '\t', '[']))?.trim_start();
        let rest = match rest.strip_prefix('[') {
            Some(options) => options.split_once(']')?.1,
            None => rest,
        };
        let mut words = rest.split_whitespace().map(str::to_owned);
        Some(Entry { addresses: vec![words.next()?], suites: vec![words.next()?], components: words.collect() })
    };
    text.lines().filter_map(entry).collect()
}

/// The form of stanzas: fields, continued by lines that begin with a space.
fn stanzas(text: &str) -> Vec<Entry> {
    let mut entries = vec![];
    let mut fields: Vec<(String, String)> = vec![];
    // An empty line behind the last one ends the last stanza too.
    for line in text.lines().filter(|l| !l.starts_with('#')).chain([""]) {
        if line.trim().is_empty() {
            entries.extend(stanza(&fields));
            fields.clear();
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_lowercase(), value.to_owned()));
        }
    }
    entries
}

fn stanza(fields: &[(String, String)]) -> Option<Entry> {
    let field = |name: &str| -> Vec<String> {
        let values = fields.iter().filter(|(n, _)| n == name);
        values.flat_map(|(_, value)| value.split_whitespace().map(str::to_owned)).collect()
    };
    let off =
        field("enabled").first().is_some_and(|e| ["no", "false", "0", "off"].contains(&e.to_lowercase().as_str()));
    let binary = field("types").iter().any(|t| t == "deb");
    let entry = Entry { addresses: field("uris"), suites: field("suites"), components: field("components") };
    (binary && !off && !entry.addresses.is_empty()).then_some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(addresses: &[&str], suites: &[&str], components: &[&str]) -> Entry {
        let owned = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        Entry { addresses: owned(addresses), suites: owned(suites), components: owned(components) }
    }

    #[test]
    fn lines_with_and_without_options_are_read_and_sources_are_not() {
        let text = "# deb http://off.example/debian a main\n\
            deb http://one.example/debian bookworm main contrib # why\n\
            deb [arch=amd64 signed-by=/k.gpg]  http://two.example/debian bookworm-security main\n\
            deb-src http://one.example/debian bookworm main\n\
            debris http://x.example y z\ndeb http://cut.example\n";
        let want = [
            entry(&["http://one.example/debian"], &["bookworm"], &["main", "contrib"]),
            entry(&["http://two.example/debian"], &["bookworm-security"], &["main"]),
        ];
        assert_eq!(lines(text), want);
    }

    #[test]
    fn stanzas_are_read_with_continued_fields_and_comments_and_without_what_is_off() {
        let text = "Types: deb deb-src\n# a comment\nURIs: http://one.example/debian\n  http://two.example/debian\n\
            suites: bookworm bookworm-updates\nComponents: main\nSigned-By:\n -----BEGIN\n .\n x\n\n\
            Types: deb\nEnabled: no\nURIs: http://off.example/debian\nSuites: a\nComponents: main\n\n\n\
            Types: deb-src\nURIs: http://src.example/debian\nSuites: a\nComponents: main\n\n\
            Types: deb\nURIs: http://last.example/debian\nSuites: bookworm-security\nComponents: main";
        let want = [
            entry(
                &["http://one.example/debian", "http://two.example/debian"],
                &["bookworm", "bookworm-updates"],
                &["main"],
            ),
            entry(&["http://last.example/debian"], &["bookworm-security"], &["main"]),
        ];
        assert_eq!(stanzas(text), want);
    }

    #[test]
    fn both_forms_are_found_where_apt_looks_for_them() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("sources.list.d")).unwrap();
        let write = |name: &str, text: &str| fs::write(home.path().join(name), text).unwrap();
        write("sources.list.d/b.list", "deb http://b.example/debian bookworm main\n");
        write("sources.list.d/a.sources", "Types: deb\nURIs: http://a.example/debian\nSuites: s\n");
        write("sources.list.d/c.list.save", "deb http://c.example/debian bookworm main\n");
        write("sources.list", "deb http://first.example/debian bookworm main\n");
        let found: Vec<_> = entries(home.path()).into_iter().flat_map(|e| e.addresses).collect();
        assert_eq!(found, ["http://first.example/debian", "http://a.example/debian", "http://b.example/debian"]);
        assert_eq!(entries(Path::new("/nowhere/at/all")), []);
    }
}
