//! Migrating a fleet against the bare loops that read each tenant's ledger and apply the same file, with the same logins,
//! authentication and number of connections, in the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod program;

use program::Program;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Connections at once, for each side.
const AT_ONCE: usize = 8;

/// The fastest of so many rounds counts, of each: whatever else the machine does makes a round slower, never faster.
const ROUNDS: u32 = 3;

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(500);
    let program = Program::new();
    program.run(&["provision", "warm-up", "--region", "us-east-1"]);
    let list = program.folder().join("tenants.csv");
    let ids: String = (0..count).map(|n| format!("tenant-{n}\n")).collect();
    std::fs::write(&list, format!("id\n{ids}")).expect("written");
    program.run(&["provision", "--from", text(&list), "--region", "us-east-1", "-j", "4"]);
    let logins: Vec<PgConnectOptions> = (0..count).map(|n| login(&program, &format!("tenant-{n}"))).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let timed = |what: What| runtime.block_on(bare(&logins, what));
    let files = files(&program);
    let ours = |arguments: &[&str]| {
        let jobs = AT_ONCE.to_string();
        program.run(&[&["migrate", "--all", "--dir", text(&files), "-j", &jobs], arguments].concat())
    };
    let _prepared = timed(What::Prepare);
    let [mut read, mut apply, mut gated, mut ungated, mut nothing] = [f64::MAX; 5];
    for round in 0..ROUNDS {
        read = read.min(timed(What::Read));
        apply = apply.min(timed(What::Apply(round)));
        add(&files, 2 * round);
        gated = gated.min(ours(&[]));
        add(&files, 2 * round + 1);
        ungated = ungated.min(ours(&["--no-gate"]));
        nothing = nothing.min(ours(&[]));
    }
    println!("{count} tenants, {AT_ONCE} connections; bare reading {read:.2} s, bare applying {apply:.2} s");
    for (what, took, floor, wanted) in [
        ("gate and apply", gated, read + apply, 1.25),
        ("--no-gate", ungated, apply, 1.25),
        ("nothing to do", nothing, read, 1.15),
    ] {
        println!("{what:<16} {took:6.2} s  ratio {:.2} (wanted: {wanted})", took / floor);
    }
}

fn login(program: &Program, id: &str) -> PgConnectOptions {
    let said = program.command(&["url", id, "--role", "migrator", "--reveal"]).output().expect("runs");
    let found: serde_json::Value = serde_json::from_slice(&said.stdout).expect("json");
    found["url"].as_str().expect("a URL").parse().expect("a URL")
}

/// The tenant schema's own files, to which others are added.
fn files(program: &Program) -> PathBuf {
    let folder = program.folder().join("files");
    std::fs::create_dir(&folder).expect("made");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/tenant");
    for entry in std::fs::read_dir(own).expect("files") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("copied");
    }
    folder
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
    Apply(u32),
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
        What::Prepare => "SET ROLE tenantctl_owner;
            CREATE TABLE public.floor_ledger (LIKE tenantctl.schema_migrations INCLUDING ALL)"
            .to_owned(),
        What::Read => {
            let sql = "SELECT version, checksum FROM tenantctl.schema_migrations ORDER BY version";
            let rows = sqlx::query(sql).fetch_all(connection).await.expect("reads");
            assert!(!rows.is_empty());
            return;
        }
        What::Apply(round) => {
            let file = statement(&format!("floor_note_{round}"));
            let row = format!("({round}, 'note', '\\x00', true)");
            let insert = "INSERT INTO public.floor_ledger (version, description, checksum, finished) VALUES";
            format!("SET ROLE tenantctl_owner; BEGIN; {file} {insert} {row}; COMMIT")
        }
    };
    sqlx::raw_sql(sqlx::AssertSqlSafe(run)).execute(connection).await.expect("runs");
}
