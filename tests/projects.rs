//! Provisioning tenants with a Supabase project of their own: whatever the API answers, and wherever the run is killed,
//! there is exactly one project in the end.

mod control_plane;
mod direct;
mod elsewhere;
mod migrating;
mod refusals;
mod rotating;
mod undoing;

use crate::support::supabase::{Act, FakeSupabase, Fault, Options, Phase};
use crate::support::{Said, World};

const PROVISION: [&str; 5] = ["provision", "--tenant-id", "acme-corp", "--region", "us-east-1"];

/// A fake whose projects need no waiting, and a world that is configured for it.
pub(crate) fn quick(options: Options) -> (FakeSupabase, World) {
    let creation = Phase::healthy_after(1);
    let fake = FakeSupabase::start(Options { creation, services_after: 0, pooler_after: 0, ..options });
    let mut world = World::new();
    world.env.extend(fake.env());
    let _ready = world.run(&["init"]).code(0);
    (fake, world)
}

/// There is one project, the tenant is active, and nobody printed a secret.
#[track_caller]
fn one_project(fake: &FakeSupabase, world: &World, said: &Said) {
    let projects = fake.projects();
    assert_eq!(projects.len(), 1, "{projects:?}");
    let shown = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!((&shown["status"], &shown["provider"]), (&"active".into(), &"supabase".into()));
    assert_eq!(shown["project_ref"], projects[0].reference.as_str());
    let keys = fake.keys(&projects[0].reference);
    for secret in [fake.token(), &keys.secret, &keys.service_role] {
        assert!(!said.stdout.contains(secret) && !said.stderr.contains(secret), "{}{}", said.stdout, said.stderr);
    }
}

#[test]
fn a_tenant_gets_a_project_and_everything_works_in_it() {
    let (fake, world) = quick(Options::default());
    let said = world.run(&[&PROVISION[..], &["-vv"]].concat()).code(0);
    one_project(&fake, &world, &said);
    assert_eq!(world.run(&PROVISION).code(0).stderr.matches("already provisioned").count(), 1);
    assert_eq!(fake.count("POST", "/v1/projects"), 1);
    let _seeded = world.run(&["seed", "-t", "acme-corp", "--include-mock-data"]).code(0);
    let status = world.run(&["migrate", "status", "--live", "-o", "json"]).code(0);
    assert!(status.stdout.contains("up_to_date"), "{}", status.stdout);
    let said = world.run(&["url", "acme-corp"]).code(4);
    assert!(said.stderr.contains("--role migrator"), "{}", said.stderr);
    let keys = world.run(&["show", "acme-corp", "--keys", "--reveal", "-o", "json"]).code(0).json();
    assert_eq!(keys["service_role_key"], fake.keys(&fake.projects()[0].reference).secret.as_str());
}

#[test]
fn killed_anywhere_and_run_again_there_is_one_project() {
    let (fake, world) = quick(Options::default());
    for point in [
        "provision.reserved",
        "project.creating",
        "project.created",
        "project.recorded",
        "project.healthy",
        "project.keys_read",
        "project.keys",
        "project.prepared",
        "project.migrated",
        "project.marked",
        "provision.activating",
        "provision.activated",
    ] {
        let killed: Said = world.command(&PROVISION).env("TENANTCTL_FAILPOINTS", point).output().expect("runs").into();
        assert_eq!(killed.code, -6, "{point}: {}", killed.stderr);
        let said = world.run(&PROVISION).code(0);
        one_project(&fake, &world, &said);
        start_over(&fake, &world);
    }
}

/// The tenant and its project were never there.
fn start_over(fake: &FakeSupabase, world: &World) {
    fake.remove_all();
    crate::hostile::as_superuser(
        world,
        "tenantctl",
        "SET session_replication_role = replica;
         TRUNCATE control_plane.operation_steps, control_plane.operations, control_plane.tenant_secrets,
             control_plane.tenant_keys, control_plane.tenant_metadata CASCADE",
    );
}

#[test]
fn a_creation_whose_answer_is_lost_is_found() {
    use crate::support::supabase::Answer;
    let (fake, world) = quick(Options::default());
    for act in [
        Act::DoneThenClose,
        Act::DoneThenHang,
        Act::DoneThen(Answer::text(502, "text/html", "<html>no</html>")),
        Act::WithoutId,
        Act::ShortBody,
        Act::WrongJson,
        Act::GzipBomb(100 << 20),
    ] {
        fake.add(Fault::on("POST", "/v1/projects", act.clone()).times(1));
        let said = world.run(&[&PROVISION[..], &["--timeout", "3s"]].concat());
        assert_eq!(said.code, 0, "{act:?}: {}", said.stderr);
        one_project(&fake, &world, &said);
        fake.clear_faults();
        start_over(&fake, &world);
    }
}

#[test]
fn what_was_not_done_is_done_again() {
    let (fake, world) = quick(Options::default());
    for act in [Act::Close, Act::html(502), Act::retry_after(429, "1"), Act::status(500, "no")] {
        fake.add(Fault::on("POST", "/v1/projects", act.clone()).times(1));
        let said = world.run(&[&PROVISION[..], &["--timeout", "5s"]].concat());
        assert_eq!(said.code, 0, "{act:?}: {}", said.stderr);
        one_project(&fake, &world, &said);
        fake.clear_faults();
        start_over(&fake, &world);
    }
}

#[test]
fn reads_that_fail_for_a_moment_are_repeated() {
    let (fake, world) = quick(Options::default());
    for path in ["/v1/projects/*", "/v1/organizations/*", "*/health*", "*/api-keys*", "*/config/database/pooler"] {
        fake.add(Fault::on("GET", path, Act::status(503, "for a moment")).times(1));
    }
    let said = world.run(&PROVISION).code(0);
    one_project(&fake, &world, &said);
}

#[test]
fn a_list_of_tenants_gets_a_project_each() {
    let (fake, world) = quick(Options::default());
    std::fs::write(world.path().join("tenants.csv"), "id,region\none-corp,us-east-1\ntwo-corp,emea\n")
        .expect("written");
    let arguments = ["provision", "--from", "tenants.csv", "-j", "2", "-o", "json"];
    let _made = world.run(&arguments).code(0);
    assert_eq!(fake.projects().len(), 2);
    let _again = world.run(&arguments).code(0);
    assert_eq!(fake.projects().len(), 2);
    let status = world.run(&["migrate", "status", "--live", "-o", "json"]).code(0);
    assert_eq!(status.stdout.matches("up_to_date").count(), 2, "{}", status.stdout);
}

#[test]
fn what_was_asked_for_comes_from_the_ledger() {
    let (fake, world) = quick(Options::default());
    let arguments = [&PROVISION[..], &["--size", "small"]].concat();
    let killed: Said =
        world.command(&arguments).env("TENANTCTL_FAILPOINTS", "project.creating").output().expect("runs").into();
    assert_eq!(killed.code, -6, "{}", killed.stderr);
    let listed = world.run(&["operation", "list", "-o", "json"]).code(0).json();
    let operation = listed["items"][0]["id"].as_str().expect("an operation").to_owned();
    let said = world.run(&["operation", "resume", &operation]).code(0);
    one_project(&fake, &world, &said);
    let asked = fake.log().into_iter().find(|entry| entry.request.method == "POST").expect("a creation");
    let body = String::from_utf8_lossy(&asked.request.body).into_owned();
    assert!(body.contains(r#""desired_instance_size":"small""#), "{body}");
    let said = world.run(&[&PROVISION[..], &["--size", "large"]].concat()).code(5);
    assert!(said.stderr.contains("size is small, not large"), "{}", said.stderr);
}
