//! A deployed InquiryCircle: its services, and the real Caddy before them.

use crate::caddy::{Caddy, Surroundings};
use crate::system::{Systems, live};
use crate::tools::Workplace;
use runproof_core::target::Target;
use runproof_fixtures::embedded::RunningStack;
use runproof_probe::lab::Stack as _;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Services and proxy; they end with the test.
pub struct Deployed {
    /// What the user of the system knows about it.
    pub target: Target,
    /// Where its user works.
    pub place: Workplace,
    /// The proxy.
    pub caddy: Caddy,
    _stack: RunningStack,
    _systems: Systems,
}

impl Deployed {
    /// An edition, with the Caddyfile that belongs to it.
    pub fn new(variant: &str) -> Self {
        let (systems, place) = (Systems::of(variant), Workplace::new());
        let stack = systems.start();
        stack.stop_service("edge").unwrap();
        let mut target = live(stack.target(), &place);
        let root = target.root.clone().unwrap();
        let listens = |name: &str| target.urls[name].trim_start_matches("http://").to_owned();
        let here = Surroundings {
            backend: &listens("backend"),
            frontend: &listens("frontend"),
            root: Path::new(&root),
            certificates: Path::new(target.authority.as_deref().unwrap()).parent().unwrap(),
        };
        let caddyfile = fs::read_to_string(Path::new(&root).join("caddy/Caddyfile")).unwrap();
        let caddy = Caddy::serving(&caddyfile, &here, &place.path("caddy"));
        target.urls = addresses(&target.urls, &caddy);
        target.allow_writes = vec!["POST /api/auth/verify-key/".into()];
        Self { target, place, caddy, _stack: stack, _systems: systems }
    }
}

/// The addresses of the stack with Caddy's ports in place of those of the reference edge.
fn addresses(urls: &BTreeMap<String, String>, caddy: &Caddy) -> BTreeMap<String, String> {
    let moved = |(name, url): (&String, &String)| {
        let (before, _) = url.rsplit_once(':').unwrap();
        let port = if url.starts_with("https://") { caddy.encrypted } else { caddy.plain };
        let kept = matches!(name.as_str(), "backend" | "frontend");
        (name.clone(), if kept { url.clone() } else { format!("{before}:{port}") })
    };
    urls.iter().map(moved).collect()
}
