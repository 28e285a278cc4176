//! The control plane as an application has it: one connection, which is opened again when it is lost.

use super::AppError;
use crate::control_plane::{self as plane, ControlPlane, Wish};
use crate::ops::ahead::Ahead;
use crate::ops::credentials::Vault;
use crate::ops::locate::Locator;
use crate::postgres::Target;
use crate::secrets::MasterKey;
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// How long anything of it may take.
pub(super) const TIMEOUT: Duration = Duration::from_secs(10);

/// The control plane, with the key to its secrets.
pub struct Plane {
    pub(super) control: ControlPlane,
    pub(super) vault: Vault,
}

impl Plane {
    /// Opens the control plane at that URL with its master key, in base64 or hex.
    ///
    /// # Errors
    /// It can't be reached, is older or newer than this library, or the key isn't its own.
    pub async fn open(url: &SecretString, master_key: &SecretString) -> Result<Self, AppError> {
        let target = Target::parse(url.expose_secret())?;
        let control = plane::open(&target, "tenantctl app", Wish::default(), TIMEOUT).await?.reading()?;
        let vault = Vault::open(&control, &MasterKey::parse(master_key)?).await?;
        Ok(Self { control, vault })
    }

    pub(super) fn locator(&self) -> Locator<'_> {
        Locator {
            control: &self.control,
            vault: &self.vault,
            embedded: None,
            project_root: None,
            ahead: Ahead::default(),
            head_start: None,
        }
    }

    /// Opens a new connection after a question failed because the old one was lost; then it may be asked once more.
    ///
    /// # Errors
    /// That failure, if it is another one; or no connection can be had.
    pub(super) async fn renew(&self, failure: AppError) -> Result<(), AppError> {
        if !failure.is_lost() {
            return Err(failure);
        }
        tracing::debug!(%failure, "opening the control plane again");
        Ok(self.control.session.reopen(TIMEOUT).await?)
    }
}
