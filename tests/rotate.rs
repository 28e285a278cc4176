//! New passwords: proven before the old ones end, one after the other or for a time together, and after any cut.

use crate::hostile::as_superuser;
use crate::support::world_check::{Expect, world_check};
use crate::support::{Login, Said, World, block_on};
use serde_json::Value;

fn rotate(world: &World, arguments: &[&str]) -> Said {
    world.run(&[&["rotate"], arguments, &["-o", "json"]].concat())
}

fn only(said: &Said) -> Value {
    said.json()["items"][0].clone()
}

fn gets_in(world: &World, login: &Login) -> bool {
    block_on(async { world.connect_as(login).await.map(drop).is_ok() })
}

/// Both stored logins get in, the migrator as the owner of what is inside.
fn works(world: &World, tenant: &str) {
    assert!(gets_in(world, &world.login(tenant, "app")), "{tenant}: app");
    let migrator = world.login(tenant, "migrator");
    let role: String = block_on(async {
        let mut inside = world.connect_as(&migrator).await.expect("migrator");
        sqlx::query_scalar("SELECT current_user::text").fetch_one(&mut inside).await.expect("a role")
    });
    assert_eq!(role, "tenantctl_owner");
}

fn count(world: &World, sql: &str) -> i64 {
    let sql = sqlx::AssertSqlSafe(sql.to_owned());
    block_on(async {
        sqlx::query_scalar(sql).fetch_one(&mut world.superuser("tenantctl").await).await.expect("a count")
    })
}

const LEFT: &str = "SELECT (SELECT count(*) FROM control_plane.login_rotations)
    + (SELECT count(*) FROM control_plane.tenant_secrets WHERE name LIKE '%next')
    + (SELECT count(*) FROM pg_auth_members WHERE member = 'tenantctl_operator'::regrole
       AND roleid::regrole::text ~ '_(app|migrator)2?$' AND NOT admin_option)";

fn furnished() -> World {
    let world = World::ready();
    for id in ["acme-corp", "globex"] {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    }
    world
}

#[test]
fn a_rotation_goes_to_the_other_login_and_ends_the_old_one() {
    let world = furnished();
    as_superuser(&world, "postgres", "ALTER SYSTEM SET log_statement = 'all'");
    as_superuser(&world, "postgres", "SELECT pg_reload_conf()");
    let old = ["app", "migrator"].map(|role| world.login("acme-corp", role));
    let others = world.login("globex", "app");
    let planned = only(&rotate(&world, &["-t", "acme-corp", "--dry-run"]).code(0));
    assert_eq!(planned["status"], "planned");
    let session = block_on(async { world.connect_as(&old[0]).await.expect("connects") });
    let sessions = format!("SELECT count(*) FROM pg_stat_activity WHERE usename = '{}'", old[0].user);
    assert_eq!(count(&world, &sessions), 1);
    let said = rotate(&world, &["-t", "acme-corp"]).code(0);
    let done = only(&said);
    assert_eq!(done["status"], "rotated", "{}", said.stderr);
    let new = ["app", "migrator"].map(|role| world.login("acme-corp", role));
    for (old, new) in old.iter().zip(&new) {
        assert_eq!(new.user, format!("{}2", old.user));
        assert_ne!(new.password, old.password);
        assert!(!gets_in(&world, old), "{}", old.user);
    }
    works(&world, "acme-corp");
    assert_eq!(count(&world, &sessions), 0, "its session goes on");
    drop(session);
    // Into its own database only, and nobody else was touched.
    let elsewhere = Login { database: others.database.clone(), ..world.login("acme-corp", "app") };
    assert!(!gets_in(&world, &elsewhere));
    assert!(gets_in(&world, &others));
    let _migrated = world.run(&["migrate", "--all"]).code(0);
    let _whole = world.run(&["secret", "check"]).code(0);
    assert_eq!(count(&world, LEFT), 0);
    world_check(&world, Expect::default());
    let back = only(&rotate(&world, &["-t", "acme-corp", "--app"]).code(0));
    assert_eq!(back["new_logins"], serde_json::json!([old[0].user]));
    assert_eq!(world.login("acme-corp", "app").user, old[0].user);
    assert!(!gets_in(&world, &new[0]) && !gets_in(&world, &old[0]), "neither of the former passwords");
    assert!(gets_in(&world, &new[1]), "the migrator wasn't meant");
    works(&world, "acme-corp");
    let mut heard = std::fs::read_to_string(world.state().join("postgres/server.log")).expect("a log");
    assert!(heard.contains("ALTER ROLE"), "statements aren't logged");
    heard.push_str(&said.stdout);
    heard.push_str(&said.stderr);
    heard.push_str(&world.run(&["audit", "export"]).code(0).stdout);
    for login in old.iter().chain(&new).chain([&world.login("acme-corp", "app")]) {
        assert!(!heard.contains(&login.password), "a password of {} shows up", login.user);
    }
}

#[test]
fn an_overlap_lets_both_in_until_it_is_ended() {
    let world = furnished();
    let old = world.login("acme-corp", "app");
    for wrong in ["0s", "1000d", "soon"] {
        let _usage = rotate(&world, &["-t", "acme-corp", "--overlap", wrong]).code(2);
    }
    let done = only(&rotate(&world, &["-t", "acme-corp", "--app", "--overlap", "1h"]).code(0));
    assert_eq!((&done["status"], &done["overlapping_logins"]), (&"rotated".into(), &serde_json::json!([old.user])));
    assert!(done["overlap_ends_at"].is_string());
    let second = world.login("acme-corp", "app");
    assert!(gets_in(&world, &old) && gets_in(&world, &second) && old.user != second.user);
    let bounded =
        "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'acme%app' AND rolvaliduntil < now() + interval '2 h'";
    assert_eq!(count(&world, bounded), 1, "the server itself ends it");
    world_check(&world, Expect::default());
    // The next rotation ends what is left of the one before, and begins anew.
    let again = only(&rotate(&world, &["-t", "acme-corp", "--app", "--overlap", "1h"]).code(0));
    assert_eq!(
        (&again["ended_logins"], &again["overlapping_logins"]),
        (&serde_json::json!([old.user]), &serde_json::json!([second.user]))
    );
    assert!(!gets_in(&world, &old) && gets_in(&world, &second));
    let third = world.login("acme-corp", "app");
    assert_eq!(third.user, old.user);
    let finished = only(&rotate(&world, &["--all", "--finish"]).code(0));
    assert_eq!(
        (&finished["status"], &finished["ended_logins"]),
        (&"finished".into(), &serde_json::json!([second.user]))
    );
    assert!(!gets_in(&world, &second) && gets_in(&world, &third));
    let nothing = rotate(&world, &["--all", "--finish"]).code(0).json();
    assert!(nothing["items"].as_array().expect("items").iter().all(|item| item["status"] == "nothing_to_do"));
    assert_eq!(count(&world, LEFT), 0);
    works(&world, "acme-corp");
    world_check(&world, Expect::default());
}

/// What `pg_db_role_setting` has of a login.
#[test]
fn who_is_on_the_way_in_by_the_old_login_is_ended() {
    let world = furnished();
    // All of them would take longer than a rotation waits, and a superuser is nobody's to end.
    let arrivals = ["app", "migrator"].map(|role| world.arriving(&world.login("acme-corp", role), 60));
    let password = world.server().superuser_password().expect("a password");
    let database = world.login("acme-corp", "app").database;
    let superuser = world.arriving(&Login { user: "postgres".to_owned(), password, database }, 40);
    let _rotated = rotate(&world, &["-t", "acme-corp"]).code(0);
    for arrival in arrivals {
        assert!(!arrival.stays());
    }
    drop(superuser);
    works(&world, "acme-corp");
}

fn settings(world: &World, login: &str) -> Vec<String> {
    block_on(async {
        sqlx::query_scalar(
            "SELECT concat_ws(' ', d.datname, s.setting) FROM pg_db_role_setting c
             JOIN pg_roles r ON r.oid = c.setrole LEFT JOIN pg_database d ON d.oid = c.setdatabase
             CROSS JOIN unnest(c.setconfig) AS s (setting) WHERE r.rolname = $1 ORDER BY 1",
        )
        .bind(login)
        .fetch_all(&mut world.superuser("postgres").await)
        .await
        .expect("settings")
    })
}

#[test]
fn the_second_login_has_the_settings_of_the_first() {
    let world = furnished();
    let old = ["app", "migrator"].map(|role| world.login("acme-corp", role));
    let (app, database) = (&old[0].user, &old[0].database);
    for sql in [
        format!("ALTER ROLE {app} SET search_path = \"$user\", \"Odd, one\", public"),
        format!("ALTER ROLE {app} SET work_mem = '64MB'"),
        format!("ALTER ROLE {app} SET application_name = 'it''s, \"so\" = \\ 1'"),
        format!("ALTER ROLE {app} IN DATABASE {database} SET statement_timeout = '42s'"),
        format!("ALTER ROLE {app} IN DATABASE {database} SET DateStyle = 'German, DMY'"),
        format!("ALTER ROLE {} SET lock_timeout = '7s'", old[1].user),
    ] {
        as_superuser(&world, "postgres", &sql);
    }
    let before = [settings(&world, app), settings(&world, &old[1].user)];
    assert_eq!((before[0].len(), before[1].len()), (5, 2), "{before:?}");
    let _rotated = rotate(&world, &["-t", "acme-corp", "--overlap", "1h"]).code(0);
    let new = ["app", "migrator"].map(|role| world.login("acme-corp", role));
    assert_ne!(new[0].user, *app);
    assert_eq!([settings(&world, &new[0].user), settings(&world, &new[1].user)], before);
    let shown: (String, String, String) = block_on(async {
        sqlx::query_as(
            "SELECT current_setting('statement_timeout'), current_setting('search_path'), current_setting('work_mem')",
        )
        .fetch_one(&mut world.connect_as(&new[0]).await.expect("connects"))
        .await
        .expect("settings")
    });
    assert_eq!((shown.0.as_str(), shown.2.as_str()), ("42s", "64MB"), "{shown:?}");
    works(&world, "acme-corp");
    // On the way back what was reset meanwhile is gone, and what came is there.
    as_superuser(&world, "postgres", &format!("ALTER ROLE {} RESET work_mem", new[0].user));
    as_superuser(&world, "postgres", &format!("ALTER ROLE {} SET work_mem = '8MB'", new[1].user));
    let before = [settings(&world, &new[0].user), settings(&world, &new[1].user)];
    let _back = rotate(&world, &["-t", "acme-corp"]).code(0);
    assert_eq!([settings(&world, app), settings(&world, &old[1].user)], before);
    // What only a superuser may set isn't lost in silence: nothing is switched.
    as_superuser(&world, "postgres", &format!("ALTER ROLE {app} SET log_statement = 'all'"));
    let said = rotate(&world, &["-t", "acme-corp", "--app"]).code(3);
    assert!(said.stderr.contains("log_statement"), "{}", said.stderr);
    assert_eq!(world.login("acme-corp", "app").user, *app);
    let second = &new[0].user;
    as_superuser(&world, "postgres", &format!("ALTER ROLE {second} SET log_statement = 'all'"));
    let _rotated = rotate(&world, &["-t", "acme-corp", "--app"]).code(0);
    assert_eq!(world.login("acme-corp", "app").user, *second);
    works(&world, "acme-corp");
}

#[test]
fn a_new_login_that_does_not_get_in_changes_nothing() {
    let world = furnished();
    let old = world.login("acme-corp", "app");
    let limit = |limit: i32| {
        let sql = format!("ALTER DATABASE \"{}\" CONNECTION LIMIT {limit}", old.database);
        as_superuser(&world, "postgres", &sql);
    };
    limit(0);
    let said = rotate(&world, &["-t", "acme-corp", "-t", "globex", "--app"]).code(3);
    assert!(said.stderr.contains("doesn't get in"), "{}", said.stderr);
    let items = said.json()["items"].clone();
    assert_eq!((&items[0]["status"], &items[1]["status"]), (&"failed".into(), &"rotated".into()));
    limit(-1);
    assert_eq!(world.login("acme-corp", "app").user, old.user);
    works(&world, "acme-corp");
    works(&world, "globex");
    assert_eq!(count(&world, LEFT), 0);
    assert_eq!(count(&world, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'acme%app2' AND rolcanlogin"), 0);
    let _mended = rotate(&world, &["--all", "-j", "4"]).code(0);
    works(&world, "acme-corp");
    works(&world, "globex");
    // What bears no or another mark is left alone.
    let second = format!("{}2", old.user);
    as_superuser(&world, "postgres", &format!("COMMENT ON ROLE \"{}\" IS 'mine'", old.user));
    let foreign = rotate(&world, &["-t", "acme-corp", "--app"]).code(3);
    assert!(foreign.stderr.contains("isn't tenantctl's"), "{}", foreign.stderr);
    assert_eq!(world.login("acme-corp", "app").user, second);
    works(&world, "acme-corp");
    as_superuser(
        &world,
        "tenantctl",
        "UPDATE control_plane.tenant_metadata SET status = 'suspended' WHERE id = 'globex'",
    );
    let suspended = rotate(&world, &["-t", "globex"]).code(3);
    assert!(suspended.stderr.contains("suspended"), "{}", suspended.stderr);
    let _unknown = rotate(&world, &["-t", "nobody"]).code(4);
    let _none = rotate(&world, &[]).code(2);
}

#[cfg(feature = "failpoints")]
#[test]
fn a_rotation_killed_anywhere_leaves_a_login_that_works_and_is_completed() {
    let mut world = furnished();
    let points = tenantctl::failpoint::ALL.iter().filter(|point| point.starts_with("rotate."));
    for point in points.filter(|point| !point.contains("project")) {
        let before = world.login("acme-corp", "app");
        world.env.push(("TENANTCTL_FAILPOINTS".into(), (*point).into()));
        let _died = rotate(&world, &["-t", "acme-corp"]).code(-6);
        world.env.clear();
        works(&world, "acme-corp");
        let done = only(&rotate(&world, &["-t", "acme-corp"]).code(0));
        assert_eq!(done["status"], "rotated", "{point}");
        works(&world, "acme-corp");
        assert!(!gets_in(&world, &before), "{point}");
        assert_eq!(count(&world, LEFT), 0, "{point}");
        world_check(&world, Expect::default());
    }
    let items = world.run(&["audit", "list", "--action", "rotate", "-o", "json"]).code(0).json()["items"].clone();
    let items = items.as_array().expect("items");
    let phase = |phase: &str| items.iter().filter(|item| item["phase"] == phase).count();
    // What was killed is the same operation as what completes it.
    assert_eq!((phase("begin"), phase("end")), (10, 5));
    let _whole = world.run(&["audit", "verify"]).code(0);
}
