//! A private key that signs tokens.

use super::{KeyAlgorithm, KeyUnfit, MAX_TOKEN_BYTES, PublicKey, rsa_der};
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde_json::{Map, Value, json};
use std::fmt;

/// Why nothing is signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The PKCS#8 text isn't one, holds another kind of key, or a weak one.
    #[error("the private key does not fit {algorithm}: {reason}")]
    Key {
        /// What it was to be for.
        algorithm: KeyAlgorithm,
        /// What is wrong.
        reason: KeyUnfit,
    },
    /// The token would be longer than any verifier of ours reads.
    #[error("the token would be longer than {MAX_TOKEN_BYTES} bytes")]
    TooLong,
    /// The operating system or the cryptographic library failed.
    #[error("the cryptographic library failed")]
    Library,
}

impl From<Unspecified> for SignError {
    fn from(_: Unspecified) -> Self {
        Self::Library
    }
}

enum Pair {
    Es256(EcdsaKeyPair),
    Rs256(Box<RsaKeyPair>),
    EdDsa(Ed25519KeyPair),
}

/// A private key with the name it is published under. `Debug` shows only that name.
pub struct SigningKey {
    pair: Pair,
    pkcs8: SecretSlice<u8>,
    public: PublicKey,
    kid: String,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("algorithm", &self.algorithm()).field("kid", &self.kid).finish()
    }
}

impl SigningKey {
    /// Makes a new key; an RSA key has 2048 bits and takes a second.
    ///
    /// # Errors
    /// [`SignError::Library`].
    pub fn generate(algorithm: KeyAlgorithm) -> Result<Self, SignError> {
        let pkcs8 = match algorithm {
            KeyAlgorithm::Es256 => {
                EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?.to_pkcs8v1()?.as_ref().to_vec()
            }
            KeyAlgorithm::Rs256 => {
                AsDer::<Pkcs8V1Der<'_>>::as_der(&RsaKeyPair::generate(KeySize::Rsa2048)?)?.as_ref().to_vec()
            }
            KeyAlgorithm::EdDsa => Ed25519KeyPair::generate()?.to_pkcs8v1()?.as_ref().to_vec(),
        };
        Self::from_pkcs8(algorithm, SecretSlice::from(pkcs8))
    }

    /// Reads a key from PKCS#8 in DER, unencrypted (RFC 5208).
    ///
    /// # Errors
    /// [`SignError::Key`] when it isn't one for this algorithm, or too weak for a verifier.
    pub fn from_pkcs8(algorithm: KeyAlgorithm, pkcs8: SecretSlice<u8>) -> Result<Self, SignError> {
        let unfit = |reason| SignError::Key { algorithm, reason };
        let der = pkcs8.expose_secret();
        let rejected = |_| unfit(KeyUnfit::Malformed);
        let (pair, public) = match algorithm {
            KeyAlgorithm::Es256 => {
                let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der).map_err(rejected)?;
                let public = p256(pair.public_key().as_ref());
                (Pair::Es256(pair), public)
            }
            KeyAlgorithm::Rs256 => {
                let pair = RsaKeyPair::from_pkcs8(der).map_err(rejected)?;
                let public = rsa_der::components(pair.public_key().as_ref()).map(|(n, e)| PublicKey::Rsa { n, e });
                (Pair::Rs256(Box::new(pair)), public)
            }
            KeyAlgorithm::EdDsa => {
                let pair = Ed25519KeyPair::from_pkcs8(der).map_err(rejected)?;
                let public = pair.public_key().as_ref().try_into().ok().map(|x| PublicKey::Ed25519 { x });
                (Pair::EdDsa(pair), public)
            }
        };
        let public = public.ok_or_else(|| unfit(KeyUnfit::Malformed))?;
        public.parse().map_err(unfit)?;
        let kid = public.thumbprint();
        Ok(Self { pair, pkcs8, public, kid })
    }

    /// Returns the private key in PKCS#8, for [`SigningKey::from_pkcs8`] later.
    pub fn pkcs8(&self) -> &SecretSlice<u8> {
        &self.pkcs8
    }

    /// Returns the algorithm it signs with.
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.public.algorithm()
    }

    /// Returns the key's id: its thumbprint (RFC 7638).
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Returns the public part.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Returns the JWK to be published, with `kid`, `alg`, `use` and `key_ops`.
    pub fn public_jwk(&self) -> Map<String, Value> {
        self.public.to_jwk(&self.kid)
    }

    /// Signs these claims and returns the token in compact form.
    ///
    /// # Errors
    /// [`SignError::TooLong`], or [`SignError::Library`].
    pub fn sign(&self, claims: &Map<String, Value>) -> Result<SecretString, SignError> {
        let header = json!({ "alg": self.algorithm().as_str(), "kid": self.kid, "typ": "JWT" }).to_string();
        // A map of JSON values always has a text.
        let payload = serde_json::to_string(claims).map_err(|_| SignError::Library)?;
        let mut token = URL_SAFE_NO_PAD.encode(header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(payload, &mut token);
        let signature = self.signature(token.as_bytes())?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        if token.len() > MAX_TOKEN_BYTES { Err(SignError::TooLong) } else { Ok(SecretString::from(token)) }
    }

    fn signature(&self, message: &[u8]) -> Result<Vec<u8>, Unspecified> {
        match &self.pair {
            Pair::Es256(pair) => Ok(pair.sign(&SystemRandom::new(), message)?.as_ref().to_vec()),
            Pair::Rs256(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)?;
                Ok(signature)
            }
            Pair::EdDsa(pair) => Ok(pair.try_sign(message)?.as_ref().to_vec()),
        }
    }
}

/// A point in the uncompressed form of SEC 1: 4, and two coordinates.
fn p256(point: &[u8]) -> Option<PublicKey> {
    let (x, y) = point.strip_prefix(&[4])?.split_first_chunk::<32>()?;
    Some(PublicKey::P256 { x: *x, y: y.try_into().ok()? })
}

#[cfg(test)]
impl SigningKey {
    /// Signs any bytes, for tokens that no one should make.
    pub(super) fn sign_message(&self, message: &[u8]) -> Vec<u8> {
        self.signature(message).expect("signed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_read_again_is_the_same_and_its_signature_holds() {
        for algorithm in KeyAlgorithm::ALL {
            let key = SigningKey::generate(algorithm).expect("made");
            let again = SigningKey::from_pkcs8(algorithm, key.pkcs8().expose_secret().to_vec().into()).expect("read");
            assert_eq!((again.kid(), again.public_jwk()), (key.kid(), key.public_jwk()));
            assert_eq!(key.public_jwk()["kid"], key.kid());
            let token = again.sign(&Map::from_iter([("sub".to_owned(), json!("ü"))])).expect("signed");
            let (message, signature) = token.expose_secret().rsplit_once('.').expect("dots");
            let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
            key.public_key().parse().expect("fits").verify_sig(message.as_bytes(), &signature).expect("verifies");
            let shown = format!("{key:?}");
            assert!(shown.contains(key.kid()) && !shown.contains("pkcs8"), "{shown}");
        }
    }

    #[test]
    fn refuses_a_key_of_another_kind_and_a_token_too_long() {
        let key = SigningKey::generate(KeyAlgorithm::Es256).expect("made");
        let pkcs8 = || SecretSlice::from(key.pkcs8().expose_secret().to_vec());
        for algorithm in [KeyAlgorithm::Rs256, KeyAlgorithm::EdDsa] {
            let refused = SigningKey::from_pkcs8(algorithm, pkcs8());
            assert!(matches!(refused, Err(SignError::Key { reason: KeyUnfit::Malformed, .. })), "{refused:?}");
        }
        let claims = Map::from_iter([("x".to_owned(), json!("x".repeat(MAX_TOKEN_BYTES)))]);
        assert!(matches!(key.sign(&claims), Err(SignError::TooLong)));
    }
}
