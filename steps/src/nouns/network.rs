//! Ports, certificates, names.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::certificate::CertificateCheck;
use runproof_core::noun::name::NameCheck;
use runproof_core::noun::port::PortCheck;
use runproof_core::observation::Question;

type Asked = Result<Question, Stop>;
type Checked = Result<Check, Stop>;

pub fn connects(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Port { address: p.text(0) })
}

pub fn reads_certificate(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Certificate { server: p.text(0) })
}

pub fn trusted(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Certificate(CertificateCheck::Trusted))
}

pub fn covers(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Certificate(CertificateCheck::Covers { name: p.text(0) }))
}

pub fn days_left(_: &World, p: &Phrase) -> Checked {
    let least = i64::try_from(p.number(0)?).unwrap_or(i64::MAX);
    Ok(Check::Certificate(CertificateCheck::DaysLeft { least }))
}

pub fn issuer(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Certificate(CertificateCheck::Issuer { contains: p.text(0) }))
}

pub fn resolves_name(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Name { name: p.text(0) })
}

pub fn resolves_to(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Name(NameCheck::ResolvesTo { address: p.text(0) }))
}

pub fn connection(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Port(if p.text(0) == "accepted" { PortCheck::Accepted } else { PortCheck::Refused }))
}

pub fn resolves(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Name(if p.text(0) == "resolves" { NameCheck::Resolves } else { NameCheck::ResolvesNot }))
}
