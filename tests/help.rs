//! Help, manual pages, and what `tenantctl` alone shows.

use crate::support::World;
use tenantctl::error::ErrorKind;

#[test]
fn topics_say_what_the_program_does() {
    let world = World::new();
    // A broken configuration doesn't stop help.
    std::fs::write(world.path().join("tenantctl.toml"), "nonsense").expect("written");
    let codes = world.run(&["help", "exit-codes", "-o", "json"]).code(0).json();
    let items = codes["items"].as_array().expect("a list");
    assert_eq!(items.len(), 1 + ErrorKind::ALL.len());
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("readable");
    for item in items {
        let (code, meaning) = (&item["exit_code"], item["meaning"].as_str().expect("a text"));
        let row = match code.as_u64() {
            Some(130 | 143) => "| 130, 143 | SIGINT, SIGTERM |".to_owned(),
            _ => format!("| {code} | {meaning} |"),
        };
        assert!(readme.contains(&row), "the README lacks {row}");
    }
    let variables = world.run(&["help", "environment"]).code(0).stdout;
    for key in tenantctl::config::keys::ALL {
        assert!(key.env.iter().all(|name| variables.contains(name)), "{}", key.name);
    }
    assert!(variables.contains("XDG_CONFIG_HOME"), "{variables}");
    for (topic, word) in [("output", "ndjson"), ("selection", "--selector")] {
        assert!(world.run(&["help", topic]).code(0).stdout.contains(word), "{topic}");
        let said = world.run(&["help", topic, "-o", "json"]).code(0);
        assert!(said.json()["text"].as_str().is_some_and(|text| text.contains(word)), "{topic}");
    }
    assert!(world.run(&["help", "user", "create"]).code(0).stdout.contains("Usage: tenantctl user create"));
    for (words, near) in [
        (&["help", "exit-code"][..], "exit-codes"),
        (&["help", "user", "creat"], "create"),
        (&["provison"], "provision"),
    ] {
        let said = world.run(words).code(2);
        assert!(said.stderr.contains(near), "{words:?}: {}", said.stderr);
    }
}

#[test]
fn tenantctl_alone_shows_what_there_is_to_do_and_starts_nothing() {
    let mut world = World::new();
    let first = world.run(&[]).code(0);
    assert!(first.stdout.contains("no control plane yet: tenantctl init"), "{}", first.stdout);
    assert_eq!(first.stdout.lines().filter(|line| line.starts_with("  tenantctl ")).count(), 3);
    assert!(first.stdout.lines().count() <= 24);
    assert!(!world.state().exists(), "it made something");
    world.env.push(("DATABASE_URL".into(), "postgresql://u:canary-81@127.0.0.1:1/x".into()));
    let configured = world.run(&["-o", "json"]).code(0);
    assert_eq!(configured.json()["state"], "configured");
    assert!(!configured.stdout.contains("canary-81"), "{}", configured.stdout);
    world.env.clear();
    let _ready = world.run(&["init"]).code(0);
    assert_eq!(world.run(&["-o", "json"]).code(0).json()["state"], "running");
    let _stopped = world.run(&["local", "stop"]).code(0);
    assert_eq!(world.run(&["-o", "json"]).code(0).json()["state"], "stopped");
    assert_eq!(world.run(&["local", "status", "-o", "json"]).code(0).json()["running"], false);
}

#[test]
fn every_command_has_a_manual_page() {
    let world = World::new();
    let folder = world.path().join("man1");
    let place = folder.to_str().expect("a path");
    let _dry = world.run(&["man", "--out", place, "--dry-run"]).code(0);
    assert!(!folder.exists());
    let _written = world.run(&["man", "--out", place]).code(0);
    let pages: Vec<String> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    let mut missing = Vec::new();
    names(&tenantctl::cli::command(), "tenantctl", &mut |name| {
        if !pages.contains(&format!("{name}.1")) {
            missing.push(name.to_owned());
        }
    });
    assert!(missing.is_empty(), "{missing:?} of {pages:?}");
    let one = world.run(&["man", "user", "create"]).code(0).stdout;
    for part in [".TH tenantctl-user-create 1", ".SH EXAMPLES", "Read no env file"] {
        assert!(one.contains(part), "{part}: {one}");
    }
    let _unknown = world.run(&["man", "provison"]).code(2);
}

fn names(command: &clap::Command, name: &str, found: &mut impl FnMut(&str)) {
    found(name);
    for below in command.get_subcommands() {
        names(below, &format!("{name}-{}", below.get_name()), found);
    }
}
