//! Several runners of one run, and such that die or are stopped.

use super::{Fleet, ended, signal};
use crate::support::world_check::{Expect, world_check};

#[test]
fn eight_runners_do_everything_once() {
    const TENANTS: usize = 24;
    let fleet = Fleet::of(TENANTS);
    fleet.counting_files(5, 0.01);
    let runners: Vec<_> = (0..8).map(|_| fleet.spawn(&["--all", "-j", "2"])).collect();
    for runner in runners {
        let said = ended(runner).code(0);
        assert_eq!(said.json()["items"].as_array().expect("items").len(), TENANTS, "{}", said.stderr);
    }
    for tenant in 0..TENANTS {
        assert_eq!(fleet.effects(tenant), [1, 2, 3, 4, 5], "tenant {tenant}");
    }
    let states: Vec<String> = fleet.plane("SELECT DISTINCT state FROM control_plane.fleet_runs");
    assert_eq!(states, ["done"]);
    let logged: Vec<i64> = fleet.plane(
        "SELECT count(*) FROM control_plane.policy_sync_logs WHERE phase = 'progress' AND action = 'migrate'
             AND outcome = 'done' AND tenant_uuid IS NOT NULL",
    );
    assert_eq!(logged, [24]);
    let again = fleet.migrate(&["--all"]).code(0).json();
    assert!(again["items"].as_array().expect("items").iter().all(|item| item["status"] == "up_to_date"));
    world_check(&fleet.world, Expect::default());
}

#[test]
fn a_killed_runner_is_replaced() {
    let fleet = Fleet::of(3);
    fleet.counting_files(2, 0.4);
    let runner = fleet.spawn(&["--all", "-j", "2"]);
    fleet.wait_for("SELECT EXISTS (SELECT FROM control_plane.fleet_run_tenants WHERE state = 'running')");
    signal(&runner, "-KILL");
    let _killed = ended(runner).code(-9);
    let said = fleet.migrate(&["--all"]).code(0);
    assert!(said.stderr.contains("this joins it"), "{}", said.stderr);
    for tenant in 0..3 {
        assert_eq!(fleet.effects(tenant), [1, 2], "tenant {tenant}");
    }
    assert_eq!(fleet.plane::<String>("SELECT state FROM control_plane.fleet_runs"), ["done"]);
    world_check(&fleet.world, Expect::default());
}

/// The one that was stopped still has its session, and in it the tenant's lock and an open transaction.
#[test]
fn a_stopped_runner_that_comes_back_writes_nothing() {
    let fleet = Fleet::of(2);
    fleet.counting_files(2, 1.0);
    let stopped = fleet.spawn(&["--all", "-j", "1"]);
    fleet.wait_for(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'tenantctl ________.1 fleet-%'
             AND state = 'active' AND query LIKE '%pg_sleep%')",
    );
    signal(&stopped, "-STOP");
    let said = fleet.migrate(&["--all", "-j", "1"]).code(0);
    assert!(said.stderr.contains("this joins it"), "{}", said.stderr);
    let second: Vec<bool> = fleet.plane(
        "SELECT count(DISTINCT runner) = 1 AND max(fence) = 2 FROM control_plane.fleet_run_tenants WHERE state = 'done'",
    );
    assert_eq!(second, [true]);
    let before: Vec<String> =
        fleet.plane("SELECT jsonb_agg(t ORDER BY position)::text FROM control_plane.fleet_run_tenants t");
    signal(&stopped, "-CONT");
    let said = ended(stopped).code(0);
    assert!(said.stderr.contains("another runner has taken it over"), "{}", said.stderr);
    let after: Vec<String> =
        fleet.plane("SELECT jsonb_agg(t ORDER BY position)::text FROM control_plane.fleet_run_tenants t");
    assert_eq!(before, after);
    for tenant in 0..2 {
        assert_eq!(fleet.effects(tenant), [1, 2], "tenant {tenant}");
    }
    world_check(&fleet.world, Expect::default());
}
