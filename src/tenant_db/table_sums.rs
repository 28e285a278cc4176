//! What is in a tenant's tables, as one number each, to compare two copies of a database.

use super::error::TenantDbError;
use super::session::TenantSession;
use crate::postgres::db;
use std::collections::BTreeMap;

const DOING: &str = "summing up the tenant's tables";

/// Every table with rows of its own, quoted. What a materialized view has may be older than what it is made of, and a
/// copy makes it anew.
const TABLES: &str = "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE c.relkind OPERATOR(pg_catalog.=) 'r' AND c.relpersistence OPERATOR(pg_catalog.<>) 't'
        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    ORDER BY 1";

const SEQUENCES: &str = "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE c.relkind OPERATOR(pg_catalog.=) 'S' AND c.relpersistence OPERATOR(pg_catalog.<>) 't' ORDER BY 1";

/// A table's rows and the sum of their hashes, whatever their order.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TableSum {
    /// How many rows.
    pub rows: i64,
    /// The sum.
    pub sum: String,
}

/// How far a sequence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SequencePosition {
    name: String,
    last: i64,
    called: bool,
}

/// Sums up every table, however long it takes. The session is in a transaction.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn table_sums(session: &mut TenantSession) -> Result<BTreeMap<String, TableSum>, TenantDbError> {
    sqlx::raw_sql("SET LOCAL statement_timeout = 0").execute(&mut **session).await.map_err(db(DOING))?;
    let tables: Vec<String> =
        sqlx::query_scalar(TABLES).persistent(false).fetch_all(&mut **session).await.map_err(db(DOING))?;
    let mut sums = BTreeMap::new();
    for table in tables {
        // The alias is a name that no column has, or it would be that column.
        let sql = format!(
            "SELECT pg_catalog.count(*) AS rows,
                    coalesce(pg_catalog.sum(pg_catalog.hashtextextended(
                        tenantctl_whole_row::pg_catalog.text, 0)::pg_catalog.numeric), 0)::pg_catalog.text AS sum
             FROM ONLY {table} AS tenantctl_whole_row"
        );
        let sum = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false).fetch_one(&mut **session).await;
        sums.insert(table, sum.map_err(db(DOING))?);
    }
    Ok(sums)
}

/// Names the first table that differs.
pub fn first_difference(one: &BTreeMap<String, TableSum>, other: &BTreeMap<String, TableSum>) -> Option<String> {
    let rows = |sum: Option<&TableSum>| sum.map_or_else(|| "none".to_owned(), |sum| sum.rows.to_string());
    let names = one.keys().chain(other.keys().filter(|name| !one.contains_key(*name)));
    let mut different = names.filter(|name| one.get(*name) != other.get(*name));
    different.next().map(|name| format!("{name} ({} rows, {} in the copy)", rows(one.get(name)), rows(other.get(name))))
}

/// Reads how far every sequence is.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn sequences(session: &mut TenantSession) -> Result<Vec<SequencePosition>, TenantDbError> {
    let doing = "reading the tenant's sequences";
    let names: Vec<String> =
        sqlx::query_scalar(SEQUENCES).persistent(false).fetch_all(&mut **session).await.map_err(db(doing))?;
    let mut found = Vec::new();
    for name in names {
        let sql = format!("SELECT last_value, is_called FROM {name}");
        let row: (i64, bool) = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .persistent(false)
            .fetch_one(&mut **session)
            .await
            .map_err(db(doing))?;
        found.push(SequencePosition { name, last: row.0, called: row.1 });
    }
    Ok(found)
}

/// Sets the sequences of a copy to where the original's are: a number may be taken without a row.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn set_sequences(session: &mut TenantSession, positions: &[SequencePosition]) -> Result<(), TenantDbError> {
    for SequencePosition { name, last, called } in positions {
        sqlx::query("SELECT pg_catalog.setval($1::pg_catalog.regclass, $2, $3)")
            .bind(name)
            .bind(last)
            .bind(called)
            .persistent(false)
            .execute(&mut **session)
            .await
            .map_err(db("setting the copy's sequences"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{TableSum, first_difference};
    use std::collections::BTreeMap;

    #[test]
    fn names_what_differs() {
        let sums = |pairs: &[(&str, i64, &str)]| -> BTreeMap<String, TableSum> {
            let one = |(name, rows, sum): &(&str, i64, &str)| {
                ((*name).to_owned(), TableSum { rows: *rows, sum: (*sum).to_owned() })
            };
            pairs.iter().map(one).collect()
        };
        let original = sums(&[("a.b", 3, "7"), ("c.d", 0, "0")]);
        assert_eq!(first_difference(&original, &original), None);
        for (copy, text) in [
            (sums(&[("a.b", 2, "7"), ("c.d", 0, "0")]), "a.b (3 rows, 2 in the copy)"),
            (sums(&[("a.b", 3, "8"), ("c.d", 0, "0")]), "a.b (3 rows, 3 in the copy)"),
            (sums(&[("a.b", 3, "7")]), "c.d (0 rows, none in the copy)"),
            (sums(&[("a.b", 3, "7"), ("c.d", 0, "0"), ("e.f", 1, "1")]), "e.f (none rows, 1 in the copy)"),
        ] {
            assert_eq!(first_difference(&original, &copy).as_deref(), Some(text));
        }
    }
}
