//! The steps of changing commands, as the ledger names them.

use std::fmt;

/// The steps of a provisioning. Each is idempotent; `Activate` is the last write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProvisionStep {
    /// The tenant's row, its secrets and the list of steps are written down.
    Reserve,
    /// The cluster has a template database of the present migrations.
    Template,
    /// The tenant's two logins.
    Logins,
    /// The tenant's database, closed.
    Database,
    /// What is in the database of the tenant that this one is a copy of.
    Copy,
    /// Its rights and its mark, then it is opened.
    Rights,
    /// The tenant's Supabase project.
    Project,
    /// The project and its services are at work.
    Health,
    /// The project's keys and the address of its database.
    Keys,
    /// The migrations, the policy and the mark, inside the database.
    Schema,
    /// The tenant's first user.
    Owner,
    /// The tenant is in use.
    Activate,
}

impl ProvisionStep {
    /// All there are, each after those that it may need.
    pub const ALL: [Self; 12] = [
        Self::Reserve,
        Self::Template,
        Self::Logins,
        Self::Database,
        Self::Copy,
        Self::Rights,
        Self::Project,
        Self::Health,
        Self::Keys,
        Self::Schema,
        Self::Owner,
        Self::Activate,
    ];

    /// Returns the steps of a tenant on a cluster, in their order.
    pub fn on_a_cluster(has_owner: bool) -> Vec<Self> {
        let own = [Self::Template, Self::Logins, Self::Database, Self::Rights];
        Self::list(&own, has_owner)
    }

    /// Returns the steps of a tenant that is a copy of another one on its cluster, in their order.
    pub fn of_a_clone() -> Vec<Self> {
        Self::list(&[Self::Logins, Self::Database, Self::Copy, Self::Rights], false)
    }

    /// Returns the steps of a tenant with a Supabase project of its own, in their order.
    pub fn on_a_project(has_owner: bool) -> Vec<Self> {
        let own = [Self::Project, Self::Health, Self::Keys, Self::Schema];
        Self::list(&own, has_owner)
    }

    fn list(own: &[Self], has_owner: bool) -> Vec<Self> {
        let owner = has_owner.then_some(Self::Owner);
        [Self::Reserve].into_iter().chain(own.iter().copied()).chain(owner).chain([Self::Activate]).collect()
    }

    /// Finds the step of this name in the ledger.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name)
    }

    /// Returns the name in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reserve => "reserve",
            Self::Template => "template",
            Self::Logins => "logins",
            Self::Database => "database",
            Self::Copy => "copy",
            Self::Rights => "rights",
            Self::Project => "project",
            Self::Health => "health",
            Self::Keys => "keys",
            Self::Schema => "schema",
            Self::Owner => "owner",
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
            Self::Copy => "copy what is in the other tenant's database, without sessions and loads",
            Self::Rights => "close it to everybody else, mark it, open it to its logins",
            Self::Project => "create the Supabase project",
            Self::Health => "wait until the project and its services are healthy",
            Self::Keys => "read its API keys and where its database is, and keep them encrypted",
            Self::Schema => "migrate its database and mark it",
            Self::Owner => "make the tenant's first user",
            Self::Activate => "set the tenant active",
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
    fn lists_keep_the_order() {
        for list in [ProvisionStep::on_a_cluster(true), ProvisionStep::on_a_project(false), ProvisionStep::of_a_clone()]
        {
            let places: Vec<_> = list.iter().map(|s| ProvisionStep::ALL.iter().position(|all| all == s)).collect();
            assert!(places.is_sorted(), "{list:?}");
            assert_eq!(list.first(), Some(&ProvisionStep::Reserve));
            assert_eq!(list.last(), Some(&ProvisionStep::Activate));
        }
        assert!(!ProvisionStep::on_a_cluster(false).contains(&ProvisionStep::Owner));
    }

    #[test]
    fn names_lead_back() {
        for step in ProvisionStep::ALL {
            assert_eq!(ProvisionStep::parse(step.as_str()), Some(step));
        }
        assert_eq!(ProvisionStep::parse("nonsense"), None);
    }
}
