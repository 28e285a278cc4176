//! Supabase projects: the Management API as it is configured.

use super::Context;
use crate::config::keys;
use crate::control_plane::ControlPlane;
use crate::domain::region::Region;
use crate::error::{CommandError, ErrorKind};
use crate::ops::provision::ProjectHome;
use crate::ops::users::SharedAuth;
use crate::supabase::http::HttpOptions;
use crate::supabase::management::{ManagementApi, RegionSelection};
use std::path::Path;

/// What a person decides about a tenant's project.
#[derive(Debug, Clone, Default)]
pub struct ProjectWish {
    /// Which one, where several bear the tenant's name.
    pub chosen: Option<String>,
}

impl Context {
    /// Tells whether new tenants may get projects of their own.
    pub(super) fn has_projects(&self) -> bool {
        self.settings.get(keys::SUPABASE_ACCESS_TOKEN).is_some()
            && self.settings.get(keys::SUPABASE_ORGANIZATION).is_some()
    }

    /// Says what is missing for projects.
    pub(super) fn require_projects(&self) -> Result<(), CommandError> {
        let missing = |what: &str, hint: &str| {
            let text = format!("the provider supabase needs {what}");
            Err(CommandError::new(ErrorKind::Config, text).hint(hint))
        };
        if self.settings.get(keys::SUPABASE_ACCESS_TOKEN).is_none() {
            return missing("an access token", "make one in the account's settings and set SUPABASE_ACCESS_TOKEN");
        }
        if self.settings.get(keys::SUPABASE_ORGANIZATION).is_none() {
            return missing("an organization", "name one: --organization SLUG, or set SUPABASE_ORGANIZATION");
        }
        Ok(())
    }

    /// Returns the organization that owns new projects.
    pub fn organization(&self) -> Option<String> {
        self.settings.text(keys::SUPABASE_ORGANIZATION).map(str::to_owned)
    }

    /// Checks a region against what projects may ask for.
    pub(super) fn project_region(region: &Region) -> Result<(), CommandError> {
        if RegionSelection::GROUPS.contains(&region.as_str()) {
            return Ok(());
        }
        Ok(region.known()?)
    }

    /// How long calls to APIs may take.
    pub fn http_options(&self) -> HttpOptions {
        HttpOptions { attempt_timeout: self.timeout(), total_timeout: self.timeout() * 4, ..HttpOptions::default() }
    }

    /// Returns the Auth server that tenants on clusters share, if one is configured.
    ///
    /// # Errors
    /// A key that can't be read.
    pub fn shared_auth(&self) -> Result<Option<SharedAuth>, CommandError> {
        let own = self.settings.text(keys::SUPABASE_AUTH_URL);
        let Some(url) = own.or(self.settings.text(keys::SUPABASE_URL)) else { return Ok(None) };
        let key = self.settings.secret(keys::SUPABASE_SERVICE_ROLE_KEY)?;
        Ok(Some(SharedAuth { url: url.to_owned(), is_base: own.is_some(), key, options: self.http_options() }))
    }

    /// Makes a client of the Management API.
    ///
    /// # Errors
    /// No token, or a URL that it can't be sent to.
    pub fn management_api(&self) -> Result<ManagementApi, CommandError> {
        self.management_api_within(self.http_options())
    }

    pub(super) fn management_api_within(&self, options: HttpOptions) -> Result<ManagementApi, CommandError> {
        let missing = || {
            let error =
                CommandError::new(ErrorKind::Config, "there is no access token for the Supabase Management API");
            error.hint("set SUPABASE_ACCESS_TOKEN")
        };
        let token = self.settings.secret(keys::SUPABASE_ACCESS_TOKEN)?.ok_or_else(missing)?;
        let base = self.settings.text(keys::SUPABASE_API_URL).unwrap_or_default();
        Ok(ManagementApi::new(base, &token, options)?)
    }

    /// Returns where tenants get projects.
    ///
    /// # Errors
    /// As [`Self::management_api`].
    pub fn project_home(
        &self,
        control: &ControlPlane,
        organization: &str,
        wish: &ProjectWish,
    ) -> Result<ProjectHome, CommandError> {
        Ok(ProjectHome {
            api: self.management_api()?,
            session: control.session.clone(),
            organization: organization.to_owned(),
            chosen: wish.chosen.clone(),
            project_url: self.settings.text(keys::SUPABASE_PROJECT_URL).unwrap_or_default().to_owned(),
            patience: self.settings.duration(keys::PROJECT_TIMEOUT).unwrap_or_default(),
            options: self.http_options(),
            root: self.settings.path(keys::SUPABASE_SSL_ROOT_CERT).map(Path::to_path_buf),
        })
    }
}
