//! `sslmode` means what it says.

use crate::cluster::cluster;
use crate::subjects::{at, query};
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;

const ENCRYPTED: &str = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

#[test]
fn a_connection_is_encrypted_as_the_address_says() {
    let database = cluster().database("");
    for (mode, encrypted) in [("disable", false), ("prefer", true), ("require", true)] {
        let seen = query(&at(&cluster().url("looker", &database, &format!("?sslmode={mode}"))), ENCRYPTED);
        assert_eq!((seen.problem, seen.rows), (None, vec![vec![json!(encrypted)]]), "{mode}");
    }
}

#[test]
fn a_server_is_trusted_with_its_authority_and_by_its_name_only() {
    let database = cluster().database("");
    let address = cluster().url("looker", &database, "?sslmode=verify-full");
    let stranger = query(&at(&address), ENCRYPTED);
    assert!(stranger.problem.unwrap().why.contains("untrusted certificate"));
    let mut known = at(&address);
    known.authority = Some(cluster().authority.clone());
    assert_eq!(query(&known, ENCRYPTED).rows, [[true]]);
    let mut elsewhere = at(&address.replace("localhost", "127.0.0.1"));
    elsewhere.authority = Some(cluster().authority.clone());
    assert!(query(&elsewhere, ENCRYPTED).problem.unwrap().why.contains("wrong name"));
}

#[test]
fn no_password_goes_to_a_server_that_does_not_encrypt_when_that_is_demanded() {
    for mode in ["require", "verify-full"] {
        let plain = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = plain.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = plain.accept().unwrap();
            let mut heard = vec![0; 8];
            stream.read_exact(&mut heard).unwrap();
            stream.write_all(b"N").unwrap();
            stream.read_to_end(&mut heard).unwrap();
            heard
        });
        let seen = query(&at(&format!("postgresql://app:hunter2@{address}/shop?sslmode={mode}")), ENCRYPTED);
        assert!(seen.problem.unwrap().why.contains("offers no encryption, which the target demands"), "{mode}");
        assert_eq!(
            server.join().unwrap(),
            [0, 0, 0, 8, 4, 210, 22, 47],
            "nothing but the question whether it encrypts"
        );
    }
}
