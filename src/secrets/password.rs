//! Passwords that need no encoding anywhere.

use super::{SecretsError, randomise};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use zeroize::Zeroizing;

/// Makes a password of 192 random bits in letters, digits, `-` and `_`, a letter first.
///
/// # Errors
/// [`SecretsError::NoRandomness`].
pub fn generate_password() -> Result<SecretString, SecretsError> {
    let mut bytes = Zeroizing::new([0; 24]);
    randomise(bytes.as_mut())?;
    // The letter keeps it from looking like an option, or like a verifier that the server would
    // store as it is.
    Ok(SecretString::from(format!("p{}", URL_SAFE_NO_PAD.encode(bytes.as_ref()))))
}
