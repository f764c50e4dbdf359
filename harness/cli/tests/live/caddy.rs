//! The real Caddy of this machine, before the services of a reference stack.

use crate::tools::until;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long it may take to accept its first connection.
const PATIENCE: Duration = Duration::from_secs(60);

/// A Caddy that serves; it ends with the test.
pub struct Caddy {
    process: Child,
    /// The port of plain connections.
    pub plain: u16,
    /// The port of encrypted connections.
    pub encrypted: u16,
}

/// What a Caddyfile of a container means on this machine.
pub struct Surroundings<'a> {
    /// Where the backend listens.
    pub backend: &'a str,
    /// Where the frontend listens.
    pub frontend: &'a str,
    /// Directory of the project.
    pub root: &'a Path,
    /// Directory with `edge.pem` and `edge.key`.
    pub certificates: &'a Path,
}

impl Caddy {
    /// Serves a Caddyfile as it would be served in its container; `directory` is for what Caddy keeps.
    pub fn serving(caddyfile: &str, here: &Surroundings<'_>, directory: &Path) -> Self {
        let [plain, encrypted] = [free(), free()];
        let config = directory.join("Caddyfile");
        fs::create_dir_all(directory).unwrap();
        fs::write(&config, adapted(caddyfile, here, plain, encrypted)).unwrap();
        let said = fs::File::create(directory.join("caddy.log")).unwrap();
        let mut process = Command::new("caddy")
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(&config)
            .env("XDG_DATA_HOME", directory.join("data"))
            .env("XDG_CONFIG_HOME", directory.join("config"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .unwrap_or_else(|e| panic!("no Caddy: {e}; apt-get install caddy"));
        until("a Caddy that serves", PATIENCE, || {
            if let Some(status) = process.try_wait().unwrap() {
                let said = fs::read_to_string(directory.join("caddy.log")).unwrap();
                panic!("caddy ended with {status}: {said}");
            }
            TcpStream::connect(("127.0.0.1", plain)).ok()
        });
        Self { process, plain, encrypted }
    }
}

impl Drop for Caddy {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Ports, names, mounts and certificates as the container would have them; the routes stay as they are.
fn adapted(caddyfile: &str, here: &Surroundings<'_>, plain: u16, encrypted: u16) -> String {
    let root = here.root.display();
    let (chain, key) = (here.certificates.join("edge.pem"), here.certificates.join("edge.key"));
    let tls = format!("\ttls {} {}", chain.display(), key.display());
    let common = format!(
        "\thttp_port {plain}\n\thttps_port {encrypted}\n\tadmin off\n\tskip_install_trust\n\
         \tlog {{\n\t\toutput file {root}/caddy/logs/error.log\n\t}}\n"
    );
    let text = caddyfile
        .replace("backend:8000", here.backend)
        .replace("frontend:3000", here.frontend)
        .replace("frontend:80", here.frontend)
        .replace("{$SITE_ROOT:/srv/site/dist}", &format!("{root}/caddy/site/dist"))
        .replace("{$ACCESS_LOG:/var/log/caddy/access.log}", &format!("{root}/caddy/logs/access.log"))
        .replace("/srv/site", &format!("{root}/caddy/site"))
        .replace("/var/log/caddy", &format!("{root}/caddy/logs"));
    let mut lines: Vec<String> = Vec::new();
    let own_options = text.lines().any(|l| l == "{");
    for line in text.lines() {
        match line {
            "{" => lines.push(format!("{{\n{common}")),
            ":80 {" => lines.push(format!(":{plain} {{")),
            site if site.ends_with(" {") && !site.starts_with(['\t', '#']) => lines.push(format!("{site}\n{tls}")),
            other => lines.push(other.to_owned()),
        }
    }
    let text = lines.join("\n") + "\n";
    // Caddy's own redirect leads to the port that a container publishes, which is not ours.
    let redirect = format!("http:// {{\n\tredir https://{{host}}:{encrypted}{{uri}} 308\n}}\n");
    if own_options { text } else { format!("{{\n\tauto_https disable_redirects\n{common}}}\n{text}\n{redirect}") }
}
