//! A set of keys (JWKS, RFC 7517 section 5), each parsed once, and which of them a token means.

use super::json::{Json, Object};
use super::{KeyAlgorithm, KeyUnfit, PublicKey, Reason, SigningKey, jwk};
use aws_lc_rs::signature::ParsedPublicKey;
use std::fmt;

/// The longest set that is read, in bytes.
pub const MAX_SET_BYTES: usize = 512 * 1024;
/// The most keys that a set may have: a real one has a handful, and each costs time to parse.
pub const MAX_KEYS: usize = 100;

/// Why a text isn't a set of keys. One key that is weak or strange is no such reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwksError {
    /// Not JSON, not an object with a list `keys` (or a single key), or a member occurs twice.
    #[error("this is not a JSON Web Key Set")]
    Malformed,
    /// Longer than [`MAX_SET_BYTES`].
    #[error("the key set is longer than {MAX_SET_BYTES} bytes")]
    TooLong,
    /// More than [`MAX_KEYS`].
    #[error("the key set has more than {MAX_KEYS} keys")]
    TooMany,
}

/// A key that can check signatures.
pub struct VerifyingKey {
    public: PublicKey,
    parsed: ParsedPublicKey,
}

impl VerifyingKey {
    fn new(public: PublicKey) -> Result<Self, KeyUnfit> {
        Ok(Self { parsed: public.parse()?, public })
    }

    /// Returns the public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Says whether the signature is this key's over the message: fixed 64 bytes for ES256 and EdDSA, as long as the
    /// modulus for RS256.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        self.parsed.verify_sig(message, signature).is_ok()
    }
}

struct Entry {
    kid: Option<String>,
    key: Result<VerifyingKey, KeyUnfit>,
}

impl Entry {
    /// The same key written twice is one.
    fn is_same(&self, kid: Option<&str>, key: &Result<VerifyingKey, KeyUnfit>) -> bool {
        self.kid.as_deref() == kid && matches!((&self.key, key), (Ok(one), Ok(other)) if one.public == other.public)
    }
}

/// The keys that tokens of one issuer are checked with.
#[derive(Default)]
pub struct Keys {
    entries: Vec<Entry>,
    leaks_private: bool,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kids = self.entries.iter().map(|entry| (entry.kid.as_deref(), entry.key.as_ref().err()));
        f.debug_list().entries(kids).finish()
    }
}

impl Keys {
    /// Reads a set, or a single key. Keys of an unknown `kty` are passed over; a key that is unfit is kept as that, so
    /// that a token that means it gets the right reason.
    ///
    /// # Errors
    /// [`JwksError`].
    pub fn read(text: &[u8]) -> Result<Self, JwksError> {
        if text.len() > MAX_SET_BYTES {
            return Err(JwksError::TooLong);
        }
        let object = Object::read(text).ok_or(JwksError::Malformed)?;
        let mut keys = Self::default();
        match object.get("keys") {
            Some(Json::Array(items)) if items.len() > MAX_KEYS => return Err(JwksError::TooMany),
            Some(Json::Array(items)) => {
                for item in items {
                    let Json::Object(item) = item else { return Err(JwksError::Malformed) };
                    keys.add_jwk(item);
                }
            }
            None if object.get("kty").is_some() => keys.add_jwk(&object),
            _ => return Err(JwksError::Malformed),
        }
        Ok(keys)
    }

    /// Adds a key of our own.
    ///
    /// # Errors
    /// [`KeyUnfit`], which a key that signs isn't.
    pub fn add(&mut self, key: &SigningKey) -> Result<(), KeyUnfit> {
        let verifying = VerifyingKey::new(key.public_key().clone())?;
        self.push(Some(key.kid().to_owned()), Ok(verifying));
        Ok(())
    }

    fn add_jwk(&mut self, object: &Object<'_>) {
        if let Some(jwk) = jwk::read(object) {
            self.leaks_private |= jwk.leaks_private;
            self.push(jwk.kid, jwk.key.and_then(VerifyingKey::new));
        }
    }

    fn push(&mut self, kid: Option<String>, key: Result<VerifyingKey, KeyUnfit>) {
        if !self.entries.iter().any(|entry| entry.is_same(kid.as_deref(), &key)) {
            self.entries.push(Entry { kid, key });
        }
    }

    /// Adds another set's keys; a `kid` that then has two different keys is ambiguous.
    pub fn merge(&mut self, other: Self) {
        self.leaks_private |= other.leaks_private;
        for entry in other.entries {
            self.push(entry.kid, entry.key);
        }
    }

    /// Says whether a key, fit or unfit, has this `kid`.
    pub fn has_kid(&self, kid: &str) -> bool {
        self.entries.iter().any(|entry| entry.kid.as_deref() == Some(kid))
    }

    /// Says whether at least one key can check signatures.
    pub fn has_usable(&self) -> bool {
        self.entries.iter().any(|entry| entry.key.is_ok())
    }

    /// Says whether no key is of a known kind.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Says whether the set publishes private or shared parts of a key: its owner must be told loudly.
    pub fn leaks_private(&self) -> bool {
        self.leaks_private
    }

    /// Returns each key's id with the key or what is wrong with it.
    pub fn iter(&self) -> impl Iterator<Item = (Option<&str>, Result<&VerifyingKey, KeyUnfit>)> {
        self.entries.iter().map(|entry| (entry.kid.as_deref(), entry.key.as_ref().map_err(|unfit| *unfit)))
    }

    /// Finds the key that a token means.
    ///
    /// # Errors
    /// [`Reason::UnknownKey`], [`Reason::AmbiguousKey`] or [`Reason::KeyUnfit`].
    pub fn find(&self, algorithm: KeyAlgorithm, kid: Option<&str>) -> Result<&VerifyingKey, Reason> {
        let mut named = self.entries.iter().filter(|entry| entry.kid.as_deref() == kid).map(|entry| &entry.key);
        let fits = |key: &&VerifyingKey| key.public.algorithm() == algorithm;
        if kid.is_some() {
            return match (named.next(), named.next()) {
                (Some(key), None) => key.as_ref().ok().filter(fits).ok_or(Reason::KeyUnfit),
                (None, _) => Err(Reason::UnknownKey),
                _ => Err(Reason::AmbiguousKey),
            };
        }
        let any = named.clone().next().is_some();
        let mut fitting = named.filter_map(|key| key.as_ref().ok()).filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Ok(key),
            (None, _) if any => Err(Reason::KeyUnfit),
            (None, _) => Err(Reason::UnknownKey),
            _ => Err(Reason::AmbiguousKey),
        }
    }
}
