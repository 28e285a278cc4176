//! Killed at every step, the same command completes the copy, or a rollback removes it.

use super::{ROWS, inside, is_whole, look, world};
use crate::support::World;
use crate::support::block_on;
use crate::support::world_check::{Expect, world_check};

const ONLINE: [&str; 8] = [
    "provision.reserved",
    "provision.logins",
    "clone.blank",
    "clone.dumped",
    "clone.tables",
    "clone.rows",
    "clone.settled",
    "provision.rights",
];

const OFFLINE: [&str; 5] =
    ["clone.copying", "provision.database", "clone.opened", "clone.settled", "provision.activating"];

fn killed(world: &mut World, point: &str, arguments: &[&str]) {
    world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
    let said = world.run(arguments);
    world.env.clear();
    assert_eq!(said.code, -6, "{point}: {}", said.stderr);
    world_check(world, Expect { resumable: true });
    let source = world.login("acme-corp", "app");
    block_on(async { world.connect_as(&source).await.map(drop) }).unwrap_or_else(|error| panic!("{point}: {error}"));
}

fn every(points: &[&str], flags: &[&str]) {
    let mut world = world();
    for (number, point) in points.iter().enumerate() {
        let copy = format!("copy-{number}");
        let command = [&["clone", "acme-corp", &copy][..], flags].concat();
        killed(&mut world, point, &command);
        if number % 2 == 0 {
            let other = world.run(&["provision", &copy, "--region", "x"]).code(5);
            assert!(other.stderr.contains("clone_of"), "{}", other.stderr);
            let _done = world.run(&command).code(0);
            is_whole(&world, &copy);
            assert_eq!(look(&world, &copy, ROWS), look(&world, "acme-corp", ROWS), "{point}");
        } else {
            let listed = world.run(&["operation", "list", "--tenant-id", &copy, "-o", "json"]).code(0).json();
            let operation = listed["items"][0]["id"].as_str().expect("an id").to_owned();
            let _undone = world.run(&["operation", "rollback", &operation, "-y"]).code(0);
            let _free = world.run(&["show", &copy]).code(4);
        }
        world_check(&world, Expect::default());
    }
}

#[test]
fn while_the_source_is_in_use() {
    every(&ONLINE, &[]);
}

#[test]
fn while_the_server_copies() {
    every(&OFFLINE, &["--offline", "-y"]);
}

#[test]
fn what_the_ledger_asks_for_is_resumed_from_it() {
    let mut world = world();
    killed(&mut world, "clone.indexes", &["clone", "acme-corp", "copy"]);
    inside(&world, &world.login("acme-corp", "migrator"), "INSERT INTO vendors (code, name) VALUES ('LATER', 'Later')");
    let _renamed = world.run(&["rename", "acme-corp", "acme"]).code(0);
    let listed = world.run(&["operation", "list", "--tenant-id", "copy", "-o", "json"]).code(0).json();
    let _done = world.run(&["operation", "resume", listed["items"][0]["id"].as_str().expect("an id")]).code(0);
    assert_eq!(look(&world, "copy", "SELECT count(*)::text FROM vendors WHERE code = 'LATER'"), "1");
    world_check(&world, Expect::default());
}
