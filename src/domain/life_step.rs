//! The steps of what happens to a tenant after it was made, as the ledger names them.

use std::fmt;

/// A step of such a command. Each is idempotent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LifeStep {
    /// The new status and the list of steps are written down.
    Record,
    /// No login of the tenant's gets in any more.
    CloseLogins,
    /// Its database takes no new connection.
    CloseDatabase,
    /// None of its connections is left.
    EndConnections,
    /// None of its users has a session.
    RevokeSessions,
    /// Its users are banned at its own Auth server.
    BanUsers,
    /// Its project is paused.
    PauseProject,
    /// Its project is at work again.
    WakeProject,
    /// Its migrating login gets in again.
    OpenMigrator,
    /// Its schema is up to date.
    Migrate,
    /// Its application's login gets in again.
    OpenApp,
    /// Both logins got in with the stored passwords.
    ProveLogins,
    /// Its users' bans are lifted.
    UnbanUsers,
    /// A verified dump of its database is kept.
    Backup,
    /// None of its users is left at the Auth server that tenants share.
    RemoveUsers,
    /// Its database is gone.
    DropDatabase,
    /// Its logins are gone.
    DropLogins,
    /// Its project is gone.
    DropProject,
    /// The end is written down.
    Finish,
}

impl LifeStep {
    /// Every step.
    pub const ALL: [Self; 19] = [
        Self::Record,
        Self::CloseLogins,
        Self::CloseDatabase,
        Self::EndConnections,
        Self::RevokeSessions,
        Self::BanUsers,
        Self::PauseProject,
        Self::WakeProject,
        Self::OpenMigrator,
        Self::Migrate,
        Self::OpenApp,
        Self::ProveLogins,
        Self::UnbanUsers,
        Self::Backup,
        Self::RemoveUsers,
        Self::DropDatabase,
        Self::DropLogins,
        Self::DropProject,
        Self::Finish,
    ];

    /// Finds the step of this name in the ledger.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name)
    }

    /// Returns the name in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::CloseLogins => "close logins",
            Self::CloseDatabase => "close database",
            Self::EndConnections => "end connections",
            Self::RevokeSessions => "revoke sessions",
            Self::BanUsers => "ban users",
            Self::PauseProject => "pause project",
            Self::WakeProject => "wake project",
            Self::OpenMigrator => "open migrator",
            Self::Migrate => "migrate",
            Self::OpenApp => "open app",
            Self::ProveLogins => "prove logins",
            Self::UnbanUsers => "unban users",
            Self::Backup => "backup",
            Self::RemoveUsers => "remove users",
            Self::DropDatabase => "drop database",
            Self::DropLogins => "drop logins",
            Self::DropProject => "drop project",
            Self::Finish => "finish",
        }
    }

    /// Says in a few words what the step does.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Record => "record the status and these steps",
            Self::CloseLogins => "let the tenant's logins in no more (NOLOGIN)",
            Self::CloseDatabase => "let the database take no new connection (connection limit 0)",
            Self::EndConnections => "end the open connections, until none is left",
            Self::RevokeSessions => "delete the sessions of its users",
            Self::BanUsers => "ban its users at its Auth server",
            Self::PauseProject => "pause the Supabase project",
            Self::WakeProject => "bring the Supabase project back and wait until it is healthy",
            Self::OpenMigrator => "let the login that migrates in again",
            Self::Migrate => "apply pending migrations",
            Self::OpenApp => "let the application's login in again",
            Self::ProveLogins => "log in with the stored passwords",
            Self::UnbanUsers => "lift the bans of its users",
            Self::Backup => "dump the database into a file and read it back",
            Self::RemoveUsers => "remove its users from the shared Auth server",
            Self::DropDatabase => "drop the database",
            Self::DropLogins => "drop the logins",
            Self::DropProject => "delete the Supabase project",
            Self::Finish => "record the end",
        }
    }
}

impl fmt::Display for LifeStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::LifeStep;

    #[test]
    fn names_lead_back() {
        for step in LifeStep::ALL {
            assert_eq!(LifeStep::parse(step.as_str()), Some(step));
        }
        assert_eq!(LifeStep::parse("nonsense"), None);
    }
}
