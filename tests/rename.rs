//! `rename`: the id changes, and nothing else of a tenant does.

use crate::support::world_check::{Expect, world_check};
use crate::support::{World, block_on};
use serde_json::json;

fn world() -> World {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    world
}

#[test]
fn only_the_id_changes() {
    let world = world();
    let before = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    let app = world.login("acme-corp", "app");
    let planned = world.run(&["rename", "acme-corp", "acme", "-n"]).code(0);
    assert!(planned.stderr.contains("acme-corp would be acme"), "{}", planned.stderr);
    let _still = world.run(&["show", "acme-corp"]).code(0);
    block_on(async {
        let mut open = world.connect_as(&app).await.expect("connects");
        let said = world.run(&["rename", "acme-corp", "acme", "-o", "json"]).code(0).json();
        let mut expected = before.clone();
        expected["id"] = json!("acme");
        expected["name"] = json!("acme");
        assert_eq!(said, expected);
        sqlx::query("SELECT 1").execute(&mut open).await.expect("the application goes on");
    });
    assert_eq!(world.login("acme", "app").password, app.password);
    for again in [&["rename", "acme-corp", "acme"][..], &["rename", "acme-corp", "acme", "-n"]] {
        let said = world.run(again).code(0);
        assert!(said.stderr.contains("nothing to do"), "{}", said.stderr);
    }
    let _old = world.run(&["show", "acme-corp"]).code(4);
    let same = world.run(&["provision", "acme", "--region", "x"]).code(0);
    assert!(same.stderr.contains("already provisioned"), "{}", same.stderr);
    let seen = world.path().join(".cache/tenantctl/default/seen.json");
    let seen = std::fs::read_to_string(seen).expect("names for completion");
    assert!(seen.contains("\"acme\"") && !seen.contains("\"acme-corp\""), "{seen}");
    // Its whole life goes on under the new id.
    let _closed = world.run(&["suspend", "acme", "-y"]).code(0);
    let _renamed = world.run(&["rename", "acme", "acme-two"]).code(0);
    let _open = world.run(&["resume", "acme-two"]).code(0);
    let log = world.run(&["audit", "list", "--action", "rename", "-o", "json"]).code(0).json();
    let log: Vec<_> = log["items"].as_array().expect("a list").iter().map(|row| row["tenant_id"].clone()).collect();
    assert!(log.contains(&json!("acme-corp")) && log.contains(&json!("acme-two")), "{log:?}");
    let _sound = world.run(&["audit", "verify"]).code(0);
    let _other = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    world_check(&world, Expect::default());
    let _gone = world.run(&["deprovision", "acme-two", "--confirm", "acme-two", "--no-backup"]).code(0);
    let _purged = world.run(&["purge", "acme-two", "--confirm", "acme-two"]).code(0);
    let _free = world.run(&["rename", "acme-corp", "acme-two"]).code(0);
    world_check(&world, Expect::default());
}

#[test]
fn what_cannot_be_is_refused_before_any_effect() {
    let world = world();
    let _other = world.run(&["provision", "globex", "--region", "x"]).code(0);
    for (arguments, code, text) in [
        (["rename", "acme-corp", "globex"], 5, "there is a tenant globex already"),
        (["rename", "acme-corp", "acme-corp"], 2, "the id that it has"),
        (["rename", "acme-corq", "acme"], 4, "did you mean acme-corp"),
        (["rename", "acme-corp", "Acme"], 2, "may not contain 'A'"),
        (["rename", "acme-corp", "postgres"], 2, "reserved"),
    ] {
        for more in [&[][..], &["-n"]] {
            let said = world.run(&[&arguments[..], more].concat()).code(code);
            assert!(said.stderr.contains(text), "{arguments:?} {}", said.stderr);
        }
    }
    let set = |sql: &str| crate::hostile::as_superuser(&world, "tenantctl", sql);
    set("UPDATE control_plane.operations SET state = 'failed', error = 'x'
         WHERE tenant_uuid = (SELECT uuid FROM control_plane.tenant_metadata WHERE id = 'acme-corp')");
    let said = world.run(&["rename", "acme-corp", "acme"]).code(5);
    assert!(said.stderr.contains("isn't finished"), "{}", said.stderr);
    set("UPDATE control_plane.operations SET state = 'done', error = NULL");
    let _closed = world.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup"]).code(0);
    let said = world.run(&["rename", "acme-corp", "acme"]).code(5);
    assert!(said.stderr.contains("is deleting"), "{}", said.stderr);
    let _back = world.run(&["restore", "acme-corp"]).code(0);
    world_check(&world, Expect::default());
}

/// One id for two: one of them gets it, and the other keeps its own.
#[test]
fn of_two_who_want_an_id_one_gets_it() {
    let world = world();
    let _other = world.run(&["provision", "globex", "--region", "x"]).code(0);
    for round in 0..3 {
        let new = format!("acme-{round}");
        let current = |place: usize| {
            let listed = world.run(&["list", "-o", "json"]).code(0).json();
            listed["items"][place]["id"].as_str().expect("an id").to_owned()
        };
        let ids = [current(0), current(1)];
        let children: Vec<_> = ids
            .iter()
            .map(|id| {
                world
                    .command(&["rename", id, &new])
                    .stdout(std::process::Stdio::null())
                    .stderr(std::process::Stdio::piped())
                    .spawn()
                    .expect("starts")
            })
            .collect();
        let codes: Vec<_> = children
            .into_iter()
            .map(|child| child.wait_with_output().expect("ends").status.code().expect("a code"))
            .collect();
        assert!(codes == [0, 5] || codes == [5, 0], "{codes:?}");
        world_check(&world, Expect::default());
    }
}

#[cfg(feature = "failpoints")]
#[test]
fn killed_anywhere_the_same_command_completes_it() {
    let mut world = world();
    for (point, now) in [("rename.recording", "acme-corp"), ("rename.recorded", "acme")] {
        world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
        let _died = world.run(&["rename", "acme-corp", "acme"]).code(-6);
        world.env.clear();
        let _there = world.run(&["show", now]).code(0);
        world_check(&world, Expect::default());
        let _done = world.run(&["rename", "acme-corp", "acme"]).code(0);
        world_check(&world, Expect::default());
        let _back = world.run(&["rename", "acme", "acme-corp"]).code(0);
    }
}
