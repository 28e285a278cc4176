//! The permission policy: in the control plane, in the tenants, and in what row level security says.

mod applying;
mod hostile;
mod new_tenants;

use crate::support::{Login, Said, World, block_on};
use serde_json::{Value, json};

/// Users of a tenant, by role.
const USERS: [(&str, &str, &str); 3] = [
    ("00000000-0000-4000-8000-00000000000a", "ann@example.com", "manager"),
    ("00000000-0000-4000-8000-00000000000b", "bob@example.com", "viewer"),
    ("00000000-0000-4000-8000-00000000000c", "cyd@example.com", "clerk"),
];

fn policy(world: &World, arguments: &[&str]) -> Said {
    world.run(&[&["policy"], arguments, &["-o", "json"]].concat())
}

fn toml(world: &World) -> String {
    world.run(&["policy", "show", "--toml"]).code(0).stdout
}

fn present(world: &World) -> Value {
    policy(world, &["show"]).code(0).json()
}

/// Writes a policy that is the present one but for a newer version and what `change` does to its text.
fn file(world: &World, change: impl Fn(String) -> String) -> String {
    let now = toml(world);
    let version: u32 =
        now.lines().next().and_then(|l| l.strip_prefix("version = ")).expect("a version").parse().expect("n");
    let newer = now.replacen(&format!("version = {version}"), &format!("version = {}", version + 1), 1);
    let path = world.path().join("policy.toml");
    std::fs::write(&path, change(newer)).expect("written");
    path.to_str().expect("a path").to_owned()
}

pub(crate) fn apply(world: &World, change: impl Fn(String) -> String) {
    let file = file(world, change);
    let _applied = policy(world, &["apply", &file, "--yes"]).code(0);
}

/// The manager may not write vendors any more.
pub(crate) fn without_vendors(text: String) -> String {
    let (before, manager) = text.split_once("name = \"manager\"").expect("a manager");
    format!("{before}name = \"manager\"{}", manager.replacen("\"vendors.write\", ", "", 1))
}

/// The role is gone.
fn without_role(role: &'static str) -> impl Fn(String) -> String {
    move |text| {
        let blocks = text.split("\n[[").filter(|block| !block.starts_with(&format!("roles]]\nname = \"{role}\"")));
        blocks.collect::<Vec<_>>().join("\n[[")
    }
}

fn provision(world: &World, id: &str) {
    let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
}

fn with_users(world: &World, id: &str) -> Login {
    provision(world, id);
    let login = world.login(id, "migrator");
    for (user, email, role) in USERS {
        let row = format!("('{user}', '{role}', '{email}')");
        inside(world, &login, &format!("INSERT INTO access.user_mappings (auth_user_id, role, email) VALUES {row}"));
    }
    login
}

fn inside(world: &World, login: &Login, sql: &str) {
    let sql = format!("SET ROLE tenantctl_owner; {sql}");
    block_on(async {
        let mut connection = world.connect_as(login).await.expect("connects");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("runs");
    });
}

/// Version and grants that the tenant's own tables have.
fn held(world: &World, database: &str) -> (Option<i32>, Vec<String>) {
    block_on(async {
        let mut superuser = world.superuser(database).await;
        let version = sqlx::query_scalar("SELECT version FROM access.policy_version").fetch_optional(&mut superuser);
        let version = version.await.expect("a version");
        let grants = "SELECT role || ': ' || permission FROM access.role_permissions ORDER BY 1";
        (version, sqlx::query_scalar(grants).fetch_all(&mut superuser).await.expect("grants"))
    })
}

fn sync_log(world: &World) -> Vec<Value> {
    block_on(async {
        let sql = "SELECT jsonb_build_object('phase', phase, 'outcome', outcome, 'tenant', tenant_id, 'detail', detail)
                   FROM control_plane.policy_sync_logs WHERE action = 'policy sync' ORDER BY seq";
        sqlx::query_scalar(sql).fetch_all(&mut world.superuser("tenantctl").await).await.expect("rows")
    })
}

#[test]
fn a_sync_holds_at_once_for_an_open_session() {
    let world = World::ready();
    let login = with_users(&world, "acme-corp");
    let app = world.login("acme-corp", "app");
    let insert = |code: &'static str| format!("INSERT INTO public.vendors (code, name) VALUES ('{code}', 'One')");
    block_on(async {
        let mut app = world.connect_as(&app).await.expect("connects");
        let claims = json!({ "sub": USERS[0].0, "app_metadata": { "role": "owner" } }).to_string();
        let set = sqlx::query("SELECT set_config('request.jwt.claims', $1, false)").bind(claims);
        set.execute(&mut app).await.expect("claims");
        let mut may = async |code: &'static str| {
            let done = sqlx::raw_sql(sqlx::AssertSqlSafe(insert(code))).execute(&mut app).await;
            done.map(drop).map_err(|e| e.as_database_error().and_then(|d| d.code()).expect("a code").into_owned())
        };
        assert_eq!(may("V-1").await, Ok(()));
        let _same = policy(&world, &["diff", "-t", "acme-corp"]).code(0);
        apply(&world, without_vendors);
        assert_eq!(may("V-2").await, Ok(()), "nothing was synced yet");
        let differs = policy(&world, &["diff", "-t", "acme-corp"]).code(8).json();
        let shown: Vec<&str> =
            differs["items"].as_array().expect("items").iter().filter_map(|i| i["difference"].as_str()).collect();
        assert_eq!(shown, ["~ version 1 to 2", "- manager: vendors.write"]);
        let dry = policy(&world, &["sync", "-t", "acme-corp", "--dry-run"]).code(0).json();
        assert_eq!(dry["items"][0]["status"], "pending");
        assert_eq!(may("V-3").await, Ok(()), "a dry run changed something");
        let synced = policy(&world, &["sync", "-t", "acme-corp"]).code(0).json();
        assert_eq!(
            (&synced["items"][0]["status"], &synced["items"][0]["changes"][1]),
            (&json!("synced"), &json!("- manager: vendors.write"))
        );
        assert_eq!(may("V-4").await, Err("42501".into()), "the permission is gone and was used");
        let again = policy(&world, &["sync", "-t", "acme-corp"]).code(0).json();
        assert_eq!(again["items"][0]["status"], "up_to_date");
        let _same = policy(&world, &["diff", "-t", "acme-corp"]).code(0);
        let back = |text: String| {
            let (before, manager) = text.split_once("name = \"manager\"").expect("a manager");
            format!(
                "{before}name = \"manager\"{}",
                manager.replacen("\"vendors.read\", ", "\"vendors.read\", \"vendors.write\", ", 1)
            )
        };
        apply(&world, back);
        let _synced = policy(&world, &["sync", "-t", "acme-corp"]).code(0);
        assert_eq!(may("V-5").await, Ok(()), "the permission is back");
    });
    assert_eq!(held(&world, &login.database).0, Some(3));
    let log = sync_log(&world);
    let phases: Vec<&str> = log.iter().filter_map(|entry| entry["phase"].as_str()).collect();
    assert_eq!(phases, ["begin", "end", "begin", "end", "begin", "end"]);
    assert_eq!((&log[0]["tenant"], &log[0]["detail"]["version"]), (&json!("acme-corp"), &json!(2)));
    assert_eq!((&log[1]["outcome"], &log[1]["detail"]["changed"]), (&json!("done"), &json!(1)));
    assert_eq!(log[3]["detail"]["changed"], 0);
}

#[test]
fn the_tenants_own_rows_say_who_may() {
    let world = World::ready();
    let login = with_users(&world, "acme-corp");
    inside(
        &world,
        &login,
        &format!("UPDATE access.user_mappings SET disabled_at = now() WHERE auth_user_id = '{}'", USERS[2].0),
    );
    let ask = |user: &str, permission: &str| {
        policy(&world, &["check", "-t", "acme-corp", "--user", user, "--permission", permission])
    };
    for (user, permission, reason, hint) in [
        (USERS[0].0, "vendors.write", "role_has_permission", ""),
        ("Ann@Example.com", "vendors.write", "role_has_permission", ""),
        ("bob@example.com", "vendors.write", "role_lacks_permission", "tenantctl user show bob@example.com"),
        ("cyd@example.com", "sales_orders.read", "user_disabled", "tenantctl user enable cyd@example.com"),
        ("dee@example.com", "vendors.read", "no_such_user", "tenantctl user list -t acme-corp"),
        ("00000000-0000-4000-8000-00000000000d", "vendors.read", "no_such_user", "tenantctl user list"),
        ("ann@example.com", "vendor.write", "unknown_permission", "did you mean vendors.write?"),
        ("ann@example.com", "'; DROP TABLE access.roles; --", "unknown_permission", "tenantctl policy show"),
    ] {
        let allowed = reason == "role_has_permission";
        let said = ask(user, permission).code(if allowed { 0 } else { 8 });
        let answer = said.json();
        assert_eq!((&answer["reason"], &answer["allowed"]), (&json!(reason), &json!(allowed)), "{user} {permission}");
        assert!(said.stderr.contains(hint), "{user} {permission}: {}", said.stderr);
    }
    let lacks = ask("bob@example.com", "vendors.write").code(8).json();
    assert_eq!(lacks["roles_with_permission"], json!(["admin", "manager", "owner"]));
    assert_eq!(lacks["role"], "viewer");
    // The control plane's policy isn't asked: this tenant doesn't have it yet.
    apply(&world, without_vendors);
    let _still = ask("ann@example.com", "vendors.write").code(0);
    let _synced = policy(&world, &["sync", "-t", "acme-corp"]).code(0);
    let _gone = ask("ann@example.com", "vendors.write").code(8);
    inside(&world, &login, "UPDATE access.user_mappings SET email = 'ann@example.com'");
    assert!(ask("ann@example.com", "vendors.read").code(5).stderr.contains("several users"));
}

#[test]
fn a_fleet_says_what_became_of_each() {
    let world = World::ready();
    let acme = with_users(&world, "acme-corp");
    for id in ["globex", "initech", "umbrella"] {
        provision(&world, id);
    }
    let suspend = "UPDATE control_plane.tenant_metadata SET status = 'suspended' WHERE id = 'umbrella'";
    crate::hostile::as_superuser(&world, "tenantctl", suspend);
    let umbrella =
        world.run(&["show", "umbrella", "-o", "json"]).code(0).json()["database"].as_str().expect("a name").to_owned();
    let file = file(&world, without_role("clerk"));
    let _forced = policy(&world, &["apply", &file, "--yes", "--force"]).code(0);
    let said = policy(&world, &["sync", "--all", "-j", "3"]).code(3);
    let status = |said: &Said| -> Vec<(String, String)> {
        let text = |item: &Value, name: &str| item[name].as_str().expect("a text").to_owned();
        let document = said.json();
        document["items"].as_array().expect("items").iter().map(|i| (text(i, "tenant"), text(i, "status"))).collect()
    };
    let expect = |said: &Said, expected: [(&str, &str); 4]| {
        assert_eq!(status(said), expected.map(|(id, word)| (id.to_owned(), word.to_owned())));
    };
    expect(&said, [("acme-corp", "failed"), ("globex", "synced"), ("initech", "synced"), ("umbrella", "skipped")]);
    for words in ["1 tenant that isn't active was skipped", "acme-corp: users have roles", "clerk (1 user)"] {
        assert!(said.stderr.contains(words), "{}", said.stderr);
    }
    assert_eq!(held(&world, &acme.database).0, Some(1), "half a policy");
    assert_eq!(held(&world, &umbrella).0, Some(1));
    let compared = policy(&world, &["diff", "--all"]).code(8);
    assert!(compared.stderr.contains("1 of 4 tenants"), "{}", compared.stderr);
    // Alone it says so itself, and whoever is named must be in use.
    let alone = policy(&world, &["sync", "-t", "acme-corp"]).code(5);
    assert_eq!(alone.json()["error"]["code"], "roles_in_use");
    assert!(alone.stderr.contains("tenantctl user create"), "{}", alone.stderr);
    let preview = policy(&world, &["sync", "-t", "acme-corp", "--dry-run"]).code(5);
    assert_eq!(preview.json()["error"]["code"], "roles_in_use");
    let _suspended = policy(&world, &["sync", "-t", "umbrella"]).code(5);
    let _nobody = policy(&world, &["sync", "-t", "nobody-here"]).code(4);
    let _unchosen = policy(&world, &["sync"]).code(2);
    inside(&world, &acme, "UPDATE access.user_mappings SET role = 'viewer' WHERE role = 'clerk'");
    let mended = policy(&world, &["sync", "--all"]).code(0);
    expect(
        &mended,
        [("acme-corp", "synced"), ("globex", "up_to_date"), ("initech", "up_to_date"), ("umbrella", "skipped")],
    );
    let log = sync_log(&world);
    assert_eq!((&log[1]["outcome"], &log[1]["detail"]["failed"]), (&json!("failed"), &json!(["acme-corp"])));
    let lines = world.run(&["policy", "sync", "--all", "-o", "ndjson"]).code(0).stdout;
    let last: Value = serde_json::from_str(lines.lines().last().expect("a line")).expect("JSON");
    assert_eq!((&last["type"], &last["equal"], &last["skipped"]), (&json!("summary"), &json!(3), &json!(1)));
}
