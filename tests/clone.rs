//! `clone`: a tenant made as a copy of another one.

#[cfg(feature = "failpoints")]
mod crashes;
mod stalls;

use crate::support::world_check::{Expect, world_check};
use crate::support::{Login, World, block_on};
use serde_json::json;
use std::time::{Duration, Instant};

/// A world with a tenant that has rows in every kind of table, a session and a load.
fn world() -> World {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x", "--include-mock-data"]).code(0);
    inside(
        &world,
        &world.login("acme-corp", "migrator"),
        "INSERT INTO access.sessions (jti, user_id, issued_at, expires_at)
         VALUES (gen_random_uuid(), gen_random_uuid(), now(), '2099-01-01');
         INSERT INTO access.user_mappings (auth_user_id, role, email) VALUES (gen_random_uuid(), 'owner', 'ann@example.com');
         CREATE TABLE own (id serial PRIMARY KEY, x xml);
         CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS vendors FROM vendors;
         INSERT INTO own SELECT FROM generate_series(1, 7); SELECT lo_from_bytea(0, 'kept')",
    );
    world
}

fn inside(world: &World, login: &Login, sql: &str) {
    let sql = format!("SET ROLE tenantctl_owner; {sql}");
    block_on(async {
        let mut connection = world.connect_as(login).await.expect("connects");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("runs");
    });
}

/// A text that the superuser sees in a tenant's database.
fn look(world: &World, tenant: &str, sql: &'static str) -> String {
    let database = world.login(tenant, "app").database;
    block_on(async {
        let mut server = world.superuser(&database).await;
        sqlx::query_scalar(sql).fetch_one(&mut server).await.expect("a text")
    })
}

/// What must be the same: the rows of every table and what the next key is.
const ROWS: &str = "SELECT string_agg(line, E'\n' ORDER BY line) FROM (
    SELECT format('%s.%s %s', schemaname, relname, (xpath('/row/n/text()', query_to_xml(format(
        'SELECT md5(coalesce(string_agg(t::text, '','' ORDER BY t::text), '''')) || count(*) AS n FROM %I.%I t',
        schemaname, relname), false, true, '')))[1]) AS line
    FROM pg_stat_user_tables
    WHERE schemaname || '.' || relname NOT IN ('access.sessions', 'tenantctl.loads', 'access.policy_version')
    UNION ALL SELECT format('%s %s', sequencename, last_value) FROM pg_sequences) s";

/// Everything that is there, whose it is and who may use it. Names of constraints' indexes and triggers are made up.
const OBJECTS: &str = "SELECT string_agg(line, E'\n' ORDER BY line) FROM (
    SELECT format('%s %s %s %s %s', c.oid::regclass, c.relkind, pg_get_userbyid(c.relowner), c.relrowsecurity,
                  (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(c.relacl) a)) AS line
    FROM pg_class c WHERE c.relnamespace::regnamespace::text IN ('public', 'access', 'tenantctl')
    UNION ALL SELECT format('%s %s %s', p.oid::regprocedure, pg_get_userbyid(p.proowner),
                  (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(p.proacl) a))
    FROM pg_proc p WHERE p.pronamespace::regnamespace::text IN ('public', 'access', 'tenantctl')
    UNION ALL SELECT format('%s %s', nspname, (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(nspacl) a))
    FROM pg_namespace WHERE nspname IN ('public', 'access', 'tenantctl')
    UNION ALL SELECT format('%s %s %s', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
    UNION ALL SELECT format('%s %s %s', tablename, policyname, qual) FROM pg_policies) s";

const LEFT_OUT: &str = "SELECT ((SELECT count(*) FROM access.sessions) + (SELECT count(*) FROM tenantctl.loads))::text";

fn is_whole(world: &World, copy: &str) {
    assert_eq!(look(world, copy, OBJECTS), look(world, "acme-corp", OBJECTS), "{copy}");
    assert_eq!(look(world, copy, LEFT_OUT), "0", "{copy}");
    assert_eq!(look(world, "acme-corp", LEFT_OUT), "2", "the source keeps its own");
}

#[test]
fn a_copy_is_a_tenant_of_its_own() {
    let world = world();
    let source = world.login("acme-corp", "app");
    for (copy, flags) in [("acme-online", &[][..]), ("acme-offline", &["--offline", "-y"])] {
        let planned = world.run(&[&["clone", "acme-corp", copy, "-n"][..], flags].concat()).code(0);
        assert!(planned.stdout.contains("copy"), "{}", planned.stdout);
        let _nothing = world.run(&["show", copy]).code(4);
        let said = world.run(&[&["clone", "acme-corp", copy, "-o", "json"][..], flags].concat()).code(0).json();
        assert_eq!((&said["id"], &said["status"], &said["labels"]), (&json!(copy), &json!("active"), &json!({})));
        let listed = world.run(&["operation", "list", "-t", copy, "-o", "json"]).code(0).json();
        assert_eq!(listed["items"][0]["kind"], "clone", "as the log has it");
        is_whole(&world, copy);
        assert_eq!(look(&world, copy, ROWS), look(&world, "acme-corp", ROWS), "{copy}");
        let made_of_rows =
            "SELECT (SELECT vendors FROM counted) || convert_from(lo_get(oid), 'UTF8') FROM pg_largeobject_metadata";
        assert_eq!(look(&world, copy, made_of_rows), look(&world, "acme-corp", made_of_rows), "{copy}");
        let own = world.login(copy, "app");
        assert!(own.password != source.password && own.database != source.database);
        block_on(async {
            let foreign = Login { database: own.database.clone(), ..world.login("acme-corp", "app") };
            assert!(world.connect_as(&foreign).await.is_err(), "the source's login doesn't get into the copy");
        });
        let again = world.run(&[&["clone", "acme-corp", copy][..], flags].concat()).code(5);
        assert!(again.stderr.contains("already"), "{}", again.stderr);
        // A write to the one isn't seen in the other, and its schema goes on.
        inside(&world, &world.login(copy, "migrator"), "DELETE FROM own");
        assert_eq!(look(&world, "acme-corp", "SELECT count(*)::text FROM own"), "7");
    }
    let _schema = world.run(&["clone", "acme-corp", "acme-empty", "--schema-only"]).code(0);
    is_whole(&world, "acme-empty");
    let rows = "SELECT ((SELECT count(*) FROM vendors) + (SELECT count(*) FROM own)
                        + (SELECT count(*) FROM access.user_mappings))::text";
    assert_eq!(look(&world, "acme-empty", rows), "0");
    assert_ne!(look(&world, "acme-empty", "SELECT count(*)::text FROM access.role_permissions"), "0");
    let _migrated = world.run(&["migrate", "--all"]).code(0);
    world_check(&world, Expect::default());
    let log =
        world.run(&["audit", "list", "--tenant-id", "acme-corp", "--action", "clone source", "-o", "json"]).code(0);
    assert!(log.stdout.contains("acme-empty") && log.stdout.contains("offline"), "{}", log.stdout);
    for id in ["acme-corp", "acme-offline"] {
        let _closed = world.run(&["deprovision", id, "--confirm", id, "--no-backup"]).code(0);
        let _gone = world.run(&["purge", id, "--confirm", id]).code(0);
    }
    world_check(&world, Expect::default());
}

#[test]
fn what_cannot_be_copied_is_refused_before_anything_is_made() {
    let world = world();
    let _other = world.run(&["provision", "globex", "--region", "x"]).code(0);
    let refused = world.run(&["clone", "acme-corp", "copy", "--offline"]).code(9);
    assert!(refused.stderr.contains("-y"), "{}", refused.stderr);
    for (arguments, code, text) in [
        (&["clone", "acme-corp", "globex"][..], 5, "there is a tenant globex already"),
        (&["clone", "acme-corp", "acme-corp"], 5, "already"),
        (&["clone", "acme-corq", "copy"], 4, "did you mean acme-corp"),
        (&["clone", "acme-corp", "copy", "--offline", "--schema-only"], 2, "cannot be used with"),
        (&["clone", "acme-corp", "Copy"], 2, "may not contain 'C'"),
    ] {
        let said = world.run(arguments).code(code);
        assert!(said.stderr.contains(text), "{arguments:?} {}", said.stderr);
    }
    let (app, migrator) = (world.login("acme-corp", "app").user, world.login("acme-corp", "migrator"));
    inside(&world, &migrator, &format!("GRANT SELECT ON own TO {app}"));
    for flags in [&["--offline", "-y"][..], &[]] {
        let said = world.run(&[&["clone", "acme-corp", "copy"], flags].concat()).code(5);
        assert!(said.stderr.contains("1 grants or policies name them"), "{}", said.stderr);
    }
    inside(&world, &migrator, &format!("REVOKE SELECT ON own FROM {app}"));
    inside(&world, &migrator, "RESET ROLE; SET ROLE NONE; CREATE SCHEMA AUTHORIZATION CURRENT_USER");
    let said = world.run(&["clone", "acme-corp", "copy", "--offline", "-y"]).code(5);
    assert!(said.stderr.contains("1 objects belong"), "{}", said.stderr);
    let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
    let said = world.run(&["clone", "acme-corp", "copy"]).code(5);
    assert!(said.stderr.contains("suspended"), "{}", said.stderr);
    let _none = world.run(&["show", "copy"]).code(4);
    world_check(&world, Expect::default());
}

/// The server waits for whoever is starting up in the source, and his client decides how long that is.
#[test]
fn who_is_on_the_way_into_the_source_holds_nobody_up() {
    let world = world();
    let late = world.arriving(&world.login("acme-corp", "app"), 600);
    let mut copying = world.command(&["clone", "acme-corp", "copy", "--offline", "-y"]).spawn().expect("starts");
    let end = Instant::now() + Duration::from_secs(120);
    let ended = loop {
        if let Some(status) = copying.try_wait().expect("waits") {
            break status;
        }
        assert!(Instant::now() < end, "it waits for him");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(ended.success());
    assert!(!late.stays());
}

#[test]
fn connections_of_the_source_end_and_come_back() {
    let world = world();
    let app = world.login("acme-corp", "app");
    block_on(async {
        let mut open = world.connect_as(&app).await.expect("connects");
        let _copied = world.run(&["clone", "acme-corp", "copy", "--offline", "-y"]).code(0);
        assert!(sqlx::query("SELECT 1").execute(&mut open).await.is_err(), "it was ended");
        let _back = world.connect_as(&app).await.expect("connects again");
        // Nobody of ours can end a superuser's, and the source stays as it is.
        let stays = world.superuser(&app.database).await;
        let said = world.run(&["clone", "acme-corp", "other", "--offline", "-y", "--rollback-on-failure"]).code(5);
        assert!(
            said.stderr.contains("isn't the tenant is connected") && said.stderr.contains("the id other is free"),
            "{}",
            said.stderr
        );
        let _still = world.connect_as(&app).await.expect("connects again");
        drop(stays);
    });
    world_check(&world, Expect::default());
}
