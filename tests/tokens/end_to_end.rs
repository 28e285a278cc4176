//! From a new tenant to a revoked session: what an application and its operator do together.

use super::{ANN, is, piped, verify};
use crate::support::supabase::{FakeSupabase, Options};
use crate::support::{World, block_on};
use serde_json::json;

const PASSWORD: &str = "canary-of-the-end-5c1d";

/// Runs a statement as the application does, for the user of a token.
fn as_user(world: &World, user: &str, sql: &str) -> Result<u64, String> {
    let login = world.login("acme-corp", "app");
    block_on(async {
        let mut app = world.connect_as(&login).await.expect("connects");
        let claims = json!({"sub": user, "role": "authenticated"}).to_string();
        sqlx::query("SELECT set_config('request.jwt.claims', $1, false)")
            .bind(claims)
            .execute(&mut app)
            .await
            .expect("claims");
        let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut app).await;
        done.map(|done| done.rows_affected()).map_err(|error| error.to_string())
    })
}

#[test]
fn register_log_in_work_and_be_locked_out() {
    let fake = FakeSupabase::start(Options::default());
    // Its server starts now, and not within a command's timeout.
    let _nobody = fake.users("shared");
    let mut world = World::new();
    world.env.extend(fake.shared_env());
    let _ready = world.run(&["provision", "--tenant-id", "acme-corp", "--region", "us-east-1"]).code(0);
    let create = ["user", "create", "--email", ANN, "--role", "viewer", "--password-stdin", "-t", "acme-corp"];
    let _registered = piped(&world, &create, PASSWORD.as_bytes()).code(0);

    let log_in = ["session", "issue", "--user", ANN, "--password-stdin", "-t", "acme-corp", "-o", "json"];
    let wrong = piped(&world, &log_in, b"not-her-password").code(7);
    assert_eq!(wrong.json()["error"]["code"], "wrong_password");
    let issued = piped(&world, &log_in, PASSWORD.as_bytes()).code(0);
    assert!(!issued.stderr.contains(PASSWORD) && !issued.stdout.contains(PASSWORD));
    let issued = issued.json();
    let (token, user) = (issued["token"].as_str().expect("a token"), issued["user_id"].as_str().expect("an id"));
    // The session that checked the password is over; ours is the only one.
    fake.execute("shared", "DO $$ BEGIN ASSERT NOT EXISTS (SELECT FROM auth.sessions), 'sessions are left'; END $$");
    assert_eq!(verify(&world, token, &[]), is(0, "valid"));

    let insert = "INSERT INTO vendors (code, name) VALUES ('V-1', 'Vendor')";
    assert_eq!(verify(&world, token, &["--require", "vendors.write"]), is(8, "permission_denied"));
    assert!(as_user(&world, user, insert).is_err_and(|error| error.contains("row-level security")));
    let _promoted = world.run(&["user", "create", "--email", ANN, "--role", "manager", "-t", "acme-corp"]).code(0);
    // The same token: what it says about the role isn't asked.
    assert_eq!(verify(&world, token, &["--require", "vendors.write"]), is(0, "valid"));
    assert_eq!(as_user(&world, user, insert), Ok(1));

    let jti = issued["jti"].as_str().expect("a jti");
    let _revoked = world.run(&["session", "revoke", "--jti", jti, "-t", "acme-corp"]).code(0);
    assert_eq!(verify(&world, token, &[]), is(8, "revoked"));
    let _disabled = world.run(&["user", "disable", ANN, "-t", "acme-corp"]).code(0);
    let banned = piped(&world, &log_in, PASSWORD.as_bytes());
    assert_ne!(banned.code, 0, "{}", banned.stdout);
    assert!(as_user(&world, user, "INSERT INTO vendors (code, name) VALUES ('V-2', 'Vendor')").is_err());
}
