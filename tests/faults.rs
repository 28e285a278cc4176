//! What breaks while a tenant is provisioned: the line, the server, the process. Afterwards the world is whole.

use crate::support::World;
use crate::support::chance::{Random, full};
use crate::support::proxy::{Act, Fault, Proxy, When, proxied};
use crate::support::world_check::{Expect, in_catalogs, world_check};
use std::process::Stdio;
use std::time::Duration;

const AT_REST: Expect = Expect { resumable: false };
const REGION: &str = "us-east-1";

/// The same with the template made.
fn with_template() -> (World, Proxy) {
    let (world, proxy) = proxied();
    let _made = world.run(&["provision", "first", "--region", REGION]).code(0);
    (world, proxy)
}

/// Moments of a provisioning, as the wire shows them.
const MOMENTS: [(&str, usize); 6] = [
    ("CREATE ROLE", 0),
    ("CREATE DATABASE", 0),
    ("COMMENT ON DATABASE", 0),
    ("INSERT INTO control_plane.tenant_metadata", 0),
    ("COMMIT", 0),
    ("COMMIT", 1),
];

#[test]
fn what_passes_by_itself_is_survived() {
    let (world, proxy) = with_template();
    let mut faults: Vec<Fault> = Vec::new();
    for sqlstate in ["53300", "57P03"] {
        faults.push(Fault::on(When::Start, Act::Fatal(sqlstate)).times(2));
    }
    for (number, sqlstate) in ["40001", "40P01", "55P03", "55006", "XX000", "53300"].into_iter().enumerate() {
        for (place, (sql, after)) in MOMENTS.into_iter().enumerate() {
            if full() || place == number {
                faults.push(Fault::on(When::Sending(sql), Act::Error(sqlstate)).after(after).times(1));
            }
        }
    }
    for (sql, after) in MOMENTS {
        for (place, act) in [Act::Cut, Act::Reset].into_iter().enumerate() {
            for (side, when) in [When::Sending(sql), When::Answered(sql)].into_iter().enumerate() {
                if full() || place == side {
                    faults.push(Fault::on(when, act).after(after).times(1));
                }
            }
        }
    }
    faults.push(Fault::on(When::Answered("pg_advisory_unlock"), Act::Cut).times(1));
    for (number, fault) in faults.into_iter().enumerate() {
        let id = format!("fault-{number}");
        let told = format!("{fault:?}");
        proxy.add(fault);
        let said = world.run(&["provision", &id, "--region", REGION]);
        proxy.clear();
        assert_eq!(said.code, 0, "{told}: {}", said.stderr);
        let found = in_catalogs(&world, AT_REST);
        assert!(found.is_empty(), "{told}: {found:#?}");
    }
    world_check(&world, AT_REST);
}

#[test]
fn what_does_not_pass_is_told_at_once_and_completed_later() {
    let (world, proxy) = with_template();
    for (number, (fault, code)) in [
        (Fault::on(When::Start, Act::Fatal("28P01")), 7),
        (Fault::on(When::Start, Act::Fatal("3D000")), 4),
        (Fault::on(When::Sending("CREATE DATABASE"), Act::Error("42501")), 7),
        (Fault::on(When::Sending("CREATE ROLE"), Act::Error("25006")), 5),
        (Fault::on(When::Sending("CREATE DATABASE"), Act::Error("53100")), 6),
        (Fault::on(When::Sending("CREATE DATABASE"), Act::Error("0A000")), 10),
        (Fault::on(When::Sending("INSERT INTO control_plane.tenant_metadata"), Act::Error("53100")), 6),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("fault-{number}");
        let told = format!("{fault:?}");
        proxy.add(fault.times(1));
        let said = world.run(&["provision", &id, "--region", REGION]);
        proxy.clear();
        assert_eq!(said.code, code, "{told}: {}", said.stderr);
        assert!(!said.stderr.contains("trying again"), "{told}: {}", said.stderr);
        let found = in_catalogs(&world, Expect { resumable: true });
        assert!(found.is_empty(), "{told}: {found:#?}");
        let _done = world.run(&["provision", &id, "--region", REGION]).code(0);
    }
    world_check(&world, AT_REST);
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    let (world, proxy) = with_template();
    proxy.add(Fault::on(When::Start, Act::Stall(Duration::from_secs(20))).times(1));
    let said = world.run(&["provision", "stalled", "--region", REGION, "--timeout", "1s"]);
    assert_eq!(said.code, 6, "{}", said.stderr);
    proxy.clear();
    world_check(&world, AT_REST);
}

/// Killed when each message has been sent and before it is: the same command completes it.
#[test]
fn killed_at_any_message() {
    let (world, proxy) = with_template();
    let mut random = Random::new();
    let (mut clean, mut number) = (0, 0);
    while clean < 2 && number < 400 {
        number += if full() { 1 } else { 1 + usize::try_from(random.below(40)).expect("small") };
        let forward = random.below(2) == 0;
        let id = format!("kill-{number}");
        let arguments = ["provision", id.as_str(), "--region", REGION];
        proxy.add(Fault::on(When::Message(number), Act::Hold));
        let hits = proxy.hits();
        let mut child = world.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        let mut over = false;
        while proxy.hits() == hits && !over {
            over = child.try_wait().expect("waits").is_some();
            std::thread::sleep(Duration::from_millis(2));
        }
        clean = if over { clean + 1 } else { 0 };
        let _killed = child.kill();
        let _status = child.wait();
        proxy.clear();
        proxy.release(forward);
        let said = world.run(&arguments);
        assert_eq!(said.code, 0, "message {number}, sent {forward}: {}", said.stderr);
        let found = in_catalogs(&world, AT_REST);
        assert!(found.is_empty(), "message {number}, sent {forward}: {found:#?}");
    }
    world_check(&world, AT_REST);
}

/// Killed at random moments, and again while it is completed.
#[test]
fn killed_at_random_moments() {
    let world = World::ready();
    let _made = world.run(&["provision", "first", "--region", "x"]).code(0);
    let mut random = Random::new();
    for round in 0..if full() { 200 } else { 8 } {
        let id = format!("random-{round}");
        let arguments = ["provision", id.as_str(), "--region", "x"];
        for _ in 0..=random.below(2) {
            let mut child =
                world.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
            std::thread::sleep(Duration::from_micros(random.below(200_000)));
            let _killed = child.kill();
            let _status = child.wait();
        }
        let said = world.run(&arguments);
        assert_eq!(said.code, 0, "{id}: {}", said.stderr);
        let found = in_catalogs(&world, AT_REST);
        assert!(found.is_empty(), "{id}: {found:#?}");
    }
    world_check(&world, AT_REST);
}

/// Two fail points, the second while the first is made good.
#[test]
#[cfg(feature = "failpoints")]
fn killed_twice() {
    let points: Vec<&str> = tenantctl::failpoint::ALL.iter().copied().filter(|p| p.starts_with("provision.")).collect();
    let mut world = World::ready();
    let _made = world.run(&["provision", "first", "--region", "x"]).code(0);
    let mut random = Random::new();
    let mut pick = || points[usize::try_from(random.below(points.len() as u64)).expect("small")];
    for round in 0..if full() { 40 } else { 8 } {
        let id = format!("twice-{round}");
        let arguments = ["provision", id.as_str(), "--region", "x", "--include-mock-data"];
        let pair = [pick(), pick()];
        for point in pair {
            world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
            let _died = world.run(&arguments);
        }
        world.env.clear();
        let said = world.run(&arguments);
        assert_eq!(said.code, 0, "{pair:?}: {}", said.stderr);
        let found = in_catalogs(&world, AT_REST);
        assert!(found.is_empty(), "{pair:?}: {found:#?}");
    }
    world_check(&world, AT_REST);
}

/// A run over the fleet that was killed has its end written by the next one.
#[test]
fn a_killed_run_gets_its_end_in_the_log() {
    let (world, proxy) = with_template();
    let folder = world.path().join("migrations");
    std::fs::create_dir(&folder).expect("a folder");
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/tenant")).expect("files") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("copied");
    }
    std::fs::write(folder.join("20270101000001_held.sql"), "CREATE TABLE held_here (a int);").expect("written");
    let arguments = ["migrate", "--all", "--dir", folder.to_str().expect("a path")];
    proxy.add(Fault::on(When::Sending("held_here"), Act::Hold));
    let mut child = world.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    assert!(proxy.wait_for_hits(1, Duration::from_secs(10)));
    let _killed = child.kill();
    let _status = child.wait();
    proxy.clear();
    proxy.release(false);
    let _done = world.run(&arguments).code(0);
    world_check(&world, AT_REST);
}

/// The server is stopped at once, as in a crash, at each step, and comes back while the run tries again.
#[test]
fn a_server_that_restarts_at_any_step() {
    let (world, proxy) = with_template();
    for (number, (sql, after)) in MOMENTS.into_iter().enumerate() {
        if !full() && number % 2 == 1 {
            continue;
        }
        let id = format!("restart-{number}");
        let hits = proxy.hits();
        proxy.add(Fault::on(When::Sending(sql), Act::Hold).after(after));
        let arguments = ["provision", id.as_str(), "--region", REGION];
        let child = world.command(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts");
        assert!(proxy.wait_for_hits(hits + 1, Duration::from_secs(10)), "{sql}");
        let file = std::fs::read_to_string(world.state().join("postgres/data/postmaster.pid")).expect("a pid file");
        let pid = file.lines().next().expect("a pid");
        let killed = std::process::Command::new("kill").args(["-QUIT", pid]).status().expect("kill runs");
        assert!(killed.success());
        proxy.clear();
        proxy.release(true);
        let _started = world.run(&["local", "start"]).code(0);
        let output = child.wait_with_output().expect("ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{sql}: {stderr}");
        assert!(stderr.contains("trying again"), "{sql}: {stderr}");
        let found = in_catalogs(&world, AT_REST);
        assert!(found.is_empty(), "{sql}: {found:#?}");
    }
    world_check(&world, AT_REST);
}
