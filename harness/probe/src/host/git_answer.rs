//! Answers to questions about a work tree beyond the standing ones.

use super::git_command::{Git, nul_separated};
use runproof_core::noun::git_tree::{GitAnswer, GitQuestion};

/// Git's answer to one question; an error in words when it has none.
pub(super) async fn answer(git: &Git, question: &GitQuestion) -> Result<GitAnswer, String> {
    match question {
        GitQuestion::Tracking { file } => tracking(git, file).await,
        GitQuestion::CommitsSince { revision } => {
            let since = commit(git, revision).await?;
            let number = git.say(&["rev-list", "--count", &format!("{since}..HEAD")]).await?;
            let number = number.parse().map_err(|_| format!("git counts `{number}` commits"))?;
            Ok(GitAnswer::Commits { number })
        }
        GitQuestion::ChangedSince { revision } => {
            let since = commit(git, revision).await?;
            let diff = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", &since, "HEAD"];
            let mut paths: Vec<String> = nul_separated(&git.say(&diff).await?).map(str::to_owned).collect();
            paths.sort();
            Ok(GitAnswer::Paths { paths })
        }
    }
}

/// The commit that a revision stands for.
async fn commit(git: &Git, revision: &str) -> Result<String, String> {
    let unknown = || format!("there is no revision `{revision}`");
    if revision.starts_with('-') {
        return Err(unknown());
    }
    let named = format!("{revision}^{{commit}}");
    let said = git.call(&["rev-parse", "--verify", "--quiet", &named]).await?;
    if said.code == 0 { Ok(said.stdout.trim().to_owned()) } else { Err(unknown()) }
}

/// Whether a file, or some file below a directory, is in the index, or else matched by an ignore rule.
async fn tracking(git: &Git, file: &str) -> Result<GitAnswer, String> {
    if !git.say(&["ls-files", "-z", "--cached", "--", &format!(":(literal){file}")]).await?.is_empty() {
        return Ok(GitAnswer::Tracked);
    }
    // A rule for directories only matches a path that is not there when it is written as a directory.
    for written in [file.to_owned(), format!("{}/", file.trim_end_matches('/'))] {
        let said = git.call(&["check-ignore", "--quiet", "--", &written]).await?;
        match said.code {
            0 => return Ok(GitAnswer::Ignored),
            1 => {}
            _ => return Err(said.complaint),
        }
    }
    Ok(GitAnswer::Untracked)
}
