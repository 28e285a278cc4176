//! `suspend`, `resume`, `lock` and `unlock`.

use super::{gets_in, inside, number, on_server, status, works, world};
#[cfg(feature = "failpoints")]
use crate::support::World;
use crate::support::world_check::{Expect, world_check};
use crate::support::{Login, block_on};
use serde_json::json;

#[test]
fn a_suspended_tenant_is_closed_and_comes_back_as_it_was() {
    let world = world();
    let (app, migrator) = (world.login("acme-corp", "app"), world.login("acme-corp", "migrator"));
    let suspend = ["suspend", "acme-corp", "--reason", "overdue", "--until", "2999-01-01T00:00:00Z"];
    let refused = world.run(&suspend).code(9);
    assert!(refused.stderr.contains("-y"), "{}", refused.stderr);
    let planned = world.run(&[&suspend[..], &["-n"]].concat()).code(0);
    assert!(planned.stdout.contains("NOLOGIN"), "{}", planned.stdout);
    assert!(gets_in(&world, &app), "a dry run changes nothing");
    block_on(async {
        let mut open = world.connect_as(&app).await.expect("connects");
        let said = world.run(&[&suspend[..], &["-y", "-o", "json"]].concat()).code(0).json();
        assert_eq!((&said["status"], &said["suspended_reason"]), (&json!("suspended"), &json!("overdue")));
        assert_eq!(said["suspended_until"], "2999-01-01T00:00:00Z");
        assert!(!works(&mut open).await, "the session that was there is ended");
    });
    assert!(!gets_in(&world, &app) && !gets_in(&world, &migrator));
    assert_eq!(number(&world, &app.database, "SELECT count(*) FROM access.sessions"), 0);
    world_check(&world, Expect::default());
    let listed = world.run(&["list", "--columns", "id,status,until"]).code(0).stdout;
    assert!(listed.contains("suspended") && listed.contains("2999-01-01"), "{listed}");
    let again = world.run(&["suspend", "acme-corp"]).code(0);
    assert!(again.stderr.contains("nothing to do"), "{}", again.stderr);
    let noted = world.run(&["suspend", "acme-corp", "--reason", "another", "-o", "json"]).code(0).json();
    assert_eq!(
        (&noted["suspended_reason"], &noted["suspended_until"]),
        (&json!("another"), &json!("2999-01-01T00:00:00Z"))
    );

    let said = world.run(&["resume", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!((&said["status"], &said["suspended_reason"]), (&json!("active"), &json!(null)));
    assert!(gets_in(&world, &app) && gets_in(&world, &migrator), "by the passwords from before");
    let limit = format!("SELECT datconnlimit::bigint FROM pg_database WHERE datname = '{}'", app.database);
    assert_eq!(number(&world, "postgres", &limit), 17);
    assert_eq!(number(&world, &app.database, "SELECT count(*) FROM vendors WHERE code = 'V1'"), 1);
    let again = world.run(&["resume", "acme-corp"]).code(0);
    assert!(again.stderr.contains("nothing to do"), "{}", again.stderr);
    world_check(&world, Expect::default());
}

#[test]
fn clients_that_come_back_all_the_time_are_kept_out() {
    let world = world();
    let app = world.login("acme-corp", "app");
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    let _in_or_not = gets_in(&world, &app);
                }
            });
        }
        let said = world.run(&["suspend", "acme-corp", "-y"]);
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        let _done = said.code(0);
    });
    world_check(&world, Expect::default());
}

#[test]
fn who_is_on_the_way_in_is_kept_out_and_a_superuser_is_not() {
    let world = world();
    let arrivals = ["app", "migrator"].map(|role| world.arriving(&world.login("acme-corp", role), 15));
    let password = world.server().superuser_password().expect("a password");
    let database = world.login("acme-corp", "app").database;
    let superuser = world.arriving(&Login { user: "postgres".to_owned(), password, database }, 2);
    let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
    assert!(superuser.stays());
    for arrival in arrivals {
        assert!(!arrival.stays());
    }
    world_check(&world, Expect::default());
}

#[test]
fn a_resumed_tenant_is_migrated_first() {
    let world = world();
    let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
    let folder = world.own_migration();
    let said = world.run(&["resume", "acme-corp", "--dir", &folder, "-o", "json"]).code(0).json();
    assert_eq!((&said["status"], &said["schema_version"]), (&json!("active"), &json!("20270101000001")));
}

#[test]
fn what_is_not_the_tenants_is_never_touched() {
    let world = world();
    let _other = world.run(&["provision", "other-corp", "--region", "x"]).code(0);
    let (app, other) = (world.login("acme-corp", "app"), world.login("other-corp", "app"));
    let row = |column: &str, value: &str| {
        format!("UPDATE control_plane.tenant_metadata SET {column} = '{value}' WHERE id = 'acme-corp'")
    };
    let own = app.database.as_str();
    for (what, before, after) in [
        (
            "another tenant's database",
            format!(
                "{}; {}",
                row("database_name", "none").replace("acme-corp", "other-corp"),
                row("database_name", &other.database)
            ),
            format!(
                "{}; {}",
                row("database_name", own),
                row("database_name", &other.database).replace("acme-corp", "other-corp")
            ),
        ),
        ("the control plane's own database", row("database_name", "tenantctl"), row("database_name", own)),
        ("the server's own database", row("database_name", "postgres"), row("database_name", own)),
        (
            "a database of another owner",
            format!("ALTER DATABASE {own} OWNER TO postgres"),
            format!("ALTER DATABASE {own} OWNER TO tenantctl_databases"),
        ),
        (
            "a login with another mark",
            format!("COMMENT ON ROLE {own}_app IS 'tenantctl:v1:tenant=x'"),
            format!(
                "DO $$ BEGIN EXECUTE format('COMMENT ON ROLE {own}_app IS %L',
                     (SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{own}')); END $$"
            ),
        ),
        (
            "another tenant's secret",
            "UPDATE control_plane.tenant_secrets s SET sealed = o.sealed FROM control_plane.tenant_secrets o,
                 control_plane.tenant_metadata a, control_plane.tenant_metadata b
             WHERE a.id = 'acme-corp' AND s.tenant_uuid = a.uuid AND b.id = 'other-corp' AND o.tenant_uuid = b.uuid
               AND s.name = 'migrator_password' AND o.name = s.name"
                .to_owned(),
            String::new(),
        ),
    ] {
        on_server(&world, "tenantctl", &before);
        let said = world.run(&["suspend", "acme-corp", "-y", "-o", "json"]);
        assert!(matches!(said.code, 5 | 7 | 10), "{what}: {} {}", said.code, said.stderr);
        let active = number(
            &world,
            "tenantctl",
            "SELECT count(*) FROM control_plane.tenant_metadata WHERE id = 'acme-corp' AND status = 'active'",
        );
        assert_eq!(active, 1, "{what}");
        assert_eq!(
            number(&world, "tenantctl", "SELECT count(*) FROM control_plane.operations WHERE kind = 'suspend'"),
            0
        );
        assert!(gets_in(&world, &app) && gets_in(&world, &other), "{what}");
        if !after.is_empty() {
            on_server(&world, "tenantctl", &after);
        }
    }
}

#[test]
fn a_lock_is_set_and_lifted() {
    let world = world();
    let locked = |said: &serde_json::Value| said["deletion_locked"].as_bool();
    for (command, changed, is) in
        [("lock", true, true), ("lock", false, true), ("unlock", true, false), ("unlock", false, false)]
    {
        let planned = world.run(&[command, "acme-corp", "-n", "-o", "json"]).code(0);
        assert_eq!(locked(&planned.json()), Some(is != changed));
        let said = world.run(&[command, "acme-corp", "-o", "json"]).code(0);
        assert_eq!(locked(&said.json()), Some(is));
        assert_eq!(!said.stderr.contains("nothing to do"), changed, "{}", said.stderr);
    }
    world_check(&world, Expect::default());
}

#[cfg(feature = "failpoints")]
mod killed {
    use super::*;
    use crate::lifecycle::killed_at;

    const SUSPEND: [&str; 13] = [
        "life.recording",
        "life.recorded",
        "life.closing_logins",
        "life.closed_logins",
        "life.closing_database",
        "life.closed_database",
        "life.ending_connections",
        "life.ended_connections",
        "life.revoking_sessions",
        "life.entered",
        "life.revoked_sessions",
        "life.finishing",
        "life.finished",
    ];
    const RESUME: [&str; 11] = [
        "life.recording",
        "life.recorded",
        "life.opening_migrator",
        "life.opened_migrator",
        "life.migrating",
        "life.migrated",
        "life.opening_app",
        "life.opened_app",
        "life.proved",
        "life.finishing",
        "life.finished",
    ];

    fn whole(world: &World, wanted: &str, told: &str) {
        assert_eq!(status(world, "acme-corp"), wanted, "{told}");
        let found = crate::support::world_check::in_catalogs(world, Expect::default());
        assert!(found.is_empty(), "{told}: {found:#?}");
    }

    #[test]
    fn killed_anywhere_the_same_command_completes_it() {
        let mut world = world();
        let _holds_on = world.login("acme-corp", "app");
        for point in SUSPEND {
            let _died = killed_at(&mut world, point, &["suspend", "acme-corp", "-y"]).code(-6);
            let _done = world.run(&["suspend", "acme-corp", "-y"]).code(0);
            whole(&world, "suspended", point);
            let _open = world.run(&["resume", "acme-corp"]).code(0);
            whole(&world, "active", point);
        }
        for point in RESUME {
            let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
            let _died = killed_at(&mut world, point, &["resume", "acme-corp"]).code(-6);
            let _done = world.run(&["resume", "acme-corp"]).code(0);
            whole(&world, "active", point);
        }
    }

    #[test]
    fn killed_anywhere_the_opposite_command_wins() {
        let mut world = world();
        for point in SUSPEND {
            let _died = killed_at(&mut world, point, &["suspend", "acme-corp", "-y"]).code(-6);
            let _done = world.run(&["resume", "acme-corp"]).code(0);
            whole(&world, "active", point);
        }
        let limit = "SELECT min(datconnlimit)::bigint FROM pg_database WHERE datname LIKE 'acme%'";
        assert_eq!(number(&world, "postgres", limit), 17);
        for point in RESUME {
            let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
            let _died = killed_at(&mut world, point, &["resume", "acme-corp"]).code(-6);
            let _done = world.run(&["suspend", "acme-corp", "-y"]).code(0);
            whole(&world, "suspended", point);
            let _open = world.run(&["resume", "acme-corp"]).code(0);
        }
        assert_eq!(number(&world, "postgres", limit), 17);
    }
}

/// A user of the tenant's own who leaves traps can't stop it.
#[test]
fn a_schema_without_sessions_is_suspended_too() {
    let world = world();
    let login = world.login("acme-corp", "migrator");
    inside(&world, &login, "DROP TABLE access.sessions CASCADE");
    let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
    assert_eq!(status(&world, "acme-corp"), "suspended");
}
