//! What is wrong with a policy.

/// A policy that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPolicy {
    /// Not the shape of a policy.
    #[error("{}{message}", line_text(*.line))]
    Syntax {
        /// Where, if that is known; from 1.
        line: Option<usize>,
        /// What is wrong.
        message: String,
    },
    /// No version.
    #[error("the version is {0}, and versions begin at 1")]
    Version(i32),
    /// More than anybody can oversee.
    #[error("a policy has at most {0} roles and {0} permissions")]
    TooMany(usize),
    /// No name of a role.
    #[error("{0:?} can't be a role's name: a letter first, then a-z, 0-9 and _, at most 63")]
    RoleName(String),
    /// No name of a permission.
    #[error("{0:?} can't be a permission's name: <resource>.<action>, each of a-z, 0-9 and _, a letter first")]
    PermissionName(String),
    /// Too long, or with characters that act on a terminal.
    #[error("the description of {name:?} is longer than {longest} characters, or has control characters")]
    Description {
        /// Whose.
        name: String,
        /// How long it may be.
        longest: usize,
    },
    /// A name occurs twice.
    #[error("the policy names {0:?} twice")]
    Twice(String),
    /// A role names a permission twice.
    #[error("the role {role:?} names the permission {permission:?} twice")]
    GrantTwice {
        /// The role.
        role: String,
        /// The permission.
        permission: String,
    },
    /// A role names a permission that doesn't exist.
    #[error("the role {role:?} names the permission {permission:?}, which the policy doesn't have")]
    UnknownPermission {
        /// The role.
        role: String,
        /// The permission.
        permission: String,
        /// What may have been meant.
        near: Option<String>,
    },
    /// Nobody for a tenant's first user to be.
    #[error("the policy has no role \"owner\"")]
    NoOwner,
}

fn line_text(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!("line {line}: "))
}
