//! `doctor`: one failing check never hides another, nothing is changed, and no secret is printed.

mod services;

use crate::hostile::as_superuser;
use crate::support::{Said, World};
use serde_json::Value;

/// Everything that one run found, by name.
pub(crate) struct Found(Vec<Value>);

impl Found {
    /// Runs it and expects its exit code.
    #[track_caller]
    pub(crate) fn by(world: &World, more: &[&str], code: i32) -> Self {
        Self::of(&world.run(&[&["doctor", "-o", "json"], more].concat()).code(code))
    }

    #[track_caller]
    pub(crate) fn of(said: &Said) -> Self {
        let items = said.json()["items"].as_array().expect("a list").clone();
        for item in &items {
            let (state, hint) = (item["state"].as_str().expect("a state"), item["hint"].as_str());
            assert!(["ok", "skipped"].contains(&state) || hint.is_some_and(|hint| !hint.is_empty()), "{item}");
        }
        let wrong = items.iter().any(|item| item["state"] == "error");
        assert_eq!(said.code, if wrong { 8 } else { 0 }, "{items:?}");
        Self(items)
    }

    #[track_caller]
    fn item(&self, name: &str) -> &Value {
        self.0.iter().find(|item| item["name"] == name).unwrap_or_else(|| panic!("no {name} in {:#?}", self.0))
    }

    /// Expects the state of a check, and that its text or hint has a word.
    #[track_caller]
    pub(crate) fn expect(&self, name: &str, state: &str, word: &str) {
        let item = self.item(name);
        assert_eq!(item["state"], state, "{item}");
        assert!(item.to_string().contains(word), "{word}: {item}");
    }

    /// Expects that everything but these is ok or was skipped.
    #[track_caller]
    pub(crate) fn all_well_but(&self, names: &[&str]) {
        for item in &self.0 {
            let (name, state) = (item["name"].as_str().expect("a name"), item["state"].as_str().expect("a state"));
            // Not every machine has psql.
            if name != "postgresql.psql" && !names.contains(&name) {
                assert!(["ok", "skipped"].contains(&state), "{item}");
            }
        }
    }
}

#[test]
fn with_nothing_configured_nothing_is_wrong_and_nothing_is_made() {
    let world = World::new();
    let found = Found::by(&world, &[], 0);
    found.all_well_but(&["control_plane.server"]);
    found.expect("control_plane.server", "warning", "tenantctl init");
    found.expect("supabase.api", "skipped", "no access token");
    assert!(!world.state().exists(), "nothing was made");
    let mut without = World::new();
    without.env.push(("TENANTCTL_PG_BIN_DIR".into(), "/nonexistent".into()));
    let found = Found::by(&without, &[], 8);
    found.expect("postgresql.server", "error", "TENANTCTL_PG_BIN_DIR");
    without.env.push(("DATABASE_URL".into(), "postgresql://u@127.0.0.1:1/x".into()));
    Found::by(&without, &[], 8).expect("postgresql.server", "warning", "TENANTCTL_PG_BIN_DIR");
}

#[test]
fn the_embedded_server_is_looked_at_and_left_as_it_is() {
    let world = World::ready();
    Found::by(&world, &[], 0).expect("clusters", "skipped", "none is registered");
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let found = Found::by(&world, &[], 0);
    found.all_well_but(&[]);
    for name in ["control_plane.server", "control_plane.schema", "control_plane.tls", "control_plane.clock"] {
        found.expect(name, "ok", "");
    }
    for name in ["master_key", "cluster.local.reachable", "cluster.local.server", "cluster.local.clock"] {
        found.expect(name, "ok", "");
    }
    let password = world.server().read_or_create_password("operator").expect("a password");
    for format in ["table", "json", "ndjson", "csv"] {
        let said = world.run(&["-vv", "doctor", "-o", format]).code(0);
        assert!(!said.stdout.contains(&password) && !said.stderr.contains(&password), "{format}");
    }
    let _stopped = world.run(&["local", "stop"]).code(0);
    Found::by(&world, &[], 0).expect("control_plane.server", "warning", "tenantctl local start");
    assert_eq!(world.run(&["local", "status", "-o", "json"]).code(0).json()["running"], false);
}

#[test]
fn what_is_wrong_with_a_control_plane_is_told_apart() {
    let mut world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    for (sql, undo, name, word) in [
        (
            "INSERT INTO control_plane.schema_migrations VALUES (99990101000000, '', '')",
            "DELETE FROM control_plane.schema_migrations WHERE version = 99990101000000",
            "control_plane.schema",
            "install the newer",
        ),
        (
            "CREATE TABLE kept AS SELECT * FROM control_plane.schema_migrations ORDER BY version DESC LIMIT 1;
             DELETE FROM control_plane.schema_migrations WHERE version IN (SELECT version FROM kept)",
            "INSERT INTO control_plane.schema_migrations SELECT * FROM kept; DROP TABLE kept",
            "control_plane.schema",
            "tenantctl init",
        ),
        (
            "UPDATE control_plane.clusters SET system_identifier = 'x' || system_identifier",
            "UPDATE control_plane.clusters SET system_identifier = substr(system_identifier, 2)",
            "cluster.local.server",
            "another server",
        ),
    ] {
        as_superuser(&world, "tenantctl", sql);
        Found::by(&world, &[], 8).expect(name, "error", word);
        as_superuser(&world, "tenantctl", undo);
        Found::by(&world, &[], 0).all_well_but(&[]);
    }
    world.env.push(("TENANTCTL_MASTER_KEY".into(), "00".repeat(32)));
    let found = Found::by(&world, &[], 8);
    found.expect("master_key", "error", "TENANTCTL_MASTER_KEY");
    found.expect("clusters", "skipped", "master key");
    world.env.clear();
    std::fs::remove_file(world.state().join("master.key")).expect("removed");
    Found::by(&world, &[], 8).expect("master_key", "error", "no master key is configured");
    assert!(!world.state().join("master.key").exists(), "none was made");
}

#[test]
fn a_wrong_server_hides_nothing_else() {
    for (url, word) in [
        ("nonsense", "is not a connection URL"),
        ("postgresql://u:canary-5f2c@127.0.0.1:1/x", "check host and port"),
        ("postgresql://u:canary-5f2c@127.0.0.1:6543/x", "session-mode"),
        ("postgresql://u:canary-5f2c@db.invalid/x?sslmode=disable", "in the clear"),
    ] {
        let mut world = World::new();
        world.env.push(("DATABASE_URL".into(), url.into()));
        world.env.push(("SUPABASE_ANON_KEY".into(), "sb_secret_canary-5f2c".into()));
        let said = world.run(&["doctor", "--timeout", "2s", "-o", "json"]).code(8);
        let found = Found::of(&said);
        found.expect("control_plane.server", "error", word);
        found.expect("auth.anon_key", "error", "must not be shown");
        found.all_well_but(&["control_plane.server", "auth.anon_key", "postgresql.server"]);
        assert_eq!(said.json()["error"]["exit_code"], 8);
        assert!(!said.stdout.contains("canary") && !said.stderr.contains("canary"), "{url}: {}", said.stderr);
    }
}

#[test]
fn files_whose_secrets_others_can_read_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    let file = world.path().join(".env");
    std::fs::write(&file, "TENANTCTL_MASTER_KEY=canary-5f2c\n").expect("written");
    for (mode, open) in [(0o644, true), (0o600, false)] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("mode");
        let said = world.run(&["doctor", "-o", "json"]).code(8);
        assert!(!said.stdout.contains("canary"), "{}", said.stdout);
        let found = Found::of(&said);
        found.expect("config.files", "ok", "env file ./.env");
        found.expect("master_key", "error", "TENANTCTL_MASTER_KEY");
        assert_eq!(said.stdout.contains("chmod 600 ./.env"), open, "{}", said.stdout);
    }
}
