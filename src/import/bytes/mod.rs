//! A file or a stream as blocks of UTF-8, read on a thread of its own.
//!
//! `origin` opens, `pull` reads, inflates and hashes, `transcode` makes UTF-8 of it, `source` puts
//! all that behind a bounded channel.

mod digest;
mod encoding;
mod inflate;
mod origin;
mod place;
mod progress;
mod pull;
mod source;
mod transcode;
mod witness;

#[cfg(test)]
mod origin_tests;
#[cfg(test)]
mod source_tests;
#[cfg(test)]
mod transcode_tests;

pub use digest::{Digest, digest_of};
pub use encoding::encoding;
pub use origin::Origin;
pub(crate) use place::Place;
pub use progress::Progress;
pub use source::{Options, SourceBytes};
