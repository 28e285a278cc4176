//! Loads of a million rows against `psql \copy` of the same file into the same table, in the same run.
//!
//! `cargo bench --bench import [rows]`: every way is run three times in turn; the medians count. What is installed of
//! pgloader is shown beside it.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 3;
const TABLE: &str = "CREATE TABLE public.things (id uuid PRIMARY KEY, sku text NOT NULL, price numeric(12,2) NOT NULL,
    quantity integer NOT NULL, created timestamptz NOT NULL, attributes jsonb);
    CREATE UNIQUE INDEX things_sku ON public.things (sku); CREATE INDEX things_created ON public.things (created)";

struct Bench {
    state: PathBuf,
    folder: PathBuf,
    psql_url: String,
    rows: u64,
}

/// What one run took.
struct Took {
    seconds: f64,
    client: f64,
    megabytes: u64,
}

fn main() {
    let rows = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::Builder::new().prefix("tctlbench").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("mode");
    let mut bench = Bench {
        state: folder.path().join("state"),
        folder: folder.path().to_path_buf(),
        psql_url: String::new(),
        rows,
    };
    bench.ours(&["provision", "bench", "--region", "us-east-1"]);
    let shown = bench.ours(&["url", "bench", "--reveal", "--role", "migrator", "-o", "json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    bench.psql_url = shown["url"].as_str().expect("a URL").to_owned();
    bench.psql(TABLE);
    write_files(&bench);
    println!("{rows} rows, {ROUNDS} rounds, medians; client CPU and memory are of the loading process");
    let copy = bench.measure("psql \\copy, empty", "TRUNCATE things", &|b| b.copy("csv"));
    let csv = bench.measure("csv, empty", "TRUNCATE things", &|b| b.load("things.csv", &[]));
    let ndjson = bench.measure("ndjson, empty", "TRUNCATE things", &|b| b.load("things.ndjson", &[]));
    let json = bench.measure("json, empty", "TRUNCATE things", &|b| b.load("things.json", &[]));
    let gz = bench.measure("csv.gz, empty", "TRUNCATE things", &|b| b.load("things.csv.gz", &[]));
    let half = "TRUNCATE things; INSERT INTO things SELECT * FROM other";
    let copy_full = bench.measure("psql \\copy, onto as many", half, &|b| b.copy("csv"));
    let kept = bench.measure("csv, onto as many, indexes kept", half, &|b| b.load("things.csv", &[]));
    let rebuilt = bench.measure("csv, onto as many, rebuilt", half, &|b| b.load("things.csv", &["--rebuild-indexes"]));
    let conflict = "TRUNCATE things; INSERT INTO things SELECT * FROM half";
    let update = bench
        .measure("csv, half of it there, update", conflict, &|b| b.load("things.csv", &["--on-conflict", "update"]));
    for (name, ours, floor, target) in [
        ("csv, empty / \\copy", csv, copy, 2.4),
        ("ndjson / csv", ndjson, csv, 0.9),
        ("json / csv", json, csv, 0.9),
        ("gz / csv", gz, csv, 0.9),
        ("onto as many, kept / \\copy", kept, copy_full, 1.03),
        ("onto as many, rebuilt / \\copy", rebuilt, copy_full, 2.0),
        ("update / \\copy, empty", update, copy, 0.5),
    ] {
        println!("{name:<34} {:.2} (wanted: {target})", floor / ours);
    }
    bench.ours(&["local", "stop"]);
}

impl Bench {
    fn ours(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenantctl"));
        command.args(arguments).args(["-q", "--no-env-file"]);
        command.env_remove("DATABASE_URL").env_remove("TENANTCTL_DATABASE_URL");
        command.env("TENANTCTL_STATE_DIR", &self.state);
        command
    }

    fn psql(&self, sql: &str) {
        let status = Command::new("psql")
            .args([&self.psql_url, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", "SET ROLE tenantctl_owner", "-c", sql])
            .status();
        assert!(status.expect("psql runs").success());
    }

    /// Runs one way several times, each on a table as `before` leaves it.
    fn measure(&self, name: &str, before: &str, way: &dyn Fn(&Self) -> Command) -> f64 {
        let mut seconds = Vec::new();
        let (mut client, mut server, mut megabytes) = (0.0, 0.0, 0);
        for _ in 0..ROUNDS {
            self.psql("TRUNCATE tenantctl.loads");
            self.psql(before);
            self.psql("VACUUM ANALYZE things");
            let cpu = server_seconds(&self.state);
            let took = run(way(self));
            server = server_seconds(&self.state) - cpu;
            seconds.push(took.seconds);
            (client, megabytes) = (took.client, took.megabytes);
        }
        seconds.sort_by(f64::total_cmp);
        let median = seconds[seconds.len() / 2];
        let rate = self.rows as f64 / median / 1000.0;
        println!(
            "{name:<34} {median:6.2} s  {rate:5.0} k rows/s  client {client:.2} s, server {server:.2} s, {megabytes} MB"
        );
        median
    }

    fn copy(&self, format: &str) -> Command {
        let file = self.folder.join("things.csv");
        let sql = format!("\\copy things FROM '{}' WITH (FORMAT {format}, HEADER)", file.display());
        let mut command = Command::new("psql");
        command.args([&self.psql_url, "-q", "-v", "ON_ERROR_STOP=1", "-c", "SET ROLE tenantctl_owner", "-c", &sql]);
        command
    }

    fn load(&self, file: &str, more: &[&str]) -> Command {
        let path = self.folder.join(file);
        let mut arguments = vec!["seed", "-t", "bench", "--from", path.to_str().expect("a path"), "-o", "json"];
        arguments.extend(more);
        self.command(&arguments)
    }
}

/// Runs a child and reads its CPU time and largest memory from `time`.
fn run(command: Command) -> Took {
    let mut timed = Command::new("/usr/bin/env");
    timed.args(["time", "-f", "%U %S %M"]);
    timed.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    let begun = Instant::now();
    let output = timed.stdout(Stdio::null()).output().expect("runs");
    let seconds = begun.elapsed().as_secs_f64();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{text}");
    let last = text.lines().last().unwrap_or_default();
    let numbers: Vec<f64> = last.split(' ').filter_map(|n| n.parse().ok()).collect();
    let [user, system, kilobytes] = numbers[..] else { panic!("{text}") };
    Took { seconds, client: user + system, megabytes: (kilobytes / 1024.0) as u64 }
}

/// CPU seconds of the postmaster and all that it has waited for, from /proc.
fn server_seconds(state: &Path) -> f64 {
    let pid = std::fs::read_to_string(state.join("postgres/data/postmaster.pid")).unwrap_or_default();
    let pid = pid.lines().next().unwrap_or_default();
    let ticks = |pid: &str| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        fields.get(11..15).map_or(0, |f| f.iter().filter_map(|n| n.parse::<u64>().ok()).sum())
    };
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let total: u64 = ticks(pid) + children.split_whitespace().map(ticks).sum::<u64>();
    total as f64 / 100.0
}

/// A small generator of ours: the same rows in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

fn write_files(bench: &Bench) {
    let open = |name: &str| {
        std::io::BufWriter::with_capacity(1 << 20, std::fs::File::create(bench.folder.join(name)).expect("a file"))
    };
    let (mut csv, mut ndjson, mut json) = (open("things.csv"), open("things.ndjson"), open("things.json"));
    writeln!(csv, "id,sku,price,quantity,created,attributes").expect("written");
    write!(json, "[").expect("written");
    let mut random = Random(7);
    for row in 0..bench.rows {
        let id = uuid::Builder::from_random_bytes(
            ((u128::from(random.next()) << 64) | u128::from(random.next())).to_be_bytes(),
        );
        let id = id.into_uuid();
        let (price, quantity) = (random.next() % 10_000_000, random.next() % 1000);
        let seconds = i64::try_from(1_600_000_000 + random.next() % 100_000_000).expect("a time");
        let created = chrono::DateTime::from_timestamp(seconds, 0).expect("a time").format("%Y-%m-%dT%H:%M:%SZ");
        let (colour, size) = (random.next() % 9, random.next() % 50);
        let (units, cents) = (price / 100, price % 100);
        writeln!(
            csv,
            "{id},SKU-{row:08},{units}.{cents:02},{quantity},{created},\"{{\"\"colour\"\":\"\"c{colour}\"\",\"\"size\"\":{size}}}\""
        )
        .expect("written");
        let object = format!(
            "{{\"id\":\"{id}\",\"sku\":\"SKU-{row:08}\",\"price\":{units}.{cents:02},\"quantity\":{quantity},\"created\":\"{created}\",\"attributes\":{{\"colour\":\"c{colour}\",\"size\":{size}}}}}"
        );
        writeln!(ndjson, "{object}").expect("written");
        write!(json, "{}{object}", if row == 0 { "\n" } else { ",\n" }).expect("written");
    }
    writeln!(json, "]").expect("written");
    drop((csv, ndjson, json));
    let zipped = Command::new("gzip").args(["-k", "-6"]).arg(bench.folder.join("things.csv")).status();
    assert!(zipped.expect("gzip runs").success());
    bench.psql("CREATE TABLE other AS TABLE things WITH NO DATA; CREATE TABLE half AS TABLE things WITH NO DATA");
    let file = bench.folder.join("things.csv");
    let copy = format!("\\copy half FROM '{}' WITH (FORMAT csv, HEADER)", file.display());
    let status =
        Command::new("psql").args([&bench.psql_url, "-q", "-c", "SET ROLE tenantctl_owner", "-c", &copy]).status();
    assert!(status.expect("psql runs").success());
    bench
        .psql("INSERT INTO other SELECT gen_random_uuid(), 'X' || sku, price, quantity, created, attributes FROM half");
    bench.psql("DELETE FROM half WHERE quantity % 2 = 0; UPDATE half SET price = price + 1");
}
