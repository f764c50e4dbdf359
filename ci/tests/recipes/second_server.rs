//! Backups on a second server: a real `sshd` on loopback, with rclone and rsync.

use crate::kit::Kit;
use std::fs;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How rsync ends without a connection: with the code of ssh when ssh was at its end before it looked, else with its own.
const WITHOUT_CONNECTION: [Option<i32>; 2] = [Some(255), Some(12)];

/// The server, ended with the test.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Server {
    /// Starts one that the key `key` opens; its files are those of this machine.
    fn start(kit: &Kit) -> io::Result<Self> {
        for name in ["host_key", "key", "other"] {
            kit.ran(&["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", name])?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let rules = format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\nUsePAM no\n\
             PermitRootLogin yes\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nSubsystem sftp internal-sftp\n",
            kit.text("host_key"),
            kit.text("key.pub"),
        );
        fs::write(kit.at("sshd_config"), rules)?;
        let host_key = fs::read_to_string(kit.at("host_key.pub"))?;
        fs::write(kit.at("known_hosts"), format!("[127.0.0.1]:{port} {host_key}"))?;
        // Root's needs the directory that the package's own unit makes; it is there already, or may not be made and is not needed.
        drop(fs::create_dir_all("/run/sshd"));
        let mut command = Command::new("/usr/sbin/sshd");
        command.args(["-D", "-e", "-f"]).arg(kit.at("sshd_config"));
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let server = Self { child, port };
        #[expect(clippy::disallowed_methods, reason = "a test outside of the crates that have a clock")]
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(120), "no server on port {port}");
            thread::yield_now();
        }
        Ok(server)
    }
}

/// Who runs the tests is who signs in.
fn user(kit: &Kit) -> io::Result<String> {
    kit.ran(&["id", "-un"])
}

#[test]
fn rclone_copies_from_a_directory_and_from_a_second_server() -> io::Result<()> {
    let mut kit = Kit::new()?;
    let server = Server::start(&kit)?;
    let remotes = |key: &str| -> io::Result<()> {
        let (user, port, key, hosts) = (user(&kit)?, server.port, kit.text(key), kit.text("known_hosts"));
        let text = format!(
            "[here]\ntype = local\n[there]\ntype = sftp\nhost = 127.0.0.1\nport = {port}\nuser = {user}\nkey_file = {key}\n\
             known_hosts_file = {hosts}\n"
        );
        fs::write(kit.at("rclone.conf"), text)
    };
    remotes("key")?;
    kit.with("RCLONE_CONFIG", &kit.text("rclone.conf"));
    let directory = kit.text("");
    let directory = directory.trim_end_matches('/');
    for remote in ["here", "there"] {
        kit.with("RCLONE_FROM", &format!("{remote}:{directory}"));
        kit.brings("rclone.sh", "shop.sql.gz")?;
        let copied = ["rclone", "copyto", "--retries", "1", "--error-on-no-transfer"];
        let from = format!("{remote}:{directory}/none.gz");
        let tool = kit.tried(&[&copied[..], &[&from, "copy"]].concat())?;
        kit.refuses("rclone.sh", "none.gz", tool.status.code())?;
    }
    let remotes = |text: String| fs::write(kit.at("rclone.conf"), text);
    let right = fs::read_to_string(kit.at("rclone.conf"))?;
    for (before, after) in [("/key\n", "/other\n"), ("/key\n", "/none\n"), ("[there]", "[gone]")] {
        remotes(right.replace(before, after))?;
        let from = format!("there:{directory}/shop.sql.gz");
        let tool = kit.tried(&["rclone", "copyto", "--retries", "1", &from, "copy"])?;
        kit.refuses("rclone.sh", "shop.sql.gz", tool.status.code())?;
    }
    Ok(())
}

#[test]
fn rsync_brings_back_from_a_second_server_what_it_copied_there() -> io::Result<()> {
    let mut kit = Kit::new()?;
    let server = Server::start(&kit)?;
    let ssh = |key: &str| {
        let (port, key, hosts) = (server.port, kit.text(key), kit.text("known_hosts"));
        format!("ssh -F none -p {port} -i {key} -o IdentitiesOnly=yes -o UserKnownHostsFile={hosts}")
    };
    let (right, wrong, missing) = (ssh("key"), ssh("other"), ssh("none"));
    fs::create_dir(kit.at("offsite"))?;
    let there = format!("{}@127.0.0.1:{}", user(&kit)?, kit.text("offsite"));
    kit.ran(&["rsync", "-a", "-e", &right, "shop.sql.gz", &there])?;
    kit.with("RSYNC_FROM", &there);
    kit.with("RSYNC_SSH", &right);
    kit.brings("rsync.sh", "/where/it/was/shop.sql.gz")?;
    kit.refuses("rsync.sh", "none.gz", Some(23))?;
    for key in [wrong, missing] {
        kit.with("RSYNC_SSH", &key);
        kit.refuses_as_one_of("rsync.sh", "shop.sql.gz", &WITHOUT_CONNECTION)?;
    }
    drop(server);
    kit.with("RSYNC_SSH", &right);
    kit.refuses_as_one_of("rsync.sh", "shop.sql.gz", &WITHOUT_CONNECTION)
}
