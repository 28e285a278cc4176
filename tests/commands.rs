//! What every command owes: formats, exit codes, bad input, pipes.

use crate::support::World;
use std::os::unix::ffi::OsStrExt;
use std::process::Stdio;

#[test]
fn every_command_honours_every_format() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    for command in [
        &["provision", "acme-corp", "--region", "us-east-1"][..],
        &["provision", "globex", "--dry-run"],
        &["list"],
        &["show", "acme-corp"],
        &["url", "acme-corp"],
        &["rename", "acme-corp", "acme", "--dry-run"],
        &["clone", "acme-corp", "copy", "--dry-run"],
        &["migrate", "--all"],
        &["migrate", "status"],
        &["migrate", "status", "--live"],
        &["migrate", "verify"],
        &["migrate", "repair", "--explain"],
        &["migrate", "new", "add notes", "--dir", "own"],
        &["operation", "list"],
        &["policy", "show"],
        &["policy", "sync", "--all"],
        &["policy", "diff", "--all"],
        &["export", "acme-corp", "--out", "acme.dump", "--force"],
        &["export", "acme-corp", "--format", "csv", "--out", "acme-csv", "--force"],
        &["init"],
        &["cluster", "list"],
        &["cluster", "show", "local"],
        &["cluster", "check", "local"],
        &["cluster", "drain", "local", "--undo"],
        &["audit", "list"],
        &["audit", "verify"],
        &["audit", "export"],
        &["audit", "export", "--head"],
        &["rotate", "--all"],
        &["rotate", "--all", "--finish"],
        &["secret", "check"],
        &["secret", "rekey"],
        &["key", "create"],
        &["key", "list"],
        &["key", "rotate", "--now"],
        &["local", "status"],
        &["doctor"],
        &["config", "list"],
        &["config", "get", "provider"],
        &["config", "path"],
    ] {
        for format in ["table", "json", "ndjson", "csv"] {
            let said = world.run(&[command, &["-o", format]].concat()).code(0);
            assert!(!said.stdout.is_empty(), "{command:?} {format}");
            assert!(!said.stdout.contains('\u{1b}'), "{command:?} {format}");
            match format {
                "json" => drop(said.json()),
                "ndjson" => {
                    for line in said.stdout.lines() {
                        serde_json::from_str::<serde_json::Value>(line).expect("a document a line");
                    }
                }
                _ => {}
            }
        }
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let _script = world.run(&["completions", shell]).code(0);
    }
}

#[test]
fn completions_are_current() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let file = format!("{}/completions/tenantctl.{shell}", env!("CARGO_MANIFEST_DIR"));
        let stored = std::fs::read_to_string(&file).expect(&file);
        let fresh = World::new().run(&["completions", shell, "--static"]).code(0).stdout;
        assert!(stored == fresh, "{file} is stale: run `make completions`");
    }
}

#[test]
fn bad_ids_and_regions_are_refused_before_anything_is_made() {
    let world = World::new();
    let long = "a".repeat(41);
    for id in [
        "",
        "a",
        "ab",
        &long,
        "ACME",
        "acme--corp",
        "1acme",
        "acme-",
        "acme'x",
        "acme\nx",
        "acme corp",
        "аcme",
        "café",
        "postgres",
        "template1",
        "pg-x",
        "supabase",
        "tenantctl-x",
        "none",
        "all",
        "current-user",
        "../x",
        "$(id)",
    ] {
        let said = world.run(&["provision", "--tenant-id", id, "--region", "us-east-1"]).code(2);
        assert!(said.stdout.is_empty() && !said.stderr.is_empty(), "{id:?}");
    }
    let _option = world.run(&["provision", "--tenant-id", "-rf"]).code(2);
    let raw = world.command(&["provision", "--tenant-id"]).arg(std::ffi::OsStr::from_bytes(b"ac\xffme")).output();
    assert_eq!(raw.expect("runs").status.code(), Some(2));
    let _region = world.run(&["provision", "acme", "--region", "us east"]).code(2);
    assert!(!world.state().exists(), "nothing was made");
    let json = world.run(&["provision", "--tenant-id", "ACME", "-o", "json"]).code(2);
    assert_eq!(json.json()["error"]["exit_code"], 2);
}

#[test]
fn bad_servers_are_refused_with_their_own_codes() {
    let world = World::new();
    let secret = "canary-5f2c";
    let provision = ["provision", "acme-corp", "--region", "us-east-1", "--timeout", "2s"];
    for (url, code, text) in [
        ("nonsense", 10, "is not a connection URL"),
        ("mysql://u:canary-5f2c@127.0.0.1/x", 10, "mysql"),
        ("postgresql://u:canary-5f2c@127.0.0.1:1/x", 6, "connecting to 127.0.0.1:1"),
        ("postgresql://u:canary-5f2c@127.0.0.1:6543/x", 10, "pooler"),
        ("postgresql://u:canary-5f2c@127.0.0.1/x?pgbouncer=true", 10, "pooler"),
        ("postgresql://u:canary-5f2c@db.invalid/x?sslmode=disable", 10, "in the clear"),
    ] {
        let output = world.command(&provision).env("DATABASE_URL", url).output().expect("runs");
        let said = crate::support::Said::from(output).code(code);
        assert!(said.stderr.contains(text), "{url}: {}", said.stderr);
        assert!(!said.stderr.contains(secret), "{url}: {}", said.stderr);
    }
    let output = world.command(&["provision", "acme-corp", "--region", "us-esat-1"]);
    let mut output = output;
    let output = output.env("DATABASE_URL", "postgresql://u@127.0.0.1:1/x").output().expect("runs");
    let said = crate::support::Said::from(output).code(2);
    assert!(said.stderr.contains("did you mean us-east-1?"), "{}", said.stderr);
}

#[test]
fn a_configured_server_is_the_default_cluster() {
    let server = World::ready();
    let _listening = server.run(&["local", "stop"]).code(0);
    let port = server.listening();
    let password = server.server().read_or_create_password("operator").expect("a password");
    let mut world = World::new();
    let url = |password: &str| format!("postgresql://tenantctl_operator:{password}@127.0.0.1:{port}/tenantctl");
    world.env.push(("DATABASE_URL".into(), url("wrong-canary")));
    let refused = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(7);
    assert!(!refused.stderr.contains("wrong-canary"), "{}", refused.stderr);
    // The control plane was made with another master key, the embedded one.
    world.env.clear();
    world.env.push(("DATABASE_URL".into(), url(&password)));
    let other_key = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(10);
    assert!(other_key.stderr.contains("TENANTCTL_MASTER_KEY"), "{}", other_key.stderr);
    let key = server.state().join("master.key").display().to_string();
    world.env.push(("TENANTCTL_MASTER_KEY_FILE".into(), key));
    let made = world.run(&["provision", "acme-corp", "--region", "us-east-1", "-o", "json"]).code(0);
    assert_eq!(made.json()["provider"], "cluster");
    assert_eq!(made.json()["cluster"], "default");
    let _migrated = world.run(&["migrate", "--all"]).code(0);
    for said in [made.stdout, made.stderr] {
        assert!(!said.contains(&password), "{said}");
    }
    let _needs_region = world.run(&["provision", "globex"]).code(2);
}

#[test]
fn the_embedded_server_is_governed() {
    let world = World::new();
    let none = world.run(&["list"]).code(10);
    assert!(none.stderr.contains("tenantctl init"), "{}", none.stderr);
    let status = world.run(&["local", "status", "-o", "json"]).code(0);
    assert_eq!(status.json()["running"], false);
    assert_eq!(world.run(&["local", "start", "-o", "json"]).code(0).json()["running"], true);
    let _again = world.run(&["local", "start"]).code(0);
    let _unconfirmed = world.run(&["local", "reset"]).code(9);
    let _init = world.run(&["init"]).code(0);
    assert_eq!(world.run(&["local", "stop", "-o", "json"]).code(0).json()["running"], false);
    let _by_itself = world.run(&["list"]).code(0);
    let _reset = world.run(&["local", "reset", "--yes"]).code(0);
    let _gone = world.run(&["list"]).code(10);
    let mut without = World::new();
    without.env.push(("TENANTCTL_PG_BIN_DIR".into(), "/nonexistent".into()));
    let said = without.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(10);
    assert!(said.stderr.contains("DATABASE_URL"), "{}", said.stderr);
}

#[test]
fn settings_come_from_where_they_say() {
    let mut world = World::new();
    std::fs::write(world.path().join("tenantctl.toml"), "region = 'eu-west-1'\ntenant = 'from-file'\n")
        .expect("written");
    std::fs::write(
        world.path().join(".env"),
        "TENANTCTL_TENANT=from-env-file\nDATABASE_URL=postgresql://u:canary-77@127.0.0.1/x\n",
    )
    .expect("written");
    let get = |world: &World, key: &str, more: &[&str]| {
        world.run(&[&["config", "get", key, "-o", "json"], more].concat()).code(0).json()
    };
    assert_eq!(get(&world, "region", &[])["value"], "eu-west-1");
    assert_eq!(get(&world, "tenant", &[])["value"], "from-env-file");
    assert_eq!(get(&world, "tenant", &["--no-env-file"])["value"], "from-file");
    world.env.push(("TENANTCTL_TENANT".into(), "from-environment".into()));
    assert_eq!(get(&world, "tenant", &[])["value"], "from-environment");
    assert_eq!(get(&world, "output", &[])["origin"], "flag --output");
    let listed = world.run(&["config", "list"]).code(0);
    assert!(!listed.stdout.contains("canary-77"), "{}", listed.stdout);
    std::fs::write(world.path().join("tenantctl.toml"), "regoin = 'x'\n").expect("written");
    let unknown = world.run(&["config", "list"]).code(10);
    assert!(unknown.stderr.contains("region"), "{}", unknown.stderr);
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let world = World::ready();
    let mut child = world.command(&["config", "list", "-o", "ndjson"]).stdout(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("ends").code(), Some(0));
}

#[test]
fn connect_becomes_psql_without_a_password_in_its_arguments() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let query = "SELECT current_user, current_setting('role')";
    let said = world.run(&["connect", "acme-corp", "--role", "migrator", "--", "-At", "-c", query]);
    if said.stderr.contains("psql isn't installed") {
        return;
    }
    assert!(said.code(0).stdout.contains("tenantctl_owner|tenantctl_owner"));
}

#[test]
fn an_ordinary_user_needs_no_root() {
    use std::os::unix::process::CommandExt;
    // Started as an ordinary user, every other test is this one.
    if !tenantctl::host::local::is_root() {
        return;
    }
    let world = World::new();
    let binary = world.path().join("tenantctl");
    std::fs::copy(env!("CARGO_BIN_EXE_tenantctl"), &binary).expect("copied");
    let home = world.path().join("home");
    std::fs::create_dir(&home).expect("a folder");
    std::os::unix::fs::chown(&home, Some(65534), Some(65534)).expect("given away");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(&binary);
        command.args(arguments).uid(65534).gid(65534).env_clear().current_dir("/");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", &home);
        if let Some(bin) = std::env::var_os("TENANTCTL_PG_BIN_DIR") {
            command.env("TENANTCTL_PG_BIN_DIR", bin);
        }
        crate::support::Said::from(command.output().expect("runs"))
    };
    let made = run(&["provision", "acme-corp", "--region", "us-east-1", "-o", "json"]);
    let stopped = run(&["local", "stop"]);
    assert_eq!(made.code(0).json()["status"], "active");
    let _stopped = stopped.code(0);
    assert!(home.join(".local/state/tenantctl/postgres/data").exists());
}

#[test]
fn secrets_show_up_nowhere() {
    let mut world = World::ready();
    world.env.push(("TENANTCTL_LOG".into(), "trace,sqlx=trace".into()));
    let said = world.run(&["-vv", "provision", "acme-corp", "--region", "us-east-1"]).code(0);
    world.env.clear();
    let mut canaries = vec![world.server().superuser_password().expect("a password")];
    canaries.push(world.server().read_or_create_password("operator").expect("a password"));
    canaries.push(std::fs::read_to_string(world.state().join("master.key")).expect("a key").trim().to_owned());
    for role in ["app", "migrator"] {
        canaries.push(world.login("acme-corp", role).password);
    }
    let mut places = vec![said.stdout, said.stderr];
    places.push(std::fs::read_to_string(world.state().join("postgres/server.log")).expect("a log"));
    for command in [&["show", "acme-corp"][..], &["url", "acme-corp"], &["config", "list"], &["local", "status"]] {
        let said = world.run(command).code(0);
        places.extend([said.stdout, said.stderr]);
    }
    for (place, canary) in places.iter().flat_map(|place| canaries.iter().map(move |canary| (place, canary))) {
        assert!(!place.contains(canary.as_str()), "{place}");
    }
}
