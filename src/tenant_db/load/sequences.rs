//! Sequences behind columns that a load has filled itself.

use crate::domain::catalog::{Fill, Kind, Table, quoted};
use crate::domain::ident::literal;
use crate::postgres::{Connection, DatabaseError, db};

/// Moves the sequence of each column on to the largest value there is, so that the next row without one doesn't meet a
/// row that was loaded. Never back; a roll-back leaves it there, which only skips numbers.
///
/// # Errors
/// [`DatabaseError`].
pub async fn advance_sequences(
    connection: &mut Connection,
    table: &Table,
    columns: &[usize],
) -> Result<(), DatabaseError> {
    let numbered = columns.iter().filter_map(|at| table.columns.get(*at)).filter(|column| {
        matches!(column.fill, Fill::Default | Fill::Identity(_))
            && matches!(column.data_type.kind, Kind::Int2 | Kind::Int4 | Kind::Int8)
    });
    for column in numbered {
        let relation = table.name.quoted();
        let sql = format!(
            "SELECT pg_catalog.setval(s.name, m.largest)
             FROM (SELECT pg_catalog.pg_get_serial_sequence({}, {})::pg_catalog.regclass AS name) AS s,
                  (SELECT pg_catalog.max({}) AS largest FROM {relation}) AS m
             WHERE s.name IS NOT NULL
                 AND m.largest::pg_catalog.int8 OPERATOR(pg_catalog.>) COALESCE(pg_catalog.pg_sequence_last_value(s.name), 0)",
            literal(&relation),
            literal(&column.name),
            quoted(&column.name)
        );
        let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut *connection).await;
        done.map_err(db(format!("moving the sequence of {}.{} on", table.name, column.name)))?;
    }
    Ok(())
}
