//! An export into a tenant that isn't there yet: it is provisioned first, once, whatever comes between.

use super::rows;
use crate::support::world_check::{Expect, world_check};
use crate::support::{Said, World};

fn world() -> World {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "eu-west-1", "--include-mock-data"]).code(0);
    let _done = world.run(&["export", "acme-corp", "--format", "custom", "--out", "custom"]).code(0);
    world
}

fn restore(world: &World, id: &str, more: &[&str]) -> Said {
    let command = ["restore-dump", "custom", "--tenant-id", id, "--confirm", "acme-corp", "-o", "json"];
    world.run(&[&command, more].concat())
}

fn region(world: &World, id: &str) -> String {
    let shown = world.run(&["show", id, "-o", "json"]).code(0).json();
    assert_eq!(shown["status"], "active");
    shown["region"].as_str().expect("a region").to_owned()
}

#[test]
fn a_new_tenant_is_made_in_the_region_of_the_export() {
    let world = world();
    let of_source = rows(&world, "acme-corp");
    let missing = restore(&world, "acme-new", &[]).code(4);
    assert!(missing.stdout.contains("--create"), "{}", missing.stdout);
    let would = restore(&world, "acme-new", &["--create", "-n"]).code(0);
    assert!(would.stderr.contains("eu-west-1"), "{}", would.stderr);
    let _other = world.run(&["restore-dump", "custom", "-t", "acme-new", "--create", "--confirm", "acme-new"]).code(9);
    let _not_made = world.run(&["show", "acme-new"]).code(4);

    let said = restore(&world, "acme-new", &["--create"]).code(0).json();
    assert_eq!((said["status"].as_str(), said["export_of"].as_str()), (Some("restored"), Some("acme-corp")));
    assert_eq!((rows(&world, "acme-new"), region(&world, "acme-new")), (of_source, "eu-west-1".to_owned()));
    let again = restore(&world, "acme-new", &["--create"]).code(0);
    assert_eq!(again.json()["status"], "nothing_to_do");
    let _named = restore(&world, "acme-us", &["--create", "--region", "us-east-1"]).code(0);
    assert_eq!(region(&world, "acme-us"), "us-east-1");
    let _usage = restore(&world, "acme-xx", &["--region", "us-east-1"]).code(2);
    world_check(&world, Expect::default());
}

#[test]
fn what_the_new_tenant_could_not_take_makes_none() {
    let world = world();
    let folder = world.own_migration();
    let other = restore(&world, "acme-new", &["--create", "--dir", &folder]).code(5);
    assert_eq!(other.json()["error"]["code"], "schema_ahead", "{}", other.stdout);
    let dump = world.path().join("custom");
    let mut bytes = std::fs::read(&dump).expect("a dump");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&dump, bytes).expect("written");
    let changed = restore(&world, "acme-new", &["--create"]).code(11);
    assert!(changed.stdout.contains("export_changed"), "{}", changed.stdout);
    let _not_made = world.run(&["show", "acme-new"]).code(4);
    world_check(&world, Expect::default());
}

#[cfg(feature = "failpoints")]
#[test]
fn killed_anywhere_the_same_command_completes_it() {
    let mut world = world();
    let of_source = rows(&world, "acme-corp");
    let points = [
        "provision.reserved",
        "provision.database",
        "provision.activated",
        "restore_dump.loaded",
        "restore_dump.committed",
    ];
    for (number, point) in points.into_iter().enumerate() {
        let id = format!("acme-{number}");
        world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
        let killed = restore(&world, &id, &["--create"]);
        world.env.clear();
        assert_eq!(killed.code, -6, "{point}: {}", killed.stderr);
        let _done = restore(&world, &id, &["--create"]).code(0);
        assert_eq!(rows(&world, &id), of_source, "{point}");
        world_check(&world, Expect::default());
    }
}
