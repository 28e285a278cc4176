//! What the schema of a database consists of, as its catalog says.
//!
//! The search path is empty while it is read, every name and operator is the system's own, and nothing of the tenant's is
//! executed: no default, no policy, no function. What is read is bounded.

mod database;
mod relations;
mod rights;
mod routines;

use super::error::TenantDbError;
use super::session::TenantSession;
use crate::domain::fingerprint::{Fingerprint, SchemaObject, of_project};
use crate::domain::ident::literal;
use crate::domain::supabase_schemas::SUPABASE_SCHEMAS;
use crate::postgres::db;
use aws_lc_rs::digest::{Context, SHA256};
use futures_util::TryStreamExt;
use sqlx::{PgConnection, Row};

const READING: &str = "reading the schema from the catalog";

/// How much is read at most, in bytes; a thousand tables have a tenth of it.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// How many characters of a definition are kept to be shown.
const SHOWN: usize = 8_000;

/// The names that one tenant has and another one hasn't.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnNames {
    /// The login that migrates, and the name that it has after the next rotation.
    pub migrator: Vec<String>,
    /// The application's login, and the name that it has after the next rotation.
    pub app: Vec<String>,
    /// The roles that own what is in the database, where they aren't the same everywhere.
    pub owner: Vec<String>,
    /// Only what can be the tenant's in a Supabase project is looked at.
    pub is_project: bool,
}

/// A schema as it was read.
#[derive(Debug, Clone)]
pub struct SchemaPrint {
    /// Its objects.
    pub objects: Fingerprint,
    /// A hash of all of them, in hex.
    pub hash: String,
    /// The server's major version, since each writes definitions in its own way.
    pub server: i32,
}

/// One snapshot. Compiling so long a statement takes longer than running it.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''; SET LOCAL jit = off";

/// What the parts of the statement share: schemas, members of extensions, relations, and roles, whose own names are
/// replaced where they are the tenant's.
const SHARED: &str = "WITH members AS MATERIALIZED (
        SELECT d.classid, d.objid FROM pg.pg_depend d WHERE d.deptype == 'e'),
    spaces AS MATERIALIZED (
        SELECT n.oid, pg.quote_ident(n.nspname::text) AS name, n.nspowner, n.nspacl FROM pg.pg_namespace n
        WHERE NOT pg.starts_with(n.nspname::text, 'pg_') AND n.nspname::text != 'information_schema'
            AND NOT n.nspname::text == ANY (HIDDEN)),
    roles AS MATERIALIZED (
        SELECT r.oid, CASE WHEN r.rolname::text == ANY (MIGRATOR) THEN '{migrator}'
                WHEN r.rolname::text == ANY (APP) THEN '{app}'
                WHEN r.rolname::text == ANY (OWNER) THEN '{owner}'
                ELSE pg.quote_ident(r.rolname::text) END AS name
        FROM pg.pg_roles r
        UNION ALL SELECT 0::pg.oid, 'PUBLIC'),
    relations AS MATERIALIZED (
        SELECT c.oid, c.relkind::text AS kind, pg.concat(s.name, '.', pg.quote_ident(c.relname::text)) AS name,
            o.name AS owner, c.relowner, c.relacl
        FROM pg.pg_class c JOIN spaces s ON s.oid == c.relnamespace JOIN roles o ON o.oid == c.relowner
        WHERE NOT EXISTS (SELECT FROM members m WHERE m.objid == c.oid
            AND m.classid == 'pg_catalog.pg_class'::pg.regclass::pg.oid))";

/// Reads the schema. `names` are the tenant's own, which are replaced by `{migrator}`, `{app}` and `{owner}`.
///
/// # Errors
/// [`TenantDbError::Database`]; [`TenantDbError::ForeignCatalog`] where there is more than any schema has.
pub async fn schema_print(session: &mut TenantSession, names: &OwnNames) -> Result<SchemaPrint, TenantDbError> {
    let (connection, limit) = session.parts();
    limit.within(READING, read(connection, names)).await
}

async fn read(connection: &mut PgConnection, names: &OwnNames) -> Result<SchemaPrint, TenantDbError> {
    let doing = READING;
    sqlx::raw_sql(BEGIN).execute(&mut *connection).await.map_err(db(doing))?;
    let mut objects = Vec::new();
    let mut bytes = 0;
    {
        let mut rows = sqlx::raw_sql(sqlx::AssertSqlSafe(statement(names))).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await.map_err(db(doing))? {
            let text = |at: usize| row.try_get::<Option<String>, _>(at).map_err(db(doing));
            let object = SchemaObject {
                kind: text(0)?.unwrap_or_default(),
                name: text(1)?.unwrap_or_default(),
                parent: text(2)?,
                definition: text(3)?.unwrap_or_default(),
                digest: text(4)?.unwrap_or_default(),
            };
            bytes += object.name.len() + object.definition.len() + 200;
            if bytes > MOST_BYTES {
                return Err(TenantDbError::ForeignCatalog(MOST_BYTES));
            }
            objects.push(object);
        }
    }
    let version = sqlx::raw_sql("SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4");
    let version = version.fetch_one(&mut *connection).await.map_err(db(doing))?;
    let server = version.try_get::<i32, _>(0).map_err(db(doing))? / 10_000;
    sqlx::raw_sql("ROLLBACK").execute(connection).await.map_err(db(doing))?;
    let objects = Fingerprint::new(if names.is_project { of_project(objects) } else { objects });
    let hash = hash(&objects);
    Ok(SchemaPrint { objects, hash, server })
}

fn hash(objects: &Fingerprint) -> String {
    let mut context = Context::new(&SHA256);
    for object in objects.objects() {
        for part in [&object.kind, &object.name, &object.digest] {
            context.update(part.as_bytes());
            context.update(&[0]);
        }
    }
    context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Puts the statement together.
fn statement(names: &OwnNames) -> String {
    let parts = [&relations::PARTS[..], &routines::PARTS, &rights::PARTS, &database::PARTS].concat();
    let others = database::others();
    let all: Vec<&str> = parts.into_iter().chain(others.iter().map(String::as_str)).collect();
    let sql = format!(
        "{SHARED} SELECT x.kind, x.name, x.parent, pg.left(x.definition, {SHOWN}),
            pg.encode(pg.sha256(pg.convert_to(x.definition, 'UTF8')), 'hex')
         FROM ({}) AS x (kind, name, parent, definition)",
        all.join("\nUNION ALL ")
    );
    let list = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
        format!("(ARRAY[{}]::pg_catalog.text[])", names.join(", "))
    };
    let own: Vec<String> =
        [&names.migrator, &names.app].into_iter().filter_map(|names| names.first()).cloned().collect();
    let hidden = if names.is_project { SUPABASE_SCHEMAS.map(str::to_owned).to_vec() } else { Vec::new() };
    system_names(&sql)
        .replace("(OWN)", &list(&own))
        .replace("(MIGRATOR)", &list(&names.migrator))
        .replace("(APP)", &list(&names.app))
        .replace("(OWNER)", &list(&names.owner))
        .replace("(HIDDEN)", &list(&hidden))
}

/// Writes the system's schema before everything that could be found in another one: `==`, `!=`, `++` (concatenation),
/// `pg.` and `::text` stand for it in the statements of this module, which else nobody could read.
fn system_names(sql: &str) -> String {
    sql.replace("::text", "::pg.text")
        .replace(" == ", " OPERATOR(pg.=) ")
        .replace(" != ", " OPERATOR(pg.<>) ")
        .replace(" ++ ", " OPERATOR(pg.||) ")
        .replace(" pg.", " pg_catalog.")
        .replace("(pg.", "(pg_catalog.")
        .replace("::pg.", "::pg_catalog.")
}

#[cfg(test)]
mod tests {
    use super::{OwnNames, statement};

    fn names() -> OwnNames {
        let two = |name: &str| vec![name.to_owned(), format!("{name}2")];
        OwnNames { migrator: two("a'b_migrator"), app: two("acme_app"), owner: Vec::new(), is_project: true }
    }

    #[test]
    fn every_operator_and_function_is_the_systems() {
        let sql = statement(&names());
        let code: String = sql.split('\'').step_by(2).collect::<Vec<_>>().join("''");
        for bare in [" = ", " <> ", " || ", " IN (", " LIKE ", "==", "!=", "++", " < ", " > ", " pg.", "(pg.", ":pg."] {
            assert!(!code.contains(bare), "{bare:?} in {}", &code[code.find(bare).unwrap_or(0)..][..200]);
        }
        for (at, _) in code.match_indices('(') {
            let head = &code[..at];
            let word: String = head.chars().rev().take_while(|c| c.is_alphanumeric() || "_.\"".contains(*c)).collect();
            let word: String = word.chars().rev().collect();
            let keyword = word.is_empty() || word.chars().all(|c| c.is_ascii_uppercase());
            assert!(keyword || word.starts_with("pg_catalog.") || word == "x" || word == "a", "{word}(");
        }
        assert!(sql.contains("'a''b_migrator'") && sql.contains("'storage'"));
        assert!(["MIGRATOR", "(APP)", "(OWN)", "(OWNER)", "HIDDEN"].iter().all(|word| !sql.contains(word)));
    }
}
