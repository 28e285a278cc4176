//! Temporary tables that rows pass through where they can't go straight into their table.

use super::transaction::run;
use crate::domain::catalog::{Fill, Table, quoted};
use crate::postgres::{Connection, DatabaseError, db};

/// The columns that every staging table begins with, after the row's own number: the number of
/// the input and of the record in it, line and column, and the group of columns that the row gives.
pub(super) const PLACE: [&str; 5] =
    ["tenantctl$input", "tenantctl$record", "tenantctl$line", "tenantctl$column", "tenantctl$group"];

/// The row's own number, in the order of the source.
pub(super) const NUMBER: &str = "tenantctl$row";

/// A staging table; it goes with the transaction.
#[derive(Debug, Clone)]
pub struct Staging {
    name: String,
    columns: Vec<String>,
}

impl Staging {
    /// Makes the table: the columns of `table` that can be written, without their constraints,
    /// and a text for each of the `lookups`.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn create(
        connection: &mut Connection,
        number: usize,
        table: &Table,
        lookups: usize,
    ) -> Result<Self, DatabaseError> {
        let name = format!("pg_temp.tenantctl_stage_{number}");
        let writable = || table.columns.iter().filter(|c| c.fill != Fill::Generated);
        let mut columns: Vec<String> = PLACE.iter().map(|&c| c.to_owned()).collect();
        columns.extend(writable().map(|c| c.name.clone()));
        columns.extend((0..lookups).map(lookup_column));
        let mut sql =
            format!("CREATE TEMPORARY TABLE {name} ({} pg_catalog.int8 GENERATED ALWAYS AS IDENTITY", quoted(NUMBER));
        for column in PLACE {
            sql.push_str(&format!(", {} pg_catalog.int8", quoted(column)));
        }
        for column in writable() {
            sql.push_str(&format!(", {} {}", quoted(&column.name), column.data_type.name));
        }
        for lookup in 0..lookups {
            sql.push_str(&format!(", {} pg_catalog.text", quoted(&lookup_column(lookup))));
        }
        sql.push_str(") ON COMMIT DROP");
        run(connection, &format!("making a staging table for {}", table.name), &sql).await?;
        Ok(Self { name, columns })
    }

    /// Returns the table as SQL writes it.
    pub fn relation(&self) -> &str {
        &self.name
    }

    /// Takes every row of these records out: number of the input, number of the record.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn forget(&self, connection: &mut Connection, records: &[(usize, u64)]) -> Result<(), DatabaseError> {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let inputs: Vec<i64> = records.iter().map(|(input, _)| i64::try_from(*input).unwrap_or(i64::MAX)).collect();
        let numbers: Vec<i64> = records.iter().map(|(_, record)| number(*record)).collect();
        let [input, record, ..] = PLACE;
        let sql = format!(
            "DELETE FROM {} s
             USING ROWS FROM (pg_catalog.unnest($1::pg_catalog.int8[]), pg_catalog.unnest($2::pg_catalog.int8[]))
                 AS gone (input, record)
             WHERE s.{} OPERATOR(pg_catalog.=) gone.input AND s.{} OPERATOR(pg_catalog.=) gone.record",
            self.name,
            quoted(input),
            quoted(record)
        );
        let done = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(inputs).bind(numbers).execute(connection).await;
        done.map(|_| ()).map_err(db("taking refused records out"))
    }

    /// Returns the columns that a COPY fills, in order.
    pub fn columns(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }
}

/// The column that holds what is looked up.
pub(super) fn lookup_column(number: usize) -> String {
    format!("tenantctl$lookup_{number}")
}
