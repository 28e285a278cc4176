//! Migrating a fleet against the bare loops that read each tenant's ledger and apply the same file, with the same logins,
//! authentication and number of connections, in the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Connections at once, for each side.
const AT_ONCE: usize = 8;

struct Bench {
    folder: tempfile::TempDir,
}

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(500);
    let folder = tempfile::Builder::new().prefix("tctlbench").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("mode");
    let bench = Bench { folder };
    bench.run(&["provision", "warm-up", "--region", "us-east-1"]);
    let list = bench.folder.path().join("tenants.csv");
    let ids: String = (0..count).map(|n| format!("tenant-{n}\n")).collect();
    std::fs::write(&list, format!("id\n{ids}")).expect("written");
    bench.run(&["provision", "--from", text(&list), "--region", "us-east-1", "-j", "4"]);
    let logins: Vec<PgConnectOptions> = (0..count).map(|n| bench.login(&format!("tenant-{n}"))).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let timed = |what: What| runtime.block_on(bare(&logins, what));

    let _prepared = timed(What::Prepare);
    let (read, apply) = (timed(What::Read).min(timed(What::Read)), timed(What::Apply));
    let files = bench.files();
    let ours = |arguments: &[&str]| {
        let jobs = AT_ONCE.to_string();
        bench.run(&[&["migrate", "--all", "--dir", text(&files), "-j", &jobs], arguments].concat())
    };
    add(&files, 1);
    let gated = ours(&[]);
    add(&files, 2);
    let ungated = ours(&["--no-gate"]);
    let nothing = ours(&[]).min(ours(&[]));
    println!("{count} tenants, {AT_ONCE} connections; bare reading {read:.2} s, bare applying {apply:.2} s");
    for (what, took, floor, wanted) in [
        ("gate and apply", gated, read + apply, 1.25),
        ("--no-gate", ungated, apply, 1.25),
        ("nothing to do", nothing, read, 1.15),
    ] {
        println!("{what:<16} {took:6.2} s  ratio {:.2} (wanted: {wanted})", took / floor);
    }
    bench.run(&["local", "stop"]);
}

impl Bench {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenantctl"));
        command.args(arguments).args(["-q", "--no-env-file"]);
        command.env_remove("DATABASE_URL").env_remove("TENANTCTL_DATABASE_URL");
        command.env("TENANTCTL_STATE_DIR", self.folder.path().join("state"));
        command
    }

    fn run(&self, arguments: &[&str]) -> f64 {
        let begun = Instant::now();
        let status = self.command(arguments).args(["-o", "json"]).stdout(Stdio::null()).status();
        assert!(status.expect("runs").success(), "{arguments:?}");
        begun.elapsed().as_secs_f64()
    }

    fn login(&self, id: &str) -> PgConnectOptions {
        let said = self.command(&["url", id, "--role", "migrator", "--reveal", "-o", "json"]).output().expect("runs");
        let found: serde_json::Value = serde_json::from_slice(&said.stdout).expect("json");
        found["url"].as_str().expect("a URL").parse().expect("a URL")
    }

    /// The tenant schema's own files, to which others are added.
    fn files(&self) -> PathBuf {
        let folder = self.folder.path().join("files");
        std::fs::create_dir(&folder).expect("made");
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/tenant");
        for entry in std::fs::read_dir(own).expect("files") {
            let path = entry.expect("an entry").path();
            std::fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("copied");
        }
        folder
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

fn add(folder: &Path, number: u32) {
    let file = folder.join(format!("2027010100000{number}_note.sql"));
    std::fs::write(file, statement(&format!("note_{number}"))).expect("written");
}

fn statement(table: &str) -> String {
    format!("CREATE TABLE public.{table} (id bigint PRIMARY KEY, said text NOT NULL);\n")
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    /// A ledger of its own for the loop that applies.
    Prepare,
    Read,
    Apply,
}

async fn bare(logins: &[PgConnectOptions], what: What) -> f64 {
    let begun = Instant::now();
    let worker = async |first: usize| {
        for login in logins.iter().skip(first).step_by(AT_ONCE) {
            let mut connection = login.connect().await.expect("connects");
            one(&mut connection, what).await;
            connection.close().await.expect("closes");
        }
    };
    futures_util::future::join_all((0..AT_ONCE).map(worker)).await;
    begun.elapsed().as_secs_f64()
}

async fn one(connection: &mut PgConnection, what: What) {
    let run = match what {
        What::Prepare => "SET ROLE tenantctl_owner; CREATE TABLE public.floor_ledger (version bigint)".to_owned(),
        What::Read => {
            let sql = "SELECT version, checksum FROM tenantctl.schema_migrations ORDER BY version";
            let rows = sqlx::query(sql).fetch_all(connection).await.expect("reads");
            assert!(!rows.is_empty());
            return;
        }
        What::Apply => {
            let file = statement("floor_note");
            format!("SET ROLE tenantctl_owner; BEGIN; {file} INSERT INTO public.floor_ledger VALUES (1); COMMIT")
        }
    };
    sqlx::raw_sql(sqlx::AssertSqlSafe(run)).execute(connection).await.expect("runs");
}
