//! Looking at a server without any effect on it.

use super::HostError;
use super::cluster::is_too_old;
use crate::postgres::{Session, db};
use sqlx::{PgConnection, Row};

/// What a look at a server tells.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// PostgreSQL's own id of the server.
    pub system_identifier: String,
    /// Such as `15.18`.
    pub version: String,
    /// It is older than PostgreSQL 15.
    pub too_old: bool,
    /// The operator's login there.
    pub login: String,
    /// It is a superuser, which is more than is needed.
    pub superuser: bool,
    /// The attributes that the login lacks: `CREATEDB`, `CREATEROLE`.
    pub missing_rights: Vec<&'static str>,
    /// It replays another server and takes no writes.
    pub standby: bool,
    /// How many databases it has, templates included.
    pub databases: i64,
    /// How many group roles there are already; 0 before the first use, else 3.
    pub groups: i64,
    /// What is wrong with the group roles that are there.
    pub group_faults: Vec<String>,
}

impl Inspection {
    /// Refuses a server that can't hold tenants.
    ///
    /// # Errors
    /// [`HostError`], which says what it lacks.
    pub fn refuse(&self, endpoint: &str) -> Result<(), HostError> {
        let endpoint = endpoint.to_owned();
        if self.too_old {
            return Err(HostError::TooOld { endpoint, version: self.version.clone() });
        }
        if self.standby {
            return Err(HostError::Standby { endpoint });
        }
        if !self.missing_rights.is_empty() {
            let missing = self.missing_rights.join(" and ");
            return Err(HostError::MissingRights { login: self.login.clone(), endpoint, missing });
        }
        match self.group_faults.first() {
            Some(fault) => Err(HostError::Groups { endpoint, fault: fault.clone() }),
            None => Ok(()),
        }
    }
}

/// Looks at a server.
///
/// # Errors
/// [`HostError::Database`].
pub async fn inspect(session: &Session) -> Result<Inspection, HostError> {
    let doing = "looking at the server";
    let mut connection = session.get().await;
    let row = sqlx::raw_sql(
        "SELECT pg_catalog.current_setting('server_version_num')::integer AS number,
                pg_catalog.current_setting('server_version') AS version,
                r.rolname::text AS login, r.rolsuper AS super, r.rolcreatedb AS createdb, r.rolcreaterole AS createrole,
                (SELECT system_identifier::text FROM pg_catalog.pg_control_system()) AS system,
                pg_catalog.pg_is_in_recovery() AS standby,
                (SELECT pg_catalog.count(*) FROM pg_catalog.pg_database) AS databases
         FROM pg_catalog.pg_roles r WHERE r.rolname = current_user",
    )
    .fetch_one(&mut *connection)
    .await
    .map_err(db(doing))?;
    let text = |name: &str| row.try_get::<String, _>(name).map_err(db(doing));
    let flag = |name: &str| row.try_get::<bool, _>(name).map_err(db(doing));
    let number: i32 = row.try_get("number").map_err(db(doing))?;
    let superuser = flag("super")?;
    let mut missing_rights = Vec::new();
    for (attribute, column) in [("CREATEDB", "createdb"), ("CREATEROLE", "createrole")] {
        if !superuser && !flag(column)? {
            missing_rights.push(attribute);
        }
    }
    let (groups, group_faults) = groups(&mut connection, number, superuser).await?;
    Ok(Inspection {
        system_identifier: text("system")?,
        version: text("version")?.split(' ').next().unwrap_or_default().to_owned(),
        too_old: is_too_old(number),
        login: text("login")?,
        superuser,
        missing_rights,
        standby: flag("standby")?,
        databases: row.try_get("databases").map_err(db(doing))?,
        groups,
        group_faults,
    })
}

async fn groups(connection: &mut PgConnection, version: i32, superuser: bool) -> Result<(i64, Vec<String>), HostError> {
    // From 16 on CREATEROLE alone doesn't let a login grant a role that another login made.
    let rows: Vec<(String, bool, bool)> = sqlx::query_as(
        "SELECT rolname::text, rolcanlogin OR rolsuper,
                pg_catalog.pg_has_role(current_user, oid, 'MEMBER WITH ADMIN OPTION')
         FROM pg_catalog.pg_roles
         WHERE rolname IN ('tenantctl_databases', 'tenantctl_owner', 'tenantctl_app') ORDER BY rolname",
    )
    .fetch_all(connection)
    .await
    .map_err(db("looking at the group roles"))?;
    let mut faults = Vec::new();
    for (role, too_much, admin) in &rows {
        if *too_much {
            faults.push(format!("the role {role} may log in or is a superuser, so it isn't tenantctl's"));
        } else if version >= 160_000 && !superuser && !admin {
            faults.push(format!("another login made the role {role}, and on PostgreSQL 16 only that one can grant it"));
        }
    }
    Ok((i64::try_from(rows.len()).unwrap_or(i64::MAX), faults))
}
