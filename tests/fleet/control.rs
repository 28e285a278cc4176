//! Looking at runs, pausing, resuming and cancelling them.

use super::{Fleet, ended, signal};
use crate::hostile::as_superuser;
use crate::support::world_check::{Expect, world_check};

const ONE_DONE: &str =
    "SELECT EXISTS (SELECT FROM control_plane.fleet_run_tenants t JOIN control_plane.fleet_runs r ON r.id = t.run_id
     WHERE r.state = 'running' AND t.state = 'done')";

#[test]
fn a_run_is_paused_resumed_and_cancelled() {
    let fleet = Fleet::of(5);
    fleet.counting_files(1, 0.5);
    let id = || fleet.world.run(&["migrate", "runs", "-o", "json"]).code(0).json()["items"][0]["id"].to_string();

    let runner = fleet.spawn(&["--all", "-j", "1"]);
    fleet.wait_for(ONE_DONE);
    let run = id().trim_matches('"').to_owned();
    let paused = fleet.world.run(&["migrate", "pause", &run, "-o", "json"]).code(0).json();
    assert_eq!(paused["state"], "paused");
    let said = ended(runner).code(5);
    assert_eq!(said.json()["error"]["code"], "run_paused", "{}", said.stderr);
    let same = fleet.migrate(&["--all"]).code(5);
    assert!(same.stderr.contains(&format!("migrate resume {run}")), "{}", same.stderr);
    let others = fleet.world.run(&["migrate", "resume", &run]).code(5);
    assert!(others.stderr.contains("--dir"), "{}", others.stderr);
    let resumed = fleet.world.run(&["migrate", "resume", &run, "--dir", fleet.dir(), "-o", "json"]).code(0).json();
    let items = resumed["items"].as_array().expect("items");
    assert!(items.len() == 5 && items.iter().all(|item| item["status"] == "migrated"), "{resumed}");

    fleet.file(2, "INSERT INTO effects VALUES (2); SELECT pg_sleep(0.5);");
    let runner = fleet.spawn(&["--all", "-j", "1"]);
    fleet.wait_for(ONE_DONE);
    let run = id().trim_matches('"').to_owned();
    let _cancelled = fleet.world.run(&["migrate", "cancel", &run]).code(0);
    let said = ended(runner).code(5);
    assert_eq!(said.json()["error"]["code"], "run_cancelled", "{}", said.stderr);
    let _never = fleet.world.run(&["migrate", "resume", &run, "--dir", fleet.dir()]).code(5);
    let _nor = fleet.world.run(&["migrate", "pause", &run]).code(5);
    let done = (0..5).filter(|tenant| fleet.effects(*tenant) == [1, 2]).count();
    assert!((1..5).contains(&done), "{done}");
    let tenants = fleet.world.run(&["migrate", "runs", &run, "-o", "json"]).code(0).json();
    assert_eq!(tenants["items"].as_array().expect("items").len(), 5);
    let _rest = fleet.migrate(&["--all"]).code(0);
    assert!((0..5).all(|tenant| fleet.effects(tenant) == [1, 2]));
    let _none = fleet.world.run(&["migrate", "runs", "fedcba98"]).code(4);
    world_check(&fleet.world, Expect::default());
}

#[test]
fn a_signal_gives_tenants_back() {
    let fleet = Fleet::of(4);
    fleet.counting_files(1, 0.5);
    let runner = fleet.spawn(&["--all", "-j", "1"]);
    fleet.wait_for(ONE_DONE);
    signal(&runner, "-INT");
    let said = ended(runner).code(130);
    assert!(said.stderr.contains("migrate resume"), "{}", said.stderr);
    let running: Vec<i64> = fleet.plane("SELECT count(*) FROM control_plane.fleet_run_tenants WHERE state = 'running'");
    assert_eq!(running, [0]);
    world_check(&fleet.world, Expect { resumable: true });
    let _rest = fleet.migrate(&["--all"]).code(0);
    assert!((0..4).all(|tenant| fleet.effects(tenant) == [1]));
    world_check(&fleet.world, Expect::default());
}

#[test]
fn a_signal_does_not_wait_for_a_slow_file() {
    let (fleet, runner) = in_the_second_file();
    signal(&runner, "-INT");
    let said = ended(runner).code(130);
    assert!(said.stderr.contains("stopped; 3 of 3 tenants of run"), "{}", said.stderr);
    let items = said.json()["items"].clone();
    assert!(items.as_array().is_some_and(|items| items.iter().all(|item| item["status"] == "not_begun")), "{items}");
    assert_eq!(fleet.plane::<i64>("SELECT count(*) FROM control_plane.fleet_run_tenants WHERE state = 'running'"), [0]);
    world_check(&fleet.world, Expect { resumable: true });
    as_superuser(&fleet.world, "postgres", "ALTER ROLE ALL RESET test.pause");
    let _rest = fleet.migrate(&["--all"]).code(0);
    assert!((0..3).all(|tenant| fleet.effects(tenant) == [1]));
    world_check(&fleet.world, Expect::default());
}

/// How far a tenant came that somebody else has by now isn't for the one who lost it to tell.
#[test]
fn who_was_cut_off_writes_nothing_of_a_tenant_that_another_has() {
    let (fleet, runner) = in_the_second_file();
    as_superuser(
        &fleet.world,
        "tenantctl",
        "UPDATE control_plane.fleet_run_tenants SET fence = fence + 1 WHERE fence > 0",
    );
    signal(&runner, "-TERM");
    let _said = ended(runner).code(143);
    let told = "SELECT count(*) FROM control_plane.tenant_metadata WHERE schema_version > 20270000000000";
    assert_eq!(fleet.plane::<i64>(told), [0]);
    let held = "SELECT count(*) >= 2 FROM control_plane.fleet_run_tenants WHERE state = 'running'";
    assert_eq!(fleet.plane::<bool>(held), [true]);
}

/// A runner that has given two of three tenants the first file and waits in the second one.
fn in_the_second_file() -> (Fleet, std::process::Child) {
    let fleet = Fleet::of(3);
    fleet.counting_files(1, 0.0);
    fleet.file(2, "SELECT pg_sleep(coalesce(current_setting('test.pause', true)::float, 0))");
    as_superuser(&fleet.world, "postgres", "ALTER ROLE ALL SET test.pause = '60'");
    let runner = fleet.spawn(&["--all", "-j", "2"]);
    fleet.wait_for("SELECT count(*) = 2 FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
    (fleet, runner)
}
