//! How long nobody can read while `move` brings a tenant to another cluster: an application connects again and again, to
//! where the tenant was and to where it goes.
//!
//! `cargo bench --bench moving [rows]`

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod program;
#[path = "program/server.rs"]
mod server;

use program::Program;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::process::Stdio;
use std::time::{Duration, Instant};

fn main() {
    let rows: u64 = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(2_000_000);
    let (program, other) = (Program::new(), Program::new());
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    other.run(&["local", "start", "--listen", &port.to_string()]);
    let (operator, _) = server::logins(&other);
    let there = |options: PgConnectOptions| options.host("127.0.0.1").port(port);
    program.run(&["provision", "acme-corp", "--region", "eu-west-1"]);
    let add = ["cluster", "add", "eu-2", "--region", "eu-west-1", "--url-env", "CLUSTER_URL"];
    let url = there(operator).to_url_lossy().to_string();
    assert!(program.command(&add).env("CLUSTER_URL", url).stdout(Stdio::null()).status().expect("runs").success());
    let app = login(&program, "app");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(fill(&login(&program, "migrator"), rows));

    let begun = Instant::now();
    let moved = ["move", "acme-corp", "--cluster", "eu-2", "--yes"];
    let mut command = program.command(&moved);
    let mover = std::thread::spawn(move || command.stdout(Stdio::null()).status());
    // Its socket has no place on the other server.
    let new = there(PgConnectOptions::new_without_pgpass())
        .username(app.get_username())
        .password(&password(&program))
        .database(app.get_database().expect("a database"));
    let (mut last, mut longest) = (Instant::now(), Duration::ZERO);
    let mut ended = None;
    while ended.is_none_or(|at| last < at) {
        let tried = Instant::now();
        if runtime.block_on(async { reads(&app).await || reads(&new).await }) {
            longest = longest.max(last.elapsed());
            last = tried;
        }
        if mover.is_finished() {
            ended = ended.or_else(|| Some(Instant::now()));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(mover.join().expect("no panic").expect("runs").success());
    println!("move of {rows} rows             {:6.2} s", begun.elapsed().as_secs_f64());
    println!("nobody could read for at most {:6.2} s (wanted: 5)", longest.as_secs_f64());
}

fn said(program: &Program, role: &str) -> String {
    let output = program.command(&["url", "acme-corp", "--role", role, "--reveal"]).output().expect("runs");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("json");
    said["url"].as_str().expect("a URL").to_owned()
}

fn login(program: &Program, role: &str) -> PgConnectOptions {
    said(program, role).parse().expect("a URL")
}

fn password(program: &Program) -> String {
    let url = said(program, "app");
    let (_, rest) = url.split_once("password=").expect("a password");
    rest.split('&').next().unwrap_or_default().to_owned()
}

async fn fill(migrator: &PgConnectOptions, rows: u64) {
    let sql = format!(
        "SET ROLE tenantctl_owner; CREATE TABLE public.things (id uuid PRIMARY KEY, said text NOT NULL);
         INSERT INTO public.things SELECT gen_random_uuid(), repeat(md5(n::text), 4) FROM generate_series(1, {rows}) n"
    );
    let mut connection = migrator.connect().await.expect("connects");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("filled");
}

async fn reads(application: &PgConnectOptions) -> bool {
    let Ok(mut connection) = application.connect().await else { return false };
    let read = sqlx::raw_sql("SELECT count(*) FROM public.vendors").execute(&mut connection).await.is_ok();
    connection.close().await.is_ok() && read
}
