//! What the running containers of a project use.

use super::containers::{Found, of_project};
use super::kernel::{Groups, Processor};
use super::seat::{EngineSeat, within};
use crate::subject::Subject;
use bollard::Docker;
use bollard::errors::Error;
use bollard::models::{ContainerMemoryStats, ContainerStatsResponse};
use bollard::query_parameters::StatsOptionsBuilder;
use futures::{StreamExt, TryStreamExt};
use runproof_core::noun::engine_use::{Resources, Use};
use runproof_core::noun::obstacle::Obstacle;
use std::time::Duration;

/// Most time for one container: the engine itself looks twice, a second apart.
const PATIENCE: Duration = Duration::from_secs(20);
/// Containers that are measured at a time.
const ABREAST: usize = 16;

/// Measures every running container of the target's project once.
pub async fn resources(subject: &Subject) -> Resources {
    let project = subject.engine.as_ref().map(|seat| seat.project.clone()).unwrap_or_default();
    match measure(subject).await {
        Ok(uses) => Resources { project, uses, problem: None },
        Err(problem) => Resources { project, uses: Vec::new(), problem: Some(problem) },
    }
}

async fn measure(subject: &Subject) -> Result<Vec<Use>, Obstacle> {
    let seat = EngineSeat::of(subject)?;
    let docker = seat.connect().await?;
    let running = of_project(&docker, &seat.project).await?.into_iter().filter(|found| found.running);
    // Only an engine of this machine has processes that its kernel knows.
    let here = seat.address.as_deref().is_none_or(|address| address.starts_with("unix://"));
    let looks = futures::stream::iter(running.map(|found| one(&docker, found, here))).buffered(ABREAST);
    let looks: Vec<Option<Use>> = looks.try_collect().await?;
    let mut uses: Vec<Use> = looks.into_iter().flatten().collect();
    uses.sort_by(|a, b| (&a.service, &a.name).cmp(&(&b.service, &b.name)));
    Ok(uses)
}

/// What one container uses; `None` when it ended meanwhile.
async fn one(docker: &Docker, found: Found, here: bool) -> Result<Option<Use>, Obstacle> {
    let groups = if here { groups(docker, &found.id).await } else { None };
    let before = groups.as_ref().and_then(Groups::processor);
    let asked = StatsOptionsBuilder::new().stream(false).one_shot(false).build();
    let told = async {
        match docker.stats(&found.id, Some(asked)).next().await {
            Some(Err(Error::DockerResponseServerError { status_code: 404, .. })) | None => Ok(None),
            Some(told) => told.map(Some),
        }
    };
    let told = within(PATIENCE, "what a container uses", told).await?;
    Ok(told.map(|told| {
        let told = usage(found.service, told);
        match groups {
            Some(groups) if told.memory.is_none() => accounted(told, &groups, before),
            _ => told,
        }
    }))
}

/// The control groups of a container of this machine, when its kernel shows them.
async fn groups(docker: &Docker, id: &str) -> Option<Groups> {
    let inside = within(PATIENCE, "a container", docker.inspect_container(id, None)).await.ok()?;
    Groups::of(inside.state?.pid.filter(|pid| *pid > 0)?, id)
}

/// The same with what the kernel says where the engine says nothing.
fn accounted(told: Use, groups: &Groups, before: Option<Processor>) -> Use {
    let seen = groups.accounted();
    Use {
        cpu_permille: told.cpu_permille.or_else(|| groups.permille_since(before?)),
        memory: seen.memory,
        memory_limit: seen.memory_limit,
        tasks: told.tasks.or(seen.tasks),
        ..told
    }
}

fn usage(service: String, told: ContainerStatsResponse) -> Use {
    let cpu_permille = cpu_permille(&told);
    let memory = told.memory_stats.unwrap_or_default();
    Use {
        service,
        name: told.name.unwrap_or_default().trim_start_matches('/').to_owned(),
        cpu_permille,
        memory: used(&memory),
        memory_limit: memory.limit.filter(|limit| *limit > 0),
        tasks: told.pids_stats.and_then(|pids| pids.current),
    }
}

/// Memory without the files that the kernel can drop at once, as `docker stats` shows it.
fn used(memory: &ContainerMemoryStats) -> Option<u64> {
    let stats = memory.stats.as_ref();
    let of = |name: &str| stats.and_then(|stats| stats.get(name)).copied();
    let droppable = of("total_inactive_file").or_else(|| of("inactive_file")).unwrap_or_default();
    Some(memory.usage?.saturating_sub(droppable))
}

fn cpu_permille(told: &ContainerStatsResponse) -> Option<u64> {
    let (now, before) = (told.cpu_stats.as_ref()?, told.precpu_stats.as_ref()?);
    let own = now.cpu_usage.as_ref()?.total_usage?.checked_sub(before.cpu_usage.as_ref()?.total_usage?)?;
    let whole = now.system_cpu_usage?.checked_sub(before.system_cpu_usage?)?;
    let processors = now.online_cpus.filter(|n| *n > 0).unwrap_or(1);
    u64::try_from((u128::from(own) * u128::from(processors) * 1_000).checked_div(u128::from(whole))?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bollard::models::{ContainerCpuStats, ContainerCpuUsage};
    use std::collections::HashMap;

    fn cpu(own: u64, whole: u64) -> Option<ContainerCpuStats> {
        let usage = ContainerCpuUsage { total_usage: Some(own), ..ContainerCpuUsage::default() };
        let (cpu_usage, system_cpu_usage, online_cpus) = (Some(usage), Some(whole), Some(2));
        Some(ContainerCpuStats { cpu_usage, system_cpu_usage, online_cpus, ..ContainerCpuStats::default() })
    }

    #[test]
    fn processor_time_is_a_share_of_one_processor() {
        let told = |cpu_stats, precpu_stats| ContainerStatsResponse { cpu_stats, precpu_stats, ..Default::default() };
        assert_eq!(cpu_permille(&told(cpu(600, 2_000), cpu(100, 1_000))), Some(1_000));
        assert_eq!(cpu_permille(&told(cpu(600, 1_000), cpu(100, 1_000))), None);
        assert_eq!(cpu_permille(&told(cpu(600, 1_000), None)), None);
    }

    #[test]
    fn files_that_can_be_dropped_are_no_use_of_memory() {
        let memory = |name: &str| ContainerMemoryStats {
            usage: Some(100),
            stats: Some(HashMap::from([(name.to_owned(), 30)])),
            ..ContainerMemoryStats::default()
        };
        assert_eq!(used(&memory("total_inactive_file")), Some(70));
        assert_eq!(used(&memory("inactive_file")), Some(70));
        assert_eq!(used(&memory("cache")), Some(100));
    }
}
