//! A PostgreSQL server of this process: made when it is first needed, gone when the process is, however it ends.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use runproof_probe::clock::Tick;
use runproof_probe::wait::poll;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{FileExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How long the server may take to come up.
const PATIENCE: Duration = Duration::from_secs(60);
/// Where Debian keeps the servers, one directory per version.
const VERSIONS: &str = "/usr/lib/postgresql";
/// The user that a server runs as when the tests run as root, which it refuses: `nobody`.
const NOBODY: u32 = 65_534;
/// Bytes of a page.
const PAGE: usize = 8_192;
/// Password of every role here.
pub const PASSWORD: &str = "pa55/word of@tests";
/// The same as a URL writes it.
pub const ESCAPED: &str = "pa55%2Fword%20of%40tests";

/// Runs a server until its input ends, which it does with the process at the other end; then nothing is left.
const KEEPER: &str =
    r#""$1" -D "$2/data" -p "$3" & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$2""#;

static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::start);

/// Databases handed out so far.
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The server.
pub struct Cluster {
    bin: PathBuf,
    directory: PathBuf,
    /// The port on loopback, also the name of the socket.
    pub port: u16,
    /// The authority that signed the server's certificate, in PEM.
    pub authority: PathBuf,
    /// Ends the server when its input, which is held here, ends.
    _keeper: Child,
}

/// The server of this process.
pub fn cluster() -> &'static Cluster {
    &CLUSTER
}

impl Cluster {
    fn start() -> Self {
        let bin = newest();
        let directory = tempfile::Builder::new().prefix("runproof-pg-").tempdir().unwrap().keep();
        fs::set_permissions(&directory, fs::Permissions::from_mode(0o755)).unwrap();
        own(&directory);
        let data = directory.join("data");
        let initdb = bin.join("initdb").display().to_string();
        let made = as_server(&initdb)
            .args([
                "--no-sync",
                "--auth-local=trust",
                "--auth-host=scram-sha-256",
                "--username=admin",
                "-E",
                "UTF8",
                "-D",
            ])
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", words(&made));
        let authority = certificates(&data);
        let settings = "listen_addresses = '127.0.0.1'\nfsync = off\nfull_page_writes = off\nssl = on\nshared_buffers = '16MB'\n\
             max_connections = 40\nlog_min_messages = 'warning'\n";
        let socket = format!("unix_socket_directories = '{}'\n", directory.display());
        let conf = data.join("postgresql.conf");
        fs::write(&conf, fs::read_to_string(&conf).unwrap() + settings + &socket).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let log = fs::File::create(directory.join("log")).unwrap();
        let postgres = bin.join("postgres").display().to_string();
        let keeper = as_server("sh")
            .args(["-c", KEEPER, "sh", &postgres, &directory.display().to_string(), &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(log)
            .process_group(0)
            .spawn()
            .unwrap();
        let cluster = Self { bin, directory, port, authority, _keeper: keeper };
        cluster.wait();
        // Whose answers count as the application's, and whom the manual tells people to make for a target.
        cluster.sql(
            "postgres",
            &format!(
                "CREATE ROLE app LOGIN PASSWORD '{PASSWORD}'; CREATE ROLE looker LOGIN PASSWORD '{PASSWORD}'; \
                 GRANT pg_read_all_data TO looker; CREATE ROLE blind LOGIN PASSWORD '{PASSWORD}'"
            ),
        );
        cluster
    }

    fn wait(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let up = || self.psql("postgres", "SELECT 1").status.success();
        let asking = poll(Duration::from_millis(20), Tick::now().after(PATIENCE), async || up(), |up| *up);
        let said = || fs::read_to_string(self.directory.join("log")).unwrap_or_default();
        assert!(runtime.block_on(asking).done, "the server did not come up: {}", said());
    }

    /// A new database that belongs to the role `app`, filled by these statements.
    pub fn database(&self, statements: &str) -> String {
        let name = format!("shop_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name} OWNER app"));
        self.sql(&name, &format!("SET ROLE app; {statements}"));
        name
    }

    /// Where its socket is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Runs statements as the server's administrator and returns what they print, without decoration.
    #[track_caller]
    pub fn sql(&self, database: &str, statements: &str) -> String {
        let ran = self.psql(database, statements);
        assert!(ran.status.success(), "{statements}: {}", words(&ran));
        String::from_utf8_lossy(&ran.stdout).trim().to_owned()
    }

    /// A copy of a database in which the third page of a table holds noise; nobody has read it yet.
    pub fn damaged_copy(&self, database: &str, table: &str) -> String {
        let copy = format!("{database}_damaged");
        self.sql("postgres", &format!("CREATE DATABASE {copy} TEMPLATE {database} STRATEGY FILE_COPY"));
        let file = self.sql(database, &format!("SELECT pg_relation_filenode('{table}')"));
        let directory = self.sql("postgres", &format!("SELECT oid FROM pg_database WHERE datname = '{copy}'"));
        let path = self.directory.join("data/base").join(directory).join(file);
        let file = fs::OpenOptions::new().write(true).open(path).unwrap();
        file.write_all_at(&[0xa5; PAGE], 2 * PAGE as u64).unwrap();
        copy
    }

    /// Statements typed into a session that stays open.
    pub fn session(&self, database: &str) -> Command {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "admin", "-d", database, "-h"]).arg(&self.directory);
        psql.arg("-p").arg(self.port.to_string()).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        psql
    }

    /// A client program on a database as the server's administrator.
    pub fn client(&self, program: &str, database: &str) -> Command {
        let mut client = Command::new(self.bin.join(program));
        client.args(["-U", "admin", "-d", database, "-h"]).arg(&self.directory).arg("-p").arg(self.port.to_string());
        client.stdin(Stdio::null());
        client
    }

    fn psql(&self, database: &str, statements: &str) -> Output {
        Command::new(self.bin.join("psql"))
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "admin", "-d", database, "-c", statements])
            .arg("-h")
            .arg(&self.directory)
            .arg("-p")
            .arg(self.port.to_string())
            .output()
            .unwrap()
    }

    /// The address of a database over the network, for a role, with further parameters.
    pub fn url(&self, role: &str, database: &str, parameters: &str) -> String {
        format!("postgresql://{role}:{ESCAPED}@localhost:{}/{database}{parameters}", self.port)
    }

    /// The address over the socket.
    pub fn socket(&self, role: &str, database: &str) -> String {
        format!("host='{}' port={} user={role} dbname={database}", self.directory.display(), self.port)
    }
}

fn newest() -> PathBuf {
    let version = |path: &Path| path.file_name().and_then(|n| n.to_str()?.parse::<u32>().ok());
    let all = fs::read_dir(VERSIONS).into_iter().flatten().flatten().map(|e| e.path());
    let newest = all.filter(|p| p.join("bin/postgres").exists()).max_by_key(|p| version(p));
    newest.unwrap_or_else(|| panic!("there is no PostgreSQL below {VERSIONS}: apt-get install postgresql")).join("bin")
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A command run as a user whom the server accepts.
fn as_server(program: &str) -> Command {
    let mut command = Command::new(if is_root() { "setpriv" } else { program });
    if is_root() {
        let (user, group) = (format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"));
        command.args([&user, &group, "--clear-groups", "--", program]);
    }
    command.current_dir("/");
    command
}

fn own(path: &Path) {
    if is_root() {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
}

/// Puts certificate and key for `localhost` where the server looks for them; returns the authority.
fn certificates(data: &Path) -> PathBuf {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let authority = data.join("authority.pem");
    for (path, text) in [
        (data.join("server.crt"), leaf.pem()),
        (data.join("server.key"), key.serialize_pem()),
        (authority.clone(), issuer.pem()),
    ] {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        own(&path);
    }
    authority
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
