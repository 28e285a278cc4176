//! `migrate verify`: schemas against what the files make.

use super::{Fleet, ended, signal};
use crate::support::{Said, World, block_on};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

fn verify(fleet: &Fleet, more: &[&str]) -> Said {
    fleet.world.run(&[&["migrate", "verify", "-o", "json"], more].concat())
}

/// Names the databases and logins that are only there while somebody works in them.
pub(super) fn scratches(world: &World) -> Vec<String> {
    block_on(async {
        let mut server = world.superuser("postgres").await;
        let sql = "SELECT datname::text FROM pg_database WHERE datname LIKE 'tenantctl\\_scratch\\_%'
                   UNION SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'tenantctl\\_scratch\\_%'";
        sqlx::query_scalar(sql).fetch_all(&mut server).await.expect("names")
    })
}

/// What is done to a tenant, and what is said of it.
const DRIFT: [(&str, &str); 16] = [
    ("CREATE TABLE public.evil (id int)", "extra table public.evil"),
    ("ALTER TABLE public.vendors ALTER COLUMN name DROP NOT NULL", "changed column public.vendors.name"),
    ("ALTER TABLE public.vendors ALTER COLUMN currency SET DEFAULT 'XXX'", "changed column public.vendors.currency"),
    ("ALTER TABLE public.products ADD COLUMN evil text", "extra column public.products.evil"),
    ("DROP INDEX public.employees_department_idx", "missing index public.employees_department_idx"),
    ("ALTER TABLE public.inventory DISABLE ROW LEVEL SECURITY", "changed table public.inventory"),
    ("DROP POLICY vendors_read ON public.vendors", "missing policy public.vendors.vendors_read"),
    ("ALTER TABLE public.vendors DISABLE TRIGGER USER", "changed trigger public.vendors"),
    (
        "CREATE OR REPLACE FUNCTION public.set_updated_at() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "changed function public.set_updated_at()",
    ),
    ("GRANT SELECT ON access.sessions TO tenantctl_app", "extra grant access.sessions to tenantctl_app"),
    ("GRANT EXECUTE ON FUNCTION access.has_permission(text) TO PUBLIC", "extra grant access.has_permission"),
    ("CREATE TYPE public.mood AS ENUM ('a', 'b')", "extra type public.mood"),
    ("CREATE SEQUENCE public.s", "extra sequence public.s"),
    ("CREATE VIEW public.v AS SELECT 1 AS one", "extra view public.v"),
    ("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC", "extra default grant"),
    ("ALTER TABLE public.employees DROP CONSTRAINT employees_pkey CASCADE", "missing constraint public.employees"),
];

#[test]
fn tells_how_tenants_differ_from_what_the_files_make() {
    let fleet = Fleet::of(3);
    let said = verify(&fleet, &[]).code(0);
    let items = said.json()["items"].clone();
    assert_eq!(items.as_array().map(Vec::len), Some(1), "{items}");
    assert_eq!((&items[0]["status"], &items[0]["tenants"]), (&"equal".into(), &3.into()), "{items}");
    for (sql, _) in DRIFT {
        fleet.inside(1, sql);
    }
    let login = fleet.world.login("fleet-02", "app");
    block_on(async {
        let mut server = fleet.world.superuser("postgres").await;
        let sql = format!(
            "ALTER DATABASE {0} SET work_mem = '8MB'; REVOKE CONNECT ON DATABASE {0} FROM {1};
             GRANT TEMPORARY ON DATABASE {0} TO PUBLIC; ALTER ROLE {1} BYPASSRLS",
            login.database, login.user
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut server).await.expect("alters");
    });
    let said = verify(&fleet, &[]).code(8);
    let items = &said.json()["items"];
    let statuses: Vec<_> = items.as_array().expect("items").iter().map(|item| item["status"].clone()).collect();
    assert_eq!(statuses, ["equal", "drifted", "drifted"], "{items}");
    assert_eq!(said.json()["error"]["code"], "schema_drift");
    let found = differences(&fleet, "fleet-01");
    for (sql, words) in DRIFT {
        assert!(found.iter().any(|line| line.starts_with(words)), "{sql}: {found:#?}");
    }
    assert!(!found.iter().any(|line| line.contains("evil.id")), "{found:#?}");
    let found = differences(&fleet, "fleet-02");
    for words in [
        "missing grant database to {app}",
        "extra grant database to PUBLIC",
        "extra setting database",
        "changed login {app}",
    ] {
        assert!(found.iter().any(|line| line == words), "{words}: {found:#?}");
    }
    assert_eq!(found.len(), 4, "{found:#?}");
    let table = fleet.world.run(&["migrate", "verify", "--diff", "fleet-01"]).code(8).stdout;
    assert!(table.contains("~ column public.vendors.name: changed\n    - text NOT NULL\n    + text\n"), "{table}");
    assert_eq!(scratches(&fleet.world), Vec::<String>::new());
}

fn differences(fleet: &Fleet, tenant: &str) -> Vec<String> {
    let said = verify(fleet, &["--diff", tenant]).code(8).json();
    let word = |item: &serde_json::Value, name: &str| item[name].as_str().expect("a text").to_owned();
    let items = said["items"].as_array().expect("items");
    items.iter().map(|i| format!("{} {} {}", word(i, "change"), word(i, "kind"), word(i, "object"))).collect()
}

#[test]
fn a_tenant_that_cannot_be_reached_ends_nothing_and_none_steers() {
    let fleet = Fleet::of(3);
    let database = fleet.world.login("fleet-00", "app").database;
    block_on(async {
        let mut server = fleet.world.superuser("postgres").await;
        let sql = format!("ALTER DATABASE {database} ALLOW_CONNECTIONS false");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut server).await.expect("closes");
    });
    // What would be found before the system's own if a name were looked for.
    fleet.inside(
        1,
        "CREATE FUNCTION public.trap(name, name) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE ''trapped''; END';
         CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = name, FUNCTION = public.trap);
         CREATE FUNCTION public.trap(text, name) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE ''trapped''; END';
         CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = name, FUNCTION = public.trap);
         CREATE FUNCTION public.quote_ident(name) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE ''trapped''; END';
         CREATE FUNCTION public.concat(text, text, text) RETURNS text LANGUAGE sql AS 'SELECT ''same''';
         CREATE VIEW public.pg_class AS SELECT 1 AS oid",
    );
    let said = verify(&fleet, &[]).code(3);
    let items = said.json()["items"].clone();
    let of = |status: &str| items.as_array().expect("items").iter().filter(|item| item["status"] == status).count();
    assert_eq!((of("equal"), of("drifted"), of("failed")), (1, 1, 1), "{items}");
    assert!(!said.stdout.contains("trapped"), "{items}");
    let found = differences(&fleet, "fleet-01");
    assert!(found.contains(&"extra object operator public.=(name,name)".to_owned()), "{found:#?}");
    assert!(found.contains(&"extra view public.pg_class".to_owned()), "{found:#?}");
    let _alone = verify(&fleet, &["-t", "fleet-00"]).code(3);
}

#[test]
fn what_a_killed_run_left_is_swept() {
    let fleet = Fleet::of(1);
    let killed = fleet.world.command(&["migrate", "verify"]).env("TENANTCTL_FAILPOINTS", "scratch.created").output();
    assert_ne!(killed.expect("runs").status.code(), Some(0));
    assert_eq!(scratches(&fleet.world).len(), 3);
    let _swept = verify(&fleet, &[]).code(0);
    assert_eq!(scratches(&fleet.world), Vec::<String>::new());
}

#[test]
fn a_file_that_fails_or_a_signal_leaves_no_database() {
    let (fleet, child) = begun();
    signal(&child, "-INT");
    let stopped = ended(child).code(130);
    assert_eq!(stopped.json()["error"]["code"], "interrupted");
    // A server whose disk is busy may drop a database more slowly than a signal waits, and then that is said.
    match stopped.stderr.contains("didn't end in time") {
        true => none_is_left(&fleet),
        false => assert_eq!(scratches(&fleet.world), Vec::<String>::new(), "{}", stopped.stderr),
    }
    fleet.file(1, "SELECT 1 / CASE WHEN current_database() LIKE 'tenantctl%' THEN 0 ELSE 1 END");
    fleet.inside(0, "DELETE FROM tenantctl.schema_migrations WHERE version >= 20270101000001");
    let _done = fleet.migrate(&["--all"]).code(0);
    let said = fleet.world.run(&["migrate", "verify", "--dir", fleet.dir(), "-o", "json"]).code(11);
    assert!(said.stderr.is_empty() || said.stdout.contains("20270101000001_file_1.sql:1:"), "{}", said.stdout);
    assert_eq!(scratches(&fleet.world), Vec::<String>::new());
}

#[test]
fn a_signal_does_not_wait_for_a_server_that_drops_nothing() {
    let (fleet, child) = begun();
    fleet.wait_for(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname LIKE 'tenantctl\\_scratch%')",
    );
    let database = scratches(&fleet.world).into_iter().min_by_key(String::len).expect("a name");
    let stopped = block_on(async {
        let mut holder = fleet.world.superuser("postgres").await;
        let sql = format!("BEGIN; COMMENT ON DATABASE {database} IS 'held'");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut holder).await.expect("holds it");
        signal(&child, "-TERM");
        ended(child).code(143)
    });
    assert!(stopped.stderr.contains("stopped in the middle of a step"), "{}", stopped.stderr);
    assert!(stopped.stderr.contains("hint: run it again"), "{}", stopped.stderr);
    assert_eq!(stopped.json()["error"]["code"], "terminated");
    none_is_left(&fleet);
}

/// A run whose scratch database is there, if perhaps not ready; its file sleeps in there.
fn begun() -> (Fleet, Child) {
    let fleet = Fleet::of(1);
    fleet.file(1, "SELECT pg_sleep(CASE WHEN current_database() LIKE 'tenantctl%' THEN 60 ELSE 0 END)");
    let _done = fleet.migrate(&["--all"]).code(0);
    let mut command = fleet.world.command(&["migrate", "verify", "--dir", fleet.dir(), "-o", "json"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    while scratches(&fleet.world).len() < 3 {
        std::thread::sleep(Duration::from_millis(20));
    }
    (fleet, child)
}

/// Runs until what a cut run left is swept, which the server may still be dropping.
#[track_caller]
fn none_is_left(fleet: &Fleet) {
    fleet.file(1, "SELECT 1");
    let end = Instant::now() + Duration::from_secs(60);
    while !scratches(&fleet.world).is_empty() {
        assert!(Instant::now() < end, "{:?}", scratches(&fleet.world));
        let _swept = fleet.world.run(&["migrate", "verify", "--dir", fleet.dir()]);
    }
}
