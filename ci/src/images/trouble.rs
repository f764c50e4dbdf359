//! Why an image cannot be had, and what to do.

use std::path::PathBuf;

/// Lines of what a program said that are shown.
const SHOWN: usize = 12;

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// A program is not there.
    #[error(
        "there is no `{program}` on this machine; install Debian's package `{package}`, or run `./ci/test`, which does"
    )]
    Missing {
        /// The program.
        program: &'static str,
        /// The package that brings it.
        package: &'static str,
    },
    /// A program is there and does not start.
    #[error("a program did not start: {0}; look whether this machine is out of memory or processes")]
    Unstarted(String),
    /// Nobody answers.
    #[error(
        "no container engine answers: `{0}`; start one with `dockerd` as root, or set `DOCKER_HOST` to one that runs"
    )]
    NoDaemon(String),
    /// An engine answers, to others.
    #[error("the container engine lets this user not in: `{0}`; run as root, or as a member of the group `docker`")]
    NoPermission(String),
    /// The base can only be made by root.
    #[error("making `{0}` needs root; run as root, or load an official image first with `docker load`")]
    NotRoot(String),
    /// The kernel keeps even root from it.
    #[error(
        "this machine lets nobody mount, so `{0}` cannot be made here; load an image with `docker load`, or use a machine that does"
    )]
    NoMount(String),
    /// The machine names no mirror.
    #[error("`{}` names no mirror of Debian; name one with `--mirror URL`", .0.display())]
    NoMirror(PathBuf),
    /// The mirror does not answer, or has not what is asked.
    #[error(
        "packages for `{image}` could not be fetched:\n{said}\nlook at the network and at the mirror `{mirror}`, or name another with `--mirror URL`"
    )]
    Unreachable {
        /// The image.
        image: String,
        /// The mirror.
        mirror: String,
        /// The last that was said.
        said: String,
    },
    /// Too little space.
    #[error("`{}` has {free} MiB free and {needed} are needed; free some, for example with `docker system prune`", path.display())]
    DiskFull {
        /// Where.
        path: PathBuf,
        /// What is there (MiB).
        free: u64,
        /// What is needed (MiB).
        needed: u64,
    },
    /// The disk was full on the way.
    #[error(
        "the disk was full while `{0}` was made; free some space, for example with `docker system prune`, and run this again"
    )]
    BecameFull(String),
    /// Too little memory.
    #[error(
        "{free} MiB of memory are free and {needed} are needed; end something, or load an image with `docker load`"
    )]
    NoMemory {
        /// What is there (MiB).
        free: u64,
        /// What is needed (MiB).
        needed: u64,
    },
    /// It takes too long.
    #[error(
        "making `{image}` took more than {minutes} minutes or was killed; look at the network and at free memory, then run this again"
    )]
    TooLong {
        /// The image.
        image: String,
        /// The bound.
        minutes: u32,
    },
    /// A recipe is not where it should be.
    #[error("the recipe `{}` could not be read: {why}; name the repository with `--root DIR`", path.display())]
    NoRecipe {
        /// Its directory.
        path: PathBuf,
        /// The cause.
        why: String,
    },
    /// The engine said something that is not understood.
    #[error("the engine's answer about `{image}` is not understood: {why}; look at `docker image inspect {image}`")]
    Answer {
        /// The image.
        image: String,
        /// The cause.
        why: String,
    },
    /// Anything else.
    #[error("`{image}` could not be made:\n{said}\nmend its recipe, or what the last line names, and run this again")]
    Failed {
        /// The image.
        image: String,
        /// The last that was said.
        said: String,
    },
}

impl Trouble {
    /// What the client of the engine complains about when it cannot ask at all.
    #[must_use]
    pub fn of_engine(said: &str) -> Self {
        let line = said.lines().rfind(|l| !l.trim().is_empty()).unwrap_or("no word").trim().to_owned();
        if said.contains("permission denied") { Self::NoPermission(line) } else { Self::NoDaemon(line) }
    }

    /// What is wrong when making an image failed, by what was said.
    #[must_use]
    pub fn of_making(image: &str, mirror: &str, said: &str) -> Self {
        const NETWORK: [&str; 9] = [
            "Could not resolve",
            "Failed to fetch",
            "Unable to connect",
            "Temporary failure",
            "Unable to fetch",
            "Failed getting release",
            "Couldn't download",
            "Invalid Release file",
            "No such script",
        ];
        let image = image.to_owned();
        if said.contains("No space left on device") {
            Self::BecameFull(image)
        } else if ["mount: ", "unshare: "].iter().any(|m| said.contains(m)) && said.contains("ermi") {
            Self::NoMount(image)
        } else if NETWORK.iter().any(|n| said.contains(n)) {
            Self::Unreachable { image, mirror: mirror.to_owned(), said: last(said) }
        } else {
            Self::Failed { image, said: last(said) }
        }
    }
}

/// The last lines, each moved in.
fn last(said: &str) -> String {
    let lines: Vec<&str> = said.lines().filter(|l| !l.trim().is_empty()).collect();
    let from = lines.len().saturating_sub(SHOWN);
    let shown: Vec<String> = lines.iter().skip(from).map(|l| format!("  {}", l.trim_end())).collect();
    if shown.is_empty() { "  without a word".to_owned() } else { shown.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_door_is_told_from_an_empty_house() {
        let closed = "Got permission denied while trying to connect to the Docker daemon socket\n";
        assert!(matches!(Trouble::of_engine(closed), Trouble::NoPermission(_)));
        let empty = "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n";
        assert!(matches!(Trouble::of_engine(empty), Trouble::NoDaemon(_)));
    }

    #[test]
    fn what_was_said_decides_what_to_do() {
        let of = |said: &str| Trouble::of_making("a", "http://m.example", said);
        assert_eq!(of("x\nwrite /a: No space left on device\n"), Trouble::BecameFull("a".into()));
        assert!(matches!(of("E: Failed to fetch http://m.example/a"), Trouble::Unreachable { .. }));
        assert!(matches!(of("unshare: unshare failed: Operation not permitted"), Trouble::NoMount(_)));
        assert_eq!(of(""), Trouble::Failed { image: "a".into(), said: "  without a word".into() });
        let long: String = (0..100).map(|n| format!("{n}\n")).collect();
        let Trouble::Failed { said, .. } = of(&long) else { panic!("{long}") };
        assert_eq!((said.lines().count(), said.lines().last()), (SHOWN, Some("  99")));
    }
}
