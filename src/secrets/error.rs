//! What can be wrong with keys and sealed values. No text holds a secret.

use std::path::PathBuf;

/// Why a secret can't be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The control plane was sealed with a key that this machine doesn't have.
    #[error("this control plane is sealed with a master key, and none is configured here")]
    NoMasterKey,
    /// A key that can't be one.
    #[error("the master key from {0} isn't 32 bytes in base64 or hex")]
    MalformedMasterKey(String),
    /// Another key than the one that sealed.
    #[error("the master key isn't the one that sealed this control plane (key {kek_id})")]
    WrongMasterKey {
        /// The id of the key that sealed.
        kek_id: String,
    },
    /// A key file that others can read.
    #[error("the master key file {} can be read by others", .0.display())]
    KeyFileOpenToOthers(PathBuf),
    /// The key file.
    #[error("the master key file {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A sealed value that was changed, or is another tenant's or column's.
    #[error("a sealed secret was changed or belongs to another tenant")]
    Sealed,
    /// The system gave no randomness.
    #[error("the system gave no randomness")]
    NoRandomness,
}

impl SecretsError {
    /// What to do about it.
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::NoMasterKey | Self::WrongMasterKey { .. } => {
                vec!["set TENANTCTL_MASTER_KEY or TENANTCTL_MASTER_KEY_FILE to the key of this control plane".to_owned()]
            }
            Self::MalformedMasterKey(_) => vec!["openssl rand -base64 32".to_owned()],
            Self::KeyFileOpenToOthers(path) => vec![format!("chmod 600 {}", path.display())],
            Self::Sealed => vec!["nothing was changed; compare control_plane.tenant_secrets with a backup".to_owned()],
            Self::Io { .. } | Self::NoRandomness => Vec::new(),
        }
    }
}
