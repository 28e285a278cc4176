//! The signature of a webhook's messages, as "Standard Webhooks" has it, so that its verifiers take them.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use zeroize::Zeroizing;

/// What a secret begins with; it may be left out.
const PREFIX: &str = "whsec_";
/// How long a secret may be, in bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// A secret that signs messages. `Debug` shows nothing of it.
pub struct WebhookSecret(hmac::Key);

/// A text that is no such secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it isn't whsec_ and 24 to 64 bytes in base64")]
pub struct InvalidWebhookSecret;

impl WebhookSecret {
    /// Reads `whsec_` and the base64 of the secret's bytes.
    ///
    /// # Errors
    /// [`InvalidWebhookSecret`].
    pub fn parse(text: &SecretString) -> Result<Self, InvalidWebhookSecret> {
        let text = text.expose_secret().trim();
        let bytes = STANDARD.decode(text.strip_prefix(PREFIX).unwrap_or(text)).map_err(|_| InvalidWebhookSecret)?;
        let bytes = Zeroizing::new(bytes);
        if !LENGTHS.contains(&bytes.len()) {
            return Err(InvalidWebhookSecret);
        }
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
    }

    /// Signs a message: HMAC-SHA-256 over `id.timestamp.body`, the timestamp in seconds.
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(format!("{id}.{timestamp}.").as_bytes());
        context.update(body);
        format!("v1,{}", STANDARD.encode(context.sign()))
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::WebhookSecret;

    #[test]
    fn signs_as_the_specification_says() {
        // By `printf 'msg_1.1674087231.{"a":1}' | openssl dgst -sha256 -mac HMAC -macopt key:… -binary | base64`.
        let secret = WebhookSecret::parse(&"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz".into()).expect("a secret");
        let signature = secret.sign("msg_1", 1_674_087_231, br#"{"a":1}"#);
        assert_eq!(signature, "v1,z/PVZ+AyeQW4VGtg+f1F9FCeRVIXww7O0ehcGTJleXk=");
        let other = secret.sign("msg_1", 1_674_087_232, br#"{"a":1}"#);
        assert_ne!(signature, other);
        assert_eq!(format!("{secret:?}"), "WebhookSecret");
    }

    #[test]
    fn a_secret_has_24_to_64_bytes_in_base64() {
        for (text, fits) in [
            ("A".repeat(32), true),
            (format!("whsec_{}", "A".repeat(32)), true),
            (format!(" whsec_{}\n", "A".repeat(32)), true),
            ("A".repeat(28), false),
            (format!("{}==", "A".repeat(86)), true),
            (format!("{}=", "A".repeat(87)), false),
            ("A".repeat(33), false),
            ("whsec_".to_owned(), false),
            ("correct horse battery staple long enough".to_owned(), false),
        ] {
            assert_eq!(WebhookSecret::parse(&text.clone().into()).is_ok(), fits, "{text:?}");
        }
    }
}
