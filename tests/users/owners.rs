//! The owner of a new tenant, made by `provision --owner-email`.

use super::{ANN, PASSWORD, Site};
use crate::support::World;
use serde_json::json;

const PROVISION: [&str; 4] = ["provision", "acme-corp", "--owner-email", "Ann@Example.com"];

fn operation(site: &Site) -> String {
    let listed = site.run(&["operation", "list", "--tenant-id", "acme-corp", "-o", "json"]).code(0).json();
    listed["items"][0]["id"].as_str().expect("an operation").to_owned()
}

/// Killed when the owner is there and the tenant isn't in use.
#[track_caller]
fn killed(site: &Site) {
    let mut command = site.command(&PROVISION);
    let killed = site.heard(command.env("TENANTCTL_FAILPOINTS", "owner.made"), "");
    assert_eq!((killed.code, site.at_auth().len()), (-6, 1), "{}", killed.stderr);
}

#[test]
fn an_owner_is_made_once_and_goes_with_a_provisioning_that_is_undone() {
    let site = Site::empty();
    killed(&site);
    let said = site.run(&["operation", "rollback", &operation(&site), "--yes"]).code(0);
    assert!(site.at_auth().is_empty(), "{}{}", said.stdout, said.stderr);
    killed(&site);
    for _ in 0..2 {
        let _made = site.run(&PROVISION).code(0);
        site.in_step(ANN, "owner", "enabled");
    }
}

#[test]
fn an_owner_who_is_another_tenants_user_stays_that() {
    let site = Site::empty();
    let _other = site.run(&["provision", "other-corp"]).code(0);
    let create = ["user", "create", "--email", ANN, "--password-stdin", "-t", "other-corp"];
    let _ann = site.heard(&mut site.command(&create), PASSWORD).code(0);
    let before = format!("{:?}", site.at_auth());
    let said = site.run(&PROVISION).code(5);
    assert!(said.stderr.contains("is a user of the tenant other-corp"), "{}", said.stderr);
    let _undone = site.run(&["operation", "rollback", &operation(&site), "--yes"]).code(0);
    let _free = site.run(&["show", "acme-corp"]).code(4);
    assert_eq!(format!("{:?}", site.at_auth()), before);
    assert_eq!((site.rows("other-corp").len(), site.login(ANN, PASSWORD).as_str()), (1, "in"));
    let said = site.run(&[&PROVISION[..], &["--rollback-on-failure"]].concat()).code(5);
    assert!(said.stderr.contains("the id acme-corp is free"), "{}", said.stderr);
    assert_eq!(format!("{:?}", site.at_auth()), before);
}

#[test]
fn without_an_auth_server_the_owner_has_the_role_alone() {
    let world = World::ready();
    let said = world.run(&PROVISION).code(0);
    assert!(said.stderr.contains("no Auth server is configured"), "{}", said.stderr);
    let listed = world.run(&["user", "list", "-t", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!((&listed["items"][0]["email"], &listed["items"][0]["role"]), (&json!(ANN), &json!("owner")));
}
