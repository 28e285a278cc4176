//! Waves and the failure budget.

use super::Fleet;
use crate::support::world_check::{Expect, world_check};

#[test]
fn a_budget_stops_a_run() {
    let fleet = Fleet::of(6);
    for tenant in [0, 1] {
        fleet.inside(tenant, "CREATE TABLE effects (other int)");
    }
    fleet.counting_files(1, 0.0);
    let said = fleet.migrate(&["--all", "--max-failures", "1", "-j", "1"]).code(3);
    let error = &said.json()["error"];
    assert_eq!(error["code"], "run_stopped", "{}", said.stderr);
    assert!(error["message"].as_str().expect("text").contains("2 of 6 tenants failed, 4 weren't begun"), "{error}");
    assert!((2..6).all(|tenant| fleet.effects(tenant).is_empty()));
    let run: Vec<String> = fleet.plane("SELECT id::text FROM control_plane.fleet_runs");
    let resume = ["migrate", "resume", &run[0], "--dir", fleet.dir()];
    let _at_once = fleet.world.run(&resume).code(5);
    let more = fleet.world.run(&[&resume[..], &["--max-failures", "50%"]].concat()).code(3);
    assert!(more.stderr.contains("2 of 6 tenants failed"), "{}", more.stderr);
    assert!((2..6).all(|tenant| fleet.effects(tenant) == [1]));
    world_check(&fleet.world, Expect::default());
    for tenant in [0, 1] {
        fleet.inside(tenant, "DROP TABLE effects");
    }
    let _mended = fleet.world.run(&[&resume[..], &["--retry-failed"]].concat()).code(0);
    assert!((0..6).all(|tenant| fleet.effects(tenant) == [1]));
    world_check(&fleet.world, Expect::default());
}

#[test]
fn a_failing_canary_stops_all() {
    let fleet = Fleet::of(4);
    fleet.inside(3, "CREATE TABLE effects (other int)");
    fleet.counting_files(1, 0.0);
    let said = fleet.migrate(&["--all", "--max-failures", "100%", "--canary", "100%"]).code(3);
    assert!(said.stderr.contains("1 of 4 tenants failed"), "{}", said.stderr);
    fleet.file(2, "INSERT INTO effects VALUES (2)");
    fleet.inside(0, "ALTER TABLE effects RENAME TO elsewhere");
    let said = fleet.migrate(&["--all", "--max-failures", "100%", "--canary", "1", "--wave-size", "1"]).code(3);
    assert!(said.stderr.contains("1 of the canaries failed"), "{}", said.stderr);
    assert!((1..3).all(|tenant| fleet.effects(tenant) == [1]));
    world_check(&fleet.world, Expect::default());
}

#[test]
fn waves_follow_each_other() {
    let fleet = Fleet::of(5);
    fleet.counting_files(1, 0.0);
    let _done = fleet.migrate(&["--all", "--canary", "1", "--wave-size", "2", "--pause-between", "300ms"]).code(0);
    let waves: Vec<i32> = fleet.plane("SELECT wave FROM control_plane.fleet_run_tenants ORDER BY position");
    assert_eq!(waves, [0, 1, 1, 2, 2]);
    let in_order: Vec<bool> = fleet.plane(
        "SELECT bool_and(a.finished_at + interval '300 ms' <= b.started_at)
         FROM control_plane.fleet_run_tenants a JOIN control_plane.fleet_run_tenants b ON b.wave = a.wave + 1",
    );
    assert_eq!(in_order, [true]);
}
