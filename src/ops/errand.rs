//! What a command does in the database of one tenant.

use crate::domain::tenant::TenantId;

/// What a command about one tenant does in its database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// Its users and their sessions.
    Users,
    /// Looking at its policy.
    Policy,
    /// Asking for the sessions of tokens.
    Tokens,
    /// Reading its data.
    Export,
}

impl Errand {
    /// Returns what the session calls itself: `application_name`.
    pub fn application(self, tenant: &TenantId) -> String {
        let word = match self {
            Self::Users => "user",
            Self::Policy => "policy",
            Self::Tokens => "token",
            Self::Export => "export",
        };
        format!("tenantctl {word} {tenant}")
    }
}
