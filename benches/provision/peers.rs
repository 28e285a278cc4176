//! What others do for the same schema, where they are installed: an empty database, then every file.

use super::{Bench, mean, milliseconds};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const TIMES: usize = 5;

/// Prints a line for each that is on the PATH.
pub(crate) fn print(bench: &Bench) {
    for (name, program, once) in [
        ("createdb + psql -f", "psql", create_and_load as fn(&Bench, usize) -> bool),
        ("sqlx create + migrate", "sqlx", sqlx as fn(&Bench, usize) -> bool),
    ] {
        if !on_path(program) {
            println!("{name:<22} not installed");
            continue;
        }
        let timed = (0..TIMES).map(|number| {
            let begun = Instant::now();
            once(bench, number).then(|| milliseconds(begun))
        });
        match timed.collect::<Option<Vec<f64>>>() {
            Some(times) => println!("{name:<22} {:6.1} ms", mean(times)),
            None => println!("{name:<22} failed"),
        }
    }
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/tenant")
}

fn create_and_load(bench: &Bench, number: usize) -> bool {
    let database = format!("psql_{number}");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder()).expect("files").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut load = at_server(bench, "psql");
    load.args(["-q", "-v", "ON_ERROR_STOP=1", "-d", &database]);
    for file in files {
        load.arg("-f").arg(file);
    }
    succeeds(at_server(bench, "createdb").arg(&database)) && succeeds(&mut load)
}

fn sqlx(bench: &Bench, number: usize) -> bool {
    let endpoint = bench.server.endpoint().expect("it runs");
    let password = bench.server.superuser_password().expect("a password");
    let (folder_of_socket, port) = (endpoint.socket_dir.display().to_string(), endpoint.port);
    let url = format!("postgres://postgres:{password}@localhost/sqlx_{number}?host={folder_of_socket}&port={port}");
    let command = |arguments: &[&str]| {
        let mut command = Command::new("sqlx");
        command.args(arguments).env("DATABASE_URL", &url);
        command
    };
    succeeds(&mut command(&["database", "create"])) && succeeds(command(&["migrate", "run", "--source"]).arg(folder()))
}

fn at_server(bench: &Bench, program: &str) -> Command {
    let endpoint = bench.server.endpoint().expect("it runs");
    let mut command = Command::new(program);
    command
        .env("PGHOST", endpoint.socket_dir)
        .env("PGPORT", endpoint.port.to_string())
        .env("PGUSER", "postgres")
        .env("PGPASSWORD", bench.server.superuser_password().expect("a password"));
    command
}

fn succeeds(command: &mut Command) -> bool {
    let run = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}
