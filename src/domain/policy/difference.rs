//! What differs between two policies.

use super::Policy;
use std::collections::HashSet;
use std::fmt;

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is in the second one only.
    Added,
    /// It is in the first one only.
    Removed,
    /// It is in both, and isn't the same.
    Changed,
}

impl Change {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The version.
    Version,
    /// A role; where it is in both, its description.
    Role(String),
    /// A permission; where it is in both, its description.
    Permission(String),
    /// That a role has a permission.
    Grant {
        /// The role.
        role: String,
        /// The permission.
        permission: String,
    },
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What happened.
    pub change: Change,
    /// To what.
    pub subject: Subject,
    /// What the first policy says, where it says something else than that it is there.
    pub from: Option<String>,
    /// What the second one says.
    pub to: Option<String>,
}

impl Difference {
    fn of(change: Change, subject: Subject) -> Self {
        Self { change, subject, from: None, to: None }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.change {
            Change::Added => "+",
            Change::Removed => "-",
            Change::Changed => "~",
        };
        match &self.subject {
            Subject::Version => {
                let (from, to) = (self.from.as_deref().unwrap_or("none"), self.to.as_deref().unwrap_or("none"));
                write!(f, "{sign} version {from} to {to}")
            }
            Subject::Role(name) if self.change == Change::Changed => write!(f, "{sign} description of role {name}"),
            Subject::Role(name) => write!(f, "{sign} role {name}"),
            Subject::Permission(name) if self.change == Change::Changed => {
                write!(f, "{sign} description of permission {name}")
            }
            Subject::Permission(name) => write!(f, "{sign} permission {name}"),
            Subject::Grant { role, permission } => write!(f, "{sign} {role}: {permission}"),
        }
    }
}

/// Returns what `to` does to `from`: the version first, then permissions, roles, and who has what. The order of roles and
/// permissions is no difference.
pub fn differences(from: &Policy, to: &Policy) -> Vec<Difference> {
    let mut found = Vec::new();
    if from.version != to.version {
        let text = |version: i32| (version > 0).then(|| version.to_string());
        found.push(Difference {
            from: text(from.version),
            to: text(to.version),
            ..Difference::of(Change::Changed, Subject::Version)
        });
    }
    let pairs = |policy: &Policy| -> Vec<(String, String)> {
        policy.permissions.iter().map(|p| (p.name.clone(), p.description.clone())).collect()
    };
    named(&pairs(from), &pairs(to), Subject::Permission, &mut found);
    let pairs = |policy: &Policy| -> Vec<(String, String)> {
        policy.roles.iter().map(|r| (r.name.clone(), r.description.clone())).collect()
    };
    named(&pairs(from), &pairs(to), Subject::Role, &mut found);
    let (had, has): (HashSet<_>, HashSet<_>) = (from.grants().collect(), to.grants().collect());
    let of = |change, (role, permission): (&str, &str)| {
        let subject = Subject::Grant { role: role.to_owned(), permission: permission.to_owned() };
        Difference::of(change, subject)
    };
    found.extend(to.grants().filter(|pair| !had.contains(pair)).map(|pair| of(Change::Added, pair)));
    found.extend(from.grants().filter(|pair| !has.contains(pair)).map(|pair| of(Change::Removed, pair)));
    found
}

fn named(
    from: &[(String, String)],
    to: &[(String, String)],
    subject: fn(String) -> Subject,
    found: &mut Vec<Difference>,
) {
    for (name, text) in to {
        match from.iter().find(|(had, _)| had == name) {
            None => found.push(Difference::of(Change::Added, subject(name.clone()))),
            Some((_, had)) if had != text => found.push(Difference {
                from: Some(had.clone()),
                to: Some(text.clone()),
                ..Difference::of(Change::Changed, subject(name.clone()))
            }),
            Some(_) => {}
        }
    }
    let gone = from.iter().filter(|(name, _)| !to.iter().any(|(has, _)| has == name));
    found.extend(gone.map(|(name, _)| Difference::of(Change::Removed, subject(name.clone()))));
}
