//! Databases that live as long as a command: to see what the files make, or whether they run.

use super::cluster::{ClusterHost, find_database, run};
use super::logins::{self, LoginVerifiers};
use super::template::open_public_schema;
use super::{DatabaseHost, HostError, removal, rights};
use crate::domain::ident::{InvalidIdent, literal};
use crate::domain::names::{DATABASES_ROLE, PhysicalNames};
use crate::postgres::db;
use uuid::Uuid;

const PREFIX: &str = "tenantctl_scratch_";

/// A scratch database's names, which carry the number of its lock.
#[derive(Debug, Clone)]
pub struct ScratchDatabase {
    /// Its lock is held as long as somebody works in it.
    pub id: Uuid,
    /// The database and its two logins.
    pub names: PhysicalNames,
    mark: String,
}

impl ScratchDatabase {
    /// Names the scratch database of this number.
    ///
    /// # Errors
    /// [`InvalidIdent`], which no number reaches.
    pub fn of(id: Uuid) -> Result<Self, InvalidIdent> {
        let names = PhysicalNames::from_base(&format!("{PREFIX}{}", id.simple()))?;
        Ok(Self { id, names, mark: format!("tenantctl:v1:scratch={id}") })
    }
}

/// Reads the number in a database's or login's name; only such a name as is made here has one.
fn number(name: &str) -> Option<Uuid> {
    let rest = name.strip_prefix(PREFIX)?;
    let digits = rest.strip_suffix("_migrator").or(rest.strip_suffix("_app")).unwrap_or(rest);
    let id = Uuid::try_parse(digits).ok()?;
    (id.simple().to_string() == digits).then_some(id)
}

impl ClusterHost {
    /// Makes an empty database as a tenant's is made, with two logins. The caller holds its lock.
    ///
    /// # Errors
    /// [`HostError`]; what is there by then is taken away by [`Self::drop_scratch`].
    pub async fn create_scratch(&self, scratch: &ScratchDatabase, verifiers: &LoginVerifiers) -> Result<(), HostError> {
        let names = &scratch.names;
        let database = &names.database;
        {
            let mut connection = self.session().get().await;
            logins::ensure(&mut connection, names, &scratch.mark, verifiers).await?;
            let create = format!(
                "CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8' OWNER {DATABASES_ROLE} ALLOW_CONNECTIONS false"
            );
            run(&mut connection, "creating a scratch database", create).await?;
            let open = format!(
                "{}
                 GRANT CONNECT ON DATABASE {database} TO CURRENT_USER;
                 COMMENT ON DATABASE {database} IS {};
                 ALTER DATABASE {database} ALLOW_CONNECTIONS true",
                rights::close_to_public(database),
                literal(&scratch.mark),
            );
            run(&mut connection, "opening the scratch database", open).await?;
        }
        open_public_schema(self.session(), database).await?;
        let mut connection = self.session().get().await;
        let leave = format!("REVOKE CONNECT ON DATABASE {database} FROM CURRENT_USER");
        run(&mut connection, "leaving the scratch database", leave).await?;
        rights::grant(&mut connection, names, &scratch.mark).await
    }

    /// Drops a scratch database and its logins, as far as they are there.
    ///
    /// # Errors
    /// [`HostError`], also when something else has such a name.
    pub async fn drop_scratch(&self, scratch: &ScratchDatabase) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        let mut found = removal::database(&mut connection, &scratch.names, &scratch.mark).await?;
        // The logins may still be members of something inside it.
        if find_database(&mut connection, scratch.names.database.name()).await?.is_none() {
            found
                .left_alone
                .extend(removal::drop_logins(&mut connection, &scratch.names, &scratch.mark).await?.left_alone);
        }
        found.left_alone.into_iter().next().map_or(Ok(()), Err)
    }

    /// Drops the scratch databases that nobody works in any more: those of killed runs. What can't be dropped stays for the
    /// next time. Returns how many were dropped.
    ///
    /// # Errors
    /// [`HostError::Database`] when the server can't be asked.
    pub async fn sweep_scratch(&self) -> Result<usize, HostError> {
        let names: Vec<String> = sqlx::query_scalar(
            "SELECT d.datname::text FROM pg_catalog.pg_database d
             WHERE pg_catalog.pg_get_userbyid(d.datdba) = $1 AND pg_catalog.starts_with(d.datname::text, $2)
             UNION SELECT r.rolname::text FROM pg_catalog.pg_roles r WHERE pg_catalog.starts_with(r.rolname::text, $2)",
        )
        .bind(DATABASES_ROLE)
        .bind(PREFIX)
        .fetch_all(&mut *self.session().get().await)
        .await
        .map_err(db("looking for scratch databases"))?;
        let mut ids: Vec<Uuid> = names.iter().filter_map(|name| number(name)).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut dropped = 0;
        for id in ids {
            if !self.lock(id).await? {
                continue;
            }
            let done = match ScratchDatabase::of(id) {
                Ok(scratch) => self.drop_scratch(&scratch).await,
                Err(error) => Err(error.into()),
            };
            self.unlock(id).await?;
            match done {
                Ok(()) => dropped += 1,
                Err(error) => tracing::warn!(%error, "a scratch database that a killed run left stays"),
            }
        }
        Ok(dropped)
    }
}

#[cfg(test)]
mod tests {
    use super::{ScratchDatabase, number};
    use uuid::Uuid;

    #[test]
    fn only_its_own_names_have_a_number() {
        let id = Uuid::from_u128(0x1111_2222_3333_4444_5555_6666_7777_8888);
        let scratch = ScratchDatabase::of(id).expect("names");
        for name in [&scratch.names.database, &scratch.names.migrator, &scratch.names.app] {
            assert_eq!(number(name.name()), Some(id), "{name}");
        }
        for name in [
            "postgres",
            "tenantctl_scratch_",
            "tenantctl_scratch_1",
            "tenantctl_scratch_11112222-3333-4444-5555-666677778888",
            "tenantctl_scratch_11112222333344445555666677778888_other",
            "tenantctl_template_11112222333344445555666677778888",
        ] {
            assert_eq!(number(name), None, "{name}");
        }
    }
}
