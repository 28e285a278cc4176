//! What a control plane with 100,000 tenants answers at once: `migrate status` and the first page of `list`, each against
//! the bare query that reads as much, in the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;
use tenantctl::host::local::{LocalConfig, LocalServer};

const ROUNDS: usize = 15;

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::Builder::new().prefix("tctlbench").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("mode");
    let bench = Bench { folder };
    let _initialised = bench.timed(&["init"]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut plane = runtime.block_on(bench.plane());
    runtime.block_on(async {
        let sql = format!(
            "INSERT INTO control_plane.tenant_metadata
                 (uuid, id, name, provider, region, database_name, migrator_login, app_login, status, schema_version, labels)
             SELECT gen_random_uuid(), 'tenant-' || n, 'Tenant ' || n, 'local', 'us-east-1', 'db_' || n, 'm_' || n, 'a_' || n,
                    CASE WHEN n % 100 = 0 THEN 'suspended' ELSE 'active' END,
                    CASE WHEN n % 5000 = 0 THEN NULL ELSE 20260101000010 - (n % 50 = 0)::int - (n % 997 = 0)::int END, '{{}}'
             FROM generate_series(1, {count}) n"
        );
        run(&mut plane, &sql).await;
        run(&mut plane, "VACUUM (ANALYZE) control_plane.tenant_metadata").await;
    });
    let mut bare = |sql: &str| {
        best(|| {
            let begun = Instant::now();
            runtime.block_on(run(&mut plane, sql));
            begun.elapsed().as_secs_f64()
        })
    };
    let counted = bare(
        "SELECT t.schema_version, count(*) FROM control_plane.tenant_metadata t WHERE t.status <> 'deleted' GROUP BY 1",
    );
    let page = bare("SELECT * FROM control_plane.tenant_metadata WHERE status <> 'deleted' ORDER BY id LIMIT 100");
    // What every command does besides: its process, its connection.
    let nothing = best(|| bench.timed(&["list", "--selector", "region=eu-west-1"]));
    let status = best(|| bench.timed(&["migrate", "status"]));
    let first = best(|| bench.first_line(&["list", "-o", "ndjson"]));
    println!("{count} tenants; a command that finds none {:.0} ms", nothing * 1000.0);
    for (what, took, floor, wanted) in
        [("migrate status", status, counted, "below 300 ms"), ("list, first line", first, page, "")]
    {
        let ratio = took / (nothing + floor);
        println!(
            "{what:<17} {:6.0} ms, the bare query {:6.1} ms  ratio {ratio:.2} of both {wanted}",
            took * 1000.0,
            floor * 1000.0
        );
    }
    drop(plane);
    let _stopped = bench.timed(&["local", "stop"]);
}

struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenantctl"));
        command.args(arguments).args(["-q", "--no-env-file"]);
        command.env_remove("DATABASE_URL").env_remove("TENANTCTL_DATABASE_URL");
        command.env("TENANTCTL_STATE_DIR", self.folder.path().join("state"));
        command
    }

    fn timed(&self, arguments: &[&str]) -> f64 {
        let begun = Instant::now();
        let status = self.command(arguments).stdout(Stdio::null()).status();
        assert!(status.expect("runs").success(), "{arguments:?}");
        begun.elapsed().as_secs_f64()
    }

    /// How long it takes until something can be read.
    fn first_line(&self, arguments: &[&str]) -> f64 {
        let begun = Instant::now();
        let mut child = self.command(arguments).stdout(Stdio::piped()).spawn().expect("runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let took = begun.elapsed().as_secs_f64();
        assert!(line.contains("tenant-1"), "{line}");
        // Its reader is gone, so it ends.
        let _status = child.wait().expect("ends");
        took
    }

    async fn plane(&self) -> PgConnection {
        let config = LocalConfig {
            state_dir: self.folder.path().join("state"),
            path: std::env::var_os("PATH"),
            ..LocalConfig::default()
        };
        let server = LocalServer::open(config).expect("a server");
        let endpoint = server.endpoint().expect("it runs");
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass();
        let options =
            options.socket(endpoint.socket_dir).port(endpoint.port).username("postgres").database("tenantctl");
        let password = server.superuser_password().expect("a password");
        options.password(&password).connect().await.expect("connects")
    }
}

async fn run(connection: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(connection).await.expect("runs");
}

fn best(mut round: impl FnMut() -> f64) -> f64 {
    (0..ROUNDS).map(|_| round()).fold(f64::MAX, f64::min)
}
