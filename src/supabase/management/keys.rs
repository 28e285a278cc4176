//! A project's API keys.

use super::ManagementApi;
use crate::supabase::http::{ApiError, Request};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// One key.
#[derive(Debug, Clone, Deserialize)]
pub struct ApiKey {
    name: String,
    #[serde(default)]
    api_key: Option<SecretString>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
}

impl ApiKey {
    /// The key itself; none where only a part of it is shown (U+00B7 stands for the rest).
    fn whole(&self) -> Option<SecretString> {
        self.api_key.clone().filter(|key| !key.expose_secret().is_empty() && !key.expose_secret().contains('\u{b7}'))
    }

    fn pick(keys: &[Self], kind: &str, legacy: &str) -> Option<SecretString> {
        let new = keys.iter().filter(|key| key.kind.as_deref() == Some(kind)).find_map(Self::whole);
        let old = || {
            let is_legacy =
                |key: &&Self| key.name == legacy && !matches!(key.kind.as_deref(), Some("publishable" | "secret"));
            keys.iter().filter(is_legacy).find_map(Self::whole)
        };
        new.or_else(old)
    }

    /// Picks the key of the role `service_role`: a secret key, or the legacy one where there is none.
    pub fn service(keys: &[Self]) -> Option<SecretString> {
        Self::pick(keys, "secret", "service_role")
    }

    /// Picks the key that an application's client may hold.
    pub fn anon(keys: &[Self]) -> Option<SecretString> {
        Self::pick(keys, "publishable", "anon")
    }
}

impl ManagementApi {
    /// Reads a project's keys; whole ones only with `reveal`.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn api_keys(&self, project: &str, reveal: bool) -> Result<Vec<ApiKey>, ApiError> {
        let call = Request::get("/v1/projects/{}/api-keys", "reading the project's API keys").argument(project);
        self.http.json(&call.query("reveal", reveal)).await
    }
}
