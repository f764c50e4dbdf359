//! Rules about documents, records and what must not be committed.

pub mod console;
pub mod evidence;
pub mod links;
pub mod machine;
pub mod night_age;
