//! Rows of an export into the empty tables of a tenant, all in one transaction of its migrator: nobody ever sees a part
//! of them. Only rows are taken; nothing that an export says is run.

use super::export::{Partitions, SourceTable, tables};
use super::ledger;
use super::load::{
    Copying, Dropped, LoadRecord, LoadTransaction, drop_keys, find_load, is_empty, lock_tables, restore_keys, save_load,
};
use super::session::TenantSession;
use crate::domain::catalog::{TableName, quoted};
use crate::domain::migration::AppliedMigration;
use crate::postgres::{DatabaseError, db};
use crate::tenant_db::TenantDbError;
use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;
use std::time::Duration;

/// The triggers that are on, the way that each is.
const TRIGGERS: &str = "SELECT t.tgname::pg_catalog.text, t.tgenabled::pg_catalog.text
    FROM pg_catalog.pg_trigger t
    WHERE t.tgrelid OPERATOR(pg_catalog.=) $1::pg_catalog.text::pg_catalog.regclass::pg_catalog.oid
        AND NOT t.tgisinternal AND t.tgparentid OPERATOR(pg_catalog.=) 0::pg_catalog.oid
        AND t.tgenabled::pg_catalog.text OPERATOR(pg_catalog.<>) 'D'
    ORDER BY 1";

/// The rows of a restore come in.
pub struct Restoring<'s> {
    session: &'s mut TenantSession,
    dropped: Dropped,
    triggers: Vec<Trigger>,
}

struct Trigger {
    table: TableName,
    name: String,
    enable: &'static str,
}

impl<'s> Restoring<'s> {
    /// Begins the transaction, and waits at most `wait` until no other load runs in this database.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn begin(session: &'s mut TenantSession, wait: Duration) -> Result<Self, DatabaseError> {
        let (connection, limit) = session.parts();
        LoadTransaction::begin(connection, limit, wait).await?;
        Ok(Self { session, dropped: Dropped::default(), triggers: Vec::new() })
    }

    /// Reads which migrations have run.
    ///
    /// # Errors
    /// [`TenantDbError`].
    pub async fn ledger(&mut self) -> Result<Vec<AppliedMigration>, TenantDbError> {
        let (connection, limit) = self.session.parts();
        limit.within("reading the migration ledger", ledger::read(connection)).await
    }

    /// Returns when this export was restored here, if it was.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn earlier(&mut self, record: &LoadRecord) -> Result<Option<DateTime<Utc>>, DatabaseError> {
        let (connection, limit) = self.session.parts();
        find_load(connection, limit, &record.content_hash, &record.tables).await
    }

    /// Returns the tables of these schemas.
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

    /// Locks the tables against everybody, and returns those that have rows.
    ///
    /// # Errors
    /// [`DatabaseError`]: 55P03 when somebody doesn't let go in time.
    pub async fn lock(&mut self, tables: &[TableName]) -> Result<Vec<TableName>, DatabaseError> {
        let (connection, limit) = self.session.parts();
        if !tables.is_empty() {
            limit.within("locking the tables", lock_tables(connection, tables)).await?;
        }
        let mut filled = Vec::new();
        for table in tables {
            if !limit.within("looking for rows", is_empty(connection, table)).await? {
                filled.push(table.clone());
            }
        }
        Ok(filled)
    }

    /// Takes triggers, indexes and keys out of the way until the rows are in. The tables must be locked.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn make_way(&mut self, tables: &[TableName]) -> Result<(), DatabaseError> {
        let (connection, _) = self.session.parts();
        LoadTransaction::take_time(connection).await?;
        for table in tables {
            let doing = format!("switching the triggers of {table} off");
            let found =
                sqlx::query_as::<_, (String, String)>(TRIGGERS).bind(table.quoted()).fetch_all(&mut *connection);
            for (name, how) in found.await.map_err(db(&*doing))? {
                run(connection, &doing, &format!("ALTER TABLE {} DISABLE TRIGGER {}", table.quoted(), quoted(&name)))
                    .await?;
                let enable = match how.as_str() {
                    "A" => "ENABLE ALWAYS TRIGGER",
                    "R" => "ENABLE REPLICA TRIGGER",
                    _ => "ENABLE TRIGGER",
                };
                self.triggers.push(Trigger { table: table.clone(), name, enable });
            }
            self.dropped.merge(drop_keys(connection, table).await?);
        }
        Ok(())
    }

    /// Begins to take a table's rows, as COPY writes them, or as CSV with a header.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn copy(
        &mut self,
        table: &TableName,
        columns: &[String],
        is_csv: bool,
    ) -> Result<Copying<'_>, DatabaseError> {
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let options = if is_csv { "FORMAT csv, HEADER" } else { "FORMAT text" };
        Copying::of_format(self.session.parts().0, &table.quoted(), &columns, options).await
    }

    /// Takes rows from a JSON array of objects, and returns how many there were.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn insert_json(
        &mut self,
        table: &TableName,
        columns: &[String],
        array: &str,
    ) -> Result<u64, DatabaseError> {
        let relation = table.quoted();
        let columns = columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ");
        let list = if columns.is_empty() { String::new() } else { format!(" ({columns}) OVERRIDING SYSTEM VALUE") };
        let sql = format!(
            "INSERT INTO {relation}{list}
             SELECT {columns} FROM pg_catalog.json_populate_recordset(NULL::{relation}, $1::pg_catalog.json)"
        );
        let done = sqlx::query(AssertSqlSafe(sql)).bind(array).execute(self.session.parts().0).await;
        Ok(done.map_err(db(format!("loading {table}")))?.rows_affected())
    }

    /// Puts everything back that was taken out of the way, moves the sequences on, records the restore and commits.
    ///
    /// # Errors
    /// [`DatabaseError`]; of class `Unknown` it may have been made permanent nevertheless.
    pub async fn finish(
        self,
        sequences: &[(TableName, i64)],
        (record, again): (&LoadRecord, bool),
    ) -> Result<(), DatabaseError> {
        let Self { session, dropped, triggers } = self;
        let (connection, limit) = session.parts();
        restore_keys(connection, &dropped).await?;
        for Trigger { table, name, enable } in &triggers {
            let sql = format!("ALTER TABLE {} {enable} {}", table.quoted(), quoted(name));
            run(connection, &format!("switching the triggers of {table} on"), &sql).await?;
        }
        LoadTransaction::hurry(connection, limit).await?;
        for (sequence, last) in sequences {
            let doing = format!("moving the sequence {sequence} on");
            let sql = "SELECT pg_catalog.setval(c.oid::pg_catalog.regclass, $2) FROM pg_catalog.pg_class c
                WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)::pg_catalog.oid
                    AND c.relkind::pg_catalog.text OPERATOR(pg_catalog.=) 'S'";
            let moved = sqlx::query(sql).bind(sequence.quoted()).bind(last).execute(&mut *connection);
            limit.within(&doing, async { moved.await.map_err(db(&*doing)) }).await?;
        }
        if !record.tables.is_empty() {
            save_load(connection, limit, record, again).await?;
        }
        crate::fail_point!("restore_dump.before_commit");
        LoadTransaction::commit(connection, limit).await
    }

    /// Gives it up: the database is as it was before.
    pub async fn give_up(self) {
        LoadTransaction::roll_back(self.session.parts().0).await;
    }
}

async fn run(connection: &mut sqlx::PgConnection, doing: &str, sql: &str) -> Result<(), DatabaseError> {
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await;
    done.map(|_| ()).map_err(db(doing))
}
