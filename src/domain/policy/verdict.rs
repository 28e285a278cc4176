//! May a user do something, and why.

use super::Policy;

/// The answer, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The user's role has the permission.
    Allowed,
    /// There is no such permission.
    UnknownPermission {
        /// What may have been meant.
        near: Option<String>,
    },
    /// The tenant doesn't know the user.
    NoUser,
    /// The user is disabled.
    Disabled,
    /// The user's role doesn't have it.
    RoleLacks {
        /// The roles that do.
        holders: Vec<String>,
    },
}

/// Decides as row level security does: the role of the user's row, unless it is disabled, and what that role has. `user`
/// is the role, and whether the user is disabled.
pub fn decide(policy: &Policy, user: Option<(&str, bool)>, permission: &str) -> Verdict {
    if !policy.has(permission) {
        return Verdict::UnknownPermission { near: policy.near(permission) };
    }
    let holders = policy.holders(permission);
    match user {
        None => Verdict::NoUser,
        Some((_, true)) => Verdict::Disabled,
        Some((role, false)) if holders.contains(&role) => Verdict::Allowed,
        Some(_) => Verdict::RoleLacks { holders: holders.into_iter().map(str::to_owned).collect() },
    }
}
