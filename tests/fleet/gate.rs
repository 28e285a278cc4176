//! What is looked at before the first write, and pins.

use super::Fleet;
use crate::support::block_on;
use crate::support::world_check::{Expect, world_check};

const TRACES: &str =
    "SELECT (SELECT count(*) FROM control_plane.fleet_runs) + (SELECT count(*) FROM control_plane.policy_sync_logs)";

#[test]
fn a_gate_that_refuses_writes_nothing() {
    let fleet = Fleet::of(3);
    fleet.counting_files(1, 0.0);
    let _done = fleet.migrate(&["--all"]).code(0);
    fleet.file(2, "INSERT INTO effects VALUES (2)");
    let applied = "UPDATE tenantctl.schema_migrations SET checksum = 'other' WHERE version = 20270101000001";
    fleet.inside(2, applied);
    let before: Vec<i64> = fleet.plane(TRACES);
    for arguments in [&["--all", "--max-failures", "100%"][..], &["-t", "fleet-00", "-t", "fleet-02"]] {
        let said = fleet.migrate(arguments).code(3);
        let error = &said.json()["error"];
        assert_eq!(error["code"], "gate_refused", "{}", said.stderr);
        assert!(
            error["causes"][0]
                .as_str()
                .expect("a cause")
                .starts_with("fleet-02: 20270101000001_file_1.sql was changed")
        );
    }
    let plan = ["migrate", "plan", "--dir", fleet.dir(), "-o", "ndjson"];
    let said = fleet.world.run(&plan).code(3);
    assert!(said.stdout.contains(r#""refused":1"#), "{}", said.stdout);
    assert_eq!(fleet.plane::<i64>(TRACES), before);
    assert!((0..3).all(|tenant| fleet.effects(tenant) == [1]));
    let said = fleet.world.run(&[&plan[..], &["--all", "--exclude", "fleet-02"]].concat()).code(0);
    let file = r#"{"version":"20270101000002","file":"20270101000002_file_2.sql","tenants":2,"transaction":true}"#;
    assert!(said.stdout.starts_with(file), "{}", said.stdout);
    // Without the gate the tenant says the same by itself.
    let said = fleet.migrate(&["--all", "--no-gate", "--max-failures", "50%"]).code(3);
    assert!(said.stderr.contains("1 of 3 tenants failed"), "{}", said.stderr);
    assert!((0..2).all(|tenant| fleet.effects(tenant) == [1, 2]) && fleet.effects(2) == [1]);
}

#[test]
fn a_lock_that_is_held_counts_as_a_failure() {
    let fleet = Fleet::of(3);
    fleet.counting_files(1, 0.0);
    let database = fleet.world.login("fleet-01", "migrator").database;
    let arguments = ["--all", "--lock-timeout", "100ms"];
    let (refused, one_failed) = block_on(async {
        let mut holder = fleet.world.superuser(&database).await;
        let sql = "SELECT pg_advisory_lock(1952804449, 1835624306)";
        sqlx::raw_sql(sql).execute(&mut holder).await.expect("locks");
        let refused = fleet.migrate(&arguments);
        (refused, fleet.migrate(&[&arguments[..], &["--max-failures", "1"]].concat()))
    });
    let refused = refused.code(3);
    assert!(refused.stderr.contains("fleet-01: another session holds the migration lock"), "{}", refused.stderr);
    assert!(one_failed.code(3).stderr.contains("1 of 3 tenants failed"));
    assert!(fleet.effects(0) == [1] && fleet.effects(1).is_empty() && fleet.effects(2) == [1]);
    let _rest = fleet.migrate(&["--all"]).code(0);
    assert_eq!(fleet.effects(1), [1]);
    world_check(&fleet.world, Expect::default());
}

#[test]
fn a_pin_holds_a_tenant_back() {
    let fleet = Fleet::of(2);
    fleet.counting_files(1, 0.0);
    let pin = |more: &[&str]| {
        let arguments = ["migrate", "pin", "fleet-00", "--dir", fleet.dir(), "-o", "json"];
        fleet.world.run(&[&arguments[..], more].concat())
    };
    let _none = pin(&["--at", "5"]).code(2);
    let _dry = pin(&["--at", "20270101000001", "--dry-run"]).code(0);
    assert_eq!(fleet.plane::<i64>("SELECT count(pinned_version) FROM control_plane.tenant_metadata"), [0]);
    assert_eq!(pin(&["--at", "20270101000001"]).code(0).json()["pinned_version"], "20270101000001");
    let _first = fleet.migrate(&["--all"]).code(0);
    fleet.file(2, "INSERT INTO effects VALUES (2)");
    for expected in ["migrated", "up_to_date"] {
        let said = fleet.migrate(&["--all"]).code(0);
        let items = &said.json()["items"];
        assert_eq!((&items[0]["status"], &items[1]["status"]), (&"pinned".into(), &expected.into()), "{items}");
        assert_eq!(items[0]["pending"][0], "20270101000002");
        assert!(said.stderr.contains("1 tenant is pinned"), "{}", said.stderr);
    }
    let status = fleet.world.run(&["migrate", "status", "--dir", fleet.dir(), "-o", "json"]).code(0).json();
    let groups = status["items"].as_array().expect("items");
    assert_eq!(groups.len(), 2, "{status}");
    assert_eq!(groups[0]["schema_version"], "20270101000002");
    assert_eq!((&groups[1]["pinned"], &groups[1]["examples"][0]), (&1.into(), &"fleet-00".into()), "{status}");
    let _alone = fleet.migrate(&["-t", "fleet-00"]).code(0);
    assert!(fleet.effects(0) == [1] && fleet.effects(1) == [1, 2]);
    let _unpinned = fleet.world.run(&["migrate", "unpin", "fleet-00"]).code(0);
    let _rest = fleet.migrate(&["--all"]).code(0);
    assert_eq!(fleet.effects(0), [1, 2]);
    world_check(&fleet.world, Expect::default());
}
