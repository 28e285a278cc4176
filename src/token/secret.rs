//! The shared secret for HS256 (RFC 7518 section 3.2): never from a key set, only from the local configuration.

use super::{KeyUnfit, compact};
use aws_lc_rs::hmac;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use std::fmt;

/// The shortest secret, in bytes: as long as the hash.
const MIN_BYTES: usize = 32;

/// A secret that checks HS256. `Debug` shows nothing of it.
pub struct HmacSecret(hmac::Key);

impl fmt::Debug for HmacSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HmacSecret")
    }
}

impl HmacSecret {
    /// Takes the bytes themselves.
    ///
    /// # Errors
    /// [`KeyUnfit::Malformed`] below 32 bytes.
    pub fn new(secret: &SecretSlice<u8>) -> Result<Self, KeyUnfit> {
        let bytes = secret.expose_secret();
        if bytes.len() < MIN_BYTES {
            return Err(KeyUnfit::Malformed);
        }
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, bytes)))
    }

    /// Takes the bytes in base64url without padding, one newline at the end tolerated.
    ///
    /// # Errors
    /// [`KeyUnfit::Malformed`] when it is something else, or below 32 bytes.
    pub fn from_base64url(text: &SecretString) -> Result<Self, KeyUnfit> {
        let text = text.expose_secret();
        let text = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
        let bytes = compact::decode(text).map_err(|_| KeyUnfit::Malformed)?;
        Self::new(&SecretSlice::from(bytes))
    }

    /// Says whether the signature is this secret's over the message, in constant time.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        hmac::verify(&self.0, message, signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_32_bytes_or_more_and_shows_none() {
        for (text, fits) in [
            ("A".repeat(43), true),
            ("A".repeat(43) + "\n", true),
            ("A".repeat(1366), true),
            ("A".repeat(42), false),
            ("A".repeat(43) + "=", false),
            ("A".repeat(43) + "\n\n", false),
            (String::new(), false),
        ] {
            assert_eq!(HmacSecret::from_base64url(&text.clone().into()).is_ok(), fits, "{text:?}");
        }
        let secret = HmacSecret::new(&SecretSlice::from(vec![b'k'; 32])).expect("long enough");
        assert_eq!(format!("{secret:?}"), "HmacSecret");
    }
}
