//! A list of tenants, four at once, against bare clones of the same schema on four connections, in the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use sqlx::ConnectOptions;
use std::process::Command;
use std::time::Instant;
use tenantctl::host::local::{LocalConfig, LocalServer};

const AT_ONCE: usize = 4;

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(200);
    let folder = tempfile::Builder::new().prefix("tctlbench").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("mode");
    let state = folder.path().join("state");
    let run = |arguments: &[&str]| {
        let begun = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_tenantctl"))
            .args(arguments)
            .args(["-q", "-o", "json", "--no-env-file"])
            .env_remove("DATABASE_URL")
            .env_remove("TENANTCTL_DATABASE_URL")
            .env("TENANTCTL_STATE_DIR", &state)
            .stdout(std::process::Stdio::null())
            .status();
        assert!(status.expect("runs").success());
        begun.elapsed().as_secs_f64()
    };
    run(&["provision", "warm-up", "--region", "us-east-1"]);
    let list = folder.path().join("tenants.csv");
    let ids: String = (0..count).map(|n| format!("tenant-{n}\n")).collect();
    std::fs::write(&list, format!("id\n{ids}")).expect("written");
    let config = LocalConfig { state_dir: state.clone(), path: std::env::var_os("PATH"), ..LocalConfig::default() };
    let server = LocalServer::open(config).expect("a server");
    let clones = bare_clones(&server, count);
    let ours = run(&["provision", "--from", list.to_str().expect("a path"), "--region", "us-east-1", "-j", "4"]);
    let rate = |seconds: f64| count as f64 / seconds;
    println!("bare clones            {:6.1} a second", rate(clones));
    println!("provision --from, -j 4 {:6.1} a second  ratio {:.2} (wanted: 0.7)", rate(ours), clones / ours);
    server.stop().expect("stops");
}

fn bare_clones(server: &LocalServer, count: usize) -> f64 {
    let endpoint = server.endpoint().expect("it runs");
    let password = server.read_or_create_password("operator").expect("a password");
    let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
        .socket(&endpoint.socket_dir)
        .port(endpoint.port)
        .username("tenantctl_operator")
        .password(&password)
        .database("tenantctl");
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
