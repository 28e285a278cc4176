//! Migrations of tenants with projects: compared with what the files make, and tried before.

use super::{PROVISION, quick};
use crate::support::supabase::{FakeSupabase, Options};
use crate::support::{Said, World, block_on};
use serde_json::Value;
use std::path::PathBuf;

/// A tenant with a project.
fn site() -> (FakeSupabase, World, String) {
    let (fake, world) = quick(Options::default());
    let _made = world.run(&PROVISION).code(0);
    let reference = fake.projects()[0].reference.clone();
    (fake, world, reference)
}

/// Runs SQL as the login that owns what is in the project.
fn inside(fake: &FakeSupabase, reference: &str, sql: &str) {
    fake.execute(reference, &format!("SET ROLE postgres; {sql}; RESET ROLE"));
}

fn verify(world: &World, more: &[&str]) -> Said {
    world.run(&[&["migrate", "verify", "-o", "json"], more].concat())
}

fn differences(world: &World) -> Vec<String> {
    let said = verify(world, &["--diff", "acme-corp"]).code(8).json();
    let word = |item: &Value, name: &str| item[name].as_str().expect("a text").to_owned();
    let items = said["items"].as_array().expect("items");
    items.iter().map(|i| format!("{} {} {}", word(i, "change"), word(i, "kind"), word(i, "object"))).collect()
}

fn scratches(world: &World) -> i64 {
    block_on(async {
        let sql = "SELECT count(*) FROM pg_database WHERE datname LIKE 'tenantctl\\_scratch\\_%'";
        sqlx::query_scalar(sql).fetch_one(&mut world.superuser("postgres").await).await.expect("a number")
    })
}

/// What is done to a project, and what is said of it.
const DRIFT: [(&str, &str); 10] = [
    ("CREATE TABLE public.evil (id int)", "extra table public.evil"),
    ("ALTER TABLE public.inventory DISABLE ROW LEVEL SECURITY", "changed table public.inventory"),
    ("DROP POLICY vendors_read ON public.vendors", "missing policy public.vendors.vendors_read"),
    ("GRANT SELECT ON access.sessions TO anon", "extra grant access.sessions to anon"),
    ("GRANT SELECT ON access.user_mappings TO authenticated", "extra grant access.user_mappings to authenticated"),
    ("GRANT CREATE ON SCHEMA public TO PUBLIC", "changed grant schema public to PUBLIC"),
    ("GRANT SELECT (name) ON public.vendors TO anon", "extra grant public.vendors.name to anon"),
    ("CREATE SCHEMA mine; CREATE VIEW mine.v AS SELECT 1 AS one", "extra view mine.v"),
    ("ALTER DEFAULT PRIVILEGES IN SCHEMA access GRANT SELECT ON TABLES TO anon", "extra default grant"),
    (
        "CREATE OR REPLACE FUNCTION access.has_permission(permission text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "changed function access.has_permission",
    ),
];

#[test]
fn a_project_is_compared_with_what_the_files_make() {
    let (fake, world, reference) = site();
    let said = verify(&world, &[]).code(0);
    let items = said.json()["items"].clone();
    assert_eq!((&items[0]["status"], &items[0]["tenants"]), (&"equal".into(), &1.into()), "{}", said.stdout);
    // What Supabase does to its own is no difference.
    fake.execute(
        &reference,
        "CREATE TABLE auth.passkeys (id int); CREATE SCHEMA storage; CREATE TABLE storage.objects (id int);
         ALTER DATABASE postgres SET \"app.settings.jwt_exp\" = '3600'; CREATE PUBLICATION supabase_realtime;
         ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA storage GRANT ALL ON TABLES TO anon",
    );
    let _equal = verify(&world, &[]).code(0);
    for (sql, _) in DRIFT {
        inside(&fake, &reference, sql);
    }
    let said = verify(&world, &[]).code(8);
    assert_eq!(said.json()["error"]["code"], "schema_drift", "{}", said.stdout);
    let found = differences(&world);
    for (sql, words) in DRIFT {
        assert!(found.iter().any(|line| line.starts_with(words)), "{sql}: {found:#?}");
    }
    assert!(!found.iter().any(|line| line.contains("storage") || line.contains("auth.")), "{found:#?}");
    assert_eq!(scratches(&world), 0);
}

/// A folder of migrations that begin with the built-in ones.
fn folder(world: &World) -> PathBuf {
    let folder = PathBuf::from(world.own_migration());
    std::fs::remove_file(folder.join("20270101000001_more.sql")).expect("removed");
    folder
}

#[test]
fn files_are_tried_with_a_projects_schema_first() {
    let (fake, world, reference) = site();
    let folder = folder(&world);
    let write = |n: u32, sql: &str| {
        std::fs::write(folder.join(format!("2027010100000{n}_file_{n}.sql")), sql).expect("written");
    };
    let dir = folder.to_str().expect("a path");
    let migrate = |more: &[&str]| world.run(&[&["migrate", "--all", "--dir", dir, "-o", "json"], more].concat());
    inside(
        &fake,
        &reference,
        "CREATE SCHEMA mine; CREATE TABLE mine.notes (id uuid PRIMARY KEY, owner uuid REFERENCES auth.users);
         ALTER TABLE mine.notes ENABLE ROW LEVEL SECURITY;
         CREATE POLICY own ON mine.notes USING (owner = auth.uid())",
    );
    write(1, "CREATE TABLE mine.notes (id int)");
    let said = migrate(&["--rehearse"]).code(11);
    assert!(said.stdout.contains("rehearsal_failed") && said.stdout.contains("already exists"), "{}", said.stdout);
    write(1, "ALTER TABLE mine.notes ADD COLUMN text text; CREATE TABLE mine.more (id uuid DEFAULT auth.uid())");
    let said = migrate(&["--rehearse"]).code(0);
    assert!(said.stderr.contains("as tenant acme-corp has it"), "{}", said.stderr);
    let _equal = world.run(&["migrate", "status", "--live", "--dir", dir, "-o", "json"]).code(0);
    // Who only Supabase has stands in a policy.
    inside(&fake, &reference, "CREATE POLICY theirs ON mine.notes TO authenticated USING (false)");
    write(2, "CREATE TABLE mine.last (id int)");
    let said = migrate(&["--rehearse"]).code(5);
    let error = &said.json()["error"];
    assert!(error["message"].as_str().is_some_and(|text| text.contains("authenticated")), "{}", said.stdout);
    assert!(error["hint"].as_str().is_some_and(|text| text.contains("--rehearse")), "{}", said.stdout);
    let _without = migrate(&[]).code(0);
    assert_eq!(scratches(&world), 0);
}
