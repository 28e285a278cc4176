//! `deprovision`, `restore` and `purge`.

use super::{gets_in, number, on_server, status, world};
use crate::support::world_check::{Expect, world_check};
use crate::support::{Said, World};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;

const CONFIRMED: [&str; 4] = ["deprovision", "acme-corp", "--confirm", "acme-corp"];

fn deprovision(world: &World, more: &[&str]) -> Said {
    world.run(&[&CONFIRMED[..], more, &["-o", "json"]].concat())
}

/// Databases, logins, live rows, keys and secrets.
fn left_over(world: &World) -> [i64; 4] {
    [
        "SELECT count(*) FROM pg_database WHERE datname LIKE 'acme%'",
        "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'acme%'",
        "SELECT count(*) FROM control_plane.tenant_metadata WHERE id = 'acme-corp' AND status <> 'deleted'",
        "SELECT (SELECT count(*) FROM control_plane.tenant_keys) + (SELECT count(*) FROM control_plane.tenant_secrets)",
    ]
    .map(|sql| number(world, "tenantctl", sql))
}

fn items(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_deletion_can_be_taken_back_and_nothing_has_changed() {
    let world = world();
    let (app, migrator) = (world.login("acme-corp", "app"), world.login("acme-corp", "migrator"));
    for before in ["active", "suspended"] {
        if before == "suspended" {
            let _closed = world.run(&["suspend", "acme-corp", "-y", "--reason", "kept"]).code(0);
        }
        let said = deprovision(&world, &[]).code(0);
        assert!(said.stderr.contains("tenantctl restore acme-corp"), "{}", said.stderr);
        let said = said.json();
        assert_eq!(said["status"], "deleting");
        assert!(said["purge_after"].as_str() > said["deleting_since"].as_str());
        assert!(!gets_in(&world, &app) && !gets_in(&world, &migrator));
        let file = said["backup_file"].as_str().expect("a backup").to_owned();
        assert!(file.starts_with(world.state().join("backups").to_str().expect("a path")), "{file}");
        for file in [file.clone(), format!("{file}.sha256")] {
            let mode = std::fs::metadata(&file).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{file}");
        }
        world_check(&world, Expect::default());
        let listed = world.run(&["list", "--columns", "id,status,until"]).code(0).stdout;
        assert!(
            listed.contains("deleting") && listed.contains(said["purge_after"].as_str().expect("a time")),
            "{listed}"
        );
        let again = deprovision(&world, &[]).code(0);
        assert!(again.stderr.contains("nothing to do"), "{}", again.stderr);

        let said = world.run(&["restore", "acme-corp", "-o", "json"]).code(0).json();
        assert_eq!(
            (&said["status"], &said["purge_after"], &said["backup_file"]),
            (&json!(before), &json!(null), &json!(null))
        );
        if before == "suspended" {
            assert_eq!(said["suspended_reason"], "kept");
            let _open = world.run(&["resume", "acme-corp"]).code(0);
        }
        assert!(gets_in(&world, &app) && gets_in(&world, &migrator), "by the passwords from before");
        let limit = format!("SELECT datconnlimit::bigint FROM pg_database WHERE datname = '{}'", app.database);
        assert_eq!(number(&world, "postgres", &limit), 17);
        assert_eq!(number(&world, &app.database, "SELECT count(*) FROM vendors WHERE code = 'V1'"), 1);
        let again = world.run(&["restore", "acme-corp"]).code(0);
        assert!(again.stderr.contains("nothing to do"), "{}", again.stderr);
        world_check(&world, Expect::default());
    }
}

#[test]
fn nothing_is_left_of_a_purged_tenant_but_its_certificate() {
    let world = world();
    let uuid = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json()["uuid"].clone();
    let app = world.login("acme-corp", "app");
    let _closed = deprovision(&world, &["--reason", "the contract of Ann Smith ended"]).code(0);
    let early = world.run(&["purge", "acme-corp", "-y"]).code(9);
    assert!(early.stderr.contains("--confirm acme-corp"), "{}", early.stderr);
    let none_due = world.run(&["purge", "--due", "-y", "-o", "json"]).code(0);
    assert_eq!(none_due.json()["items"], json!([]));
    let planned = world.run(&["purge", "acme-corp", "-n", "-o", "json"]).code(0).json();
    assert!(planned["items"].as_array().is_some_and(|steps| steps.iter().any(|s| s["step"] == "drop database")));

    let said = world.run(&["purge", "acme-corp", "--confirm", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!((&said["certificate"], &said["tenant_uuid"]), (&json!("erasure"), &uuid));
    let removed = items(&said["removed"]);
    for what in ["database ", "login ", "secret data_key", "secret app_password", "secret migrator_password"] {
        assert!(removed.iter().any(|item| item.starts_with(what)), "{what}: {removed:?}");
    }
    assert_eq!(removed.iter().filter(|item| item.starts_with("login ")).count(), 2);
    assert!(said["backup"]["sha256"].as_str().is_some_and(|sum| sum.len() == 64), "{said}");
    assert!(said["erased_by"].as_str().is_some_and(|who| who.starts_with("tester@")), "{said}");
    let (seq, hash) = (said["log"]["seq"].as_str().expect("a place"), said["log"]["hash"].as_str().expect("a hash"));
    let chained = format!(
        "SELECT count(*) FROM control_plane.policy_sync_logs WHERE seq = {seq} AND encode(hash, 'hex') = '{hash}'
           AND action = 'purge' AND outcome = 'done'"
    );
    assert_eq!(number(&world, "tenantctl", &chained), 1);
    assert_eq!(left_over(&world), [0; 4]);
    let _gone = world.run(&["show", "acme-corp"]).code(4);
    let again = world.run(&["purge", "acme-corp", "-o", "json"]).code(0);
    assert_eq!(again.json()["log"], said["log"], "the certificate is kept");
    let person = "SELECT count(*) FROM control_plane.operations WHERE spec::text LIKE '%Ann Smith%'";
    assert_eq!(number(&world, "tenantctl", person), 0);
    world_check(&world, Expect::default());

    // The id is free, the uuid never is, and the old password opens nothing.
    let made = world.run(&["provision", "acme-corp", "--region", "x", "-o", "json"]).code(0).json();
    assert_ne!(made["uuid"], uuid);
    let old = crate::support::Login { database: made["database"].as_str().expect("a name").to_owned(), ..app };
    assert!(!gets_in(&world, &old));
    world_check(&world, Expect::default());
}

#[test]
fn nobody_deletes_by_mistake() {
    let world = world();
    for (arguments, code) in [
        (&["deprovision", "acme-corp"][..], 9),
        (&["deprovision", "acme-corp", "-y"], 9),
        (&["deprovision", "acme-corp", "--confirm", "other-corp"], 9),
        (&["deprovision", "acme-corp", "--confirm", "acme-corp", "--grace", "soon"], 2),
        (&["deprovision", "acme-corp", "--no-backup", "-y"], 9),
        (&["deprovision", "acme-corp", "--no-backup", "--backup-dir", "/tmp"], 2),
        (
            &[
                "deprovision",
                "acme-corp",
                "--confirm",
                "acme-corp",
                "--expect-uuid",
                "00000000-0000-4000-8000-000000000001",
            ],
            5,
        ),
        (&["deprovision", "acme-crop", "--confirm", "acme-crop"], 4),
        (&["purge", "acme-corp", "--confirm", "acme-corp"], 5),
        (&["purge", "acme-crop", "--confirm", "acme-crop"], 4),
        (&["purge"], 2),
        (&["purge", "acme-corp", "--due"], 2),
    ] {
        let said = world.run(arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}{}", said.stdout, said.stderr);
        assert!(said.stderr.contains("hint: ") || code == 2 || code == 9, "{}", said.stderr);
    }
    // `yes` isn't enough, whatever it says.
    let mut piped = world.command(&["deprovision", "acme-corp"]);
    piped.env_remove("CI").stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null());
    let mut child = piped.stderr(std::process::Stdio::piped()).spawn().expect("starts");
    let _closed_early =
        std::io::Write::write_all(&mut child.stdin.take().expect("stdin"), &b"y\nacme-corp\n".repeat(100));
    assert_eq!(child.wait_with_output().expect("ends").status.code(), Some(9));

    let _locked = world.run(&["lock", "acme-corp"]).code(0);
    let refused = deprovision(&world, &[]).code(5);
    assert_eq!(refused.json()["error"]["code"], "deletion_locked");
    assert!(refused.stderr.contains("tenantctl unlock acme-corp"), "{}", refused.stderr);
    let _unlocked = world.run(&["unlock", "acme-corp"]).code(0);
    assert_eq!(status(&world, "acme-corp"), "active");
    world_check(&world, Expect::default());
    let closed = deprovision(&world, &["--grace", "0", "--no-backup"]).code(0);
    assert!(closed.stderr.contains("the next tenantctl purge --due removes it"), "{}", closed.stderr);
    let _locked = world.run(&["lock", "acme-corp"]).code(0);
    let _refused = world.run(&["purge", "acme-corp", "--confirm", "acme-corp"]).code(5);
    let none = world.run(&["purge", "--due", "-y", "-o", "json"]).code(0).json();
    assert_eq!(none["items"], json!([]), "a locked tenant is never due");
    let _unlocked = world.run(&["unlock", "acme-corp"]).code(0);
    let unconfirmed = world.run(&["purge", "--due"]).code(9);
    assert!(unconfirmed.stderr.contains("-y"), "{}", unconfirmed.stderr);
    let due = world.run(&["purge", "--due", "-y", "-o", "json"]).code(0).json();
    assert_eq!((&due["items"][0]["tenant"], &due["items"][0]["result"]), (&json!("acme-corp"), &json!("done")));
    assert_eq!(left_over(&world), [0; 4]);
    world_check(&world, Expect::default());
}

#[test]
fn without_a_backup_nothing_is_deleted() {
    let mut world = world();
    let programs = world.path().join("programs");
    std::fs::create_dir(&programs).expect("a folder");
    let script = |name: &str, text: &str| {
        let file = programs.join(name);
        std::fs::write(&file, format!("#!/bin/sh\n{text}\n")).expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("mode");
    };
    let version = |of: &str| format!("if [ \"$1\" = --version ]; then echo \"pg_dump (PostgreSQL) {of}\"; exit; fi");
    let folder = world.path().join("elsewhere");
    let folder = folder.to_str().expect("a path").to_owned();
    for (what, dump, code, told) in [
        ("too old", version("14.1"), 10, "pg_dump_too_old"),
        ("fails", format!("{}\necho 'no space left on device' >&2; exit 1", version("99.1")), 6, "backup_failed"),
        ("is killed", format!("{}\nkill -9 $$", version("99.1")), 6, "backup_failed"),
        ("writes nonsense", format!("{}\necho nonsense", version("99.1")), 6, "backup_failed"),
        ("writes nothing", version("99.1"), 6, "backup_failed"),
    ] {
        script("pg_dump", &dump);
        world.env = vec![("TENANTCTL_PG_BIN_DIR".into(), programs.display().to_string())];
        let said = deprovision(&world, &["--backup-dir", &folder]).code(code);
        assert_eq!(said.json()["error"]["code"], told, "{what}: {}", said.stderr);
        world.env.clear();
        assert!(matches!(status(&world, "acme-corp").as_str(), "active" | "suspended"), "{what}");
        let left = std::fs::read_dir(&folder).map_or(0, |entries| entries.count());
        assert_eq!(left, 0, "{what}: no half of a backup is left");
        let _open = world.run(&["restore", "acme-corp"]).code(0);
        assert_eq!(status(&world, "acme-corp"), "active", "{what}");
        world_check(&world, Expect::default());
    }
    std::fs::write(world.path().join("a-file"), "").expect("written");
    let file = world.path().join("a-file/below");
    let said = deprovision(&world, &["--backup-dir", file.to_str().expect("a path")]).code(6);
    assert!(said.stderr.contains("--backup-dir"), "{}", said.stderr);
    assert_eq!(status(&world, "acme-corp"), "active", "refused before the first effect");
    world_check(&world, Expect::default());
}

#[test]
fn a_backup_holds_everything() {
    let world = world();
    let _closed = deprovision(&world, &["--grace", "0"]).code(0);
    let said = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    let file = said["backup_file"].as_str().expect("a backup").to_owned();
    on_server(&world, "postgres", "CREATE DATABASE copy");
    let endpoint = world.server().endpoint().expect("runs");
    let restored = std::process::Command::new("pg_restore")
        .env("PGPASSWORD", world.server().superuser_password().expect("a password"))
        .args(["-U", "postgres", "-d", "copy", "-p", &endpoint.port.to_string()])
        .arg("-h")
        .arg(&endpoint.socket_dir)
        .arg(&file)
        .output()
        .expect("runs");
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    for table in ["vendors", "access.roles", "tenantctl.schema_migrations"] {
        let sum = format!("SELECT coalesce(sum(hashtext(t::text)::bigint), 0)::bigint + count(*) FROM {table} t");
        let database = said["database"].as_str().expect("a name");
        on_server(&world, "postgres", &format!("ALTER DATABASE {database} CONNECTION LIMIT 0"));
        assert_eq!(number(&world, "copy", &sum), number(&world, database, &sum), "{table}");
    }
}
