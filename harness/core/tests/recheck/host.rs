//! Files, directories, archives, env files, free space, comparisons, and every check on them.

use crate::atoms::{every_kind, flag, number, problem, some_text, text, texts};
use crate::net::json_claim;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use runproof_core::noun::archive::{ArchiveCheck, ArchiveSeen};
use runproof_core::noun::comparison::{Comparison, ComparisonCheck, Part};
use runproof_core::noun::directory::{DirectoryCheck, Entry, Listing};
use runproof_core::noun::env_file::{EnvCheck, EnvFile, EnvVariable};
use runproof_core::noun::file::{FileCheck, FileFacts, FileSeen};
use runproof_core::noun::space::{Space, SpaceCheck};

pub fn file() -> BoxedStrategy<FileSeen> {
    let who = (any::<u32>(), text(), flag(), text());
    let facts = (who, number(), number(), text(), text(), some_text(), flag()).prop_map(
        |((mode, owner, writable, modified), bytes, age_seconds, sha256, head, text, cut)| FileFacts {
            bytes,
            mode,
            owner,
            writable,
            modified,
            age_seconds,
            sha256,
            head,
            text,
            cut,
        },
    );
    (text(), option::weighted(0.9, facts), problem())
        .prop_map(|(path, file, problem)| FileSeen { path, file, problem })
        .boxed()
}

pub fn listing() -> BoxedStrategy<Listing> {
    let entry = (text(), flag(), number(), number(), some_text())
        .prop_map(|(path, file, bytes, age_seconds, sha256)| Entry { path, file, bytes, age_seconds, sha256 });
    (text(), option::weighted(0.9, vec(entry, 0..5)), flag(), flag(), problem())
        .prop_map(|(path, entries, writable, cut, problem)| Listing { path, entries, writable, cut, problem })
        .boxed()
}

pub fn comparison() -> BoxedStrategy<Comparison> {
    let side = option::weighted(0.8, (number(), text()));
    let part = (text(), side.clone(), side).prop_map(|(name, first, second)| Part { name, first, second });
    (text(), text(), vec(part, 0..4), texts(), problem())
        .prop_map(|(first, second, parts, left_out, problem)| Comparison { first, second, parts, left_out, problem })
        .boxed()
}

pub fn archive() -> BoxedStrategy<ArchiveSeen> {
    (text(), texts(), number(), problem())
        .prop_map(|(path, entries, bytes, problem)| ArchiveSeen { path, entries, bytes, problem })
        .boxed()
}

pub fn env_file() -> BoxedStrategy<EnvFile> {
    let answers = || vec((text(), flag()), 0..3);
    let variable = (text(), number(), answers(), answers()).prop_map(|(name, length, equals, starts)| EnvVariable {
        name,
        length,
        equals,
        starts,
    });
    (text(), option::weighted(0.9, vec(variable, 0..4)), problem())
        .prop_map(|(path, variables, problem)| EnvFile { path, variables, problem })
        .boxed()
}

pub fn space() -> BoxedStrategy<Space> {
    (text(), number(), number(), problem())
        .prop_map(|(path, bytes, free_bytes, problem)| Space { path, bytes, free_bytes, problem })
        .boxed()
}

every_kind! {
    /// Every check on a file.
    file_check: FileCheck {
        FileCheck::Exists => Just(FileCheck::Exists),
        FileCheck::Missing => Just(FileCheck::Missing),
        FileCheck::NotEmpty => Just(FileCheck::NotEmpty),
        FileCheck::Contains { .. } => text().prop_map(|text| FileCheck::Contains { text }),
        FileCheck::Lacks { .. } => text().prop_map(|text| FileCheck::Lacks { text }),
        FileCheck::StartsWith { .. } => text().prop_map(|text| FileCheck::StartsWith { text }),
        FileCheck::Mode { .. } => any::<u32>().prop_map(|mode| FileCheck::Mode { mode }),
        FileCheck::ModeAtMost { .. } => any::<u32>().prop_map(|mode| FileCheck::ModeAtMost { mode }),
        FileCheck::Owner { .. } => text().prop_map(|name| FileCheck::Owner { name }),
        FileCheck::Writable => Just(FileCheck::Writable),
        FileCheck::ChangedWithin { .. } => number().prop_map(|seconds| FileCheck::ChangedWithin { seconds }),
        FileCheck::Digest { .. } => text().prop_map(|is| FileCheck::Digest { is }),
        FileCheck::DigestNot { .. } => text().prop_map(|is| FileCheck::DigestNot { is }),
        FileCheck::JsonAt { .. } => (text(), json_claim()).prop_map(|(path, claim)| FileCheck::JsonAt { path, claim }),
    }
}

fn at_least_files() -> BoxedStrategy<DirectoryCheck> {
    (number(), text()).prop_map(|(files, glob)| DirectoryCheck::AtLeast { files, glob }).boxed()
}

fn newest_within() -> BoxedStrategy<DirectoryCheck> {
    (number(), text()).prop_map(|(seconds, glob)| DirectoryCheck::NewestWithin { seconds, glob }).boxed()
}

every_kind! {
    /// Every check on a directory.
    directory_check: DirectoryCheck {
        DirectoryCheck::Exists => Just(DirectoryCheck::Exists),
        DirectoryCheck::Missing => Just(DirectoryCheck::Missing),
        DirectoryCheck::Writable => Just(DirectoryCheck::Writable),
        DirectoryCheck::Holds { .. } => text().prop_map(|path| DirectoryCheck::Holds { path }),
        DirectoryCheck::HoldsNot { .. } => text().prop_map(|path| DirectoryCheck::HoldsNot { path }),
        DirectoryCheck::AtLeast { .. } => at_least_files(),
        DirectoryCheck::NoneMatching { .. } => text().prop_map(|glob| DirectoryCheck::NoneMatching { glob }),
        DirectoryCheck::NewestWithin { .. } => newest_within(),
    }
}

every_kind! {
    /// Every check on two sides.
    comparison_check: ComparisonCheck {
        ComparisonCheck::Same => Just(ComparisonCheck::Same),
        ComparisonCheck::FirstInSecond => Just(ComparisonCheck::FirstInSecond),
    }
}

every_kind! {
    /// Every check on an archive.
    archive_check: ArchiveCheck {
        ArchiveCheck::Complete => Just(ArchiveCheck::Complete),
        ArchiveCheck::Holds { .. } => text().prop_map(|entry| ArchiveCheck::Holds { entry }),
        ArchiveCheck::AtLeast { .. } => number().prop_map(|entries| ArchiveCheck::AtLeast { entries }),
    }
}

fn length() -> BoxedStrategy<EnvCheck> {
    (text(), number()).prop_map(|(name, characters)| EnvCheck::LengthAtLeast { name, characters }).boxed()
}

every_kind! {
    /// Every check on an env file.
    env_check: EnvCheck {
        EnvCheck::Names { .. } => texts().prop_map(|names| EnvCheck::Names { names }),
        EnvCheck::Set { .. } => text().prop_map(|name| EnvCheck::Set { name }),
        EnvCheck::LengthAtLeast { .. } => length(),
        EnvCheck::Is { .. } => (text(), text()).prop_map(|(name, value)| EnvCheck::Is { name, value }),
        EnvCheck::StartsNot { .. } => (text(), text()).prop_map(|(name, text)| EnvCheck::StartsNot { name, text }),
    }
}

pub fn space_check() -> BoxedStrategy<SpaceCheck> {
    number().prop_map(|least_percent| SpaceCheck { least_percent }).boxed()
}
