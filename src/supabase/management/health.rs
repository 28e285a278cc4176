//! Whether a project's services are at work: a project may be, long before they are.

use super::ManagementApi;
use crate::supabase::http::{ApiError, Request};
use serde::Deserialize;
use serde_json::Value;

/// A service that can be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The Auth server.
    Auth,
    /// The database.
    Db,
    /// The connection pooler.
    Pooler,
}

impl Service {
    /// Returns the API's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Db => "db",
            Self::Pooler => "pooler",
        }
    }
}

/// How one service is.
#[derive(Debug, Clone, Deserialize)]
pub struct ServiceHealth {
    /// Its name.
    pub name: String,
    status: String,
    #[serde(default)]
    error: Option<Value>,
}

/// What that means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// At work.
    Ready,
    /// Not yet, and why. A new project's pooler is unhealthy for its first seconds, so there is no word that says for
    /// good that a service won't be.
    Pending(String),
}

impl ServiceHealth {
    /// Reads the status. `error` is a text, and the text may be a JSON document.
    pub fn health(&self) -> Health {
        match (self.status.as_str(), &self.error) {
            ("ACTIVE_HEALTHY", _) => Health::Ready,
            (status, None) => Health::Pending(format!("is {status}")),
            (status, Some(error)) => {
                let inside = error.as_str().and_then(|text| serde_json::from_str(text).ok());
                let document: &Value = inside.as_ref().unwrap_or(error);
                let told = document.get("error").and_then(Value::as_str).or(error.as_str());
                let text = told.map_or_else(|| error.to_string(), str::to_owned);
                Health::Pending(format!("is {status} ({})", text.chars().take(100).collect::<String>()))
            }
        }
    }
}

impl ManagementApi {
    /// Asks how these services are.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn health(&self, project: &str, services: &[Service]) -> Result<Vec<ServiceHealth>, ApiError> {
        let call = Request::get("/v1/projects/{}/health", "asking how the project's services are").argument(project);
        let call = services.iter().fold(call, |call, service| call.query("services", service.as_str()));
        self.http.json(&call).await
    }
}
