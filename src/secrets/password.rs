//! Passwords for the logins that tenantctl makes.

use super::{SecretsError, fill_random};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use zeroize::Zeroizing;

/// 192 bits; 32 characters.
const RANDOM_LEN: usize = 24;

/// Returns a new password of 32 letters, digits, `-` and `_`. It stands in a URL or an env file
/// as it is, and never begins like an option.
///
/// # Errors
/// [`SecretsError::NoRandomness`].
pub fn generate() -> Result<SecretString, SecretsError> {
    let mut bytes = Zeroizing::new([0; RANDOM_LEN]);
    loop {
        fill_random(bytes.as_mut_slice())?;
        let text = Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()));
        // One in 32 begins with punctuation.
        if text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            return Ok(SecretString::from(text.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;
    use std::collections::HashSet;

    #[test]
    fn a_password_needs_no_quoting_anywhere() {
        let mut seen = HashSet::new();
        for _ in 0..2000 {
            let password = generate().expect("random");
            let text = password.expose_secret();
            assert_eq!(text.len(), 32);
            assert!(text.starts_with(|c: char| c.is_ascii_alphanumeric()), "{text}");
            assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'), "{text}");
            assert!(seen.insert(text.to_owned()), "repeated");
        }
    }

    #[test]
    fn debug_hides_it() {
        let password = generate().expect("random");
        assert!(!format!("{password:?}").contains(password.expose_secret()));
    }
}
