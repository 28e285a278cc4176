//! Everything that the master key protects, whatever table it is in.

use super::plane::PlaneError;
use crate::postgres::db;
use sqlx::{AssertSqlSafe, FromRow, PgConnection};

/// A column that the master key seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protected {
    /// A tenant's data key.
    TenantKey,
    /// The data key of a tenant without a name.
    PoolKey,
    /// A cluster's admin URL.
    ClusterUrl,
    /// The private part of a signing key.
    SigningKey,
}

/// How such a column is found.
struct Place {
    table: &'static str,
    key: &'static str,
    key_type: &'static str,
    first: &'static str,
    sealed: &'static str,
    kek: &'static str,
    label: &'static str,
}

const FIRST_UUID: &str = "00000000-0000-0000-0000-000000000000";

impl Protected {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::TenantKey, Self::PoolKey, Self::ClusterUrl, Self::SigningKey];

    fn place(self) -> Place {
        let of_uuid = |table, key, sealed, kek, label| Place {
            table,
            key,
            key_type: "uuid",
            first: FIRST_UUID,
            sealed,
            kek,
            label,
        };
        match self {
            Self::TenantKey => of_uuid(
                "tenant_keys",
                "tenant_uuid",
                "wrapped_key",
                "kek_id",
                "(SELECT t.id FROM control_plane.tenant_metadata t WHERE t.uuid = p.tenant_uuid)",
            ),
            Self::PoolKey => of_uuid("pool_members", "uuid", "wrapped_key", "kek_id", "p.database_name"),
            Self::ClusterUrl => of_uuid("clusters", "id", "admin_url", "admin_url_kek", "p.name"),
            Self::SigningKey => Place {
                table: "signing_keys",
                key: "kid",
                key_type: "text",
                first: "",
                sealed: "private_key",
                kek: "private_key_kek",
                label: "p.kid",
            },
        }
    }
}

/// A sealed value with what it is bound to.
#[derive(Debug, Clone, FromRow)]
pub struct ProtectedRow {
    /// The row: a uuid, or a signing key's id.
    pub key: String,
    /// Its name for a person, if it has one.
    pub label: Option<String>,
    /// What is sealed.
    pub sealed: Vec<u8>,
    /// With which key.
    pub kek_id: String,
}

/// Returns the next rows after one, in the order of their keys; with `other_than` only those that are sealed with another
/// key than that, locked until the transaction ends.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn protected_rows(
    connection: &mut PgConnection,
    what: Protected,
    other_than: Option<&str>,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<ProtectedRow>, PlaneError> {
    let Place { table, key, key_type, first, sealed, kek, label } = what.place();
    let lock = if other_than.is_some() { "FOR UPDATE" } else { "" };
    let sql = format!(
        "SELECT p.{key}::text AS key, {label} AS label, p.{sealed} AS sealed, p.{kek} AS kek_id
         FROM control_plane.{table} p
         WHERE p.{sealed} IS NOT NULL AND p.{key} > $1::{key_type} AND ($2::text IS NULL OR p.{kek} <> $2)
         ORDER BY p.{key} LIMIT $3 {lock}"
    );
    let rows = sqlx::query_as(AssertSqlSafe(sql))
        .bind(after.unwrap_or(first))
        .bind(other_than)
        .bind(limit)
        .fetch_all(connection)
        .await;
    Ok(rows.map_err(db(format!("reading {table}")))?)
}

/// Puts newly sealed values in the place of the old ones, and names the key that sealed them.
///
/// # Errors
/// [`PlaneError::Database`], or [`PlaneError::Stale`] when a row is gone that was locked.
pub async fn reseal_rows(
    connection: &mut PgConnection,
    what: Protected,
    kek_id: &str,
    rows: &[(String, Vec<u8>)],
) -> Result<(), PlaneError> {
    let Place { table, key, key_type, sealed, kek, .. } = what.place();
    let sql = format!(
        "UPDATE control_plane.{table} p SET {sealed} = new.sealed, {kek} = $1
         FROM ROWS FROM (unnest($2::text[]), unnest($3::bytea[])) AS new (key, sealed)
         WHERE p.{key} = new.key::{key_type}"
    );
    let (keys, values): (Vec<&str>, Vec<&[u8]>) =
        rows.iter().map(|(key, sealed)| (key.as_str(), sealed.as_slice())).unzip();
    let done = sqlx::query(AssertSqlSafe(sql)).bind(kek_id).bind(keys).bind(values).execute(connection).await;
    let done = done.map_err(db(format!("sealing {table} with the new master key")))?;
    PlaneError::expect_rows(table, rows.len() as u64, done.rows_affected())
}

/// What a data key seals.
#[derive(Debug, FromRow)]
pub struct SealedSecret {
    /// Whose data key.
    pub key: String,
    /// The column that it is bound to.
    pub name: String,
    /// What is sealed.
    pub sealed: Vec<u8>,
}

/// Returns what the data keys of these rows seal; nothing for rows that hold no data key.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn secrets_of(
    connection: &mut PgConnection,
    what: Protected,
    keys: &[String],
) -> Result<Vec<SealedSecret>, PlaneError> {
    let sql = match what {
        Protected::TenantKey => {
            "SELECT tenant_uuid::text AS key, name, sealed FROM control_plane.tenant_secrets
             WHERE tenant_uuid = ANY($1::text[]::uuid[]) ORDER BY 1, 2"
        }
        Protected::PoolKey => {
            "SELECT p.uuid::text AS key, s.name, s.sealed FROM control_plane.pool_members p,
                 LATERAL (VALUES ('migrator_password', p.migrator_password), ('app_password', p.app_password))
                     AS s (name, sealed)
             WHERE p.uuid = ANY($1::text[]::uuid[]) ORDER BY 1, 2"
        }
        Protected::ClusterUrl | Protected::SigningKey => return Ok(Vec::new()),
    };
    Ok(sqlx::query_as(sql).bind(keys).fetch_all(connection).await.map_err(db("reading sealed secrets"))?)
}
