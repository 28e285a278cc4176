//! Changing a control plane that is protected, and the files that say so.

use super::Context;
use crate::config::{Change, keys};
use crate::control_plane as plane;
use crate::domain::counted;
use crate::error::{CommandError, ErrorKind};
use crate::postgres::Session;

impl Context {
    /// Returns the profile that `--profile` names, whether it is there or not.
    pub fn named_profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// Writes settings into a file; returns the file.
    ///
    /// # Errors
    /// The file is malformed or would be, or can't be written.
    pub fn change_settings(&self, project: bool, changes: &[Change<'_>]) -> Result<String, CommandError> {
        match self.settings.edit(project, changes)? {
            Some(file) => Ok(file.file.clone()),
            None => {
                let error = CommandError::new(ErrorKind::Config, "there is no user file: HOME isn't set");
                Err(error.hint("--project writes ./tenantctl.toml, --config FILE another one"))
            }
        }
    }

    /// Asks once before a protected control plane is changed; `-y` answers it.
    ///
    /// # Errors
    /// Unconfirmed.
    pub(super) async fn ask_if_protected(&mut self, session: &Session) -> Result<(), CommandError> {
        if self.agreed || self.settings.flag(keys::PROTECTED) != Some(true) {
            return Ok(());
        }
        let tenants = plane::count_tenants(&mut *session.get().await).await?;
        let target = session.target();
        let who = match self.settings.text(keys::PROFILE) {
            Some(profile) => format!("The profile {profile} is protected."),
            None => "This control plane is protected.".to_owned(),
        };
        let question = format!(
            "{who}\nhost: {}\ndatabase: {}\ntenants: {tenants}\nChange it?",
            target.endpoint(),
            target.database,
            tenants = counted::tenants(tenants),
        );
        self.ui.confirm(&question, "-y")?;
        self.agreed = true;
        Ok(())
    }
}
