//! Tenants without a name, made ahead.

use crate::support::World;
use crate::support::world_check::{Expect, world_check};
use std::process::Stdio;

const AT_REST: Expect = Expect { resumable: false };

fn ready(world: &World) -> u64 {
    world.run(&["pool", "status", "-o", "json"]).code(0).json()["items"][0]["ready"].as_u64().expect("a number")
}

#[test]
fn a_claim_gives_a_member_its_name() {
    let world = World::ready();
    let filled = world.run(&["pool", "fill", "--size", "3", "-o", "json"]).code(0).json();
    assert_eq!((&filled["made"], &filled["ready"]), (&3.into(), &3.into()));
    world_check(&world, AT_REST);
    let _done = world.run(&["provision", "acme-corp", "--region", "x", "--label", "tier=pro"]).code(0);
    assert_eq!(ready(&world), 2);
    let shown = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    assert!(shown["database"].as_str().expect("a name").starts_with("acme_corp_"), "{shown}");
    assert_eq!(shown["labels"]["tier"], "pro");
    let _again = world.run(&["provision", "acme-corp", "--region", "x", "--label", "tier=pro"]).code(0);
    let _other = world.run(&["provision", "acme-corp", "--region", "y", "--label", "tier=pro"]).code(5);
    assert_eq!(ready(&world), 2);
    // Mock data comes before a tenant is in use, and a claim is one transaction.
    let _seeded = world.run(&["provision", "globex", "--region", "x", "--include-mock-data"]).code(0);
    assert_eq!(ready(&world), 2);
    let steps = world.run(&["operation", "list", "--tenant-id", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!(steps["items"][0]["state"], "done", "{steps}");
    let _larger = world.run(&["pool", "fill", "--size", "1"]).code(0);
    assert_eq!(ready(&world), 2);
    world_check(&world, AT_REST);
    let _drained = world.run(&["pool", "drain"]).code(0);
    assert_eq!(ready(&world), 0);
    world_check(&world, AT_REST);
}

#[test]
fn a_stale_member_is_never_handed_out() {
    let world = World::ready();
    let _filled = world.run(&["pool", "fill", "--size", "2"]).code(0);
    let folder = world.path().join("migrations");
    std::fs::create_dir(&folder).expect("a folder");
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/tenant")).expect("files") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("copied");
    }
    std::fs::write(folder.join("20270101000001_more.sql"), "CREATE TABLE more (id int);").expect("written");
    let dir = folder.to_str().expect("a path");
    let _done = world.run(&["provision", "acme-corp", "--region", "x", "--dir", dir]).code(0);
    assert_eq!(ready(&world), 2);
    let refilled = world.run(&["pool", "fill", "--size", "1", "--dir", dir, "-o", "json"]).code(0).json();
    assert_eq!((&refilled["dropped"], &refilled["made"]), (&2.into(), &1.into()));
    let _claimed = world.run(&["provision", "globex", "--region", "x", "--dir", dir]).code(0);
    let shown = world.run(&["show", "globex", "-o", "json"]).code(0).json();
    assert_eq!(shown["schema_version"], "20270101000001");
    world_check(&world, AT_REST);
}

#[test]
fn eight_claims_at_once_share_five_members() {
    let world = World::ready();
    let _filled = world.run(&["pool", "fill", "--size", "5"]).code(0);
    let start = |number: usize| {
        let id = format!("tenant-{}", number % 8);
        let mut command = world.command(&["provision", &id, "--region", "x"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts")
    };
    let children: Vec<_> = (0..8).map(start).collect();
    for child in children {
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(ready(&world), 0);
    let listed = world.run(&["list", "-o", "json"]).code(0).json();
    assert_eq!(listed["items"].as_array().expect("items").len(), 8);
    // One id, eight processes, five members: one tenant.
    let _filled = world.run(&["pool", "fill", "--size", "5"]).code(0);
    let same =
        || world.command(&["provision", "same-id", "--region", "x"]).stdout(Stdio::null()).spawn().expect("starts");
    let children: Vec<_> = (0..8).map(|_| same()).collect();
    for mut child in children {
        assert_eq!(child.wait().expect("ends").code(), Some(0));
    }
    assert_eq!(ready(&world), 4);
    world_check(&world, AT_REST);
}

#[test]
#[cfg(feature = "failpoints")]
fn a_killed_run_leaks_nothing() {
    let mut world = World::ready();
    let _made = world.run(&["provision", "first", "--region", "x"]).code(0);
    let points = |start: &'static str| tenantctl::failpoint::ALL.iter().filter(move |point| point.starts_with(start));
    for point in points("pool.").filter(|point| !point.contains("drop")) {
        world.env = vec![("TENANTCTL_FAILPOINTS".into(), (*point).into())];
        let _died = world.run(&["pool", "fill", "--size", "10"]).code(-6);
        world.env.clear();
        world_check(&world, Expect { resumable: true });
    }
    let _filled = world.run(&["pool", "fill", "--size", "4"]).code(0);
    world_check(&world, AT_REST);
    for point in points("claim.") {
        world.env = vec![("TENANTCTL_FAILPOINTS".into(), (*point).into())];
        let id = point.replace('.', "-");
        let _died = world.run(&["provision", &id, "--region", "x"]).code(-6);
        world.env.clear();
        world_check(&world, AT_REST);
        let _done = world.run(&["provision", &id, "--region", "x"]).code(0);
    }
    assert_eq!(ready(&world), 2);
    for point in points("pool.drop") {
        world.env = vec![("TENANTCTL_FAILPOINTS".into(), (*point).into())];
        let _died = world.run(&["pool", "drain"]).code(-6);
        world.env.clear();
        world_check(&world, Expect { resumable: true });
    }
    let _drained = world.run(&["pool", "drain"]).code(0);
    world_check(&world, AT_REST);
}
