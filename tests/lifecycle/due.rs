//! `resume --due` and `purge --due`: many tenants, and one bad one doesn't stop the others.

use super::{number, on_server, status};
use crate::support::World;
use crate::support::world_check::{Expect, in_catalogs, world_check};
use serde_json::{Value, json};

const IDS: [&str; 4] = ["one-corp", "two-corp", "three-corp", "four-corp"];

fn tenants() -> World {
    let world = World::ready();
    for id in IDS {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    }
    world
}

/// What became of a tenant of a list.
fn result(said: &Value, id: &str) -> Value {
    let items = said["items"].as_array().expect("a list");
    items.iter().find(|item| item["tenant"] == id).map_or(json!("not listed"), |item| item["result"].clone())
}

#[test]
fn what_has_lapsed_is_opened() {
    let world = tenants();
    let _forever = world.run(&["suspend", "one-corp", "-y"]).code(0);
    for id in ["two-corp", "three-corp", "four-corp"] {
        let _closed = world.run(&["suspend", id, "-y", "--until", "2999-01-01T00:00:00Z"]).code(0);
    }
    let none = world.run(&["resume", "--due", "-o", "json"]).code(0);
    assert_eq!(none.json()["items"], json!([]));
    let lapse = "UPDATE control_plane.tenant_metadata SET suspended_until = now() - interval '1 s'
                 WHERE id IN ('two-corp', 'three-corp')";
    on_server(&world, "tenantctl", lapse);
    let planned = world.run(&["resume", "--due", "-n", "-o", "json"]).code(0).json();
    assert_eq!(planned["items"].as_array().map(Vec::len), Some(2));
    // Somebody took one of the databases.
    let database = world.run(&["show", "three-corp", "-o", "json"]).code(0).json()["database"].clone();
    let database = database.as_str().expect("a name");
    on_server(&world, "postgres", &format!("ALTER DATABASE {database} OWNER TO postgres"));
    let said = world.run(&["resume", "--due", "-o", "json", "-j", "2"]).code(3);
    // An error document would be a second one, so the list alone is on stdout.
    let listed: Value = serde_json::from_str(said.stdout.lines().next().map_or("", |_| said.stdout.as_str()))
        .unwrap_or_else(|_| {
            serde_json::Deserializer::from_str(&said.stdout).into_iter().next().expect("one").expect("json")
        });
    assert_eq!((result(&listed, "two-corp"), result(&listed, "three-corp")), (json!("done"), json!("failed")));
    assert!(said.stderr.contains("three-corp"), "{}", said.stderr);
    on_server(&world, "postgres", &format!("ALTER DATABASE {database} OWNER TO tenantctl_databases"));
    let _rest = world.run(&["resume", "--due"]).code(0);
    let statuses = IDS.map(|id| status(&world, id));
    assert_eq!(statuses, ["suspended", "active", "active", "suspended"]);
    world_check(&world, Expect::default());
}

#[test]
fn those_whose_grace_has_ended_are_purged() {
    let world = tenants();
    for (id, grace) in IDS.into_iter().zip(["0", "0", "0", "7d"]) {
        let _closed = world.run(&["deprovision", id, "--confirm", id, "--no-backup", "--grace", grace]).code(0);
    }
    let database = world.run(&["show", "two-corp", "-o", "json"]).code(0).json()["database"].clone();
    let database = database.as_str().expect("a name");
    on_server(&world, "postgres", &format!("ALTER DATABASE {database} OWNER TO postgres"));
    let said = world.run(&["purge", "--due", "-y", "-j", "3"]).code(3);
    assert!(said.stderr.contains("two-corp") && said.stderr.contains("tenantctl purge --due"), "{}", said.stderr);
    let left = "SELECT count(*) FROM pg_database WHERE datname LIKE '%\\_corp\\_%'";
    assert_eq!(number(&world, "postgres", left), 2);
    on_server(&world, "postgres", &format!("ALTER DATABASE {database} OWNER TO tenantctl_databases"));
    let _rest = world.run(&["purge", "--due", "-y"]).code(0);
    assert_eq!(number(&world, "postgres", left), 1);
    assert_eq!(status(&world, "four-corp"), "deleting");
    let found = in_catalogs(&world, Expect::default());
    assert!(found.is_empty(), "{found:#?}");
}
