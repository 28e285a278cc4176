//! Operations on tenants that were made already: each goes on by its id, or is taken back where there is a way back.

use super::{operation, operation_id};
use crate::hostile::as_superuser;
use crate::support::world_check::{Expect, world_check};
use crate::support::{Login, Said, World, block_on};

fn world() -> World {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    world
}

/// Kills the command at a point, and returns the operation that it leaves.
fn left_by(world: &mut World, point: &str, arguments: &[&str]) -> String {
    world.env.push(("TENANTCTL_FAILPOINTS".into(), point.into()));
    let said = world.run(arguments);
    world.env.pop();
    assert_eq!(said.code, -6, "{point}: {}", said.stderr);
    let left = operation(world, "acme-corp");
    assert_eq!((&left["state"], &left["kind"]), (&"running".into(), &arguments[0].into()), "{point}");
    left["id"].as_str().expect("an id").to_owned()
}

fn on(world: &World, command: &str, operation: &str) -> Said {
    world.run(&["operation", command, operation, "-y", "-o", "json"])
}

fn state(world: &World, operation: &str) -> String {
    let shown = world.run(&["operation", "show", operation, "-o", "json"]).code(0).json();
    shown["state"].as_str().expect("a state").to_owned()
}

/// It is refused, and the answer has this code and names that command.
#[track_caller]
fn refused(said: Said, code: &str, command: &str) {
    let said = said.code(5);
    assert_eq!(said.json()["error"]["code"], code, "{}", said.stdout);
    assert!(said.stdout.contains(command), "{}", said.stdout);
}

fn status(world: &World) -> String {
    let shown = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    shown["status"].as_str().expect("a status").to_owned()
}

fn gets_in(world: &World, login: &Login) -> bool {
    block_on(async { world.connect_as(login).await.is_ok() })
}

#[test]
fn suspending_and_resuming() {
    let mut world = world();
    let app = world.login("acme-corp", "app");
    let suspend = ["suspend", "acme-corp", "--reason", "overdue", "-y"];
    let first = left_by(&mut world, "life.closed_logins", &suspend);
    let planned = world.run(&["operation", "resume", &first, "-n"]).code(0);
    assert!(planned.stdout.contains("end connections"), "{}", planned.stdout);
    let _gone_on = on(&world, "resume", &first).code(0);
    let shown = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!((&shown["status"], &shown["suspended_reason"]), (&"suspended".into(), &"overdue".into()));
    assert_eq!(state(&world, &first), "done");
    let again = on(&world, "resume", &first).code(0);
    assert!(again.stderr.contains("nothing to go on with"), "{}", again.stderr);
    refused(on(&world, "rollback", &first), "operation_done", "tenantctl resume acme-corp");

    let second = left_by(&mut world, "life.opened_migrator", &["resume", "acme-corp"]);
    let asked = world.run(&["operation", "rollback", &second]).code(9);
    assert!(asked.stderr.contains("-y"), "{}", asked.stderr);
    let back = on(&world, "rollback", &second).code(0).json();
    assert_eq!((&back["status"], &back["suspended_reason"]), (&"suspended".into(), &"overdue".into()));
    assert_eq!(state(&world, &second), "rolled_back");
    refused(on(&world, "resume", &second), "rolled_back", "tenantctl resume acme-corp");
    let _before = on(&world, "rollback", &second).code(0);
    assert!(!gets_in(&world, &app));
    let third = left_by(&mut world, "life.opened_app", &["resume", "acme-corp"]);
    let _open = on(&world, "resume", &third).code(0);

    let fourth = left_by(&mut world, "life.closed_database", &suspend);
    let _back = on(&world, "rollback", &fourth).code(0);
    assert_eq!((status(&world).as_str(), state(&world, &fourth).as_str()), ("active", "rolled_back"));
    assert!(gets_in(&world, &app));
    world_check(&world, Expect::default());
}

#[test]
fn deleting_restoring_and_purging() {
    let mut world = world();
    let deprovision = ["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup", "--grace", "3d"];
    let first = left_by(&mut world, "life.closed_logins", &deprovision);
    let _back = on(&world, "rollback", &first).code(0);
    assert_eq!((status(&world).as_str(), state(&world, &first).as_str()), ("active", "rolled_back"));
    let second = left_by(&mut world, "life.closed_database", &deprovision);
    let _gone_on = on(&world, "resume", &second).code(0);
    assert_eq!(status(&world), "deleting");
    let soon = "SELECT count(*) FROM control_plane.tenant_metadata
                WHERE purge_after BETWEEN now() + interval '71 h' AND now() + interval '73 h'";
    let count = |sql: &'static str| -> i64 {
        block_on(async {
            let mut server = world.superuser("tenantctl").await;
            sqlx::query_scalar(sql).fetch_one(&mut server).await.expect("a count")
        })
    };
    assert_eq!(count(soon), 1, "the grace is the one that was asked for");

    let third = left_by(&mut world, "life.opened_migrator", &["restore", "acme-corp"]);
    refused(on(&world, "rollback", &third), "no_way_back", "tenantctl deprovision acme-corp");
    let _open = on(&world, "resume", &third).code(0);
    assert_eq!(status(&world), "active");

    let _closed = world.run(&deprovision).code(0);
    let fourth = left_by(&mut world, "life.dropped_database", &["purge", "acme-corp", "--confirm", "acme-corp"]);
    refused(on(&world, "rollback", &fourth), "purge_begun", &format!("tenantctl operation resume {fourth}"));
    let certificate = on(&world, "resume", &fourth).code(0);
    assert_eq!(certificate.json()["tenant"], "acme-corp", "{}", certificate.stdout);
    let _gone = world.run(&["show", "acme-corp"]).code(4);
    let again = on(&world, "resume", &fourth).code(0);
    assert_eq!(again.json()["tenant"], "acme-corp", "the certificate once more");
    let listed = world.run(&["operation", "list", "-o", "json"]).code(0).json();
    let made = listed["items"].as_array().expect("items").iter().find(|item| item["kind"] == "provision");
    let made = made.and_then(|item| item["id"].as_str()).unwrap_or_else(|| panic!("{listed}")).to_owned();
    refused(on(&world, "rollback", &made), "wrong_status", "it was purged");
    world_check(&world, Expect::default());
    let _sound = world.run(&["audit", "verify"]).code(0);
}

/// A second login that somebody gets in by, a sealed password for it, or an old login that isn't ended.
const LEFT: &str = "SELECT (SELECT count(*) FROM control_plane.login_rotations)
    + (SELECT count(*) FROM control_plane.tenant_secrets WHERE name LIKE '%next')
    + (SELECT count(*) - 2 FROM pg_roles WHERE rolname LIKE 'acme%' AND rolcanlogin)";

fn left(world: &World) -> i64 {
    block_on(async {
        sqlx::query_scalar(LEFT).fetch_one(&mut world.superuser("tenantctl").await).await.expect("a count")
    })
}

#[test]
fn rotating() {
    let mut world = world();
    for point in ["rotate.stored", "rotate.opened", "rotate.proven"] {
        let old = world.login("acme-corp", "app");
        let operation = left_by(&mut world, point, &["rotate", "-t", "acme-corp", "--app"]);
        let _back = on(&world, "rollback", &operation).code(0);
        assert_eq!((left(&world), state(&world, &operation).as_str()), (0, "rolled_back"), "{point}");
        assert!(gets_in(&world, &old) && world.login("acme-corp", "app").password == old.password, "{point}");
        let operation = left_by(&mut world, point, &["rotate", "-t", "acme-corp", "--app"]);
        let _gone_on = on(&world, "resume", &operation).code(0);
        assert_eq!((left(&world), state(&world, &operation).as_str()), (0, "done"), "{point}");
        assert!(!gets_in(&world, &old) && gets_in(&world, &world.login("acme-corp", "app")), "{point}");
    }
    let old = ["migrator", "app"].map(|role| world.login("acme-corp", role));
    for point in ["rotate.switched", "rotate.ended"] {
        let operation = left_by(&mut world, point, &["rotate", "-t", "acme-corp"]);
        let said = world.run(&["operation", "rollback", &operation, "-y"]).code(5);
        assert!(said.stderr.contains(&format!("tenantctl operation resume {operation}")), "{}", said.stderr);
        let _gone_on = on(&world, "resume", &operation).code(0);
        assert_eq!(left(&world), 0, "{point}");
    }
    // Twice from one to the other; a step that was done is never done again.
    for (old, role) in old.iter().zip(["migrator", "app"]) {
        let new = world.login("acme-corp", role);
        assert_eq!(new.user, old.user);
        assert!(gets_in(&world, &new) && !gets_in(&world, old));
    }
    // Another rotation in the place of a killed one leaves none of its logins open.
    let first = left_by(&mut world, "rotate.opened", &["rotate", "-t", "acme-corp", "--app"]);
    let _other = world.run(&["rotate", "-t", "acme-corp", "--migrator"]).code(0);
    assert_eq!((left(&world), state(&world, &first).as_str()), (0, "rolled_back"));
    // The overlap that was asked for begins, though the run died before it was set.
    let before = world.login("acme-corp", "app");
    let overlap = ["rotate", "-t", "acme-corp", "--app", "--overlap", "1h"];
    let operation = left_by(&mut world, "rotate.switched", &overlap);
    let _gone_on = on(&world, "resume", &operation).code(0);
    assert!(gets_in(&world, &before) && gets_in(&world, &world.login("acme-corp", "app")));
    let bounded: i64 = block_on(async {
        sqlx::query_scalar("SELECT count(*) FROM pg_roles WHERE rolvaliduntil < now() + interval '2 h'")
            .fetch_one(&mut world.superuser("tenantctl").await)
            .await
            .expect("a count")
    });
    assert_eq!(bounded, 1);
    let _ended = world.run(&["rotate", "-t", "acme-corp", "--finish"]).code(0);
    assert_eq!(left(&world), 0);
    let _sound = world.run(&["audit", "verify"]).code(0);
}

/// An operation that another run ended between the look and the lock is left alone.
#[test]
fn an_operation_of_another_kind_in_its_place_is_left_alone() {
    let mut world = world();
    let operation = left_by(&mut world, "life.closed_logins", &["suspend", "acme-corp", "-y"]);
    let _open = world.run(&["resume", "acme-corp"]).code(0);
    refused(on(&world, "resume", &operation), "rolled_back", "tenantctl suspend acme-corp");
    // As if it were looked at before the other one took its place.
    let as_before = format!(
        "UPDATE control_plane.operations SET state = 'running', error = NULL, finished_at = NULL WHERE id = '{operation}'"
    );
    as_superuser(&world, "tenantctl", &as_before);
    let said = on(&world, "resume", &operation).code(5);
    assert_eq!(said.json()["error"]["code"], "operation_ended", "{}", said.stdout);
    assert_eq!(status(&world), "active");
    assert_ne!(operation_id(&world, "acme-corp"), operation);
}
