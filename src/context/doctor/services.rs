//! The Supabase services that are configured.

use super::failed;
use crate::config::{Key, keys};
use crate::context::Context;
use crate::ops::doctor::{Check, ManagementWish, anon_key, auth_server, jwks, management, service_key};
use secrecy::SecretString;

impl Context {
    /// Looks at the Management API; `used` says that new tenants get projects.
    pub(super) async fn look_at_management(&self, used: bool) -> Vec<Check> {
        let name = "supabase.api";
        if self.settings.get(keys::SUPABASE_ACCESS_TOKEN).is_none() {
            return vec![Check::skipped(
                name,
                "no access token is configured, so tenants get no projects of their own",
            )];
        }
        let api = match self.management_api_within(self.doctor_http()) {
            Ok(api) => api,
            Err(error) => return vec![failed(name, &error)],
        };
        let wish = ManagementWish {
            address: self.settings.text(keys::SUPABASE_API_URL).unwrap_or_default(),
            organization: self.settings.text(keys::SUPABASE_ORGANIZATION),
            region: self.settings.text(keys::REGION),
            used,
        };
        management(&api, &wish).await
    }

    /// Looks at the shared Auth server and at where the keys of tokens are published.
    pub(super) async fn look_at_auth(&self) -> Vec<Check> {
        let mut checks = self.look_at_auth_server().await;
        match self.key_as_configured(keys::SUPABASE_ANON_KEY, "auth.anon_key") {
            Ok(key) => checks.extend(key.as_ref().map(anon_key)),
            Err(check) => checks.push(check),
        }
        if let Some(url) = self.settings.text(keys::SUPABASE_JWKS_URL) {
            checks.push(jwks(url, self.doctor_http()).await);
        }
        checks
    }

    async fn look_at_auth_server(&self) -> Vec<Check> {
        let name = "auth.server";
        let url = self.settings.text(keys::SUPABASE_AUTH_URL).or(self.settings.text(keys::SUPABASE_URL));
        let Some(url) = url else {
            return vec![Check::skipped(name, "SUPABASE_URL isn't set, so there is no shared Auth server")];
        };
        let (check, key) = match self.key_as_configured(keys::SUPABASE_SERVICE_ROLE_KEY, "auth.service_key") {
            Ok(key) => service_key(key.as_ref()),
            Err(check) => (check, None),
        };
        let mut checks = vec![check];
        match key {
            Some(key) => checks.extend(auth_server(url, &key, self.doctor_http()).await),
            None => checks.push(Check::skipped(name, "it can't be asked without a service key")),
        }
        checks
    }

    fn key_as_configured(&self, key: &'static Key, name: &str) -> Result<Option<SecretString>, Check> {
        self.settings.secret(key).map_err(|error| failed(name, &error.into()))
    }
}
