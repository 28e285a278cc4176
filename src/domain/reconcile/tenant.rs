//! One tenant against its database and its logins.

use super::{Difference, FoundDatabase, FoundLogin, Known, Repair};
use crate::names::{DATABASES_ROLE, OWNER_ROLE};
use crate::status::Status;

/// A tenant that is compared.
pub(super) struct About<'a> {
    /// What the control plane says.
    pub(super) tenant: &'a Known,
    /// Its mark.
    pub(super) mark: String,
}

impl About<'_> {
    pub(super) fn difference(
        &self,
        kind: &'static str,
        object: &str,
        text: String,
        mend: String,
        repair: Option<Repair>,
    ) -> Difference {
        let Known { id, uuid, .. } = self.tenant;
        Difference { kind, tenant: id.clone(), uuid: Some(*uuid), object: object.to_owned(), text, mend, repair }
    }

    fn id(&self) -> &str {
        self.tenant.id.as_deref().unwrap_or("(pool)")
    }

    fn fix(&self) -> String {
        "tenantctl doctor --reconcile --fix".to_owned()
    }

    pub(super) fn missing(&self, object: &str, what: &str) -> Difference {
        let id = self.id();
        let (kind, mend) = match (self.tenant.status, what) {
            (None, _) => ("missing_in_pool", "tenantctl pool drain".to_owned()),
            (Some(_), "login") => ("missing_login", format!("tenantctl rotate --tenant-id {id}")),
            (Some(_), _) => (
                "missing_database",
                "bring it back from the server's own backup, under this name and with this comment".to_owned(),
            ),
        };
        self.difference(kind, object, format!("the {what} {object} isn't there"), mend, None)
    }

    pub(super) fn database(&self, database: &FoundDatabase, found: &mut Vec<Difference>) {
        let name = &database.name;
        let quoted = format!("\"{name}\"");
        if database.owner != DATABASES_ROLE {
            let text = format!("the database {name} belongs to {}, not to {DATABASES_ROLE}", database.owner);
            let mend =
                format!("look whose it is; if it is the tenant's: ALTER DATABASE {quoted} OWNER TO {DATABASES_ROLE}");
            return found.push(self.difference("foreign_database", name, text, mend, None));
        }
        if database.mark.as_deref() != Some(&self.mark) {
            let text = match &database.mark {
                Some(other) => format!("the database {name} bears another mark: {other}"),
                None => format!("the database {name} bears no mark"),
            };
            let mend =
                format!("look whose it is; if it is the tenant's: COMMENT ON DATABASE {quoted} IS '{}'", self.mark);
            return found.push(self.difference("foreign_database", name, text, mend, None));
        }
        match self.tenant.status {
            Some(Status::Active) => {
                let id = self.id();
                if !database.is_open || database.limit == 0 {
                    let mend = match database.is_open {
                        true => format!("tenantctl suspend {id} && tenantctl resume {id}"),
                        false => format!("ALTER DATABASE {quoted} ALLOW_CONNECTIONS true"),
                    };
                    let text = format!("the tenant is active, and its database {name} takes no connection");
                    found.push(self.difference("closed_database", name, text, mend, None));
                }
                self.rights(database, found);
            }
            Some(Status::Suspended | Status::Deleting) if database.limit != 0 => {
                let text = format!("the tenant is closed, and its database {name} takes connections");
                found.push(self.difference("open_database", name, text, self.fix(), Some(Repair::Close)));
            }
            None if database.is_open => {
                let text = format!("the database {name} of the pool is open");
                found.push(self.difference("open_in_pool", name, text, "tenantctl pool drain".to_owned(), None));
            }
            _ => {}
        }
    }

    fn rights(&self, database: &FoundDatabase, found: &mut Vec<Difference>) {
        let (name, tenant) = (&database.name, self.tenant);
        let wanted = [
            format!("{OWNER_ROLE} CREATE"),
            format!("{OWNER_ROLE} TEMPORARY"),
            format!("{} CONNECT", tenant.migrator),
            format!("{} CONNECT", tenant.app),
        ];
        let lacking = wanted.iter().filter(|right| !database.rights.contains(right));
        let old = |right: &str| tenant.old_logins.iter().any(|login| *right == format!("{login} CONNECT"));
        let (public, others): (Vec<&String>, Vec<&String>) = database
            .rights
            .iter()
            .filter(|right| !wanted.contains(right) && !old(right))
            .partition(|right| matches!(right.as_str(), "PUBLIC CONNECT" | "PUBLIC TEMPORARY"));
        for right in lacking {
            let text = format!("the right {right} on the database {name} is missing");
            found.push(self.difference("missing_right", name, text, self.fix(), Some(Repair::Rights)));
        }
        for right in public {
            let text = format!("there is a right too many on the database {name}: {right}");
            found.push(self.difference("extra_right", name, text, self.fix(), Some(Repair::Rights)));
        }
        for right in others {
            let text = format!("there is a right too many on the database {name}: {right}");
            let (who, what) = right.rsplit_once(' ').unwrap_or((right, "ALL"));
            let who = if who == "PUBLIC" { who.to_owned() } else { format!("\"{who}\"") };
            let mend = format!("REVOKE {what} ON DATABASE \"{name}\" FROM {who}");
            found.push(self.difference("extra_right", name, text, mend, None));
        }
    }

    pub(super) fn login(&self, login: &FoundLogin, group: &str, found: &mut Vec<Difference>) {
        let name = &login.name;
        if login.mark.as_deref() != Some(&self.mark) {
            let text = format!("the login {name} bears {} mark", if login.mark.is_some() { "another" } else { "no" });
            let mend =
                format!("look whose it is; if it is the tenant's: COMMENT ON ROLE \"{name}\" IS '{}'", self.mark);
            return found.push(self.difference("foreign_login", name, text, mend, None));
        }
        if login.is_powerful {
            let text = format!("the login {name} may more than log in");
            let mend = format!("ALTER ROLE \"{name}\" NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS");
            found.push(self.difference("powerful_login", name, text, mend, None));
        }
        if !login.memberships.iter().any(|membership| membership.group == group) {
            let text = format!("the login {name} is no member of {group}");
            found.push(self.difference("missing_membership", name, text, self.fix(), Some(Repair::Rights)));
        }
        for other in login.memberships.iter().filter(|membership| membership.group != group) {
            let mut text = format!("the login {name} is a member of {}", other.group);
            let mut mend = format!("REVOKE \"{}\" FROM \"{name}\"", other.group);
            if let Some(grantor) = &other.grantor {
                text.push_str(&format!(", granted by {grantor}"));
                mend.push_str(&format!(" GRANTED BY \"{grantor}\""));
            }
            found.push(self.difference("extra_membership", name, text, mend, None));
        }
        match self.tenant.status {
            Some(Status::Active) if !login.is_open => {
                let id = self.id();
                let text = format!("the tenant is active, and its login {name} isn't let in");
                let mend = format!("tenantctl suspend {id} && tenantctl resume {id}");
                found.push(self.difference("closed_login", name, text, mend, None));
            }
            Some(Status::Suspended | Status::Deleting) if login.is_open => {
                let text = format!("the tenant is closed, and its login {name} is let in");
                found.push(self.difference("open_login", name, text, self.fix(), Some(Repair::Close)));
            }
            Some(Status::Suspended | Status::Deleting) if login.sessions > 0 => {
                let text =
                    format!("the tenant is closed, and its login {name} has sessions that go on: {}", login.sessions);
                found.push(self.difference("open_session", name, text, self.fix(), Some(Repair::Close)));
            }
            _ => {}
        }
    }
}
