//! Every kind of question.

use crate::atoms::{every_kind, number, text, texts};
use crate::data::git_question;
use crate::net::request;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use runproof_core::noun::log::Window;
use runproof_core::observation::{LineSource, Question};

every_kind! {
    /// Every window of a log.
    window: Window {
        Window::Lines { .. } => number().prop_map(|last| Window::Lines { last }),
        Window::Seconds { .. } => number().prop_map(|last| Window::Seconds { last }),
        Window::Since { .. } => any::<i64>().prop_map(|unix_ms| Window::Since { unix_ms }),
    }
}

every_kind! {
    /// Every source of lines.
    line_source: LineSource {
        LineSource::Log { .. } => (text(), window()).prop_map(|(name, window)| LineSource::Log { name, window }),
        LineSource::File { .. } => text().prop_map(|path| LineSource::File { path }),
        LineSource::Text { .. } => (text(), text()).prop_map(|(label, text)| LineSource::Text { label, text }),
    }
}

fn two<Q: std::fmt::Debug>(make: fn(String, String) -> Q) -> impl Strategy<Value = Q> {
    (text(), text()).prop_map(move |(first, second)| make(first, second))
}

fn texts_of() -> BoxedStrategy<Vec<(String, String)>> {
    vec((text(), text()), 0..3).boxed()
}

fn env_question() -> impl Strategy<Value = Question> {
    (text(), texts_of(), texts_of()).prop_map(|(path, equals, starts)| Question::EnvFile { path, equals, starts })
}

fn service_files() -> impl Strategy<Value = Question> {
    let parts = (text(), text(), text());
    parts.prop_map(|(directory, service, path)| Question::ServiceFiles { directory, service, path })
}

fn lines_question() -> impl Strategy<Value = Question> {
    (line_source(), option::of((text(), text()))).prop_map(|(source, pattern)| Question::Lines { source, pattern })
}

every_kind! {
    /// Every kind of question.
    question: Question {
        Question::Http { .. } => request().prop_map(|request| Question::Http { request }),
        Question::Page { .. } => request().prop_map(|request| Question::Page { request }),
        Question::WebSocket { .. } => (request(), crate::atoms::some_text())
            .prop_map(|(request, message)| Question::WebSocket { request: Box::new(request), message }),
        Question::Browser(_) => crate::view::visit().prop_map(Question::Browser),
        Question::Port { .. } => text().prop_map(|address| Question::Port { address }),
        Question::Certificate { .. } => text().prop_map(|server| Question::Certificate { server }),
        Question::Name { .. } => text().prop_map(|name| Question::Name { name }),
        Question::File { .. } => text().prop_map(|path| Question::File { path }),
        Question::Directory { .. } => text().prop_map(|path| Question::Directory { path }),
        Question::CompareDirectories { .. } => two(|first, second| Question::CompareDirectories { first, second }),
        Question::Archive { .. } => text().prop_map(|path| Question::Archive { path }),
        Question::Backups { .. } =>
            (crate::backups::choice(), number()).prop_map(|(choice, seed)| Question::Backups { choice, seed }),
        Question::Dump { .. } => text().prop_map(|path| Question::Dump { path }),
        Question::CompareDump { .. } => two(|path, with| Question::CompareDump { path, with }),
        Question::Rehearse(_) => crate::rehearsal::rehearsing().prop_map(Question::Rehearse),
        Question::Holdings { .. } =>
            (text(), crate::atoms::some_text()).prop_map(|(database, newest)| Question::Holdings { database, newest }),
        Question::EnvFile { .. } => env_question(),
        Question::Space { .. } => text().prop_map(|path| Question::Space { path }),
        Question::GitTree { .. } =>
            (text(), vec(git_question(), 0..3)).prop_map(|(path, also)| Question::GitTree { path, also }),
        Question::Database { .. } => text().prop_map(|database| Question::Database { database }),
        Question::CompareDatabases { .. } => two(|first, second| Question::CompareDatabases { first, second }),
        Question::Query { .. } => two(|name, sql| Question::Query { name, sql }),
        Question::Procedure { .. } =>
            (text(), texts()).prop_map(|(name, arguments)| Question::Procedure { name, arguments }),
        Question::Lines { .. } => lines_question(),
        Question::RunIn { .. } => two(|service, line| Question::RunIn { service, line }),
        Question::Resources => Just(Question::Resources),
        Question::Engine => Just(Question::Engine),
        Question::ServiceFiles { .. } => service_files(),
        Question::Services => Just(Question::Services),
        Question::Attestation { .. } => text().prop_map(|item| Question::Attestation { item }),
        Question::ChildRun { .. } =>
            (text(), texts_of()).prop_map(|(feature, says)| Question::ChildRun { feature, says }),
        Question::Value { .. } => text().prop_map(|text| Question::Value { text }),
        Question::Elapsed { .. } => number().prop_map(|ms| Question::Elapsed { ms }),
    }
}
