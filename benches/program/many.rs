//! Many tenants, and what a server does for as many databases without the program.

use crate::program::Program;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use std::ops::Range;
use std::time::Instant;

/// Connections, and tenants at once, for each side.
const AT_ONCE: usize = 4;

/// Provisions the tenants `tenant-0` and so on of these numbers; returns how long that took, in seconds.
pub(crate) fn provision(program: &Program, numbers: Range<usize>) -> f64 {
    let list = program.folder().join("tenants.csv");
    let ids: String = numbers.map(|n| format!("tenant-{n}\n")).collect();
    std::fs::write(&list, format!("id\n{ids}")).expect("written");
    let jobs = AT_ONCE.to_string();
    program.run(&["provision", "--from", list.to_str().expect("a path"), "--region", "us-east-1", "-j", &jobs])
}

/// Clones the template into `bare_0` and so on; as [`on_each`].
pub(crate) async fn clones(options: &PgConnectOptions, numbers: Range<usize>) -> f64 {
    let mut looking = options.connect().await.expect("connects");
    let sql = "SELECT datname::text FROM pg_database WHERE datname LIKE 'tenantctl_template_%'";
    let template: String = sqlx::query_scalar(sql).fetch_one(&mut looking).await.expect("a template");
    let clone = |number| {
        format!("CREATE DATABASE bare_{number} TEMPLATE {template} STRATEGY WAL_LOG OWNER tenantctl_databases")
    };
    on_each(options, numbers, clone).await
}

/// Sends the statement of each number on some connections; returns how long that took, in seconds.
pub(crate) async fn on_each(
    options: &PgConnectOptions,
    numbers: Range<usize>,
    statement: impl Fn(usize) -> String,
) -> f64 {
    let begun = Instant::now();
    let worker = async |first: usize| {
        let mut connection = options.connect().await.expect("connects");
        for number in numbers.clone().skip(first).step_by(AT_ONCE) {
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement(number))).execute(&mut connection).await.expect("done");
        }
    };
    futures_util::future::join_all((0..AT_ONCE).map(worker)).await;
    begun.elapsed().as_secs_f64()
}
