//! The permission policy.

use crate::domain::policy::{Permission, Policy, Role, Verdict};
use crate::ops::policy::{Answer, Effective};
use crate::output::{Cell, Record, Tone};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The whole policy, as one document.
#[derive(Debug, Serialize)]
pub struct PolicyView {
    version: i32,
    source: &'static str,
    applied_at: Option<String>,
    applied_by: Option<String>,
    roles: Vec<Role>,
    permissions: Vec<Permission>,
}

impl PolicyView {
    /// Takes the policy that counts.
    pub fn of(effective: Effective) -> Self {
        let Effective { policy, applied } = effective;
        let (at, by) = applied.unzip();
        Self {
            version: policy.version,
            source: if at.is_some() { "applied" } else { "built_in" },
            applied_at: at.map(time),
            applied_by: by,
            roles: policy.roles,
            permissions: policy.permissions,
        }
    }
}

impl Record for PolicyView {
    const HEADERS: &'static [&'static str] = &["Version", "Source", "Applied at", "Applied by", "Roles", "Permissions"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(self.version),
            Cell::new(self.source),
            Cell::maybe(self.applied_at.as_ref()),
            Cell::maybe(self.applied_by.as_ref()),
            Cell::new(self.roles.len()),
            Cell::new(self.permissions.len()),
        ]
    }
}

/// A permission, and who has it.
#[derive(Debug, Serialize)]
pub struct PermissionView {
    permission: String,
    roles: String,
}

impl PermissionView {
    /// Takes the policy apart, a permission each; every role has its own place in the line, so that the lines make a
    /// matrix.
    pub fn of(policy: &Policy) -> Vec<Self> {
        let line = |permission: &Permission| {
            let holders = policy.holders(&permission.name);
            let place = |role: &Role| {
                let shown = if holders.contains(&role.name.as_str()) { role.name.as_str() } else { "" };
                format!("{shown:width$}", width = role.name.len())
            };
            let roles = policy.roles.iter().map(place).collect::<Vec<_>>().join(" ");
            Self { permission: permission.name.clone(), roles }
        };
        policy.permissions.iter().map(line).collect()
    }
}

impl Record for PermissionView {
    const HEADERS: &'static [&'static str] = &["Permission", "Roles"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::new(&self.permission), Cell::new(&self.roles)]
    }
}

/// May a user do something, and why.
#[derive(Debug, Serialize)]
pub struct PermissionCheckView {
    tenant: String,
    user: String,
    user_id: Option<String>,
    role: Option<String>,
    permission: String,
    allowed: bool,
    reason: &'static str,
    roles_with_permission: Vec<String>,
    did_you_mean: Option<String>,
    explanation: String,
}

impl PermissionCheckView {
    /// Takes a tenant's answer.
    pub fn of(tenant: &str, user: &str, permission: &str, answer: &Answer) -> Self {
        let known = answer.user.as_ref();
        let role = known.map(|user| user.role.clone());
        let shown = role.as_deref().unwrap_or_default();
        let (reason, explanation) = match &answer.verdict {
            Verdict::Allowed => ("role_has_permission", format!("the role {shown} has {permission}")),
            Verdict::UnknownPermission { .. } => {
                ("unknown_permission", format!("the tenant has no permission {permission}"))
            }
            Verdict::NoUser => ("no_such_user", format!("the tenant has no user {user}")),
            Verdict::Disabled => ("user_disabled", format!("the user {user} is disabled")),
            Verdict::RoleLacks { holders } => {
                let others = if holders.is_empty() { "no role".to_owned() } else { holders.join(", ") };
                ("role_lacks_permission", format!("the role {shown} doesn't have {permission}; these do: {others}"))
            }
        };
        Self {
            tenant: tenant.to_owned(),
            user: user.to_owned(),
            user_id: known.map(|user| user.auth_user_id.to_string()),
            role,
            permission: permission.to_owned(),
            allowed: answer.verdict == Verdict::Allowed,
            reason,
            roles_with_permission: match &answer.verdict {
                Verdict::RoleLacks { holders } => holders.clone(),
                _ => Vec::new(),
            },
            did_you_mean: match &answer.verdict {
                Verdict::UnknownPermission { near } => near.clone(),
                _ => None,
            },
            explanation,
        }
    }

    /// Returns the reason as a sentence.
    pub fn explanation(&self) -> &str {
        &self.explanation
    }
}

impl Record for PermissionCheckView {
    const HEADERS: &'static [&'static str] = &["Tenant", "User", "Role", "Permission", "Allowed", "Reason"];

    fn cells(&self) -> Vec<Cell> {
        let tone = if self.allowed { Tone::Good } else { Tone::Bad };
        vec![
            Cell::new(&self.tenant),
            Cell::new(&self.user),
            Cell::maybe(self.role.as_ref()),
            Cell::new(&self.permission),
            Cell::toned(if self.allowed { "yes" } else { "no" }, tone),
            Cell::new(&self.explanation),
        ]
    }
}
