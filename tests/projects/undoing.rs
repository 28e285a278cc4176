//! Undoing: what provisioning created is deleted, and nothing else.

use super::{PROVISION, one_project, quick};
use crate::support::supabase::{Act, Fault, Options, Phase};
use crate::support::{Said, World};

fn operation(world: &World) -> String {
    let listed = world.run(&["operation", "list", "-o", "json"]).code(0).json();
    listed["items"][0]["id"].as_str().expect("an operation").to_owned()
}

#[test]
fn a_project_is_deleted_with_the_operation_that_made_it() {
    let (fake, world) = quick(Options::default());
    fake.add(Fault::on("GET", "*/api-keys*", Act::status(403, "Forbidden")));
    let said = world.run(&PROVISION).code(7);
    assert!(said.stderr.contains("stopped at the step keys"), "{}", said.stderr);
    assert_eq!(fake.projects().len(), 1);
    let rollback = ["operation", "rollback", &operation(&world), "--yes"];
    for point in ["project.deleting", "project.deleted", "rollback.releasing"] {
        let killed: Said = world.command(&rollback).env("TENANTCTL_FAILPOINTS", point).output().expect("runs").into();
        assert_eq!(killed.code, -6, "{point}: {}", killed.stderr);
    }
    let _undone = world.run(&rollback).code(0);
    assert!(fake.projects().is_empty());
    let _free = world.run(&["show", "acme-corp"]).code(4);
    fake.clear_faults();
    let said = world.run(&PROVISION).code(0);
    one_project(&fake, &world, &said);
}

#[test]
fn on_failure_everything_is_undone_at_once_if_it_was_asked_for() {
    let (fake, world) = quick(Options::default());
    fake.script_next(Phase::script(&["COMING_UP", "INIT_FAILED"]));
    let said = world.run(&[&PROVISION[..], &["--rollback-on-failure"]].concat()).code(5);
    assert!(said.stderr.contains("rolled back, and removed: project"), "{}", said.stderr);
    assert!(fake.projects().is_empty());
    let _free = world.run(&["show", "acme-corp"]).code(4);
}

#[test]
fn a_project_that_cannot_be_deleted_yet_keeps_the_tenants_row() {
    let (fake, world) = quick(Options { refuse_early_deletion: true, ..Options::default() });
    fake.script_next(vec![Phase::forever("COMING_UP")]);
    let _late = world.run(&[&PROVISION[..], &["--project-timeout", "1s"]].concat()).code(6);
    let rollback = ["operation", "rollback", &operation(&world), "--yes"];
    fake.add(Fault::on("DELETE", "/v1/projects/*", Act::status(403, "Forbidden")));
    let said = world.run(&rollback).code(7);
    assert!(said.stderr.contains("keeps its row"), "{}", said.stderr);
    fake.clear_faults();
    fake.set_phases(&fake.projects()[0].reference, &Phase::healthy_after(0));
    let _undone = world.run(&rollback).code(0);
    assert!(fake.projects().is_empty());
}
