//! What is personal of an erased tenant: nothing is left in the control plane.

use crate::hostile::content;
use crate::support::World;

const OWNER: &str = "Zelda.Canary@owner.example";
const USER: &str = "yorick.canary@user.example";

/// The rows of the control plane that hold one of the addresses, or a part that names the person.
fn naming(world: &World) -> Vec<String> {
    let held = |row: &String| {
        let row = row.to_lowercase();
        row.contains("canary") || row.contains("owner.example") || row.contains("user.example")
    };
    content(world, "tenantctl").into_iter().filter(held).collect()
}

#[test]
fn no_address_outlives_its_tenant() {
    let world = World::ready();
    let provision = ["provision", "acme-corp", "--region", "x", "--owner-email", OWNER];
    let _made = world.run(&provision).code(0);
    let create = ["user", "create", "-t", "acme-corp", "--email", USER];
    let _user = world.run(&[&create[..], &["--role", "manager"]].concat()).code(0);
    // One that fails says why, without whom.
    let _unknown = world.run(&[&create[..], &["--role", "nobody"]].concat());
    let _disabled = world.run(&["user", "disable", "-t", "acme-corp", USER]).code(0);
    let _closed = world.run(&["suspend", "acme-corp", "-y", "--reason", &format!("asked by {USER}")]).code(0);
    let _open = world.run(&["resume", "acme-corp"]).code(0);
    let found = naming(&world);
    assert!(!found.is_empty(), "what is looked through holds the addresses");
    for row in &found {
        let table = row.split(':').next().unwrap_or_default();
        let erasable = ["control_plane.operations", "control_plane.tenant_metadata"];
        assert!(erasable.contains(&table), "it can't be taken out again: {row}");
    }
    let said = world.run(&["audit", "list", "--action", "user create", "-o", "json"]).code(0);
    assert!(
        said.stdout.contains("\"role\": \"manager\"") || said.stdout.contains("\"role\":\"manager\""),
        "{}",
        said.stdout
    );

    let _closed =
        world.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup", "--reason", USER]).code(0);
    let _gone = world.run(&["purge", "acme-corp", "--confirm", "acme-corp"]).code(0);
    assert_eq!(naming(&world), Vec::<String>::new());
    let _sound = world.run(&["audit", "verify"]).code(0);
    // Nor is what is left of its making taken for something to go on with.
    let listed = world.run(&["operation", "list", "-t", "acme-corp", "-o", "json"]).code(0).json();
    for operation in listed["items"].as_array().expect("items") {
        let id = operation["id"].as_str().expect("an id");
        for command in ["show", "resume", "rollback"] {
            let said = world.run(&["operation", command, id]);
            assert!([0, 4, 5, 9].contains(&said.code), "{command} {operation}: {} {}", said.code, said.stderr);
        }
    }
}

#[test]
#[cfg(feature = "failpoints")]
fn nor_a_provisioning_that_is_taken_back() {
    let world = World::ready();
    let provision = ["provision", "acme-corp", "--region", "x", "--owner-email", OWNER];
    let mut command = world.command(&provision);
    let killed = command.env("TENANTCTL_FAILPOINTS", "provision.rights").status().expect("runs");
    assert!(!killed.success() && !naming(&world).is_empty());
    let listed = world.run(&["operation", "list", "-t", "acme-corp", "-o", "json"]).code(0).json();
    let id = listed["items"][0]["id"].as_str().expect("an operation");
    let _undone = world.run(&["operation", "rollback", id, "-y"]).code(0);
    assert_eq!(naming(&world), Vec::<String>::new());
}
