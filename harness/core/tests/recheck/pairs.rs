//! Every kind of observation, every kind of check, and every pair of them that fits.

use crate::atoms::every_kind;
use crate::{backups, data, drill, engine, host, net, rehearsal, view};
use proptest::prelude::*;
use proptest::strategy::Union;
use runproof_core::check::Check;
use runproof_core::noun::filing::FilingCheck;
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::observation::Observation;

every_kind! {
    /// Every kind of observation.
    observation: Observation {
        Observation::Http(_) => net::exchange().prop_map(Observation::Http),
        Observation::Page(_) => net::page().prop_map(Observation::Page),
        Observation::WebSocket(_) => net::websocket().prop_map(|w| Observation::WebSocket(Box::new(w))),
        Observation::Browser(_) => view::view().prop_map(|v| Observation::Browser(Box::new(v))),
        Observation::Port(_) => net::connection().prop_map(Observation::Port),
        Observation::Certificate(_) => net::handshake().prop_map(Observation::Certificate),
        Observation::Name(_) => net::resolution().prop_map(Observation::Name),
        Observation::File(_) => host::file().prop_map(Observation::File),
        Observation::Directory(_) => host::listing().prop_map(Observation::Directory),
        Observation::Comparison(_) => host::comparison().prop_map(Observation::Comparison),
        Observation::Archive(_) => host::archive().prop_map(Observation::Archive),
        Observation::Backups(_) => backups::backups().prop_map(|b| Observation::Backups(Box::new(b))),
        Observation::Dump(_) => backups::dump().prop_map(|d| Observation::Dump(Box::new(d))),
        Observation::Holdings(_) => backups::holdings().prop_map(|h| Observation::Holdings(Box::new(h))),
        Observation::Restore(_) => backups::restore().prop_map(|r| Observation::Restore(Box::new(r))),
        Observation::Rehearsal(_) => rehearsal::rehearsal().prop_map(|r| Observation::Rehearsal(Box::new(r))),
        Observation::EnvFile(_) => host::env_file().prop_map(Observation::EnvFile),
        Observation::Space(_) => host::space().prop_map(Observation::Space),
        Observation::GitTree(_) => data::git_tree().prop_map(Observation::GitTree),
        Observation::Database(_) => data::inspection().prop_map(Observation::Database),
        Observation::Query(_) => data::query_rows().prop_map(Observation::Query),
        Observation::Procedure(_) => data::procedure_run().prop_map(Observation::Procedure),
        Observation::Lines(_) => data::lines().prop_map(Observation::Lines),
        Observation::Resources(_) => engine::resources().prop_map(Observation::Resources),
        Observation::Engine(_) => engine::engine().prop_map(Observation::Engine),
        Observation::Services(_) => engine::services().prop_map(Observation::Services),
        Observation::Attestation(_) => data::attestation().prop_map(Observation::Attestation),
        Observation::ChildRun(_) => data::child_run().prop_map(Observation::ChildRun),
        Observation::Value(_) => data::captured().prop_map(Observation::Value),
        Observation::Elapsed(_) => data::elapsed().prop_map(Observation::Elapsed),
        Observation::Recovery(_) => drill::recovery().prop_map(Observation::Recovery),
        Observation::Control(_) => drill::control().prop_map(Observation::Control),
    }
}

every_kind! {
    /// Every kind of check.
    check: Check {
        Check::Http(_) => net::http_check().prop_map(Check::Http),
        Check::Page(_) => net::page_check().prop_map(Check::Page),
        Check::WebSocket(_) => net::websocket_check().prop_map(Check::WebSocket),
        Check::Browser(_) => view::view_check().prop_map(Check::Browser),
        Check::Port(_) => net::port_check().prop_map(Check::Port),
        Check::Certificate(_) => net::certificate_check().prop_map(Check::Certificate),
        Check::Name(_) => net::name_check().prop_map(Check::Name),
        Check::File(_) => host::file_check().prop_map(Check::File),
        Check::Directory(_) => host::directory_check().prop_map(Check::Directory),
        Check::Comparison(_) => host::comparison_check().prop_map(Check::Comparison),
        Check::Archive(_) => host::archive_check().prop_map(Check::Archive),
        Check::Backups(_) => backups::backup_check().prop_map(Check::Backups),
        Check::Dump(_) => backups::dump_check().prop_map(Check::Dump),
        Check::Holdings(_) => backups::holdings_check().prop_map(Check::Holdings),
        Check::Restore(_) => backups::restore_check().prop_map(Check::Restore),
        Check::Rehearsal(_) => rehearsal::check().prop_map(Check::Rehearsal),
        Check::Filing(_) => Just(Check::Filing(FilingCheck::NamedKept)),
        Check::EnvFile(_) => host::env_check().prop_map(Check::EnvFile),
        Check::Space(_) => host::space_check().prop_map(Check::Space),
        Check::GitTree(_) => data::git_check().prop_map(Check::GitTree),
        Check::Database(_) => data::database_check().prop_map(Check::Database),
        Check::Query(_) => data::query_check().prop_map(Check::Query),
        Check::Procedure(_) => data::procedure_check().prop_map(Check::Procedure),
        Check::Lines(_) => data::lines_check().prop_map(Check::Lines),
        Check::Resources(_) => engine::resources_check().prop_map(Check::Resources),
        Check::Engine(_) => engine::engine_check().prop_map(Check::Engine),
        Check::Services(_) => engine::services_check().prop_map(Check::Services),
        Check::Attestation(_) => data::attestation_check().prop_map(Check::Attestation),
        Check::ChildRun(_) => data::child_check().prop_map(Check::ChildRun),
        Check::Value(_) => data::value_check().prop_map(Check::Value),
        Check::Elapsed(_) => data::elapsed_check().prop_map(Check::Elapsed),
        Check::Drill(_) => drill::drill_check().prop_map(Check::Drill),
        Check::Control => Just(Check::Control),
        Check::Beforehand(_) => net::http_check().prop_map(|c| Check::Beforehand(Box::new(Check::Http(c)))),
    }
}

/// Whether a check is one of that observation. Written as a list, so that a new kind has to be put into it.
pub fn fits(check: &Check, seen: &Observation) -> bool {
    use Observation as Saw;
    match check {
        Check::Http(_) => matches!(seen, Saw::Http(_) | Saw::Page(_) | Saw::WebSocket(_)),
        Check::WebSocket(_) => matches!(seen, Saw::WebSocket(_)),
        Check::Page(_) => matches!(seen, Saw::Page(_)),
        Check::Browser(_) => matches!(seen, Saw::Browser(_)),
        Check::Port(_) => matches!(seen, Saw::Port(_)),
        Check::Certificate(_) => matches!(seen, Saw::Certificate(_)),
        Check::Name(_) => matches!(seen, Saw::Name(_)),
        Check::File(_) => matches!(seen, Saw::File(_)),
        Check::Directory(_) => matches!(seen, Saw::Directory(_)),
        Check::Comparison(_) => matches!(seen, Saw::Comparison(_)),
        Check::Archive(_) => matches!(seen, Saw::Archive(_)),
        Check::Backups(_) => matches!(seen, Saw::Backups(_) | Saw::Rehearsal(_)),
        Check::Dump(_) => matches!(seen, Saw::Dump(_) | Saw::Rehearsal(_)),
        Check::Holdings(_) => matches!(seen, Saw::Holdings(_) | Saw::Rehearsal(_)),
        Check::Restore(_) => matches!(seen, Saw::Restore(_) | Saw::Rehearsal(_)),
        Check::Rehearsal(_) | Check::Filing(_) => matches!(seen, Saw::Rehearsal(_)),
        Check::EnvFile(_) => matches!(seen, Saw::EnvFile(_)),
        Check::Space(_) => matches!(seen, Saw::Space(_)),
        Check::GitTree(_) => matches!(seen, Saw::GitTree(_)),
        Check::Database(_) => matches!(seen, Saw::Database(_)),
        Check::Query(_) => matches!(seen, Saw::Query(_)),
        Check::Procedure(_) => matches!(seen, Saw::Procedure(_)),
        Check::Lines(_) => matches!(seen, Saw::Lines(_)),
        Check::Resources(_) => matches!(seen, Saw::Resources(_)),
        Check::Engine(_) => matches!(seen, Saw::Engine(_)),
        Check::Services(_) => matches!(seen, Saw::Services(_)),
        Check::Attestation(_) => matches!(seen, Saw::Attestation(_)),
        Check::ChildRun(_) => matches!(seen, Saw::ChildRun(_)),
        Check::Value(_) => matches!(seen, Saw::Value(_)),
        Check::Elapsed(_) => matches!(seen, Saw::Elapsed(_)),
        Check::Drill(_) => matches!(seen, Saw::Recovery(_)),
        Check::Control => matches!(seen, Saw::Control(_)),
        Check::Beforehand(check) => fits(check, seen),
    }
}

/// Puts an obstacle into an observation; `None` for one that knows none. Written as a list, like [`fits`].
pub fn hindered(mut seen: Observation, by: &Obstacle) -> Option<Observation> {
    use Observation as Saw;
    let problem = match &mut seen {
        Saw::File(o) => &mut o.problem,
        Saw::Directory(o) => &mut o.problem,
        Saw::Comparison(o) => &mut o.problem,
        Saw::Archive(o) => &mut o.problem,
        Saw::Backups(o) => &mut o.problem,
        Saw::Dump(o) => &mut o.problem,
        Saw::Holdings(o) => &mut o.problem,
        Saw::Restore(o) => &mut o.problem,
        Saw::EnvFile(o) => &mut o.problem,
        Saw::Space(o) => &mut o.problem,
        Saw::GitTree(o) => &mut o.problem,
        Saw::Database(o) => &mut o.problem,
        Saw::Query(o) => &mut o.problem,
        Saw::Procedure(o) => &mut o.problem,
        Saw::Lines(o) => &mut o.problem,
        Saw::Resources(o) => &mut o.problem,
        Saw::Engine(o) => &mut o.problem,
        Saw::Services(o) => &mut o.problem,
        Saw::Attestation(o) => &mut o.problem,
        // A request says itself whether it was sent; a child run is a run of the product, and has no other side. A view has a
        // problem of its own kind, which tells whose it is; the others are told by the run itself.
        Saw::Http(_)
        | Saw::Page(_)
        | Saw::WebSocket(_)
        | Saw::Port(_)
        | Saw::Certificate(_)
        | Saw::Name(_)
        | Saw::ChildRun(_)
        | Saw::Browser(_)
        | Saw::Value(_)
        | Saw::Elapsed(_)
        | Saw::Recovery(_)
        | Saw::Control(_)
        // Each of its parts has a problem of its own, and not every check looks at each.
        | Saw::Rehearsal(_) => return None,
    };
    *problem = Some(by.clone());
    Some(seen)
}

/// An observation and a check of the same noun; `fits` is asked of every one.
pub fn fitting() -> BoxedStrategy<(Observation, Check)> {
    fn pair<O, C>(
        seen: BoxedStrategy<O>,
        saw: fn(O) -> Observation,
        check: BoxedStrategy<C>,
        of: fn(C) -> Check,
    ) -> BoxedStrategy<(Observation, Check)>
    where
        O: std::fmt::Debug + 'static,
        C: std::fmt::Debug + 'static,
    {
        (seen.prop_map(saw), check.prop_map(of)).boxed()
    }
    use Observation as Saw;
    Union::new([
        pair(net::exchange(), Saw::Http, net::http_check(), Check::Http),
        pair(net::page(), Saw::Page, net::http_check(), Check::Http),
        pair(net::page(), Saw::Page, net::page_check(), Check::Page),
        pair(net::websocket(), |w| Saw::WebSocket(Box::new(w)), net::websocket_check(), Check::WebSocket),
        pair(net::websocket(), |w| Saw::WebSocket(Box::new(w)), net::http_check(), Check::Http),
        pair(view::view(), |v| Saw::Browser(Box::new(v)), view::view_check(), Check::Browser),
        pair(net::connection(), Saw::Port, net::port_check(), Check::Port),
        pair(net::handshake(), Saw::Certificate, net::certificate_check(), Check::Certificate),
        pair(net::resolution(), Saw::Name, net::name_check(), Check::Name),
        pair(host::file(), Saw::File, host::file_check(), Check::File),
        pair(host::listing(), Saw::Directory, host::directory_check(), Check::Directory),
        pair(host::comparison(), Saw::Comparison, host::comparison_check(), Check::Comparison),
        pair(host::archive(), Saw::Archive, host::archive_check(), Check::Archive),
        pair(backups::backups(), |b| Saw::Backups(Box::new(b)), backups::backup_check(), Check::Backups),
        pair(backups::dump(), |d| Saw::Dump(Box::new(d)), backups::dump_check(), Check::Dump),
        pair(backups::holdings(), |h| Saw::Holdings(Box::new(h)), backups::holdings_check(), Check::Holdings),
        pair(backups::restore(), |r| Saw::Restore(Box::new(r)), backups::restore_check(), Check::Restore),
        pair(host::env_file(), Saw::EnvFile, host::env_check(), Check::EnvFile),
        pair(host::space(), Saw::Space, host::space_check(), Check::Space),
        pair(data::git_tree(), Saw::GitTree, data::git_check(), Check::GitTree),
        pair(data::inspection(), Saw::Database, data::database_check(), Check::Database),
        pair(data::query_rows(), Saw::Query, data::query_check(), Check::Query),
        pair(data::procedure_run(), Saw::Procedure, data::procedure_check(), Check::Procedure),
        pair(data::lines(), Saw::Lines, data::lines_check(), Check::Lines),
        pair(engine::resources(), Saw::Resources, engine::resources_check(), Check::Resources),
        pair(engine::engine(), Saw::Engine, engine::engine_check(), Check::Engine),
        pair(engine::services(), Saw::Services, engine::services_check(), Check::Services),
        pair(data::attestation(), Saw::Attestation, data::attestation_check(), Check::Attestation),
        pair(data::child_run(), Saw::ChildRun, data::child_check(), Check::ChildRun),
        pair(data::captured(), Saw::Value, data::value_check(), Check::Value),
        pair(data::elapsed(), Saw::Elapsed, data::elapsed_check(), Check::Elapsed),
        pair(drill::recovery(), Saw::Recovery, drill::drill_check(), Check::Drill),
        pair(drill::control(), Saw::Control, Just(()).boxed(), |()| Check::Control),
        pair(net::exchange(), Saw::Http, net::http_check(), |c| Check::Beforehand(Box::new(Check::Http(c)))),
    ])
    .boxed()
}
