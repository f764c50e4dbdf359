use super::*;
use proptest::prelude::*;

/// 2026-11-21 06:54:58 UTC in milliseconds since 1970.
const MOMENT: i64 = 1_795_244_098_000;

fn of(line: &str) -> Option<Stamp> {
    Stamps::new().unwrap().of(line)
}

#[test]
fn stamps_of_whole_seconds() {
    let lines = [
        r#"{"level":"info","ts":1795244098,"msg":"handled request"}"#,
        r#"{"time":"2026-11-21T06:54:58Z"}"#,
        "2026-11-21T06:54:58Z started",
        "2026-11-21T07:54:58+01:00 started",
        "[2026-11-21T06:54:58Z] started",
        "2026-11-21 06:54:58 started",
        "[2026-11-21 06:54:58 +0000] [17] [INFO] Booting worker",
        "2026-11-21 06:54:58 UTC [33] LOG:  ready",
        "WARNING 2026-11-21 06:54:58 log Unauthorized: /api/",
        "2026/11/21 06:54:58 [error] 7#7: *1 connect() failed",
        r#"127.0.0.1 - - [21/Nov/2026:06:54:58 +0000] "GET / HTTP/1.1" 200"#,
        r#"127.0.0.1 - - [21/Nov/2026:01:24:58 -0530] "GET / HTTP/1.1" 200"#,
        r#"[21/Nov/2026 06:54:58] "GET /api/health/ HTTP/1.1" 200 15"#,
    ];
    for line in lines {
        assert_eq!(of(line), Some(Stamp { from_ms: MOMENT, to_ms: MOMENT + 999 }), "{line}");
    }
}

#[test]
fn stamps_to_the_millisecond() {
    let lines = [
        r#"{"level":30,"time":1795244098123,"msg":"request completed"}"#,
        r#"{"level":"info","ts":1795244098.1234567,"msg":"handled request"}"#,
        r#"{"@timestamp":"2026-11-21T06:54:58.123456Z"}"#,
        "2026-11-21T06:54:58.123Z started",
        "2026-11-21 06:54:58,123 ERROR django.request",
        "ERROR 2026-11-21 06:54:58,123 log",
    ];
    for line in lines {
        assert_eq!(of(line), Some(Stamp { from_ms: MOMENT + 123, to_ms: MOMENT + 123 }), "{line}");
    }
    assert_eq!(of("2026-11-21T06:54:58.5Z").map(|s| s.from_ms), Some(MOMENT + 500));
}

#[test]
fn lines_without_a_stamp() {
    let lines = [
        "",
        "Traceback (most recent call last):",
        "  File \"x.py\", line 3, in 2026-11-21 06:54:58",
        "2026-13-21 06:54:58 no such month",
        "[31/Feb/2026:06:54:58 +0000]",
        r#"{"msg":"no time"}"#,
        r#"{"ts":"soon"}"#,
        "{broken",
        "0042-00-00 00:00:00",
    ];
    for line in lines {
        assert_eq!(of(line), None, "{line}");
    }
}

proptest! {
    #[test]
    fn no_line_makes_it_stumble(line in "\\PC{0,80}", number in any::<f64>(), padding in "é{250,260}") {
        of(&line);
        of(&format!("{padding}{line}"));
        of(&format!("{{\"ts\":{number:e}}}"));
    }
}
