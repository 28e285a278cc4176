//! What the schema of a Supabase project may lean on, made in a database that has no Supabase: so far that files can be
//! tried there. Rows that point to users don't find them.

use crate::domain::ident::Ident;
use crate::domain::supabase_schemas::SUPABASE_SCHEMAS;
use crate::postgres::{Connection, DatabaseError, begin, commit, db};

/// What a project has.
#[derive(Debug, Clone, Default)]
pub struct Needs {
    /// The schemas that aren't Supabase's.
    pub schemas: Vec<String>,
    /// Its extensions.
    pub extensions: Vec<String>,
}

/// The functions that policies and defaults call, as the Auth server makes them, and the table that keys point to.
const AUTH: &str = "
    CREATE SCHEMA auth;
    CREATE TABLE auth.users (
        id uuid PRIMARY KEY, aud text, role text, email text, phone text, raw_app_meta_data jsonb,
        raw_user_meta_data jsonb, created_at timestamptz, updated_at timestamptz, deleted_at timestamptz
    );
    CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
    CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT (auth.jwt() ->> 'sub')::uuid $$;
    CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS $$ SELECT auth.jwt() ->> 'role' $$;
    CREATE FUNCTION auth.email() RETURNS text LANGUAGE sql STABLE AS $$ SELECT auth.jwt() ->> 'email' $$";

/// Reads the major version of the server.
///
/// # Errors
/// [`DatabaseError`].
pub async fn server_major(connection: &mut Connection) -> Result<i32, DatabaseError> {
    let sql = "SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4 OPERATOR(pg_catalog./) 10000";
    sqlx::query_scalar(sql).fetch_one(connection).await.map_err(db("asking for the server's version"))
}

/// Names the schemas of a project's database that aren't Supabase's: what is in them is the tenant's.
///
/// # Errors
/// [`DatabaseError`].
pub async fn own_schemas(connection: &mut Connection) -> Result<Vec<String>, DatabaseError> {
    let schemas = sqlx::query_scalar(
        "SELECT n.nspname::pg_catalog.text FROM pg_catalog.pg_namespace n
         WHERE NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_')
             AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'
             AND NOT n.nspname::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($1) ORDER BY 1",
    )
    .bind(SUPABASE_SCHEMAS.map(str::to_owned).to_vec())
    .persistent(false)
    .fetch_all(connection);
    schemas.await.map_err(db("looking at the project's schemas"))
}

/// Looks at a project.
///
/// # Errors
/// [`DatabaseError`].
pub async fn needs(connection: &mut Connection) -> Result<Needs, DatabaseError> {
    let schemas = own_schemas(connection).await?;
    let sql = "SELECT e.extname::pg_catalog.text FROM pg_catalog.pg_extension e
               WHERE e.extname OPERATOR(pg_catalog.<>) 'plpgsql' ORDER BY 1";
    let extensions = sqlx::query_scalar(sql).fetch_all(connection).await;
    Ok(Needs { schemas, extensions: extensions.map_err(db("looking at the project's extensions"))? })
}

/// Makes it in an empty database, as the role that owns what comes. An extension that this server hasn't, or that only a
/// superuser may make, is left out: what needs it fails later and says so.
///
/// # Errors
/// [`DatabaseError`].
pub async fn make(connection: &mut Connection, needs: &Needs) -> Result<(), DatabaseError> {
    let doing = "making what the project's schema leans on";
    let run = async |connection: &mut Connection, sql: String| {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await.map_err(db(doing))
    };
    run(connection, AUTH.to_owned()).await?;
    run(connection, "CREATE SCHEMA extensions".to_owned()).await?;
    for schema in needs.schemas.iter().filter(|schema| *schema != "public") {
        let Ok(schema) = Ident::new(schema.clone()) else { continue };
        run(connection, format!("CREATE SCHEMA {schema}")).await?;
    }
    for extension in &needs.extensions {
        let Ok(extension) = Ident::new(extension.clone()) else { continue };
        let mut transaction = begin(connection).await?;
        match run(&mut transaction, format!("CREATE EXTENSION IF NOT EXISTS {extension} SCHEMA extensions")).await {
            Ok(_) => commit(transaction).await?,
            Err(error) => {
                tracing::debug!(%error, extension = extension.name(), "an extension is left out");
                transaction.rollback().await.map_err(db(doing))?;
            }
        }
    }
    Ok(())
}
