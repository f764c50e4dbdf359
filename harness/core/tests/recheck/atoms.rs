//! The smallest parts of what is generated: few enough to meet each other, odd enough to hurt.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;
use runproof_core::noun::obstacle::{Obstacle, Side};
use serde_json::{Number, Value};

/// Texts that occur on both sides of a comparison, and any others.
const FAMILIAR: [&str; 12] = [
    "",
    "a",
    "ok",
    "{\"status\":\"ok\",\"n\":1.0}",
    "[]",
    "2xx",
    "text/html",
    "2026-01-31",
    "é",
    "日本語\u{202e}\u{0}\u{7f}",
    "\"quoted\" \\ back\r\n\tslash",
    "[... 7 bytes left out ...]\n",
];

/// A strategy over every kind of an enumeration: each kind stands beside what makes it.
///
/// A kind that is added to the enumeration and not here does not compile.
macro_rules! every_kind {
    ($(#[$about:meta])* $name:ident: $whole:ty { $($kind:pat => $made:expr,)+ }) => {
        $(#[$about])*
        pub fn $name() -> proptest::strategy::BoxedStrategy<$whole> {
            let _complete = |one: &$whole| match one { $($kind => {})+ };
            proptest::strategy::Strategy::boxed(proptest::strategy::Union::new(vec![
                $(proptest::strategy::Strategy::boxed($made),)+
            ]))
        }
    };
}
pub(crate) use every_kind;

/// Any text, often a familiar one.
pub fn text() -> BoxedStrategy<String> {
    prop_oneof![3 => prop::sample::select(&FAMILIAR[..]).prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => any::<String>()]
        .boxed()
}

/// A text or none.
pub fn some_text() -> BoxedStrategy<Option<String>> {
    prop_oneof![2 => Just(None), 3 => text().prop_map(Some)].boxed()
}

/// What stands in the way of an answer, on either side.
pub fn obstacle() -> BoxedStrategy<Obstacle> {
    (one_of([Side::System, Side::Probe]), text()).prop_map(|(side, why)| Obstacle { side, why }).boxed()
}

/// What stands in the way of an answer, mostly nothing.
pub fn problem() -> BoxedStrategy<Option<Obstacle>> {
    prop_oneof![6 => Just(None), 1 => obstacle().prop_map(Some)].boxed()
}

/// A few texts.
pub fn texts() -> BoxedStrategy<Vec<String>> {
    vec(text(), 0..4).boxed()
}

/// A small number, or any.
pub fn number() -> BoxedStrategy<u64> {
    prop_oneof![4 => 0_u64..4, 1 => any::<u64>()].boxed()
}

/// True or false.
pub fn flag() -> BoxedStrategy<bool> {
    any::<bool>().boxed()
}

/// One of these.
pub fn one_of<T: Clone + std::fmt::Debug + 'static>(all: impl IntoIterator<Item = T>) -> BoxedStrategy<T> {
    Union::new(all.into_iter().map(|one| Just(one).boxed())).boxed()
}

/// Any JSON value of a moderate depth, numbers of all kinds among them.
pub fn json() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (0_i64..3).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|x| Number::from_f64(x).map_or(Value::Null, Value::Number)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            vec((text(), inner), 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
    .boxed()
}
