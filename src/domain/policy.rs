//! The permission policy: which role may do what inside a tenant.

use serde::Deserialize;
use std::collections::HashSet;

/// A versioned policy, as `migrations/policy.toml` holds the default one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Rises with each change.
    pub version: i32,
    /// What can be allowed.
    pub permissions: Vec<Permission>,
    /// Who is allowed what.
    pub roles: Vec<Role>,
}

/// Something that can be allowed, such as `vendors.write`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// `<resource>.<action>`.
    pub name: String,
    /// For people.
    pub description: String,
}

/// A tenant role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// For people.
    pub description: String,
    /// Names of permissions.
    pub permissions: Vec<String>,
}

/// A policy that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPolicy {
    /// Not the shape of a policy.
    #[error("the policy can't be read: {0}")]
    Syntax(String),
    /// A name occurs twice.
    #[error("the policy names {0:?} twice")]
    Twice(String),
    /// A role names a permission that doesn't exist.
    #[error("the role {0:?} names the permission {1:?}, which the policy doesn't have")]
    UnknownPermission(String, String),
}

impl Policy {
    /// Reads a policy and checks that it is whole.
    ///
    /// # Errors
    /// [`InvalidPolicy`].
    pub fn parse(text: &str) -> Result<Self, InvalidPolicy> {
        let policy: Self = toml::from_str(text).map_err(|e| InvalidPolicy::Syntax(e.message().to_owned()))?;
        let mut names = HashSet::new();
        let every = policy.permissions.iter().map(|p| &p.name).chain(policy.roles.iter().map(|r| &r.name));
        for name in every {
            if !names.insert(name) {
                return Err(InvalidPolicy::Twice(name.clone()));
            }
        }
        for role in &policy.roles {
            for permission in &role.permissions {
                if !policy.permissions.iter().any(|p| &p.name == permission) {
                    return Err(InvalidPolicy::UnknownPermission(role.name.clone(), permission.clone()));
                }
            }
        }
        Ok(policy)
    }
}

#[cfg(test)]
mod tests {
    use super::Policy;

    #[test]
    fn the_default_policy_is_whole() {
        let policy = Policy::parse(include_str!("../../migrations/policy.toml")).expect("parses");
        assert!(policy.permissions.iter().any(|p| p.name == "vendors.write"));
    }

    #[test]
    fn refuses_a_policy_with_holes() {
        for text in [
            "version = 1",
            "version = 1\npermissions = []\nroles = [{name='a',description='',permissions=['x']}]",
            "version = 1\nroles = []\npermissions = [{name='a',description=''},{name='a',description=''}]",
        ] {
            assert!(Policy::parse(text).is_err(), "{text}");
        }
    }
}
