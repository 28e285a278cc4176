//! What the control plane says against what a server has. No I/O.

mod project;
#[cfg(test)]
mod project_tests;
mod tenant;
#[cfg(test)]
mod tests;
mod user;

pub use project::{Condition, FoundProject, KnownProject, bears_mark, project_differences};
pub use user::{FoundUser, KnownUser, UserOf, left_users, user_differences};

use super::names::{APP_ROLE, DATABASES_ROLE, OWNER_ROLE, login_beside};
use super::status::Status;
use super::tenant::Marker;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use tenant::About;
use uuid::Uuid;

/// A tenant, or a member of the pool, as the control plane has it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Never reused.
    pub uuid: Uuid,
    /// What people call it; a member of the pool has no name yet.
    pub id: Option<String>,
    /// Where it is in its life; none in the pool.
    pub status: Option<Status>,
    /// Something is at work on it, or was left in the middle: what, and the command that goes on.
    pub unfinished: Option<(String, String)>,
    /// Its database.
    pub database: String,
    /// The login that migrates.
    pub migrator: String,
    /// The login of the application.
    pub app: String,
    /// Logins that a rotation has left for a time.
    pub old_logins: Vec<String>,
}

/// A database of a server.
#[derive(Debug, Clone, Default)]
pub struct FoundDatabase {
    /// Its name.
    pub name: String,
    /// Its owner.
    pub owner: String,
    /// Its comment.
    pub mark: Option<String>,
    /// It lets sessions in.
    pub is_open: bool,
    /// How many connections it takes; -1 is any number.
    pub limit: i32,
    /// Rights of others than its owner, as `grantee privilege`; everybody is `PUBLIC`.
    pub rights: Vec<String>,
}

/// A login of a server.
#[derive(Debug, Clone, Default)]
pub struct FoundLogin {
    /// Its name.
    pub name: String,
    /// Its comment.
    pub mark: Option<String>,
    /// It may log in.
    pub is_open: bool,
    /// It may more than log in: it is a superuser, makes databases or roles, and the like.
    pub is_powerful: bool,
    /// How many sessions it has.
    pub sessions: i64,
    /// What it is a member of.
    pub memberships: Vec<Membership>,
}

/// One grant of a role to a login. From PostgreSQL 16 on several logins may each have granted it, and each grant goes away by
/// its own REVOKE only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The role.
    pub group: String,
    /// Who granted it; none before PostgreSQL 16, where a REVOKE doesn't ask.
    pub grantor: Option<String>,
}

/// What mends a difference by itself, without a risk for any data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// The rights of the tenant's database, and its logins' memberships, are set as they were made.
    Rights,
    /// A tenant that is closed is closed again.
    Close,
    /// Logins of a tenant that was erased are dropped.
    DropLogins,
    /// The paused project of an active tenant is brought back.
    Wake,
}

/// Something that isn't as the control plane says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What kind it is, for programs.
    pub kind: &'static str,
    /// The tenant.
    pub tenant: Option<String>,
    /// Its uuid.
    pub uuid: Option<Uuid>,
    /// The database, login or project.
    pub object: String,
    /// What is wrong.
    pub text: String,
    /// The command that mends it.
    pub mend: String,
    /// What mends it by itself.
    pub repair: Option<Repair>,
}

/// Compares what the control plane of this id knows of one server with what is there. `erased` are the uuids of tenants
/// that were erased. Marks of other control planes are left alone.
pub fn differences(
    control_plane: Uuid,
    known: &[Known],
    (databases, logins): (&[FoundDatabase], &[FoundLogin]),
    erased: &HashSet<Uuid>,
) -> Vec<Difference> {
    let by_name: HashMap<&str, &FoundDatabase> = databases.iter().map(|found| (found.name.as_str(), found)).collect();
    let login_by_name: HashMap<&str, &FoundLogin> = logins.iter().map(|found| (found.name.as_str(), found)).collect();
    let mut found = Vec::new();
    for tenant in known {
        let about = About { tenant, mark: Marker { tenant: tenant.uuid, control_plane }.to_string() };
        if let Some((what, mend)) = &tenant.unfinished {
            found.push(about.difference("unfinished", &tenant.database, what.clone(), mend.clone(), None));
            continue;
        }
        match by_name.get(tenant.database.as_str()) {
            Some(database) => about.database(database, &mut found),
            None => found.push(about.missing(&tenant.database, "database")),
        }
        for (login, group) in [(&tenant.migrator, OWNER_ROLE), (&tenant.app, APP_ROLE)] {
            match login_by_name.get(login.as_str()) {
                Some(found_login) => about.login(found_login, group, &mut found),
                None => found.push(about.missing(login, "login")),
            }
        }
    }
    let database_names: HashSet<&str> = known.iter().map(|tenant| tenant.database.as_str()).collect();
    let strays = databases.iter().filter(|database| !database_names.contains(database.name.as_str()));
    found.extend(strays.filter_map(|database| stray_database(control_plane, database, erased)));
    let login_names: HashSet<&str> = known
        .iter()
        .flat_map(|tenant| [&tenant.migrator, &tenant.app].into_iter().chain(&tenant.old_logins))
        .map(String::as_str)
        .collect();
    let strays = logins.iter().filter(|login| !login_names.contains(login.name.as_str()));
    found.extend(strays.filter_map(|login| stray_login(control_plane, login, known, erased)));
    found
}

fn stray_database(control_plane: Uuid, database: &FoundDatabase, erased: &HashSet<Uuid>) -> Option<Difference> {
    let name = &database.name;
    let marked = database.mark.as_deref().and_then(parse_mark);
    let text = match marked {
        Some(marker) if marker.control_plane != control_plane => return None,
        Some(marker) if erased.contains(&marker.tenant) => format!("the database {name} is an erased tenant's"),
        Some(_) => format!("the database {name} bears a mark of no tenant"),
        None if database.mark.is_none() && database.owner == DATABASES_ROLE && !is_passing(name) => {
            format!("the database {name} belongs to {DATABASES_ROLE}, and is no tenant's")
        }
        None => return None,
    };
    let mend = format!("look into it; if nobody needs it: DROP DATABASE \"{name}\"");
    let uuid = marked.map(|marker| marker.tenant);
    Some(Difference { kind: "stray_database", tenant: None, uuid, object: name.clone(), text, mend, repair: None })
}

/// Reads a mark as it is written on databases and logins.
pub fn parse_mark(text: &str) -> Option<Marker> {
    let (tenant, control_plane) = text.strip_prefix("tenantctl:v1:tenant=")?.split_once(":control_plane=")?;
    Some(Marker { tenant: tenant.parse().ok()?, control_plane: control_plane.parse().ok()? })
}

/// Templates and scratch databases have no mark while they are being made, and what a killed run left of one is found and
/// dropped by its name.
fn is_passing(name: &str) -> bool {
    ["tenantctl_template_", "tenantctl_scratch_"].iter().any(|prefix| name.starts_with(prefix))
}

/// A rotation goes from one name of a login to the other, and leaves the former closed.
fn is_other_name(tenant: &Known, name: &str) -> bool {
    [&tenant.migrator, &tenant.app].into_iter().any(|login| login_beside(login).is_ok_and(|other| other.name() == name))
}

fn stray_login(control_plane: Uuid, login: &FoundLogin, known: &[Known], erased: &HashSet<Uuid>) -> Option<Difference> {
    let marker = login.mark.as_deref().and_then(parse_mark).filter(|m| m.control_plane == control_plane)?;
    let name = &login.name;
    let drop = format!("look what it owns; then: DROP ROLE \"{name}\"");
    let (text, mend, repair) = match known.iter().find(|tenant| tenant.uuid == marker.tenant) {
        // Its operation goes on with it.
        Some(tenant) if tenant.unfinished.is_some() => return None,
        // The next rotation goes to it.
        Some(tenant) if !login.is_open && is_other_name(tenant, name) => return None,
        Some(_) => (format!("the login {name} bears a tenant's mark, and the tenant has others"), drop, None),
        None if erased.contains(&marker.tenant) => {
            let mend = "tenantctl doctor --reconcile --fix".to_owned();
            (format!("the login {name} is an erased tenant's"), mend, Some(Repair::DropLogins))
        }
        None => (format!("the login {name} bears a mark of no tenant"), drop, None),
    };
    let uuid = Some(marker.tenant);
    Some(Difference { kind: "stray_login", tenant: None, uuid, object: name.clone(), text, mend, repair })
}
