//! Projects and users that differ from what the control plane says.

use super::{items, kinds, reconcile};
use crate::hostile::as_superuser;
use crate::projects::quick;
use crate::support::supabase::{FakeSupabase, Options, Organization, Phase, Plan};
use crate::support::{Said, World};
use serde_json::json;

/// A tenant with a project, in an organization whose projects can be paused.
fn site() -> (FakeSupabase, World, String) {
    let organizations = vec![Organization::new("fake-org", Plan::Free), Organization::new("other-org", Plan::Free)];
    let (fake, world) = quick(Options { organizations, ..Options::default() });
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let reference = fake.projects()[0].reference.clone();
    (fake, world, reference)
}

#[track_caller]
fn only(said: &Said, kind: &str, state: &str) {
    assert_eq!(kinds(said), [(kind.to_owned(), state.to_owned())], "{}{}", said.stdout, said.stderr);
}

fn plane(world: &World, sql: &str) {
    as_superuser(world, "tenantctl", sql);
}

#[test]
fn a_paused_project_of_an_active_tenant_is_woken_and_a_second_run_is_clean() {
    let (fake, world, reference) = site();
    let said = reconcile(&world, &[]).code(0);
    assert_eq!(said.json()["items"], json!([]), "{}", said.stderr);
    // Another id is no difference.
    let _renamed = world.run(&["rename", "acme-corp", "apex-corp", "-y"]).code(0);
    let _clean = reconcile(&world, &[]).code(0);
    fake.set_phases(&reference, &[Phase::forever("INACTIVE")]);
    only(&reconcile(&world, &[]).code(8), "paused_project", "different");
    only(&reconcile(&world, &["--fix", "-n"]).code(8), "paused_project", "different");
    only(&reconcile(&world, &["--fix"]).code(0), "paused_project", "mended");
    assert_eq!(fake.projects()[0].status, "ACTIVE_HEALTHY");
    let said = reconcile(&world, &[]).code(0);
    assert_eq!(said.json()["items"], json!([]));
    let log = world.run(&["audit", "list", "--action", "doctor", "-o", "json"]).code(0);
    assert!(log.stdout.contains("wake"), "{}", log.stdout);
}

#[test]
fn what_may_cost_a_project_is_named_and_left_alone() {
    let (fake, world, reference) = site();
    let strays = [fake.plant("fake-org", "lost-corp-0123456789ab"), fake.plant("fake-org", "website")];
    for more in [&[][..], &["--fix"]] {
        let said = reconcile(&world, more).code(8);
        only(&said, "stray_project", "different");
        assert_eq!(items(&said)[0]["object"], strays[0].as_str());
    }
    plane(&world, &format!("UPDATE control_plane.tenant_metadata SET project_ref = '{}'", strays[1]));
    let said = reconcile(&world, &["--fix"]).code(8);
    let found: Vec<String> = kinds(&said).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(found, ["foreign_project", "stray_project", "stray_project"], "{}", said.stdout);
    assert!(said.stdout.contains("bears tenant acme-corp's mark"), "{}", said.stdout);
    assert_eq!(fake.projects().len(), 3);
    fake.remove_all();
    let name = items(&reconcile(&world, &[]).code(8))[0]["text"].as_str().expect("a text").to_owned();
    assert!(name.contains("isn't there"), "{name}");
    plane(&world, &format!("UPDATE control_plane.tenant_metadata SET project_ref = '{reference}'"));
    only(&reconcile(&world, &["--fix"]).code(8), "missing_project", "different");
}

#[test]
fn a_project_of_another_organization_is_named() {
    let (fake, mut world, reference) = site();
    let name = fake.projects()[0].name.clone();
    let moved = fake.plant("other-org", &name);
    plane(&world, &format!("UPDATE control_plane.tenant_metadata SET project_ref = '{moved}'"));
    let said = reconcile(&world, &[]).code(8);
    let found: Vec<String> = kinds(&said).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(found, ["foreign_organization", "stray_project"], "{}", said.stdout);
    assert!(said.stdout.contains("other-org") && said.stdout.contains(&reference), "{}", said.stdout);
    world.env.retain(|(name, _)| name != "SUPABASE_ACCESS_TOKEN");
    let said = reconcile(&world, &[]).code(0);
    assert_eq!(said.stderr.matches("no access token").count(), 1, "{}", said.stderr);
    assert!(said.stderr.contains("1 tenant"), "{}", said.stderr);
}

#[test]
fn users_are_where_the_auth_server_has_them() {
    let (fake, world, reference) = site();
    for who in ["ann", "bob", "eve"] {
        let email = format!("{who}@example.com");
        let _made = world.run(&["user", "invite", &email, "-t", "acme-corp"]).code(0);
    }
    let _off = world.run(&["user", "disable", "eve@example.com", "-t", "acme-corp"]).code(0);
    let _clean = reconcile(&world, &[]).code(0);
    for (email, sql, kind) in [
        ("ann", "DELETE FROM auth.users WHERE email LIKE 'ann@%'", "missing_user"),
        ("bob", "DELETE FROM access.user_mappings WHERE email LIKE 'bob@%'", "stray_user"),
        ("eve", "UPDATE auth.users SET banned_until = NULL WHERE email LIKE 'eve@%'", "open_user"),
    ] {
        fake.execute(&reference, sql);
        let said = reconcile(&world, &["--fix"]).code(8);
        only(&said, kind, "different");
        let mend = items(&said)[0]["mend"].as_str().expect("a command").to_owned();
        let command = mend.split("; or ").last().and_then(|one| one.strip_prefix("tenantctl ")).expect("a command");
        let _mended = world.run(&[&command.split(' ').collect::<Vec<_>>()[..], &["-y"]].concat()).code(0);
        let said = reconcile(&world, &[]).code(0);
        assert_eq!(said.json()["items"], json!([]), "{email}");
    }
    // Closed again, as the tenant is.
    let _made = world.run(&["user", "invite", "pat@example.com", "-t", "acme-corp"]).code(0);
    let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
    let _clean = reconcile(&world, &[]).code(0);
    fake.execute(&reference, "UPDATE auth.users SET banned_until = NULL WHERE email LIKE 'pat@%'");
    only(&reconcile(&world, &[]).code(8), "open_users", "different");
    only(&reconcile(&world, &["--fix"]).code(0), "open_users", "mended");
    let _clean = reconcile(&world, &[]).code(0);
}

#[test]
fn a_shared_auth_server_is_asked_for_the_users_of_tenants_on_clusters() {
    let fake = FakeSupabase::start(Options::default());
    let mut world = World::ready();
    world.env.extend(fake.shared_env());
    for id in ["acme-corp", "other-corp"] {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
        let email = format!("ann@{id}.example");
        let _made = world.run(&["user", "invite", &email, "-t", id]).code(0);
    }
    let said = reconcile(&world, &[]).code(0);
    assert_eq!(said.json()["items"], json!([]));
    assert_eq!(said.stderr.matches("no access token").count(), 1, "{}", said.stderr);
    fake.execute("shared", "DELETE FROM auth.users WHERE email LIKE '%other-corp.example'");
    let said = reconcile(&world, &[]).code(8);
    only(&said, "missing_user", "different");
    assert_eq!(items(&said)[0]["tenant"], "other-corp");
    // What somebody brings back after its tenant was erased.
    let ann = fake.users("shared")[0].id;
    let uuid = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json()["uuid"].to_string().replace('"', "");
    let erase = ["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup", "--grace", "0"];
    let _erased = world.run(&erase).code(0);
    let _purged = world.run(&["purge", "acme-corp", "--confirm", "acme-corp"]).code(0);
    fake.execute(
        "shared",
        &format!(
            "INSERT INTO auth.users (id, aud, email, created_at, raw_app_meta_data)
             VALUES ('{ann}', 'authenticated', 'ann@late.example', now(), '{{\"tenant_uuid\": \"{uuid}\"}}')"
        ),
    );
    let said = reconcile(&world, &[]).code(8);
    let found: Vec<String> = kinds(&said).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(found, ["stray_user", "missing_user"], "{}", said.stdout);
    assert!(items(&said)[0]["mend"].as_str().is_some_and(|mend| mend.contains(&ann.to_string())), "{}", said.stdout);
}
