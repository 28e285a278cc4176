//! Provisioning, migrating and finding tenants again, with the real binary and a real server.

use crate::support::{World, block_on};
use sqlx::Connection;

#[test]
fn a_tenant_is_provisioned_once() {
    let world = World::new();
    let first = world.run(&["provision", "--tenant-id", "acme-corp", "--region", "us-east-1", "-o", "json"]).code(0);
    let made = first.json();
    assert_eq!(made["status"], "active");
    assert_eq!(made["region"], "us-east-1");
    assert_eq!(made["already_provisioned"], false);
    assert!(made["database_url"].as_str().expect("a url").contains("password=****"));
    let again = world.run(&["provision", "--tenant-id", "acme-corp", "--region", "us-east-1", "-o", "json"]).code(0);
    assert_eq!(again.json()["uuid"], made["uuid"]);
    assert_eq!(again.json()["already_provisioned"], true);
    assert!(again.stderr.contains("already provisioned"), "{}", again.stderr);
    let other =
        world.run(&["provision", "acme-corp", "--region", "eu-west-1", "--label", "tier=pro", "-o", "json"]).code(5);
    assert!(other.stderr.contains("region is us-east-1, not eu-west-1"), "{}", other.stderr);
    assert_eq!(other.json()["error"]["code"], "other_specification");
    assert_eq!(other.json()["error"]["exit_code"], 5);
    let listed = world.run(&["list", "-o", "json"]).code(0).json();
    assert_eq!(listed["items"].as_array().expect("items").len(), 1);
    let unknown = world.run(&["show", "acme-crop"]).code(4);
    assert!(unknown.stderr.contains("did you mean acme-corp?"), "{}", unknown.stderr);
}

#[test]
fn every_changing_command_is_in_the_chained_log() {
    let world = World::ready();
    let _one = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let _all = world.run(&["migrate", "--all"]).code(0);
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        let actions: Vec<(String, String)> =
            sqlx::query_as("SELECT action, phase FROM control_plane.policy_sync_logs ORDER BY seq")
                .fetch_all(&mut plane)
                .await
                .expect("rows");
        let expected = ["init", "provision", "migrate"].map(|a| [(a, "begin"), (a, "end")]).concat();
        let actions: Vec<(&str, &str)> = actions.iter().map(|(a, p)| (a.as_str(), p.as_str())).collect();
        assert_eq!(actions, expected);
        let broken: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM (
                 SELECT l.*, coalesce(lag(hash) OVER (ORDER BY seq), decode(repeat('00', 32), 'hex')) AS before
                 FROM control_plane.policy_sync_logs l) l
             WHERE prev_hash <> before OR hash <> control_plane.policy_sync_hash(prev_hash, seq, at, run_id, phase,
                 action, actor, tenant_uuid, tenant_id, outcome, detail)",
        )
        .fetch_one(&mut plane)
        .await
        .expect("a count");
        assert_eq!(broken, 0);
        for sql in [
            "UPDATE control_plane.policy_sync_logs SET actor = 'x'",
            "DELETE FROM control_plane.policy_sync_logs",
            "TRUNCATE control_plane.policy_sync_logs",
        ] {
            assert!(sqlx::raw_sql(sql).execute(&mut plane).await.is_err(), "{sql}");
        }
        plane.close().await.expect("closes");
    });
}

#[test]
fn secrets_are_sealed_and_exchanged_rows_are_noticed() {
    let world = World::ready();
    for id in ["acme-corp", "globex"] {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    }
    let login = world.login("acme-corp", "app");
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        let hits: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM control_plane.tenant_secrets WHERE position(convert_to($1, 'UTF8') in sealed) > 0",
        )
        .bind(&login.password)
        .fetch_one(&mut plane)
        .await
        .expect("a count");
        assert_eq!(hits, 0);
        sqlx::raw_sql(
            "UPDATE control_plane.tenant_secrets s SET sealed = o.sealed FROM control_plane.tenant_secrets o
             WHERE s.name = o.name AND s.tenant_uuid <> o.tenant_uuid",
        )
        .execute(&mut plane)
        .await
        .expect("exchanged");
    });
    let said = world.run(&["url", "acme-corp", "--reveal"]).code(5);
    assert!(said.stderr.contains("does not belong to this tenant"), "{}", said.stderr);
}

#[test]
fn own_migrations_are_applied_in_order_and_only_once() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let folder = world.path().join("migrations");
    std::fs::create_dir(&folder).expect("a folder");
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/tenant");
    for entry in std::fs::read_dir(source).expect("a folder") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("copied");
    }
    let write = |name: &str, sql: &str| std::fs::write(folder.join(name), sql).expect("written");
    let dir = folder.to_str().expect("a path");
    let migrate = |more: &[&str]| world.run(&[&["migrate", "--all", "--dir", dir, "-o", "json"], more].concat());

    write("20270101000001_notes.sql", "CREATE TABLE notes (id int); INSERT INTO notes VALUES (1);");
    assert_eq!(migrate(&["--dry-run"]).code(0).json()["items"][0]["status"], "pending");
    assert_eq!(migrate(&[]).code(0).json()["items"][0]["status"], "migrated");
    assert_eq!(migrate(&[]).code(0).json()["items"][0]["status"], "up_to_date");

    write("20270101000002_bad.sql", "CREATE TABLE half (id int);\nSELECT 1/0;");
    let failed = migrate(&[]).code(3);
    assert!(failed.stderr.contains("20270101000002_bad.sql"), "{}", failed.stderr);
    assert!(failed.stderr.contains("22012"), "{}", failed.stderr);
    write("20270101000002_bad.sql", "DO $$ BEGIN COMMIT; END $$;");
    let _ended = migrate(&[]).code(3);
    write("20270101000002_bad.sql", "COMMIT;");
    let refused = migrate(&[]).code(11);
    assert!(refused.stderr.contains("20270101000002_bad.sql:1:1"), "{}", refused.stderr);

    write("20270101000002_bad.sql", "CREATE TABLE half (id int);");
    assert_eq!(migrate(&[]).code(0).json()["items"][0]["to_version"], "20270101000002");
    write("20270101000001_notes.sql", "CREATE TABLE notes (id bigint);");
    assert!(migrate(&[]).code(3).stderr.contains("was changed after it was applied"));
    write("20270101000001_notes.sql", "CREATE TABLE notes (id int); INSERT INTO notes VALUES (1);");
    write("20260601000001_late.sql", "CREATE TABLE late (id int);");
    assert!(migrate(&[]).code(3).stderr.contains("out of order"));
}

#[test]
fn a_file_without_a_transaction_goes_on_where_it_stopped() {
    let world = World::ready();
    let folder = world.path().join("own");
    std::fs::create_dir(&folder).expect("a folder");
    let write = |name: &str, sql: &str| std::fs::write(folder.join(name), sql).expect("written");
    write("1_table.sql", "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1);");
    let dir = folder.to_str().expect("a path");
    let _made = world.run(&["provision", "acme-corp", "--region", "x", "--dir", dir]).code(0);
    write("2_index.sql", "-- no-transaction\nINSERT INTO t VALUES (2);\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (a);");
    let failed = world.run(&["migrate", "--all", "--dir", dir]).code(3);
    assert!(failed.stderr.contains("23505"), "{}", failed.stderr);
    let login = world.login("acme-corp", "migrator");
    let count = |sql: &'static str| {
        block_on(async {
            let mut tenant = world.connect_as(&login).await.expect("connects");
            sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut tenant).await.expect("a count")
        })
    };
    assert_eq!(count("WITH d AS (DELETE FROM t WHERE a = 1 RETURNING 1) SELECT count(*) FROM d"), 2);
    let _done = world.run(&["migrate", "--all", "--dir", dir]).code(0);
    assert_eq!(count("SELECT count(*) FROM t"), 1);
    assert_eq!(count("SELECT count(*) FROM pg_index WHERE indexrelid = 'i'::regclass AND indisvalid"), 1);
}

#[test]
#[cfg(feature = "failpoints")]
fn a_database_or_login_that_is_not_ours_is_left_alone() {
    for kind in ["database", "login"] {
        let mut world = World::ready();
        world.env.push(("TENANTCTL_FAILPOINTS".into(), "provision.template".into()));
        let _died = world.run(&["provision", "acme-corp", "--region", "x"]).code(-6);
        world.env.clear();
        let database =
            world.run(&["show", "acme-corp", "-o", "json"]).json()["database"].as_str().expect("name").to_owned();
        let sql = match kind {
            "database" => format!("CREATE DATABASE {database}"),
            _ => format!("CREATE ROLE {database}_app LOGIN"),
        };
        block_on(async {
            let mut server = world.superuser("postgres").await;
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut server).await.expect("planted");
        });
        let refused = world.run(&["provision", "acme-corp", "--region", "x", "-o", "json"]).code(5);
        assert_eq!(refused.json()["error"]["code"], "not_ours", "{}", refused.stderr);
        assert!(refused.stderr.contains(&database), "{}", refused.stderr);
    }
}

#[test]
fn eight_processes_make_one_tenant() {
    let world = World::ready();
    let mut children: Vec<std::process::Child> = (0..8)
        .map(|_| {
            world
                .command(&["provision", "acme-corp", "--region", "x"])
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .expect("starts")
        })
        .collect();
    for child in children.drain(..) {
        let output = child.wait_with_output().expect("ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 5)), "{stderr}");
        assert!(!stderr.contains("23505") && !stderr.contains("42P04"), "{stderr}");
    }
    let listed = world.run(&["list", "-o", "json"]).code(0).json();
    assert_eq!(listed["items"].as_array().expect("items").len(), 1);
    assert_eq!(listed["items"][0]["status"], "active");
}
