//! Sessions of a tenant's users: listed page by page, and ended for good.

use crate::support::supabase::{FakeSupabase, Options};
use crate::support::{Login, Said, World, block_on};
use serde_json::{Value, json};
use std::process::{Child, Stdio};

/// A user whom the tenant knows, with so many sessions.
const USERS: [(&str, &str); 2] = [
    ("00000000-0000-4000-8000-00000000000a", "ann@example.com"),
    ("00000000-0000-4000-8000-00000000000b", "bob@example.com"),
];

fn world() -> World {
    let world = World::ready();
    for id in ["acme-corp", "other-corp"] {
        let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
        let login = world.login(id, "migrator");
        for (user, email) in USERS {
            inside(
                &world,
                &login,
                &format!(
                    "INSERT INTO access.user_mappings (auth_user_id, role, email) VALUES ('{user}', 'viewer', '{email}');
                     INSERT INTO access.sessions (jti, user_id, issued_at, expires_at)
                     SELECT md5('{id}{email}' || n)::uuid, '{user}', '2026-01-01'::timestamptz + n * interval '1 day',
                            '2099-01-01' FROM generate_series(1, 5) n"
                ),
            );
        }
    }
    world
}

fn inside(world: &World, login: &Login, sql: &str) {
    let sql = format!("SET ROLE tenantctl_owner; {sql}");
    block_on(async {
        let mut connection = world.connect_as(login).await.expect("connects");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("runs");
    });
}

fn session(world: &World, tenant: &str, more: &[&str]) -> Said {
    world.run(&[&["session"], more, &["-t", tenant, "-o", "json"]].concat())
}

fn ids(world: &World, tenant: &str) -> Vec<String> {
    let listed = session(world, tenant, &["list"]).code(0).json();
    let id = |item: &Value| item["jti"].as_str().expect("a jti").to_owned();
    listed["items"].as_array().expect("items").iter().map(id).collect()
}

#[test]
fn what_is_meant_ends_and_nothing_else() {
    let world = world();
    let all = ids(&world, "acme-corp");
    assert_eq!(all.len(), 10);
    let mut paged = Vec::new();
    while paged.len() < all.len() {
        let after = paged.last().map_or_else(Vec::new, |last: &String| vec!["--after", last.as_str()]);
        let page = session(&world, "acme-corp", &[&["list", "--limit", "3"], after.as_slice()].concat()).code(0).json();
        let page: Vec<String> = page["items"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|i| i["jti"].as_str().expect("a jti").to_owned())
            .collect();
        assert!(!page.is_empty());
        paged.extend(page);
    }
    assert_eq!(paged, all);
    let mine = session(&world, "acme-corp", &["list", "--user", "Ann@example.com"]).code(0).json();
    assert_eq!(mine["items"].as_array().map(Vec::len), Some(5));

    for (arguments, dry, revoked, left) in [
        (&["revoke", all[0].as_str()][..], 1, 1, 9),
        (&["revoke", "--jti", all[0].as_str()], 0, 0, 9),
        (&["revoke", "--before", "2026-01-03T00:00:00Z", "--yes"], 2, 2, 7),
        (&["revoke", "--user", "bob@example.com"], 4, 4, 3),
        (&["revoke", "--user", "bob@example.com"], 0, 0, 3),
        (&["revoke", "--all", "--yes"], 3, 3, 0),
        (&["revoke", "--all", "--yes"], 0, 0, 0),
    ] {
        let would = session(&world, "acme-corp", &[arguments, &["--dry-run"]].concat()).code(0).json();
        assert_eq!((&would["revoked"], &would["dry_run"]), (&json!(dry), &json!(true)), "{arguments:?}");
        let said = session(&world, "acme-corp", arguments).code(0);
        assert_eq!(said.json()["revoked"], revoked, "{arguments:?}");
        assert_eq!(said.stderr.contains("without asking for the session"), revoked > 0, "{}", said.stderr);
        assert_eq!(ids(&world, "acme-corp").len(), left, "{arguments:?}");
        let _gone = session(&world, "acme-corp", &["show", &all[0]]).code(4);
    }
    assert_eq!(ids(&world, "other-corp").len(), 10);
}

#[test]
fn what_is_no_session_is_told_apart() {
    let world = world();
    let foreign = ids(&world, "other-corp");
    for (arguments, code) in [
        (&["revoke", foreign[0].as_str()][..], 0),
        (&["revoke", "'; DROP TABLE access.sessions; --"], 2),
        (&["revoke", &"a".repeat(1 << 16)], 2),
        (&["revoke", "--before", "yesterday"], 2),
        (&["revoke", "--all", "--before", "2026-01-03T00:00:00Z"], 2),
        (&["revoke", "--user", "nobody@example.com"], 4),
        (&["revoke"], 2),
        (&["revoke", "--all"], 9),
        (&["show", foreign[0].as_str()], 4),
        (&["list", "--after", foreign[0].as_str()], 4),
    ] {
        let said = session(&world, "acme-corp", arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}{}", said.stdout, said.stderr);
    }
    assert_eq!((ids(&world, "acme-corp").len(), ids(&world, "other-corp").len()), (10, 10));
}

#[test]
fn a_revoking_that_cannot_reach_the_tenant_is_in_the_log_as_failed() {
    let world = world();
    let sessions = ids(&world, "acme-corp");
    let _suspended = world.run(&["suspend", "acme-corp", "-y"]).code(0);
    let _refused = session(&world, "acme-corp", &["revoke", &sessions[0]]).code(5);
    let log = world.run(&["audit", "list", "--action", "session revoke", "-o", "json"]).code(0).json();
    let told = |at: usize| (log["items"][at]["phase"].clone(), log["items"][at]["outcome"].clone());
    assert_eq!(told(0), ("end".into(), "failed".into()));
    assert_eq!(told(1).0, "begin");
    let _whole = world.run(&["audit", "verify"]).code(0);
}

/// The row is deleted while the log is written, and that is taken back.
#[test]
fn what_the_log_does_not_take_is_not_done() {
    let world = world();
    let jti = ids(&world, "acme-corp").remove(0);
    let refuse = "ALTER TABLE control_plane.policy_sync_logs ADD CHECK (action <> 'session revoke') NOT VALID";
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        sqlx::raw_sql(refuse).execute(&mut plane).await.expect("runs");
    });
    for meant in [&[jti.as_str()][..], &["--user", "ann@example.com"]] {
        let refused = session(&world, "acme-corp", &[&["revoke"], meant].concat());
        assert!(refused.code != 0 && refused.stdout.contains("violates check constraint"), "{}", refused.stdout);
        assert_eq!(ids(&world, "acme-corp").len(), 10);
    }
}

#[test]
fn of_eight_that_revoke_one_session_one_does() {
    let world = world();
    let id = ids(&world, "acme-corp").remove(0);
    let children: Vec<_> = (0..8)
        .map(|_| {
            let mut command = world.command(&["session", "revoke", &id, "-t", "acme-corp", "-o", "json"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs")
        })
        .collect();
    let said: Vec<Said> = children.into_iter().map(|child| child.wait_with_output().expect("ends").into()).collect();
    let revoked: u64 = said.into_iter().map(|said| said.code(0).json()["revoked"].as_u64().expect("a count")).sum();
    assert_eq!(revoked, 1);
}

/// Until the program waits for the lock that another session holds.
async fn waits(world: &World, database: &str, program: &mut Child) {
    let mut superuser = world.superuser(database).await;
    let waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)";
    while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&mut superuser).await.expect("asks") {
        assert!(program.try_wait().expect("it runs").is_none(), "it didn't wait");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[test]
fn an_issuing_that_is_not_committed_yet_does_not_slip_through() {
    let world = world();
    let login = world.login("acme-corp", "migrator");
    block_on(async {
        let mut issuing = world.connect_as(&login).await.expect("connects");
        let begun = format!(
            "SET ROLE tenantctl_owner; BEGIN; SELECT pg_advisory_xact_lock_shared(8387231245874328435);
             INSERT INTO access.sessions (jti, user_id, expires_at) VALUES (gen_random_uuid(), '{}', '2099-01-01')",
            USERS[0].0
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(begun)).execute(&mut issuing).await.expect("begins");
        let mut revoking = world.command(&["session", "revoke", "--all", "--yes", "-t", "acme-corp", "-o", "json"]);
        let revoking = revoking.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = revoking.spawn().expect("runs");
        waits(&world, &login.database, &mut child).await;
        sqlx::raw_sql("COMMIT").execute(&mut issuing).await.expect("commits");
        let said: Said = child.wait_with_output().expect("ends").into();
        assert_eq!(said.code(0).json()["revoked"], 11);
    });
    assert!(ids(&world, "acme-corp").is_empty());
}

#[test]
fn an_issuing_waits_for_whoever_revokes_all() {
    let world = world();
    let _key = world.run(&["key", "create"]).code(0);
    let login = world.login("acme-corp", "migrator");
    block_on(async {
        let mut revoking = world.connect_as(&login).await.expect("connects");
        let begun = "SET ROLE tenantctl_owner; BEGIN; SELECT pg_advisory_xact_lock(8387231245874328435)";
        sqlx::raw_sql(begun).execute(&mut revoking).await.expect("begins");
        let issue = ["session", "issue", "--user", USERS[0].1, "--reason", "a test", "-t", "acme-corp"];
        let mut issuing = world.command(&issue);
        let issuing = issuing.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = issuing.spawn().expect("runs");
        waits(&world, &login.database, &mut child).await;
        sqlx::raw_sql("DELETE FROM access.sessions; COMMIT").execute(&mut revoking).await.expect("commits");
        let said: Said = child.wait_with_output().expect("ends").into();
        let _issued = said.code(0);
    });
    assert_eq!(ids(&world, "acme-corp").len(), 1);
}

#[test]
fn ended_sessions_are_purged() {
    let world = world();
    let login = world.login("acme-corp", "migrator");
    inside(
        &world,
        &login,
        "UPDATE access.sessions SET expires_at = now() - interval '2 hours' WHERE issued_at < '2026-01-04'",
    );
    assert_eq!(session(&world, "acme-corp", &["purge", "--keep", "3h"]).code(0).json()["deleted"], 0);
    assert_eq!(session(&world, "acme-corp", &["purge"]).code(0).json()["deleted"], 4);
    assert_eq!(ids(&world, "acme-corp").len(), 6);
}

#[test]
fn sessions_at_a_projects_auth_server_are_ended_too() {
    let (fake, world) = crate::projects::quick(Options::default());
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let reference = fake.projects()[0].reference.clone();
    let made = ["user", "create", "--email", "ann@example.com", "-t", "acme-corp", "--password-stdin"];
    let _user = with_input(&world, &made, "a good password").code(0);
    for _ in 0..2 {
        assert_eq!(block_on(login(&fake, &reference)), 200);
    }
    assert_eq!(ids(&world, "acme-corp").len(), 2);
    let said = session(&world, "acme-corp", &["revoke", "--user", "ann@example.com"]).code(0).json();
    assert_eq!((&said["revoked"], &said["at_auth_server"]), (&json!(2), &json!(2)));
    assert!(ids(&world, "acme-corp").is_empty());
    // Where row level security hides them, nothing is silently left.
    assert_eq!(block_on(login(&fake, &reference)), 200);
    fake.execute(&reference, "ALTER ROLE postgres NOBYPASSRLS; GRANT ALL ON auth.sessions TO postgres");
    let said = session(&world, "acme-corp", &["revoke", "--all", "--yes"]);
    assert_eq!(said.code, 7, "{}{}", said.stdout, said.stderr);
}

fn with_input(world: &World, arguments: &[&str], input: &str) -> Said {
    use std::io::Write;
    let mut command = world.command(arguments);
    let piped = Stdio::piped;
    let mut child = command.stdin(piped()).stdout(piped()).stderr(piped()).spawn().expect("runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("written");
    child.wait_with_output().expect("ends").into()
}

async fn login(fake: &FakeSupabase, reference: &str) -> u16 {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let url = fake.project_url().replace("{ref}", reference);
    let request = client.post(format!("{url}/auth/v1/token?grant_type=password"));
    let body = json!({"email": "ann@example.com", "password": "a good password"});
    request.header("apikey", fake.keys(reference).anon).json(&body).send().await.expect("answers").status().as_u16()
}
