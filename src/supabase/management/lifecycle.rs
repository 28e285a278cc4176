//! Pausing a project and bringing it back.

use super::ManagementApi;
use crate::supabase::http::{ApiError, Request};

impl ManagementApi {
    /// Begins to pause a project. An organization with a paid plan can't pause any.
    ///
    /// # Errors
    /// [`ApiError`]; a project that is paused already is refused too, so look after a lost answer.
    pub async fn pause_project(&self, project: &str) -> Result<(), ApiError> {
        self.http.done(&Request::post("/v1/projects/{}/pause", "pausing the project").argument(project)).await
    }

    /// Begins to bring a paused project back.
    ///
    /// # Errors
    /// [`ApiError`]; a project that isn't paused is refused too, so look after a lost answer.
    pub async fn restore_project(&self, project: &str) -> Result<(), ApiError> {
        self.http.done(&Request::post("/v1/projects/{}/restore", "restoring the project").argument(project)).await
    }
}
