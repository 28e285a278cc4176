//! SCRAM-SHA-256 verifiers, so that no password ever stands in a statement.

use super::{SecretsError, fill_random};
use aws_lc_rs::{digest, hmac, pbkdf2};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::num::NonZeroU32;
use zeroize::Zeroizing;

/// PostgreSQL's own default.
const ITERATIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(4095);

const SALT_LEN: usize = 16;

/// What PostgreSQL stores instead of a password: `SCRAM-SHA-256$4096:<salt>$<StoredKey>:<ServerKey>`.
///
/// It doesn't let anyone log in, but guesses can be tried on it; `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifier(String);

impl Verifier {
    /// Makes the verifier of a password, with a new salt.
    ///
    /// # Errors
    /// [`SecretsError::PasswordNotAscii`], since such a password would have to be normalised
    /// exactly as each client does it; [`SecretsError::NoRandomness`].
    pub fn of(password: &SecretString) -> Result<Self, SecretsError> {
        if !password.expose_secret().is_ascii() {
            return Err(SecretsError::PasswordNotAscii);
        }
        let mut salt = [0; SALT_LEN];
        fill_random(&mut salt)?;
        Ok(Self::with_salt(password, &salt))
    }

    fn with_salt(password: &SecretString, salt: &[u8]) -> Self {
        let mut salted = Zeroizing::new([0; digest::SHA256_OUTPUT_LEN]);
        let secret = password.expose_secret().as_bytes();
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ITERATIONS, salt, secret, salted.as_mut_slice());
        let salted = hmac::Key::new(hmac::HMAC_SHA256, salted.as_slice());
        let client_key = hmac::sign(&salted, b"Client Key");
        let stored_key = digest::digest(&digest::SHA256, client_key.as_ref());
        let server_key = hmac::sign(&salted, b"Server Key");
        Self(format!(
            "SCRAM-SHA-256${ITERATIONS}:{}${}:{}",
            STANDARD.encode(salt),
            STANDARD.encode(stored_key),
            STANDARD.encode(server_key)
        ))
    }

    /// Returns the text for `ALTER ROLE ... PASSWORD`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier(SCRAM-SHA-256, [REDACTED])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Splits a verifier into salt, StoredKey and ServerKey.
    fn parts(verifier: &Verifier) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let rest = verifier.as_str().strip_prefix("SCRAM-SHA-256$4096:").expect("prefix");
        let (salt, keys) = rest.split_once('$').expect("salt");
        let (stored, server) = keys.split_once(':').expect("two keys");
        let decode = |text: &str| STANDARD.decode(text).expect("base64");
        (decode(salt), decode(stored), decode(server))
    }

    /// The exchange of RFC 7677, section 3.
    #[test]
    fn the_rfc_7677_exchange_verifies() {
        const NONCES: &str = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        let salt = STANDARD.decode("W22ZaJ0SNY7soEsUEjb6gQ==").expect("base64");
        let (kept, stored, server) = parts(&Verifier::with_salt(&SecretString::from("pencil"), &salt));
        assert_eq!(kept, salt);

        let message =
            format!("n=user,r=rOprNGfwEbeRWgbNEkqO,r={NONCES},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r={NONCES}");
        let sign = |key: &[u8]| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message.as_bytes());

        let proof = STANDARD.decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=").expect("base64");
        let client_key: Vec<u8> = proof.iter().zip(sign(&stored).as_ref()).map(|(a, b)| a ^ b).collect();
        assert_eq!(digest::digest(&digest::SHA256, &client_key).as_ref(), stored);
        assert_eq!(STANDARD.encode(sign(&server)), "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    #[test]
    fn each_verifier_has_its_own_salt_of_16_bytes() {
        let password = SecretString::from("pencil");
        let (one, other) = (Verifier::of(&password).expect("made"), Verifier::of(&password).expect("made"));
        assert_ne!(one, other);
        let (salt, stored, server) = parts(&one);
        assert_eq!((salt.len(), stored.len(), server.len()), (16, 32, 32));
    }

    #[test]
    fn a_password_that_needs_normalisation_is_refused() {
        let refused = Verifier::of(&SecretString::from("cafe\u{301}"));
        assert!(matches!(refused, Err(SecretsError::PasswordNotAscii)), "{refused:?}");
    }

    #[test]
    fn debug_shows_neither_salt_nor_keys() {
        let verifier = Verifier::of(&SecretString::from("pencil")).expect("made");
        assert_eq!(format!("{verifier:?}"), "Verifier(SCRAM-SHA-256, [REDACTED])");
    }
}
