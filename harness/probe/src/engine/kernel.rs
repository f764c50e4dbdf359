//! What the kernel accounts for a container of this machine, for engines that cannot read it themselves.

use crate::clock::Tick;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where kernels show their control groups.
const GROUPS: &str = "/sys/fs/cgroup";
/// Least time between two looks at processor time; a shorter one says nothing.
const APART: Duration = Duration::from_millis(200);
/// Limits from here on mean that there is none: a kernel writes the highest multiple of a page for it.
const UNLIMITED: u64 = 1 << 60;

/// The control groups of one container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Groups {
    /// Directory of the kernel's files and lines such as `4:memory:/docker/ID`.
    at: PathBuf,
    lines: Vec<(String, String)>,
}

/// What the kernel has accounted up to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Accounted {
    /// Bytes without those of files that can be dropped at once.
    pub(super) memory: Option<u64>,
    /// Most bytes; all of the machine where the group has no limit.
    pub(super) memory_limit: Option<u64>,
    /// Processes and threads.
    pub(super) tasks: Option<u64>,
}

/// Processor time at a moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Processor {
    nanoseconds: u64,
    seen: Tick,
}

impl Groups {
    /// The groups of the process `pid`, as long as their path names the container: a process of another machine, or a
    /// number that was given to somebody else meanwhile, is nobody's container here.
    pub(super) fn of(pid: i64, container: &str) -> Option<Self> {
        let lines = fs::read_to_string(format!("/proc/{pid}/cgroup")).ok()?;
        Self::named(&lines, container, Path::new(GROUPS))
    }

    fn named(lines: &str, container: &str, at: &Path) -> Option<Self> {
        let known = |line: &str| {
            let (_, rest) = line.split_once(':')?;
            let (controllers, path) = rest.split_once(':')?;
            let own = !container.is_empty() && path.contains(container) && !path.contains("..");
            own.then(|| (controllers.to_owned(), path.trim_start_matches('/').to_owned()))
        };
        let lines: Vec<_> = lines.lines().filter_map(known).collect();
        (!lines.is_empty()).then(|| Self { at: at.to_owned(), lines })
    }

    /// Memory and tasks now.
    pub(super) fn accounted(&self) -> Accounted {
        let used = self.number("memory", "memory.usage_in_bytes").or_else(|| self.number("", "memory.current"));
        let droppable = self.entry("memory", "memory.stat", "total_inactive_file");
        let droppable = droppable.or_else(|| self.entry("", "memory.stat", "inactive_file")).unwrap_or_default();
        // A group without a limit says `max` in the newer form, which is no number.
        let limit = self.number("memory", "memory.limit_in_bytes").or_else(|| self.number("", "memory.max"));
        Accounted {
            memory: used.map(|bytes| bytes.saturating_sub(droppable)),
            memory_limit: used.and_then(|_| limit.filter(|bytes| *bytes < UNLIMITED).or_else(of_machine)),
            tasks: self.number("pids", "pids.current").or_else(|| self.number("", "pids.current")),
        }
    }

    /// Processor time up to now.
    pub(super) fn processor(&self) -> Option<Processor> {
        let newer = || self.entry("", "cpu.stat", "usage_usec").map(|us| us.saturating_mul(1_000));
        let nanoseconds = self.number("cpuacct", "cpuacct.usage").or_else(newer)?;
        Some(Processor { nanoseconds, seen: Tick::now() })
    }

    /// Thousandths of one processor since `before`.
    pub(super) fn permille_since(&self, before: Processor) -> Option<u64> {
        let now = self.processor()?;
        let span = before.seen.elapsed();
        let used = u128::from(now.nanoseconds.checked_sub(before.nanoseconds)?);
        (span >= APART).then(|| u64::try_from(used * 1_000 / span.as_nanos()).ok()).flatten()
    }

    fn read(&self, controller: &str, file: &str) -> Option<String> {
        let holds = |line: &&(String, String)| line.0.split(',').any(|one| one == controller);
        let (controllers, path) = self.lines.iter().find(holds)?;
        // The older form has a directory per set of controllers, the newer one has one tree for all.
        let roots = [controllers.as_str(), controller, "unified"].map(|root| self.at.join(root).join(path));
        let newest = controller.is_empty().then(|| self.at.join(path));
        roots.into_iter().chain(newest).find_map(|directory| fs::read_to_string(directory.join(file)).ok())
    }

    fn number(&self, controller: &str, file: &str) -> Option<u64> {
        self.read(controller, file)?.trim().parse().ok()
    }

    fn entry(&self, controller: &str, file: &str, name: &str) -> Option<u64> {
        let text = self.read(controller, file)?;
        text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.trim().parse().ok())
    }
}

/// All memory of this machine (bytes).
fn of_machine() -> Option<u64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let kib: u64 =
        text.lines().find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix("kB")?.trim().parse().ok())?;
    kib.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    #[test]
    fn the_older_form_has_a_directory_per_controller() {
        let root = machine(&[
            ("memory/docker/c1/memory.usage_in_bytes", "1000\n"),
            ("memory/docker/c1/memory.stat", "cache 9\ntotal_inactive_file 300\n"),
            ("memory/docker/c1/memory.limit_in_bytes", "4096\n"),
            ("pids/docker/c1/pids.current", "3\n"),
            ("cpu,cpuacct/docker/c1/cpuacct.usage", "5000\n"),
        ]);
        let lines = "4:memory:/docker/c1\n8:pids:/docker/c1\n1:cpu,cpuacct:/docker/c1\n0::/docker/c1\n";
        let groups = Groups::named(lines, "c1", root.path()).unwrap();
        let expected = Accounted { memory: Some(700), memory_limit: Some(4096), tasks: Some(3) };
        assert_eq!(groups.accounted(), expected);
        assert_eq!(groups.processor().unwrap().nanoseconds, 5000);
    }

    #[test]
    fn the_newer_form_has_one_tree_and_words_for_no_limit() {
        let at = "system.slice/docker-c1.scope";
        let root = machine(&[
            (&format!("{at}/memory.current"), "1000\n"),
            (&format!("{at}/memory.stat"), "inactive_file_more 1\ninactive_file 400\n"),
            (&format!("{at}/memory.max"), "max\n"),
            (&format!("{at}/pids.current"), "2\n"),
            (&format!("{at}/cpu.stat"), "usage_usec 7\n"),
        ]);
        let groups = Groups::named(&format!("0::/{at}\n"), "c1", root.path()).unwrap();
        let expected = Accounted { memory: Some(600), memory_limit: of_machine(), tasks: Some(2) };
        assert_eq!(groups.accounted(), expected);
        assert!(expected.memory_limit.is_some_and(|bytes| bytes > 1 << 20));
        assert_eq!(groups.processor().unwrap().nanoseconds, 7_000);
    }

    #[test]
    fn groups_that_do_not_name_the_container_are_somebody_elses() {
        for lines in ["4:memory:/docker/c2\n0::/\n", "0::/../c1\n", ""] {
            assert_eq!(Groups::named(lines, "c1", Path::new("/nowhere")), None, "{lines}");
        }
        assert_eq!(Groups::named("0::/docker/c1\n", "", Path::new("/nowhere")), None);
        let nothing = Groups::named("0::/docker/c1\n", "c1", Path::new("/nowhere")).unwrap().accounted();
        assert_eq!(nothing, Accounted { memory: None, memory_limit: None, tasks: None });
    }
}
