//! A project of containers that a test makes, and that is gone after it.

use bollard::Docker;
use bollard::models::{
    ContainerCreateBody, EndpointSettings, HealthConfig, HostConfig, NetworkCreateRequest, NetworkingConfig,
};
use bollard::query_parameters::{
    CreateContainerOptionsBuilder, CreateImageOptionsBuilder, StartContainerOptions, WaitContainerOptions,
};
use futures::StreamExt;
use runproof_core::check::Check;
use runproof_core::noun::engine::Services;
use runproof_core::noun::engine_check::ServicesCheck;
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::{Judgement, Verdict};
use runproof_probe::ask::Prober;
use runproof_probe::clock::Tick;
use runproof_probe::engine::{EngineSeat, remove_project};
use runproof_probe::subject::{Permit, Subject};
use runproof_probe::wait::Polling;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::runtime::Runtime;

/// The only program of the image.
const BUSYBOX: &str = "/bin/busybox";
/// Most time until something that is waited for must be seen.
const PATIENCE: Duration = Duration::from_secs(60);

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A project; everything that has its name is removed when it is dropped.
pub struct Project {
    pub name: String,
    pub docker: Docker,
    pub runtime: Runtime,
}

/// A container to be made.
#[derive(Default)]
pub struct Plan {
    pub service: &'static str,
    pub number: u32,
    pub script: &'static str,
    pub health: Option<&'static str>,
    pub environment: Vec<&'static str>,
    pub host: HostConfig,
    pub alias: Option<&'static str>,
    pub single: bool,
    pub terminal: bool,
}

impl Project {
    /// An empty project with an image of its own.
    pub fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let docker = runtime.block_on(runproof_probe::engine::connect(None));
        let docker = docker.unwrap_or_else(|none| panic!("these tests need a container engine: {none}"));
        let nth = NEXT.fetch_add(1, Ordering::Relaxed);
        let project = Self { name: format!("rp-probe-{}-{nth}", std::process::id()), docker, runtime };
        project.import();
        project
    }

    pub fn image(&self) -> String {
        format!("{}-image:1", self.name)
    }

    fn import(&self) {
        let program =
            std::fs::read(BUSYBOX).expect("these tests need a static busybox: apt-get install busybox-static");
        let mut archive = tar::Builder::new(Vec::new());
        let mut put = |path: &str, content: &[u8], mode| {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            header.set_mode(mode);
            archive.append_data(&mut header, path, content).unwrap();
        };
        put("bin/sh", &program, 0o755);
        put("tmp/.keep", b"", 0o644);
        put("srv/index.html", b"<p>new</p>", 0o644);
        put("srv/assets/main.js", b"run()", 0o644);
        let archive = archive.into_inner().unwrap();
        let asked =
            CreateImageOptionsBuilder::new().from_src("-").repo(&format!("{}-image", self.name)).tag("1").build();
        self.runtime.block_on(async {
            let body = bollard::body_full(archive.into());
            let mut made = self.docker.create_image(Some(asked), Some(body), None);
            while let Some(step) = made.next().await {
                step.expect("the image is made");
            }
        });
    }

    /// Makes and starts a container; returns its id.
    pub fn start(&self, plan: Plan) -> String {
        let words = |all: &[&str]| Some(all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        let labels = HashMap::from([
            ("com.docker.compose.project".to_owned(), self.name.clone()),
            ("com.docker.compose.service".to_owned(), plan.service.to_owned()),
            ("com.docker.compose.oneoff".to_owned(), if plan.single { "True" } else { "False" }.to_owned()),
        ]);
        let healthcheck = plan.health.map(|command| HealthConfig {
            test: words(&["CMD-SHELL", command]),
            interval: Some(200_000_000),
            timeout: Some(5_000_000_000),
            retries: Some(1),
            ..HealthConfig::default()
        });
        let exposed: Vec<String> = plan.host.port_bindings.iter().flatten().map(|(port, _)| port.clone()).collect();
        let network = plan.alias.map(|alias| {
            let endpoint = EndpointSettings { aliases: Some(vec![alias.to_owned()]), ..EndpointSettings::default() };
            NetworkingConfig { endpoints_config: Some(HashMap::from([(self.network(), endpoint)])) }
        });
        let body = ContainerCreateBody {
            image: Some(self.image()),
            cmd: words(&["/bin/sh", "-c", plan.script]),
            env: words(&plan.environment),
            labels: Some(labels),
            healthcheck,
            host_config: Some(HostConfig {
                network_mode: Some(plan.alias.map_or_else(|| "none".to_owned(), |_| self.network())),
                ..plan.host
            }),
            networking_config: network,
            tty: Some(plan.terminal),
            exposed_ports: Some(exposed),
            ..ContainerCreateBody::default()
        };
        let name = format!("{}_{}_{}", self.name, plan.service, plan.number.max(1));
        self.runtime.block_on(async {
            let options = CreateContainerOptionsBuilder::new().name(&name).build();
            let id = self.docker.create_container(Some(options), body).await.unwrap().id;
            self.docker.start_container(&id, None::<StartContainerOptions>).await.unwrap();
            id
        })
    }

    fn network(&self) -> String {
        format!("{}_net", self.name)
    }

    /// A network of the project, for containers with an alias.
    pub fn with_network(self) -> Self {
        let labels = HashMap::from([("com.docker.compose.project".to_owned(), self.name.clone())]);
        let asked =
            NetworkCreateRequest { name: self.network(), labels: Some(labels), ..NetworkCreateRequest::default() };
        self.runtime.block_on(self.docker.create_network(asked)).unwrap();
        self
    }

    /// Waits until a container has ended.
    pub fn ended(&self, id: &str) {
        self.runtime.block_on(async {
            let mut waiting = self.docker.wait_container(id, None::<WaitContainerOptions>);
            // An exit code other than 0 is told as an error.
            drop(waiting.next().await);
        });
    }

    pub fn subject(&self) -> Subject {
        Subject { engine: Some(EngineSeat { project: self.name.clone(), address: None, idle: false }), ..nobody() }
    }

    /// Asks in the way that scenarios do.
    pub fn ask(&self, subject: Subject, question: &Question) -> Observation {
        ask(&self.runtime, subject, question)
    }

    pub fn services(&self) -> Services {
        services_of(self.ask(self.subject(), &Question::Services))
    }

    /// What comes of a check on the services as they are now.
    pub fn judged(&self, check: ServicesCheck) -> Judgement {
        Check::Services(check).judge(&Observation::Services(self.services()))
    }

    /// Looks until a check holds, at most so long as the tests are patient.
    pub fn until(&self, check: &ServicesCheck) {
        let mut last = self.judged(check.clone());
        self.runtime.block_on(async {
            let mut prober = Prober::new(Arc::new(self.subject()));
            let mut polling = Polling::new(Duration::from_millis(100), Tick::now().after(PATIENCE));
            while last.verdict != Verdict::Passed && polling.again().await {
                last = Check::Services(check.clone()).judge(&prober.ask(&Question::Services).await.observation);
            }
        });
        assert_eq!(last.verdict, Verdict::Passed, "{last:?}");
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let removed = self.runtime.block_on(remove_project(None, &self.name, PATIENCE));
        if let Err(why) = removed
            && !std::thread::panicking()
        {
            panic!("{why}");
        }
    }
}

pub fn ask(runtime: &Runtime, subject: Subject, question: &Question) -> Observation {
    runtime.block_on(Prober::new(Arc::new(subject)).ask(question)).observation
}

pub fn services_of(seen: Observation) -> Services {
    match seen {
        Observation::Services(services) => services,
        other => panic!("{}", other.kind()),
    }
}

/// A subject without anything.
pub fn nobody() -> Subject {
    Subject {
        attestations: PathBuf::from("attestations"),
        permit: Permit::Everything,
        request_limit: PATIENCE,
        procedure_limit: PATIENCE,
        ..Subject::default()
    }
}
