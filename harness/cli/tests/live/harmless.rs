//! The whole selection on a live system sends reading requests to declared hosts, at the rate that the target says.

use crate::deployed::Deployed;
use crate::recorder::{Recorder, Sent};
use crate::system::write;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The one writing request that the target allows.
const ALLOWED: (&str, &str) = ("POST", "/api/auth/verify-key/");
/// Requests a second that the target allows.
const RATE: usize = 20;
/// What a machine that has other things to do may push together.
const SLACK: usize = 6;

/// What the proxy says that it was sent, by the name of the host.
fn logged(log: &Path) -> BTreeMap<String, Vec<Sent>> {
    let mut seen: BTreeMap<String, Vec<Sent>> = BTreeMap::new();
    for line in fs::read_to_string(log).unwrap().lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| entry["request"][name].as_str().unwrap().to_owned();
        let host = text("host").split(':').next().unwrap().to_owned();
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a log")]
        let at_ms = ((entry["ts"].as_f64().unwrap() - entry["duration"].as_f64().unwrap()) * 1_000.0) as i64;
        let path = text("uri").split('?').next().unwrap().to_owned();
        seen.entry(host).or_default().push(Sent { at_ms, method: text("method"), path });
    }
    seen
}

/// The most requests within a second.
fn most_in_a_second(sent: &[Sent]) -> usize {
    let mut times: Vec<i64> = sent.iter().map(|s| s.at_ms).collect();
    times.sort_unstable();
    (0..times.len()).map(|i| times[i..].iter().take_while(|t| **t < times[i] + 1_000).count()).max().unwrap_or(0)
}

#[test]
fn the_whole_selection_only_reads_at_the_declared_rate() {
    let mut deployed = Deployed::new("as-documented");
    let recorders: Vec<Recorder> = ["backend", "frontend", "plain"]
        .map(|name| {
            let url = deployed.target.urls[name].clone();
            let (_, address) = url.rsplit_once('/').unwrap();
            let (host, _) = address.rsplit_once(':').unwrap();
            let recorder = Recorder::before(&address.replace("localhost", "127.0.0.1"));
            deployed.target.urls.insert(name.into(), format!("http://{host}:{}", recorder.port()));
            recorder
        })
        .into();
    deployed.target.rate = Some(format!("{RATE}/s"));
    write(&deployed.place, &deployed.target);
    let log = Path::new(deployed.target.root.as_deref().unwrap()).join("caddy/logs/access.log");
    fs::write(&log, "").unwrap();
    deployed.place.run(&["check", "--target", "prod", "--out", "evidence"]).with_code(0);

    let mut seen = logged(&log);
    // Caddy writes down what it answers on its encrypted port; what the plain one got is in its recorder.
    for (host, recorder) in ["127.0.0.1", "127.0.0.1", "localhost"].iter().zip(&recorders) {
        seen.entry((*host).to_owned()).or_default().extend(recorder.sent());
    }
    let all: usize = seen.values().map(Vec::len).sum();
    assert!(all > 200, "{all} requests are too few to say anything");
    for (host, sent) in &seen {
        let declared = deployed.target.urls.values().any(|u| u.contains(&format!("//{host}:")));
        assert!(declared, "`{host}` is not named by the target");
        for one in sent {
            let reads = matches!(one.method.as_str(), "GET" | "HEAD" | "OPTIONS");
            assert!(reads || (one.method.as_str(), one.path.as_str()) == ALLOWED, "{host}: {one:?}");
        }
        let most = most_in_a_second(sent);
        assert!(most <= RATE + SLACK, "{host} got {most} requests within a second");
    }
    let busiest = seen.values().map(|s| most_in_a_second(s)).max().unwrap();
    assert!(busiest > RATE / 2, "nothing was bounded: at most {busiest} requests within a second");
}
