//! `init` the first time: by answers, by flags, and never a question where nobody is.

use crate::support::pty::Pty;
use crate::support::{World, block_on};
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_first_run_at_a_terminal_is_a_short_dialogue() {
    let world = World::new();
    let key = world.path().join("keys/master.key").display().to_string();
    std::fs::create_dir(world.path().join("keys")).expect("a folder");
    let (said, code) = Pty::start(&world, &["init"], &[])
        .sees("Where is the control plane")
        .types("\r")
        .sees("Where do the tenants' databases come from?")
        .types("\r")
        .sees("File of the master key")
        .types(&format!("{key}\r"))
        .sees("Name of the profile")
        .types("\r")
        .ends();
    assert_eq!(code, 0, "{code} {said}");
    assert!(said.contains("wrote the profile default"), "{said}");
    let file = world.path().join(".config/tenantctl/config.toml");
    for private in [file.as_path(), key.as_ref()] {
        assert_eq!(std::fs::metadata(private).expect("it is there").permissions().mode() & 0o777, 0o600);
    }
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    assert!(!world.state().join("master.key").exists(), "the chosen key file is used");
    // There is a control plane now: nothing is asked any more.
    let (said, code) = Pty::start(&world, &["init"], &[]).ends();
    assert_eq!((code, said.contains("Where is")), (0, false), "{said}");
}

#[test]
fn answers_about_a_server_and_projects_become_a_profile_or_nothing() {
    let world = World::new();
    let url = "postgresql://u:canary-19@127.0.0.1:1/x";
    let (said, code) = Pty::start(&world, &["init", "--timeout", "2s"], &[])
        .sees("Where is the control plane")
        .types("\u{1b}[B\r")
        .sees("Its URL")
        .hides()
        .types(&format!("{url}\r"))
        .sees("Where do the tenants' databases come from?")
        .types("\u{1b}[B\r")
        .sees("Access token")
        .hides()
        .types("canary-20\r")
        .sees("Organization")
        .types("my-org\r")
        .sees("File of the master key")
        .types("\r")
        .sees("Name of the profile")
        .types("prod\r")
        .ends();
    // The server can't be reached, so nothing is kept of it.
    assert_eq!(code, 6, "{said}");
    assert!(!said.contains("canary"), "{said}");
    assert!(!world.path().join(".config").exists());
}

#[test]
fn flags_choose_the_same_without_a_question() {
    let world = World::new();
    let chosen = ["init", "--embedded", "--provider", "local", "--profile", "here", "--master-key-file", "m.key"];
    let _dry = world.run(&[&chosen[..], &["--dry-run"]].concat()).code(0);
    assert!(!world.path().join(".config").exists() && !world.state().exists());
    let (said, code) = Pty::start(&world, &chosen, &[]).ends();
    assert_eq!(code, 0, "{code} {said}");
    let shown = world.run(&["config", "profile", "show", "-o", "json"]).code(0).json();
    let value = |key: &str| {
        let items = shown["items"].as_array().expect("a list");
        items.iter().find(|item| item["key"] == key).map(|item| item["value"].clone())
    };
    assert_eq!(value("provider"), Some("local".into()));
    let key = world.path().join("m.key").display().to_string();
    assert_eq!(value("master_key_file"), Some(key.into()));
    let argument = world.run(&["init", "--url-env", "postgresql://u:canary-21@h/x"]).code(2);
    assert!(!argument.stderr.contains("canary-21"), "{}", argument.stderr);
}

#[test]
fn nobody_is_asked_where_nobody_is_or_wants_to_be() {
    for (arguments, variables) in
        [(&["init", "--no-input"][..], &[][..]), (&["init"], &[("CI", "1")]), (&["init", "-y"], &[])]
    {
        let world = World::new();
        let (said, code) = Pty::start(&world, arguments, variables).ends();
        assert_eq!((code, said.contains("Where is")), (0, false), "{said}");
    }
}

#[test]
fn a_control_plane_that_lacks_a_version_before_others_gets_it() {
    let world = World::ready();
    let damage = "DROP TABLE control_plane.signing_keys;
                  DELETE FROM control_plane.schema_migrations WHERE version IN (20260101000009)";
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        sqlx::raw_sql(damage).execute(&mut plane).await.expect("damaged");
    });
    let said = world.run(&["key", "list"]).code(5);
    assert!(said.stderr.contains("is at version 20260101000008, older than this"), "{}", said.stderr);
    let upgraded = world.run(&["init", "-o", "json"]).code(0).json();
    assert_eq!(upgraded["applied"].as_array().expect("a list").len(), 1, "{upgraded}");
    let _made = world.run(&["key", "create"]).code(0);
    let again = world.run(&["init", "-o", "json"]).code(0).json();
    assert_eq!(again["applied"].as_array().expect("a list").len(), 0, "{again}");
}
