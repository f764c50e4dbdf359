//! Remotes of a git work tree.

use super::git_command::Git;
use runproof_core::noun::obstacle::{Obstacle, Side};

/// The head that a remote has for the branch that is checked out.
pub(super) async fn remote_head(git: &Git, remote: &str, url: &str) -> Result<String, Obstacle> {
    let branch = git.say(&["symbolic-ref", "--short", "--quiet", "HEAD"]).await;
    let branch =
        branch.map_err(|o| if o.side == Side::Probe { o } else { Obstacle::found("no branch is checked out") })?;
    let listed = git.say(&["ls-remote", "--", remote, &format!("refs/heads/{branch}")]).await;
    let listed = listed.map_err(|o| unasked(o).worded(|why| why.replace(url, &without_credentials(url))))?;
    match listed.split_whitespace().next() {
        None => Err(Obstacle::found(format!("`{remote}` has no branch `{branch}`"))),
        Some(head) => Ok(head.to_owned()),
    }
}

/// A remote that says it is no repository is the system's matter; one that cannot be asked from here says nothing.
fn unasked(obstacle: Obstacle) -> Obstacle {
    let why = obstacle.why;
    let in_words = why.to_lowercase();
    let said_so = in_words.contains("does not appear to be a git repository")
        || in_words.contains("repository") && in_words.contains("not found");
    if said_so { Obstacle::found(why) } else { Obstacle::unseen(why) }
}

/// A remote's URL without password, and over HTTP without the user's name, which may be a token.
pub(super) fn without_credentials(url: &str) -> String {
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
