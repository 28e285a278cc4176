//! `doctor --reconcile`: every difference is named with the command that mends it, and `--fix` mends the safe ones.

mod projects;

use crate::support::world_check::{Expect, world_check};
use crate::support::{Said, World, block_on};
use serde_json::{Value, json};

fn world() -> World {
    let world = World::ready();
    for id in ["acme-corp", "closed-corp"] {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    }
    let _closed = world.run(&["suspend", "closed-corp", "-y"]).code(0);
    world
}

fn on_server(world: &World, sql: &str) {
    block_on(async {
        let mut server = world.superuser("postgres").await;
        for statement in sql.split(';').filter(|statement| !statement.trim().is_empty()) {
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut server).await.expect(statement);
        }
    });
}

/// Who made a login a member of a role.
fn grantor(world: &World, role: &str, member: &str) -> String {
    block_on(async {
        let mut server = world.superuser("postgres").await;
        let sql = "SELECT pg_get_userbyid(grantor)::text FROM pg_auth_members
                   WHERE roleid = $1::regrole AND member = $2::regrole";
        sqlx::query_scalar(sql).bind(role).bind(member).fetch_one(&mut server).await.expect("a membership")
    })
}

fn reconcile(world: &World, more: &[&str]) -> Said {
    world.run(&[&["doctor", "--reconcile", "-o", "json"], more].concat())
}

fn items(said: &Said) -> Vec<Value> {
    said.json()["items"].as_array().cloned().unwrap_or_default()
}

fn kinds(said: &Said) -> Vec<(String, String)> {
    let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    items(said).iter().map(|item| (text(item, "kind"), text(item, "state"))).collect()
}

#[test]
fn nothing_differs_at_rest() {
    let world = world();
    let said = reconcile(&world, &[]).code(0);
    assert_eq!(said.json()["items"], json!([]));
    let _pool = world.run(&["pool", "fill", "--size", "1"]);
    let _rotated = world.run(&["rotate", "-t", "acme-corp", "--app", "--overlap", "1h"]).code(0);
    let said = reconcile(&world, &["--fix"]).code(0);
    assert_eq!(said.json()["items"], json!([]), "{}", said.stderr);
    let _ended = world.run(&["rotate", "--all", "--finish"]).code(0);
    assert_eq!(reconcile(&world, &[]).code(0).json()["items"], json!([]), "the old login is closed, and kept");
    let app = world.login("acme-corp", "app").user;
    on_server(&world, &format!("ALTER ROLE {} LOGIN", app.trim_end_matches('2')));
    assert_eq!(kinds(&reconcile(&world, &[]).code(8)), [("stray_login".to_owned(), "different".to_owned())]);
    let _usage = world.run(&["doctor", "--fix"]).code(2);
}

#[test]
fn the_safe_ones_are_mended_and_a_second_run_is_clean() {
    let world = world();
    let acme = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    let closed = world.run(&["show", "closed-corp", "-o", "json"]).code(0).json();
    let (db, closed_db) = (acme["database"].as_str().expect("a name"), closed["database"].as_str().expect("a name"));
    let grantor = grantor(&world, "tenantctl_app", &format!("{db}_app"));
    on_server(
        &world,
        &format!(
            "GRANT CONNECT ON DATABASE {db} TO PUBLIC; REVOKE CONNECT ON DATABASE {db} FROM {db}_app;
             REVOKE tenantctl_app FROM {db}_app GRANTED BY \"{grantor}\";
             ALTER DATABASE {closed_db} CONNECTION LIMIT 5; ALTER ROLE {closed_db}_app LOGIN"
        ),
    );
    let said = reconcile(&world, &[]).code(8);
    assert!(said.stderr.contains("tenantctl doctor --reconcile --fix"), "{}", said.stderr);
    let found = kinds(&said);
    for kind in ["extra_right", "missing_right", "missing_membership", "open_database", "open_login"] {
        assert!(found.contains(&(kind.to_owned(), "different".to_owned())), "{kind}: {found:?}");
    }
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(items(&said).iter().all(|item| item["mend"].as_str().is_some_and(|mend| !mend.is_empty())));
    let dry = reconcile(&world, &["--fix", "-n"]).code(8);
    assert_eq!(kinds(&dry), found, "a dry run");

    let said = reconcile(&world, &["--fix"]).code(0);
    assert!(kinds(&said).iter().all(|(_, state)| state == "mended"), "{}", said.stdout);
    let said = reconcile(&world, &[]).code(0);
    assert_eq!(said.json()["items"], json!([]));
    world_check(&world, Expect::default());
}

#[test]
fn a_session_that_goes_on_in_a_closed_tenant_is_ended() {
    let world = world();
    let login = world.login("acme-corp", "app");
    let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
    let doors = |limit: &str, may: &str| {
        let (database, user) = (&login.database, &login.user);
        format!("ALTER DATABASE {database} CONNECTION LIMIT {limit}; ALTER ROLE {user} {may}")
    };
    on_server(&world, &doors("-1", "LOGIN"));
    block_on(async {
        let mut inside = world.connect_as(&login).await.expect("gets in");
        std::thread::scope(|scope| scope.spawn(|| on_server(&world, &doors("0", "NOLOGIN"))).join().expect("closes"));
        let found = [("open_session".to_owned(), "different".to_owned())];
        assert_eq!(kinds(&reconcile(&world, &[]).code(8)), found);
        let _mended = reconcile(&world, &["--fix"]).code(0);
        assert!(sqlx::raw_sql("SELECT 1").execute(&mut inside).await.is_err(), "the session is ended");
    });
    assert_eq!(reconcile(&world, &[]).code(0).json()["items"], json!([]));
}

#[test]
fn a_membership_that_somebody_else_granted_goes_by_the_command_that_is_named() {
    let world = world();
    let acme = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    let app = format!("{}_app", acme["database"].as_str().expect("a name"));
    on_server(
        &world,
        &format!(
            "CREATE ROLE carol; CREATE ROLE readers; GRANT readers TO carol WITH ADMIN OPTION;
             GRANT readers TO {app} GRANTED BY carol; GRANT readers TO {app}"
        ),
    );
    let said = reconcile(&world, &[]).code(8);
    assert!(kinds(&said).iter().all(|(kind, _)| kind == "extra_membership"), "{}", said.stdout);
    for item in items(&said) {
        on_server(&world, item["mend"].as_str().expect("a command"));
    }
    let said = reconcile(&world, &[]).code(0);
    assert_eq!(said.json()["items"], json!([]));
}

#[test]
fn what_may_cost_data_is_named_and_left_alone() {
    let world = world();
    let acme = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    let db = acme["database"].as_str().expect("a name");
    let plane = block_on(async {
        let mut server = world.superuser("tenantctl").await;
        let id: String = sqlx::query_scalar("SELECT id::text FROM control_plane.identity")
            .fetch_one(&mut server)
            .await
            .expect("an id");
        id
    });
    let unknown = "00000000-0000-4000-8000-000000000001";
    for (kind, plant, take_back) in [
        (
            "stray_database",
            "CREATE DATABASE stray OWNER tenantctl_databases".to_owned(),
            "DROP DATABASE stray".to_owned(),
        ),
        (
            "stray_login",
            format!(
                "CREATE ROLE stray; COMMENT ON ROLE stray IS 'tenantctl:v1:tenant={unknown}:control_plane={plane}'"
            ),
            "DROP ROLE stray".to_owned(),
        ),
        (
            "missing_database",
            format!("ALTER DATABASE {db} RENAME TO gone"),
            format!("ALTER DATABASE gone RENAME TO {db}"),
        ),
        (
            "foreign_database",
            format!("ALTER DATABASE {db} OWNER TO postgres"),
            format!("ALTER DATABASE {db} OWNER TO tenantctl_databases"),
        ),
        ("missing_login", format!("ALTER ROLE {db}_app RENAME TO gone"), format!("ALTER ROLE gone RENAME TO {db}_app")),
        (
            "closed_database",
            format!("ALTER DATABASE {db} CONNECTION LIMIT 0"),
            format!("ALTER DATABASE {db} CONNECTION LIMIT -1"),
        ),
        ("powerful_login", format!("ALTER ROLE {db}_app CREATEDB"), format!("ALTER ROLE {db}_app NOCREATEDB")),
        (
            "extra_right",
            format!("CREATE ROLE bob; GRANT CONNECT ON DATABASE {db} TO bob"),
            format!("REVOKE CONNECT ON DATABASE {db} FROM bob; DROP ROLE bob"),
        ),
    ] {
        on_server(&world, &plant);
        for more in [&[][..], &["--fix"]] {
            let said = reconcile(&world, more).code(8);
            let found = kinds(&said);
            assert!(found.contains(&(kind.to_owned(), "different".to_owned())), "{kind}: {found:?} {}", said.stderr);
            assert_eq!(said.json()["error"]["code"], "differences");
        }
        on_server(&world, &take_back);
        let _clean = reconcile(&world, &[]).code(0);
    }
    // Another control plane's is none of ours.
    on_server(
        &world,
        &format!(
            "CREATE ROLE theirs; COMMENT ON ROLE theirs IS 'tenantctl:v1:tenant={unknown}:control_plane={unknown}'"
        ),
    );
    let _clean = reconcile(&world, &[]).code(0);
}
