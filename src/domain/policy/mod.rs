//! The permission policy: which role may do what inside a tenant.

mod difference;
mod invalid;
mod text;
mod verdict;

pub use difference::{Change, Difference, Subject, differences};
pub use invalid::InvalidPolicy;
pub use verdict::{Verdict, decide};

use crate::suggest::closest;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The role that every policy has: a tenant's first user gets it.
pub const OWNER: &str = "owner";

/// How many roles and how many permissions a policy may have.
const MOST: usize = 200;
/// How long a description may be, in characters.
const LONGEST: usize = 500;

/// A versioned policy, as `migrations/policy.toml` holds the default one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Rises with each change. 0 is none: what a tenant has that no policy was brought into yet.
    pub version: i32,
    /// What can be allowed.
    pub permissions: Vec<Permission>,
    /// Who is allowed what.
    pub roles: Vec<Role>,
}

/// Something that can be allowed, such as `vendors.write`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// `<resource>.<action>`.
    pub name: String,
    /// For people.
    pub description: String,
}

/// A tenant role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// For people.
    pub description: String,
    /// Names of permissions.
    pub permissions: Vec<String>,
}

impl Policy {
    /// Reads a policy and checks that it is whole.
    ///
    /// # Errors
    /// [`InvalidPolicy`], with the line where the text is no TOML or has another key than those of a policy.
    pub fn parse(text: &str) -> Result<Self, InvalidPolicy> {
        let policy: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map(|before| before.matches('\n').count() + 1);
            InvalidPolicy::Syntax { line, message: error.message().trim().replace('\n', " ") }
        })?;
        policy.check()?;
        Ok(policy)
    }

    /// Checks that it is whole: names that a tenant's tables take, each once, grants of permissions that exist, and an
    /// owner.
    ///
    /// # Errors
    /// [`InvalidPolicy`].
    pub fn check(&self) -> Result<(), InvalidPolicy> {
        if self.version < 1 {
            return Err(InvalidPolicy::Version(self.version));
        }
        if self.roles.len() > MOST || self.permissions.len() > MOST {
            return Err(InvalidPolicy::TooMany(MOST));
        }
        for permission in &self.permissions {
            if !is_permission(&permission.name) {
                return Err(InvalidPolicy::PermissionName(permission.name.clone()));
            }
            described(&permission.name, &permission.description)?;
        }
        for role in &self.roles {
            if !is_word(&role.name) {
                return Err(InvalidPolicy::RoleName(role.name.clone()));
            }
            described(&role.name, &role.description)?;
        }
        let mut names = HashSet::new();
        let every = self.permissions.iter().map(|p| &p.name).chain(self.roles.iter().map(|r| &r.name));
        for name in every {
            if !names.insert(name) {
                return Err(InvalidPolicy::Twice(name.clone()));
            }
        }
        self.roles.iter().try_for_each(|role| self.check_grants(role))?;
        if self.role(OWNER).is_none() {
            return Err(InvalidPolicy::NoOwner);
        }
        Ok(())
    }

    fn check_grants(&self, role: &Role) -> Result<(), InvalidPolicy> {
        let mut granted = HashSet::new();
        for permission in &role.permissions {
            if !self.has(permission) {
                return Err(InvalidPolicy::UnknownPermission {
                    role: role.name.clone(),
                    permission: permission.clone(),
                    near: self.near(permission),
                });
            }
            if !granted.insert(permission) {
                return Err(InvalidPolicy::GrantTwice { role: role.name.clone(), permission: permission.clone() });
            }
        }
        Ok(())
    }

    /// Finds a role.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }

    /// Tells whether the permission exists.
    pub fn has(&self, permission: &str) -> bool {
        self.permissions.iter().any(|p| p.name == permission)
    }

    /// Returns the permission that may have been meant.
    pub fn near(&self, permission: &str) -> Option<String> {
        closest(permission, self.permissions.iter().map(|p| p.name.as_str())).map(str::to_owned)
    }

    /// Returns each role with each of its permissions.
    pub fn grants(&self) -> impl Iterator<Item = (&str, &str)> {
        self.roles.iter().flat_map(|role| role.permissions.iter().map(|p| (role.name.as_str(), p.as_str())))
    }

    /// Returns the names of the roles that have the permission.
    pub fn holders(&self, permission: &str) -> Vec<&str> {
        let holds = |role: &&Role| role.permissions.iter().any(|p| p == permission);
        self.roles.iter().filter(holds).map(|role| role.name.as_str()).collect()
    }

    /// Returns what is allowed to be so, and is most likely not meant. `asked` are the permissions that the tables' row
    /// level security asks for.
    pub fn doubts<'a>(&self, asked: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let unheld = asked.into_iter().filter(|permission| self.holders(permission).is_empty());
        let unheld = unheld.map(|permission| format!("no role has {permission}, which the tables ask for"));
        let blind = self.roles.iter().flat_map(|role| {
            let has = |name: &str| role.permissions.iter().any(|p| p == name);
            let written = role.permissions.iter().filter_map(|p| p.strip_suffix(".write"));
            let unread = written.filter(move |resource| !has(&format!("{resource}.read")));
            unread.map(|resource| {
                format!(
                    "{} has {resource}.write without {resource}.read, so it can change no row that exists",
                    role.name
                )
            })
        });
        unheld.chain(blind).collect()
    }
}

/// A name that `access.roles` takes.
fn is_word(text: &str) -> bool {
    text.len() <= 63
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A name that `access.permissions` takes.
fn is_permission(text: &str) -> bool {
    text.split_once('.').is_some_and(|(resource, action)| is_word(resource) && is_word(action))
}

fn described(name: &str, description: &str) -> Result<(), InvalidPolicy> {
    if description.chars().count() > LONGEST || description.chars().any(char::is_control) {
        return Err(InvalidPolicy::Description { name: name.to_owned(), longest: LONGEST });
    }
    Ok(())
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
