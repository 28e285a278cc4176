//! The steps of changing commands, as the ledger names them.

use std::fmt;

/// The steps of a provisioning, in their order. Each is idempotent; `Activate` is the last write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProvisionStep {
    /// The tenant's row, its secrets and this list are written down.
    Reserve,
    /// The cluster has a template database of the present migrations.
    Template,
    /// The tenant's two logins.
    Logins,
    /// The tenant's database, closed.
    Database,
    /// Its rights and its mark, then it is opened.
    Rights,
    /// The tenant is in use.
    Activate,
}

impl ProvisionStep {
    /// All steps in their order.
    pub const ALL: [Self; 6] =
        [Self::Reserve, Self::Template, Self::Logins, Self::Database, Self::Rights, Self::Activate];

    /// Returns the name in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reserve => "reserve",
            Self::Template => "template",
            Self::Logins => "logins",
            Self::Database => "database",
            Self::Rights => "rights",
            Self::Activate => "activate",
        }
    }

    /// Says in a few words what the step does.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Reserve => "record the tenant, its credentials (encrypted) and these steps",
            Self::Template => "make sure the cluster has a migrated template database",
            Self::Logins => "create the logins for migrations and for the application",
            Self::Database => "clone the template into the tenant's database, closed",
            Self::Rights => "close it to everybody else, mark it, open it to its logins",
            Self::Activate => "set the tenant active",
        }
    }

    /// Returns the step's place in the list, from 0.
    pub fn position(self) -> i32 {
        match self {
            Self::Reserve => 0,
            Self::Template => 1,
            Self::Logins => 2,
            Self::Database => 3,
            Self::Rights => 4,
            Self::Activate => 5,
        }
    }
}

impl fmt::Display for ProvisionStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::ProvisionStep;

    #[test]
    fn positions_follow_the_order() {
        let positions: Vec<i32> = ProvisionStep::ALL.into_iter().map(ProvisionStep::position).collect();
        assert_eq!(positions, (0..6).collect::<Vec<_>>());
    }
}
