//! A list of tenants, four at once, against bare clones of the same schema on four connections, in the same run.

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
    program.run(&["provision", "warm-up", "--region", "us-east-1"]);
    let list = program.folder().join("tenants.csv");
    let ids: String = (0..count).map(|n| format!("tenant-{n}\n")).collect();
    std::fs::write(&list, format!("id\n{ids}")).expect("written");
    let clones = bare_clones(&server::logins(&program).0, count);
    let ours =
        program.run(&["provision", "--from", list.to_str().expect("a path"), "--region", "us-east-1", "-j", "4"]);
    let rate = |seconds: f64| count as f64 / seconds;
    println!("bare clones            {:6.1} a second", rate(clones));
    println!("provision --from, -j 4 {:6.1} a second  ratio {:.2} (wanted: 0.7)", rate(ours), clones / ours);
}

fn bare_clones(options: &PgConnectOptions, count: usize) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut looking = options.connect().await.expect("connects");
        let template: String =
            sqlx::query_scalar("SELECT datname::text FROM pg_database WHERE datname LIKE 'tenantctl_template_%'")
                .fetch_one(&mut looking)
                .await
                .expect("a template");
        let begun = Instant::now();
        let worker = |first: usize| {
            let (options, template) = (options.clone(), template.clone());
            async move {
                let mut connection = options.connect().await.expect("connects");
                for number in (first..count).step_by(AT_ONCE) {
                    let sql = format!(
                        "CREATE DATABASE bare_{number} TEMPLATE {template} STRATEGY WAL_LOG OWNER tenantctl_databases"
                    );
                    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("cloned");
                }
            }
        };
        futures_util::future::join_all((0..AT_ONCE).map(worker)).await;
        begun.elapsed().as_secs_f64()
    })
}
