//! Directories.

use crate::row::{Row, rows};
use crate::samples::listing;
use runproof_core::check::Check;
use runproof_core::noun::directory::{DirectoryCheck, Listing};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Failed, Inconclusive, Passed};

pub fn all() -> Vec<Row> {
    [directories(), spoiled_directories()].into_iter().flatten().collect()
}

fn of_directory(seen: Listing, cases: impl IntoIterator<Item = (&'static str, DirectoryCheck, Verdict)>) -> Vec<Row> {
    rows(Check::Directory, &Observation::Directory(seen), cases)
}

fn holds(path: &str) -> DirectoryCheck {
    DirectoryCheck::Holds { path: path.into() }
}

fn holds_not(path: &str) -> DirectoryCheck {
    DirectoryCheck::HoldsNot { path: path.into() }
}

fn at_least(files: u64, glob: &str) -> DirectoryCheck {
    DirectoryCheck::AtLeast { files, glob: glob.into() }
}

fn none_matching(glob: &str) -> DirectoryCheck {
    DirectoryCheck::NoneMatching { glob: glob.into() }
}

fn newest(seconds: u64, glob: &str) -> DirectoryCheck {
    DirectoryCheck::NewestWithin { seconds, glob: glob.into() }
}

fn directories() -> Vec<Row> {
    let seen = listing(&["index.html", "assets/app.js", "assets/lib.js"]);
    let mut all = of_directory(
        seen.clone(),
        [
            ("exists", DirectoryCheck::Exists, Passed),
            ("is not missing", DirectoryCheck::Missing, Failed),
            ("writable", DirectoryCheck::Writable, Passed),
            ("holds", holds("assets/app.js/"), Passed),
            ("holds it not", holds("app.js"), Failed),
            ("does not hold", holds_not(".env"), Passed),
            ("holds it after all", holds_not("index.html"), Failed),
            ("at least", at_least(2, "**/*.js"), Passed),
            ("too few", at_least(3, "assets/*.js"), Failed),
            ("at least none means one", at_least(0, "*.css"), Failed),
            ("none matching", none_matching("*.ps1"), Passed),
            ("one matching", none_matching("**/*.html"), Failed),
            ("newest", newest(120, "**/*.js"), Passed),
            ("newest is old", newest(119, "**/*.js"), Failed),
            ("newest of none", newest(1_000, "*.css"), Failed),
        ],
    );
    let plain = Listing { writable: false, ..seen.clone() };
    all.extend(of_directory(plain, [("not writable", DirectoryCheck::Writable, Failed)]));
    let gone = Listing { entries: None, ..seen };
    all.extend(of_directory(
        gone,
        [
            ("missing", DirectoryCheck::Missing, Passed),
            ("nothing exists", DirectoryCheck::Exists, Failed),
            ("what is not there holds nothing", holds_not(".env"), Failed),
            ("nor matches", none_matching("*.ps1"), Failed),
        ],
    ));
    all
}

fn spoiled_directories() -> Vec<Row> {
    let mut all = of_directory(
        listing(&[]),
        [
            ("an empty directory does not hold it", holds_not(".env"), Inconclusive),
            ("nor match", none_matching("*.ps1"), Inconclusive),
            ("nor hold", holds("index.html"), Failed),
            ("nor anything new", newest(60, "*"), Failed),
        ],
    );
    let cut = Listing { cut: true, ..listing(&["a.js"]) };
    all.extend(of_directory(
        cut,
        [
            ("listed before the cut", holds("a.js"), Passed),
            ("perhaps behind the cut", holds("b.js"), Inconclusive),
            ("perhaps held behind the cut", holds_not("b.js"), Inconclusive),
            ("held before the cut", holds_not("a.js"), Failed),
            ("enough before the cut", at_least(1, "*.js"), Passed),
            ("perhaps enough", at_least(2, "*.js"), Inconclusive),
            ("perhaps matching behind the cut", none_matching("*.css"), Inconclusive),
            ("matching before the cut", none_matching("*.js"), Failed),
            ("new before the cut", newest(60, "*.js"), Passed),
            ("perhaps a newer one", newest(59, "*.js"), Inconclusive),
            ("perhaps one at all", newest(59, "*.css"), Inconclusive),
        ],
    ));
    let other = Listing { problem: Some(Obstacle::found("a file")), entries: None, ..listing(&[]) };
    all.extend(of_directory(
        other,
        [("another thing is not missing", DirectoryCheck::Missing, Failed), ("nor clean", holds_not("a"), Failed)],
    ));
    all
}
