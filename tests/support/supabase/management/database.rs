//! A project's pooler, its password and its temporary login roles.

use super::super::jwt::{LETTERS_DIGITS, random_text};
use super::super::project_server::set_password;
use super::super::state::Shared;
use super::super::wire::{Answer, Request};
use super::{error, ok, running, validate, with};
use serde_json::{Value, json};

/// How long a temporary login role works.
const LOGIN_SECONDS: i64 = 300;

pub(super) fn pooler(shared: &Shared, reference: &str) -> Result<Answer, Answer> {
    with(shared, reference, |project| {
        let port = if shared.options.transaction_pooler { 6543 } else { project.pooler.port };
        let user = format!("postgres.{reference}");
        let text = format!("postgresql://{user}:[YOUR-PASSWORD]@127.0.0.1:{port}/postgres");
        ok(&json!([{
            "identifier": reference,
            "database_type": "PRIMARY",
            "db_user": user,
            "db_host": "127.0.0.1",
            "db_port": port,
            "db_name": "postgres",
            "connection_string": text,
            "pool_mode": project.pool_mode,
            "default_pool_size": project.pool_size,
            "max_client_conn": null,
            "is_using_scram_auth": true,
            "connectionString": text,
        }]))
    })
}

pub(super) fn update_pooler(shared: &Shared, request: &Request, reference: &str) -> Result<Answer, Answer> {
    let body = validate::object(request, &["default_pool_size", "pool_mode"])?;
    let mode = validate::one_of(&body, "pool_mode", &["transaction", "session"])?;
    let size = body.get("default_pool_size").map(Value::as_i64);
    if size.flatten().is_some_and(|size| !(0..=3000).contains(&size)) {
        return Err(error(400, "default_pool_size must not be greater than 3000"));
    }
    with(shared, reference, |project| {
        if let Some(mode) = mode {
            project.pool_mode = if mode == "session" { "session" } else { "transaction" };
        }
        project.pool_size = size.unwrap_or(project.pool_size);
        ok(&json!({"default_pool_size": project.pool_size, "pool_mode": project.pool_mode}))
    })
}

/// Really changes it.
pub(super) async fn password(shared: &Shared, request: &Request, reference: &str) -> Result<Answer, Answer> {
    let body = validate::object(request, &["password"])?;
    let password = validate::text(&body, "password", 4, usize::MAX)?;
    set_password(&running(shared, reference).await?.pool, &password).await;
    Ok(ok(&json!({"message": "Successfully updated password"})))
}

/// A role that may become `postgres`, or read only.
pub(super) async fn login_role(shared: &Shared, request: &Request, reference: &str) -> Result<Answer, Answer> {
    let body = validate::object(request, &["read_only"])?;
    let Some(read_only) = body.get("read_only").and_then(Value::as_bool) else {
        return Err(error(400, "read_only must be a boolean value"));
    };
    let running = running(shared, reference).await?;
    let (role, password) =
        (format!("cli_login_{}", random_text(b"0123456789abcdef", 12)), random_text(LETTERS_DIGITS, 32));
    let until = chrono::Utc::now() + chrono::Duration::seconds(LOGIN_SECONDS);
    let group = if read_only { "supabase_read_only_user" } else { "postgres" };
    let make = format!(
        "CREATE ROLE {role} LOGIN NOINHERIT PASSWORD '{password}' VALID UNTIL '{}'; GRANT {group} TO {role}",
        until.to_rfc3339(),
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(make)).execute(&running.pool).await.expect("makes the role");
    Ok(Answer::json(201, &json!({"role": role, "password": password, "ttl_seconds": LOGIN_SECONDS})))
}

pub(super) async fn delete_login_roles(shared: &Shared, reference: &str) -> Result<Answer, Answer> {
    let running = running(shared, reference).await?;
    let drop = r"DO $$ DECLARE r name; BEGIN
        FOR r IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'cli\_login\_%' LOOP EXECUTE format('DROP ROLE %I', r); END LOOP;
    END $$";
    sqlx::raw_sql(drop).execute(&running.pool).await.expect("drops the roles");
    Ok(ok(&json!({"message": "ok"})))
}
