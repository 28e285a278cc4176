//! The regions that an organization may use.

use super::{InstanceSize, ManagementApi};
use crate::supabase::http::{ApiError, Request};
use serde::Deserialize;

/// A region.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AvailableRegion {
    /// By which requests name it.
    pub code: String,
    /// For people.
    pub name: String,
    /// What the API says of its state, such as `capacity`.
    #[serde(default)]
    pub status: Option<String>,
}

/// The regions, and those that the API recommends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailableRegions {
    /// All of them.
    pub all: Vec<AvailableRegion>,
    /// The recommended ones, the best first.
    pub recommended: Vec<AvailableRegion>,
}

#[derive(Deserialize)]
struct Answer {
    recommendations: Specific,
    all: Specific,
}

#[derive(Deserialize)]
struct Specific {
    specific: Vec<AvailableRegion>,
}

impl ManagementApi {
    /// Lists the regions for an organization's new projects of a size.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn available_regions(
        &self,
        organization: &str,
        size: Option<InstanceSize>,
    ) -> Result<AvailableRegions, ApiError> {
        let call = Request::get("/v1/projects/available-regions", "listing the regions")
            .query("organization_slug", organization);
        let call = size.into_iter().fold(call, |call, size| call.query("desired_instance_size", size));
        let Answer { recommendations, all } = self.http.json(&call).await?;
        Ok(AvailableRegions { all: all.specific, recommended: recommendations.specific })
    }
}
