//! The first SQL on a new embedded server: an operator that is no superuser, a database for the
//! control plane, and doors closed.

use super::HostError;
use super::cluster::run;
use crate::domain::ident::literal;
use crate::postgres::{Pins, Target, close, connect};
use std::time::Duration;

/// The operator's login on the embedded server.
pub const OPERATOR_LOGIN: &str = "tenantctl_operator";
/// The control plane's database on the embedded server.
pub const CONTROL_DATABASE: &str = "tenantctl";

/// Makes the operator and the control database, and closes `postgres`, `template1` and the
/// control database to everybody else. Running it again changes nothing.
///
/// # Errors
/// [`HostError::Database`].
pub async fn bootstrap_embedded(superuser: &Target, operator_verifier: &str) -> Result<(), HostError> {
    let mut connection = connect(superuser, "tenantctl bootstrap", &Pins::new(""), Duration::from_secs(30)).await?;
    let result = statements(&mut connection, operator_verifier).await;
    close(connection).await;
    result
}

async fn statements(connection: &mut sqlx::PgConnection, verifier: &str) -> Result<(), HostError> {
    let doing = "preparing the embedded server";
    let verifier = literal(verifier);
    let created = run(
        connection,
        doing,
        format!("CREATE ROLE {OPERATOR_LOGIN} LOGIN CREATEDB CREATEROLE NOSUPERUSER PASSWORD {verifier}"),
    );
    match created.await {
        Err(HostError::Database(e)) if e.is("42710") => {
            run(connection, doing, format!("ALTER ROLE {OPERATOR_LOGIN} LOGIN PASSWORD {verifier}")).await?;
        }
        other => other?,
    }
    let database = run(connection, doing, format!("CREATE DATABASE {CONTROL_DATABASE} OWNER {OPERATOR_LOGIN}"));
    match database.await {
        Err(HostError::Database(e)) if e.is("42P04") => {}
        other => other?,
    }
    let close: String = ["postgres", "template1", CONTROL_DATABASE]
        .iter()
        .map(|name| format!("REVOKE CONNECT, TEMPORARY ON DATABASE {name} FROM PUBLIC;\n"))
        .collect();
    run(connection, doing, close).await
}
