//! What is asked of a rotation, also as the ledger keeps it.

use crate::control_plane::OldLogin;
use crate::ops::credentials::LoginRole;
use crate::ops::observer::Told;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which logins.
    pub roles: Vec<LoginRole>,
    /// How long the old ones stay.
    pub overlap: Option<Duration>,
    /// Only end old ones.
    pub finish: bool,
    /// Only say what would be done.
    pub dry_run: bool,
    /// The unfinished operation that alone is to be gone on with.
    pub only: Option<Uuid>,
}

impl Wanted {
    /// What the operation keeps of it.
    pub(super) fn document(&self) -> Value {
        let roles: Vec<&str> = self.roles.iter().map(|role| word(*role)).collect();
        let overlap = self.overlap.map(|overlap| overlap.as_secs_f64());
        json!({ "logins": roles, "overlap_seconds": overlap, "finish": self.finish })
    }

    /// What an operation was asked for, and nothing else is to be gone on with.
    pub fn of_operation(operation: Uuid, spec: &Value) -> Self {
        let named = |role: LoginRole| {
            spec.get("logins").and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == word(role)))
        };
        let overlap = spec.get("overlap_seconds").and_then(Value::as_f64);
        Self {
            roles: [LoginRole::Migrator, LoginRole::App].into_iter().filter(|role| named(*role)).collect(),
            overlap: overlap.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
            finish: spec.get("finish").and_then(Value::as_bool).unwrap_or_default(),
            dry_run: false,
            only: Some(operation),
        }
    }
}

/// The word that the ledger and `login_rotations` have for a login.
pub(super) fn word(role: LoginRole) -> &'static str {
    match role {
        LoginRole::App => "app",
        LoginRole::Migrator => "migrator",
    }
}

/// What was done to a tenant.
#[derive(Debug, Default)]
pub struct Rotated {
    /// The logins that have a new password.
    pub new: Vec<String>,
    /// The logins that were ended.
    pub ended: Vec<String>,
    /// The old logins that still get in, and until when.
    pub overlapping: Vec<OldLogin>,
}

impl Told for Rotated {
    fn told(&self) -> String {
        match (self.new.len(), self.ended.len()) {
            (0, 0) => "unchanged".to_owned(),
            (0, ended) => format!("{ended} old logins ended"),
            (new, _) => format!("{new} new passwords"),
        }
    }
}
