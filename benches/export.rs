//! `export` against `pg_dump` of the same database into a file, in the same run.
//!
//! `cargo bench --bench export [rows]`: each way runs five times in turn, the other one first every time; the medians count.
//! An export reads everything back and counts its rows in the file and in the database, which pg_dump doesn't.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const ROUNDS: usize = 5;

struct Bench {
    folder: PathBuf,
    url: String,
}

fn main() {
    let rows: u64 = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::Builder::new().prefix("tctlbench").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("mode");
    let mut bench = Bench { folder: folder.path().to_path_buf(), url: String::new() };
    bench.ours(&["provision", "bench", "--region", "us-east-1"]);
    let shown = bench.ours(&["url", "bench", "--reveal", "--role", "migrator", "-o", "json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    bench.url = shown["url"].as_str().expect("a URL").to_owned();
    let fill = format!(
        "CREATE TABLE public.things (id uuid PRIMARY KEY, sku text NOT NULL, price numeric(12,2) NOT NULL,
             quantity integer NOT NULL, created timestamptz NOT NULL, attributes jsonb);
         INSERT INTO public.things SELECT gen_random_uuid(), 'SKU-' || n, n % 9999 + 0.99, n % 100,
             now() - n * interval '1 second', jsonb_build_object('colour', md5(n::text), 'size', n % 40)
         FROM generate_series(1, {rows}) n"
    );
    bench.psql(&fill);
    bench.psql("VACUUM ANALYZE public.things");
    for (ours, format) in [("custom", "custom"), ("plain", "plain")] {
        let compress = if format == "plain" { "--compress=6" } else { "--format=custom" };
        let (mut theirs, mut own) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            for turn in 0..2 {
                match (round + turn) % 2 {
                    0 => theirs.push(bench.pg_dump(compress)),
                    _ => own.push(bench.export(ours)),
                }
            }
        }
        let (theirs, own) = (median(theirs), median(own));
        let ratio = own / theirs;
        println!(
            "{rows} rows, {format:<7} pg_dump {theirs:6.2} s, export {own:6.2} s: {ratio:.2} (wanted: at most 1.1)"
        );
    }
    bench.ours(&["local", "stop"]);
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
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
        command.env("TENANTCTL_STATE_DIR", self.folder.join("state")).current_dir(&self.folder);
        command
    }

    fn psql(&self, sql: &str) {
        let status = Command::new("psql")
            .args([&self.url, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", "SET ROLE tenantctl_owner", "-c", sql])
            .status();
        assert!(status.expect("psql runs").success());
    }

    fn pg_dump(&self, how: &str) -> f64 {
        let file = self.folder.join("theirs");
        let begun = Instant::now();
        let mut command = Command::new("pg_dump");
        command.args([how, "--exclude-table-data=access.sessions", "--file"]).arg(&file).arg("--dbname").arg(&self.url);
        assert!(command.status().expect("pg_dump runs").success());
        sync(&file);
        begun.elapsed().as_secs_f64()
    }

    fn export(&self, format: &str) -> f64 {
        let begun = Instant::now();
        self.ours(&["export", "bench", "--format", format, "--out", "ours", "--force"]);
        begun.elapsed().as_secs_f64()
    }
}

/// An export is on disk when it ends; so must be what it is compared with.
fn sync(file: &Path) {
    std::fs::File::open(file).expect("there").sync_all().expect("on disk");
}
