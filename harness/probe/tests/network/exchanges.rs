//! Requests as they leave and answers as they arrive.

use crate::servers::{answering, nobody, ok_with, routing};
use crate::subjects::{answer, exchange, failed, get, plain, send, subject};
use runproof_core::noun::http::{Cookies, FailureKind, Request};
use runproof_core::noun::port::Connection;
use runproof_core::noun::value::Elapsed;
use runproof_core::observation::{Observation, Question};
use runproof_probe::ask::Prober;
use runproof_probe::clock::Tick;
use runproof_probe::secret::Secret;
use runproof_probe::subject::{Permit, Subject};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

fn keyed(server: SocketAddr) -> Subject {
    Subject {
        keys: [("facilitator".to_owned(), Secret::new("Zk39-fac-ilit-77"))].into(),
        credential: Some(("Authorization".to_owned(), "Key {key}".to_owned())),
        ..plain(server)
    }
}

#[tokio::test]
async fn an_answer_is_kept_as_it_came() {
    let bytes = "HTTP/1.1 207 Odd\r\nX-Twice: one\r\nContent-Type: Application/JSON; charset=utf-8\r\nX-Twice: two\r\n\
                 Content-Length: 2\r\n\r\n{}";
    let (server, received) = answering(bytes).await;
    let seen = exchange(plain(server), get("/api/health/?x=1#part")).await;
    let response = answer(&seen);
    assert_eq!(response.status, 207);
    assert_eq!(response.header("x-twice").collect::<Vec<_>>(), ["one", "two"]);
    assert!(response.says_json());
    assert_eq!((response.body.bytes, response.body.text.as_deref()), (2, Some("{}")));
    assert_eq!(response.body.sha256, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    assert!(received.last().starts_with("get /api/health/?x=1 http/1.1\r\n"), "{}", received.last());
    assert!(received.last().contains("user-agent: runproof/"));
}

#[tokio::test]
async fn a_body_is_sent_with_its_headers() {
    let (server, received) = answering(ok_with("200 OK", "text/plain", "")).await;
    let request = Request {
        method: "POST".into(),
        headers: vec![("Content-Type".into(), "application/json".into()), ("X-A".into(), "1".into())],
        body: Some("{\"a\":1}".into()),
        ..get("/x")
    };
    let seen = exchange(plain(server), request).await;
    assert_eq!(answer(&seen).body.text.as_deref(), Some(""));
    let head = received.last();
    assert!(head.contains("content-type: application/json") && head.contains("content-length: 7"), "{head}");
    assert_eq!(seen.request.headers[1], ("X-A".to_owned(), "1".to_owned()));
}

#[tokio::test]
async fn a_head_request_has_headers_and_no_body() {
    let (server, _) = answering("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n").await;
    let seen = exchange(plain(server), Request { method: "HEAD".into(), ..get("/") }).await;
    assert_eq!(answer(&seen).body.bytes, 0);
}

#[tokio::test]
async fn bytes_that_are_not_utf8_are_survived() {
    let (server, _) =
        answering(b"HTTP/1.1 200 OK\r\nX-Name: caf\xE9\r\nContent-Length: 2\r\n\r\n\xFF\xFE".to_vec()).await;
    let seen = exchange(plain(server), get("/")).await;
    let response = answer(&seen);
    assert_eq!(response.header("x-name").next(), Some("caf\u{FFFD}"));
    assert_eq!((response.body.bytes, &response.body.text), (2, &None));
}

#[tokio::test]
async fn a_key_is_sent_by_alias_and_never_written_down() {
    let (server, received) = answering(ok_with("200 OK", "application/json", "{}")).await;
    let request = Request { key: Some("facilitator".into()), ..get("/") };
    let seen = exchange(keyed(server), request).await;
    assert!(received.last().contains("authorization: key zk39-fac-ilit-77"));
    let shown = ("Authorization".to_owned(), "Key [masked key facilitator]".to_owned());
    assert!(seen.request.headers.contains(&shown), "{:?}", seen.request.headers);
}

#[tokio::test]
async fn an_unknown_alias_is_answered_with_the_known_ones() {
    let subject = keyed(nobody().await);
    let seen = exchange(subject, Request { key: Some("faciliator".into()), ..get("/") }).await;
    let words = failed(&seen, FailureKind::Unsendable);
    assert!(words.contains("`faciliator`") && words.contains("`facilitator`"), "{words}");
}

#[tokio::test]
async fn what_cannot_be_sent_says_why() {
    let server = nobody().await;
    let bad_header = vec![("X-A".to_owned(), "one\r\nX-B: two".to_owned())];
    for (request, word) in [
        (get("http://"), "not a URL"),
        (get("ftp://127.0.0.1/"), "neither http nor https"),
        (Request { method: "GE T".into(), ..get("/") }, "not a method"),
        (Request { headers: bad_header, ..get("/") }, "`X-A`"),
        (Request { headers: vec![("X A".into(), "1".into())], ..get("/") }, "not the name of a header"),
    ] {
        let words = failed(&exchange(plain(server), request).await, FailureKind::Unsendable);
        assert!(words.contains(word), "{words}");
    }
    let words = failed(&exchange(subject(&[]), get("/")).await, FailureKind::Unsendable);
    assert!(words.contains("`edge`"), "{words}");
}

#[tokio::test]
async fn the_guard_holds_back_writes_and_other_hosts() {
    let (server, received) = answering(ok_with("200 OK", "text/plain", "x")).await;
    let reading = || Subject { permit: Permit::Reading(vec![("POST".into(), "/login/".into())]), ..plain(server) };
    let post = |path: &str| Request { method: "POST".into(), ..get(path) };
    let words = failed(&exchange(reading(), post("/api/circles/")).await, FailureKind::Guarded);
    assert!(words.contains("POST /api/circles/"), "{words}");
    let elsewhere = format!("http://localhost:{}/", server.port());
    assert!(failed(&exchange(plain(server), get(&elsewhere)).await, FailureKind::Guarded).contains("`localhost`"));
    assert_eq!(received.all().len(), 0);
    answer(&exchange(reading(), post("/login/")).await);
    assert_eq!(received.all().len(), 1);
}

#[tokio::test]
async fn cookies_are_kept_only_when_asked_and_only_by_one_prober() {
    let set = "HTTP/1.1 200 OK\r\nSet-Cookie: sessionid=abcdefghijklmnopqrst; Path=/\r\nContent-Length: 0\r\n\r\n";
    let (server, received) =
        routing(vec![("/login", set.to_owned()), ("/", ok_with("200 OK", "text/plain", "x"))]).await;
    let subject = Arc::new(plain(server));
    let kept = |path: &str| Request { cookies: Cookies::Kept, ..get(path) };
    let mut prober = Prober::new(Arc::clone(&subject));
    send(&mut prober, kept("/login")).await;
    let named = Request { headers: vec![("Cookie".into(), "lang=en".into())], ..kept("/") };
    let seen = send(&mut prober, named).await;
    assert!(received.last().contains("cookie: lang=en; sessionid=abcdefghijklmnopqrst"), "{}", received.last());
    let cookie = seen.request.headers.iter().find(|(n, _)| n == "cookie").unwrap();
    assert_eq!(cookie.1, "lang=[masked cookie lang]; sessionid=[masked cookie sessionid]");
    send(&mut prober, get("/")).await;
    assert!(!received.last().contains("cookie"));
    send(&mut Prober::new(subject), kept("/")).await;
    assert!(!received.last().contains("cookie"));
}

#[tokio::test]
async fn a_declared_name_goes_to_its_address() {
    let (server, received) = answering(ok_with("200 OK", "text/plain", "x")).await;
    let base = format!("http://www.inquirycircle.test:{}", server.port());
    let subject = Subject {
        resolve: [("www.inquirycircle.test".to_owned(), server.ip())].into(),
        ..subject(&[("www", base.clone())])
    };
    answer(&exchange(subject, get(&format!("{base}/"))).await);
    assert!(received.last().contains(&format!("host: www.inquirycircle.test:{}", server.port())));
}

async fn connect(subject: Subject, address: &str) -> Connection {
    let question = Question::Port { address: address.to_owned() };
    match Prober::new(Arc::new(subject)).ask(&question).await.observation {
        Observation::Port(connection) => connection,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn ports_are_open_or_refused_or_neither() {
    let (server, _) = answering("").await;
    let closed = nobody().await;
    assert_eq!(connect(plain(server), &format!("http://{server}/path")).await.failure, None);
    let refused = connect(plain(closed), &closed.to_string()).await;
    assert_eq!(refused.failure.unwrap().0, FailureKind::ConnectionRefused);
    assert_eq!(connect(plain(server), "10.255.255.1:9").await.failure.unwrap().0, FailureKind::Guarded);
    assert_eq!(connect(plain(server), "no address").await.failure.unwrap().0, FailureKind::Unsendable);
}

#[tokio::test]
async fn the_time_taken_is_that_of_the_exchange() {
    let (server, _) = answering(ok_with("200 OK", "text/plain", "x")).await;
    let seen = exchange(plain(server), get("/")).await;
    assert!(seen.took_ms < 10_000, "{}", seen.took_ms);
}

#[tokio::test]
async fn waiting_for_the_guard_of_a_live_system_is_not_counted() {
    let (server, received) = answering(ok_with("200 OK", "text/plain", "x")).await;
    let base = format!("http://paced.test:{}", server.port());
    let subject = Arc::new(Subject {
        live: true,
        rate: Some(20),
        request_limit: Duration::from_millis(900),
        resolve: [("paced.test".to_owned(), server.ip())].into(),
        ..subject(&[("edge", base)])
    });
    let began = Tick::now();
    let asking = (0..20).map(|_| {
        let subject = Arc::clone(&subject);
        tokio::spawn(async move { send(&mut Prober::new(subject), get("/")).await })
    });
    for asked in asking.collect::<Vec<_>>() {
        answer(&asked.await.unwrap());
    }
    assert_eq!(received.all().len(), 20);
    assert!(began.elapsed() >= 19 * Duration::from_millis(50), "{:?}", began.elapsed());
}

/// Scenarios run side by side on one executor, and move between threads.
#[tokio::test]
async fn asking_can_move_between_threads() {
    fn moves<T: Send>(asking: T) -> T {
        asking
    }
    let mut prober = Prober::new(Arc::new(subject(&[])));
    let question = Question::Elapsed { ms: 7 };
    let seen = moves(prober.ask(&question)).await;
    assert_eq!(seen.observation, Observation::Elapsed(Elapsed { ms: 7 }));
}
