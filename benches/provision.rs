//! A warm `provision` against a bare clone of the same schema, in the same run.
//!
//! The floor connects with the same login and authentication as we do and sends one
//! CREATE DATABASE … TEMPLATE … STRATEGY WAL_LOG.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use sqlx::{ConnectOptions, Connection};
use std::process::Command;
use std::time::Instant;
use tenantctl::host::local::{LocalConfig, LocalServer};

const ROUNDS: usize = 15;

fn main() {
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
        begun.elapsed().as_secs_f64() * 1000.0
    };
    let provision = |id: &str| run(&["provision", id, "--region", "us-east-1"]);
    provision("warm-up");
    let config = LocalConfig { state_dir: state.clone(), path: std::env::var_os("PATH"), ..LocalConfig::default() };
    let server = LocalServer::open(config).expect("a server");
    let (mut cloned, mut claimed, mut floor) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        cloned.push(provision(&format!("cloned-{round}")));
        floor.push(bare_clone(&server, round));
        run(&["pool", "fill", "--size", "1"]);
        claimed.push(provision(&format!("claimed-{round}")));
    }
    let (cloned, claimed, floor) = (median(cloned), median(claimed), median(floor));
    println!("bare clone             {floor:6.1} ms (connection included)");
    println!("provision              {cloned:6.1} ms (process included)  ratio {:.2} (wanted: 1.8)", cloned / floor);
    println!("provision, from a pool {claimed:6.1} ms (process included)  ratio {:.2} (wanted: 0.8)", claimed / floor);
    server.stop().expect("stops");
}

fn bare_clone(server: &LocalServer, round: usize) -> f64 {
    let endpoint = server.endpoint().expect("it runs");
    let password = server.read_or_create_password("operator").expect("a password");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .socket(&endpoint.socket_dir)
            .port(endpoint.port)
            .username("tenantctl_operator")
            .password(&password)
            .database("tenantctl");
        let mut looking = options.connect().await.expect("connects");
        let template: String =
            sqlx::query_scalar("SELECT datname::text FROM pg_database WHERE datname LIKE 'tenantctl_template_%'")
                .fetch_one(&mut looking)
                .await
                .expect("a template");
        looking.close().await.expect("closes");
        let begun = Instant::now();
        let mut connection = options.connect().await.expect("connects");
        let sql =
            format!("CREATE DATABASE bare_{round} TEMPLATE {template} STRATEGY WAL_LOG OWNER tenantctl_databases");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("cloned");
        begun.elapsed().as_secs_f64() * 1000.0
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
