//! `restore-dump`: all rows of an export or none, and nothing but rows.

mod creating;
mod faults;
mod refusals;

use crate::export::{ODD_TABLES, inside, number, world as exported_world};
use crate::support::world_check::{Expect, world_check};
use crate::support::{Said, World, block_on};

/// A world with exports of acme-corp and an empty tenant for them.
fn world(formats: &[&str]) -> World {
    let world = exported_world();
    for format in formats {
        let _done = world.run(&["export", "acme-corp", "--format", format, "--out", format]).code(0);
    }
    target(&world, "acme-two");
    world
}

/// Makes an empty tenant with the same tables.
fn target(world: &World, id: &str) {
    let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    inside(world, &world.login(id, "migrator"), ODD_TABLES);
}

fn restore(world: &World, file: &str, id: &str) -> Said {
    world.run(&["restore-dump", file, "--tenant-id", id, "--confirm", "acme-corp", "-o", "json"])
}

/// What stands for all rows of the tables that are brought back.
fn rows(world: &World, id: &str) -> Vec<(String, i64)> {
    let database = world.login(id, "migrator").database;
    let tables = "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
        WHERE schemaname IN ('public', 'access') AND NOT (schemaname = 'access' AND tablename <> 'user_mappings') ORDER BY 1";
    texts(world, &database, tables)
        .into_iter()
        .map(|table| {
            let sum = format!("SELECT coalesce(sum(hashtext(t::text)::bigint), 0)::bigint + count(*) FROM {table} t");
            let sum = number(world, &database, &sum);
            (table, sum)
        })
        .collect()
}

/// Everything about a database that isn't a row, as text.
fn shape(world: &World, id: &str) -> Vec<String> {
    let database = world.login(id, "migrator").database;
    let sql = "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname IN ('public', 'access', 'tenantctl')
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            || coalesce(obj_description(oid, 'pg_constraint'), '') || convalidated FROM pg_constraint WHERE conrelid <> 0
        UNION ALL SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'function ' || oid::regprocedure || prosecdef || proowner::regrole || coalesce(proacl::text, '')
            FROM pg_proc WHERE pronamespace IN ('public'::regnamespace, 'access'::regnamespace, 'tenantctl'::regnamespace)
        UNION ALL SELECT 'relation ' || oid::regclass || relowner::regrole || coalesce(relacl::text, '') || relrowsecurity
            FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'access'::regnamespace) AND relkind IN ('r', 'p', 'S', 'v')
        UNION ALL SELECT 'policy ' || tablename || policyname || coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies
        UNION ALL SELECT 'role ' || r::text FROM access.roles r
        UNION ALL SELECT 'migration ' || version FROM tenantctl.schema_migrations
        ORDER BY 1";
    texts(world, &database, sql)
}

fn texts(world: &World, database: &str, sql: &str) -> Vec<String> {
    block_on(async {
        let mut server = world.superuser(database).await;
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_all(&mut server).await.expect("texts")
    })
}

fn is_empty(world: &World, id: &str) -> bool {
    rows(world, id).iter().all(|(_, sum)| *sum == 0)
}

#[test]
fn a_tenant_comes_over_whole_in_each_format() {
    let world = world(&["custom", "csv", "ndjson"]);
    let of_source = rows(&world, "acme-corp");
    assert!(of_source.iter().filter(|(_, sum)| *sum != 0).count() > 12);
    for (file, id) in [("custom", "acme-two"), ("csv", "acme-three"), ("ndjson", "acme-four")] {
        if id != "acme-two" {
            target(&world, id);
        }
        let (shape_before, tenant) = (shape(&world, id), world.run(&["show", id, "-o", "json"]).code(0).json());
        let would = world.run(&["restore-dump", file, "-t", id, "-n", "-o", "json"]).code(0).json();
        assert_eq!(would["status"], "planned");
        assert!(is_empty(&world, id), "a dry run");
        let said = restore(&world, file, id).code(0).json();
        assert_eq!((said["status"].as_str(), said["export_of"].as_str()), (Some("restored"), Some("acme-corp")));
        assert_eq!((&would["rows"], &would["tables"]), (&said["rows"], &said["tables"]));
        assert_eq!(rows(&world, id), of_source, "{file}");
        assert_eq!(shape(&world, id), shape_before, "{file}: nothing but rows");
        assert_eq!(world.run(&["show", id, "-o", "json"]).code(0).json()["uuid"], tenant["uuid"]);
        let database = world.login(id, "migrator").database;
        assert_eq!(number(&world, &database, "SELECT count(*) FROM access.sessions"), 0);
        assert_eq!(number(&world, &database, "SELECT count(*) FROM tenantctl.loads"), 1, "its own bookkeeping");
        assert_eq!(number(&world, &database, "SELECT nextval('numbers')"), 41);
        let next = "INSERT INTO \"Odd \"\"name\"\"\" (id) VALUES (9) RETURNING always::bigint";
        assert_eq!(number(&world, &database, next), 4, "the column's own sequence goes on");

        let again = restore(&world, file, id).code(0);
        assert_eq!(again.json()["status"], "nothing_to_do");
        world_check(&world, Expect::default());
    }
    let logged =
        "SELECT count(*) FROM control_plane.policy_sync_logs WHERE action = 'restore-dump' AND outcome = 'done'
        AND detail ->> 'of' = 'acme-corp'";
    assert_eq!(number(&world, "tenantctl", logged), 6);
}

#[test]
fn an_emptied_tenant_gets_its_own_data_back() {
    let world = world(&["custom"]);
    let before = rows(&world, "acme-corp");
    let login = world.login("acme-corp", "migrator");
    let full = world.run(&["restore-dump", "custom", "-t", "acme-corp", "-y", "-o", "json"]).code(5);
    assert_eq!(full.json()["error"]["code"], "not_empty");
    let tables: Vec<&str> = before.iter().map(|(table, _)| table.as_str()).collect();
    inside(&world, &login, &format!("TRUNCATE {}", tables.join(", ")));
    assert!(is_empty(&world, "acme-corp"));
    let asked = world.run(&["restore-dump", "custom", "-t", "acme-corp"]).code(9);
    assert!(asked.stderr.contains("-y"), "{}", asked.stderr);
    for _twice in 0..2 {
        let said = world.run(&["restore-dump", "custom", "-t", "acme-corp", "-y", "-o", "json"]).code(0).json();
        assert_eq!(said["status"], "restored");
        assert_eq!(rows(&world, "acme-corp"), before);
        // Emptied once more, the same export isn't taken for one that is there.
        inside(&world, &login, &format!("TRUNCATE {}", tables.join(", ")));
    }
    world_check(&world, Expect::default());
}
