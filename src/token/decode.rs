//! A token's contents without any claim that they are true.

use super::Reason;
use super::compact::Parts;
use super::json::Object;
use serde_json::{Map, Value};

/// What a token says. Nobody has checked who wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// The length of the signature, in bytes.
    pub signature_bytes: usize,
}

/// Reads a token in compact form: strict about the form, without rules about algorithm, key or claims.
///
/// # Errors
/// [`Reason::Malformed`].
pub fn decode(token: &str) -> Result<Decoded, Reason> {
    let parts = Parts::split(token)?;
    let map = |bytes: &[u8]| Object::read(bytes).map(|object| object.to_map()).ok_or(Reason::Malformed);
    Ok(Decoded { header: map(&parts.header)?, claims: map(&parts.payload)?, signature_bytes: parts.signature.len() })
}

#[cfg(test)]
mod tests {
    use super::{Reason, decode};
    use serde_json::json;

    #[test]
    fn shows_what_is_there_even_if_nobody_would_accept_it() {
        // {"alg":"none"} and {"exp":"never"}
        let found = decode("eyJhbGciOiJub25lIn0.eyJleHAiOiJuZXZlciJ9.AAAA").expect("decoded");
        assert_eq!((json!(found.header), json!(found.claims)), (json!({"alg": "none"}), json!({"exp": "never"})));
        assert_eq!(found.signature_bytes, 3);
        for bad in ["e30.e30", "e30.AA.AA", "AA.e30.AA", "e30.e30.A", ""] {
            assert_eq!(decode(bad), Err(Reason::Malformed), "{bad:?}");
        }
    }
}
