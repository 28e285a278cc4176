//! What a person at a terminal sees, and what a pipe that closes gets.

use crate::support::{Said, World};

/// Runs a shell line in the world, `tenantctl` being the binary.
fn shell(world: &World, line: &str) -> Said {
    let binary = world.command(&[]);
    let line = line.replace("tenantctl", &binary.get_program().to_string_lossy());
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &line]).env_clear().current_dir(world.path());
    command.envs(binary.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
    Said::from(command.output().expect("a shell"))
}

/// Runs the binary in a pseudo-terminal of so many columns.
fn at_terminal(world: &World, columns: u16, variables: &str, arguments: &str) -> String {
    let inner = format!("stty rows 24 cols {columns}; TERM=xterm {variables} tenantctl {arguments}");
    shell(world, &format!("script -qec '{inner}' /dev/null < /dev/null")).code(0).stdout.replace('\r', "")
}

#[test]
fn a_table_fits_the_terminal_and_colour_can_be_switched_off() {
    let world = World::ready();
    for id in ["acme-corp", "a-tenant-with-quite-a-long-name-123456"] {
        let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
    }
    if shell(&world, "command -v script").code != 0 {
        return;
    }
    let wide = at_terminal(&world, 80, "", "list");
    assert!(wide.contains("\u{1b}["), "{wide:?}");
    for (variables, arguments) in [("NO_COLOR=1", "list"), ("", "list --color never"), ("TERM=dumb", "list")] {
        let plain = at_terminal(&world, 80, variables, arguments);
        assert!(!plain.contains('\u{1b}'), "{variables} {arguments}: {plain:?}");
        assert!(plain.lines().all(|line| line.chars().count() <= 80), "{plain}");
    }
    // Below 60 columns a table is laid out for 60: a letter a line helps nobody.
    let narrow = at_terminal(&world, 20, "NO_COLOR=1", "list");
    assert!(narrow.lines().all(|line| line.chars().count() <= 60), "{narrow}");
    assert!(narrow.contains("acme-corp"), "{narrow}");
}

#[test]
fn a_pipe_that_closes_and_a_stdout_that_is_closed_are_no_panic() {
    let world = World::ready();
    let head = shell(&world, "tenantctl config list -o ndjson | head -1").code(0);
    assert_eq!(head.stdout.lines().count(), 1);
    assert!(head.stderr.is_empty(), "{}", head.stderr);
    let closed = shell(&world, "tenantctl config list >&-");
    assert!(closed.code == 0 || closed.code == 1, "{}", closed.code);
    assert!(!closed.stderr.contains("panicked"), "{}", closed.stderr);
    let piped = shell(&world, "tenantctl config list | cat").code(0);
    assert!(!piped.stdout.contains('\u{1b}') && !piped.stdout.lines().any(|l| l.ends_with(' ')), "{}", piped.stdout);
    let asked = shell(&world, "echo y | tenantctl local reset").code(9);
    assert!(asked.stderr.contains("-y"), "{}", asked.stderr);
}
