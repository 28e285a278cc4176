//! The files that the SQL bootstrap reads and writes: passwords and its marker.

use std::path::Path;

use super::error::LocalError;
use super::files;
use super::server::LocalServer;

/// The name of the superuser's password file.
pub(super) const SUPERUSER: &str = "superuser";

/// 192 bits.
const PASSWORD_BYTES: usize = 24;

impl LocalServer {
    /// The password of the cluster's superuser `postgres`, which a first start has made.
    pub fn superuser_password(&self) -> Result<String, LocalError> {
        let path = self.layout().password(SUPERUSER);
        read_password(&path)?.ok_or(LocalError::PasswordMissing { path })
    }

    /// The password kept under `name` (lower-case letters), made and saved first if there is none.
    ///
    /// Safe to call from several processes at once: all get the same one. The server must have been
    /// started before, which makes the folder.
    pub fn read_or_create_password(&self, name: &str) -> Result<String, LocalError> {
        let path = self.layout().password(name);
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(LocalError::NotOurs { path, reason: "a password's name is made of lower-case letters" });
        }
        if let Some(password) = read_password(&path)? {
            return Ok(password);
        }
        let password = files::random_hex(PASSWORD_BYTES)?;
        if files::create_once(self.layout().folder(), &path, &password)? {
            return Ok(password);
        }
        read_password(&path)?.ok_or(LocalError::PasswordMissing { path })
    }

    /// Whether a password is kept under `name`.
    pub fn has_password(&self, name: &str) -> bool {
        read_password(&self.layout().password(name)).is_ok_and(|found| found.is_some())
    }

    /// Whether the SQL bootstrap of this cluster was completed.
    pub fn is_bootstrapped(&self) -> bool {
        std::fs::symlink_metadata(self.layout().marker()).is_ok_and(|found| found.is_file())
    }

    /// Notes that the SQL bootstrap of this cluster is complete. A new cluster begins without the note.
    pub fn mark_bootstrapped(&self) -> Result<(), LocalError> {
        files::create_once(self.layout().folder(), &self.layout().marker(), "").map(|_| ())
    }
}

fn read_password(path: &Path) -> Result<Option<String>, LocalError> {
    let Some(text) = files::read_regular(path)? else { return Ok(None) };
    match text.trim() {
        "" => Err(LocalError::NotOurs { path: path.to_path_buf(), reason: "it holds no password" }),
        password => Ok(Some(password.to_owned())),
    }
}
