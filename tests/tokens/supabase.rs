//! Tokens of Supabase's Auth servers: a project's own, and the one that tenants on clusters share.

use super::{ANN, is, piped, verify};
use crate::support::supabase::{FakeSupabase, Options, Phase};
use crate::support::{World, block_on};
use secrecy::ExposeSecret;
use tenantctl::supabase::auth::{AuthApi, AuthKey, AuthServer};
use tenantctl::supabase::http::HttpOptions;

const PASSWORD: &str = "canary-of-the-token-91be";

/// Logs in as an application does, and returns the access token.
fn log_in(fake: &FakeSupabase, auth: &str, base: &str) -> String {
    let key = AuthKey::parse(&fake.keys(auth).service_role.clone().into()).expect("a key");
    let server = AuthServer { base: base.to_owned(), version: None };
    let api = AuthApi::new(server, &key, HttpOptions::default()).expect("a client");
    block_on(api.login(ANN, &PASSWORD.into())).expect("in").access_token.expose_secret().to_owned()
}

fn register(world: &World) {
    let create = ["user", "create", "--email", ANN, "--role", "manager", "--password-stdin", "-t", "acme-corp"];
    let _made = piped(world, &create, PASSWORD.as_bytes()).code(0);
}

#[test]
fn a_projects_token_is_good_while_its_session_is_there() {
    let options =
        Options { creation: Phase::healthy_after(1), services_after: 0, pooler_after: 0, ..Options::default() };
    let fake = FakeSupabase::start(options);
    let mut world = World::new();
    world.env.extend(fake.env());
    let _ready = world.run(&["init"]).code(0);
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    register(&world);
    let reference = fake.projects()[0].reference.clone();
    let base = format!("{}/auth/v1", fake.project_url().replace("{ref}", &reference));
    let token = log_in(&fake, &reference, &base);
    for (arguments, expected) in [
        (&[][..], is(0, "valid")),
        (&["-t", "acme-corp", "--require", "vendors.write"], is(0, "valid")),
        (&["--require", "sessions.invent"], is(8, "permission_denied")),
        (&["--offline"], is(0, "valid")),
    ] {
        assert_eq!(verify(&world, &token, arguments), expected, "{arguments:?}");
    }
    let document = format!("/projects/{reference}/auth/v1/.well-known/jwks.json");
    let fetched = fake.log().iter().filter(|entry| entry.request.path.ends_with("jwks.json")).count();
    assert_eq!(fetched, 1, "{document}: {:?}", fake.log());
    let shown = piped(&world, &["token", "verify", "-o", "json"], token.as_bytes()).code(0).json();
    assert_eq!((&shown["tenant"], &shown["session"]), (&"acme-corp".into(), &"live".into()));
    assert_eq!(shown["iss"], base);

    fake.execute(&reference, "UPDATE auth.users SET banned_until = now() + interval '1 d'");
    assert_eq!(verify(&world, &token, &[]), is(8, "session_unknown"));
    fake.execute(&reference, "UPDATE auth.users SET banned_until = NULL");
    let id = shown["session_id"].as_str().expect("an id");
    let _revoked = world.run(&["session", "revoke", id, "-t", "acme-corp"]).code(0);
    assert_eq!(verify(&world, &token, &[]), is(8, "session_unknown"));
    assert_eq!(verify(&world, &token, &["--offline"]), is(0, "valid"));
}

#[test]
fn a_shared_auth_servers_token_says_whose_it_is_and_its_session_is_nobodys() {
    let fake = FakeSupabase::start(Options::default());
    // Its server starts now, and not within a command's timeout.
    let _nobody = fake.users("shared");
    let mut world = World::new();
    world.env.extend(fake.shared_env());
    for id in ["acme-corp", "other-corp"] {
        let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
    }
    register(&world);
    let token = log_in(&fake, "shared", &format!("{}/auth/v1", fake.shared_url()));
    for (arguments, expected) in [
        (&["--offline"][..], is(0, "valid")),
        (&["--offline", "-t", "acme-corp"], is(0, "valid")),
        (&["--offline", "-t", "other-corp"], is(8, "wrong_tenant")),
        (&["-t", "other-corp"], is(8, "wrong_tenant")),
        // Its sessions are in a database that isn't the tenant's: nobody here can say that it is live.
        (&[], is(8, "session_unknown")),
    ] {
        assert_eq!(verify(&world, &token, arguments), expected, "{arguments:?}");
    }
}

#[test]
fn keys_that_cannot_be_had_are_no_yes() {
    let world = World::new();
    let token = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xOjkvYXV0aC92MSJ9.AA";
    let url = "http://127.0.0.1:9/auth/v1/.well-known/jwks.json";
    assert_eq!(verify(&world, token, &["--offline", "--jwks-url", url]), is(6, "jwks_unavailable"));
    let plain = ["token", "verify", "--offline", "--jwks-url", "http://auth.example/jwks.json"];
    assert_eq!(piped(&world, &plain, token.as_bytes()).code, 2);
    // Somebody else's token isn't even asked about.
    let stranger = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9.AA";
    assert_eq!(verify(&world, stranger, &["--offline", "--jwks-url", url]), is(8, "wrong_issuer"));
}
