//! A warm `provision` against a bare clone of the same template on the same server, in the same run.
//!
//! The floor connects with the same login and authentication as we do and sends one
//! CREATE DATABASE … TEMPLATE … STRATEGY WAL_LOG. Each round has both, in turns first: a clone writes some 9 MB of
//! write-ahead log, so about every second one pays for a new segment of 16 MB, and whoever always came at the same place
//! of a round would pay more or less often than the other. For the same reason the figures are means of all rounds but
//! the slowest and the fastest, not medians.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "provision/host_only.rs"]
mod host_only;
#[path = "provision/ledger_only.rs"]
mod ledger_only;
#[path = "provision/peers.rs"]
mod peers;

use sqlx::{ConnectOptions, Connection};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use tenantctl::host::local::{LocalConfig, LocalServer};

const ROUNDS: usize = 20;

/// A server of the bench's own, and what talks to it.
struct Bench {
    state: PathBuf,
    server: LocalServer,
    runtime: tokio::runtime::Runtime,
    template: String,
}

fn main() {
    let folder = tempfile::Builder::new().prefix("tctlbench").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("mode");
    let bench = Bench::new(&folder.path().join("state"));
    let [mut cloned, mut claimed, mut floor, mut host, mut ledger] = [const { Vec::new() }; 5];
    for round in 0..ROUNDS {
        let mut turns: [&mut dyn FnMut(); 3] = [
            &mut || floor.push(bench.bare_clone(round)),
            &mut || cloned.push(bench.provision(&format!("cloned-{round}"))),
            &mut || host.push(bench.host_only(round)),
        ];
        turns.rotate_left(round % 3);
        for turn in turns {
            turn();
        }
        bench.run(&["pool", "fill", "--size", "1"]);
        claimed.push(bench.provision(&format!("claimed-{round}")));
        ledger.push(bench.ledger_only(&format!("claimed-{round}")));
    }
    let start = mean((0..ROUNDS).map(|_| bench.run(&["completions", "bash"])).collect());
    let [cloned, claimed, floor, host, ledger] = [cloned, claimed, floor, host, ledger].map(mean);
    println!("bare clone             {floor:6.1} ms (connection included)");
    println!("provision              {cloned:6.1} ms (process included)  ratio {:.2} (wanted: 1.8)", cloned / floor);
    println!("provision, from a pool {claimed:6.1} ms (process included)  ratio {:.2} (wanted: 0.8)", claimed / floor);
    let share = 100.0 * ledger / cloned;
    println!("ledger, locks and log  {ledger:6.1} ms, {share:.1} % of a provision (wanted: 15)");
    println!("the server's part alone {host:5.1} ms, a process that does nothing {start:.1} ms");
    for (whose, statement) in [("bare", "CREATE DATABASE bare_"), ("ours", "CREATE DATABASE \"cloned_")] {
        println!("CREATE DATABASE, {whose} {:9.1} ms in the server", mean(bench.durations(statement)));
    }
    peers::print(&bench);
    bench.server.stop().expect("stops");
}

impl Bench {
    /// With one tenant, and so with a template, and with a server that logs how long clones take.
    fn new(state: &Path) -> Self {
        let config =
            LocalConfig { state_dir: state.to_owned(), path: std::env::var_os("PATH"), ..LocalConfig::default() };
        let server = LocalServer::open(config).expect("a server");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut bench = Self { state: state.to_owned(), server, runtime, template: String::new() };
        bench.provision("warm-up");
        bench.template = bench.runtime.block_on(async {
            let password = bench.server.superuser_password().expect("a password");
            let mut looking = bench.options("postgres", &password).connect().await.expect("connects");
            // Only what is as slow as a clone: a line for each statement would cost us more than the floor.
            let settings = "ALTER SYSTEM SET log_min_duration_statement = '10ms'";
            sqlx::raw_sql(settings).execute(&mut looking).await.expect("set");
            sqlx::raw_sql("SELECT pg_reload_conf()").execute(&mut looking).await.expect("reloaded");
            let sql = "SELECT datname::text FROM pg_database WHERE datname LIKE 'tenantctl_template_%'";
            let template = sqlx::query_scalar(sql).fetch_one(&mut looking).await.expect("a template");
            looking.close().await.expect("closes");
            template
        });
        bench
    }

    /// Runs the program; returns how long it took, in milliseconds.
    fn run(&self, arguments: &[&str]) -> f64 {
        let begun = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_tenantctl"))
            .args(arguments)
            .args(["-q", "-o", "json", "--no-env-file"])
            .env_remove("DATABASE_URL")
            .env_remove("TENANTCTL_DATABASE_URL")
            .env("TENANTCTL_STATE_DIR", &self.state)
            .stdout(Stdio::null())
            .status();
        assert!(status.expect("runs").success());
        milliseconds(begun)
    }

    fn provision(&self, id: &str) -> f64 {
        self.run(&["provision", id, "--region", "us-east-1"])
    }

    fn bare_clone(&self, round: usize) -> f64 {
        let options = self.operator();
        let template = &self.template;
        self.runtime.block_on(async {
            let begun = Instant::now();
            let mut connection = options.connect().await.expect("connects");
            let sql =
                format!("CREATE DATABASE bare_{round} TEMPLATE {template} STRATEGY WAL_LOG OWNER tenantctl_databases");
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("cloned");
            milliseconds(begun)
        })
    }

    fn operator(&self) -> sqlx::postgres::PgConnectOptions {
        self.options("tenantctl_operator", &self.server.read_or_create_password("operator").expect("a password"))
    }

    fn options(&self, user: &str, password: &str) -> sqlx::postgres::PgConnectOptions {
        let endpoint = self.server.endpoint().expect("it runs");
        sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .socket(&endpoint.socket_dir)
            .port(endpoint.port)
            .username(user)
            .password(password)
            .database("tenantctl")
    }

    /// What the server's log says of the statements that begin so, in milliseconds.
    fn durations(&self, beginning: &str) -> Vec<f64> {
        let log = std::fs::read_to_string(self.state.join("postgres/server.log")).expect("a log");
        let of = |line: &str| {
            let (duration, statement) = line.split_once("duration: ")?.1.split_once(" ms  ")?;
            statement.split_once(": ")?.1.starts_with(beginning).then(|| duration.parse().ok())?
        };
        log.lines().filter_map(of).collect()
    }
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

/// The mean without the fastest and the slowest tenth.
fn mean(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let kept = &values[values.len() / 10..values.len() - values.len() / 10];
    kept.iter().sum::<f64>() / kept.len() as f64
}
