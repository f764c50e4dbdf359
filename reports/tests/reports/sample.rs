//! Ledgers to test with, built entry by entry. Every judgement comes from the real check on the real observation.
//!
//! To add a case: begin a scenario with [`Story::scenario`], give it attempts, and steps within them.

use crate::sample_view::{PICTURE, hostile_view, tell_visit};
use runproof_core::capability::{Capability, Found};
use runproof_core::catalog::{Cost, Effect, Item, LooksLike, Tier};
use runproof_core::check::Check;
use runproof_core::ledger::{
    Entry, Event, FaultState, GateRule, LEDGER_VERSION, RunProblem, RunStarted, ScenarioPlanned, StepFinished,
};
use runproof_core::names::{Day, Waiver};
use runproof_core::noun::http::{Body, Exchange, Failure, FailureKind, Request, Response};
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::observation::Observation;
use runproof_core::verdict::{EvidenceClass, Judgement, Verdict};
use std::fs;
use std::path::Path;

/// A run being told.
pub struct Story {
    pub entries: Vec<Entry>,
    pub now: u64,
    /// Files beside the ledger, by path.
    pub files: Vec<(String, Vec<u8>)>,
    scenarios: u32,
    observations: u64,
    attempt: u32,
    step: u32,
}

impl Story {
    /// A run of `check` against the reference stack of one system.
    pub fn simulated() -> Self {
        Self::of(RunStarted {
            ledger: LEDGER_VERSION,
            run_id: "20261121-092207-7f3a".into(),
            tool: "0.1.0".into(),
            command: "check".into(),
            arguments: vec!["features/shop".into()],
            target: "embedded".into(),
            systems: vec!["shop".into()],
            profiles: vec![("shop".into(), "as-built".into())],
            class: Some(EvidenceClass::Simulated),
            hostname: "ci-7".into(),
            started: "2026-11-21T09:22:07.250Z".into(),
            seed: 42,
            jobs: 2,
            ..RunStarted::default()
        })
    }

    pub fn of(start: RunStarted) -> Self {
        let mut story =
            Self { entries: Vec::new(), now: 0, files: Vec::new(), scenarios: 0, observations: 0, attempt: 0, step: 0 };
        story.add(Event::RunStarted(Box::new(start)));
        story
    }

    pub fn add(&mut self, event: Event) {
        self.entries.push(Entry { at_ms: self.now, event });
    }

    pub fn capability(&mut self, capability: Capability, present: bool, detail: &str) {
        self.add(Event::CapabilityFound(Found { capability, present, detail: detail.into() }));
    }

    pub fn item(&mut self, item: Item) {
        self.add(Event::ItemListed { system: "shop".into(), item: Box::new(item) });
    }

    pub fn waiver(&mut self, item: &str, until: &str, expired: bool) {
        let waiver = Waiver {
            item: item.into(),
            reason: "headers come with the next proxy release".into(),
            owner: "ops".into(),
            until: Day::new(until).unwrap(),
        };
        self.add(Event::WaiverListed { system: "shop".into(), waiver, expired });
    }

    /// Plans a scenario; returns its number.
    pub fn scenario(&mut self, plan: ScenarioPlanned) -> u32 {
        let scenario = self.scenarios;
        self.scenarios += 1;
        self.add(Event::ScenarioPlanned(Box::new(ScenarioPlanned { scenario, ..plan })));
        scenario
    }

    pub fn attempt(&mut self, scenario: u32, attempt: u32) {
        self.attempt = attempt;
        self.step = 0;
        self.add(Event::AttemptStarted { scenario, attempt, stack: "shared".into() });
    }

    /// A step that sees something and checks it; returns the judgement.
    pub fn checked(&mut self, scenario: u32, text: &str, seen: Observation, check: Check) -> Judgement {
        let observation = self.observations;
        self.observations += 1;
        let (attempt, step, took_ms) = (self.attempt, self.step, 40 + 13 * u64::from(self.step));
        self.now += took_ms;
        let judgement = check.judge(&seen);
        self.add(Event::Observed { observation, scenario, attempt, step, took_ms, seen: Box::new(seen) });
        self.add(Event::Checked {
            observation,
            scenario,
            attempt,
            step,
            check: Box::new(check),
            judgement: Box::new(judgement.clone()),
            polls: 1,
        });
        self.finish_step(scenario, "Then ", text, judgement.verdict, "");
        judgement
    }

    pub fn finish_step(&mut self, scenario: u32, keyword: &str, text: &str, verdict: Verdict, reason: &str) {
        let (attempt, step) = (self.attempt, self.step);
        self.step += 1;
        self.now += 3;
        self.add(Event::StepFinished(Box::new(StepFinished {
            scenario,
            attempt,
            step,
            keyword: keyword.into(),
            text: text.into(),
            line: 10 + step,
            verdict,
            reason: reason.into(),
            took_us: 43_000,
        })));
    }

    /// Ends an attempt; a pass means that there are no more steps than were told.
    pub fn end_attempt(&mut self, scenario: u32, verdict: Verdict, reason: &str) {
        let planned = self.entries.iter_mut().rev().find_map(|e| match &mut e.event {
            Event::ScenarioPlanned(plan) if plan.scenario == scenario => Some(plan),
            _ => None,
        });
        if let Some(plan) = planned.filter(|_| verdict == Verdict::Passed) {
            plan.steps = self.step;
        }
        let (attempt, took_ms) = (self.attempt, 120 + 37 * u64::from(scenario % 11));
        self.now += 5;
        self.add(Event::AttemptFinished { scenario, attempt, verdict, reason: reason.into(), took_ms });
    }

    pub fn end(&mut self, problem: Option<RunProblem>) {
        self.now += 100;
        self.add(Event::RunFinished { interrupted: false, problem, ended: "2026-11-21T09:22:38Z".into() });
    }

    /// The ledger's lines.
    pub fn lines(&self) -> String {
        self.entries.iter().map(|e| serde_json::to_string(e).unwrap() + "\n").collect()
    }

    /// A picture and the source of a page beside the ledger; returns their paths.
    pub fn pictured(&mut self, number: u32) -> Vec<String> {
        let path = |end: &str| format!("attachments/page-{number:05}-visitor.{end}");
        self.files.push((path("png"), PICTURE.to_vec()));
        self.files.push((path("html.txt"), b"<!doctype html><title>InquiryCircle</title>".to_vec()));
        vec![path("png"), path("html.txt")]
    }

    /// Writes the ledger and the files beside it into a folder.
    pub fn write(&self, dir: &Path) {
        fs::create_dir_all(dir.join("attachments")).unwrap();
        for (path, bytes) in &self.files {
            fs::write(dir.join(path), bytes).unwrap();
        }
        fs::write(dir.join("ledger.ndjson"), self.lines()).unwrap();
    }

    /// Writes the ledger into a fresh folder and reads it.
    pub fn read(&self) -> (tempfile::TempDir, runproof_reports::ledger_reader::Ledger) {
        let dir = tempfile::tempdir().unwrap();
        self.write(dir.path());
        let ledger = runproof_reports::ledger_reader::read(&dir.path().join("ledger.ndjson")).unwrap();
        (dir, ledger)
    }
}

/// A plan with two steps.
pub fn plan(path: &str, line: u32, title: &str, items: &[&str]) -> ScenarioPlanned {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    let mut tags = items.clone();
    tags.push("reads".into());
    ScenarioPlanned {
        system: "shop".into(),
        path: format!("shop/{path}.feature"),
        line,
        feature: format!("the {} of the shop", path.rsplit('/').next().unwrap_or(path)),
        title: title.into(),
        tags,
        items,
        steps: 2,
        needs: vec![Capability::Http],
        ..ScenarioPlanned::default()
    }
}

pub fn item(id: &str, tier: Tier) -> Item {
    Item {
        id: id.into(),
        source: "operations guide: health".into(),
        text: format!("what {id} promises"),
        tier,
        needs: vec![],
        effect: Effect::Reads,
        cost: Cost::Free,
        faults: vec!["stop service:backend".into()],
        covered: true,
        reason: None,
        same_as: None,
        derived_from: vec![],
        looks_like: None,
    }
}

pub fn not_covered(id: &str, tier: Tier, reason: &str) -> Item {
    Item { covered: false, reason: Some(reason.into()), ..item(id, tier) }
}

pub fn request(path: &str) -> Request {
    Request {
        method: "GET".into(),
        url: format!("https://shop.test{path}"),
        headers: vec![("Authorization".into(), "Key ●●●●".into()), ("Accept".into(), "application/json".into())],
        key: Some("facilitator".into()),
        ..Request::default()
    }
}

/// An answer with a status, a media type and a text.
pub fn answer(path: &str, status: u16, media: &str, text: &str) -> Exchange {
    let body = Body {
        bytes: text.len() as u64,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        text: Some(text.into()),
        cut: false,
    };
    let headers = vec![("content-type".into(), media.into()), ("server".into(), "Caddy".into())];
    Exchange {
        request: request(path),
        response: Some(Response { status, headers, body }),
        failure: None,
        hops: vec![],
        took_ms: 43,
    }
}

pub fn refused(path: &str) -> Exchange {
    let failure = Failure { kind: FailureKind::ConnectionRefused, detail: "tcp connect 127.0.0.1:8443".into() };
    Exchange { request: request(path), response: None, failure: Some(failure), hops: vec![], took_ms: 2 }
}

pub fn status(code: &str) -> Check {
    Check::Http(HttpCheck::Status { any_of: vec![code.into()] })
}

/// A run with every verdict, a visitor in a browser, a flaky pass, waivers of every standing, faults, masks and time budgets.
pub fn every_verdict() -> Story {
    let mut story = Story::simulated();
    tell_surroundings(&mut story);
    tell_passes(&mut story);
    tell_troubles(&mut story);
    tell_gaps(&mut story);
    story.add(Event::Masked { rule: "key facilitator".into(), place: "http".into(), count: 14 });
    story.now = 31_400;
    story.add(Event::StackStopped { stack: "shared".into() });
    story.end(None);
    story
}

fn tell_surroundings(story: &mut Story) {
    story.capability(Capability::Http, true, "https://shop.test");
    story.capability(Capability::Engine, false, "no socket at /var/run/docker.sock");
    let looks = LooksLike {
        symptom: "the page loads but every list stays empty".into(),
        diagnosis: "the database is locked by an integrity check on the live file".into(),
        fix: "stop the check, copy the file with the backup API, check the copy".into(),
    };
    story.item(Item { looks_like: Some(looks), ..item("S-HC.1", Tier::Vital) });
    for (id, tier) in [("S-HC.2", Tier::Vital), ("S-M1", Tier::Core), ("S-M2", Tier::Core), ("S-M3", Tier::Core)] {
        story.item(item(id, tier));
    }
    for (id, tier) in [("S-P1", Tier::Paper), ("S-P2", Tier::Vital), ("S-P3", Tier::Core), ("S-P4", Tier::Paper)] {
        story.item(item(id, tier));
    }
    story.item(Item { same_as: Some("S-HC.2".into()), faults: vec![], ..item("S-HC.3", Tier::Core) });
    story.item(not_covered("S-X1", Tier::Vital, "needs a container engine"));
    story.item(not_covered("S-X2", Tier::Paper, "conduct of people, to be attested"));
    story.waiver("S-M3", "2027-06-30", false);
    story.waiver("S-M1", "2027-01-31", false);
    story.waiver("S-M2", "2026-03-31", true);
    story.now = 900;
    story.add(Event::StackStarted { stack: "shared".into(), what: "shop as-built".into(), took_ms: 850 });
    let fault = |state, proof: &str| Event::Fault {
        stack: "shared".into(),
        fault: "stop service:backend".into(),
        state,
        proof: proof.into(),
    };
    story.add(fault(FaultState::Present, "the process is gone and the port refuses"));
    story.now = 1_200;
    story.add(fault(FaultState::Gone, "the port accepts again"));
}

fn tell_passes(story: &mut Story) {
    let n = story.scenario(plan("health/api", 12, "the API answers a signed request", &["S-HC.2"]));
    story.attempt(n, 1);
    let seen = || Observation::Http(answer("/api/lists/", 200, "application/json", r#"{"lists": [{"id": 1}]}"#));
    story.checked(n, "the status is 200", seen(), status("200"));
    story.checked(n, "it took at most 2s", seen(), Check::Http(HttpCheck::TookAtMost { ms: 2_000 }));
    story.end_attempt(n, Verdict::Passed, "");
    let n = story.scenario(plan("health/api", 20, "the API is back after a restart", &["S-M1"]));
    story.attempt(n, 1);
    story.checked(n, "the status is 200", Observation::Http(refused("/api/")), status("200"));
    story.end_attempt(n, Verdict::Failed, "expected status 200, saw no answer: connection refused");
    story.attempt(n, 2);
    story.checked(n, "the status is 200", seen(), status("200"));
    story.end_attempt(n, Verdict::Passed, "");
}

fn tell_troubles(story: &mut Story) {
    let n = story.scenario(plan("health/lists", 7, "a keyed read comes from the database", &["S-HC.1"]));
    story.attempt(n, 1);
    story.finish_step(n, "When ", "a client with key facilitator asks for /api/lists/", Verdict::Passed, "");
    let html = "<!doctype html><title>Shop</title><div id=app></div></script><script>alert(1)</script>";
    let seen = Observation::Http(answer("/api/lists/", 200, "text/html", html));
    story.checked(n, "the answer is JSON", seen, Check::Http(HttpCheck::Json));
    story.end_attempt(n, Verdict::Failed, "");
    let n = story.scenario(plan("security/headers", 9, "answers forbid framing", &["S-M3"]));
    story.attempt(n, 1);
    story.checked(n, "the status is 204", Observation::Http(answer("/", 200, "text/html", "x")), status("204"));
    story.end_attempt(n, Verdict::Failed, "");
    let n = story.scenario(plan("backup/restore", 5, "the newest backup restores", &["S-M2"]));
    story.attempt(n, 1);
    story.finish_step(n, "Given ", "a copy of the stack", Verdict::Broken, "no free port in 40000-40100");
    story.end_attempt(n, Verdict::Broken, "no free port in 40000-40100");
    let n = story.scenario(plan("logs/errors", 6, "the log has no errors", &["S-P1"]));
    story.attempt(n, 1);
    let lines = serde_json::json!({"saw": "lines", "source": "backend", "looked_at": 0, "matching": 0, "samples": []});
    let check = serde_json::json!({"of": "lines", "check": {"expect": "at-most", "lines": 0}});
    let (lines, check) = (serde_json::from_value(lines).unwrap(), serde_json::from_value(check).unwrap());
    let judgement = story.checked(n, "no line of the log is an error", lines, check);
    story.end_attempt(n, judgement.verdict, "");
}

fn tell_gaps(story: &mut Story) {
    let n = story.scenario(plan("sign_off/review", 4, "the restore log was reviewed", &["S-P2"]));
    story.attempt(n, 1);
    story.finish_step(n, "Then ", "S-P2 is attested by the owner", Verdict::Awaiting, "no attestation yet");
    story.end_attempt(n, Verdict::Awaiting, "no attestation of S-P2 by the owner");
    for title in ["the stack starts from images", "images are named by digest"] {
        let needs = vec![Capability::Http, Capability::Engine];
        let n = story.scenario(ScenarioPlanned { needs, ..plan("containers/images", 8, title, &["S-P3"]) });
        story.attempt(n, 1);
        story.end_attempt(n, Verdict::Skipped, "needs engine");
    }
    tell_visit(story);
}

/// A run of a gate on a bare address in which everything passed.
pub fn surface_pass() -> Story {
    let mut story = Story::of(RunStarted {
        ledger: LEDGER_VERSION,
        run_id: "r-2".into(),
        tool: "0.1.0".into(),
        command: "gate".into(),
        address: "https://shop.example".into(),
        systems: vec!["any".into()],
        class: Some(EvidenceClass::Live),
        gate: GateRule::Surface,
        started: "2026-11-21T09:22:07Z".into(),
        hostname: "ops-1".into(),
        ..RunStarted::default()
    });
    let n = story.scenario(plan("any/answers", 3, "the address answers", &[]));
    story.attempt(n, 1);
    story.checked(n, "the status is 200", Observation::Http(answer("/", 200, "text/html", "<p>hi</p>")), status("200"));
    story.end_attempt(n, Verdict::Passed, "");
    story.now = 1_900;
    story.end(None);
    story
}

/// Texts that try to break out of every format.
pub const HOSTILE: &str = "\u{1b}[31mred\u{1b}[0m \u{0}\u{8}]]></failure></script><script>document.title='owned'</script>\
    <!-- --> \"quoted\" & 'single' [[ATTACHMENT|/etc/passwd]] [[PROPERTY|a=b]] \u{202e}drowssap שלום 👋🏽 \u{ffff}";

/// A run in which every text is hostile, and some are long.
pub fn hostile() -> Story {
    let mut story = Story::simulated();
    let title = HOSTILE.to_owned();
    let mut hostile = plan(HOSTILE, 1, &title, &["S-1"]);
    hostile.feature = title.clone();
    hostile.rule = title.clone();
    hostile.tags.push(title.clone());
    let n = story.scenario(hostile);
    story.attempt(n, 1);
    let long = format!("{HOSTILE}{}", "x".repeat(1_000_000));
    story.checked(n, &title, Observation::Http(answer("/'; rm -rf /", 200, HOSTILE, &long)), status("204"));
    let visited = Check::Browser(ViewCheck::Sees { text: title.clone() });
    story.checked(n, &title, Observation::Browser(Box::new(hostile_view())), visited);
    story.files.push(("attachments/liar.png".into(), HOSTILE.into()));
    story.finish_step(n, "Then ", &long, Verdict::Failed, &long);
    story.end_attempt(n, Verdict::Failed, &long);
    let n = story.scenario(plan("quiet", 2, &title, &[]));
    story.attempt(n, 1);
    story.end_attempt(n, Verdict::Skipped, HOSTILE);
    story.end(None);
    story
}

/// A run of many two-step scenarios, one in a hundred of which fails.
pub fn many(scenarios: u32) -> Story {
    let mut story = Story::simulated();
    for n in 0..scenarios {
        let path = format!("area_{}/subject_{}", n / 500, n / 5);
        let n = story.scenario(plan(&path, n % 5 * 8 + 3, &format!("case {n} of many holds what was promised"), &[]));
        story.attempt(n, 1);
        let code = if n % 100 == 99 { 500 } else { 200 };
        let body = format!(r#"{{"case": {n}, "text": "{}"}}"#, "lorem ipsum ".repeat(30));
        let seen = || Observation::Http(answer("/api/x/", code, "application/json", &body));
        story.checked(n, "the status is 200", seen(), status("200"));
        let judgement = story.checked(n, "the answer is JSON", seen(), Check::Http(HttpCheck::Json));
        let verdict = if code == 500 { Verdict::Failed } else { judgement.verdict };
        story.end_attempt(n, verdict, "");
    }
    story.end(None);
    story
}
