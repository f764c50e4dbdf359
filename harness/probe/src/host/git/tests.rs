use super::*;
use runproof_core::noun::git_tree::GitAnswer;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Runs git with an identity of its own; `None`, with the reason printed, when there is no git.
fn git(at: &Path, words: &str) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(at).args(["-c", "user.name=Ada", "-c", "user.email=ada@example.test"]);
    command.args(["-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]).args(words.split(' '));
    let Ok(output) = command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").output()
    else {
        eprintln!("skipped: there is no `git` on this machine");
        return None;
    };
    assert!(output.status.success(), "git {words}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A repository with two commits, the first of them tagged `v1`.
fn repository() -> Option<TempDir> {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    git(at, "init -q")?;
    fs::write(at.join("README.md"), "one").unwrap();
    fs::write(at.join(".gitignore"), "*.log\nnode_modules/\n").unwrap();
    git(at, "add .")?;
    git(at, "commit -q -m First")?;
    git(at, "tag v1")?;
    fs::create_dir(at.join("docs")).unwrap();
    fs::write(at.join("docs/a.md"), "two").unwrap();
    git(at, "add .")?;
    git(at, "commit -q -m Second")?;
    Some(dir)
}

fn asked(at: &Path, also: &[GitQuestion]) -> GitTree {
    seen(&Git::at(at.to_owned(), None), also)
}

fn seen(git: &Git, also: &[GitQuestion]) -> GitTree {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut tree = GitTree { path: ".".into(), ..GitTree::default() };
        look(git, &mut tree, also).await;
        tree
    })
}

#[test]
fn a_clean_tree_has_a_head_a_history_and_no_changes() {
    let Some(dir) = repository() else { return };
    let tree = asked(dir.path(), &[]);
    assert_eq!(tree.problem, None);
    assert_eq!((tree.changes.len(), tree.reachable), (0, 2));
    assert_eq!(tree.subjects, ["Second", "First"]);
    assert_eq!(Some(tree.head), git(dir.path(), "rev-parse HEAD"));
}

#[test]
fn changes_of_every_kind_are_listed_and_the_index_is_not_written() {
    let Some(dir) = repository() else { return };
    let at = dir.path();
    fs::write(at.join("README.md"), "changed").unwrap();
    fs::create_dir_all(at.join("new folder/deep")).unwrap();
    fs::write(at.join("new folder/deep/file"), "x").unwrap();
    fs::write(at.join("ü.txt"), "x").unwrap();
    fs::write(at.join("app.log"), "ignored").unwrap();
    git(at, "mv docs/a.md docs/b.md");
    let before = fs::metadata(at.join(".git/index")).unwrap().modified().unwrap();
    let tree = asked(at, &[]);
    assert_eq!(tree.changes, [" M README.md", "R  docs/a.md -> docs/b.md", "?? new folder/", "?? ü.txt"]);
    assert_eq!(fs::metadata(at.join(".git/index")).unwrap().modified().unwrap(), before);
}

#[test]
fn tracked_ignored_and_neither() {
    let Some(dir) = repository() else { return };
    fs::write(dir.path().join("stray"), "").unwrap();
    let question = |file: &str| GitQuestion::Tracking { file: file.into() };
    let files = ["README.md", "docs", "app.log", "node_modules", "stray", "gone", "*.md"];
    let tree = asked(dir.path(), &files.map(question));
    let answers: Vec<_> = tree.answers.into_iter().map(|(_, a)| a.unwrap()).collect();
    let (t, i, u) = (GitAnswer::Tracked, GitAnswer::Ignored, GitAnswer::Untracked);
    assert_eq!(answers, [t.clone(), t, i.clone(), i, u.clone(), u.clone(), u]);
}

#[test]
fn commits_and_paths_since_a_revision() {
    let Some(dir) = repository() else { return };
    let since = |r: &str| GitQuestion::CommitsSince { revision: r.into() };
    let changed = |r: &str| GitQuestion::ChangedSince { revision: r.into() };
    let tree = asked(dir.path(), &[since("v1"), changed("v1"), since("v9"), changed("--output=/tmp/x")]);
    let answers: Vec<_> = tree.answers.into_iter().map(|(_, a)| a).collect();
    assert_eq!(answers[0], Ok(GitAnswer::Commits { number: 1 }));
    assert_eq!(answers[1], Ok(GitAnswer::Paths { paths: vec!["docs/a.md".into()] }));
    assert_eq!(answers[2], Err(Obstacle::found("there is no revision `v9`")));
    assert_eq!(answers[3], Err(Obstacle::found("there is no revision `--output=/tmp/x`")));
}

#[test]
fn a_remote_is_asked_for_the_head_of_the_branch() {
    let Some(dir) = repository() else { return };
    let bare = tempfile::tempdir().unwrap();
    let at = dir.path();
    git(bare.path(), "init -q --bare");
    git(at, &format!("remote add origin {}", bare.path().display()));
    git(at, "remote add gone /nowhere/at/all.git");
    let head = |name: &str| {
        let tree = asked(at, &[GitQuestion::RemoteHead { remote: name.into() }]);
        tree.remote_heads.into_iter().find(|(n, _)| n == name).map(|(_, h)| h).unwrap()
    };
    assert_eq!(head("origin"), Err(Obstacle::found("`origin` has no branch `main`")));
    git(at, "push -q origin HEAD");
    assert_eq!(head("origin").ok(), git(at, "rev-parse HEAD"));
    let gone = head("gone").unwrap_err();
    assert!(gone.why.contains("/nowhere/at/all.git") && gone.side == Side::System, "{gone:?}");
    git(at, "checkout -q --detach");
    assert_eq!(head("origin"), Err(Obstacle::found("no branch is checked out")));
}

#[test]
fn a_remote_is_left_alone_by_a_look_that_is_not_about_it() {
    let Some(dir) = repository() else { return };
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/x.git", listener.local_addr().unwrap());
    git(dir.path(), &format!("remote add origin {url}"));
    let about = [
        GitQuestion::Tracking { file: "README.md".into() },
        GitQuestion::CommitsSince { revision: "v1".into() },
        GitQuestion::ChangedSince { revision: "v1".into() },
        GitQuestion::RemoteHead { remote: "other".into() },
    ];
    let tree = asked(dir.path(), &about);
    assert_eq!((tree.problem, tree.answers.len(), tree.remote_heads), (None, 3, Vec::new()));
    assert_eq!(tree.remotes, [("origin".to_owned(), url.clone())]);
    assert_eq!(listener.accept().map_err(|e| e.kind()).err(), Some(std::io::ErrorKind::WouldBlock));
    // Once it is asked about it is asked, and that it hangs up says nothing about the system.
    let server = std::thread::spawn(move || {
        listener.set_nonblocking(false).unwrap();
        listener.accept().map(drop)
    });
    let tree = asked(dir.path(), &[GitQuestion::RemoteHead { remote: "origin".into() }]);
    server.join().unwrap().unwrap();
    let head = tree.remote_heads[0].1.clone().unwrap_err();
    assert!(head.side == Side::Probe && head.why.contains(&url), "{head:?}");
}

#[test]
fn without_a_commit_there_is_no_head_and_without_a_repository_a_problem() {
    let dir = tempfile::tempdir().unwrap();
    if git(dir.path(), "init -q").is_none() {
        return;
    }
    let tree = asked(dir.path(), &[]);
    assert_eq!((tree.problem, tree.reachable, tree.head.as_str()), (None, 0, ""));
    let none = tempfile::tempdir().unwrap();
    let none = asked(none.path(), &[]).problem.unwrap();
    assert!(none.why.starts_with("fatal: not a git repository") && none.side == Side::System, "{none:?}");
    assert!(asked(Path::new("/nowhere/at/all"), &[]).problem.is_some());
}

#[test]
fn a_repository_above_the_root_does_not_count() {
    let Some(dir) = repository() else { return };
    let root = dir.path().join("docs");
    assert_eq!(seen(&Git::at(root.clone(), None), &[]).problem, None);
    assert_eq!(seen(&Git::at(root.clone(), Some(dir.path())), &[]).problem, None);
    let none = seen(&Git::at(root.clone(), Some(&root)), &[]).problem.unwrap();
    assert!(none.why.starts_with("fatal: not a git repository"), "{none:?}");
}

#[test]
fn a_broken_repository_is_a_problem() {
    let Some(dir) = repository() else { return };
    fs::write(dir.path().join(".git/HEAD"), "nonsense").unwrap();
    assert!(asked(dir.path(), &[]).problem.is_some());
}

#[test]
fn credentials_do_not_leave() {
    let cases = [
        ("https://ada:secret@example.test/x.git", "https://***@example.test/x.git"),
        ("https://token@example.test/x.git", "https://***@example.test/x.git"),
        ("ssh://git@example.test/x.git", "ssh://git@example.test/x.git"),
        ("ssh://git:pw@example.test:22/x.git", "ssh://git:***@example.test:22/x.git"),
        ("git@example.test:x.git", "git@example.test:x.git"),
        ("https://example.test/@x.git", "https://example.test/@x.git"),
        ("/srv/x.git", "/srv/x.git"),
    ];
    for (url, wanted) in cases {
        assert_eq!(without_credentials(url), wanted);
    }
}
