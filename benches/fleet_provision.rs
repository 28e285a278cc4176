//! A list of tenants, four at once, against bare clones of the same schema on four connections, in the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "program/many.rs"]
mod many;
mod program;
#[path = "program/server.rs"]
mod server;

use program::Program;

/// The two take turns so often, since a disk is seldom as fast for one as for the other a minute later.
const ROUNDS: usize = 5;

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(200);
    let program = Program::new();
    program.run(&["provision", "warm-up", "--region", "us-east-1"]);
    let (operator, _) = server::logins(&program);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (mut clones, mut ours) = (0.0, 0.0);
    for round in 0..ROUNDS {
        let numbers = count * round / ROUNDS..count * (round + 1) / ROUNDS;
        clones += runtime.block_on(many::clones(&operator, numbers.clone()));
        ours += many::provision(&program, numbers);
    }
    let rate = |seconds: f64| count as f64 / seconds;
    println!("bare clones            {:6.1} a second", rate(clones));
    println!("provision --from, -j 4 {:6.1} a second  ratio {:.2} (wanted: 0.7)", rate(ours), clones / ours);
}
