//! What a script names: paths and addresses in its texts, found without understanding the script.

use std::collections::BTreeSet;

/// Words in a path that suggest that even a reading request could change something; such paths are not asked.
const DANGEROUS: [&str; 14] = [
    "logout",
    "log-out",
    "signout",
    "sign-out",
    "delete",
    "remove",
    "destroy",
    "reset",
    "unsubscribe",
    "revoke",
    "cancel",
    "disable",
    "purge",
    "restart",
];
/// First segments by which an API is recognised.
const API: [&str; 3] = ["api", "rest", "graphql"];

/// Paths (beginning with `/`) and addresses (beginning with `http`) that stand in the texts of a script, each once, in
/// order. Parts of template texts count, up to the first blank that is filled in.
#[must_use]
pub fn literals(script: &str) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let opening = |c: char| matches!(c, '"' | '\'' | '`' | '}');
    let found = script.match_indices(opening).filter_map(|(at, open)| literal(&script[at + open.len()..]));
    found.filter(|text| seen.insert(*text)).collect()
}

/// The text at the beginning, when it is a path or an address and ends where texts end.
fn literal(rest: &str) -> Option<&str> {
    if !rest.starts_with(['/', 'h']) {
        return None;
    }
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"/_-.~:".contains(c))?;
    let text = &rest[..end];
    let closed = rest[end..].starts_with(['"', '\'', '`', '$', '?']);
    let is_path = text.starts_with('/') && !text.contains("//") && !text.contains(':') && text.len() > 1;
    let is_address = ["http://", "https://"].iter().any(|s| text.strip_prefix(s).is_some_and(|r| !r.is_empty()));
    (closed && (is_path || is_address)).then_some(text)
}

/// Further scripts that a script loads when it needs them, as written: `./name.js`, `/path/name.js` or `assets/name.js`.
#[must_use]
pub fn chunks(script: &str) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let text = |(at, quote): (usize, &str)| {
        let rest = &script[at + quote.len()..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"/_-.".contains(c))?;
        let begins = ["./", "/", "assets/"].iter().any(|b| rest.starts_with(b));
        (begins && !rest.starts_with("//") && rest[..end].ends_with(".js") && rest[end..].starts_with(quote))
            .then_some(&rest[..end])
    };
    let quotes = |c: char| matches!(c, '"' | '\'' | '`');
    script.match_indices(quotes).filter_map(text).filter(|t| seen.insert(*t)).collect()
}

/// Whether a path belongs to an API, by its first segment.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.trim_start_matches('/').split('/').next().is_some_and(|first| API.contains(&first))
}

/// The beginning that the API paths of a script have in common, such as `/api` or `/api/v1`, when it stands there alone.
#[must_use]
pub fn api_base<'a>(literals: &[&'a str]) -> Option<&'a str> {
    let bare = |path: &&str| {
        let mut segments = path.trim_matches('/').split('/');
        segments.next();
        let version = segments.next();
        let is_version = |s: &str| s.len() < 4 && s.strip_prefix('v').is_some_and(|n| n.parse::<u8>().is_ok());
        is_api(path) && version.is_none_or(is_version) && segments.next().is_none()
    };
    literals.iter().copied().filter(|l| l.starts_with('/')).find(bare).map(|base| base.trim_end_matches('/'))
}

/// Paths of an API that a script calls: those written out, and those that it may put behind the base. Paths that look as
/// if asking for them did something, and files, are left out.
#[must_use]
pub fn api_paths(literals: &[&str], base: Option<&str>) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for literal in literals.iter().filter(|l| l.starts_with('/') && harmless(l)) {
        let path = match base {
            _ if is_api(literal) => (*literal).to_owned(),
            Some(base) => format!("{base}{literal}"),
            None => continue,
        };
        let is_base = base.is_some_and(|b| path.trim_end_matches('/') == b);
        if !is_base && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

fn harmless(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    !is_file && !DANGEROUS.iter().any(|word| lower.contains(word))
}

/// Addresses that only mean something on the machine of whoever built the script: loopback with a port.
#[must_use]
pub fn developer_addresses<'a>(literals: &[&'a str]) -> Vec<&'a str> {
    let local = |address: &&&str| {
        let authority = address.split("://").nth(1).unwrap_or_default().split('/').next().unwrap_or_default();
        let (host, port) = authority.rsplit_once(':').unwrap_or((authority, ""));
        matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0") && port.parse::<u16>().is_ok()
    };
    literals.iter().filter(local).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_addresses_are_found_in_every_kind_of_text() {
        let script = r#"const a="/api/orders/",b='/health';fetch(`${base}/api`);get(`/users/${id}`);x="http://localhost:8000/api";
            y = a/2/"z"; "not a/path"; "//cdn.example/x.js"; "/with space"; ('/cut"#;
        assert_eq!(literals(script), ["/api/orders/", "/health", "/api", "/users/", "http://localhost:8000/api"]);
    }

    #[test]
    fn paths_stand_behind_the_base_unless_they_are_whole() {
        let all = ["/api", "/circles/", "/api/health/", "/logout/", "/api/keys/revoke/", "/logo.svg"];
        assert_eq!(api_base(&all), Some("/api"));
        assert_eq!(api_paths(&all, Some("/api")), ["/api/circles/", "/api/health/"]);
        assert_eq!(api_paths(&["/dashboard", "/api/login"], None), ["/api/login"]);
        assert_eq!((api_base(&["/api/orders/"]), api_base(&["/x", "/api/v1/"])), (None, Some("/api/v1")));
        assert_eq!(api_paths(&["/api/v1/", "/orders"], Some("/api/v1")), ["/api/v1/orders"]);
    }

    #[test]
    fn chunks_are_scripts_that_are_named_as_such() {
        let script =
            r#"import("./Home-1.js"),t("./Home-1.js");["assets/b.js","/c.css",'/d.js',"e.js","//cdn.example/f.js"]"#;
        assert_eq!(chunks(script), ["./Home-1.js", "assets/b.js", "/d.js"]);
    }

    #[test]
    fn an_address_of_loopback_counts_with_its_port_only() {
        let all =
            ["http://localhost", "http://localhost:8000/api", "https://127.0.0.1:3000", "http://localhost.example:80"];
        assert_eq!(developer_addresses(&all), ["http://localhost:8000/api", "https://127.0.0.1:3000"]);
    }
}
