//! Name resolution: by a named DNS server, or by the resolver of the machine.

use crate::clock::Tick;
use crate::subject::Subject;
use runproof_core::noun::name::Resolution;
use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, PacketFlag, QCLASS, QTYPE, Question, RCODE, TYPE};
use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::time::timeout;

/// Time for one query; a request's limit, where shorter, holds.
const PATIENCE: Duration = Duration::from_secs(3);

/// Queries sent before a server counts as silent.
const TRIES: u32 = 2;

/// Bytes of the largest answer over UDP.
const LARGEST: usize = 65_535;

/// What is said about a name that does not exist.
const NO_SUCH_NAME: &str = "no such name";

/// What is said about a name without address.
const NO_ADDRESS: &str = "no address for this name";

/// Asks for the addresses of a name: the target's DNS server, else the machine's resolver.
pub(crate) async fn resolution(subject: &Subject, name: &str) -> Resolution {
    match subject.resolver {
        None => by_machine(subject, name).await,
        Some(server) => by_server(subject, name, server).await,
    }
}

/// What one query came to.
enum Answer {
    Addresses(BTreeSet<IpAddr>),
    NoSuchName,
    Unreachable(String),
}

async fn by_server(subject: &Subject, name: &str, server: SocketAddr) -> Resolution {
    let patience = PATIENCE.min(subject.request_limit);
    let first = query(name, TYPE::A, server, patience).await;
    let second = match first {
        Answer::Addresses(_) => query(name, TYPE::AAAA, server, patience).await,
        Answer::NoSuchName | Answer::Unreachable(_) => Answer::Addresses(BTreeSet::new()),
    };
    let mut seen = empty(name, server.to_string());
    let mut addresses = BTreeSet::new();
    for answer in [first, second] {
        match answer {
            Answer::Addresses(some) => addresses.extend(some),
            Answer::NoSuchName => seen.refusal = Some(NO_SUCH_NAME.into()),
            Answer::Unreachable(why) => seen.unreachable = Some(why),
        }
    }
    if !addresses.is_empty() {
        (seen.refusal, seen.unreachable) = (None, None);
    } else if seen.refusal.is_none() && seen.unreachable.is_none() {
        seen.refusal = Some(NO_ADDRESS.into());
    }
    seen.addresses = addresses.iter().map(IpAddr::to_string).collect();
    seen
}

async fn query(name: &str, kind: TYPE, server: SocketAddr, patience: Duration) -> Answer {
    for _ in 0..TRIES {
        match one_query(name, kind, server, patience).await {
            Ok(Some(answer)) => return answer,
            Ok(None) => {}
            Err(e) => return Answer::Unreachable(e.to_string()),
        }
    }
    Answer::Unreachable(format!("no answer to {TRIES} queries of {} ms each", patience.as_millis()))
}

/// One query and its answer; `None` when there was none in time.
async fn one_query(name: &str, kind: TYPE, server: SocketAddr, patience: Duration) -> io::Result<Option<Answer>> {
    let id = u16::try_from(RandomState::new().build_hasher().finish() & 0xFFFF).unwrap_or_default();
    let sent = packet(id, name, kind).map_err(|e| io::Error::other(format!("`{name}` cannot be asked for: {e}")))?;
    let any: IpAddr = if server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind((any, 0)).await?;
    socket.connect(server).await?;
    socket.send(&sent).await?;
    let deadline = Tick::now().after(patience);
    let mut buffer = vec![0; LARGEST];
    loop {
        let Ok(received) = timeout(deadline.left(), socket.recv(&mut buffer)).await else { return Ok(None) };
        // Anybody can send a datagram: what does not answer this query is passed over.
        if let Some(answer) = read(&buffer[..received?], id, kind) {
            return Ok(Some(answer));
        }
    }
}

fn packet(id: u16, name: &str, kind: TYPE) -> simple_dns::Result<Vec<u8>> {
    let mut packet = Packet::new_query(id);
    packet.set_flags(PacketFlag::RECURSION_DESIRED);
    let question = Question::new(Name::new(name)?, QTYPE::TYPE(kind), QCLASS::CLASS(CLASS::IN), false);
    packet.questions.push(question);
    packet.build_bytes_vec()
}

fn read(bytes: &[u8], id: u16, kind: TYPE) -> Option<Answer> {
    let packet = Packet::parse(bytes).ok()?;
    let asked = packet.questions.first().is_none_or(|q| q.qtype == QTYPE::TYPE(kind));
    if packet.id() != id || !packet.has_flags(PacketFlag::RESPONSE) || !asked {
        return None;
    }
    let addresses: BTreeSet<IpAddr> = packet.answers.iter().filter_map(|r| address(&r.rdata)).collect();
    Some(match packet.rcode() {
        RCODE::NoError if addresses.is_empty() && packet.has_flags(PacketFlag::TRUNCATION) => {
            Answer::Unreachable("the answer did not fit into a datagram".into())
        }
        RCODE::NoError => Answer::Addresses(addresses),
        RCODE::NameError => Answer::NoSuchName,
        other => Answer::Unreachable(format!("it answered `{}`", rcode(other))),
    })
}

fn address(data: &RData<'_>) -> Option<IpAddr> {
    match data {
        RData::A(a) => Some(Ipv4Addr::from(a.address).into()),
        RData::AAAA(a) => Some(Ipv6Addr::from(a.address).into()),
        _ => None,
    }
}

fn rcode(code: RCODE) -> String {
    match code {
        RCODE::ServerFailure => "server failure".into(),
        RCODE::Refused => "refused".into(),
        other => format!("{other:?}").to_ascii_lowercase(),
    }
}

/// Asks the resolver of the machine.
pub(crate) async fn by_machine(subject: &Subject, name: &str) -> Resolution {
    let mut seen = empty(name, "system".into());
    match timeout(subject.request_limit, tokio::net::lookup_host((name, 0))).await {
        Err(_) => seen.unreachable = Some(format!("no answer within {} ms", subject.request_limit.as_millis())),
        Ok(Err(e)) => match refusal(&e.to_string()) {
            Some(refusal) => seen.refusal = Some(refusal.into()),
            None => seen.unreachable = Some(e.to_string()),
        },
        Ok(Ok(found)) => {
            let addresses: BTreeSet<IpAddr> = found.map(|a| a.ip()).collect();
            seen.addresses = addresses.iter().map(IpAddr::to_string).collect();
            seen.refusal = seen.addresses.is_empty().then(|| NO_ADDRESS.into());
        }
    }
    seen
}

/// What the C library's words for a failed lookup mean, when they are an answer of the resolver.
///
/// The words are those of `gai_strerror` in glibc and in musl; the number behind them does not get through.
fn refusal(words: &str) -> Option<&'static str> {
    let says = |texts: &[&str]| texts.iter().any(|t| words.contains(t));
    if says(&["Name or service not known", "Name does not resolve"]) {
        return Some(NO_SUCH_NAME);
    }
    let no_address =
        ["No address associated with hostname", "Name has no usable address", "not supported for hostname"];
    says(&no_address).then_some(NO_ADDRESS)
}

fn empty(name: &str, resolver: String) -> Resolution {
    Resolution { name: name.to_owned(), resolver, addresses: Vec::new(), refusal: None, unreachable: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_the_machine_is_told_from_silence() {
        let said = |e: &str| refusal(&format!("failed to lookup address information: {e}"));
        assert_eq!(said("Name or service not known"), Some(NO_SUCH_NAME));
        assert_eq!(said("No address associated with hostname"), Some(NO_ADDRESS));
        assert_eq!(said("Temporary failure in name resolution"), None);
    }
}
