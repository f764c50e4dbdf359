//! Name resolution against a DNS server of the test's own.

use crate::subjects::{exchange, failed, get, hasty, subject};
use runproof_core::noun::http::FailureKind;
use runproof_core::noun::name::{NameCheck, Resolution};
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use runproof_probe::ask::Prober;
use runproof_probe::clock::Tick;
use runproof_probe::subject::Subject;
use simple_dns::rdata::{A, AAAA, RData};
use simple_dns::{CLASS, Packet, PacketFlag, QTYPE, RCODE, ResourceRecord, TYPE};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::UdpSocket;

/// What the server does with every query.
#[derive(Clone, Copy)]
enum Manner {
    Answers,
    Says(RCODE),
    HasNoAddress,
    IsSilent,
    AnswersAnother,
    AnswersAnotherFirst,
    ForgetsTheFirst,
}

async fn server(manner: Manner) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 1500];
        let mut queries = 0;
        while let Ok((n, from)) = socket.recv_from(&mut buffer).await {
            queries += 1;
            for reply in replies(&buffer[..n], manner, queries) {
                let _ = socket.send_to(&reply, from).await;
            }
        }
    });
    address
}

fn replies(query: &[u8], manner: Manner, number: u32) -> Vec<Vec<u8>> {
    match manner {
        Manner::IsSilent => Vec::new(),
        Manner::ForgetsTheFirst if number == 1 => Vec::new(),
        Manner::Answers | Manner::ForgetsTheFirst => vec![reply(query, 0, RCODE::NoError, Some(7))],
        Manner::Says(code) => vec![reply(query, 0, code, None)],
        Manner::HasNoAddress => vec![reply(query, 0, RCODE::NoError, None)],
        Manner::AnswersAnother => vec![reply(query, 1, RCODE::NoError, Some(66))],
        Manner::AnswersAnotherFirst => {
            vec![b"junk".to_vec(), reply(query, 1, RCODE::NoError, Some(66)), reply(query, 0, RCODE::NoError, Some(7))]
        }
    }
}

fn reply(query: &[u8], id_off_by: u16, code: RCODE, last: Option<u8>) -> Vec<u8> {
    let query = Packet::parse(query).unwrap();
    let mut packet = Packet::new_reply(query.id().wrapping_add(id_off_by));
    packet.set_flags(PacketFlag::RESPONSE);
    *packet.rcode_mut() = code;
    let question = query.questions[0].clone();
    let data = last.map(|last| match question.qtype {
        QTYPE::TYPE(TYPE::A) => RData::A(A { address: Ipv4Addr::new(127, 0, 0, last).into() }),
        _ => RData::AAAA(AAAA { address: Ipv6Addr::LOCALHOST.into() }),
    });
    let record = data.map(|data| ResourceRecord::new(question.qname.clone(), CLASS::IN, 60, data));
    packet.answers.extend(record);
    packet.questions.push(question);
    packet.build_bytes_vec().unwrap()
}

fn asking(resolver: SocketAddr) -> Subject {
    let base = "http://circle.test:1".to_owned();
    Subject { resolver: Some(resolver), request_limit: Duration::from_secs(1), ..subject(&[("edge", base)]) }
}

async fn resolve(subject: Subject, name: &str) -> Resolution {
    match Prober::new(Arc::new(subject)).ask(&Question::Name { name: name.into() }).await.observation {
        Observation::Name(resolution) => resolution,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn addresses_of_both_families_are_found() {
    for manner in [Manner::Answers, Manner::AnswersAnotherFirst, Manner::ForgetsTheFirst] {
        let resolver = server(manner).await;
        let seen = resolve(asking(resolver), "circle.test").await;
        assert_eq!(seen.addresses, ["127.0.0.7", "::1"]);
        assert_eq!((seen.resolver, seen.refusal, seen.unreachable), (resolver.to_string(), None, None));
    }
}

#[tokio::test]
async fn a_name_without_address_is_an_answer() {
    for (manner, words) in
        [(Manner::Says(RCODE::NameError), "no such name"), (Manner::HasNoAddress, "no address for this name")]
    {
        let resolver = server(manner).await;
        let seen = resolve(asking(resolver), "circle.test").await;
        assert_eq!((seen.refusal.as_deref(), &seen.unreachable), (Some(words), &None));
        assert_eq!(NameCheck::ResolvesNot.judge(&seen).verdict, Verdict::Passed);
        failed(&exchange(asking(resolver), get("/")).await, FailureKind::NameNotFound);
    }
}

#[tokio::test]
async fn a_server_that_will_not_say_proves_nothing() {
    for (code, words) in [(RCODE::Refused, "refused"), (RCODE::ServerFailure, "server failure")] {
        let resolver = server(Manner::Says(code)).await;
        let seen = resolve(asking(resolver), "circle.test").await;
        assert!(seen.unreachable.as_ref().unwrap().contains(words), "{seen:?}");
        assert_eq!(NameCheck::ResolvesNot.judge(&seen).verdict, Verdict::Broken);
        failed(&exchange(asking(resolver), get("/")).await, FailureKind::Unsendable);
    }
}

#[tokio::test]
async fn silence_and_answers_to_others_are_bounded() {
    for manner in [Manner::IsSilent, Manner::AnswersAnother] {
        let began = Tick::now();
        let seen = resolve(hasty(asking(server(manner).await)), "circle.test").await;
        assert!(seen.unreachable.as_ref().unwrap().contains("no answer to 2 queries"), "{seen:?}");
        assert!((800..6_000).contains(&began.elapsed_ms()), "{} ms", began.elapsed_ms());
    }
}

#[tokio::test]
async fn nobody_listening_is_noticed_at_once() {
    let nobody = UdpSocket::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let seen = resolve(asking(nobody), "circle.test").await;
    assert!(seen.unreachable.unwrap().contains("refused"));
}

#[tokio::test]
async fn what_is_no_name_cannot_be_asked_for() {
    let resolver = server(Manner::Answers).await;
    let seen = resolve(asking(resolver), &"x".repeat(70)).await;
    assert!(seen.unreachable.unwrap().contains("cannot be asked for"));
}

#[tokio::test]
async fn the_machine_knows_itself() {
    let seen = resolve(subject(&[]), "localhost").await;
    assert_eq!(seen.resolver, "system");
    assert!(seen.addresses.contains(&"127.0.0.1".to_owned()), "{seen:?}");
}
