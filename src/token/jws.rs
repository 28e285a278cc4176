//! The signature of a token (RFC 7515 section 5.2), below all rules about claims.

use super::compact::{Part, Written, decode};
use super::json::Object;
use super::{Algorithm, ClaimRules, Claims, Header, HmacSecret, Keys, Reason, check_claims};

/// A token whose signature holds. What it says isn't judged yet, and needn't even be JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The header.
    pub header: Header,
    /// The payload, decoded.
    pub payload: Vec<u8>,
}

/// Checks signatures, one after another.
///
/// The tokens of an issuer have the same header to the letter, so the one that was read last is kept.
#[derive(Default)]
pub struct SignatureCheck {
    last: Option<(String, Header)>,
    payload: Part,
    signature: Part,
}

impl SignatureCheck {
    /// Checks form, header, key and signature of a token in compact form. HS256 is checked with `secret` alone,
    /// everything else with `keys` alone: no token chooses between them.
    ///
    /// # Errors
    /// The first [`Reason`] against it.
    pub fn verify(&mut self, token: &str, keys: &Keys, secret: Option<&HmacSecret>) -> Result<Verified, Reason> {
        let header = self.check(token, keys, secret)?;
        Ok(Verified { header, payload: self.payload.bytes().to_owned() })
    }

    /// Checks a token as [`Self::verify`] does, then its claims.
    ///
    /// # Errors
    /// The first [`Reason`] against it.
    pub fn judge(
        &mut self,
        token: &str,
        keys: &Keys,
        secret: Option<&HmacSecret>,
        rules: &ClaimRules<'_>,
    ) -> Result<(Header, Claims), Reason> {
        let header = self.check(token, keys, secret)?;
        let claims = Object::read(self.payload.bytes()).ok_or(Reason::Malformed)?;
        Ok((header, check_claims(&claims, rules)?))
    }

    /// Leaves the payload of a token whose signature holds.
    fn check(&mut self, token: &str, keys: &Keys, secret: Option<&HmacSecret>) -> Result<Header, Reason> {
        let written = Written::split(token)?;
        let known = self.last.as_ref().filter(|(text, _)| text == written.header).map(|(_, header)| header.clone());
        let unread = if known.is_none() { decode(written.header)? } else { Vec::new() };
        self.payload.read(written.payload)?;
        let signature = self.signature.read(written.signature)?;
        let header = match known {
            Some(header) => header,
            None => {
                let header = Header::read(&unread)?;
                self.last = Some((written.header.to_owned(), header.clone()));
                header
            }
        };
        let message = written.signed.as_bytes();
        let holds = match header.algorithm {
            Algorithm::Hs256 => secret.ok_or(Reason::AlgorithmNotAllowed)?.verifies(message, signature),
            Algorithm::Key(algorithm) => keys.find(algorithm, header.kid.as_deref())?.verifies(message, signature),
        };
        if holds { Ok(header) } else { Err(Reason::BadSignature) }
    }
}

/// Checks a single token: [`SignatureCheck::verify`].
///
/// # Errors
/// The first [`Reason`] against it.
pub fn verify_signature(token: &str, keys: &Keys, secret: Option<&HmacSecret>) -> Result<Verified, Reason> {
    SignatureCheck::default().verify(token, keys, secret)
}
