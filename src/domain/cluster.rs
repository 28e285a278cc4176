//! Names of clusters, and the rule of which one gets a tenant.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// The row of the server that `DATABASE_URL` names.
pub const DEFAULT_CLUSTER: &str = "default";
/// The row of the embedded server.
pub const LOCAL_CLUSTER: &str = "local";

/// A cluster's name: 1 to 39 of a-z, 0-9 and -, a letter first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ClusterName(String);

/// A text that can't be a cluster's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a cluster's name is 1 to 39 of a-z, 0-9 and -, a letter first")]
pub struct InvalidClusterName;

impl ClusterName {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether tenantctl gives this name by itself.
    pub fn is_reserved(&self) -> bool {
        [DEFAULT_CLUSTER, LOCAL_CLUSTER].contains(&self.0.as_str())
    }
}

impl fmt::Display for ClusterName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ClusterName {
    type Err = InvalidClusterName;

    fn from_str(text: &str) -> Result<Self, InvalidClusterName> {
        let fits = (1..=39).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidClusterName) }
    }
}

/// Whether a cluster takes tenants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClusterState {
    /// It does.
    Active,
    /// It keeps those it has and gets no new one.
    Draining,
}

impl ClusterState {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Draining => "draining",
        }
    }

    /// Reads the word; nothing for a word that isn't ours.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Draining].into_iter().find(|state| state.as_str() == text)
    }
}

/// Why a cluster gets no new tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// It is being emptied.
    #[error("is draining")]
    Draining,
    /// It has as many tenants as it may have.
    #[error("is full: it has {tenants} tenants of at most {capacity}")]
    Full {
        /// How many it has.
        tenants: i32,
        /// How many it may have.
        capacity: i32,
    },
    /// It has no share among the clusters of its region.
    #[error("has weight 0")]
    Weightless,
    /// Its row was removed meanwhile.
    #[error("was removed")]
    Removed,
}

/// How full a cluster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Whether it takes tenants.
    pub state: ClusterState,
    /// How many it has, whatever they do, until they are deleted.
    pub tenants: i32,
    /// How many it may have; no limit if none.
    pub capacity: Option<i32>,
}

impl Load {
    /// Tells why one more tenant has no place here.
    pub fn closed(&self) -> Option<Closed> {
        self.closed_at(self.tenants.saturating_add(1))
    }

    /// The same, once the new tenant is among those counted.
    pub fn closed_to_the_last(&self) -> Option<Closed> {
        self.closed_at(self.tenants)
    }

    fn closed_at(&self, tenants: i32) -> Option<Closed> {
        match (self.state, self.capacity) {
            (ClusterState::Draining, _) => Some(Closed::Draining),
            (ClusterState::Active, Some(capacity)) if tenants > capacity => {
                Some(Closed::Full { tenants: tenants.saturating_sub(1), capacity })
            }
            (ClusterState::Active, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Closed, ClusterName, ClusterState, Load};

    #[test]
    fn a_name_is_what_the_table_takes() {
        for (text, good) in [
            ("eu-1", true),
            ("a", true),
            (&"a".repeat(39), true),
            (&"a".repeat(40), false),
            ("", false),
            ("1eu", false),
            ("-eu", false),
            ("EU", false),
            ("e_u", false),
            ("eu\n", false),
            ("é", false),
        ] {
            assert_eq!(text.parse::<ClusterName>().is_ok(), good, "{text:?}");
        }
        assert!("default".parse::<ClusterName>().expect("a name").is_reserved());
    }

    #[test]
    fn a_place_is_there_or_it_says_why_not() {
        use ClusterState::{Active, Draining};
        for (state, tenants, capacity, closed) in [
            (Active, 0, None, None),
            (Active, i32::MAX, None, None),
            (Active, 4, Some(5), None),
            (Active, 5, Some(5), Some(Closed::Full { tenants: 5, capacity: 5 })),
            (Active, 7, Some(5), Some(Closed::Full { tenants: 7, capacity: 5 })),
            (Active, 0, Some(0), Some(Closed::Full { tenants: 0, capacity: 0 })),
            (Draining, 0, None, Some(Closed::Draining)),
            (Draining, 5, Some(5), Some(Closed::Draining)),
        ] {
            let load = Load { state, tenants, capacity };
            assert_eq!(load.closed(), closed, "{load:?}");
            let counted = Load { tenants: tenants.saturating_add(1), ..load };
            assert_eq!(counted.closed_to_the_last(), closed, "{counted:?}");
        }
    }

    #[test]
    fn the_words_read_back() {
        for state in [ClusterState::Active, ClusterState::Draining] {
            assert_eq!(ClusterState::parse(state.as_str()), Some(state));
        }
        assert_eq!(ClusterState::parse("gone"), None);
    }
}
