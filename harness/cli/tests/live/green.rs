//! A deployed system that is well is green, whatever was promised to be broken, signed or left out.

use crate::deployed::Deployed;
use crate::system::write;
use crate::tools::{Ended, Evidence};
use runproof_core::capability::Capability;
use runproof_core::target::AcceptedSkip;
use runproof_core::verdict::Verdict;

fn check(deployed: &Deployed, out: &str) -> Ended {
    write(&deployed.place, &deployed.target);
    deployed.place.run(&["check", "--target", "prod", "--out", out])
}

fn gate(deployed: &Deployed, out: &str) -> Ended {
    write(&deployed.place, &deployed.target);
    deployed.place.run(&["gate", "--target", "prod", "--out", out])
}

#[test]
fn a_system_behind_the_real_proxy_is_green() {
    let deployed = Deployed::new("as-documented");
    let ended = check(&deployed, "check").with_code(0);
    assert!(ended.verdict().starts_with("PASSED  inquirycircle on prod (live)"), "{}", ended.verdict());
    let evidence = Evidence::of(&deployed.place.path("check")).complete();
    // Most of the runbook is looked at, and what would write is skipped with its reason.
    assert!(evidence.count(Verdict::Passed) > 280, "{}", ended.verdict());
    for scenario in evidence.account.scenarios.iter().filter(|s| s.verdict() == Verdict::Skipped) {
        let reason = scenario.reason();
        assert!(reason.contains("needs ") || reason.contains("the target names no "), "{reason}");
    }
    let gated = gate(&deployed, "gate").with_code(0);
    assert!(gated.verdict().starts_with("PASSED  inquirycircle on prod (live)"), "{}", gated.verdict());
}

#[test]
fn what_was_observed_to_be_broken_is_waived_and_shown_until_the_waiver_expires() {
    let mut deployed = Deployed::new("as-built");
    deployed.target.profile = Some("as-built".into());
    let ended = check(&deployed, "check").with_code(0);
    assert!(ended.verdict().contains(" failed (waived)"), "{}", ended.verdict());
    let gated = gate(&deployed, "gate").with_code(0);
    assert!(gated.verdict().contains(" failed (waived)"), "{}", gated.verdict());
}

#[test]
fn a_skip_counts_against_the_gate_until_the_target_accepts_it() {
    let mut deployed = Deployed::new("as-documented");
    // Without TLS on the edge the gate does not see everything; health is then reached in the open.
    let open = deployed.target.urls["backend"].clone();
    deployed.target.urls.insert("edge".into(), open);
    let strict = deployed.place.run(&["list", "--tags", "@IC-RV.7"]).with_code(0);
    assert!(strict.stdout.contains("the certificate is valid"), "{}", strict.stdout);
    let only = "@IC-RV.7 or @IC-RV.6";
    write(&deployed.place, &deployed.target);
    let gated = |out: &str| deployed.place.run(&["gate", "--target", "prod", "--tags", only, "--out", out]);
    let refused = gated("strict").with_code(102);
    assert!(refused.stdout.contains("which the target does not accept: needs tls (1)"), "{}", refused.stdout);
    let mut accepting = deployed.target.clone();
    accepting.accept_skips =
        vec![AcceptedSkip { needs: Capability::Tls, reason: "encryption ends at the load balancer".into() }];
    write(&deployed.place, &accepting);
    let accepted = gated("accepting").with_code(0);
    assert!(accepted.verdict().contains("1 skipped"), "{}", accepted.verdict());
}
