//! The master key, the envelope around every stored secret, SCRAM verifiers, passwords, and the secret of a webhook.
//!
//! ```text
//! master key --HKDF(kek id)--> KEK --wraps--> data key (one a tenant) --seals--> secrets
//!                                 \--seals--> a cluster's admin URL, a signing key's private part
//! ```
//!
//! Whatever is sealed is bound to its control plane, its row and its column ([`Aad`]), so two
//! exchanged rows don't open. Nothing here reads the environment or prints, and no type's
//! `Debug` shows a secret.

mod envelope;
mod key_file;
mod master_key;
mod password;
mod scram;
mod sealed_file;
mod webhook;

pub use envelope::{Aad, DataKey, Kek};
pub use key_file::{replace as replace_key_file, stage as stage_key_file};
pub use master_key::{MasterKey, new_kek_id};
pub use password::generate as generate_password;
pub use scram::Verifier;
pub use sealed_file::SealedFile;
pub use webhook::{InvalidWebhookSecret, WebhookSecret};

use secrecy::{ExposeSecretMut, SecretBox};
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

/// The length of every key, in bytes.
const KEY_LEN: usize = 32;

/// A key: on the heap, wiped when dropped, hidden in `Debug`.
type KeyBytes = SecretBox<[u8; KEY_LEN]>;

/// Why a secret can't be made, sealed or opened. No text here ever holds one.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// Secrets exist, the key that opens them isn't configured.
    #[error("no master key is configured, and this control plane's secrets are sealed with one")]
    NoMasterKey,
    /// What is configured is no key.
    #[error("the master key in {0} is neither 32 bytes in base64 nor 64 hexadecimal digits")]
    MalformedMasterKey(String),
    /// A key, but another one.
    #[error("this is not the master key that sealed this control plane's secrets (key {kek_id})")]
    WrongMasterKey {
        /// The id of the key that is needed.
        kek_id: String,
    },
    /// It was the right key until the master key was changed.
    #[error("this is the former master key: the control plane seals its secrets with another one now (key {kek_id})")]
    FormerMasterKey {
        /// The id of the key that is needed.
        kek_id: String,
    },
    /// A row that is sealed with a key that isn't there.
    #[error("a secret is sealed with another master key than the configured one (key {kek_id})")]
    KeyNotHeld {
        /// The id of the key that is needed.
        kek_id: String,
    },
    /// The key file can be read or written by other users of this machine.
    #[error("the master key file {} is open to other users", .0.display())]
    KeyFileOpenToOthers(PathBuf),
    /// The key file can't be read or made.
    #[error("cannot use the master key file {}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The ciphertext is damaged, or it is another row's.
    #[error("a sealed secret does not belong to this tenant or cluster, or was changed")]
    Sealed,
    /// SCRAM would need Unicode normalisation for it.
    #[error("the password has characters outside ASCII")]
    PasswordNotAscii,
    /// The operating system or the cryptographic library failed.
    #[error("the operating system gives no random numbers")]
    NoRandomness,
}

impl SecretsError {
    /// Returns what to do about it, the best first.
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::NoMasterKey | Self::WrongMasterKey { .. } => vec![
                "set TENANTCTL_MASTER_KEY_FILE or TENANTCTL_MASTER_KEY to the key that this control plane was set up with \
                 (by default master.key in the state directory of the machine that did)"
                    .to_owned(),
            ],
            Self::FormerMasterKey { .. } => vec![
                "set TENANTCTL_MASTER_KEY_FILE to the new key; while it is being changed, TENANTCTL_NEW_MASTER_KEY_FILE beside \
                 the old one"
                    .to_owned(),
            ],
            Self::KeyNotHeld { .. } => vec![
                "tenantctl secret check".to_owned(),
                "a change of the master key that didn't end is completed with both keys: tenantctl secret rekey --help"
                    .to_owned(),
            ],
            Self::MalformedMasterKey(_) => vec![
                "copy the key again, whole and on one line".to_owned(),
                "for a new control plane only: head -c 32 /dev/urandom | base64".to_owned(),
            ],
            Self::KeyFileOpenToOthers(path) => vec![format!("chmod 600 {}", shell_quoted(path))],
            Self::Sealed => {
                vec!["the control plane's rows were changed or exchanged: restore them from a backup".to_owned()]
            }
            Self::PasswordNotAscii => vec!["use letters, digits and ASCII punctuation".to_owned()],
            Self::Io { .. } | Self::NoRandomness => Vec::new(),
        }
    }
}

/// Returns the SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The system's randomness. The library's own generator gathers entropy from the processor's jitter first, which takes
/// 30 ms of each process: as long as cloning a database.
fn fill_random(bytes: &mut [u8]) -> Result<(), SecretsError> {
    getrandom::fill(bytes).map_err(|_| SecretsError::NoRandomness)
}

fn random_key() -> Result<KeyBytes, SecretsError> {
    let mut key = KeyBytes::new(Box::new([0; KEY_LEN]));
    fill_random(key.expose_secret_mut())?;
    Ok(key)
}

fn shell_quoted(path: &Path) -> String {
    let text = path.display().to_string();
    if text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-+".contains(c)) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_of_abc() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn the_chmod_hint_can_be_pasted() {
        let hint = |path: &str| SecretsError::KeyFileOpenToOthers(path.into()).hints();
        assert_eq!(hint("/var/lib/tenantctl/master.key"), ["chmod 600 /var/lib/tenantctl/master.key"]);
        assert_eq!(hint("/tmp/it's $HOME"), [r"chmod 600 '/tmp/it'\''s $HOME'"]);
    }

    #[test]
    fn random_keys_differ() {
        use secrecy::ExposeSecret;
        let (one, other) = (random_key().expect("random"), random_key().expect("random"));
        assert_ne!(one.expose_secret(), other.expose_secret());
    }
}
