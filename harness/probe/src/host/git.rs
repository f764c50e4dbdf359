//! A git work tree, asked through the real `git`.

use super::git_answer::answer;
use super::git_command::{Git, nul_separated};
use super::git_remote::without_credentials;
use super::place;
use crate::subject::Subject;
use runproof_core::noun::git_tree::{GitQuestion, GitTree};
use runproof_core::noun::obstacle::{Obstacle, Side};

/// Most changes that are listed.
const CHANGES: usize = 1_000;
/// Asks git about the work tree at a path, without changing anything and without the configuration of user or machine.
///
/// A repository counts when it lies at the path or above it, but not above the target's root. The network is used for
/// nothing but a question about the head of a remote.
pub async fn git_tree(subject: &Subject, path: &str, also: &[GitQuestion]) -> GitTree {
    let mut tree = GitTree { path: path.to_owned(), ..GitTree::default() };
    let git = match place::locate(subject, path) {
        Ok(at) => Git::at(at, subject.root.as_deref()),
        Err(obstacle) => {
            tree.problem = Some(obstacle);
            return tree;
        }
    };
    look(&git, &mut tree, also).await;
    tree
}

async fn look(git: &Git, tree: &mut GitTree, also: &[GitQuestion]) {
    if let Err(obstacle) = ask(git, tree).await {
        tree.problem = Some(obstacle);
        return;
    }
    for question in also {
        answer(git, tree, question).await;
    }
    for (_, url) in &mut tree.remotes {
        *url = without_credentials(url);
    }
}

/// The standing questions.
async fn ask(git: &Git, tree: &mut GitTree) -> Result<(), Obstacle> {
    if git.say(&["rev-parse", "--is-inside-work-tree"]).await? != "true" {
        return Err(Obstacle::found(format!("`{}` is a repository without a work tree", tree.path)));
    }
    let status = git.say(&["status", "--porcelain=v1", "-z", "--untracked-files=normal"]).await?;
    tree.changes = changes(&status);
    tree.remotes = remotes(git).await?;
    match git.say(&["rev-parse", "--verify", "--quiet", "HEAD"]).await {
        Ok(head) => tree.head = head,
        Err(obstacle) if obstacle.side == Side::Probe => return Err(obstacle),
        // A repository without a commit has neither head nor history, and that is no problem of asking.
        Err(_) => return Ok(()),
    }
    let count = git.say(&["rev-list", "--count", "HEAD"]).await?;
    tree.reachable = count.parse().map_err(|_| Obstacle::unseen(format!("git counts `{count}` commits")))?;
    let subjects = git.say(&["log", "--no-show-signature", "--max-count=50", "--format=%s", "-z"]).await?;
    tree.subjects = nul_separated(&subjects).map(str::to_owned).collect();
    Ok(())
}

/// Lines as `git status --porcelain` prints them, from its `-z` form; a rename is `R  old -> new`.
fn changes(status: &str) -> Vec<String> {
    let mut parts = nul_separated(status);
    let mut changes = Vec::new();
    while let Some(part) = parts.next() {
        let renamed = part.bytes().take(2).any(|b| matches!(b, b'R' | b'C'));
        let old = if renamed { parts.next() } else { None };
        let line = match (old, part.get(..3), part.get(3..)) {
            (Some(old), Some(state), Some(new)) => format!("{state}{old} -> {new}"),
            _ => part.to_owned(),
        };
        if changes.len() < CHANGES {
            changes.push(line);
        }
    }
    changes
}

/// Remotes by name, with the URL that is fetched from.
async fn remotes(git: &Git) -> Result<Vec<(String, String)>, Obstacle> {
    let listed = git.say(&["remote", "-v"]).await?;
    let fetched = |line: &str| {
        let (name, rest) = line.split_once('\t')?;
        let (url, _) = rest.rsplit_once(" (fetch)")?;
        Some((name.to_owned(), url.to_owned()))
    };
    Ok(listed.lines().filter_map(fetched).collect())
}

#[cfg(test)]
mod tests;
