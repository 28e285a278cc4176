//! The keys that tokens are verified with: where they are published, and their cache.

use super::Context;
use crate::config::{Key, keys};
use crate::control_plane::TenantRow;
use crate::error::{CommandError, ErrorKind};
use crate::ops::jwks::{HttpFetch, InvalidJwksUrl, JwksCache, JwksUrl};
use crate::ops::verify::{Home, Published};
use std::time::Duration;

/// Below the address of an Auth server (Supabase documentation).
const DOCUMENT: &str = ".well-known/jwks.json";

impl Context {
    /// Returns the cache of key sets, in the state directory. Nothing is opened before it is needed.
    pub fn jwks_cache(&self) -> JwksCache<HttpFetch> {
        let max_age = self.settings.duration(keys::JWKS_MAX_AGE).unwrap_or(Duration::from_secs(3600));
        JwksCache::new(self.state_dir().join("jwks"), max_age, HttpFetch::new(self.http_options()))
    }

    /// Returns where the keys of the shared Auth server are published: the configured address, else the one below that
    /// of the Auth server or of the Supabase API.
    ///
    /// # Errors
    /// None of them is set, or it can't be an address of keys.
    pub fn jwks_url(&self) -> Result<JwksUrl, CommandError> {
        let set = |key: &'static Key| self.settings.text(key).map(|text| (key, text.trim().trim_end_matches('/')));
        let (key, url) = if let Some((key, url)) = set(keys::SUPABASE_JWKS_URL) {
            (key, url.to_owned())
        } else if let Some((key, url)) = set(keys::SUPABASE_AUTH_URL) {
            (key, format!("{url}/{DOCUMENT}"))
        } else if let Some((key, url)) = set(keys::SUPABASE_URL) {
            (key, format!("{url}/auth/v1/{DOCUMENT}"))
        } else {
            let text = "it isn't known where the keys that verify tokens are published";
            let error = CommandError::new(ErrorKind::Config, text).with_code("no_jwks_url");
            return Err(error.hint("set SUPABASE_JWKS_URL, or SUPABASE_URL; --tenant-id takes a project's own"));
        };
        let variable = key.env.last().copied().unwrap_or(key.name);
        url.parse().map_err(|why: InvalidJwksUrl| {
            let error = CommandError::new(ErrorKind::Config, format!("the setting {}: {why}", key.name));
            error.with_code("unfit_jwks_url").hint(format!("set {variable}"))
        })
    }

    /// Returns the values of `iss` that the shared Auth server's tokens have: its own address, the one below the Supabase
    /// API, and the one that publishes the keys.
    pub fn shared_issuers(&self) -> Vec<String> {
        let set = |key: &'static Key| self.settings.text(key).map(|text| text.trim().trim_end_matches('/'));
        let above = set(keys::SUPABASE_JWKS_URL)
            .and_then(|url| url.strip_suffix(DOCUMENT))
            .map(|url| url.trim_end_matches('/'));
        let names = [
            set(keys::SUPABASE_AUTH_URL).map(str::to_owned),
            set(keys::SUPABASE_URL).map(|url| format!("{url}/auth/v1")),
            above.map(str::to_owned),
        ];
        let mut names: Vec<String> = names.into_iter().flatten().collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Returns the shared Auth server as an issuer of tokens, if one is configured.
    ///
    /// # Errors
    /// Its address can't be one of keys.
    pub fn shared_issuer(&self) -> Result<Option<Published>, CommandError> {
        match self.shared_issuers() {
            names if names.is_empty() => Ok(None),
            names => Ok(Some(Published { home: Home::Shared, names, url: self.jwks_url()? })),
        }
    }

    /// Returns where the keys of a tenant's tokens are published: its own project's, else those of the shared Auth
    /// server.
    ///
    /// # Errors
    /// As [`Self::jwks_url`].
    pub fn jwks_url_of(&self, tenant: &TenantRow) -> Result<JwksUrl, CommandError> {
        let Some(address) = &tenant.address else { return self.jwks_url() };
        let url = format!("{}/auth/v1/{DOCUMENT}", address.api_url.trim_end_matches('/'));
        url.parse().map_err(|why: InvalidJwksUrl| {
            let text = format!("the address of {}'s project can't be one of keys: {why}", tenant.id);
            CommandError::new(ErrorKind::Config, text).with_code("unfit_jwks_url").hint("tenantctl doctor")
        })
    }
}
