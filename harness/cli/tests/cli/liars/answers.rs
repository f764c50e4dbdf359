//! Lies on the wire.

use super::lied::{FEATURE, Lied};
use crate::tools::{Server, Workplace, html, json, reply};
use std::io::Write;
use std::net::TcpStream;

const PAGE: &str = "<!doctype html><title>Shop</title><div id=\"app\"></div><script src=\"/assets/app.js\"></script>";

#[track_caller]
fn answered(bytes: Vec<u8>) -> Lied {
    let server = Server::answering(move |_| bytes.clone());
    Lied::to(&server.url(), "", FEATURE)
}

#[track_caller]
fn served(serve: impl Fn(&mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Lied {
    let server = Server::serving(move |_, stream| serve(stream));
    Lied::to(&server.url(), "", FEATURE)
}

#[test]
fn a_page_with_status_200_where_an_api_should_answer_is_red() {
    answered(html(PAGE)).names("HTML is served where the API should answer");
}

#[test]
fn a_gate_of_a_system_before_a_page_for_everything_is_red() {
    let server = Server::answering(|_| html(PAGE));
    let place = Workplace::new();
    let ended = place.run(&["gate", &server.url(), "--system", "inquirycircle", "--out", "evidence"]).with_code(100);
    let verdict = ended.verdict();
    assert!(verdict.contains(" 0 passed, ") && !verdict.contains(" broken"), "{verdict}");
}

#[test]
fn a_page_that_calls_itself_json_is_red() {
    answered(json(PAGE)).names("something else than JSON");
}

#[test]
fn an_empty_answer_with_status_200_is_red() {
    answered(json("")).names("empty");
}

#[test]
fn json_that_is_cut_off_is_red() {
    answered(json("{\"status\": \"healthy\"")).names("something else than JSON");
}

#[test]
fn json_followed_by_something_else_is_red() {
    answered(json("{\"status\": \"healthy\"}<!-- rendered in 3 ms -->")).names("something else than JSON");
}

#[test]
fn bytes_that_are_not_utf_8_are_red() {
    answered(reply("200 OK", "Content-Type: application/json\r\n", b"{\"status\": \"\xff\xfe\"}")).names("UTF-8");
}

#[test]
fn a_redirect_to_itself_is_red() {
    let server = Server::answering(|path| reply("302 Found", &format!("Location: {path}\r\n"), ""));
    let feature = FEATURE.replace("    When", "    Given the client follows redirects\n    When");
    Lied::to(&server.url(), "", &feature).names("redirect loop");
    assert_eq!(server.heads().len(), 11, "ten redirects are followed");
}

#[test]
fn a_body_without_end_is_red() {
    let piece = vec![b'x'; 65_536];
    served(move |stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n\"")?;
        loop {
            stream.write_all(&piece)?;
        }
    })
    .names("endless body");
}

#[test]
fn a_header_without_end_is_red() {
    let piece = vec![b'x'; 65_536];
    served(move |stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nX-Long: ")?;
        loop {
            stream.write_all(&piece)?;
        }
    })
    .names("not http");
}

#[test]
fn headers_that_are_never_finished_are_red() {
    served(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")?;
        // Reads until the client gives up.
        std::io::copy(stream, &mut std::io::sink()).map(|_| ())
    })
    .names("timeout");
}

#[test]
fn a_body_that_stalls_is_red() {
    served(|stream| {
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n{\"status\"")?;
        std::io::copy(stream, &mut std::io::sink()).map(|_| ())
    })
    .names("timeout");
}

#[test]
fn a_connection_closed_in_the_middle_of_a_body_is_red() {
    served(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n{\"status\"")
    })
    .names("closed early");
}

#[test]
fn a_connection_closed_without_an_answer_is_red() {
    served(|_| Ok(())).names("closed early");
}

#[test]
fn something_that_does_not_speak_http_is_red() {
    served(|stream| stream.write_all(b"220 mail.example ESMTP ready\r\n")).names("not http");
}

#[test]
fn a_port_where_nobody_listens_is_red_in_a_check() {
    Lied::to(&Server::nobody(), "", FEATURE).names("connection refused");
}

#[test]
fn a_name_without_address_is_red_in_a_check() {
    Lied::to("http://no-such-name.invalid", "", FEATURE).names("name not found");
}
