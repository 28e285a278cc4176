//! `purge --due` of many tenants, four at once, against bare DROP DATABASE of as many on four connections, in the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod program;
#[path = "program/server.rs"]
mod server;

use program::Program;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use std::time::Instant;

const AT_ONCE: usize = 4;

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(200);
    let program = Program::new();
    let list = program.folder().join("tenants.csv");
    let ids: String = (0..count).map(|n| format!("tenant-{n}\n")).collect();
    std::fs::write(&list, format!("id\n{ids}")).expect("written");
    program.run(&["provision", "--from", list.to_str().expect("a path"), "--region", "us-east-1", "-j", "4"]);
    for number in 0..count {
        let id = format!("tenant-{number}");
        program.run(&["deprovision", &id, "--confirm", &id, "--no-backup", "--yes", "--grace", "0"]);
    }
    let (operator, superuser) = server::logins(&program);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(clones(&operator, count));
    // Neither pays for what was written before.
    runtime.block_on(checkpoint(&superuser));
    let bare = runtime.block_on(on_each(&operator, count, |number| format!("DROP DATABASE bare_{number}")));
    runtime.block_on(checkpoint(&superuser));
    let ours = program.run(&["purge", "--due", "--yes", "-j", "4"]);
    let rate = |seconds: f64| count as f64 / seconds;
    println!("bare DROP DATABASE     {:6.1} a second", rate(bare));
    println!("purge --due, -j 4      {:6.1} a second  ratio {:.2} (wanted: 0.8)", rate(ours), bare / ours);
}

async fn clones(options: &PgConnectOptions, count: usize) {
    let mut looking = options.connect().await.expect("connects");
    let sql = "SELECT datname::text FROM pg_database WHERE datname LIKE 'tenantctl_template_%'";
    let template: String = sqlx::query_scalar(sql).fetch_one(&mut looking).await.expect("a template");
    let clone = |number| {
        format!("CREATE DATABASE bare_{number} TEMPLATE {template} STRATEGY WAL_LOG OWNER tenantctl_databases")
    };
    on_each(options, count, clone).await;
}

async fn checkpoint(superuser: &PgConnectOptions) {
    let mut connection = superuser.connect().await.expect("connects");
    sqlx::raw_sql("CHECKPOINT").execute(&mut connection).await.expect("a checkpoint");
}

/// Sends the statement of each number on [`AT_ONCE`] connections; returns how long that took, in seconds.
async fn on_each(options: &PgConnectOptions, count: usize, statement: impl Fn(usize) -> String) -> f64 {
    let begun = Instant::now();
    let worker = async |first: usize| {
        let mut connection = options.connect().await.expect("connects");
        for number in (first..count).step_by(AT_ONCE) {
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement(number))).execute(&mut connection).await.expect("done");
        }
    };
    futures_util::future::join_all((0..AT_ONCE).map(worker)).await;
    begun.elapsed().as_secs_f64()
}
