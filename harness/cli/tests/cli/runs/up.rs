//! A reference stack to look at.

use crate::tools::{Made, UpStack, until};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long it may take until a stack that was told to end is gone.
const LIMIT: Duration = Duration::from_secs(60);

#[test]
fn a_stack_that_is_up_answers_and_ends_when_it_is_told_to() {
    let place = UpStack::workplace();
    let stack = UpStack::start(&place);
    let address = stack.places["backend"].trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).unwrap();
    stream.write_all(b"GET /api/health/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("\"healthy\""), "{answer}");
    assert!(stack.root().is_dir() && stack.authority().is_file());

    let mine = Made::by(stack.pid(), &place.path("tmp"));
    let down = place.run(&["stack", "down"]).with_code(0);
    assert_eq!(down.stdout, "1 stacks ended\n");
    stack.ended().with_code(0);
    // The directory in which stacks are written down stays; it is empty.
    let register = place.path("tmp/runproof-stacks");
    let left = || mine.left().into_iter().filter(|l| *l != register.display().to_string()).collect::<Vec<_>>();
    until("a stack that is gone", LIMIT, || left().is_empty().then_some(()));
    assert_eq!(std::fs::read_dir(register).unwrap().count(), 0);
    assert_eq!(place.run(&["stack", "down"]).with_code(0).stdout, "0 stacks ended\n");
}

#[test]
fn a_note_of_a_process_that_is_another_one_by_now_ends_nobody() {
    let place = UpStack::workplace();
    let stack = UpStack::start(&place);
    let register = place.path("tmp/runproof-stacks");
    std::fs::write(register.join(stack.pid().to_string()), "1").unwrap();
    assert_eq!(place.run(&["stack", "down"]).with_code(0).stdout, "0 stacks ended\n");
    assert!(std::path::Path::new(&format!("/proc/{}", stack.pid())).exists());
    stack.end().with_code(0);
}
