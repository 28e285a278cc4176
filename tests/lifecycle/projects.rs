//! Tenants with a Supabase project of their own.

use crate::projects::quick;
use crate::support::supabase::{FakeSupabase, Options, Plan};
use crate::support::{Said, World, block_on};
use serde_json::json;

const PURGE: [&str; 4] = ["purge", "acme-corp", "--confirm", "acme-corp"];

/// A tenant with a project in which Ann may log in, and Bob may no more.
fn site() -> (FakeSupabase, World, String) {
    let (fake, world) = quick(Options::default());
    fake.change_organization(fake.organization(), |organization| organization.plan = Plan::Free);
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let reference = fake.projects()[0].reference.clone();
    for who in ["ann", "bob"] {
        use std::io::Write;
        let email = format!("{who}@example.com");
        let made = ["user", "create", "--email", email.as_str(), "-t", "acme-corp", "--password-stdin"];
        let mut command = world.command(&made);
        let piped = std::process::Stdio::piped;
        let mut child = command.stdin(piped()).stdout(piped()).stderr(piped()).spawn().expect("runs");
        child.stdin.take().expect("a pipe").write_all(b"a good password").expect("written");
        let said: Said = child.wait_with_output().expect("ends").into();
        let _made = said.code(0);
    }
    let _off = world.run(&["user", "disable", "bob@example.com", "-t", "acme-corp"]).code(0);
    (fake, world, reference)
}

fn login(fake: &FakeSupabase, reference: &str, who: &str) -> u16 {
    block_on(async {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let url = fake.project_url().replace("{ref}", reference);
        let request = client.post(format!("{url}/auth/v1/token?grant_type=password"));
        let body = json!({"email": format!("{who}@example.com"), "password": "a good password"});
        request.header("apikey", fake.keys(reference).anon).json(&body).send().await.expect("answers").status().as_u16()
    })
}

fn status(world: &World) -> String {
    let shown = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    shown["status"].as_str().expect("a status").to_owned()
}

#[test]
fn its_users_are_banned_and_only_those_come_back() {
    let (fake, world, reference) = site();
    assert_eq!((login(&fake, &reference, "ann"), login(&fake, &reference, "bob")), (200, 400));
    for _ in 0..2 {
        let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
        assert_eq!((login(&fake, &reference, "ann"), login(&fake, &reference, "bob")), (400, 400));
        let _open = world.run(&["resume", "acme-corp"]).code(0);
        assert_eq!((login(&fake, &reference, "ann"), login(&fake, &reference, "bob")), (200, 400));
    }
    let listed = world.run(&["session", "list", "-t", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "only that of the last login: {listed}");
}

#[test]
fn one_run_at_a_time_changes_it() {
    let (_fake, world) = quick(Options::default());
    let provision = ["provision", "acme-corp", "--region", "us-east-1"];
    let shown = world.run(&[&provision[..], &["-o", "json"]].concat()).code(0).json();
    let uuid = shown["uuid"].as_str().expect("a uuid").parse().expect("a uuid");
    block_on(async {
        let mut other = world.superuser("tenantctl").await;
        let lock = sqlx::query("SELECT pg_advisory_lock($1)").bind(tenantctl::domain::tenant::lock_key(uuid));
        let _locked = lock.execute(&mut other).await.expect("locks");
        let said = world.run(&["rotate", "-t", "acme-corp"]).code(3);
        assert!(said.stderr.contains("another run"), "{}", said.stderr);
        let said = world.run(&["suspend", "acme-corp", "-y", "--timeout", "2s"]).code(5);
        assert!(said.stderr.contains("acme-corp"), "{}", said.stderr);
        assert_eq!(status(&world), "active");
    });
    let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
}

#[test]
fn it_is_paused_and_woken_where_the_plan_allows_it() {
    let (fake, world, reference) = site();
    fake.change_organization(fake.organization(), |organization| organization.plan = Plan::Pro);
    let refused = world.run(&["suspend", "acme-corp", "--pause", "-y"]);
    assert_ne!(refused.code, 0);
    assert!(refused.stderr.contains("paid"), "{}", refused.stderr);
    assert_eq!(status(&world), "suspended", "its users are out already");
    fake.change_organization(fake.organization(), |organization| organization.plan = Plan::Free);
    let _paused = world.run(&["suspend", "acme-corp", "--pause", "-y"]).code(0);
    assert_eq!(fake.projects()[0].status, "INACTIVE");
    let _again = world.run(&["suspend", "acme-corp", "--pause", "-y"]).code(0);
    let _woken = world.run(&["resume", "acme-corp", "--timeout", "20s"]).code(0);
    assert_eq!((status(&world).as_str(), login(&fake, &reference, "ann")), ("active", 200));
}

#[test]
fn it_is_deleted_with_all_that_is_in_it() {
    let (fake, world, _) = site();
    let said = world.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "-o", "json"]).code(0).json();
    let file = said["backup_file"].as_str().expect("a backup");
    assert!(std::fs::metadata(file).expect("there").len() > 1000);
    let _back = world.run(&["restore", "acme-corp"]).code(0);
    assert_eq!(status(&world), "active");
    let _closed = world.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup"]).code(0);
    let said = world.run(&[&PURGE[..], &["-o", "json"]].concat()).code(0).json();
    assert!(said["removed"].to_string().contains("project "), "{said}");
    assert!(fake.projects().iter().all(|project| project.status != "ACTIVE_HEALTHY"), "{:?}", fake.projects());
    let _gone = world.run(&["show", "acme-corp"]).code(4);
}

#[test]
fn a_project_that_is_not_the_tenants_stays() {
    let (fake, world, reference) = site();
    let other = fake.plant(fake.organization(), "innocent");
    let name = |reference: &str| {
        crate::hostile::as_superuser(
            &world,
            "tenantctl",
            &format!("UPDATE control_plane.tenant_metadata SET project_ref = '{reference}' WHERE id = 'acme-corp'"),
        );
    };
    name(&other);
    for command in
        [&["suspend", "acme-corp", "-y"][..], &["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup"]]
    {
        let said = world.run(command).code(5);
        assert!(said.stderr.contains("innocent"), "{}", said.stderr);
    }
    assert_eq!(status(&world), "active");
    name(&reference);
    let _closed = world.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup"]).code(0);
    name(&other);
    let said = world.run(&PURGE).code(5);
    assert!(said.stderr.contains("innocent"), "{}", said.stderr);
    assert_eq!(fake.count("DELETE", "/v1/projects/*"), 0);
}

#[cfg(feature = "failpoints")]
#[test]
fn killed_anywhere_it_goes_on() {
    let (fake, mut world, reference) = site();
    let environment = world.env.clone();
    let killed = |world: &mut World, point: &str, arguments: &[&str]| {
        world.env.push(("TENANTCTL_FAILPOINTS".into(), point.into()));
        let _died = world.run(arguments).code(-6);
        world.env = environment.clone();
    };
    for point in crate::support::chance::some_of(
        &["life.recorded", "life.banned_users", "life.revoked_project_sessions", "life.finishing"],
        2,
    ) {
        killed(&mut world, point, &["suspend", "acme-corp", "-y"]);
        let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
        assert_eq!((status(&world).as_str(), login(&fake, &reference, "ann")), ("suspended", 400), "{point}");
        let _open = world.run(&["resume", "acme-corp"]).code(0);
    }
    for point in crate::support::chance::some_of(&["life.pausing_project", "life.paused_project"], 1) {
        killed(&mut world, point, &["suspend", "acme-corp", "-y", "--pause"]);
        let _closed = world.run(&["suspend", "acme-corp", "-y", "--pause"]).code(0);
        assert_eq!(fake.projects()[0].status, "INACTIVE", "{point}");
        let _open = world.run(&["resume", "acme-corp"]).code(0);
    }
    for point in crate::support::chance::some_of(
        &["life.waking_project", "life.woke_project", "life.migrated_project", "life.unbanned_users"],
        2,
    ) {
        let _closed = world.run(&["suspend", "acme-corp", "-y", "--pause"]).code(0);
        killed(&mut world, point, &["resume", "acme-corp"]);
        let _open = world.run(&["resume", "acme-corp"]).code(0);
        assert_eq!((status(&world).as_str(), login(&fake, &reference, "ann")), ("active", 200), "{point}");
    }
    let deprovision = ["deprovision", "acme-corp", "--confirm", "acme-corp"];
    killed(&mut world, "life.backed_up_project", &deprovision);
    let _closed = world.run(&deprovision).code(0);
    for point in ["life.recorded", "project.deleting", "project.deleted", "life.dropped_project"] {
        killed(&mut world, point, &PURGE);
    }
    let said = world.run(&[&PURGE[..], &["-o", "json"]].concat()).code(0).json();
    assert!(said["removed"].to_string().contains(&reference), "{said}");
}
