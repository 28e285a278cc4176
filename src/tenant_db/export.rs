//! One snapshot of a tenant's database, and what is read in it: the tables, how many rows they have, and the rows.

use super::error::TenantDbError;
use super::ledger;
use super::session::TenantSession;
use super::snapshot::hold_snapshot;
use crate::domain::catalog::{TableName, quoted};
use crate::domain::migration::AppliedMigration;
use crate::postgres::{DatabaseError, db};
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, PgConnection, Row};

/// A table that has rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceTable {
    /// Its name.
    pub name: TableName,
    /// The columns that aren't computed from others.
    pub columns: Vec<String>,
    /// Its rows are in its partitions.
    is_partitioned: bool,
}

/// How the partitions of a table are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partitions {
    /// As tables of their own, as pg_dump does.
    Apart,
    /// As rows of their table.
    Together,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFormat {
    /// CSV with a header; NULL is nothing, an empty text is "".
    Csv,
    /// A JSON object a line, escaped as COPY does.
    Json,
}

/// A transaction that sees the database as it was at one moment, and changes nothing.
pub struct Snapshot<'s> {
    session: &'s mut TenantSession,
    /// What pg_dump is told, to see the same.
    pub id: String,
    /// The server's version.
    pub server_version: String,
    /// Which migrations had run.
    pub ledger: Vec<AppliedMigration>,
}

impl<'s> Snapshot<'s> {
    /// Takes it.
    ///
    /// # Errors
    /// [`TenantDbError`].
    pub async fn take(session: &'s mut TenantSession) -> Result<Self, TenantDbError> {
        let id = hold_snapshot(session).await?;
        let doing = "asking for the server's version";
        let (connection, limit) = session.parts();
        let asked = async {
            let version = sqlx::query_scalar("SELECT pg_catalog.current_setting('server_version')").persistent(false);
            version.fetch_one(&mut *connection).await.map_err(db(doing))
        };
        let server_version = limit.within(doing, asked).await?;
        let ledger = limit.within("reading the migration ledger", ledger::read(connection)).await?;
        Ok(Self { session, id, server_version, ledger })
    }

    /// Returns the tables of these schemas, of all if there are none, by name. Extensions' own are left out.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn tables(
        &mut self,
        schemas: &[&str],
        partitions: Partitions,
    ) -> Result<Vec<SourceTable>, DatabaseError> {
        tables(self.session, schemas, partitions).await
    }

    /// Returns the sequences of these schemas, of all if there are none, that gave a number already, and the last one.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn sequences(&mut self, schemas: &[&str]) -> Result<Vec<(TableName, i64)>, DatabaseError> {
        let doing = "reading the sequences";
        let sql = "SELECT s.schemaname::pg_catalog.text, s.sequencename::pg_catalog.text, s.last_value
            FROM pg_catalog.pg_sequences s
            WHERE s.last_value IS NOT NULL AND (pg_catalog.cardinality($1::pg_catalog.text[]) OPERATOR(pg_catalog.=) 0
                OR s.schemaname::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.text[]))
            ORDER BY 1, 2";
        let (connection, limit) = self.session.parts();
        let asked = async {
            let query = sqlx::query_as::<_, (String, String, i64)>(sql).bind(schemas).persistent(false);
            query.fetch_all(connection).await.map_err(db(doing))
        };
        let rows = limit.within(doing, asked).await?;
        Ok(rows.into_iter().map(|(schema, name, last)| (TableName { schema, name }, last)).collect())
    }

    /// Counts a table's rows.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn count(&mut self, table: &SourceTable) -> Result<u64, DatabaseError> {
        let sql = format!("SELECT pg_catalog.count(*) FROM {}", table.relation());
        let counted = sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql)).persistent(false).fetch_one(self.connection());
        let counted = counted.await.map_err(db(format!("counting the rows of {}", table.name)))?;
        Ok(u64::try_from(counted).unwrap_or(0))
    }

    /// Reads a table's rows, piece by piece.
    ///
    /// # Errors
    /// [`DatabaseError`], or what the reader returned; then the session is of no use any more.
    pub async fn rows<E: From<DatabaseError>>(
        &mut self,
        table: &SourceTable,
        format: RowFormat,
        mut each: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let columns = table.columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ");
        let select = format!("SELECT {columns} FROM {}", table.relation());
        let sql = match format {
            RowFormat::Csv => format!("COPY ({select}) TO STDOUT (FORMAT csv, HEADER)"),
            RowFormat::Json => format!("COPY (SELECT pg_catalog.row_to_json(r) FROM ({select}) AS r) TO STDOUT"),
        };
        let doing = format!("reading the rows of {}", table.name);
        let mut rows = self.connection().copy_out_raw(&sql).await.map_err(db(&*doing))?;
        while let Some(bytes) = rows.try_next().await.map_err(db(&*doing))? {
            each(&bytes)?;
        }
        Ok(())
    }

    fn connection(&mut self) -> &mut PgConnection {
        self.session.parts().0
    }
}

impl SourceTable {
    fn relation(&self) -> String {
        let only = if self.is_partitioned { "" } else { "ONLY " };
        format!("{only}{}", self.name.quoted())
    }
}

/// Returns the tables of these schemas, of all if there are none, by name. Extensions' own are left out.
///
/// # Errors
/// [`DatabaseError`].
pub async fn tables(
    session: &mut TenantSession,
    schemas: &[&str],
    partitions: Partitions,
) -> Result<Vec<SourceTable>, DatabaseError> {
    let doing = "looking for the tables";
    let which = match partitions {
        Partitions::Apart => "c.relkind::pg_catalog.text OPERATOR(pg_catalog.=) 'r'",
        Partitions::Together => {
            "c.relkind::pg_catalog.text OPERATOR(pg_catalog.=) ANY ('{r,p}'::pg_catalog.text[])
                    AND NOT c.relispartition"
        }
    };
    let sql = format!(
            "SELECT n.nspname::pg_catalog.text AS schema, c.relname::pg_catalog.text AS name,
                c.relkind::pg_catalog.text OPERATOR(pg_catalog.=) 'p' AS partitioned,
                ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND NOT a.attisdropped
                        AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2
                        AND a.attgenerated::pg_catalog.text OPERATOR(pg_catalog.=) '' ORDER BY a.attnum) AS columns
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE {which}
                AND n.nspname::pg_catalog.text OPERATOR(pg_catalog.<>) 'information_schema'
                AND n.nspname::pg_catalog.text OPERATOR(pg_catalog.!~~) 'pg\\_%'
                AND (pg_catalog.cardinality($1::pg_catalog.text[]) OPERATOR(pg_catalog.=) 0
                    OR n.nspname::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.text[]))
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
                        AND d.objid OPERATOR(pg_catalog.=) c.oid AND d.deptype::pg_catalog.text OPERATOR(pg_catalog.=) 'e')
            ORDER BY 1, 2"
        );
    let (connection, limit) = session.parts();
    let asked = async {
        let query = sqlx::query(AssertSqlSafe(sql)).bind(schemas).persistent(false);
        query.fetch_all(connection).await.map_err(db(doing))
    };
    let rows = limit.within(doing, asked).await?;
    let table = |row: &sqlx::postgres::PgRow| {
        let name = TableName { schema: row.try_get("schema")?, name: row.try_get("name")? };
        Ok(SourceTable { name, columns: row.try_get("columns")?, is_partitioned: row.try_get("partitioned")? })
    };
    rows.iter().map(table).collect::<Result<_, sqlx::Error>>().map_err(db(doing))
}
