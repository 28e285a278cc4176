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
    let (mut bare, mut ours) = (0.0, 0.0);
    for round in 0..many::ROUNDS {
        let numbers = many::numbers(round, count);
        for id in numbers.clone().map(|number| format!("tenant-{number}")) {
            program.run(&["deprovision", &id, "--confirm", &id, "--no-backup", "--yes", "--grace", "0"]);
        }
        // Neither pays for what was written before.
        runtime.block_on(checkpoint(&superuser));
        let drop = |number| format!("DROP DATABASE bare_{number}");
        bare += runtime.block_on(many::on_each(&operator, numbers, drop));
        runtime.block_on(checkpoint(&superuser));
        ours += program.run(&["purge", "--due", "--yes", "-j", "4"]);
    }
    let rate = |seconds: f64| count as f64 / seconds;
    println!("bare DROP DATABASE     {:6.1} a second", rate(bare));
    println!("purge --due, -j 4      {:6.1} a second  ratio {:.2} (wanted: 0.8)", rate(ours), bare / ours);
}

async fn checkpoint(superuser: &PgConnectOptions) {
    let mut connection = superuser.connect().await.expect("connects");
    sqlx::raw_sql("CHECKPOINT").execute(&mut connection).await.expect("a checkpoint");
}
