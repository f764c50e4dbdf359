use super::*;

fn read(text: &str) -> Server {
    Server::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn refused(text: &str) -> String {
    let error = Server::parse(text).err().unwrap_or_else(|| panic!("{text} was taken"));
    format!("{error}; {}", error.next)
}

#[test]
fn urls_and_pairs_say_the_same() {
    let network = |host: &str, port| Endpoint::Network { host: host.into(), address: None, port };
    for (text, at, encryption) in [
        ("postgresql://app:pw@db.example:6432/shop?sslmode=require", network("db.example", 6432), Encryption::Required),
        ("postgres://app:pw@DB.example/shop", network("db.example", 5432), Encryption::Preferred),
        (
            "host=db.example user=app password=pw dbname=shop sslmode=verify-full",
            network("db.example", 5432),
            Encryption::Verified,
        ),
        (
            "host = 'db.example' user='app' password = 'p\\'w ' port=6432",
            network("db.example", 6432),
            Encryption::Preferred,
        ),
        (
            "host=/var/run/postgresql user=app",
            Endpoint::Socket("/var/run/postgresql/.s.PGSQL.5432".into()),
            Encryption::Preferred,
        ),
        (
            "postgresql://app@%2Fvar%2Frun%2Fpostgresql/shop?sslmode=disable",
            Endpoint::Socket("/var/run/postgresql/.s.PGSQL.5432".into()),
            Encryption::None,
        ),
    ] {
        let server = read(text);
        assert_eq!((server.at, server.encryption), (at, encryption), "{text}");
        assert_eq!(server.config.get_user(), Some("app"));
        assert_eq!(server.config.get_application_name(), Some("runproof"), "{text}");
    }
}

#[test]
fn what_the_address_asks_of_the_server_is_kept_and_our_name_is_not_overridden() {
    let server = read("postgresql://app@db/shop?options=-c%20search_path%3Dapp&application_name=app&connect_timeout=1");
    assert_eq!(server.config.get_options(), Some("-c search_path=app"));
    assert_eq!(server.config.get_application_name(), Some("runproof"));
}

#[test]
fn a_password_is_known_in_every_form_it_is_written_in_and_never_shown() {
    let server = read("postgresql://app:hunter%2F2%40home@db.example/shop");
    assert_eq!(server.secrets(), ["hunter/2@home", "hunter%2F2%40home"]);
    assert_eq!(read("host=db user=app password='hunter/2 home'").secrets(), ["hunter/2 home"]);
    for shown in [format!("{server:?}"), format!("{server}")] {
        assert!(shown.contains("db.example:5432") && !shown.contains("hunter"), "{shown}");
    }
}

#[test]
fn what_is_not_done_is_refused_in_words_without_the_password() {
    for (text, words) in [
        ("postgresql://app:hunter2@a,b/shop", "several hosts"),
        ("postgresql://app:hunter2@db/shop?sslmode=verify-ca", "`sslmode=verify-ca` is not known here"),
        ("postgresql://app:hunter2@db/shop?sslmode=hunter2", "no mode"),
        ("postgresql://app:hunter2@db/shop?sslrootcert=/etc/ca.pem", "`authority` of the target"),
        ("postgresql://app:hunter2@db:port/shop", "no address"),
        ("postgresql://db/shop", "names no role"),
        ("user=app password=hunter2", "names no host"),
        ("host=db user=app password='hunter2", "no address"),
        ("host=db user=app passfile=/root/.pgpass", "`passfile` is not known here"),
        ("mysql://app:hunter2@db/shop", "no address"),
        ("hunter2", "no address"),
        ("", "names no host"),
    ] {
        let said = refused(text);
        assert!(said.contains(words) && !said.contains("hunter2"), "{text}: {said}");
    }
}
