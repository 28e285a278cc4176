//! What to do where an API didn't answer as it should.

use super::{Check, LONGER};
use crate::supabase::http::{ApiError, Class};

/// The settings that a service is reached with.
pub(super) struct Service {
    /// Its credential's variable.
    pub(super) credential: &'static str,
    /// Its address's variable.
    pub(super) address: &'static str,
}

/// The Management API.
pub(super) const MANAGEMENT: Service = Service { credential: "SUPABASE_ACCESS_TOKEN", address: "SUPABASE_API_URL" };

impl Service {
    /// Says what is wrong with it.
    pub(super) fn failed(&self, name: impl Into<String>, error: &ApiError) -> Check {
        Check::error(name, error.to_string(), self.hint(error))
    }

    fn hint(&self, error: &ApiError) -> String {
        if !error.missing_permissions().is_empty() {
            let missing = error.missing_permissions().join(", ");
            return format!("give {} these permissions: {missing}", self.credential);
        }
        match error.class() {
            Class::Refused => format!("set {} to one that is valid", self.credential),
            Class::Transient | Class::Unknown => format!("check {}, and try again: {LONGER}", self.address),
            _ => format!("set {}", self.address),
        }
    }
}
