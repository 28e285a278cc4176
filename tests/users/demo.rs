//! Demo users, one for each role: `--include-mock-data` where there is an Auth server.

use super::{Site, database};
use crate::support::World;
use crate::support::supabase::{Act, Fault};

const SEED: [&str; 4] = ["seed", "-t", "acme-corp", "--include-mock-data"];
const PROVISION: [&str; 3] = ["provision", "acme-corp", "--include-mock-data"];

/// One user for each role, at both places.
#[track_caller]
fn all_there(site: &Site, tenant: &str) {
    let rows = site.rows(tenant);
    let users: Vec<_> = site.at_auth().into_iter().filter(|u| u.app_metadata["tenant_id"] == tenant).collect();
    assert_eq!((rows.len(), users.len()), (5, 5), "{rows:?} {users:?}");
    for user in &users {
        let role = user.app_metadata["role"].as_str().expect("a role");
        assert_eq!(user.email, Some(format!("{role}@{tenant}.example")));
        let id = user.id.to_string();
        assert!(rows.iter().any(|row| row["id"] == id.as_str() && row["role"] == role), "{rows:?}");
    }
}

#[test]
fn demo_users_come_with_the_mock_data_and_once() {
    let site = Site::on_a_cluster();
    let _dry = site.run(&[&SEED[..], &["--dry-run"]].concat()).code(0);
    assert!(site.at_auth().is_empty());
    let said = site.run(&SEED).code(0);
    assert!(said.stderr.contains("5 demo users, "), "{}", said.stderr);
    all_there(&site, "acme-corp");
    let before = format!("{:?}", site.at_auth());
    let said = site.run(&SEED).code(0);
    assert!(said.stderr.contains("already loaded") && !said.stderr.contains("demo user"), "{}", said.stderr);
    assert_eq!(format!("{:?}", site.at_auth()), before);
    let _gone = site.user(&["remove", "viewer@acme-corp.example", "--yes"]).code(0);
    let _made = site.run(&["provision", "other-corp"]).code(0);
    let said = site.run(&["seed", "--all", "--include-mock-data"]).code(0);
    let (one, all) = ("1 demo user, ROLE@acme-corp", "5 demo users, ROLE@other-corp");
    assert!(said.stderr.contains(one) && said.stderr.contains(all), "{}", said.stderr);
    all_there(&site, "acme-corp");
    all_there(&site, "other-corp");
}

#[test]
fn where_the_auth_server_fails_the_rows_are_in_and_the_next_run_makes_the_users() {
    let site = Site::on_a_cluster();
    let path = "/shared/auth/v1/admin/users*";
    site.fake.add(Fault::on("POST", path, Act::html(502)).after(3).times(9));
    let said = site.run(&[&SEED[..], &["--timeout", "3s"]].concat()).code(6);
    let told = said.stderr.contains("the rows are in") && said.stderr.contains("run the same command again");
    assert!(told, "{}", said.stderr);
    assert_eq!(site.at_auth().len(), 3);
    let said = site.run(&["seed", "--all", "--include-mock-data", "--timeout", "3s"]).code(6);
    assert!(said.stderr.contains("what was loaded is left as it is"), "{}", said.stderr);
    site.fake.clear_faults();
    let said = site.run(&SEED).code(0);
    assert!(said.stderr.contains("already loaded") && said.stderr.contains("2 demo users"), "{}", said.stderr);
    all_there(&site, "acme-corp");
}

#[test]
fn a_new_tenant_has_them_from_the_start_and_loses_them_with_its_undoing() {
    let site = Site::empty();
    let path = "/shared/auth/v1/admin/users*";
    // What passes by itself would be tried again until it works.
    site.fake.add(Fault::on("POST", path, Act::status(403, "Forbidden")).after(3).times(9));
    let said = site.run(&PROVISION).code(7);
    assert!(said.stderr.contains("the rows are in"), "{}", said.stderr);
    site.fake.clear_faults();
    assert_eq!(site.at_auth().len(), 3);
    let listed = site.run(&["operation", "list", "-o", "json"]).code(0).json();
    let operation = listed["items"][0]["id"].as_str().expect("an operation").to_owned();
    let _undone = site.run(&["operation", "rollback", &operation, "--yes"]).code(0);
    assert!(site.at_auth().is_empty());
    let said = site.run(&PROVISION).code(0);
    assert!(said.stderr.contains("5 demo users, "), "{}", said.stderr);
    all_there(&site, "acme-corp");
    let said = site.run(&PROVISION).code(0);
    assert!(said.stderr.contains("already provisioned") && !said.stderr.contains("demo user"), "{}", said.stderr);
}

#[test]
fn a_project_has_its_own() {
    let site = Site::on_a_project();
    let said = site.run(&SEED).code(0);
    assert!(said.stderr.contains("5 demo users, "), "{}", said.stderr);
    all_there(&site, "acme-corp");
}

#[test]
fn a_tenant_without_an_auth_server_or_without_users_has_none() {
    let world = World::ready();
    let said = world.run(&PROVISION).code(0);
    assert!(!said.stderr.contains("demo user"), "{}", said.stderr);
    let listed = world.run(&["user", "list", "-t", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(0));
    let site = Site::on_a_cluster();
    crate::hostile::as_superuser(&site.world, &database(&site), "DROP TABLE access.user_mappings CASCADE");
    let said = site.run(&SEED).code(0);
    assert!(!said.stderr.contains("demo user"), "{}", said.stderr);
    assert!(site.at_auth().is_empty());
}
