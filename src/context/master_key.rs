//! The master key, the one that comes next, and the vault that they open.

use super::Context;
use crate::config::keys;
use crate::control_plane::{self as plane, ControlPlane};
use crate::error::{CommandError, ErrorKind};
use crate::ops::credentials::{CredentialsError, Vault};
use crate::postgres::Place;
use crate::secrets::{MasterKey, SecretsError, replace_key_file, stage_key_file};
use std::path::{Path, PathBuf};

/// What `secret rekey` works with.
pub struct KeyChange {
    /// The key so far.
    pub old: Vec<MasterKey>,
    /// The next one.
    pub new: MasterKey,
    /// Where the next one waits to take the place of the key file in the state directory, if that one is in use.
    pub staged: Option<PathBuf>,
}

impl Context {
    fn master_key_file(&self) -> PathBuf {
        self.state_dir().join("master.key")
    }

    fn next_key_file(&self) -> PathBuf {
        self.state_dir().join("master.key.new")
    }

    /// The key file of the state directory is in use, since no other one is configured.
    fn uses_own_key_file(&self) -> bool {
        self.settings.get(keys::MASTER_KEY).is_none() && self.settings.get(keys::MASTER_KEY_FILE).is_none()
    }

    /// Reads the master key: the configured one, else that of the state directory, if there is one.
    fn master_key(&self) -> Result<Option<MasterKey>, CommandError> {
        if let Some(key) = self.settings.secret(keys::MASTER_KEY)? {
            return Ok(Some(MasterKey::parse(&key)?));
        }
        if let Some(path) = self.settings.path(keys::MASTER_KEY_FILE) {
            return Ok(Some(MasterKey::from_file(path)?));
        }
        file_if_there(&self.master_key_file())
    }

    /// Reads the key that comes next: the configured one, else the one that waits in the state directory.
    fn next_key(&self) -> Result<Option<MasterKey>, CommandError> {
        if let Some(key) = self.settings.secret(keys::NEW_MASTER_KEY)? {
            return Ok(Some(MasterKey::parse(&key)?));
        }
        if let Some(path) = self.settings.path(keys::NEW_MASTER_KEY_FILE) {
            return Ok(Some(MasterKey::from_file(path)?));
        }
        if self.uses_own_key_file() { file_if_there(&self.next_key_file()) } else { Ok(None) }
    }

    /// Reads the master key and, while it is being changed, the next one.
    pub(super) fn master_keys(&self) -> Result<Vec<MasterKey>, CommandError> {
        Ok(self.master_key()?.into_iter().chain(self.next_key()?).collect())
    }

    /// Makes the configured key file if it isn't there and nothing is sealed yet; tells whether it did.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn make_chosen_master_key(&self, control: &ControlPlane) -> Result<bool, CommandError> {
        let Some(path) = self.settings.path(keys::MASTER_KEY_FILE).filter(|path| !path.exists()) else {
            return Ok(false);
        };
        if !plane::keks(&mut *control.session.get().await).await?.is_empty() {
            return Ok(false);
        }
        if path == self.master_key_file() {
            crate::host::local::create_state_dir(&self.state_dir())?;
        }
        MasterKey::create_file(path)?;
        Ok(true)
    }

    /// Opens the sealing key. The first time, a key file is made: nothing was sealed before, so
    /// no other machine can need another one.
    ///
    /// # Errors
    /// The key is missing, malformed, or not the one that sealed this control plane.
    pub async fn vault(&self, control: &ControlPlane) -> Result<Vault, CommandError> {
        let mut masters = self.master_keys()?;
        if masters.is_empty() {
            if !plane::keks(&mut *control.session.get().await).await?.is_empty() {
                return Err(CredentialsError::from(SecretsError::NoMasterKey).into());
            }
            crate::host::local::create_state_dir(&self.state_dir())?;
            let file = self.master_key_file();
            masters.push(MasterKey::create_file(&file)?);
            if matches!(control.session.target().place, Place::Tcp(..)) {
                self.ui.warn(&format!(
                    "made the master key {}; every machine that runs tenantctl on this control plane needs it (TENANTCTL_MASTER_KEY_FILE), and a backup",
                    file.display()
                ));
            }
        }
        Ok(Vault::open_with(control, &masters).await?)
    }

    /// Reads both keys for a change of the master key. Where the key file of the state directory is in use, the next key
    /// waits beside it before anything is sealed with it, and without a given one it is made there.
    ///
    /// # Errors
    /// No key is given, it is the same one, or another one waits already.
    pub fn key_change(&self, given: Option<&Path>) -> Result<KeyChange, CommandError> {
        let old: Vec<MasterKey> = self.master_key()?.into_iter().collect();
        let next = match given {
            Some(file) => Some(MasterKey::from_file(file)?),
            None => self.next_key()?,
        };
        if !self.uses_own_key_file() {
            let new = next.ok_or_else(|| {
                CommandError::new(ErrorKind::Usage, "no new master key is given")
                    .hint("make one: (umask 077; head -c 32 /dev/urandom | base64 > new.key)")
                    .hint("tenantctl secret rekey --new-key-file new.key, or TENANTCTL_NEW_MASTER_KEY")
            })?;
            return Ok(KeyChange { old, new, staged: None });
        }
        let staged = self.next_key_file();
        let new = match next {
            Some(key) => key,
            None if self.dry_run => MasterKey::generate()?,
            None => MasterKey::create_file(&staged)?,
        };
        if old.iter().any(|old| old.is(&new)) {
            return Ok(KeyChange { old, new, staged: None });
        }
        if !self.dry_run {
            self.stage(&staged, &new)?;
        }
        Ok(KeyChange { old, new, staged: Some(staged) })
    }

    fn stage(&self, staged: &Path, new: &MasterKey) -> Result<(), CommandError> {
        if let Some(waiting) = file_if_there(staged)?
            && !waiting.is(new)
        {
            let text = format!("a change to another master key didn't end: that one is in {}", staged.display());
            return Err(CommandError::new(ErrorKind::Conflict, text)
                .with_code("other_rekey")
                .hint("complete it first: tenantctl secret rekey"));
        }
        Ok(stage_key_file(staged, new)?)
    }

    /// Puts the key that waited into the place of the old one. Returns where the old one is kept.
    ///
    /// # Errors
    /// The state directory can't be written.
    pub fn replace_master_key(&self, staged: &Path) -> Result<Option<PathBuf>, CommandError> {
        let today = chrono::Utc::now().format("%Y%m%d").to_string();
        Ok(replace_key_file(&self.master_key_file(), staged, &today)?)
    }
}

fn file_if_there(path: &Path) -> Result<Option<MasterKey>, CommandError> {
    Ok(if path.is_file() { Some(MasterKey::from_file(path)?) } else { None })
}
