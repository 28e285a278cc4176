//! What a source weighs and hashes to.

use aws_lc_rs::digest::{Context, SHA256};

use super::origin::Origin;
use super::pull::Pull;
use crate::position::SourceError;

/// The content of a source, in short: the same for a file and its gzip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The SHA-256 in hex, of the bytes after inflating and before transcoding, a byte order mark
    /// included.
    pub sha256: String,
    /// How many of these bytes there are.
    pub bytes: u64,
}

/// Reads an origin to its end for its digest alone, on this thread.
///
/// # Errors
/// [`SourceError::Read`] or [`SourceError::Changed`].
pub fn digest_of(origin: Origin) -> Result<Digest, SourceError> {
    let mut pull = Pull::new(origin.open()?);
    let mut block = Vec::new();
    loop {
        pull.fill(&mut block)?;
        if block.is_empty() {
            return Ok(pull.digest());
        }
    }
}

/// A digest in the making.
pub(super) struct Hasher {
    context: Context,
    bytes: u64,
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self { context: Context::new(&SHA256), bytes: 0 }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.context.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    pub(super) fn finish(self) -> Digest {
        let sha256 = self.context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        Digest { sha256, bytes: self.bytes }
    }
}
