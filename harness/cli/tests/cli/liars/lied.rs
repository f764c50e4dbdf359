//! One run against a liar, and what must hold whatever the lie.

use crate::tools::{Evidence, Workplace, shop};
use std::time::Duration;

/// How long a run against any liar may take.
const LONGEST: Duration = Duration::from_secs(15);
/// How much memory it may need, in KiB.
const MOST_KIB: u64 = 200 * 1_024;
/// The limit of one request in these runs.
const LIMITS: &str = "\n[limits]\nrequest = \"3s\"\n";

/// Health and a keyed read, as a runbook would have them checked.
pub const FEATURE: &str = "Feature: the shop is open

  @reads
  Scenario: health and orders
    When a client sends \"GET /api/health\"
    Then the response status is 200
    And the response is JSON
    And the response JSON \"status\" is \"healthy\"
";

/// What came of a run against a liar.
pub struct Lied {
    /// Everything that was printed.
    pub words: String,
    /// The evidence.
    pub evidence: Evidence,
    place: Workplace,
}

impl Lied {
    /// Checks a feature against the system at that address; further lines go into its target.
    #[track_caller]
    pub fn to(address: &str, more: &str, feature: &str) -> Self {
        let place = Workplace::new();
        place.write("features/open.feature", feature);
        Self::in_place(place, address, more)
    }

    /// The same in a workplace where the feature already is.
    #[track_caller]
    pub fn in_place(place: Workplace, address: &str, more: &str) -> Self {
        place.write("runproof.toml", shop(address, more) + LIMITS);
        let ended = place.run(&["check", "--target", "shop", "features", "--out", "evidence"]).with_code(100);
        assert!(ended.took < LONGEST, "it took {:?}", ended.took);
        assert!((1..MOST_KIB).contains(&ended.peak_kib), "{} KiB", ended.peak_kib);
        let evidence = Evidence::of(&place.path("evidence")).complete();
        assert!(ended.verdict().starts_with("FAILED  "), "{}", ended.verdict());
        Self { words: ended.stdout, evidence, place }
    }

    /// Demands that a failure names its cause, on the terminal and in both reports.
    #[track_caller]
    pub fn names(&self, cause: &str) -> &Self {
        assert!(self.words.contains(cause), "no `{cause}` in\n{}", self.words);
        for file in ["junit.xml", "report.html"] {
            assert!(self.evidence.text(file).contains(cause), "no `{cause}` in {}", self.place.path(file).display());
        }
        self
    }
}
