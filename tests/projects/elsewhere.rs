//! What leads out of a project and into one: exports, and what is refused with the way that there is.

use super::quick;
use crate::support::supabase::{FakeSupabase, Options};
use crate::support::{Said, World};
use serde_json::Value;

const NOTES: &str = "CREATE SCHEMA mine; CREATE TABLE mine.notes (id int PRIMARY KEY, text text)";

/// A tenant with a project and rows, also in a schema that no built-in migration makes; and an empty one.
fn site() -> (FakeSupabase, World, Vec<String>) {
    let (fake, world) = quick(Options::default());
    for id in ["acme-corp", "acme-two"] {
        let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
    }
    let references: Vec<String> = fake.projects().into_iter().map(|project| project.reference).collect();
    for reference in &references {
        inside(&fake, reference, NOTES);
    }
    let _seeded = world.run(&["seed", "-t", "acme-corp", "--include-mock-data"]).code(0);
    inside(&fake, &references[0], "INSERT INTO mine.notes VALUES (1, 'one'), (2, 'two')");
    (fake, world, references)
}

fn inside(fake: &FakeSupabase, reference: &str, sql: &str) {
    fake.execute(reference, &format!("SET ROLE postgres; {sql}; RESET ROLE"));
}

/// Panics unless it holds in the project.
fn holds(fake: &FakeSupabase, reference: &str, what: &str) {
    fake.execute(reference, &format!("DO $$ BEGIN IF NOT ({what}) THEN RAISE 'not so'; END IF; END $$"));
}

fn restore(world: &World, file: &str, id: &str) -> Said {
    world.run(&["restore-dump", file, "--tenant-id", id, "--confirm", "acme-corp", "-o", "json"])
}

/// Rows by table, as an export of it counts them.
fn tables(world: &World, id: &str) -> Vec<(String, Value)> {
    let out = format!("count-{id}");
    let _done = world.run(&["export", id, "--format", "csv", "--out", &out, "--force", "-o", "json"]).code(0);
    let text = std::fs::read_to_string(world.path().join(&out).join("manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_str(&text).expect("JSON");
    let files = manifest["files"].as_array().expect("files").iter();
    let tables = files.flat_map(|file| file["tables"].as_array().expect("tables").clone());
    let is_data = |table: &Value| table["schema"] != "access" || table["name"] == "user_mappings";
    tables
        .filter(is_data)
        .map(|table| (format!("{}.{}", table["schema"], table["name"]), table["rows"].clone()))
        .collect()
}

#[test]
fn a_projects_export_is_restored_into_another_project_and_onto_a_cluster() {
    let (fake, world, references) = site();
    for format in ["custom", "csv", "ndjson"] {
        let _done = world.run(&["export", "acme-corp", "--format", format, "--out", format]).code(0);
    }
    let expected = tables(&world, "acme-corp");
    assert!(expected.iter().any(|(table, rows)| table.contains("notes") && *rows == 2), "{expected:?}");
    for format in ["custom", "csv", "ndjson"] {
        let said = restore(&world, format, "acme-two").code(0);
        assert_eq!(said.json()["status"], "restored", "{}", said.stdout);
        assert_eq!(tables(&world, "acme-two"), expected, "{format}");
        holds(&fake, &references[1], "(SELECT string_agg(text, ',' ORDER BY id) FROM mine.notes) = 'one,two'");
        let _equal = restore(&world, format, "acme-two").code(0);
        let all = "SELECT string_agg(quote_ident(schemaname) || '.' || quote_ident(tablename), ', ') FROM pg_tables
            WHERE schemaname IN ('public', 'mine') OR tablename = 'user_mappings'";
        inside(&fake, &references[1], &format!("DO $$ BEGIN EXECUTE 'TRUNCATE ' || ({all}); END $$"));
    }
    // A project's Auth server is Supabase's, and none of it is in the export.
    let dump = std::process::Command::new("pg_restore").arg("--list").arg(world.path().join("custom")).output();
    let list = String::from_utf8(dump.expect("runs").stdout).expect("text");
    assert!(list.contains("TABLE DATA mine notes") && !list.contains(" auth "), "{list}");
    let _made = world.run(&["provision", "acme-here", "--provider", "local", "--region", "x"]).code(0);
    crate::hostile::as_superuser(
        &world,
        &world.login("acme-here", "migrator").database,
        &format!("SET ROLE tenantctl_owner; {NOTES}"),
    );
    let said = restore(&world, "csv", "acme-here").code(0);
    assert_eq!(said.json()["status"], "restored");
    assert_eq!(tables(&world, "acme-here"), expected);
    // And back again.
    let _done = world.run(&["export", "acme-here", "--out", "here"]).code(0);
    let back = ["restore-dump", "here", "-t", "acme-two", "--confirm", "acme-here"];
    let _back = world.run(&back).code(0);
    assert_eq!(tables(&world, "acme-two"), expected);
}

#[test]
fn what_a_project_cannot_do_is_refused_with_the_way_that_there_is() {
    let (fake, world, _) = site();
    let _added = world.run(&["provision", "acme-here", "--provider", "local", "--region", "x"]).code(0);
    for (arguments, next) in [
        (&["move", "acme-corp", "--cluster", "local", "-y"][..], "provision NEW --region us-east-1 --cluster local"),
        (&["move", "acme-corp", "--commit", "-y"], "provision NEW --region us-east-1 --cluster NAME"),
        (&["clone", "acme-corp", "acme-copy"], "provision acme-copy --region us-east-1 --provider supabase"),
        (&["clone", "acme-corp", "acme-copy", "--offline", "-y"], "restore-dump acme-corp.dump --tenant-id acme-copy"),
        (&["clone", "acme-corp", "acme-copy", "--dry-run"], "export acme-corp --out acme-corp.dump"),
    ] {
        let said = world.run(arguments).code(5);
        assert!(said.stderr.contains(next), "{arguments:?}: {}", said.stderr);
        assert!(!said.stderr.contains("panicked"), "{}", said.stderr);
    }
    assert_eq!(fake.projects().len(), 2);
    let _renamed = world.run(&["rename", "acme-two", "apex-two", "-y"]).code(0);
    let status = world.run(&["migrate", "status", "--live", "-o", "json"]).code(0);
    assert_eq!(status.stdout.matches("up_to_date").count(), 3, "{}", status.stdout);
    let _closed = world.run(&["suspend", "apex-two", "-y"]).code(0);
    let said = world.run(&["export", "apex-two", "--out", "closed"]).code(5);
    assert!(said.stderr.contains("suspended"), "{}", said.stderr);
    // The backup holds what no built-in migration made too.
    let closing = ["deprovision", "acme-corp", "--confirm", "acme-corp", "-o", "json"];
    let closed = world.run(&closing).code(0).json();
    let file = closed["backup_file"].as_str().expect("a backup");
    let list = std::process::Command::new("pg_restore").arg("--list").arg(file).output().expect("runs");
    let list = String::from_utf8(list.stdout).expect("text");
    assert!(list.contains("TABLE DATA mine notes") && !list.contains(" auth "), "{list}");
}

#[test]
fn a_tenant_whose_project_somebody_deleted_can_go() {
    let (fake, world, _) = site();
    fake.remove_all();
    for arguments in [&["suspend", "acme-corp", "-y"][..], &["deprovision", "acme-corp", "--confirm", "acme-corp"]] {
        let said = world.run(arguments).code(4);
        assert!(said.stderr.contains("--no-backup"), "{}", said.stderr);
        let shown = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
        assert_eq!(shown["status"], "active", "{arguments:?}");
    }
    let _closed = world.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup"]).code(0);
    let said = world.run(&["restore", "acme-corp"]).code(4);
    assert!(said.stderr.contains("doesn't exist any more"), "{}", said.stderr);
    let _gone = world.run(&["purge", "acme-corp", "--confirm", "acme-corp"]).code(0);
    let _none = world.run(&["show", "acme-corp"]).code(4);
}
