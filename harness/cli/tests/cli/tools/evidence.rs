//! An evidence folder, read back.

use runproof_core::account::{Account, ScenarioAccount};
use runproof_core::verdict::Verdict;
use runproof_reports::ledger_reader;
use std::fs;
use std::path::{Path, PathBuf};

/// What every run leaves.
const FILES: [&str; 4] = ["ledger.ndjson", "junit.xml", "report.html", "manifest.json"];

/// The evidence of a run.
pub struct Evidence {
    /// The folder.
    pub folder: PathBuf,
    /// What the ledger says.
    pub account: Account,
}

impl Evidence {
    /// Reads the ledger of a folder.
    #[track_caller]
    pub fn of(folder: &Path) -> Self {
        let account = ledger_reader::read(&folder.join("ledger.ndjson")).unwrap().account;
        Self { folder: folder.to_owned(), account }
    }

    /// The same, after looking for every file that a run leaves, and reading the JUnit file as XML.
    #[track_caller]
    pub fn complete(self) -> Self {
        for name in FILES {
            let bytes = fs::metadata(self.folder.join(name)).map_or(0, |m| m.len());
            assert!(bytes > 0, "{name} is missing or empty in {}", self.folder.display());
        }
        assert_eq!(self.test_cases(), self.account.scenarios.len(), "one test case per scenario");
        self
    }

    /// A text of the evidence.
    #[track_caller]
    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }

    /// The scenario with that title.
    #[track_caller]
    pub fn scenario(&self, title: &str) -> &ScenarioAccount {
        self.account.scenarios.iter().find(|s| s.plan.title == title).unwrap_or_else(|| panic!("no scenario `{title}`"))
    }

    /// The verdict of the scenario with that title.
    #[track_caller]
    pub fn verdict(&self, title: &str) -> Verdict {
        self.scenario(title).verdict()
    }

    /// Verdicts of the steps of the scenario with that title, in the last attempt.
    #[track_caller]
    pub fn steps(&self, title: &str) -> Vec<Verdict> {
        self.scenario(title).steps().iter().map(|s| s.verdict).collect()
    }

    /// Scenarios with that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.account.scenarios.iter().filter(|s| s.verdict() == verdict).count()
    }

    /// Test cases of the JUnit file, which must be well-formed; the one that speaks for the run as a whole is not
    /// counted.
    #[track_caller]
    fn test_cases(&self) -> usize {
        let text = self.text("junit.xml");
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut cases = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(e) | quick_xml::events::Event::Empty(e) => {
                    let of_run = e.try_get_attribute("name").unwrap().is_some_and(|a| a.value.starts_with(b"the run "));
                    cases += usize::from(e.name().as_ref() == b"testcase" && !of_run);
                }
                quick_xml::events::Event::Eof => return cases,
                _ => {}
            }
        }
    }
}
