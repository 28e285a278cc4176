//! What a person at a terminal sees, and what a pipe that closes gets.

mod questions;

use crate::support::pty::Pty;
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

#[test]
fn a_question_needs_a_person_and_an_answer() {
    let world = World::ready();
    for (keys, code) in [("n\r", 9), ("\r", 9), ("\u{3}", 130)] {
        let (said, found) =
            Pty::start(&world, &["local", "reset"], &[]).sees("Delete it?").sees("\u{1b}[?25l").types(keys).ends();
        assert_eq!(found, code, "{keys:?}: {said}");
        // Whatever was typed, the cursor is there again.
        assert!(said.rfind("\u{1b}[?25h") >= said.rfind("\u{1b}[?25l"), "{said:?}");
        assert!(world.state().join("postgres/data").exists());
    }
    for (variables, arguments) in
        [(&[("CI", "1")][..], &["local", "reset"][..]), (&[], &["local", "reset", "--no-input"])]
    {
        let (said, code) = Pty::start(&world, arguments, variables).ends();
        assert_eq!(code, 9, "{said}");
        assert!(said.contains("run it again with -y"), "{said}");
    }
    // stderr is a terminal, standard input isn't: it must not wait for what never comes.
    let piped =
        shell(&world, "script -qec 'echo y | env -u CI TERM=xterm tenantctl local reset' /dev/null < /dev/null");
    assert_eq!(piped.code, 9, "{}", piped.stdout);
    let (said, code) =
        Pty::start(&world, &["local", "reset"], &[]).sees("Delete it?").sees("\u{1b}[?25l").types("y\r").ends();
    assert_eq!(code, 0, "{said}");
    assert!(!world.state().join("postgres/data").exists());
}

#[test]
fn bars_are_drawn_at_a_terminal_alone_and_not_when_quiet() {
    let started = |arguments: &[&str]| {
        let world = World::new();
        Pty::start(&world, arguments, &[("CI", "1")]).ends().0
    };
    let spinner = "starting the embedded PostgreSQL";
    assert!(started(&["local", "start"]).contains(spinner));
    assert!(!started(&["local", "start", "-q"]).contains(spinner));
    let world = World::new();
    let piped = world.run(&["local", "start"]).code(0);
    assert!(!piped.stderr.contains(spinner) && !piped.stderr.contains(['\r', '\u{1b}']), "{}", piped.stderr);
}

#[test]
fn colour_logs_and_errors_keep_to_the_rules_of_the_stream() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    for (line, coloured) in [
        ("tenantctl list", false),
        ("tenantctl list --color always", true),
        ("CLICOLOR_FORCE=1 tenantctl list", true),
        ("CLICOLOR_FORCE=1 NO_COLOR=1 tenantctl list", false),
    ] {
        let said = shell(&world, line).code(0);
        assert_eq!(said.stdout.contains('\u{1b}'), coloured, "{line}: {:?}", said.stdout);
    }
    for (variables, coloured) in [("", true), ("CLICOLOR=0", false), ("NO_COLOR=", true)] {
        assert_eq!(at_terminal(&world, 80, variables, "list").contains("\u{1b}[32m"), coloured, "{variables}");
    }
    let _logged = at_terminal(&world, 80, "", "list -vv 2>log");
    let log = std::fs::read_to_string(world.path().join("log")).expect("a log");
    assert!(!log.is_empty() && !log.contains('\u{1b}'), "{log:?}");
    let failed = shell(&world, "RUST_BACKTRACE=1 tenantctl show nobody").code(4);
    assert!(!failed.stderr.contains("backtrace") && !failed.stderr.contains("::error"), "{}", failed.stderr);
    let annotated = shell(&world, "GITHUB_ACTIONS=true tenantctl show nobody").code(4);
    assert!(
        annotated.stderr.contains("\n::error title=tenantctl::there is no tenant nobody\n"),
        "{}",
        annotated.stderr
    );
    let json = shell(&world, "GITHUB_ACTIONS=true tenantctl show nobody -o json").code(4);
    assert!(!json.stderr.contains("::error"), "{}", json.stderr);
}

#[test]
fn tables_read_well_at_80_columns() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let _long = world.run(&["provision", "northwind-traders-intl", "--region", "eu-west-1"]).code(0);
    let listed = at_terminal(&world, 80, "NO_COLOR=1", "list");
    assert_eq!(listed.lines().count(), 3, "a line for each tenant: {listed}");
    assert!(listed.lines().all(|line| line.chars().count() <= 80), "{listed}");
    assert!(listed.contains(" ago"), "{listed}");
    // A terminal that says 0 columns exists.
    let odd = at_terminal(&world, 0, "NO_COLOR=1", "list");
    assert!(odd.contains("acme-corp") && odd.lines().all(|line| line.chars().count() <= 80), "{odd}");
    let piped = world.run(&["list"]).code(0).stdout;
    assert!(!piped.contains(" ago") && piped.contains('Z'), "{piped}");
    let seeded = at_terminal(&world, 80, "NO_COLOR=1", "seed -t acme-corp --include-mock-data 2>/dev/null");
    assert_eq!(seeded.lines().count(), 9, "a line for each table: {seeded}");
    assert!(seeded.lines().all(|line| line.chars().count() <= 80), "{seeded}");
    let csv = world.run(&["seed", "-t", "acme-corp", "--include-mock-data", "-o", "csv"]).code(0).stdout;
    assert!(csv.starts_with("tenant,status,table,inserted,updated,unchanged,rejects,seconds,"), "{csv}");
    let chosen = world.run(&["list", "--columns", "id,created_at", "--sort", "-id", "-o", "csv"]).code(0).stdout;
    let ids: Vec<&str> = chosen.lines().filter_map(|line| line.split(',').next()).collect();
    assert_eq!(ids, ["id", "northwind-traders-intl", "acme-corp"]);
    let wrong = world.run(&["list", "--columns", "stauts"]).code(2);
    assert!(wrong.stderr.contains("did you mean status?"), "{}", wrong.stderr);
    let _json = world.run(&["list", "--columns", "id", "-o", "json"]).code(2);
}
