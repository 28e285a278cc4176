//! `purge --due` of many tenants, four at once, against bare DROP DATABASE of as many on four connections, in the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "program/many.rs"]
mod many;
mod program;
#[path = "program/server.rs"]
mod server;

use program::Program;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(200);
    let program = Program::new();
    many::provision(&program, 0..count);
    let (operator, superuser) = server::logins(&program);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(many::clones(&operator, 0..count));
    for number in 0..count {
        let id = format!("tenant-{number}");
        program.run(&["deprovision", &id, "--confirm", &id, "--no-backup", "--yes", "--grace", "0"]);
    }
    // Nobody pays for what was written before.
    let settle = || runtime.block_on(checkpoint(&superuser));
    let bare = |numbers| {
        settle();
        runtime.block_on(many::on_each(&operator, numbers, |number| format!("DROP DATABASE bare_{number}")))
    };
    // Half before and half after, since a disk is seldom as fast a minute later.
    let before = bare(0..count / 2);
    settle();
    let ours = program.run(&["purge", "--due", "--yes", "-j", "4"]);
    let bare = before + bare(count / 2..count);
    let rate = |seconds: f64| count as f64 / seconds;
    println!("bare DROP DATABASE     {:6.1} a second", rate(bare));
    println!("purge --due, -j 4      {:6.1} a second  ratio {:.2} (wanted: 0.8)", rate(ours), bare / ours);
}

async fn checkpoint(superuser: &PgConnectOptions) {
    let mut connection = superuser.connect().await.expect("connects");
    sqlx::raw_sql("CHECKPOINT").execute(&mut connection).await.expect("a checkpoint");
}
