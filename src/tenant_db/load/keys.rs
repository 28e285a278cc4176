//! Indexes and keys out of the way while rows come in, and back exactly as they were.
//!
//! Building an index from rows that are there costs a third of keeping it up row by row. All of it
//! happens in the load's transaction, so nobody ever sees a table without its keys.

use super::transaction::run;
use crate::domain::catalog::{TableName, quoted};
use crate::postgres::{Connection, DatabaseError, db};
use sqlx::Row;
use sqlx::postgres::PgRow;

/// What is put back after the rows are in.
#[derive(Debug, Default)]
pub struct Dropped {
    indexes: Vec<Index>,
    foreign_keys: Vec<ForeignKey>,
}

impl Dropped {
    /// Tells whether there is nothing to put back.
    pub fn is_empty(&self) -> bool {
        self.indexes.is_empty() && self.foreign_keys.is_empty()
    }

    /// How many indexes are built anew.
    pub fn indexes(&self) -> usize {
        self.indexes.len()
    }

    /// Takes over what another one puts back.
    pub fn merge(&mut self, other: Self) {
        self.indexes.extend(other.indexes);
        self.foreign_keys.extend(other.foreign_keys);
    }
}

/// An index, and the constraint that it stands for.
#[derive(Debug)]
struct Index {
    table: String,
    schema: String,
    name: String,
    definition: String,
    constraint: Option<Constraint>,
    comment: Option<String>,
}

#[derive(Debug)]
struct Constraint {
    name: String,
    primary: bool,
    timing: &'static str,
    comment: Option<String>,
}

#[derive(Debug)]
struct ForeignKey {
    table: String,
    name: String,
    definition: String,
    comment: Option<String>,
}

/// Left alone: what the table is clustered on, its replica identity, exclusion constraints, an index in another
/// tablespace or with statistics of its own (neither is in the definition), one that an extension owns, an invalid one.
const INDEXES: &str = "SELECT pg_catalog.format('%I.%I', tn.nspname, t.relname) AS table_name,
    n.nspname::pg_catalog.text AS schema,
        c.relname::pg_catalog.text AS name,
        pg_catalog.pg_get_indexdef(i.indexrelid) AS definition, k.conname::pg_catalog.text AS constraint_name,
        k.contype::pg_catalog.text OPERATOR(pg_catalog.=) 'p' AS is_primary, k.condeferrable AS deferrable,
            k.condeferred AS deferred,
        pg_catalog.obj_description(i.indexrelid, 'pg_class') AS comment,
        pg_catalog.obj_description(k.oid, 'pg_constraint') AS constraint_comment
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) i.indrelid
        AND t.relkind::pg_catalog.text OPERATOR(pg_catalog.=) 'r' AND NOT t.relispartition
    JOIN pg_catalog.pg_namespace tn ON tn.oid OPERATOR(pg_catalog.=) t.relnamespace
    LEFT JOIN pg_catalog.pg_constraint k
        ON k.conindid OPERATOR(pg_catalog.=) i.indexrelid AND k.conrelid OPERATOR(pg_catalog.=) i.indrelid
            AND k.contype::pg_catalog.text OPERATOR(pg_catalog.=) ANY ('{p,u,x}'::pg_catalog.text[])
    WHERE i.indrelid OPERATOR(pg_catalog.=) $1::pg_catalog.text::pg_catalog.regclass::pg_catalog.oid
        AND i.indisvalid AND NOT i.indisclustered
        AND NOT i.indisreplident AND NOT i.indisexclusion AND c.reltablespace OPERATOR(pg_catalog.=) 0::pg_catalog.oid
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) i.indexrelid
            AND a.attstattarget::pg_catalog.int4 OPERATOR(pg_catalog.>) 0)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
                AND d.objid OPERATOR(pg_catalog.=) i.indexrelid
                    AND d.deptype::pg_catalog.text OPERATOR(pg_catalog.=) ANY ('{e,x}'::pg_catalog.text[]))
    ORDER BY k.contype::pg_catalog.text OPERATOR(pg_catalog.=) 'p' DESC NULLS LAST, c.relname";

/// Both ways: what the table refers to, and what refers to the table.
const FOREIGN_KEYS: &str = "SELECT pg_catalog.format('%I.%I', n.nspname, t.relname) AS table_name,
    k.conname::pg_catalog.text AS name,
        pg_catalog.pg_get_constraintdef(k.oid) AS definition,
            pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) k.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.relnamespace
    WHERE k.contype::pg_catalog.text OPERATOR(pg_catalog.=) 'f'
        AND k.conparentid OPERATOR(pg_catalog.=) 0::pg_catalog.oid
        AND (k.conrelid OPERATOR(pg_catalog.=) $1::pg_catalog.text::pg_catalog.regclass::pg_catalog.oid
            OR k.confrelid OPERATOR(pg_catalog.=) $1::pg_catalog.text::pg_catalog.regclass::pg_catalog.oid)
        AND ($2::pg_catalog.text IS NULL OR k.conname::pg_catalog.text OPERATOR(pg_catalog.=) $2::pg_catalog.text)
    ORDER BY 1, 2";

/// Drops every index and key of a table that can be put back, and the foreign keys from and to it.
/// The table must be locked. What something else needs, such as a view, is kept.
///
/// # Errors
/// [`DatabaseError`].
pub async fn drop_keys(connection: &mut Connection, table: &TableName) -> Result<Dropped, DatabaseError> {
    let mut dropped = Dropped { indexes: Vec::new(), foreign_keys: foreign_keys(connection, table, None).await? };
    let doing = format!("reading the indexes of {table}");
    let rows =
        sqlx::query(INDEXES).bind(table.quoted()).fetch_all(&mut *connection).await.map_err(db(doing.clone()))?;
    let indexes: Vec<Index> = rows.iter().map(index).collect::<Result<_, _>>().map_err(db(doing))?;
    let doing = format!("taking the keys of {table} away");
    run(connection, &doing, &drop_all(&dropped.foreign_keys)).await?;
    let all: Vec<String> = indexes.iter().map(drop_index).collect();
    match attempt(connection, &doing, &all.concat()).await {
        Ok(true) => dropped.indexes = indexes,
        Ok(false) => {
            // Something needs one of them: find out which, one by one.
            for index in indexes {
                if attempt(connection, &doing, &drop_index(&index)).await? {
                    dropped.indexes.push(index);
                }
            }
        }
        Err(error) => return Err(error),
    }
    Ok(dropped)
}

/// Drops some foreign keys of a table, by name.
///
/// # Errors
/// [`DatabaseError`].
pub async fn drop_foreign_keys(
    connection: &mut Connection,
    table: &TableName,
    names: &[String],
) -> Result<Dropped, DatabaseError> {
    let mut dropped = Dropped::default();
    for name in names {
        dropped.foreign_keys.extend(foreign_keys(connection, table, Some(name)).await?);
    }
    run(connection, &format!("taking foreign keys of {table} away"), &drop_all(&dropped.foreign_keys)).await?;
    Ok(dropped)
}

/// Builds the indexes, then adds the keys, the foreign ones last.
///
/// # Errors
/// [`DatabaseError`]: 23505 or 23503 when the rows break a key; its detail has the values.
pub async fn restore_keys(connection: &mut Connection, dropped: &Dropped) -> Result<(), DatabaseError> {
    for index in &dropped.indexes {
        run(connection, &format!("building the index {}", index.name), &build(index)).await?;
    }
    for key in &dropped.foreign_keys {
        let name = quoted(&key.name);
        let mut sql = format!("ALTER TABLE {} ADD CONSTRAINT {name} {};", key.table, key.definition);
        if let Some(comment) = &key.comment {
            let comment = crate::domain::ident::literal(comment);
            sql.push_str(&format!(" COMMENT ON CONSTRAINT {name} ON {} IS {comment};", key.table));
        }
        run(connection, &format!("adding the foreign key {}", key.name), &sql).await?;
    }
    Ok(())
}

async fn foreign_keys(
    connection: &mut Connection,
    table: &TableName,
    name: Option<&str>,
) -> Result<Vec<ForeignKey>, DatabaseError> {
    let doing = format!("reading the foreign keys of {table}");
    let rows = sqlx::query(FOREIGN_KEYS)
        .bind(table.quoted())
        .bind(name)
        .fetch_all(connection)
        .await
        .map_err(db(doing.clone()))?;
    let read = |row: &PgRow| -> Result<ForeignKey, sqlx::Error> {
        Ok(ForeignKey {
            table: row.try_get("table_name")?,
            name: row.try_get("name")?,
            definition: row.try_get("definition")?,
            comment: row.try_get("comment")?,
        })
    };
    rows.iter().map(read).collect::<Result<_, _>>().map_err(db(doing))
}

fn index(row: &PgRow) -> Result<Index, sqlx::Error> {
    let constraint = match row.try_get::<Option<String>, _>("constraint_name")? {
        None => None,
        Some(name) => Some(Constraint {
            name,
            primary: row.try_get("is_primary")?,
            timing: match (row.try_get("deferrable")?, row.try_get("deferred")?) {
                (false, _) => "",
                (true, false) => " DEFERRABLE",
                (true, true) => " DEFERRABLE INITIALLY DEFERRED",
            },
            comment: row.try_get("constraint_comment")?,
        }),
    };
    Ok(Index {
        table: row.try_get("table_name")?,
        schema: row.try_get("schema")?,
        name: row.try_get("name")?,
        definition: row.try_get("definition")?,
        constraint,
        comment: row.try_get("comment")?,
    })
}

fn drop_all(keys: &[ForeignKey]) -> String {
    keys.iter().map(|key| format!("ALTER TABLE {} DROP CONSTRAINT {};", key.table, quoted(&key.name))).collect()
}

fn drop_index(index: &Index) -> String {
    match &index.constraint {
        Some(constraint) => format!("ALTER TABLE {} DROP CONSTRAINT {};", index.table, quoted(&constraint.name)),
        None => format!("DROP INDEX {}.{};", quoted(&index.schema), quoted(&index.name)),
    }
}

/// Tries to drop; false if something depends on it (2BP01), and then nothing has changed.
async fn attempt(connection: &mut Connection, doing: &str, sql: &str) -> Result<bool, DatabaseError> {
    run(connection, doing, "SAVEPOINT tenantctl_keys").await?;
    match run(connection, doing, sql).await {
        Ok(()) => run(connection, doing, "RELEASE SAVEPOINT tenantctl_keys").await.map(|()| true),
        Err(error) if error.is("2BP01") => {
            run(connection, doing, "ROLLBACK TO SAVEPOINT tenantctl_keys").await.map(|()| false)
        }
        Err(error) => Err(error),
    }
}

fn build(index: &Index) -> String {
    let mut sql = format!("{};", index.definition);
    let name = format!("{}.{}", quoted(&index.schema), quoted(&index.name));
    if let Some(comment) = &index.comment {
        sql.push_str(&format!(" COMMENT ON INDEX {name} IS {};", crate::domain::ident::literal(comment)));
    }
    if let Some(constraint) = &index.constraint {
        let kind = if constraint.primary { "PRIMARY KEY" } else { "UNIQUE" };
        let (own, table) = (quoted(&constraint.name), &index.table);
        sql.push_str(&format!(
            " ALTER TABLE {table} ADD CONSTRAINT {own} {kind} USING INDEX {}{};",
            quoted(&index.name),
            constraint.timing
        ));
        if let Some(comment) = &constraint.comment {
            let comment = crate::domain::ident::literal(comment);
            sql.push_str(&format!(" COMMENT ON CONSTRAINT {own} ON {table} IS {comment};"));
        }
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::{Constraint, Index, build};

    #[test]
    fn builds_the_index_before_its_constraint() {
        let constraint = Constraint { name: "t_pkey".into(), primary: true, timing: " DEFERRABLE", comment: None };
        let index = Index {
            table: "public.t".into(),
            schema: "public".into(),
            name: "t_pkey".into(),
            definition: "CREATE UNIQUE INDEX t_pkey ON public.t USING btree (id)".into(),
            constraint: Some(constraint),
            comment: Some("it's".into()),
        };
        assert_eq!(
            build(&index),
            "CREATE UNIQUE INDEX t_pkey ON public.t USING btree (id); \
             COMMENT ON INDEX \"public\".\"t_pkey\" IS 'it''s'; \
             ALTER TABLE public.t ADD CONSTRAINT \"t_pkey\" PRIMARY KEY USING INDEX \"t_pkey\" DEFERRABLE;"
        );
    }
}
