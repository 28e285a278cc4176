//! Profiles, changing settings in files, and what is protected.

use crate::support::World;
use crate::support::pty::Pty;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

fn user_file(world: &World) -> PathBuf {
    world.path().join(".config/tenantctl/config.toml")
}

#[test]
fn settings_are_written_and_the_rest_of_the_file_stays() {
    let world = World::new();
    let _made = world.run(&["config", "set", "region", "eu-west-1"]).code(0);
    let file = user_file(&world);
    assert_eq!(std::fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    std::fs::write(&file, "# mine\nregion = 'x' # here\n").expect("written");
    let _set = world.run(&["config", "set", "region", "eu-west-2"]).code(0);
    let _new = world.run(&["config", "set", "protected", "true", "--profile", "prod"]).code(0);
    let expected = "# mine\nregion = \"eu-west-2\" # here\n\n[profile.prod]\nprotected = true\n";
    assert_eq!(std::fs::read_to_string(&file).expect("readable"), expected);
    let _dry = world.run(&["config", "unset", "region", "--dry-run"]).code(0);
    assert_eq!(std::fs::read_to_string(&file).expect("readable"), expected);
    let _bad = world.run(&["config", "set", "jobs", "many"]).code(10);
    let unknown = world.run(&["config", "set", "regoin", "x"]).code(2);
    assert!(unknown.stderr.contains("did you mean region?"), "{}", unknown.stderr);
    // Everyone can read arguments.
    for value in ["sbp_canary", "postgresql://u:canary@h/x"] {
        let secret = world.run(&["config", "set", "database_url", value]).code(2);
        assert!(!secret.stderr.contains("canary") && secret.stderr.contains("standard input"), "{}", secret.stderr);
    }
    let _reference = world.run(&["config", "set", "database_url", "env:PROD_URL", "--profile", "prod"]).code(0);
    let _gone = world.run(&["config", "unset", "region"]).code(0);
    assert_eq!(world.run(&["config", "get", "region", "-o", "json"]).code(0).json()["origin"], "not set");
    let short = world.run(&["config", "list", "--profile", "prod"]).code(0).stdout;
    assert!(short.lines().any(|line| line.starts_with("protected") && line.ends_with("profile prod")), "{short}");
    let long = world.run(&["config", "list", "--profile", "prod", "--show-origin"]).code(0).stdout;
    assert!(long.contains("config.toml line 4"), "{long}");
}

#[test]
fn profiles_are_listed_shown_and_put_in_use() {
    let world = World::new();
    let _prod = world.run(&["config", "set", "database_url", "env:PROD_URL", "--profile", "prod"]).code(0);
    let _stage = world.run(&["config", "set", "region", "eu-west-1", "--profile", "stage"]).code(0);
    let missing = world.run(&["list", "--profile", "prd"]).code(10);
    assert!(missing.stderr.contains("did you mean prod?"), "{}", missing.stderr);
    let _unknown = world.run(&["config", "profile", "use", "prd"]).code(4);
    let _none = world.run(&["config", "profile", "show"]).code(4);
    let _used = world.run(&["config", "profile", "use", "stage"]).code(0);
    let listed = world.run(&["config", "profile", "list", "-o", "json"]).code(0).json();
    let current: Vec<bool> =
        listed["items"].as_array().expect("a list").iter().map(|item| item["current"] == true).collect();
    assert_eq!(current, [false, true]);
    assert_eq!(world.run(&["config", "get", "region", "-o", "json"]).code(0).json()["value"], "eu-west-1");
    let shown = world.run(&["config", "profile", "show", "prod"]).code(0).stdout;
    assert!(shown.contains("env:PROD_URL"), "{shown}");
    let _none = world.run(&["config", "profile", "use", "--none"]).code(0);
    assert_eq!(world.run(&["config", "get", "region", "-o", "json"]).code(0).json()["origin"], "not set");
}

#[test]
fn what_is_protected_is_changed_only_after_a_yes() {
    let mut world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let state = world.state().display().to_string();
    let _profile = world.run(&["config", "set", "state_dir", &state, "--profile", "prod"]).code(0);
    let _protected = world.run(&["config", "set", "protected", "true", "--profile", "prod"]).code(0);
    world.env.push(("TENANTCTL_PROFILE".into(), "prod".into()));
    let change = ["provision", "globex", "--region", "us-east-1"];
    let refused = world.run(&change).code(9);
    for part in ["-y", "confirmation needed"] {
        assert!(refused.stderr.contains(part), "{}", refused.stderr);
    }
    let _migrate = world.run(&["migrate", "--all"]).code(9);
    let _seed = world.run(&["seed", "-t", "acme-corp", "--include-mock-data"]).code(9);
    let _reading = world.run(&["list"]).code(0);
    let _dry = world.run(&["migrate", "--all", "--dry-run"]).code(0);
    let (said, code) = Pty::start(&world, &change, &[])
        .sees("The profile prod is protected.")
        .sees("host: ")
        .sees("tenants: 1 tenant")
        .sees("Change it?")
        .types("n\r")
        .ends();
    assert_eq!(code, 9, "{said}");
    let (said, code) = Pty::start(&world, &change, &[]).sees("Change it?").types("y\r").ends();
    assert_eq!(code, 0, "{said}");
    let _yes = world.run(&["provision", "initech", "--region", "us-east-1", "-y"]).code(0);
    assert_eq!(world.run(&["list", "-o", "json"]).code(0).json()["items"].as_array().map(Vec::len), Some(3));
}
