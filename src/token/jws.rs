//! The signature of a token (RFC 7515 section 5.2), below all rules about claims.

use super::compact::Parts;
use super::json::Object;
use super::{Algorithm, Header, HmacSecret, Keys, Reason};

/// A token whose signature holds. What it says isn't judged yet, and needn't even be JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The header.
    pub header: Header,
    /// The payload, decoded.
    pub payload: Vec<u8>,
}

impl Verified {
    /// Reads the claims.
    ///
    /// # Errors
    /// [`Reason::Malformed`] when the payload is no object in JSON, or has a member twice.
    pub fn claims(&self) -> Result<Object<'_>, Reason> {
        Object::read(&self.payload).ok_or(Reason::Malformed)
    }
}

/// Checks form, header, key and signature of a token in compact form. HS256 is checked with `secret` alone, everything
/// else with `keys` alone: no token chooses between them.
///
/// # Errors
/// The first [`Reason`] against it.
pub fn verify_signature(token: &str, keys: &Keys, secret: Option<&HmacSecret>) -> Result<Verified, Reason> {
    let parts = Parts::split(token)?;
    let header = Header::read(&parts.header)?;
    let message = parts.signed.as_bytes();
    let holds = match header.algorithm {
        Algorithm::Hs256 => secret.ok_or(Reason::AlgorithmNotAllowed)?.verifies(message, &parts.signature),
        Algorithm::Key(algorithm) => keys.find(algorithm, header.kid.as_deref())?.verifies(message, &parts.signature),
    };
    if holds { Ok(Verified { header, payload: parts.payload }) } else { Err(Reason::BadSignature) }
}
