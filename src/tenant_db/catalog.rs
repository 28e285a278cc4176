//! The tables of a tenant's database as PostgreSQL describes them: nothing about a table is
//! known from anywhere else.

use super::catalog_types::{TypeRow, resolve};
use super::session::TenantSession;
use crate::domain::catalog::{Catalog, Check, Column, Fill, ForeignKey, Kind, Table, TableName, UniqueKey};
use crate::postgres::{Connection, DatabaseError, db};
use sqlx::Row;
use sqlx::postgres::PgRow;
use std::collections::HashMap;
use std::sync::Arc;

/// Tables that rows can be written to; extensions' own and the bookkeeping are left out.
const TABLES: &str = "SELECT c.oid::pg_catalog.int8 AS oid, n.nspname::pg_catalog.text AS schema,
    c.relname::pg_catalog.text AS name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE c.relkind::pg_catalog.text OPERATOR(pg_catalog.=) ANY ('{r,p}'::pg_catalog.text[])
        AND n.nspname::pg_catalog.text OPERATOR(pg_catalog.<>) ALL ('{pg_catalog,information_schema,tenantctl}'::pg_catalog.text[])
        AND n.nspname::pg_catalog.text OPERATOR(pg_catalog.!~~) 'pg\\_%'::pg_catalog.text AND NOT c.relispartition
    ORDER BY 2, 3";

const COLUMNS: &str = "SELECT a.attrelid::pg_catalog.int8 AS relation, a.attname::pg_catalog.text AS name,
        a.atttypid::pg_catalog.int8 AS type, a.atttypmod AS typmod, a.attnotnull AS not_null,
        a.atthasdef AS has_default, a.attidentity::pg_catalog.text AS identity,
            a.attgenerated::pg_catalog.text AS generated,
        t.typdefault IS NOT NULL AS type_default,
        pg_catalog.format_type(a.atttypid, a.atttypmod) AS declared
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
    WHERE a.attrelid OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.int8[]::pg_catalog.oid[])
        AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
    ORDER BY a.attrelid, a.attnum";

const TYPES: &str = "WITH RECURSIVE used (oid) AS (
        SELECT DISTINCT a.atttypid FROM pg_catalog.pg_attribute a
        WHERE a.attrelid OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.int8[]::pg_catalog.oid[])
            AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
        UNION
        SELECT CASE WHEN t.typbasetype OPERATOR(pg_catalog.<>) 0::pg_catalog.oid THEN t.typbasetype ELSE t.typelem END
        FROM used u JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) u.oid
        WHERE t.typbasetype OPERATOR(pg_catalog.<>) 0::pg_catalog.oid
            OR t.typcategory::pg_catalog.text OPERATOR(pg_catalog.=) 'A')
    SELECT t.oid::pg_catalog.int8 AS oid, t.typname::pg_catalog.text AS name, t.typbasetype::pg_catalog.int8 AS base,
        t.typtypmod AS typmod, t.typnotnull AS not_null, t.typelem::pg_catalog.int8 AS element,
        t.typcategory::pg_catalog.text OPERATOR(pg_catalog.=) 'A'
            AND t.typbasetype OPERATOR(pg_catalog.=) 0::pg_catalog.oid AS is_array,
        CASE WHEN t.typtype::pg_catalog.text OPERATOR(pg_catalog.=) 'e'
            THEN ARRAY(SELECT e.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum e
            WHERE e.enumtypid OPERATOR(pg_catalog.=) t.oid ORDER BY e.enumsortorder) END AS labels,
        pg_catalog.format_type(t.oid, NULL) AS shown
    FROM used u JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) u.oid";

const KEYS: &str =
    "SELECT i.indrelid::pg_catalog.int8 AS relation, c.relname::pg_catalog.text AS name, i.indisprimary AS is_primary,
        i.indpred IS NOT NULL AS partial, NOT i.indnullsnotdistinct AS nulls_distinct, NOT i.indimmediate AS deferrable,
        ARRAY(SELECT a.attname::pg_catalog.text
            FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS k (number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) i.indrelid
                AND a.attnum OPERATOR(pg_catalog.=) k.number
            WHERE k.place OPERATOR(pg_catalog.<=) i.indnkeyatts::pg_catalog.int8 ORDER BY k.place) AS columns
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
    WHERE i.indrelid OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.int8[]::pg_catalog.oid[]) AND i.indisunique
        AND i.indisvalid
        AND i.indexprs IS NULL
    ORDER BY i.indrelid, NOT i.indisprimary, c.relname";

const FOREIGN_KEYS: &str = "SELECT k.conrelid::pg_catalog.int8 AS relation, k.conname::pg_catalog.text AS name,
        k.confrelid::pg_catalog.int8 AS target,
        ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) k.conrelid
                AND a.attnum OPERATOR(pg_catalog.=) u.number
            ORDER BY u.place) AS columns,
        ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) k.confrelid
                AND a.attnum OPERATOR(pg_catalog.=) u.number
            ORDER BY u.place) AS target_columns
    FROM pg_catalog.pg_constraint k
    WHERE k.contype::pg_catalog.text OPERATOR(pg_catalog.=) 'f'
        AND k.conparentid OPERATOR(pg_catalog.=) 0::pg_catalog.oid
            AND k.conrelid OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.int8[]::pg_catalog.oid[])
    ORDER BY k.conrelid, k.conname";

const CHECKS: &str = "SELECT k.conrelid::pg_catalog.int8 AS relation, k.conname::pg_catalog.text AS name,
        ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) k.conrelid
                AND a.attnum OPERATOR(pg_catalog.=) u.number
            ORDER BY u.place) AS columns
    FROM pg_catalog.pg_constraint k
    WHERE k.contype::pg_catalog.text OPERATOR(pg_catalog.=) 'c'
        AND k.conrelid OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.int8[]::pg_catalog.oid[])
    ORDER BY k.conrelid, k.conname";

/// Reads every table that rows can be written to.
///
/// # Errors
/// [`DatabaseError`].
pub async fn catalog(session: &mut TenantSession) -> Result<Catalog, DatabaseError> {
    let (connection, limit) = session.parts();
    limit.within(READING, read(connection)).await
}

const READING: &str = "reading the tables of the database";

async fn read(connection: &mut Connection) -> Result<Catalog, DatabaseError> {
    let names: Vec<(i64, String, String)> =
        sqlx::query_as(TABLES).fetch_all(&mut *connection).await.map_err(db(READING))?;
    let oids: Vec<i64> = names.iter().map(|(oid, ..)| *oid).collect();
    let mut rows = Vec::with_capacity(5);
    for query in [TYPES, COLUMNS, KEYS, FOREIGN_KEYS, CHECKS] {
        rows.push(sqlx::query(query).bind(&oids).fetch_all(&mut *connection).await.map_err(db(READING))?);
    }
    assemble(names, &rows).map_err(db(READING))
}

fn assemble(names: Vec<(i64, String, String)>, rows: &[Vec<PgRow>]) -> Result<Catalog, sqlx::Error> {
    let [types, columns, keys, foreign, checks] = rows else { return Ok(Catalog::default()) };
    let types: HashMap<i64, TypeRow> =
        types.iter().map(TypeRow::read).map(|r| r.map(|row| (row.oid, row))).collect::<Result<_, _>>()?;
    let mut tables: HashMap<i64, Table> = HashMap::new();
    for (oid, schema, name) in &names {
        let name = TableName { schema: schema.clone(), name: name.clone() };
        let empty = Table { name, columns: Vec::new(), keys: Vec::new(), foreign_keys: Vec::new(), checks: Vec::new() };
        tables.insert(*oid, empty);
    }
    let full_names: HashMap<i64, TableName> = tables.iter().map(|(oid, table)| (*oid, table.name.clone())).collect();
    for row in columns {
        let column = column(row, &types)?;
        if let Some(table) = tables.get_mut(&row.try_get("relation")?) {
            table.columns.push(column);
        }
    }
    for row in keys {
        let key = UniqueKey {
            name: row.try_get("name")?,
            columns: row.try_get("columns")?,
            primary: row.try_get("is_primary")?,
            partial: row.try_get("partial")?,
            nulls_distinct: row.try_get("nulls_distinct")?,
            deferrable: row.try_get("deferrable")?,
        };
        if let Some(table) = tables.get_mut(&row.try_get("relation")?) {
            table.keys.push(key);
        }
    }
    for row in foreign {
        let Some(target) = full_names.get(&row.try_get("target")?) else { continue };
        let key = ForeignKey {
            name: row.try_get("name")?,
            columns: row.try_get("columns")?,
            target: target.clone(),
            target_columns: row.try_get("target_columns")?,
        };
        if let Some(table) = tables.get_mut(&row.try_get("relation")?) {
            table.foreign_keys.push(key);
        }
    }
    for row in checks {
        let check = Check { name: row.try_get("name")?, columns: row.try_get("columns")? };
        if let Some(table) = tables.get_mut(&row.try_get("relation")?) {
            table.checks.push(check);
        }
    }
    Ok(Catalog { tables: names.iter().filter_map(|(oid, ..)| tables.remove(oid)).map(Arc::new).collect() })
}

fn column(row: &PgRow, types: &HashMap<i64, TypeRow>) -> Result<Column, sqlx::Error> {
    let oid: i64 = row.try_get("type")?;
    let (mut data_type, domain_not_null) = resolve(oid, row.try_get("typmod")?, types);
    if matches!(data_type.kind, Kind::Other | Kind::Array(_)) && types.get(&oid).is_some_and(|t| !t.is_domain()) {
        // Only PostgreSQL knows how to write its modifier.
        data_type.name = row.try_get("declared")?;
    }
    let identity: String = row.try_get("identity")?;
    let generated: String = row.try_get("generated")?;
    let has_default = row.try_get::<bool, _>("has_default")? || row.try_get::<bool, _>("type_default")?;
    let fill = match (generated.as_str(), identity.as_str(), has_default) {
        ("", "", false) => Fill::Nothing,
        ("", "", true) => Fill::Default,
        ("", kind, _) => Fill::Identity(kind == "a"),
        _ => Fill::Generated,
    };
    let nullable = !row.try_get::<bool, _>("not_null")? && !domain_not_null;
    Ok(Column { name: row.try_get("name")?, data_type, nullable, fill })
}
