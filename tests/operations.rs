//! Looking at operations, going on with them and undoing them.

#[cfg(feature = "failpoints")]
mod killed;
#[cfg(feature = "failpoints")]
mod lives;
#[cfg(feature = "failpoints")]
mod undoing;

use crate::support::{World, block_on};
use serde_json::Value;

/// The tenant's newest operation.
fn operation(world: &World, tenant: &str) -> Value {
    let listed = world.run(&["operation", "list", "--tenant-id", tenant, "-o", "json"]).code(0).json();
    listed["items"][0].clone()
}

fn operation_id(world: &World, tenant: &str) -> String {
    operation(world, tenant)["id"].as_str().expect("an id").to_owned()
}

#[test]
fn operations_are_listed_and_shown() {
    let world = World::ready();
    let none = world.run(&["operation", "list", "-o", "json"]).code(0).json();
    assert_eq!(none["items"], serde_json::json!([]));
    for id in ["acme-corp", "globex"] {
        let _made = world.run(&["provision", id, "--region", "x", "--label", "tier=pro"]).code(0);
    }
    let listed = world.run(&["operation", "list", "-o", "json"]).code(0).json();
    let tenants: Vec<&str> =
        listed["items"].as_array().expect("items").iter().filter_map(|o| o["tenant"].as_str()).collect();
    assert_eq!(tenants, ["globex", "acme-corp"], "newest first");
    let limited = world.run(&["operation", "list", "--limit", "1", "-o", "json"]).code(0);
    assert_eq!(limited.json()["items"].as_array().expect("items").len(), 1);
    assert!(limited.stderr.contains("--limit"), "{}", limited.stderr);
    let failed =
        world.run(&["operation", "list", "--status", "failed", "--status", "rolled_back", "-o", "json"]).code(0);
    assert_eq!(failed.json()["items"], serde_json::json!([]));
    let _unknown = world.run(&["operation", "list", "--status", "finished"]).code(2);

    let id = operation_id(&world, "globex");
    let shown = world.run(&["operation", "show", &id, "-o", "json"]).code(0).json();
    assert_eq!((&shown["state"], &shown["tenant"]), (&"done".into(), &"globex".into()));
    assert_eq!(shown["spec"]["labels"]["tier"], "pro");
    let steps = shown["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 6);
    for step in steps {
        assert_eq!(step["state"], "done", "{step}");
        assert!(step["started_at"].is_string() && step["finished_at"].is_string(), "{step}");
    }
    for format in ["table", "ndjson", "csv"] {
        for command in [&["operation", "list"][..], &["operation", "show", &id]] {
            let said = world.run(&[command, &["-o", format]].concat()).code(0);
            assert!(said.stdout.contains(if command.len() == 2 { "globex" } else { "activate" }), "{}", said.stdout);
        }
    }
    // All but the last digit is enough, and so is an id without its hyphens.
    let _prefix = world.run(&["operation", "show", &id[..35]]).code(0);
    let _plain = world.run(&["operation", "show", &id.replace('-', "")]).code(0);
    let ambiguous = world.run(&["operation", "show", &id[..4], "-o", "json"]).code(2);
    assert_eq!(ambiguous.json()["error"]["code"], "ambiguous_id");
    let unknown = world.run(&["operation", "show", "ffff", "-o", "json"]).code(4);
    assert_eq!(unknown.json()["error"]["code"], "operation_not_found");
    let _no_id = world.run(&["operation", "show", "globex"]).code(2);
}

#[test]
fn an_active_tenant_is_not_rolled_back() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let id = operation_id(&world, "acme-corp");
    for more in [&["--yes"][..], &[], &["--dry-run"]] {
        let refused = world.run(&[&["operation", "rollback", &id, "-o", "json"], more].concat()).code(5);
        assert!(refused.stderr.contains("is active"), "{}", refused.stderr);
        assert_eq!(refused.json()["error"]["code"], "wrong_status");
    }
    let resumed = world.run(&["operation", "resume", &id, "-o", "json"]).code(0);
    assert_eq!(resumed.json()["already_provisioned"], true);
    let login = world.login("acme-corp", "app");
    block_on(async { world.connect_as(&login).await.map(drop) }).expect("still in use");
}
