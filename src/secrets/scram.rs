//! SCRAM verifiers: what the server stores in place of a password (RFC 5802, PostgreSQL manual,
//! pg_authid.rolpassword), made here so that no password is ever in any DDL.

use super::{SecretsError, randomise};
use aws_lc_rs::{digest, hmac, pbkdf2};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use std::num::NonZeroU32;
use zeroize::Zeroizing;

/// PostgreSQL's own default.
const ITERATIONS: NonZeroU32 = NonZeroU32::new(4096).expect("4096 isn't 0");

/// `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`.
pub struct Verifier(String);

impl Verifier {
    /// Makes the verifier of a password with a random salt.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn of(password: &SecretString) -> Result<Self, SecretsError> {
        let mut salt = [0; 16];
        randomise(&mut salt)?;
        Ok(Self::with_salt(password, &salt))
    }

    fn with_salt(password: &SecretString, salt: &[u8]) -> Self {
        let mut salted = Zeroizing::new([0; 32]);
        pbkdf2::derive(
            pbkdf2::PBKDF2_HMAC_SHA256,
            ITERATIONS,
            salt,
            password.expose_secret().as_bytes(),
            salted.as_mut(),
        );
        let key = hmac::Key::new(hmac::HMAC_SHA256, salted.as_ref());
        let client_key = hmac::sign(&key, b"Client Key");
        let stored_key = digest::digest(&digest::SHA256, client_key.as_ref());
        let server_key = hmac::sign(&key, b"Server Key");
        Self(format!(
            "SCRAM-SHA-256${ITERATIONS}:{}${}:{}",
            STANDARD.encode(salt),
            STANDARD.encode(stored_key.as_ref()),
            STANDARD.encode(server_key.as_ref())
        ))
    }

    /// Returns the verifier's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Verifier;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use secrecy::SecretString;

    /// The vector of RFC 7677, section 3: its ServerSignature must come from our ServerKey.
    #[test]
    fn agrees_with_rfc_7677() {
        let salt = STANDARD.decode("W22ZaJ0SNY7soEsUEjb6gQ==").expect("salt");
        let verifier = Verifier::with_salt(&SecretString::from("pencil"), &salt);
        let server_key = STANDARD.decode(verifier.as_str().rsplit(':').next().expect("part")).expect("base64");
        let message = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &server_key);
        let signature = aws_lc_rs::hmac::sign(&key, message.as_bytes());
        assert_eq!(STANDARD.encode(signature.as_ref()), "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJlRsjl95G4=");
    }
}
