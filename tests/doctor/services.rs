//! The Supabase services, by the fake.

use super::Found;
use crate::projects::quick;
use crate::support::World;
use crate::support::supabase::{Act, Answer, FakeSupabase, Fault, Options, Organization, Phase, Plan};
use serde_json::json;

/// A fake, and a world that is configured for all of it.
fn everything() -> (FakeSupabase, World) {
    let fake = FakeSupabase::start(Options::default());
    // Its database starts with the first question, which may take longer than these commands wait.
    assert!(fake.users("shared").is_empty());
    let mut world = World::new();
    world.env.extend(fake.env());
    world.env.extend(fake.shared_env());
    set(&mut world, "SUPABASE_JWKS_URL", format!("{}/auth/v1/.well-known/jwks.json", fake.shared_url()));
    set(&mut world, "TENANTCTL_REGION", "us-east-1");
    (fake, world)
}

fn set(world: &mut World, name: &str, value: impl Into<String>) {
    world.env.retain(|(known, _)| known != name);
    world.env.push((name.to_owned(), value.into()));
}

/// Not yet made, which is no fault.
const PLANE: &str = "control_plane.server";

#[test]
fn all_is_well() {
    let (fake, mut world) = everything();
    let found = Found::by(&world, &[], 0);
    found.all_well_but(&[PLANE]);
    for (name, word) in [
        ("supabase.api", "fake-org Inc. (fake-org)"),
        ("supabase.organization", "plan pro"),
        ("supabase.region", "us-east-1"),
        ("supabase.clock", "agree"),
        ("auth.service_key", "legacy JWT"),
        ("auth.anon_key", "legacy JWT of anon"),
        ("auth.server", "v2.196.0"),
        ("auth.admin", "administers users"),
        ("auth.jwks", "1 key"),
    ] {
        found.expect(name, "ok", word);
    }
    assert!(fake.log().iter().all(|entry| entry.request.method == "GET"), "it only reads");
    let keys = fake.keys("shared");
    set(&mut world, "SUPABASE_SERVICE_ROLE_KEY", &keys.secret);
    set(&mut world, "SUPABASE_ANON_KEY", &keys.publishable);
    set(&mut world, "SUPABASE_AUTH_URL", format!("{}/auth/v1", fake.shared_url()));
    let said = world.run(&["-vv", "doctor", "-o", "json"]).code(0);
    Found::of(&said).expect("auth.service_key", "ok", "sb_secret_");
    for secret in [fake.token(), &keys.secret, &keys.publishable, &keys.service_role, &keys.anon] {
        assert!(!said.stdout.contains(secret) && !said.stderr.contains(secret), "{}{}", said.stdout, said.stderr);
    }
}

#[test]
fn each_wrong_setting_is_one_error_with_its_hint() {
    let (fake, all) = everything();
    let keys = fake.keys("shared");
    for (name, value, check, word) in [
        ("SUPABASE_ACCESS_TOKEN", "sbp_canary", "supabase.api", "set SUPABASE_ACCESS_TOKEN"),
        ("SUPABASE_API_URL", "http://127.0.0.1:1", "supabase.api", "check SUPABASE_API_URL"),
        ("SUPABASE_API_URL", "http://api.example.com", "supabase.api", "plain http"),
        ("SUPABASE_ORGANIZATION", "fake-ogr", "supabase.organization", "did you mean SUPABASE_ORGANIZATION=fake-org?"),
        ("SUPABASE_ORGANIZATION", "elsewhere", "supabase.organization", "one of: fake-org"),
        ("TENANTCTL_REGION", "us-esat-1", "supabase.region", "TENANTCTL_REGION=us-east-1"),
        ("SUPABASE_SERVICE_ROLE_KEY", &keys.anon, "auth.service_key", "anon key"),
        ("SUPABASE_SERVICE_ROLE_KEY", &keys.publishable, "auth.service_key", "publishable"),
        ("SUPABASE_SERVICE_ROLE_KEY", "sb_secret_canary", "auth.server", "set SUPABASE_SERVICE_ROLE_KEY"),
        ("SUPABASE_ANON_KEY", &keys.service_role, "auth.anon_key", "must not be shown"),
        ("SUPABASE_URL", "http://127.0.0.1:1", "auth.server", "check SUPABASE_URL"),
        ("SUPABASE_AUTH_URL", "http://127.0.0.1:1", "auth.server", "check SUPABASE_AUTH_URL"),
        ("SUPABASE_AUTH_URL", &fake.shared_url(), "auth.server", "set SUPABASE_AUTH_URL"),
        ("SUPABASE_JWKS_URL", "http://jwks.example.com/jwks.json", "auth.jwks", "plain http"),
        ("SUPABASE_JWKS_URL", "http://127.0.0.1:1/jwks.json", "auth.jwks", "check SUPABASE_JWKS_URL"),
    ] {
        let mut world = World::new();
        world.env.clone_from(&all.env);
        set(&mut world, name, value);
        let said = world.run(&["doctor", "--timeout", "3s", "-o", "json"]).code(8);
        let found = Found::of(&said);
        found.expect(check, "error", word);
        found.all_well_but(&[check, PLANE]);
        for secret in ["canary", keys.anon.as_str(), &keys.publishable, &keys.service_role, fake.token()] {
            assert!(!said.stdout.contains(secret) && !said.stderr.contains(secret), "{name}: {}", said.stdout);
        }
    }
}

#[test]
fn a_service_that_fails_is_told_and_the_others_are_asked() {
    let (fake, world) = everything();
    let long_ago = "Sun, 06 Nov 1994 08:49:37 GMT";
    let organizations = json!([{"id": "fake-org", "slug": "fake-org", "name": "An \u{1b}[31mInc."}]);
    let skewed = Answer::json(200, &organizations).with("date", long_ago);
    for (path, act, check, word) in [
        ("/v1/organizations", Act::status(503, "not now"), "supabase.api", "not now"),
        ("/v1/organizations", Act::html(502), "supabase.api", "HTTP 502"),
        ("/v1/organizations", Act::Hang, "supabase.api", "--timeout"),
        ("/v1/organizations", Act::Answer(skewed), "supabase.clock", "behind ours"),
        ("/v1/organizations/fake-org", Act::status(503, "not now"), "supabase.organization", "not now"),
        ("/shared/auth/v1/health", Act::status(503, "not now"), "auth.server", "not now"),
        ("/shared/auth/v1/health", Act::Answer(Answer::json(200, &json!({}))), "auth.server", "isn't a Supabase Auth"),
        ("/shared/auth/v1/admin/users", Act::status(503, "not now"), "auth.admin", "not now"),
        ("/shared/auth/v1/admin/users", Act::status(403, "User not allowed"), "auth.admin", "SERVICE_ROLE_KEY"),
        ("/shared/auth/v1/.well-known/jwks.json", Act::WrongJson, "auth.jwks", "SUPABASE_JWKS_URL"),
    ] {
        fake.add(Fault::on("GET", path, act.clone()).times(99));
        let found = Found::by(&world, &["--timeout", "2s"], 8);
        found.expect(check, "error", word);
        found.all_well_but(&[check, PLANE]);
        fake.clear_faults();
    }
    fake.add(Fault::on("GET", "*jwks.json", Act::Answer(Answer::json(200, &json!({"keys": []})))));
    Found::by(&world, &[], 0).expect("auth.jwks", "warning", "no key");
}

#[test]
fn projects_and_what_they_need_are_looked_at() {
    let organizations = vec![Organization::new("fake-org", Plan::Free)];
    let (fake, mut world) = quick(Options { organizations, ..Options::default() });
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let found = Found::by(&world, &[], 0);
    found.all_well_but(&[]);
    found.expect("project.acme-corp", "ok", "ACTIVE_HEALTHY");
    let reference = fake.projects()[0].reference.clone();
    fake.set_phases(&reference, &[Phase::forever("INACTIVE")]);
    Found::by(&world, &[], 0).expect("project.acme-corp", "warning", &reference);
    fake.remove_all();
    Found::by(&world, &[], 8).expect("project.acme-corp", "error", "there is no project");
    world.env.retain(|(name, _)| name != "SUPABASE_ACCESS_TOKEN");
    Found::by(&world, &[], 0).expect("projects", "skipped", "set SUPABASE_ACCESS_TOKEN");
    world.env.push(("TENANTCTL_PROVIDER".into(), "supabase".into()));
    Found::by(&world, &[], 8).expect("config.provider", "error", "access token");
    let elsewhere = "UPDATE control_plane.tenant_metadata SET database_host = 'db.invalid'";
    crate::hostile::as_superuser(&world, "tenantctl", elsewhere);
    Found::by(&world, &[], 8).expect("projects.tls", "warning", "SUPABASE_SSL_ROOT_CERT");
    world.env.push(("SUPABASE_SSL_ROOT_CERT".into(), "ca.pem".into()));
    Found::by(&world, &[], 8).expect("projects.tls", "ok", "verified");
}
