//! Subjects, visitors and what they leave on the machine.

use crate::site::Site;
use runproof_core::check::Check;
use runproof_core::noun::view::{PageExchange, Problem, ProblemKind, View};
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::noun::visit::{Act, Visit};
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::{Judgement, Verdict};
use runproof_probe::ask::{Prober, Seen};
use runproof_probe::browser::{Kind, Maker, Seat};
use runproof_probe::lab::{Journal, Made};
use runproof_probe::secret::Secret;
use runproof_probe::subject::{Permit, Subject};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// Time limit of a request: long, for machines that have other things to do.
const PATIENT: Duration = Duration::from_secs(10);

/// What was made and is not gone.
#[derive(Default)]
pub struct Left(Mutex<Vec<Made>>);

impl Journal for Left {
    fn made(&self, what: &Made) {
        self.0.lock().unwrap().push(what.clone());
    }

    fn gone(&self, what: &Made) {
        self.0.lock().unwrap().retain(|m| m != what);
    }
}

impl Left {
    /// Everything that is not gone.
    pub fn all(&self) -> Vec<Made> {
        self.0.lock().unwrap().clone()
    }
}

/// A place for the browsers of one test.
pub struct Room {
    /// What they made.
    pub left: Arc<Left>,
    /// Where profiles stand.
    pub scratch: TempDir,
    /// Pictures and sources.
    pub evidence: TempDir,
}

impl Room {
    /// An empty one.
    pub fn new() -> Self {
        let directory = || tempfile::Builder::new().prefix("runproof-browser-").tempdir().unwrap();
        Self { left: Arc::default(), scratch: directory(), evidence: directory() }
    }

    /// Its seat, with the programs of the machine.
    pub fn seat(&self) -> Arc<Seat> {
        self.seat_of(local())
    }

    /// Its seat, with browsers in the network of the machine.
    pub fn shared_seat(&self) -> Arc<Seat> {
        let evidence = Some(self.evidence.path().join("attachments"));
        Arc::new(Seat::new(local(), self.scratch.path().to_owned(), evidence, self.left.clone()))
    }

    /// Its seat, with these programs.
    pub fn seat_of(&self, kind: Kind) -> Arc<Seat> {
        let evidence = Some(self.evidence.path().join("attachments"));
        let seat = Seat::new(kind, self.scratch.path().to_owned(), evidence, self.left.clone());
        Arc::new(seat.apart(maker()))
    }

    /// The subject at a site, disposable, with every write allowed; `edge.test` and `other.test` are names of it.
    pub fn subject(&self, site: &Site) -> Subject {
        let loopback = "127.0.0.1".parse().unwrap();
        Subject {
            urls: [("edge".to_owned(), format!("http://{}", site.address))].into(),
            attestations: PathBuf::from("attestations"),
            resolve: ["edge.test", "other.test"].map(|name| (name.to_owned(), loopback)).into(),
            browser: Some(self.seat()),
            permit: Permit::Everything,
            request_limit: PATIENT,
            procedure_limit: PATIENT,
            ..Subject::default()
        }
    }

    /// A file of the evidence folder.
    pub fn file(&self, view: &View, ending: &str) -> PathBuf {
        let name = view.files.iter().find(|f| f.ends_with(ending)).unwrap_or_else(|| panic!("{ending}: {view:?}"));
        self.evidence.path().join(name)
    }
}

/// What makes the networks of these tests.
pub fn maker() -> Maker {
    Maker { program: env!("CARGO_BIN_EXE_browser-network").into(), arguments: Vec::new() }
}

/// The programs of the machine.
pub fn local() -> Kind {
    let at = |name: &str| Path::new("/usr/bin").join(name);
    Kind::Local { driver: at("chromedriver"), browser: at("chromium") }
}

/// A subject with a key.
pub fn with_key(subject: Subject, alias: &str, key: &str) -> Subject {
    Subject { keys: [(alias.to_owned(), Secret::new(key))].into(), ..subject }
}

/// Visitors before a subject.
pub struct Stage(pub Prober);

impl Stage {
    /// Nobody has come yet.
    pub fn new(subject: Subject) -> Self {
        Self(Prober::new(Arc::new(subject)))
    }

    /// With the visitor at `/`.
    pub async fn at_home(subject: Subject) -> Self {
        let mut stage = Self::new(subject);
        let view = stage.opens("/").await;
        assert_eq!(view.problem, None, "{view:?}");
        stage
    }

    /// Does something, and returns everything there is to see.
    pub async fn seen(&mut self, visitor: &str, act: Act) -> Seen {
        self.0.ask(&Question::Browser(Visit { visitor: visitor.into(), act })).await
    }

    /// Does something as the visitor, and returns what they see.
    pub async fn does(&mut self, act: Act) -> View {
        view(&self.seen("visitor", act).await)
    }

    /// Opens a page.
    pub async fn opens(&mut self, url: &str) -> View {
        self.does(Act::Opens { url: url.into() }).await
    }

    /// Fills a field.
    pub async fn fills(&mut self, field: &str, text: &str) -> View {
        self.does(Act::Fills { field: field.into(), text: text.into() }).await
    }

    /// Presses a control.
    pub async fn presses(&mut self, control: &str) -> View {
        self.does(Act::Presses { control: control.into(), beside: None }).await
    }

    /// Looks again.
    pub async fn looks(&mut self) -> View {
        self.does(Act::Looks { style: None }).await
    }

    /// Looks until it will do, for at most half a minute.
    pub async fn sees(&mut self, what: &str, mut will_do: impl FnMut(&View) -> bool) -> View {
        let until = runproof_probe::clock::Tick::now().after(Duration::from_secs(30));
        let looking =
            runproof_probe::wait::poll(Duration::from_millis(30), until, async || self.looks().await, |v| will_do(v));
        let polled = looking.await;
        assert!(polled.done, "{what}: {:?}", polled.last);
        polled.last
    }

    /// Ends every session.
    pub async fn leaves(mut self) {
        self.0.leave().await;
    }
}

/// The view in an observation.
pub fn view(seen: &Seen) -> View {
    match &seen.observation {
        Observation::Browser(view) => view.as_ref().clone(),
        other => panic!("{other:?}"),
    }
}

/// The problem, which must be of that kind.
pub fn problem(view: &View, kind: ProblemKind) -> &Problem {
    let problem = view.problem.as_ref().unwrap_or_else(|| panic!("no problem: {view:?}"));
    assert_eq!(problem.kind, kind, "{view:?}");
    problem
}

/// A check on a view, as a scenario makes it.
pub fn judged(check: ViewCheck, view: &View) -> Judgement {
    Check::Browser(check).judge(&Observation::Browser(Box::new(view.clone())))
}

/// The check must pass.
#[track_caller]
pub fn holds(check: ViewCheck, view: &View) {
    let judgement = judged(check, view);
    assert_eq!(judgement.verdict, Verdict::Passed, "{judgement:?}\n{view:?}");
}

/// The last request of a session that fits.
pub fn exchange<'a>(view: &'a View, method: &str, part: &str) -> &'a PageExchange {
    let found = view.exchanges.iter().rev().find(|e| e.method == method && e.url.contains(part));
    found.unwrap_or_else(|| panic!("no {method} {part}: {:?}", view.exchanges))
}
