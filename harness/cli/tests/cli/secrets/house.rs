//! A system that leaks: every input of a run carries the same secrets.

use crate::tools::{Server, Workplace, reply};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;
use std::fmt::Write as _;
use std::process::Command;

/// A key from the environment.
pub const FROM_VARIABLE: &str = "r8Vq\"Zt&4+Lw'Xb%9Ks<Jm2>";
/// A key from a file.
pub const FROM_FILE: &str = "Hn6cT3yQvE8uWd5pRx0aGz7k";
/// The password in an address of the target.
pub const IN_URL: &str = "Uj5mK9sBfA2rNh7wCe4oYt6d";
/// A session that the server sets.
pub const SESSION: &str = "g3PzL8xVn1DqM6tSj9FbR4hy";
/// A value that stands in an env file, and nowhere else as what it is.
pub const IN_ENV_FILE: &str = "Wv2eJ7kXo9TbQ4cZr6NmA1sp";
/// The password in the address of a git remote.
pub const IN_REMOTE: &str = "Ry4fG8hMu3LxP6dVw1KqB7tz";

/// All of them.
pub const ALL: [&str; 6] = [FROM_VARIABLE, FROM_FILE, IN_URL, SESSION, IN_ENV_FILE, IN_REMOTE];
/// Those that the target or an answer has made known as secrets: they may turn up anywhere.
pub const KNOWN: [&str; 4] = [FROM_VARIABLE, FROM_FILE, IN_URL, SESSION];

const NAMES: &str = "credential = \"Authorization: Key {key}\"\n
[queries]\ntokens = \"SELECT value FROM tokens ORDER BY id\"\n
[patterns]\ntoken = 'token .*'\n";

/// Looks at every input; some of its checks fail, so that actual values are told.
const FEATURE: &str = "Feature: everything is looked at

  @reads
  Scenario Outline: what the client with the key <KEY> gets back
    Given the client keeps cookies
    And the client signs in with the key \"<KEY>\"
    When a client sends \"GET /login\"
    Then the response status is 200
    And the response cookie \"sessionid\" is present
    And the response header \"X-Echo\" is kept as \"echo\"
    When a client sends \"GET /echo?again={echo}\"
    Then the response status is 200
    And the response body contains \"nothing of the kind\"
    And the response header \"X-Echo\" is \"another\"
    And the response JSON \"secrets\" has exactly 99 entries
    And the response JSON \"first\" is \"{echo}\"

    Examples:
      | KEY    |
      | reader |
      | writer |

  @reads
  Scenario: an address with a password
    When a client sends \"GET {admin}/echo\"
    Then the response status is 404
    And the response body contains \"nothing of the kind\"

  @reads
  Scenario: a request that gets no answer
    Given the client signs in with the key \"reader\"
    When a client sends \"GET /hang-up\"
    Then the response status is 200

  @reads
  Scenario: rows
    When the operator runs the query \"tokens\"
    Then the query returns exactly 99 rows
    And the query returns the value \"nothing of the kind\"

  @reads
  Scenario: the database is inspected
    When the operator inspects the database \"main\"
    Then the database is intact
    And the table \"tokens\" holds exactly 99 rows

  @reads
  Scenario: log lines
    When the operator reads the last 50 lines of the log \"app\"
    Then the log holds at most 3 lines
    And the log holds no line matching \"token\"

  @reads
  Scenario: a file
    When the operator looks at the file \"notes.txt\"
    Then the file contains \"nothing of the kind\"
    And the file matches \"token\"
    And the file is empty

  @reads
  Scenario: a directory
    When the operator lists the directory \"kept\"
    Then the directory holds \"nothing of the kind\"

  @reads
  Scenario: what a procedure prints
    When the operator runs the procedure \"tell\"
    Then the procedure exits with 3
    And the procedure prints \"nothing of the kind\"
    And the last printed line is kept as \"told\"
    And the value \"{told}\" is \"another\"

  @reads
  Scenario: an env file
    When the operator reads the env file \"service.env\"
    Then the env variable \"SECRET_KEY\" has at least 99 characters
    And the env variable \"SECRET_KEY\" is \"another\"
    And the env variable \"SECRET_KEY\" does not start with \"Wv2\"
    And the env file names
      | SECRET_KEY |
      | MISSING    |

  @reads
  Scenario: a git remote
    When the operator looks at the git tree \"tree\"
    Then the remote \"origin\" is \"https://git.example/shop.git\"
    And the working tree is clean
";

/// The workplace of a run against the system; the server belongs to it.
pub fn house() -> (Workplace, Server) {
    let server = leaking();
    let mut place = Workplace::new();
    place.set("SHOP_READER_KEY", FROM_VARIABLE);
    place.write("keys/writer", FROM_FILE).write("features/shop/catalog.toml", "system = \"shop\"\ntitle = \"Shop\"\n");
    place.write("features/shop/names.toml", NAMES).write("features/shop/all.feature", FEATURE);
    let everything = everything();
    place.write("root/notes.txt", &everything).write("app.log", &everything);
    place.write(&format!("root/kept/{FROM_FILE}.txt"), "a name that tells");
    place.write("root/service.env", format!("SECRET_KEY={IN_ENV_FILE}\nDEBUG=False\n"));
    database(&place, &everything);
    tree(&place);
    let host = server.url().replace("http://", "");
    place.write(
        "runproof.toml",
        format!(
            "[targets.shop]\nsystem = \"shop\"\nprovider = \"live\"\nroot = \"root\"\n\
             urls = {{ edge = \"http://{host}\", admin = \"http://admin:{IN_URL}@{host}\" }}\n\
             keys = {{ reader = {{ env = \"SHOP_READER_KEY\" }}, writer = {{ file = \"keys/writer\" }} }}\n\
             database = {{ sqlite = \"shop.db\" }}\nlogs = {{ app = \"app.log\" }}\n\
             procedures = {{ tell = [\"sh\", \"-c\", \"cat notes.txt notes.txt >&2; cat notes.txt; exit 1\"] }}\n"
        ),
    );
    (place, server)
}

/// Every known secret in many ways of writing, each on a line of its own.
fn everything() -> String {
    let mut text = String::new();
    for (number, secret) in KNOWN.iter().enumerate() {
        for form in super::forms::written(secret) {
            let _ = writeln!(text, "2026-01-02T03:04:05Z token {number} is {form}");
        }
        for before in ["", "u", "us"] {
            let _ = writeln!(text, "token {number} in base64: {}", STANDARD.encode(format!("{before}{secret}:rest")));
        }
        let _ = writeln!(text, "token {number} begins with {}", secret.chars().take(9).collect::<String>());
    }
    text
}

/// Sets the session, sends back what it got and what it knows.
fn leaking() -> Server {
    Server::serving(|head, stream| {
        let path = crate::tools::path_of(head);
        if path.starts_with("/hang-up") {
            return Ok(());
        }
        let sent = head.lines().find_map(|l| l.strip_prefix("authorization: ").or(l.strip_prefix("Authorization: ")));
        let key = sent.unwrap_or_default().trim_start_matches("Key ").to_owned();
        let body = serde_json::json!({ "first": key, "head": head, "everything": everything(), "secrets": KNOWN });
        let headers = format!(
            "Content-Type: application/json\r\nSet-Cookie: sessionid={SESSION}; HttpOnly; Path=/\r\nX-Echo: {}\r\nX-Session: {SESSION}\r\n",
            if key.is_empty() { FROM_FILE } else { key.as_str() },
        );
        std::io::Write::write_all(stream, &reply("200 OK", &headers, body.to_string()))
    })
}

fn database(place: &Workplace, everything: &str) {
    let sqlite = Connection::open(place.path("shop.db")).unwrap();
    sqlite.execute_batch("CREATE TABLE tokens (id INTEGER PRIMARY KEY, value TEXT NOT NULL)").unwrap();
    for line in everything.lines().chain(KNOWN) {
        sqlite.execute("INSERT INTO tokens (value) VALUES (?1)", [line]).unwrap();
    }
}

fn tree(place: &Workplace) {
    place.write("root/tree/readme.md", "# shop\n");
    let git = |words: &[&str]| {
        let mut command: Command = place.program("git");
        let identity = ["-c", "user.name=t", "-c", "user.email=t@shop.example", "-C", "root/tree"];
        let done = command.args(identity).args(words).output().unwrap();
        assert!(done.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "the shop begins"]);
    git(&["remote", "add", "origin", &format!("https://deploy:{IN_REMOTE}@git.invalid/shop.git")]);
}
