//! Provisionings and their undoings that are killed: each goes on or is undone by its id.

use super::{operation, operation_id};
use crate::support::{Said, World, block_on};

pub(super) fn sql(world: &World, database: &str, sql: &str) {
    block_on(async {
        let mut server = world.superuser(database).await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut server).await.expect("runs");
    });
}

pub(super) fn count(world: &World, sql: &str) -> i64 {
    block_on(async {
        let mut server = world.superuser("tenantctl").await;
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut server).await.expect("a count")
    })
}

pub(super) fn database_of(world: &World, tenant: &str) -> String {
    world.run(&["show", tenant, "-o", "json"]).code(0).json()["database"].as_str().expect("a name").to_owned()
}

/// Databases, logins, live rows, keys and secrets, and the operator's memberships.
pub(super) fn left_over(world: &World, tenant: &str) -> [i64; 5] {
    let base = tenant.replace('-', "_");
    [
    count(world, &format!("SELECT count(*) FROM pg_database WHERE datname LIKE '{base}%'")),
    count(world, &format!("SELECT count(*) FROM pg_roles WHERE rolname LIKE '{base}%'")),
    count(
        world,
        &format!("SELECT count(*) FROM control_plane.tenant_metadata WHERE id = '{tenant}' AND status <> 'deleted'"),
    ),
    count(
        world,
        &format!(
            "SELECT (SELECT count(*) FROM control_plane.tenant_keys JOIN control_plane.tenant_metadata ON uuid = tenant_uuid WHERE id = '{tenant}')
                  + (SELECT count(*) FROM control_plane.tenant_secrets JOIN control_plane.tenant_metadata ON uuid = tenant_uuid WHERE id = '{tenant}')"
        ),
    ),
    count(
        world,
        &format!(
            "SELECT count(*) FROM pg_auth_members WHERE roleid::regrole::text LIKE '{base}%'
               AND member = 'tenantctl_operator'::regrole AND NOT admin_option"
        ),
    ),
]
}

pub(super) const NOTHING: [i64; 5] = [0; 5];

const PROVISION: [&str; 5] =
    ["provision.reserved", "provision.template", "provision.logins", "provision.database", "provision.rights"];

fn points(prefix: &str) -> Vec<&'static str> {
    let points: Vec<_> = tenantctl::failpoint::ALL.iter().copied().filter(|p| p.starts_with(prefix)).collect();
    assert!(!points.is_empty());
    points
}

fn killed_at(world: &mut World, point: &str, arguments: &[&str]) {
    world.env.push(("TENANTCTL_FAILPOINTS".into(), point.into()));
    let _died: Said = world.run(arguments).code(-6);
    world.env.clear();
}

pub(super) fn killed_provision(world: &mut World, tenant: &str, point: &str) -> String {
    killed_at(world, point, &["provision", tenant, "--region", "x"]);
    operation_id(world, tenant)
}

#[test]
fn a_provisioning_killed_anywhere_is_resumed_by_its_id() {
    let mut world = World::ready();
    // Before the first commit there is nothing to go on with.
    let begun = points("provision.").into_iter().filter(|point| *point != "provision.reserving");
    for (n, point) in begun.enumerate() {
        let tenant = format!("tenant-{n}x");
        killed_at(
            &mut world,
            point,
            &["provision", &tenant, "--region", "y", "--label", "tier=pro", "--include-mock-data"],
        );
        let id = operation_id(&world, &tenant);
        let planned = world.run(&["operation", "resume", &id, "--dry-run"]).code(0);
        // After the last commit there is nothing left to do.
        let left = point != "provision.activated";
        assert_eq!(planned.stdout.contains("activate"), left, "{point}: {}", planned.stdout);
        let done = world.run(&["operation", "resume", &id, "-o", "json"]).code(0).json();
        assert_eq!((&done["status"], &done["id"]), (&"active".into(), &tenant.clone().into()), "{point}");
        assert_eq!((&done["region"], &done["labels"]["tier"]), (&"y".into(), &"pro".into()), "{point}");
        let login = world.login(&tenant, "migrator");
        let vendors: i64 = block_on(async {
            let mut connection = world.connect_as(&login).await.expect(point);
            sqlx::query_scalar("SELECT count(*) FROM vendors").fetch_one(&mut connection).await.expect("a count")
        });
        assert_eq!(vendors, 60, "{point}: the mock data that was asked for");
        let same = ["provision", &tenant, "--region", "y", "--label", "tier=pro"];
        let _same_spec = world.run(&same).code(0);
        assert_eq!(operation(&world, &tenant)["state"], "done");
    }
}

#[test]
fn a_provisioning_killed_anywhere_is_rolled_back_and_made_again() {
    let mut world = World::ready();
    for point in points("template.").into_iter().chain(PROVISION).chain(["provision.mock_data"]) {
        killed_at(&mut world, point, &["provision", "acme-corp", "--region", "x", "--include-mock-data"]);
        let id = operation_id(&world, "acme-corp");
        let unconfirmed = world.run(&["operation", "rollback", &id]).code(9);
        assert!(unconfirmed.stderr.contains("-y"), "{}", unconfirmed.stderr);
        let planned = world.run(&["operation", "rollback", &id, "--dry-run"]).code(0);
        assert!(planned.stdout.contains("reserve"), "{}", planned.stdout);
        assert_eq!(operation(&world, "acme-corp")["state"], "running", "{point}");
        let done = world.run(&["operation", "rollback", &id, "-y", "-o", "json"]).code(0).json();
        assert_eq!((&done["tenant"], &done["left_alone"]), (&"acme-corp".into(), &serde_json::json!([])));
        assert_eq!(left_over(&world, "acme-corp"), NOTHING, "{point}");
        let shown = world.run(&["operation", "show", &id, "-o", "json"]).code(0).json();
        assert_eq!((&shown["state"], &shown["tenant"]), (&"rolled_back".into(), &"acme-corp".into()), "{point}");
        for step in shown["steps"].as_array().expect("steps") {
            assert!(matches!(step["state"].as_str(), Some("undone" | "planned")), "{point}: {step}");
        }
        let again = world.run(&["operation", "rollback", &id, "-o", "json"]).code(0).json();
        assert_eq!(again["already_rolled_back"], true);
        let _gone = world.run(&["show", "acme-corp"]).code(4);
        let _refused = world.run(&["operation", "resume", &id]).code(5);
    }
    let made = world.run(&["provision", "acme-corp", "--region", "other", "-o", "json"]).code(0).json();
    assert_eq!(made["already_provisioned"], false);
    assert_eq!(left_over(&world, "acme-corp"), [1, 2, 1, 3, 0]);
    let operations = world.run(&["operation", "list", "--tenant-id", "acme-corp", "-o", "json"]).code(0).json();
    assert!(operations["items"].as_array().expect("items").len() > 7, "history is kept");
    let deleted = "SELECT count(*) FROM control_plane.tenant_metadata WHERE status = 'deleted' AND deleted_at IS NULL";
    assert_eq!(count(&world, deleted), 0);
}

#[test]
fn an_undoing_killed_anywhere_is_finished_by_the_same_command() {
    let mut world = World::ready();
    for point in points("rollback.") {
        let id = killed_provision(&mut world, "acme-corp", "provision.rights");
        let rollback = ["operation", "rollback", &id, "-y"];
        killed_at(&mut world, point, &rollback);
        if point != "rollback.released" {
            assert_eq!(operation(&world, "acme-corp")["state"], "undoing", "{point}");
            // Twice at the same place; behind the place, the first run has done it already.
            world.env.push(("TENANTCTL_FAILPOINTS".into(), point.into()));
            let second = world.run(&rollback);
            assert!(matches!(second.code, 0 | -6), "{point}: {}", second.stderr);
            world.env.clear();
        }
        let _done = world.run(&rollback).code(0);
        assert_eq!(left_over(&world, "acme-corp"), NOTHING, "{point}");
        assert_eq!(operation(&world, "acme-corp")["state"], "rolled_back", "{point}");
    }
}

#[test]
fn two_kills_at_any_two_places_still_end_with_nothing() {
    let mut world = World::ready();
    let all = points("rollback.");
    // All pairs with TENANTCTL_TEST_FULL, else each place once as the first.
    let step = if crate::support::chance::full() { 1 } else { 4 };
    for (n, first) in all.iter().enumerate().filter(|(_, first)| **first != "rollback.released") {
        for second in all.iter().skip(n + 1).step_by(step) {
            let id = killed_provision(&mut world, "acme-corp", "provision.rights");
            let rollback = ["operation", "rollback", &id, "-y"];
            killed_at(&mut world, first, &rollback);
            killed_at(&mut world, second, &rollback);
            let _done = world.run(&rollback).code(0);
            assert_eq!(left_over(&world, "acme-corp"), NOTHING, "{first}, {second}");
        }
    }
}

#[test]
fn a_killed_undoing_can_be_completed_as_a_provisioning_too() {
    let mut world = World::ready();
    for (n, point) in points("rollback.").into_iter().enumerate() {
        let tenant = format!("tenant-{n}x");
        let id = killed_provision(&mut world, &tenant, "provision.rights");
        killed_at(&mut world, point, &["operation", "rollback", &id, "-y"]);
        let done = world.run(&["provision", &tenant, "--region", "x", "-o", "json"]).code(0).json();
        assert_eq!(done["status"], "active", "{point}");
        for role in ["app", "migrator"] {
            let login = world.login(&tenant, role);
            block_on(async { world.connect_as(&login).await.map(drop) }).expect(point);
        }
        assert_eq!(left_over(&world, &tenant), [1, 2, 1, 3, 0], "{point}");
    }
}
