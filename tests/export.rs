//! `export`: files that hold everything, or none at all.

mod faults;

use crate::support::world_check::{Expect, world_check};
use crate::support::{Login, World, block_on};
use serde_json::{Value, json};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// Tables that are hard to name and to fill, with a trigger that must not run and one that is off.
pub(crate) const ODD_TABLES: &str = r#"
    CREATE TABLE public."Odd ""name""" (id int PRIMARY KEY, t text, j json, b bytea, n numeric, f float8, a text[],
        twice int GENERATED ALWAYS AS (id * 2) STORED, always int GENERATED ALWAYS AS IDENTITY);
    CREATE TABLE public.parted (id int) PARTITION BY LIST (id);
    CREATE TABLE public.parted_1 PARTITION OF public.parted FOR VALUES IN (1);
    CREATE TABLE public.nothing ();
    CREATE TABLE public.one (id int PRIMARY KEY, other int UNIQUE);
    CREATE TABLE public.other (id int PRIMARY KEY, one int REFERENCES public.one (id));
    ALTER TABLE public.one ADD FOREIGN KEY (other) REFERENCES public.other (id);
    CREATE SEQUENCE public.numbers;
    CREATE FUNCTION public.spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.t := 'spoilt'; RETURN NEW; END $$;
    CREATE TRIGGER on_insert BEFORE INSERT ON public."Odd ""name""" FOR EACH ROW EXECUTE FUNCTION public.spoil();
    CREATE TRIGGER always_on BEFORE INSERT ON public."Odd ""name""" FOR EACH ROW EXECUTE FUNCTION public.spoil();
    CREATE TRIGGER off BEFORE INSERT ON public."Odd ""name""" FOR EACH ROW EXECUTE FUNCTION public.spoil();
    ALTER TABLE public."Odd ""name""" ENABLE ALWAYS TRIGGER always_on;
    ALTER TABLE public."Odd ""name""" DISABLE TRIGGER off"#;

/// What is hard to write down: quotes, ends of lines, what COPY escapes, white space in a json value, what isn't a number.
const ODD_ROWS: &str = r#"
    ALTER TABLE public."Odd ""name""" DISABLE TRIGGER USER;
    INSERT INTO public."Odd ""name""" VALUES
        (1, E'a,"b"\r\n\tc\\.\n\\.\n', E'{\n\t"x" : "q\\"\\\\"}', '\x00ff5c', 'NaN', 'Infinity', ARRAY['a,b', NULL, '"']),
        (2, '', '[]', '', 12345678901234567890.123456789, 0.1, '{}'), (3, NULL, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO public.parted VALUES (1), (1);
    INSERT INTO public.nothing DEFAULT VALUES;
    INSERT INTO public.one VALUES (1);
    INSERT INTO public.other VALUES (5, 1);
    UPDATE public.one SET other = 5;
    SELECT nextval('public.numbers') FROM generate_series(1, 40);
    INSERT INTO access.user_mappings (auth_user_id, role, email) VALUES (md5('u')::uuid, 'viewer', 'ann@example.com');
    INSERT INTO access.sessions (jti, user_id, expires_at) VALUES (gen_random_uuid(), gen_random_uuid(), '2099-01-01')"#;

/// A world with a tenant that has rows.
pub(crate) fn world() -> World {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let _rows = world.run(&["seed", "--include-mock-data"]).code(0);
    inside(&world, &world.login("acme-corp", "migrator"), &format!("{ODD_TABLES}; {ODD_ROWS}"));
    world
}

/// Runs SQL as the owner of what is in the tenant's database.
pub(crate) fn inside(world: &World, login: &Login, sql: &str) {
    let sql = format!("SET ROLE tenantctl_owner; {sql}");
    block_on(async {
        let mut connection = world.connect_as(login).await.expect("connects");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("runs");
    });
}

/// A number that the superuser sees.
pub(crate) fn number(world: &World, database: &str, sql: &str) -> i64 {
    block_on(async {
        let mut server = world.superuser(database).await;
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut server).await.expect("a number")
    })
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("there").permissions().mode() & 0o777
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("readable")).expect("JSON")
}

fn unzipped(path: &Path) -> String {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("there");
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("gzip of UTF-8");
    text
}

fn rows_of<'v>(manifest: &'v Value, schema: &str, name: &str) -> Option<&'v Value> {
    let files = manifest["files"].as_array().into_iter().flatten();
    let mut tables = files.flat_map(|file| file["tables"].as_array().into_iter().flatten());
    tables.find(|table| table["schema"] == schema && table["name"] == name).map(|table| &table["rows"])
}

#[test]
fn an_archive_holds_everything_but_sessions() {
    let world = world();
    let said = world.run(&["export", "acme-corp", "--out", "acme.dump", "-o", "json"]).code(0).json();
    let (dump, manifest) = (world.path().join("acme.dump"), world.path().join("acme.dump.manifest.json"));
    assert_eq!((mode(&dump), mode(&manifest)), (0o600, 0o600));
    let manifest = read(&manifest);
    let tenant = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!(manifest["tenant"], json!({ "uuid": tenant["uuid"], "id": "acme-corp" }));
    assert_eq!(manifest["schema_version"], tenant["schema_version"]);
    assert_eq!(manifest["rows_left_out"], json!(["access.sessions", "tenantctl.identity"]));
    assert_eq!(manifest["files"][0]["sha256"], said["sha256"]);
    let sum = Command::new("sha256sum").arg(&dump).output().expect("runs");
    assert!(String::from_utf8_lossy(&sum.stdout).starts_with(said["sha256"].as_str().expect("a sum")));
    let login = world.login("acme-corp", "migrator");
    let vendors = number(&world, &login.database, "SELECT count(*) FROM vendors");
    assert!(vendors > 0 && rows_of(&manifest, "public", "vendors") == Some(&json!(vendors)));
    assert_eq!(rows_of(&manifest, "public", "parted_1"), Some(&json!(2)));
    assert_eq!(rows_of(&manifest, "public", "Odd \"name\""), Some(&json!(3)));
    assert_eq!(rows_of(&manifest, "public", "nothing"), Some(&json!(1)));
    assert_eq!(rows_of(&manifest, "access", "sessions"), None);

    let endpoint = world.server().endpoint().expect("runs");
    let client = |program: &str, database: &str| {
        let mut command = Command::new(program);
        command.env("PGPASSWORD", world.server().superuser_password().expect("a password"));
        command.args(["-U", "postgres", "-d", database, "-p", &endpoint.port.to_string(), "-h"]);
        command.arg(&endpoint.socket_dir);
        command
    };
    let made = client("psql", "postgres").args(["-c", "CREATE DATABASE copy"]).output().expect("runs");
    assert!(made.status.success());
    let restored = client("pg_restore", "copy").arg(&dump).output().expect("runs");
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    for table in
        ["vendors", "sales_order_items", "public.\"Odd \"\"name\"\"\"", "parted", "tenantctl.schema_migrations"]
    {
        let sum = format!("SELECT coalesce(sum(hashtext(t::text)::bigint), 0)::bigint + count(*) FROM {table} t");
        assert_eq!(number(&world, "copy", &sum), number(&world, &login.database, &sum), "{table}");
    }
    assert_eq!(number(&world, "copy", "SELECT count(*) FROM access.sessions"), 0);
    world_check(&world, Expect::default());
    let logged = "SELECT count(*) FROM control_plane.policy_sync_logs WHERE action = 'export' AND detail ->> 'format' = 'custom'";
    assert_eq!(number(&world, "tenantctl", logged), 2);
}

#[test]
fn a_script_is_whole_and_folders_hold_every_value() {
    let world = world();
    let said = world.run(&["export", "acme-corp", "--format", "plain", "--out", "acme.sql.gz", "-o", "json"]).code(0);
    let script = unzipped(&world.path().join("acme.sql.gz"));
    assert!(script.contains("COPY public.vendors") && script.contains("CREATE TABLE public.vendors"));
    assert!(!script.contains("COPY access.sessions"));
    let manifest = read(Path::new(said.json()["manifest"].as_str().expect("a path")));
    assert_eq!(rows_of(&manifest, "public", "parted_1"), Some(&json!(2)));

    let _done = world.run(&["export", "acme-corp", "--format", "csv", "--out", "acme-csv/"]).code(0);
    let folder = world.path().join("acme-csv");
    assert_eq!(mode(&folder), 0o700);
    let odd = folder.join("public.Odd%20%22name%22.csv.gz");
    assert_eq!(mode(&odd), 0o600);
    let text = unzipped(&odd);
    let expected = "id,t,j,b,n,f,a,always\n1,\"a,\"\"b\"\"\r\n\tc\\.\n\\.\n\",";
    assert!(text.starts_with(expected), "{text:?}");
    assert!(text.contains("\n2,\"\",[],\\x,12345678901234567890.123456789,0.1,{},2\n3,,,,,,,3\n"), "{text:?}");
    let manifest = read(&folder.join("manifest.json"));
    assert_eq!(rows_of(&manifest, "public", "Odd \"name\""), Some(&json!(3)));
    assert_eq!(rows_of(&manifest, "public", "parted"), Some(&json!(2)));
    assert!(rows_of(&manifest, "access", "user_mappings").is_some());
    for gone in ["access.sessions.csv.gz", "tenantctl.loads.csv.gz", "public.parted_1.csv.gz", ".tenantctl-export"] {
        assert!(!folder.join(gone).exists(), "{gone}");
    }

    let _done = world.run(&["export", "acme-corp", "--format", "ndjson", "--out", "acme-json"]).code(0);
    let text = unzipped(&world.path().join("acme-json/public.Odd%20%22name%22.ndjson.gz"));
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["t"], "a,\"b\"\r\n\tc\\.\n\\.\n");
    assert_eq!(rows[0]["j"], json!({ "x": "q\"\\" }));
    assert_eq!((&rows[0]["f"], &rows[0]["a"]), (&json!("Infinity"), &json!(["a,b", null, "\""])));
    assert!(text.contains("12345678901234567890.123456789"));
    world_check(&world, Expect::default());
}

#[test]
fn nothing_that_is_there_is_overwritten_unasked() {
    let world = world();
    let file = world.path().join("acme.dump");
    std::fs::write(&file, "precious").expect("written");
    let export = |more: &[&str]| world.run(&[&["export", "acme-corp", "--out", "acme.dump"], more].concat());
    let said = export(&[]).code(9);
    assert!(said.stderr.contains("--force"), "{}", said.stderr);
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "precious");
    let would = export(&["--force", "-n", "-o", "json"]).code(0);
    assert_eq!((&would.json()["path"], &would.json()["rows"]), (&json!(file.to_str()), &json!(0)));
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "precious", "a dry run");
    let _replaced = export(&["--force"]).code(0);
    let _again = export(&["-y"]).code(0);
    assert!(std::fs::read(&file).expect("there").starts_with(b"PGDMP"));

    let folder = world.path().join("own");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("thesis.txt"), "precious").expect("written");
    let csv = |out: &str, more: &[&str]| {
        world.run(&[&["export", "acme-corp", "--format", "csv", "--out", out], more].concat())
    };
    let said = csv("own", &["--force"]).code(5);
    assert!(said.stderr.contains("is no export"), "{}", said.stderr);
    assert!(folder.join("thesis.txt").exists());
    let _file = csv("acme.dump", &["--force"]).code(5);
    let _folder = world.run(&["export", "acme-corp", "--out", "own", "--force"]).code(5);
    let _new = csv("rows", &[]).code(0);
    let _asked = csv("rows", &[]).code(9);
    let _replaced = csv("rows", &["--force"]).code(0);
    let left: Vec<_> =
        std::fs::read_dir(world.path()).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().contains(".replaced") || name.to_string_lossy().contains(".partial"))
    );

    // Where something else stands in the way of what is being made.
    std::fs::create_dir(world.path().join("next.dump.partial")).expect("a folder");
    std::fs::write(world.path().join("next.dump.partial/precious"), "x").expect("written");
    let _own = world.run(&["export", "acme-corp", "--out", "next.dump"]).code(5);
    assert!(world.path().join("next.dump.partial/precious").exists());
}

#[test]
fn bad_calls_are_refused() {
    let world = world();
    for (arguments, code) in [
        (&["export", "acme-crop"][..], 4),
        (&["export", "acme-corp", "--format", "tar"], 2),
        (&["export", "acme-corp", "--out", "/"], 2),
        (&["export", "acme-corp", "--out", ""], 2),
        (&["export", "acme-corp", "--out", "a/"], 2),
        (&["export", "acme-corp", "--out", "missing/folder/acme.dump"], 6),
        (&["export", "acme-corp", "-t", "acme-corp"], 2),
    ] {
        let said = world.run(arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}{}", said.stdout, said.stderr);
    }
    let _closed = world.run(&["suspend", "acme-corp", "-y"]).code(0);
    let said = world.run(&["export", "acme-corp", "--out", "x.dump", "-o", "json"]).code(5);
    assert_eq!(said.json()["error"]["code"], "wrong_status");
    assert!(!world.path().join("x.dump").exists());
    world_check(&world, Expect::default());
}
