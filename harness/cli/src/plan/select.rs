//! Selection: by path, `path:line`, tag expression and mode.

use crate::complaint::Complaint;
use cucumber::tag::Ext as _;
use gherkin::tagexpr::TagOperation;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A path as given, with the line when one stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file or directory.
    pub path: PathBuf,
    /// A line of the file.
    pub line: Option<usize>,
}

impl Place {
    /// Reads `PATH` or `PATH:LINE`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.rsplit_once(':').map(|(path, line)| (path, line.parse::<usize>())) {
            Some((path, Ok(line))) if !path.is_empty() => Self { path: path.into(), line: Some(line) },
            _ => Self { path: text.into(), line: None },
        }
    }

    /// Whether a scenario stands there.
    #[must_use]
    pub fn holds(&self, path: &str, lines: &[(usize, usize)]) -> bool {
        let here = |line| lines.iter().any(|(first, last)| (*first..=*last).contains(&line));
        self.reaches(path) && self.line.is_none_or(here)
    }

    /// Whether a file is or stands below the place, whatever the line.
    #[must_use]
    pub fn reaches(&self, path: &str) -> bool {
        Path::new(path).starts_with(&self.path)
    }
}

/// A parsed tag expression such as `@smoke and not @IC-M5.3`.
#[derive(Debug)]
pub struct Tags(TagOperation);

impl Tags {
    /// Parses an expression.
    ///
    /// # Errors
    /// [`Complaint::Usage`] with the expression.
    pub fn parse(expression: &str) -> Result<Self, Complaint> {
        expression.parse().map(Self).map_err(|_| Complaint::Usage {
            what: format!("`{expression}` is not a tag expression"),
            next: "write for example `@smoke and not (@writes or @destroys)`".into(),
        })
    }

    /// Whether tags satisfy it.
    #[must_use]
    pub fn hold_tags(&self, tags: &BTreeSet<String>) -> bool {
        self.0.eval(tags.iter())
    }

    /// Tags that the expression names.
    #[must_use]
    pub fn named(&self) -> Vec<String> {
        fn walk(operation: &TagOperation, names: &mut Vec<String>) {
            match operation {
                TagOperation::And(a, b) | TagOperation::Or(a, b) => {
                    walk(a, names);
                    walk(b, names);
                }
                TagOperation::Not(a) => walk(a, names),
                TagOperation::Tag(tag) => names.push(tag.clone()),
            }
        }
        let mut names = Vec::new();
        walk(&self.0, &mut names);
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let place = Place::parse("features/a.feature:12");
        assert!(place.holds("features/a.feature", &[(10, 14)]));
        assert!(!place.holds("features/a.feature", &[(13, 14)]));
        assert!(Place::parse("features").holds("features/a.feature", &[(1, 2)]));
        assert_eq!(Place::parse("c:x").line, None);
    }

    #[test]
    fn tags_with_dots_and_dashes() {
        let tags = Tags::parse("@IC-M5.3 and not @lock.db").unwrap();
        assert_eq!(tags.named(), ["IC-M5.3", "lock.db"]);
        assert!(Tags::parse("and and").is_err());
    }
}
