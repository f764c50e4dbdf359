//! What a rule found.

use std::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It stops the build.
    Fails,
    /// It is shown.
    Warns,
}

/// One place that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, from the repository's root.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The name of the rule; filled in by the task.
    pub rule: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// How much it weighs.
    pub weight: Weight,
}

impl Finding {
    /// A finding that stops the build.
    pub fn fails(path: &str, line: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, rule: "", what: what.into(), remedy: remedy.into(), weight: Weight::Fails }
    }

    /// A finding that is shown only.
    pub fn warns(path: &str, line: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { weight: Weight::Warns, ..Self::fails(path, line, what, remedy) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.weight == Weight::Warns { " (warning)" } else { "" };
        write!(f, "{}:{}: {}{mark}: {}; {}", self.path, self.line, self.rule, self.what, self.remedy)
    }
}
