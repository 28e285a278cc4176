//! Looking at operations, going on with them and undoing them.

#[cfg(feature = "failpoints")]
mod lives;

use crate::support::{World, block_on};
use serde_json::Value;

/// The tenant's newest operation.
fn operation(world: &World, tenant: &str) -> Value {
    let listed = world.run(&["operation", "list", "--tenant-id", tenant, "-o", "json"]).code(0).json();
    listed["items"][0].clone()
}

fn operation_id(world: &World, tenant: &str) -> String {
    operation(world, tenant)["id"].as_str().expect("an id").to_owned()
}

#[test]
fn operations_are_listed_and_shown() {
    let world = World::ready();
    let none = world.run(&["operation", "list", "-o", "json"]).code(0).json();
    assert_eq!(none["items"], serde_json::json!([]));
    for id in ["acme-corp", "globex"] {
        let _made = world.run(&["provision", id, "--region", "x", "--label", "tier=pro"]).code(0);
    }
    let listed = world.run(&["operation", "list", "-o", "json"]).code(0).json();
    let tenants: Vec<&str> =
        listed["items"].as_array().expect("items").iter().filter_map(|o| o["tenant"].as_str()).collect();
    assert_eq!(tenants, ["globex", "acme-corp"], "newest first");
    let limited = world.run(&["operation", "list", "--limit", "1", "-o", "json"]).code(0);
    assert_eq!(limited.json()["items"].as_array().expect("items").len(), 1);
    assert!(limited.stderr.contains("--limit"), "{}", limited.stderr);
    let failed =
        world.run(&["operation", "list", "--status", "failed", "--status", "rolled_back", "-o", "json"]).code(0);
    assert_eq!(failed.json()["items"], serde_json::json!([]));
    let _unknown = world.run(&["operation", "list", "--status", "finished"]).code(2);

    let id = operation_id(&world, "globex");
    let shown = world.run(&["operation", "show", &id, "-o", "json"]).code(0).json();
    assert_eq!((&shown["state"], &shown["tenant"]), (&"done".into(), &"globex".into()));
    assert_eq!(shown["spec"]["labels"]["tier"], "pro");
    let steps = shown["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 6);
    for step in steps {
        assert_eq!(step["state"], "done", "{step}");
        assert!(step["started_at"].is_string() && step["finished_at"].is_string(), "{step}");
    }
    for format in ["table", "ndjson", "csv"] {
        for command in [&["operation", "list"][..], &["operation", "show", &id]] {
            let said = world.run(&[command, &["-o", format]].concat()).code(0);
            assert!(said.stdout.contains(if command.len() == 2 { "globex" } else { "activate" }), "{}", said.stdout);
        }
    }
    // All but the last digit is enough, and so is an id without its hyphens.
    let _prefix = world.run(&["operation", "show", &id[..35]]).code(0);
    let _plain = world.run(&["operation", "show", &id.replace('-', "")]).code(0);
    let ambiguous = world.run(&["operation", "show", &id[..4], "-o", "json"]).code(2);
    assert_eq!(ambiguous.json()["error"]["code"], "ambiguous_id");
    let unknown = world.run(&["operation", "show", "ffff", "-o", "json"]).code(4);
    assert_eq!(unknown.json()["error"]["code"], "operation_not_found");
    let _no_id = world.run(&["operation", "show", "globex"]).code(2);
}

#[test]
fn an_active_tenant_is_not_rolled_back() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let id = operation_id(&world, "acme-corp");
    for more in [&["--yes"][..], &[], &["--dry-run"]] {
        let refused = world.run(&[&["operation", "rollback", &id, "-o", "json"], more].concat()).code(5);
        assert!(refused.stderr.contains("is active"), "{}", refused.stderr);
        assert_eq!(refused.json()["error"]["code"], "wrong_status");
    }
    let resumed = world.run(&["operation", "resume", &id, "-o", "json"]).code(0);
    assert_eq!(resumed.json()["already_provisioned"], true);
    let login = world.login("acme-corp", "app");
    block_on(async { world.connect_as(&login).await.map(drop) }).expect("still in use");
}

#[cfg(feature = "failpoints")]
mod killed {
    use super::{operation, operation_id};
    use crate::support::{Said, World, block_on};

    fn sql(world: &World, database: &str, sql: &str) {
        block_on(async {
            let mut server = world.superuser(database).await;
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut server).await.expect("runs");
        });
    }

    fn count(world: &World, sql: &str) -> i64 {
        block_on(async {
            let mut server = world.superuser("tenantctl").await;
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut server).await.expect("a count")
        })
    }

    fn database_of(world: &World, tenant: &str) -> String {
        world.run(&["show", tenant, "-o", "json"]).code(0).json()["database"].as_str().expect("a name").to_owned()
    }

    /// Databases, logins, live rows, keys and secrets, and the operator's memberships.
    fn left_over(world: &World, tenant: &str) -> [i64; 5] {
        let base = tenant.replace('-', "_");
        [
        count(world, &format!("SELECT count(*) FROM pg_database WHERE datname LIKE '{base}%'")),
        count(world, &format!("SELECT count(*) FROM pg_roles WHERE rolname LIKE '{base}%'")),
        count(
            world,
            &format!("SELECT count(*) FROM control_plane.tenant_metadata WHERE id = '{tenant}' AND status <> 'deleted'"),
        ),
        count(
            world,
            &format!(
                "SELECT (SELECT count(*) FROM control_plane.tenant_keys JOIN control_plane.tenant_metadata ON uuid = tenant_uuid WHERE id = '{tenant}')
                      + (SELECT count(*) FROM control_plane.tenant_secrets JOIN control_plane.tenant_metadata ON uuid = tenant_uuid WHERE id = '{tenant}')"
            ),
        ),
        count(
            world,
            &format!(
                "SELECT count(*) FROM pg_auth_members WHERE roleid::regrole::text LIKE '{base}%'
                   AND member = 'tenantctl_operator'::regrole AND NOT admin_option"
            ),
        ),
    ]
    }

    const NOTHING: [i64; 5] = [0; 5];

    const PROVISION: [&str; 5] =
        ["provision.reserved", "provision.template", "provision.logins", "provision.database", "provision.rights"];

    fn points(prefix: &str) -> Vec<&'static str> {
        let points: Vec<_> = tenantctl::failpoint::ALL.iter().copied().filter(|p| p.starts_with(prefix)).collect();
        assert!(!points.is_empty());
        points
    }

    fn killed_at(world: &mut World, point: &str, arguments: &[&str]) {
        world.env.push(("TENANTCTL_FAILPOINTS".into(), point.into()));
        let _died: Said = world.run(arguments).code(-6);
        world.env.clear();
    }

    fn killed_provision(world: &mut World, tenant: &str, point: &str) -> String {
        killed_at(world, point, &["provision", tenant, "--region", "x"]);
        operation_id(world, tenant)
    }

    #[test]
    fn a_provisioning_killed_anywhere_is_resumed_by_its_id() {
        let mut world = World::ready();
        // Before the first commit there is nothing to go on with.
        let begun = points("provision.").into_iter().filter(|point| *point != "provision.reserving");
        for (n, point) in begun.enumerate() {
            let tenant = format!("tenant-{n}x");
            killed_at(
                &mut world,
                point,
                &["provision", &tenant, "--region", "y", "--label", "tier=pro", "--include-mock-data"],
            );
            let id = operation_id(&world, &tenant);
            let planned = world.run(&["operation", "resume", &id, "--dry-run"]).code(0);
            // After the last commit there is nothing left to do.
            let left = point != "provision.activated";
            assert_eq!(planned.stdout.contains("activate"), left, "{point}: {}", planned.stdout);
            let done = world.run(&["operation", "resume", &id, "-o", "json"]).code(0).json();
            assert_eq!((&done["status"], &done["id"]), (&"active".into(), &tenant.clone().into()), "{point}");
            assert_eq!((&done["region"], &done["labels"]["tier"]), (&"y".into(), &"pro".into()), "{point}");
            let login = world.login(&tenant, "migrator");
            let vendors: i64 = block_on(async {
                let mut connection = world.connect_as(&login).await.expect(point);
                sqlx::query_scalar("SELECT count(*) FROM vendors").fetch_one(&mut connection).await.expect("a count")
            });
            assert_eq!(vendors, 60, "{point}: the mock data that was asked for");
            let same = ["provision", &tenant, "--region", "y", "--label", "tier=pro"];
            let _same_spec = world.run(&same).code(0);
            assert_eq!(operation(&world, &tenant)["state"], "done");
        }
    }

    #[test]
    fn a_provisioning_killed_anywhere_is_rolled_back_and_made_again() {
        let mut world = World::ready();
        for point in points("template.").into_iter().chain(PROVISION).chain(["provision.mock_data"]) {
            killed_at(&mut world, point, &["provision", "acme-corp", "--region", "x", "--include-mock-data"]);
            let id = operation_id(&world, "acme-corp");
            let unconfirmed = world.run(&["operation", "rollback", &id]).code(9);
            assert!(unconfirmed.stderr.contains("-y"), "{}", unconfirmed.stderr);
            let planned = world.run(&["operation", "rollback", &id, "--dry-run"]).code(0);
            assert!(planned.stdout.contains("reserve"), "{}", planned.stdout);
            assert_eq!(operation(&world, "acme-corp")["state"], "running", "{point}");
            let done = world.run(&["operation", "rollback", &id, "-y", "-o", "json"]).code(0).json();
            assert_eq!((&done["tenant"], &done["left_alone"]), (&"acme-corp".into(), &serde_json::json!([])));
            assert_eq!(left_over(&world, "acme-corp"), NOTHING, "{point}");
            let shown = world.run(&["operation", "show", &id, "-o", "json"]).code(0).json();
            assert_eq!((&shown["state"], &shown["tenant"]), (&"rolled_back".into(), &"acme-corp".into()), "{point}");
            for step in shown["steps"].as_array().expect("steps") {
                assert!(matches!(step["state"].as_str(), Some("undone" | "planned")), "{point}: {step}");
            }
            let again = world.run(&["operation", "rollback", &id, "-o", "json"]).code(0).json();
            assert_eq!(again["already_rolled_back"], true);
            let _gone = world.run(&["show", "acme-corp"]).code(4);
            let _refused = world.run(&["operation", "resume", &id]).code(5);
        }
        let made = world.run(&["provision", "acme-corp", "--region", "other", "-o", "json"]).code(0).json();
        assert_eq!(made["already_provisioned"], false);
        assert_eq!(left_over(&world, "acme-corp"), [1, 2, 1, 3, 0]);
        let operations = world.run(&["operation", "list", "--tenant-id", "acme-corp", "-o", "json"]).code(0).json();
        assert!(operations["items"].as_array().expect("items").len() > 7, "history is kept");
        let deleted =
            "SELECT count(*) FROM control_plane.tenant_metadata WHERE status = 'deleted' AND deleted_at IS NULL";
        assert_eq!(count(&world, deleted), 0);
    }

    #[test]
    fn an_undoing_killed_anywhere_is_finished_by_the_same_command() {
        let mut world = World::ready();
        for point in points("rollback.") {
            let id = killed_provision(&mut world, "acme-corp", "provision.rights");
            let rollback = ["operation", "rollback", &id, "-y"];
            killed_at(&mut world, point, &rollback);
            if point != "rollback.released" {
                assert_eq!(operation(&world, "acme-corp")["state"], "undoing", "{point}");
                // Twice at the same place; behind the place, the first run has done it already.
                world.env.push(("TENANTCTL_FAILPOINTS".into(), point.into()));
                let second = world.run(&rollback);
                assert!(matches!(second.code, 0 | -6), "{point}: {}", second.stderr);
                world.env.clear();
            }
            let _done = world.run(&rollback).code(0);
            assert_eq!(left_over(&world, "acme-corp"), NOTHING, "{point}");
            assert_eq!(operation(&world, "acme-corp")["state"], "rolled_back", "{point}");
        }
    }

    #[test]
    fn two_kills_at_any_two_places_still_end_with_nothing() {
        let mut world = World::ready();
        let all = points("rollback.");
        // All pairs with TENANTCTL_TEST_FULL, else each place once as the first.
        let step = if std::env::var_os("TENANTCTL_TEST_FULL").is_some() { 1 } else { 4 };
        for (n, first) in all.iter().enumerate().filter(|(_, first)| **first != "rollback.released") {
            for second in all.iter().skip(n + 1).step_by(step) {
                let id = killed_provision(&mut world, "acme-corp", "provision.rights");
                let rollback = ["operation", "rollback", &id, "-y"];
                killed_at(&mut world, first, &rollback);
                killed_at(&mut world, second, &rollback);
                let _done = world.run(&rollback).code(0);
                assert_eq!(left_over(&world, "acme-corp"), NOTHING, "{first}, {second}");
            }
        }
    }

    #[test]
    fn a_killed_undoing_can_be_completed_as_a_provisioning_too() {
        let mut world = World::ready();
        for (n, point) in points("rollback.").into_iter().enumerate() {
            let tenant = format!("tenant-{n}x");
            let id = killed_provision(&mut world, &tenant, "provision.rights");
            killed_at(&mut world, point, &["operation", "rollback", &id, "-y"]);
            let done = world.run(&["provision", &tenant, "--region", "x", "-o", "json"]).code(0).json();
            assert_eq!(done["status"], "active", "{point}");
            for role in ["app", "migrator"] {
                let login = world.login(&tenant, role);
                block_on(async { world.connect_as(&login).await.map(drop) }).expect(point);
            }
            assert_eq!(left_over(&world, &tenant), [1, 2, 1, 3, 0], "{point}");
        }
    }

    #[test]
    fn what_never_was_ours_is_left_alone_and_the_rest_is_undone() {
        let mut world = World::ready();
        for kind in ["database", "login"] {
            let id = killed_provision(&mut world, "acme-corp", "provision.template");
            let database = database_of(&world, "acme-corp");
            let (plant, named) = match kind {
                "database" => (format!("CREATE DATABASE {database}"), database.clone()),
                _ => (format!("CREATE ROLE {database}_app LOGIN"), format!("{database}_app")),
            };
            sql(&world, "postgres", &plant);
            let refused = world.run(&["provision", "acme-corp", "--region", "x", "-o", "json"]).code(5);
            assert_eq!(refused.json()["error"]["code"], "not_ours", "{}", refused.stderr);
            let done = world.run(&["operation", "rollback", &id, "-y", "-o", "json"]).code(0);
            let left = done.json()["left_alone"][0].as_str().expect("named").to_owned();
            assert!(left.contains(&named) && done.stderr.contains(&named), "{left}\n{}", done.stderr);
            let expected = if kind == "database" { [1, 0, 0, 0, 0] } else { [0, 1, 0, 0, 0] };
            assert_eq!(left_over(&world, "acme-corp"), expected);
            sql(&world, "postgres", &plant.replace("CREATE", "DROP").replace(" LOGIN", ""));
        }
    }

    #[test]
    fn what_lost_its_mark_stops_the_undoing_until_it_is_looked_at() {
        let mut world = World::ready();
        for kind in ["owner", "comment", "login"] {
            let id = killed_provision(&mut world, "acme-corp", "provision.rights");
            let database = database_of(&world, "acme-corp");
            let (take, remove, left) = match kind {
                "owner" => (
                    format!("ALTER DATABASE {database} OWNER TO postgres"),
                    format!("DROP DATABASE {database}"),
                    [1, 2, 1, 3, 0],
                ),
                "comment" => (
                    format!("COMMENT ON DATABASE {database} IS NULL"),
                    format!("DROP DATABASE {database}"),
                    [1, 2, 1, 3, 0],
                ),
                _ => (
                    format!("COMMENT ON ROLE {database}_app IS 'mine'"),
                    format!("DROP ROLE {database}_app"),
                    [0, 1, 1, 3, 0],
                ),
            };
            sql(&world, "postgres", &take);
            for _ in 0..2 {
                let refused = world.run(&["operation", "rollback", &id, "-y", "-o", "json"]).code(5);
                assert_eq!(refused.json()["error"]["code"], "not_ours", "{kind}: {}", refused.stderr);
                assert!(refused.stderr.contains(&format!("tenantctl operation rollback {id}")), "{}", refused.stderr);
                assert_eq!(left_over(&world, "acme-corp"), left, "{kind}");
                let operation = operation(&world, "acme-corp");
                assert_eq!(operation["state"], "failed_cleanup", "{kind}");
                assert_eq!(world.run(&["show", "acme-corp", "-o", "json"]).json()["status"], "failed");
            }
            sql(&world, "postgres", &remove);
            let _done = world.run(&["operation", "rollback", &id, "-y"]).code(0);
            assert_eq!(left_over(&world, "acme-corp"), NOTHING, "{kind}");
        }
    }

    #[test]
    fn sessions_in_the_database_are_ended_and_a_superusers_stops_the_undoing() {
        let mut world = World::ready();
        let id = killed_provision(&mut world, "acme-corp", "provision.rights");
        let login = world.login("acme-corp", "app");
        let rollback = ["operation", "rollback", &id, "-y", "-o", "json"];
        let (tenants, intruder) = block_on(async {
            (world.connect_as(&login).await.expect("connects"), world.superuser(&login.database).await)
        });
        let failed = world.run(&rollback).code(7);
        assert!(failed.stderr.contains("dropping the database"), "{}", failed.stderr);
        let seen = operation(&world, "acme-corp");
        assert_eq!((&seen["state"], &seen["step"]), (&"failed_cleanup".into(), &"database".into()));
        assert_eq!(left_over(&world, "acme-corp"), [1, 2, 1, 3, 0], "nobody stays a member");
        // Closed meanwhile: no new session comes in, so it can't go on like this for ever.
        block_on(async { assert!(world.connect_as(&login).await.is_err()) });
        drop(intruder);
        let sessions = format!(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = '{}' AND usename = 'postgres'",
            login.database
        );
        while count(&world, &sessions) > 0 {}
        let _done = world.run(&rollback).code(0);
        drop(tenants);
        assert_eq!(left_over(&world, "acme-corp"), NOTHING);
    }

    #[test]
    fn what_an_interrupted_drop_left_is_dropped() {
        let mut world = World::ready();
        for command in ["rollback", "provision"] {
            let id = killed_provision(&mut world, "acme-corp", "provision.rights");
            let database = database_of(&world, "acme-corp");
            sql(&world, "postgres", &format!("UPDATE pg_database SET datconnlimit = -2 WHERE datname = '{database}'"));
            match command {
                "rollback" => {
                    let _done = world.run(&["operation", "rollback", &id, "-y"]).code(0);
                    assert_eq!(left_over(&world, "acme-corp"), NOTHING);
                }
                _ => {
                    let _done = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
                    let login = world.login("acme-corp", "app");
                    block_on(async { world.connect_as(&login).await.map(drop) }).expect("connects");
                }
            }
        }
    }

    #[test]
    fn a_second_run_on_the_same_tenant_is_told_who_holds_it() {
        let mut world = World::ready();
        let id = killed_provision(&mut world, "acme-corp", "provision.rights");
        // Of a runner here it would be known that it is dead.
        sql(&world, "tenantctl", "UPDATE control_plane.operations SET runner = 'somebody@elsewhere pid 1'");
        let uuid = world.run(&["show", "acme-corp", "-o", "json"]).json()["uuid"].as_str().expect("uuid").to_owned();
        block_on(async {
            let mut holder = world.superuser("tenantctl").await;
            let (high, low) = uuid.parse::<uuid::Uuid>().expect("uuid").as_u64_pair();
            // As `lock_key` in src/host/cluster.rs.
            let key = i64::from_be_bytes((high ^ low.rotate_left(17) ^ 0x7465_6e61_6e74_6374).to_be_bytes());
            sqlx::query("SELECT pg_advisory_lock($1)").bind(key).execute(&mut holder).await.expect("locked");
            for command in [&["operation", "rollback", &id, "-y"][..], &["operation", "resume", &id]] {
                let refused = world.run(&[command, &["-o", "json"]].concat()).code(5);
                assert_eq!(refused.json()["error"]["code"], "held");
                assert!(
                    refused.stderr.contains(&id) && refused.stderr.contains("somebody@elsewhere"),
                    "{}",
                    refused.stderr
                );
            }
        });
        let _done = world.run(&["operation", "rollback", &id, "-y"]).code(0);
        assert_eq!(left_over(&world, "acme-corp"), NOTHING);
    }

    #[test]
    fn a_failing_provision_undoes_itself_when_asked_to() {
        let mut world = World::ready();
        let provision = ["provision", "acme-corp", "--region", "x", "--rollback-on-failure", "-o", "json"];
        for kind in ["database", "login"] {
            let _id = killed_provision(&mut world, "acme-corp", "provision.template");
            let database = database_of(&world, "acme-corp");
            let plant = match kind {
                "database" => format!("CREATE DATABASE {database}"),
                _ => format!("CREATE ROLE {database}_migrator"),
            };
            sql(&world, "postgres", &plant);
            let failed = world.run(&provision).code(5);
            assert_eq!(failed.json()["error"]["code"], "not_ours", "{}", failed.stderr);
            let told = if kind == "database" { "removed: login acme_corp_" } else { "nothing to remove" };
            assert!(failed.stderr.contains(told), "{}", failed.stderr);
            assert!(failed.stderr.contains("the id acme-corp is free"), "{}", failed.stderr);
            assert!(!failed.stderr.contains("is completed"), "{}", failed.stderr);
            let expected = if kind == "database" { [1, 0, 0, 0, 0] } else { [0, 1, 0, 0, 0] };
            assert_eq!(left_over(&world, "acme-corp"), expected);
            assert_eq!(operation(&world, "acme-corp")["state"], "rolled_back");
            sql(&world, "postgres", &plant.replace("CREATE", "DROP"));
        }
        let made = world.run(&provision).code(0).json();
        assert_eq!(made["status"], "active");
    }

    #[test]
    fn an_undoing_that_fails_after_a_failure_is_told_too() {
        let mut world = World::ready();
        let id = killed_provision(&mut world, "acme-corp", "provision.rights");
        let database = database_of(&world, "acme-corp");
        sql(&world, "postgres", &format!("ALTER DATABASE {database} OWNER TO postgres"));
        let failed =
            world.run(&["provision", "acme-corp", "--region", "x", "--rollback-on-failure", "-o", "json"]).code(5);
        assert!(failed.stderr.contains("stopped at the step database"), "{}", failed.stderr);
        assert!(failed.stderr.contains("undoing it failed as well"), "{}", failed.stderr);
        assert!(failed.stderr.contains(&format!("tenantctl operation rollback {id}")), "{}", failed.stderr);
        assert_eq!(operation(&world, "acme-corp")["state"], "failed_cleanup");
    }
}
