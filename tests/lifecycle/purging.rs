//! Purges that are killed, that come together, and that meet what isn't the tenant's.

use super::{inside, number, on_server, world};
use crate::support::World;
#[cfg(feature = "failpoints")]
use crate::support::world_check::in_catalogs;
use crate::support::world_check::{Expect, world_check};
use std::process::Stdio;
use std::time::{Duration, Instant};

const DEPROVISION: [&str; 5] = ["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup"];
const PURGE: [&str; 4] = ["purge", "acme-corp", "--confirm", "acme-corp"];

/// Everything on the server whose name begins as the tenant's does.
fn remains(world: &World) -> i64 {
    let databases = "SELECT count(*) FROM pg_database WHERE datname LIKE 'acme%'";
    let roles = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'acme%'";
    number(world, "postgres", databases) + number(world, "postgres", roles)
}

#[test]
fn of_eight_purges_one_does_it() {
    let world = world();
    let _closed = world.run(&DEPROVISION).code(0);
    let start = || world.command(&PURGE).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts");
    let children: Vec<_> = (0..8).map(|_| start()).collect();
    let mut purged = 0;
    for child in children {
        let output = child.wait_with_output().expect("ends");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 5)), "{stderr}");
        assert!(!stderr.contains("SQLSTATE"), "{stderr}");
        purged += usize::from(stderr.contains("the id is free"));
    }
    assert_eq!(purged, 1);
    assert_eq!(remains(&world), 0);
    let certificates = "SELECT count(*) FROM control_plane.erasure_certificates";
    assert_eq!(number(&world, "tenantctl", certificates), 1);
    world_check(&world, Expect::default());
}

#[test]
fn a_purge_takes_the_logins_of_a_rotation_too() {
    let world = world();
    let _rotated = world.run(&["rotate", "-t", "acme-corp", "--overlap", "1h"]).code(0);
    let _closed = world.run(&DEPROVISION).code(0);
    assert_eq!(remains(&world), 5, "a database, and each login by its old and its new name");
    let _purged = world.run(&PURGE).code(0);
    assert_eq!(remains(&world), 0);
    let document = world.run(&["audit", "export"]).code(0).stdout;
    for login in ["_app", "_app2", "_migrator", "_migrator2"] {
        assert!(document.contains(&format!("{login}\"")), "{login} isn't in the certificate's list: {document}");
    }
    world_check(&world, Expect::default());
}

/// Such a worker belongs to no role, so that nobody but a superuser may end it.
#[test]
fn an_autovacuum_worker_in_the_database_is_no_obstacle() {
    let world = world();
    let database = world.login("acme-corp", "migrator").database;
    for setting in
        ["autovacuum_naptime = '1s'", "autovacuum_vacuum_cost_delay = 100", "autovacuum_vacuum_cost_limit = 1"]
    {
        on_server(&world, "postgres", &format!("ALTER SYSTEM SET {setting}"));
    }
    on_server(&world, "postgres", "SELECT pg_reload_conf()");
    on_server(
        &world,
        &database,
        "CREATE TABLE public.worn (n bigint); INSERT INTO public.worn SELECT generate_series(1, 200000);
         DELETE FROM public.worn",
    );
    let _closed = world.run(&DEPROVISION).code(0);
    let worker = format!(
        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND datname = '{database}'"
    );
    let end = Instant::now() + Duration::from_secs(60);
    while number(&world, "postgres", &worker) == 0 {
        assert!(Instant::now() < end, "nobody vacuums");
        std::thread::sleep(Duration::from_millis(50));
    }
    let _gone = world.run(&PURGE).code(0);
    assert_eq!(remains(&world), 0);
    world_check(&world, Expect::default());
}

/// It is in no view yet when it is asked who is there; DROP DATABASE waits for it, and then nobody but a member of its
/// role may end it.
#[test]
fn a_session_that_is_starting_up_is_no_obstacle() {
    let world = world();
    let login = world.login("acme-corp", "app");
    let database = login.database.clone();
    let _closed = world.run(&DEPROVISION).code(0);
    for sql in [
        format!("ALTER DATABASE {database} ALLOW_CONNECTIONS true CONNECTION LIMIT -1"),
        format!("ALTER ROLE {} LOGIN", login.user),
    ] {
        on_server(&world, "postgres", &sql);
    }
    let starting = world.arriving(&login, 4);
    let _gone = world.run(&PURGE).code(0);
    assert!(!starting.stays());
    assert_eq!(remains(&world), 0);
    world_check(&world, Expect::default());
}

#[test]
fn what_is_not_the_tenants_is_never_dropped() {
    let world = world();
    let _other = world.run(&["provision", "other-corp", "--region", "x"]).code(0);
    let own = world.login("acme-corp", "app").database;
    let other = world.login("other-corp", "app").database;
    let _closed = world.run(&DEPROVISION).code(0);
    let row = |value: &str| {
        format!("UPDATE control_plane.tenant_metadata SET database_name = '{value}' WHERE id = 'acme-corp'")
    };
    let swapped = |id: &str, value: &str| {
        format!("UPDATE control_plane.tenant_metadata SET database_name = '{value}' WHERE id = '{id}'")
    };
    on_server(&world, "postgres", "CREATE DATABASE innocent");
    for (what, before, after) in [
        ("the control plane's own database", row("tenantctl"), row(&own)),
        ("the server's own database", row("postgres"), row(&own)),
        ("a database that nobody made", row("innocent"), row(&own)),
        (
            "another tenant's database",
            format!("{};; {}", swapped("other-corp", "none"), swapped("acme-corp", &other)),
            format!("{};; {}", swapped("acme-corp", &own), swapped("other-corp", &other)),
        ),
        (
            "a database of another owner",
            format!("ALTER DATABASE {own} OWNER TO postgres"),
            format!("ALTER DATABASE {own} OWNER TO tenantctl_databases"),
        ),
        (
            "a database that was made anew under the name",
            format!("ALTER DATABASE {own} RENAME TO kept;; CREATE DATABASE {own} OWNER tenantctl_databases"),
            format!("DROP DATABASE {own};; ALTER DATABASE kept RENAME TO {own}"),
        ),
        (
            "a database with another mark",
            format!("COMMENT ON DATABASE {own} IS 'tenantctl:v1:tenant=x'"),
            format!(
                "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE {own} IS %L',
                     (SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = '{own}_app')); END $$"
            ),
        ),
    ] {
        for sql in before.split(";; ") {
            on_server(&world, "tenantctl", sql);
        }
        let databases = number(&world, "postgres", "SELECT count(*) FROM pg_database");
        let said = world.run(&[&PURGE[..], &["-o", "json"]].concat()).code(5);
        assert_eq!(said.json()["error"]["code"], "not_ours", "{what}: {}", said.stderr);
        assert_eq!(number(&world, "postgres", "SELECT count(*) FROM pg_database"), databases, "{what}");
        let begun = "SELECT count(*) FROM control_plane.operations WHERE kind = 'purge'";
        assert_eq!(number(&world, "tenantctl", begun), 0, "{what}: refused before any effect");
        for sql in after.split(";; ") {
            on_server(&world, "tenantctl", sql);
        }
    }
    on_server(
        &world,
        "tenantctl",
        "UPDATE control_plane.tenant_secrets s SET sealed = o.sealed
         FROM control_plane.tenant_secrets o, control_plane.tenant_metadata a, control_plane.tenant_metadata b
         WHERE a.id = 'acme-corp' AND s.tenant_uuid = a.uuid AND b.id = 'other-corp' AND o.tenant_uuid = b.uuid
           AND s.name = 'app_password' AND o.name = s.name",
    );
    let swapped = world.run(&PURGE);
    assert!(matches!(swapped.code, 7 | 10 | 5), "{}: {}", swapped.code, swapped.stderr);
    assert_eq!(remains(&world), 3);
}

#[cfg(feature = "failpoints")]
mod killed {
    use super::*;
    use crate::lifecycle::{killed_at, status};

    const DELETION: [&str; 11] = [
        "life.recording",
        "life.recorded",
        "life.closed_logins",
        "life.closed_database",
        "life.entered",
        "life.revoked_sessions",
        "life.backing_up",
        "life.dumped",
        "life.backed_up",
        "life.finishing",
        "life.finished",
    ];
    const REMOVAL: [&str; 12] = [
        "life.recording",
        "life.recorded",
        "life.removing_users",
        "life.removed_users",
        "rollback.dropping_database",
        "rollback.database",
        "life.dropped_database",
        "rollback.dropping_logins",
        "rollback.logins",
        "life.dropped_logins",
        "life.finishing",
        "life.finished",
    ];
    const WITH_BACKUP: [&str; 4] = ["deprovision", "acme-corp", "--confirm", "acme-corp"];

    #[test]
    fn a_deletion_killed_anywhere_goes_on_or_is_taken_back() {
        let mut world = world();
        for (number, point) in DELETION.into_iter().enumerate() {
            let _died = killed_at(&mut world, point, &WITH_BACKUP).code(-6);
            if number % 2 == 0 {
                let _done = world.run(&WITH_BACKUP).code(0);
                assert_eq!(status(&world, "acme-corp"), "deleting", "{point}");
            }
            let _open = world.run(&["restore", "acme-corp"]).code(0);
            assert_eq!(status(&world, "acme-corp"), "active", "{point}");
            let found = in_catalogs(&world, Expect::default());
            assert!(found.is_empty(), "{point}: {found:#?}");
        }
        world_check(&world, Expect::default());
    }

    #[test]
    fn a_purge_killed_anywhere_is_finished_and_never_taken_back() {
        let mut world = World::ready();
        for point in REMOVAL {
            let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
            let _closed = world.run(&DEPROVISION).code(0);
            let _died = killed_at(&mut world, point, &PURGE).code(-6);
            if !matches!(point, "life.recording" | "life.finished") {
                let refused = world.run(&["restore", "acme-corp", "-o", "json"]).code(5);
                assert_eq!(refused.json()["error"]["code"], "purge_begun", "{point}: {}", refused.stderr);
            }
            let said = world.run(&[&PURGE[..], &["-o", "json"]].concat()).code(0).json();
            let removed = said["removed"].as_array().expect("a list");
            let count = |what: &str| removed.iter().filter(|i| i.as_str().is_some_and(|i| i.starts_with(what))).count();
            assert_eq!((count("database "), count("login "), count("secret ")), (1, 2, 3), "{point}: {removed:?}");
            assert_eq!(remains(&world), 0, "{point}");
            let found = in_catalogs(&world, Expect::default());
            assert!(found.is_empty(), "{point}: {found:#?}");
        }
        world_check(&world, Expect::default());
    }
}

#[test]
fn what_is_prepared_for_two_phases_is_named_and_then_in_nobodys_way() {
    let world = world();
    on_server(&world, "postgres", "ALTER SYSTEM SET max_prepared_transactions = 4");
    let _stopped = world.run(&["local", "stop"]).code(0);
    let _started = world.run(&["local", "start"]).code(0);
    let login = world.login("acme-corp", "migrator");
    inside(&world, &login, "BEGIN; CREATE TABLE half (id int); PREPARE TRANSACTION 'it''s \u{1b}[31mhalf'");
    let _deleting = world.run(&[&DEPROVISION[..], &["--grace", "0"]].concat()).code(0);
    let said = world.run(&["purge", "--due", "-y"]).code(3);
    let named = format!("prepared transactions keep the database {}: 1, the oldest is it's ", login.database);
    assert!(said.stderr.contains(&named), "{}", said.stderr);
    let alone = world.run(&["purge", "acme-corp", "-y", "-o", "json"]).code(5);
    assert!(
        alone.json()["error"]["hint"].as_str().is_some_and(|hint| hint.contains("ROLLBACK PREPARED")),
        "{}",
        alone.stdout
    );
    on_server(&world, "postgres", &format!("ALTER DATABASE {} ALLOW_CONNECTIONS true", login.database));
    on_server(&world, &login.database, "ROLLBACK PREPARED 'it''s \u{1b}[31mhalf'");
    let _gone = world.run(&["purge", "--due", "-y"]).code(0);
    assert_eq!(remains(&world), 0);
}
