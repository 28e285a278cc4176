//! Tokens: issued, verified, revoked, and what is refused on the way.

mod end_to_end;
mod given;
mod keys;
mod supabase;

use crate::support::{Said, World, block_on};
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;

const ANN: &str = "ann@example.com";

/// Runs a command with this on its standard input.
fn piped(world: &World, arguments: &[&str], input: &[u8]) -> Said {
    let mut command = world.command(arguments);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command that doesn't read may be gone already.
    let _taken = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("it ends").into()
}

/// Verifies a token and returns the exit code with `valid`, or with the reason.
#[track_caller]
fn verify(world: &World, token: &str, more: &[&str]) -> (i32, String) {
    let said = piped(world, &[&["token", "verify", "-o", "json", "-vv"], more].concat(), token.as_bytes());
    assert!(!said.stderr.contains(token) || token.len() < 40, "the token is in the log: {}", said.stderr);
    let found = said.json();
    let word = match (&found["valid"], &found["reason"]) {
        (Value::Bool(true), Value::Null) => "valid",
        (Value::Bool(false), Value::String(reason)) => reason,
        _ => found["error"]["code"].as_str().unwrap_or("?"),
    };
    (said.code, word.to_owned())
}

fn is(code: i32, word: &str) -> (i32, String) {
    (code, word.to_owned())
}

/// Two tenants, each with ann as a manager.
fn world() -> World {
    let world = World::ready();
    for id in ["acme-corp", "other-corp"] {
        let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
        let _user = world.run(&["user", "create", "--email", ANN, "--role", "manager", "-t", id]).code(0);
    }
    world
}

fn issue(world: &World, tenant: &str, more: &[&str]) -> Value {
    let arguments = ["session", "issue", "--user", ANN, "--reason", "a test", "-t", tenant, "-o", "json"];
    world.run(&[&arguments, more].concat()).code(0).json()
}

fn token_of(issued: &Value) -> String {
    issued["token"].as_str().expect("a token").to_owned()
}

fn inside(world: &World, tenant: &str, sql: &str) {
    let login = world.login(tenant, "migrator");
    block_on(async {
        let mut connection = world.connect_as(&login).await.expect("connects");
        let sql = format!("SET ROLE tenantctl_owner; {sql}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("runs");
    });
}

#[test]
fn a_token_is_good_until_its_session_is_gone() {
    let world = world();
    let issued = issue(&world, "acme-corp", &[]);
    let token = token_of(&issued);
    for (arguments, expected) in [
        (&[][..], is(0, "valid")),
        (&["-t", "acme-corp"], is(0, "valid")),
        (&["-t", "other-corp"], is(8, "wrong_tenant")),
        (&["--offline"], is(0, "valid")),
        (&["--require", "vendors.write"], is(0, "valid")),
        (&["--require", "vendors.read", "--require", "vendors.write"], is(0, "valid")),
        (&["--require", "vendors.read", "--require", "sessions.invent"], is(8, "permission_denied")),
        (&["--audience", "somebody"], is(8, "wrong_audience")),
        (&["--issuer", "https://somebody"], is(8, "wrong_issuer")),
        (&["--audience", "somebody", "--audience", "authenticated", "--leeway", "0s"], is(0, "valid")),
    ] {
        assert_eq!(verify(&world, &token, arguments), expected, "{arguments:?}");
    }
    let shown = piped(&world, &["token", "verify", "-o", "json"], token.as_bytes()).code(0).json();
    let expected = json!({"valid": true, "session": "live", "tenant": "acme-corp", "sub": issued["user_id"],
        "jti": issued["jti"], "role": "manager", "algorithm": "ES256", "expires_at": issued["expires_at"]});
    for (name, value) in expected.as_object().expect("an object") {
        assert_eq!(&shown[name], value, "{name}: {shown}");
    }
    let offline = piped(&world, &["token", "verify", "--offline", "-o", "json"], token.as_bytes()).code(0).json();
    assert_eq!(offline["session"], "unchecked");

    let other = token_of(&issue(&world, "other-corp", &[]));
    let jti = issued["jti"].as_str().expect("a jti");
    // The same session's id in another tenant revokes nothing here.
    let _none = world.run(&["session", "revoke", jti, "-t", "other-corp"]).code(0);
    assert_eq!(verify(&world, &token, &[]), is(0, "valid"));
    let _gone = world.run(&["session", "revoke", jti, "-t", "acme-corp"]).code(0);
    assert_eq!(verify(&world, &token, &[]), is(8, "revoked"));
    assert_eq!(verify(&world, &format!("{token}\n"), &[]), is(8, "revoked"));
    assert_eq!(verify(&world, &token, &["--offline"]), is(0, "valid"));
    assert_eq!(verify(&world, &other, &[]), is(0, "valid"));
}

#[test]
fn whoever_is_disabled_or_over_has_no_session() {
    let world = world();
    let token = token_of(&issue(&world, "acme-corp", &[]));
    // A row that was written behind our back says it too.
    inside(&world, "acme-corp", "UPDATE access.user_mappings SET disabled_at = now()");
    assert_eq!(verify(&world, &token, &[]), is(8, "revoked"));
    let refused = ["session", "issue", "--user", ANN, "--reason", "again", "-t", "acme-corp", "-o", "json"];
    assert_eq!(world.run(&refused).code(4).json()["error"]["code"], "user_not_found");
    inside(&world, "acme-corp", "UPDATE access.user_mappings SET disabled_at = NULL");
    assert_eq!(verify(&world, &token, &[]), is(0, "valid"));
    // The database's clock counts for the row, whatever this machine's says.
    inside(
        &world,
        "acme-corp",
        "UPDATE access.sessions SET issued_at = now() - interval '2 d', expires_at = now() - interval '1 d'",
    );
    assert_eq!(verify(&world, &token, &[]), is(8, "expired"));
    // A session that is somebody else's isn't this token's.
    inside(
        &world,
        "acme-corp",
        "UPDATE access.sessions SET expires_at = now() + interval '1 d', user_id = gen_random_uuid()",
    );
    assert_eq!(verify(&world, &token, &[]), is(8, "revoked"));
}

#[test]
fn after_a_revocation_of_all_nothing_issued_before_is_good() {
    let world = world();
    let _key = issue(&world, "acme-corp", &[]);
    let children: Vec<_> = (0..6)
        .map(|_| {
            let mut command =
                world.command(&["session", "issue", "--user", ANN, "--reason", "race", "-t", "acme-corp"]);
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs")
        })
        .collect();
    let all = world.run(&["session", "revoke", "--all", "--yes", "-t", "acme-corp", "-o", "json"]).code(0).json();
    let tokens: Vec<String> = children
        .into_iter()
        .map(|child| String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("text"))
        .collect();
    let live = tokens.iter().filter(|token| verify(&world, token, &[]).0 == 0).count();
    let listed = world.run(&["session", "list", "-t", "acme-corp", "-o", "json"]).code(0).json();
    let rows = listed["items"].as_array().map_or(0, Vec::len);
    let revoked = usize::try_from(all["revoked"].as_u64().expect("a count")).expect("few");
    assert_eq!((live, live + revoked), (rows, 7), "each is either revoked or live, and its row says so");
    let _rest = world.run(&["session", "revoke", "--all", "--yes", "-t", "acme-corp"]).code(0);
    assert!(tokens.iter().all(|token| verify(&world, token, &[]) == is(8, "revoked")));
}
