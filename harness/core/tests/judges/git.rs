//! Git trees.

use crate::row::{Row, rows, texts};
use runproof_core::check::Check;
use runproof_core::noun::git_tree::{GitAnswer, GitCheck, GitQuestion, GitTree, Tracking};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Broken, Failed, Inconclusive, Passed};

pub fn all() -> Vec<Row> {
    [git_trees(), git_answers()].into_iter().flatten().collect()
}

fn of_git(seen: GitTree, cases: impl IntoIterator<Item = (&'static str, GitCheck, Verdict)>) -> Vec<Row> {
    rows(Check::GitTree, &Observation::GitTree(seen), cases)
}

fn tree() -> GitTree {
    GitTree {
        path: ".".into(),
        head: "abc".into(),
        reachable: 5,
        remotes: vec![
            ("origin".into(), "https://git.example/x".into()),
            ("shy".into(), "https://git.example/y".into()),
        ],
        remote_heads: vec![
            ("origin".into(), Ok("abc".into())),
            ("far".into(), Err(Obstacle::unseen("timeout"))),
            ("empty".into(), Err(Obstacle::found("no branch"))),
        ],
        ..GitTree::default()
    }
}

fn git_trees() -> Vec<Row> {
    let pushed = |remote: &str| GitCheck::Pushed { remote: remote.into() };
    let remote = |url: &str| GitCheck::Remote { name: "origin".into(), url: url.into() };
    let mut all = of_git(
        tree(),
        [
            ("clean", GitCheck::Clean, Passed),
            ("reachable", GitCheck::Reachable { commits: 5 }, Passed),
            ("too few", GitCheck::Reachable { commits: 6 }, Failed),
            ("at least none", GitCheck::Reachable { commits: 0 }, Inconclusive),
            ("pushed", pushed("origin"), Passed),
            ("a remote that does not answer", pushed("far"), Broken),
            ("a remote without the branch", pushed("empty"), Failed),
            ("a remote that was not asked", pushed("shy"), Broken),
            ("no such remote", pushed("gone"), Failed),
            ("remote", remote("https://git.example/x"), Passed),
            ("another URL", remote("https://git.example/y"), Failed),
        ],
    );
    let dirty = GitTree { changes: texts(&[" M a", "?? b"]), head: "def".into(), ..tree() };
    all.extend(of_git(dirty, [("not clean", GitCheck::Clean, Failed), ("not pushed", pushed("origin"), Failed)]));
    let mut unborn = GitTree { reachable: 0, head: String::new(), ..tree() };
    unborn.remote_heads = vec![("origin".into(), Ok(String::new()))];
    all.extend(of_git(
        unborn,
        [
            ("a tree without commits is not clean", GitCheck::Clean, Inconclusive),
            ("nor is nothing pushed", pushed("origin"), Inconclusive),
        ],
    ));
    let none = GitTree { problem: Some(Obstacle::found("not a git repository")), ..tree() };
    all.extend(of_git(none, [("no repository", GitCheck::Clean, Failed), ("nor pushed", pushed("origin"), Failed)]));
    all
}

fn git_answers() -> Vec<Row> {
    let tracking = |file: &str, wanted| GitCheck::Tracking { file: file.into(), wanted };
    let since = |least, most| GitCheck::CommitsSince { revision: "good".into(), least, most };
    let only = |places: &[&str]| GitCheck::OnlyUnder { revision: "good".into(), places: texts(places) };
    let nothing = |place: &str| GitCheck::NothingUnder { revision: "good".into(), place: place.into() };
    let of_file = |file: &str| GitQuestion::Tracking { file: file.into() };
    let changed = |paths: &[&str]| {
        (GitQuestion::ChangedSince { revision: "good".into() }, Ok(GitAnswer::Paths { paths: texts(paths) }))
    };
    let mut seen = tree();
    seen.answers = vec![
        (of_file("a"), Ok(GitAnswer::Tracked)),
        (of_file(".env"), Ok(GitAnswer::Ignored)),
        (of_file("odd"), Ok(GitAnswer::Commits { number: 1 })),
        (of_file("bad"), Err(Obstacle::found("no such file"))),
        (of_file("shut"), Err(Obstacle::unseen("permission denied"))),
        (GitQuestion::CommitsSince { revision: "good".into() }, Ok(GitAnswer::Commits { number: 1 })),
        changed(&["backend/a.py", "docs/b.md"]),
    ];
    let mut all = of_git(
        seen.clone(),
        [
            ("tracked", tracking("a", Tracking::Tracked), Passed),
            ("not tracked", tracking(".env", Tracking::Tracked), Failed),
            ("ignored", tracking(".env", Tracking::Ignored), Passed),
            ("not in the index", tracking(".env", Tracking::NotTracked), Passed),
            ("in the index", tracking("a", Tracking::NotTracked), Failed),
            ("an answer to something else", tracking("odd", Tracking::NotTracked), Broken),
            ("git says no", tracking("bad", Tracking::NotTracked), Failed),
            ("git was not let in", tracking("shut", Tracking::NotTracked), Broken),
            ("git was not asked", tracking("b", Tracking::NotTracked), Broken),
            ("commits since", since(1, 1), Passed),
            ("too many since", since(0, 0), Failed),
            ("only under", only(&["backend", "docs/"]), Passed),
            ("only under the tree", only(&["."]), Passed),
            ("something else too", only(&["backend"]), Failed),
            ("a name that only begins alike", only(&["back", "docs"]), Failed),
            ("nothing under", nothing("compose"), Passed),
            ("something under", nothing("backend/"), Failed),
            ("something under, as people write it", nothing("./backend"), Failed),
            ("something under the tree", nothing("."), Failed),
            ("something under the empty path", nothing(""), Failed),
        ],
    );
    seen.answers = vec![changed(&[])];
    all.extend(of_git(seen, [("nothing changed at all", only(&["backend"]), Inconclusive)]));
    all
}
