//! Answers to questions about a work tree beyond the standing ones.

use super::git_command::{Git, nul_separated};
use super::git_remote::remote_head;
use runproof_core::noun::git_tree::{GitAnswer, GitQuestion, GitTree};
use runproof_core::noun::obstacle::Obstacle;

/// Asks git one question, and puts the answer, or what kept git from it, into the tree.
pub(super) async fn answer(git: &Git, tree: &mut GitTree, question: &GitQuestion) {
    let answer = match question {
        GitQuestion::RemoteHead { remote } => {
            // A remote that the tree does not have cannot be asked, and has no head.
            if let Some((_, url)) = tree.remotes.iter().find(|(name, _)| name == remote) {
                tree.remote_heads.push((remote.clone(), remote_head(git, remote, url).await));
            }
            return;
        }
        GitQuestion::Tracking { file } => tracking(git, file).await,
        GitQuestion::CommitsSince { revision } => commits_since(git, revision).await,
        GitQuestion::ChangedSince { revision } => changed_since(git, revision).await,
    };
    tree.answers.push((question.clone(), answer));
}

async fn commits_since(git: &Git, revision: &str) -> Result<GitAnswer, Obstacle> {
    let since = commit(git, revision).await?;
    let number = git.say(&["rev-list", "--count", &format!("{since}..HEAD")]).await?;
    let number = number.parse().map_err(|_| Obstacle::unseen(format!("git counts `{number}` commits")))?;
    Ok(GitAnswer::Commits { number })
}

async fn changed_since(git: &Git, revision: &str) -> Result<GitAnswer, Obstacle> {
    let since = commit(git, revision).await?;
    let diff = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", &since, "HEAD"];
    let mut paths: Vec<String> = nul_separated(&git.say(&diff).await?).map(str::to_owned).collect();
    paths.sort();
    Ok(GitAnswer::Paths { paths })
}

/// The commit that a revision stands for.
async fn commit(git: &Git, revision: &str) -> Result<String, Obstacle> {
    let unknown = || Obstacle::found(format!("there is no revision `{revision}`"));
    if revision.starts_with('-') {
        return Err(unknown());
    }
    let named = format!("{revision}^{{commit}}");
    let said = git.call(&["rev-parse", "--verify", "--quiet", &named]).await?;
    if said.code == 0 { Ok(said.stdout.trim().to_owned()) } else { Err(unknown()) }
}

/// Whether a file, or some file below a directory, is in the index, or else matched by an ignore rule.
async fn tracking(git: &Git, file: &str) -> Result<GitAnswer, Obstacle> {
    if !git.say(&["ls-files", "-z", "--cached", "--", &format!(":(literal){file}")]).await?.is_empty() {
        return Ok(GitAnswer::Tracked);
    }
    // A rule for directories only matches a path that is not there when it is written as a directory.
    for written in [file.to_owned(), format!("{}/", file.trim_end_matches('/'))] {
        let said = git.call(&["check-ignore", "--quiet", "--", &written]).await?;
        match said.code {
            0 => return Ok(GitAnswer::Ignored),
            1 => {}
            _ => return Err(said.obstacle()),
        }
    }
    Ok(GitAnswer::Untracked)
}
