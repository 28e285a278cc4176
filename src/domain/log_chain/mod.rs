//! The chain of the log: what an entry's hash is made of, and where a chain is broken.
//!
//! The hashes are computed here and not by the database, whose owner could change the function that makes them.

mod anchor;
mod entry;
mod fault;
mod verifier;

pub use anchor::{Anchor, InvalidAnchor};
pub use entry::{Entry, Hash, ORIGIN, canonical_time};
pub use fault::{Broken, Fault};
pub use verifier::Verifier;

/// Returns a hash as 64 lower-case hexadecimal digits.
pub fn hex(hash: &[u8]) -> String {
    use std::fmt::Write;
    hash.iter().fold(String::with_capacity(2 * hash.len()), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
