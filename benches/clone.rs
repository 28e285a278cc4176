//! `clone` against what it stands on, on the same server and data: `--offline` against a bare CREATE DATABASE …
//! TEMPLATE in the faster of its two ways, online against `pg_dump | pg_restore`.
//!
//! `CLONE_MB` sets the tenant's size, 1024 without it. Each round has all of them, in turns first; figures are medians.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use sqlx::{ConnectOptions, Connection};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use tenantctl::host::local::{LocalConfig, LocalServer};

const ROUNDS: usize = 3;

/// A server of the bench's own with one tenant.
struct Bench {
    state: PathBuf,
    server: LocalServer,
    runtime: tokio::runtime::Runtime,
    tenant: String,
}

fn main() {
    let folder = tempfile::Builder::new().prefix("tctlbench").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("mode");
    let wanted = std::env::var("CLONE_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(1024);
    let bench = Bench::new(&folder.path().join("state"), wanted);
    let mut times: [Vec<f64>; 5] = Default::default();
    for round in 0..ROUNDS {
        for turn in 0..times.len() {
            let which = (turn + round) % times.len();
            let copy = format!("copy-{round}-{which}");
            let taken = match which {
                0 => bench.bare("WAL_LOG"),
                1 => bench.bare("FILE_COPY"),
                2 => bench.clone_into(&copy, &["--offline", "--yes"]),
                3 => bench.piped(),
                _ => bench.clone_into(&copy, &[]),
            };
            times[which].push(taken);
        }
    }
    let [log, files, offline, piped, online] = times.map(median);
    let bare = log.min(files);
    println!("tenant                           {:7} MB", bench.size());
    println!("CREATE DATABASE, WAL_LOG         {log:7.2} s");
    println!("CREATE DATABASE, FILE_COPY       {files:7.2} s");
    println!("clone --offline                  {offline:7.2} s  ratio {:.2} (wanted: 1.3)", offline / bare);
    println!("pg_dump | pg_restore             {piped:7.2} s");
    println!("clone                            {online:7.2} s  ratio {:.2} (wanted: 1.1)", online / piped);
    bench.server.stop().expect("stops");
}

impl Bench {
    fn new(state: &Path, megabytes: i64) -> Self {
        let config =
            LocalConfig { state_dir: state.to_owned(), path: std::env::var_os("PATH"), ..LocalConfig::default() };
        let server = LocalServer::open(config).expect("a server");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut bench = Self { state: state.to_owned(), server, runtime, tenant: String::new() };
        bench.run(&["provision", "acme-corp", "--region", "x"]);
        bench.tenant = bench.text("tenantctl", "SELECT database_name FROM control_plane.tenant_metadata");
        // Rows of some 220 bytes with an index, as in a table of orders.
        let fill = format!(
            "SET ROLE tenantctl_owner;
             CREATE TABLE public.filler (id bigint PRIMARY KEY, at timestamptz, code text, note text);
             INSERT INTO public.filler SELECT n, now(), md5(n::text), repeat(md5((n * 7)::text), 5)
             FROM generate_series(1, {} ::bigint) n",
            megabytes * 4000
        );
        let tenant = bench.tenant.clone();
        bench.execute(&tenant, &fill);
        bench.execute(&tenant, "VACUUM ANALYZE public.filler");
        bench
    }

    fn size(&self) -> String {
        self.text("postgres", &format!("SELECT (pg_database_size('{}') >> 20)::text", self.tenant))
    }

    /// Runs the program; returns how long it took, in seconds.
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
        begun.elapsed().as_secs_f64()
    }

    fn clone_into(&self, copy: &str, flags: &[&str]) -> f64 {
        let taken = self.run(&[&["clone", "acme-corp", copy], flags].concat());
        self.run(&["deprovision", copy, "--confirm", copy, "--no-backup"]);
        self.run(&["purge", copy, "--confirm", copy]);
        taken
    }

    fn bare(&self, strategy: &str) -> f64 {
        let begun = Instant::now();
        self.execute("postgres", &format!("CREATE DATABASE bare TEMPLATE {} STRATEGY {strategy}", self.tenant));
        let taken = begun.elapsed().as_secs_f64();
        self.execute("postgres", "DROP DATABASE bare");
        taken
    }

    /// As a person would do it, with the programs' own defaults.
    fn piped(&self) -> f64 {
        self.execute("postgres", "CREATE DATABASE piped TEMPLATE template0");
        let endpoint = self.server.endpoint().expect("it runs");
        let program = |name: &str| {
            let mut command = Command::new(name);
            command
                .env("PGHOST", &endpoint.socket_dir)
                .env("PGPORT", endpoint.port.to_string())
                .env("PGUSER", "postgres")
                .env("PGPASSWORD", self.server.superuser_password().expect("a password"));
            command
        };
        let begun = Instant::now();
        let mut dump = program("pg_dump").args(["-Fc", &self.tenant]).stdout(Stdio::piped()).spawn().expect("starts");
        let output = dump.stdout.take().expect("a pipe");
        let restored = program("pg_restore").args(["-d", "piped"]).stdin(output).status().expect("runs");
        assert!(dump.wait().expect("ends").success() && restored.success());
        let taken = begun.elapsed().as_secs_f64();
        self.execute("postgres", "DROP DATABASE piped");
        taken
    }

    fn execute(&self, database: &str, sql: &str) {
        self.runtime.block_on(async {
            let mut connection = self.superuser(database).await;
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.expect("runs");
            connection.close().await.expect("closes");
        });
    }

    fn text(&self, database: &str, sql: &str) -> String {
        self.runtime.block_on(async {
            let mut connection = self.superuser(database).await;
            let found = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut connection).await;
            found.expect("a text")
        })
    }

    async fn superuser(&self, database: &str) -> sqlx::PgConnection {
        let endpoint = self.server.endpoint().expect("it runs");
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .socket(&endpoint.socket_dir)
            .port(endpoint.port)
            .username("postgres")
            .password(&self.server.superuser_password().expect("a password"))
            .database(database);
        options.connect().await.expect("connects")
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
