//! What breaks while a fleet is migrated: the line, the runner, the server, single tenants.

use super::files::wait_until_running;
use super::{Fleet, ended, signal};
use crate::support::block_on;
use crate::support::proxy::{Act, Fault, When};
use crate::support::world_check::{Expect, world_check};
use std::process::Stdio;
use std::time::Duration;

/// The next file leaves one row; the first one makes the table.
fn next_file(fleet: &Fleet, n: u32) {
    let table = if n == 1 { "CREATE TABLE effects (file int NOT NULL);" } else { "" };
    fleet.file(n, &format!("{table} INSERT INTO effects VALUES ({n})"));
}

/// Whatever came of a run, the same command brings each tenant through, and each file ran once.
#[track_caller]
fn converges(fleet: &Fleet, tenants: usize, newest: u32, told: &str) {
    let said = fleet.migrate(&["--all"]);
    assert_eq!(said.code, 0, "{told}: {} {}", said.stdout, said.stderr);
    let expected: Vec<i32> = (1..=i32::try_from(newest).expect("small")).collect();
    for tenant in 0..tenants {
        assert_eq!(fleet.effects(tenant), expected, "{told}, tenant {tenant}");
    }
}

#[test]
fn a_line_that_breaks_at_a_commit_doubles_nothing() {
    let (fleet, proxy) = Fleet::proxied(2);
    let mut n = 0;
    for after in 0..7 {
        for (when, act) in [(When::Answered("COMMIT"), Act::Cut), (When::Sending("COMMIT"), Act::Reset)] {
            n += 1;
            next_file(&fleet, n);
            let fault = Fault::on(when, act).after(after).times(1);
            let told = format!("{fault:?}");
            proxy.add(fault);
            let said = fleet.migrate(&["--all", "-j", "1"]);
            proxy.clear();
            assert!([0, 3, 6].contains(&said.code), "{told}: {} {}", said.code, said.stderr);
            converges(&fleet, 2, n, &told);
        }
    }
    world_check(&fleet.world, Expect::default());
}

#[test]
fn killed_at_any_message_each_file_ran_once() {
    let (fleet, proxy) = Fleet::proxied(2);
    next_file(&fleet, 1);
    converges(&fleet, 2, 1, "at first");
    let before = proxy.messages();
    next_file(&fleet, 2);
    converges(&fleet, 2, 2, "without a fault");
    let all = proxy.messages() - before;
    let step = (all / 14).max(1);
    for (round, number) in (1..all).step_by(step).enumerate() {
        let n = u32::try_from(round).expect("small") + 3;
        next_file(&fleet, n);
        let forward = round % 2 == 0;
        proxy.add(Fault::on(When::Message(number), Act::Hold));
        let hits = proxy.hits();
        let mut command = fleet.world.command(&fleet.arguments(&["--all"]));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        let mut over = false;
        while proxy.hits() == hits && !over {
            over = child.try_wait().expect("waits").is_some();
            std::thread::sleep(Duration::from_millis(2));
        }
        let _killed = child.kill();
        let _status = child.wait();
        proxy.clear();
        proxy.release(forward);
        converges(&fleet, 2, n, &format!("message {number}, sent {forward}"));
    }
    world_check(&fleet.world, Expect::default());
}

#[test]
fn a_server_that_restarts_in_the_middle_leaves_no_half() {
    let fleet = Fleet::of(2);
    fleet.counting_files(2, 1.0);
    let child = fleet.spawn(&["--all"]);
    wait_until_running(&fleet, "pg_sleep");
    let file = fleet.world.state().join("postgres/data/postmaster.pid");
    let text = std::fs::read_to_string(file).expect("a pid file");
    let pid = text.lines().next().expect("a pid");
    assert!(std::process::Command::new("kill").args(["-QUIT", pid]).status().expect("kill runs").success());
    let _started = fleet.world.run(&["local", "start"]).code(0);
    let said = ended(child);
    assert!([0, 3, 6].contains(&said.code), "{}: {}", said.code, said.stderr);
    converges(&fleet, 2, 2, "restarted");
    world_check(&fleet.world, Expect::default());
}

/// Each tenant fails in its own way, and the others come through.
#[test]
fn what_is_wrong_with_one_tenant_is_only_its_own() {
    let fleet = Fleet::of(5);
    fleet.counting_files(1, 0.0);
    let _done = fleet.migrate(&["--all"]).code(0);
    fleet.file(2, "ALTER TABLE effects ADD UNIQUE (file); INSERT INTO effects VALUES (2)");
    fleet.inside(1, "INSERT INTO effects VALUES (1)");
    fleet.inside(2, "ALTER TABLE effects RENAME TO gone");
    let database = fleet.world.login("fleet-03", "migrator").database;
    let said = block_on(async {
        let mut reader = fleet.world.superuser(&database).await;
        sqlx::raw_sql("BEGIN; SELECT * FROM effects").execute(&mut reader).await.expect("reads");
        fleet.migrate(&["--all", "--max-failures", "100%", "--lock-timeout", "100ms"])
    });
    let told = said.stderr.clone();
    let said = said.code(3).json();
    let line = |number: usize| {
        let begin = format!("{number}/5 ");
        told.lines().find_map(|line| line.strip_prefix(&begin)).unwrap_or_else(|| panic!("{begin}: {told}"))
    };
    let mut lines: Vec<&str> = (1..=5).map(line).collect();
    lines.sort_unstable();
    for (line, words) in lines.iter().zip(["1 applied", "failed", "failed", "failed", "1 applied"]) {
        assert!(line.contains(&format!(" {words} ")) && line.contains("SQLSTATE") == (words == "failed"), "{told}");
    }
    let items = said["items"].as_array().expect("items");
    let statuses: Vec<&str> = items.iter().map(|item| item["status"].as_str().expect("a word")).collect();
    assert_eq!(statuses, ["migrated", "failed", "failed", "failed", "migrated"], "{said}");
    for (tenant, words) in [(1, "23505"), (2, "42P01"), (3, "55P03")] {
        assert!(items[tenant]["error"].as_str().expect("a text").contains(words), "{said}");
    }
    assert_eq!(said["error"]["message"], "3 of 5 tenants failed");
    assert!(fleet.effects(0) == [1, 2] && fleet.effects(1) == [1, 1] && fleet.effects(3) == [1]);
    fleet.inside(1, "DELETE FROM effects; INSERT INTO effects VALUES (1)");
    fleet.inside(2, "ALTER TABLE gone RENAME TO effects");
    converges(&fleet, 5, 2, "mended");
    world_check(&fleet.world, Expect::default());
}

/// A tenant whose database is on another machine, by what this one can tell: there a server that says no to TLS gets no
/// password, and the others come through.
#[test]
fn a_server_elsewhere_without_encryption_gets_no_password() {
    let (fleet, proxy) = Fleet::proxied(2);
    next_file(&fleet, 1);
    let elsewhere = format!(
        "UPDATE control_plane.tenant_metadata SET database_host = '0.0.0.0', database_port = {}, api_url = 'https://api.example'
         WHERE id = 'fleet-01'",
        proxy.port()
    );
    let run = |sql: String| {
        block_on(async {
            let mut plane = fleet.world.superuser("tenantctl").await;
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut plane).await.expect("runs");
        });
    };
    run(elsewhere);
    for more in [&["--all"][..], &["--all", "--no-gate"], &["--all", "--max-failures", "1"], &["-t", "fleet-01"]] {
        let before = proxy.denied_tls();
        let said = fleet.migrate(more);
        assert!([3, 6].contains(&said.code), "{more:?}: {} {}", said.code, said.stderr);
        assert!(said.stderr.contains("fleet-01") && said.stderr.contains("TLS"), "{more:?}: {}", said.stderr);
        assert!(proxy.denied_tls() > before && !proxy.went_on_in_the_clear("fleet_01"), "{more:?}");
    }
    assert_eq!((fleet.effects(0), fleet.effects(1)), (vec![1], vec![]));
    run("UPDATE control_plane.tenant_metadata SET database_host = NULL, database_port = NULL, api_url = NULL
         WHERE id = 'fleet-01'"
        .to_owned());
    converges(&fleet, 2, 1, "at home again");
    world_check(&fleet.world, Expect::default());
}

#[test]
fn a_second_signal_ends_at_once_and_leaves_no_half() {
    let fleet = Fleet::of(2);
    fleet.counting_files(2, 2.0);
    for name in ["-INT", "-TERM"] {
        let child = fleet.spawn(&["--all"]);
        wait_until_running(&fleet, "pg_sleep");
        signal(&child, name);
        // Two that are pending at once are one.
        std::thread::sleep(Duration::from_millis(300));
        signal(&child, name);
        let said = ended(child);
        assert_eq!(said.code, if name == "-INT" { 130 } else { 143 }, "{}", said.stderr);
    }
    converges(&fleet, 2, 2, "after signals");
    world_check(&fleet.world, Expect::default());
}
