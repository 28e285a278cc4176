//! Which databases and logins a server has that are tenants', or say so; and setting right what is no tenant's data.

use super::HostError;
use super::cluster::{ClusterHost, find_database, run};
use super::logins::is_ours;
use super::removal::foreign;
use super::rights::close_to_public;
use crate::domain::names::{APP_ROLE, OWNER_ROLE, PhysicalNames};
use crate::domain::reconcile::{FoundDatabase, FoundLogin, Membership};
use crate::domain::tenant::Marker;
use crate::postgres::db;
use sqlx::Row;
use sqlx::postgres::PgRow;

const DATABASES: &str = "
    SELECT d.datname::text AS name, pg_catalog.pg_get_userbyid(d.datdba)::text AS owner, m.mark,
           d.datallowconn AS open, d.datconnlimit AS connections,
           ARRAY(SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END
                        || ' ' || a.privilege_type
                 FROM pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) a
                 WHERE a.grantee <> d.datdba ORDER BY 1) AS rights
    FROM pg_catalog.pg_database d
    CROSS JOIN LATERAL (SELECT pg_catalog.shobj_description(d.oid, 'pg_database') AS mark) m
    WHERE pg_catalog.pg_get_userbyid(d.datdba) = 'tenantctl_databases' OR m.mark LIKE 'tenantctl:v1:tenant=%'
       OR d.datname = ANY ($1::text[])
    ORDER BY 1";

const LOGINS: &str = "
    SELECT r.rolname::text AS name, m.mark, r.rolcanlogin AS open,
           r.rolsuper OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls AS powerful,
           coalesce(s.sessions, 0) AS sessions,
           ARRAY(SELECT g.rolname::text FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles g ON g.oid = a.roleid
                 WHERE a.member = r.oid ORDER BY 1, a.grantor) AS groups,
           ARRAY(SELECT CASE WHEN pg_catalog.current_setting('server_version_num')::integer >= 160000
                             THEN pg_catalog.pg_get_userbyid(a.grantor)::text END
                 FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles g ON g.oid = a.roleid
                 WHERE a.member = r.oid ORDER BY g.rolname::text, a.grantor) AS grantors
    FROM pg_catalog.pg_roles r
    CROSS JOIN LATERAL (SELECT pg_catalog.shobj_description(r.oid, 'pg_authid') AS mark) m
    LEFT JOIN (SELECT usesysid, pg_catalog.count(*) AS sessions FROM pg_catalog.pg_stat_activity GROUP BY usesysid) s
        ON s.usesysid = r.oid
    WHERE m.mark LIKE 'tenantctl:v1:tenant=%' OR r.rolname = ANY ($1::text[])
    ORDER BY 1";

impl ClusterHost {
    /// Finds the databases and logins that bear a tenant's mark or one of these names, and the databases that belong to
    /// the role that owns tenants'.
    ///
    /// # Errors
    /// [`HostError::Database`].
    pub async fn census(&self, names: &[String]) -> Result<(Vec<FoundDatabase>, Vec<FoundLogin>), HostError> {
        let mut connection = self.session().get().await;
        let doing = "looking at the databases";
        let rows = sqlx::query(DATABASES).bind(names).fetch_all(&mut *connection).await.map_err(db(doing))?;
        let databases = rows.iter().map(database).collect::<Result<_, _>>().map_err(db(doing))?;
        let doing = "looking at the logins";
        let rows = sqlx::query(LOGINS).bind(names).fetch_all(&mut *connection).await.map_err(db(doing))?;
        let logins = rows.iter().map(login).collect::<Result<_, _>>().map_err(db(doing))?;
        Ok((databases, logins))
    }

    /// Gives an active tenant's database and logins the rights and memberships that they were made with.
    ///
    /// # Errors
    /// [`HostError::Foreign`] when a name is somebody else's, [`HostError::Missing`] when something is gone.
    pub async fn mend_rights(&self, names: &PhysicalNames, marker: Marker) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        let mark = marker.to_string();
        let missing = |name: &str| HostError::Missing { what: name.to_owned() };
        let found = find_database(&mut connection, names.database.name()).await?;
        let found = found.ok_or_else(|| missing(names.database.name()))?;
        if let Some(foreign) = foreign(&found, names, &mark) {
            return Err(foreign);
        }
        for login in [&names.migrator, &names.app] {
            if !is_ours(&mut connection, login, &mark).await? {
                return Err(missing(login.name()));
            }
        }
        let PhysicalNames { database, migrator, app } = names;
        let sql = format!(
            "{}
             GRANT CONNECT ON DATABASE {database} TO {migrator}, {app};
             GRANT {OWNER_ROLE} TO {migrator};
             GRANT {APP_ROLE} TO {app};",
            close_to_public(database)
        );
        run(&mut connection, "setting the tenant's rights", sql).await
    }
}

fn database(row: &PgRow) -> Result<FoundDatabase, sqlx::Error> {
    Ok(FoundDatabase {
        name: row.try_get("name")?,
        owner: row.try_get("owner")?,
        mark: row.try_get("mark")?,
        is_open: row.try_get("open")?,
        limit: row.try_get("connections")?,
        rights: row.try_get("rights")?,
    })
}

fn login(row: &PgRow) -> Result<FoundLogin, sqlx::Error> {
    let (groups, grantors): (Vec<String>, Vec<Option<String>>) = (row.try_get("groups")?, row.try_get("grantors")?);
    let granted = groups.into_iter().zip(grantors);
    Ok(FoundLogin {
        name: row.try_get("name")?,
        mark: row.try_get("mark")?,
        is_open: row.try_get("open")?,
        is_powerful: row.try_get("powerful")?,
        sessions: row.try_get("sessions")?,
        memberships: granted.map(|(group, grantor)| Membership { group, grantor }).collect(),
    })
}
