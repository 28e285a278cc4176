//! The Supabase services that are configured.

use super::failed;
use crate::config::keys;
use crate::context::Context;
use crate::ops::doctor::{Check, ManagementWish, anon_key, auth_server, jwks, management, service_key};

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
        match self.settings.secret(keys::SUPABASE_ANON_KEY) {
            Ok(key) => checks.extend(key.as_ref().map(anon_key)),
            Err(error) => checks.push(failed("auth.anon_key", &error.into())),
        }
        if let Some(url) = self.settings.text(keys::SUPABASE_JWKS_URL) {
            checks.push(jwks(url, self.doctor_http()).await);
        }
        checks
    }

    /// Looks whether notifications can be signed and sent; none is.
    pub(super) fn look_at_webhook(&self) -> Option<Check> {
        let name = "notify.webhook";
        match self.webhook() {
            Ok(webhook) => webhook.map(|webhook| Check::ok(name, format!("signed messages go to {}", webhook.host()))),
            Err(error) => Some(failed(name, &error)),
        }
    }

    async fn look_at_auth_server(&self) -> Vec<Check> {
        let name = "auth.server";
        let shared = match self.shared_auth() {
            Ok(Some(shared)) => shared,
            Ok(None) => return vec![Check::skipped(name, "SUPABASE_URL isn't set, so there is no shared Auth server")],
            Err(error) => return vec![failed("auth.service_key", &error)],
        };
        let (check, key) = service_key(shared.key.as_ref());
        let mut checks = vec![check];
        match key {
            Some(key) => checks.extend(auth_server(&shared, &key, self.doctor_http()).await),
            None => checks.push(Check::skipped(name, "it can't be asked without a service key")),
        }
        checks
    }
}
