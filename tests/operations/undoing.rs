//! What an undoing may not touch, and what it meets on its way.

use super::killed::{NOTHING, count, database_of, killed_provision, left_over, sql};
use super::operation;
use crate::support::{World, block_on};

#[test]
fn what_never_was_ours_is_left_alone_and_the_rest_is_undone() {
    let mut world = World::ready();
    for kind in ["database", "login"] {
        let id = killed_provision(&mut world, "acme-corp", "provision.template");
        let database = database_of(&world, "acme-corp");
        let (plant, named) = match kind {
            "database" => (format!("CREATE DATABASE {database}"), database.clone()),
            _ => (format!("CREATE ROLE {database}_app LOGIN"), format!("{database}_app")),
        };
        sql(&world, "postgres", &plant);
        let refused = world.run(&["provision", "acme-corp", "--region", "x", "-o", "json"]).code(5);
        assert_eq!(refused.json()["error"]["code"], "not_ours", "{}", refused.stderr);
        let done = world.run(&["operation", "rollback", &id, "-y", "-o", "json"]).code(0);
        let left = done.json()["left_alone"][0].as_str().expect("named").to_owned();
        assert!(left.contains(&named) && done.stderr.contains(&named), "{left}\n{}", done.stderr);
        let expected = if kind == "database" { [1, 0, 0, 0, 0] } else { [0, 1, 0, 0, 0] };
        assert_eq!(left_over(&world, "acme-corp"), expected);
        sql(&world, "postgres", &plant.replace("CREATE", "DROP").replace(" LOGIN", ""));
    }
}

#[test]
fn what_lost_its_mark_stops_the_undoing_until_it_is_looked_at() {
    let mut world = World::ready();
    for kind in ["owner", "comment", "login"] {
        let id = killed_provision(&mut world, "acme-corp", "provision.rights");
        let database = database_of(&world, "acme-corp");
        let (take, remove, left) = match kind {
            "owner" => (
                format!("ALTER DATABASE {database} OWNER TO postgres"),
                format!("DROP DATABASE {database}"),
                [1, 2, 1, 3, 0],
            ),
            "comment" => (
                format!("COMMENT ON DATABASE {database} IS NULL"),
                format!("DROP DATABASE {database}"),
                [1, 2, 1, 3, 0],
            ),
            _ => (
                format!("COMMENT ON ROLE {database}_app IS 'mine'"),
                format!("DROP ROLE {database}_app"),
                [0, 1, 1, 3, 0],
            ),
        };
        sql(&world, "postgres", &take);
        for _ in 0..2 {
            let refused = world.run(&["operation", "rollback", &id, "-y", "-o", "json"]).code(5);
            assert_eq!(refused.json()["error"]["code"], "not_ours", "{kind}: {}", refused.stderr);
            assert!(refused.stderr.contains(&format!("tenantctl operation rollback {id}")), "{}", refused.stderr);
            assert_eq!(left_over(&world, "acme-corp"), left, "{kind}");
            let operation = operation(&world, "acme-corp");
            assert_eq!(operation["state"], "failed_cleanup", "{kind}");
            assert_eq!(world.run(&["show", "acme-corp", "-o", "json"]).json()["status"], "failed");
        }
        sql(&world, "postgres", &remove);
        let _done = world.run(&["operation", "rollback", &id, "-y"]).code(0);
        assert_eq!(left_over(&world, "acme-corp"), NOTHING, "{kind}");
    }
}

#[test]
fn sessions_in_the_database_are_ended_and_a_superusers_stops_the_undoing() {
    let mut world = World::ready();
    let id = killed_provision(&mut world, "acme-corp", "provision.rights");
    let login = world.login("acme-corp", "app");
    let rollback = ["operation", "rollback", &id, "-y", "-o", "json"];
    let (tenants, intruder) =
        block_on(async { (world.connect_as(&login).await.expect("connects"), world.superuser(&login.database).await) });
    let failed = world.run(&rollback).code(7);
    assert!(failed.stderr.contains("dropping the database"), "{}", failed.stderr);
    let seen = operation(&world, "acme-corp");
    assert_eq!((&seen["state"], &seen["step"]), (&"failed_cleanup".into(), &"database".into()));
    assert_eq!(left_over(&world, "acme-corp"), [1, 2, 1, 3, 0], "nobody stays a member");
    // Closed meanwhile: no new session comes in, so it can't go on like this for ever.
    block_on(async { assert!(world.connect_as(&login).await.is_err()) });
    drop(intruder);
    let sessions =
        format!("SELECT count(*) FROM pg_stat_activity WHERE datname = '{}' AND usename = 'postgres'", login.database);
    while count(&world, &sessions) > 0 {}
    let _done = world.run(&rollback).code(0);
    drop(tenants);
    assert_eq!(left_over(&world, "acme-corp"), NOTHING);
}

#[test]
fn what_an_interrupted_drop_left_is_dropped() {
    let mut world = World::ready();
    for command in ["rollback", "provision"] {
        let id = killed_provision(&mut world, "acme-corp", "provision.rights");
        let database = database_of(&world, "acme-corp");
        sql(&world, "postgres", &format!("UPDATE pg_database SET datconnlimit = -2 WHERE datname = '{database}'"));
        match command {
            "rollback" => {
                let _done = world.run(&["operation", "rollback", &id, "-y"]).code(0);
                assert_eq!(left_over(&world, "acme-corp"), NOTHING);
            }
            _ => {
                let _done = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
                let login = world.login("acme-corp", "app");
                block_on(async { world.connect_as(&login).await.map(drop) }).expect("connects");
            }
        }
    }
}

#[test]
fn a_second_run_on_the_same_tenant_is_told_who_holds_it() {
    let mut world = World::ready();
    let id = killed_provision(&mut world, "acme-corp", "provision.rights");
    // Of a runner here it would be known that it is dead.
    sql(&world, "tenantctl", "UPDATE control_plane.operations SET runner = 'somebody@elsewhere pid 1'");
    let uuid = world.run(&["show", "acme-corp", "-o", "json"]).json()["uuid"].as_str().expect("uuid").to_owned();
    block_on(async {
        let mut holder = world.superuser("tenantctl").await;
        let (high, low) = uuid.parse::<uuid::Uuid>().expect("uuid").as_u64_pair();
        // As `lock_key` in src/host/cluster.rs.
        let key = i64::from_be_bytes((high ^ low.rotate_left(17) ^ 0x7465_6e61_6e74_6374).to_be_bytes());
        sqlx::query("SELECT pg_advisory_lock($1)").bind(key).execute(&mut holder).await.expect("locked");
        for command in [&["operation", "rollback", &id, "-y"][..], &["operation", "resume", &id]] {
            let refused = world.run(&[command, &["-o", "json"]].concat()).code(5);
            assert_eq!(refused.json()["error"]["code"], "held");
            assert!(
                refused.stderr.contains(&id) && refused.stderr.contains("somebody@elsewhere"),
                "{}",
                refused.stderr
            );
        }
    });
    let _done = world.run(&["operation", "rollback", &id, "-y"]).code(0);
    assert_eq!(left_over(&world, "acme-corp"), NOTHING);
}

#[test]
fn a_failing_provision_undoes_itself_when_asked_to() {
    let mut world = World::ready();
    let provision = ["provision", "acme-corp", "--region", "x", "--rollback-on-failure", "-o", "json"];
    for kind in ["database", "login"] {
        let _id = killed_provision(&mut world, "acme-corp", "provision.template");
        let database = database_of(&world, "acme-corp");
        let plant = match kind {
            "database" => format!("CREATE DATABASE {database}"),
            _ => format!("CREATE ROLE {database}_migrator"),
        };
        sql(&world, "postgres", &plant);
        let failed = world.run(&provision).code(5);
        assert_eq!(failed.json()["error"]["code"], "not_ours", "{}", failed.stderr);
        let told = if kind == "database" { "removed: login acme_corp_" } else { "nothing to remove" };
        assert!(failed.stderr.contains(told), "{}", failed.stderr);
        assert!(failed.stderr.contains("the id acme-corp is free"), "{}", failed.stderr);
        assert!(!failed.stderr.contains("is completed"), "{}", failed.stderr);
        let expected = if kind == "database" { [1, 0, 0, 0, 0] } else { [0, 1, 0, 0, 0] };
        assert_eq!(left_over(&world, "acme-corp"), expected);
        assert_eq!(operation(&world, "acme-corp")["state"], "rolled_back");
        sql(&world, "postgres", &plant.replace("CREATE", "DROP"));
    }
    let made = world.run(&provision).code(0).json();
    assert_eq!(made["status"], "active");
}

#[test]
fn an_undoing_that_fails_after_a_failure_is_told_too() {
    let mut world = World::ready();
    let id = killed_provision(&mut world, "acme-corp", "provision.rights");
    let database = database_of(&world, "acme-corp");
    sql(&world, "postgres", &format!("ALTER DATABASE {database} OWNER TO postgres"));
    let failed = world.run(&["provision", "acme-corp", "--region", "x", "--rollback-on-failure", "-o", "json"]).code(5);
    assert!(failed.stderr.contains("stopped at the step database"), "{}", failed.stderr);
    assert!(failed.stderr.contains("undoing it failed as well"), "{}", failed.stderr);
    assert!(failed.stderr.contains(&format!("tenantctl operation rollback {id}")), "{}", failed.stderr);
    assert_eq!(operation(&world, "acme-corp")["state"], "failed_cleanup");
}
