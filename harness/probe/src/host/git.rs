//! A git work tree, asked through the real `git`.

use super::git_answer::answer;
use super::git_command::{Git, first_line, nul_separated};
use super::place;
use crate::clock::Tick;
use crate::subject::Subject;
use runproof_core::noun::git_tree::{GitQuestion, GitTree};
use std::time::Duration;

/// Most changes that are listed.
const CHANGES: usize = 1_000;
/// Most remotes that are asked for their head.
const REMOTES: usize = 8;
/// Time after which no further remote is asked.
const REMOTE_TIME: Duration = Duration::from_secs(20);

/// Asks git about the work tree at a path, without changing anything and without the configuration of user or machine.
///
/// A repository counts when it lies at the path or above it, but not above the target's root. Remotes are asked over
/// the network for the head of the branch that is checked out.
pub async fn git_tree(subject: &Subject, path: &str, also: &[GitQuestion]) -> GitTree {
    let mut tree = GitTree { path: path.to_owned(), ..GitTree::default() };
    let git = match place::locate(subject, path) {
        Ok(at) => Git::at(at, subject.root.as_deref()),
        Err(why) => {
            tree.problem = Some(why);
            return tree;
        }
    };
    if let Err(why) = ask(&git, &mut tree).await {
        tree.problem = Some(why);
        return tree;
    }
    for question in also {
        tree.answers.push((question.clone(), answer(&git, question).await));
    }
    tree
}

async fn ask(git: &Git, tree: &mut GitTree) -> Result<(), String> {
    if git.say(&["rev-parse", "--is-inside-work-tree"]).await? != "true" {
        return Err(format!("`{}` is a repository without a work tree", tree.path));
    }
    let status = git.say(&["status", "--porcelain=v1", "-z", "--untracked-files=normal"]).await?;
    tree.changes = changes(&status);
    tree.remotes = remotes(git).await?;
    // A repository without a commit has neither head nor history, and that is no problem of asking.
    if let Ok(head) = git.say(&["rev-parse", "--verify", "--quiet", "HEAD"]).await {
        tree.head = head;
        let count = git.say(&["rev-list", "--count", "HEAD"]).await?;
        tree.reachable = count.parse().map_err(|_| format!("git counts `{count}` commits"))?;
        let subjects = git.say(&["log", "--no-show-signature", "--max-count=50", "--format=%s", "-z"]).await?;
        tree.subjects = nul_separated(&subjects).map(str::to_owned).collect();
    }
    tree.remote_heads = remote_heads(git, &tree.remotes).await;
    for (_, url) in &mut tree.remotes {
        *url = without_credentials(url);
    }
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

async fn remotes(git: &Git) -> Result<Vec<(String, String)>, String> {
    let mut remotes = Vec::new();
    for name in git.say(&["remote"]).await?.lines().take(REMOTES) {
        let url = git.say(&["remote", "get-url", "--", name]).await.unwrap_or_default();
        remotes.push((name.to_owned(), first_line(&url).to_owned()));
    }
    Ok(remotes)
}

async fn remote_heads(git: &Git, remotes: &[(String, String)]) -> Vec<(String, Result<String, String>)> {
    let branch = git.say(&["symbolic-ref", "--short", "--quiet", "HEAD"]).await;
    let deadline = Tick::now().after(REMOTE_TIME);
    let mut heads = Vec::new();
    for (name, url) in remotes {
        let head = match &branch {
            Err(_) => Err("no branch is checked out".to_owned()),
            Ok(_) if deadline.left().is_zero() => Err("not asked, other remotes took too long".to_owned()),
            Ok(branch) => remote_head(git, name, branch).await,
        };
        heads.push((name.clone(), head.map_err(|why| why.replace(url.as_str(), &without_credentials(url)))));
    }
    heads
}

async fn remote_head(git: &Git, remote: &str, branch: &str) -> Result<String, String> {
    let listed = git.say(&["ls-remote", "--", remote, &format!("refs/heads/{branch}")]).await?;
    let head = listed.split_whitespace().next().unwrap_or_default();
    if head.is_empty() { Err(format!("`{remote}` has no branch `{branch}`")) } else { Ok(head.to_owned()) }
}

/// A remote's URL without password, and over HTTP without the user's name, which may be a token.
fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let Some((user, host)) = authority.rsplit_once('@') else { return url.to_owned() };
    let name = user.split(':').next().unwrap_or_default();
    match (scheme, user.contains(':')) {
        ("http" | "https", _) => format!("{scheme}://***@{host}{path}"),
        (_, true) => format!("{scheme}://{name}:***@{host}{path}"),
        (_, false) => url.to_owned(),
    }
}

#[cfg(test)]
mod tests;
