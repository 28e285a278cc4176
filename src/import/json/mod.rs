//! A strict streaming JSON reader (RFC 8259): blocks of bytes become records, each on a reusable tape.

mod ahead;
mod escape;
mod extended;
mod fault;
mod lines;
mod names;
mod parser;
mod peek;
mod place;
mod reader;
mod scan;
mod shape;
mod source;
mod tape;
mod text;
mod tree;
mod value;

#[cfg(test)]
mod conformance_tests;
#[cfg(test)]
mod corpus_invalid_tests;
#[cfg(test)]
mod corpus_valid_tests;
#[cfg(test)]
mod extended_tests;
#[cfg(test)]
mod limits_tests;
#[cfg(test)]
mod position_tests;
#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod reader_tests;
#[cfg(test)]
mod shape_tests;
#[cfg(test)]
mod support_tests;

pub use extended::{Extended, scalar};
pub use fault::{MAX_DEPTH, MAX_RECORD};
pub use reader::{Item, JsonReader};
pub use shape::Shape;
pub use tape::Tape;
pub use text::{check, parse};
pub use value::{Elements, Kind, Member, Members, Value};
