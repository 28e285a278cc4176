//! What is refused, before anything is written.

use super::{inside, is_empty, restore, shape, target, world};
use crate::support::World;
use crate::support::world_check::{Expect, world_check};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use tenantctl::domain::export::{ExportFile, ExportedTable, Manifest};

#[track_caller]
fn refused(world: &World, file: &str, id: &str, code: i32, told: &str) {
    let said = restore(world, file, id);
    assert_eq!(said.code, code, "{told}: {}{}", said.stdout, said.stderr);
    assert_eq!(said.json()["error"]["code"], told, "{}", said.stderr);
    assert!(said.stderr.contains("hint: "), "{}", said.stderr);
}

#[test]
fn one_changed_byte_is_one_too_many() {
    let world = world(&["custom", "csv", "plain"]);
    let vendors = world.path().join("csv/public.vendors.csv.gz");
    let dump = world.path().join("custom");
    for (file, changed, of) in
        [(&dump, "custom", 40), (&dump, "custom", 2000), (&dump, "custom", -1), (&vendors, "csv", 30)]
    {
        let good = std::fs::read(file).expect("there");
        let mut bad = good.clone();
        let at = if of < 0 { bad.len() - 1 } else { usize::try_from(of).expect("a place") };
        bad[at] ^= 1;
        std::fs::write(file, bad).expect("written");
        refused(&world, changed, "acme-two", 11, "export_changed");
        std::fs::write(file, &good[..good.len() - 1]).expect("written");
        refused(&world, changed, "acme-two", 11, "export_changed");
        std::fs::remove_file(file).expect("gone");
        // Of a dump that isn't there, there is nothing to say but that.
        refused(&world, changed, "acme-two", 11, "export_changed");
        std::fs::write(file, good).expect("written");
    }
    let manifest = world.path().join("custom.manifest.json");
    let text = std::fs::read_to_string(&manifest).expect("there");
    for (bad, told) in [
        (text.replace("acme-corp", "acme-corq"), "invalid_manifest"),
        (text.replace("\"format_version\": 1", "\"format_version\": 2"), "invalid_manifest"),
        (text[..text.len() / 2].to_owned(), "invalid_manifest"),
        (String::new(), "invalid_manifest"),
    ] {
        std::fs::write(&manifest, bad).expect("written");
        refused(&world, "custom", "acme-two", 11, told);
    }
    std::fs::remove_file(&manifest).expect("gone");
    refused(&world, "custom", "acme-two", 11, "no_manifest");
    refused(&world, "plain", "acme-two", 11, "plain_export");
    refused(&world, "nowhere", "acme-two", 11, "no_manifest");
    std::fs::create_dir(world.path().join("folder")).expect("a folder");
    refused(&world, "folder", "acme-two", 11, "no_manifest");
    assert!(is_empty(&world, "acme-two"));
    world_check(&world, Expect::default());
}

#[test]
fn one_tenants_data_is_not_given_to_another_by_mistake() {
    let world = world(&["custom"]);
    let run = |more: &[&str]| world.run(&[&["restore-dump", "custom", "-t", "acme-two"], more].concat());
    for more in [&["-y"][..], &[], &["--confirm", "acme-two"], &["--confirm", "globex", "-y"]] {
        let said = run(more).code(9);
        assert!(said.stderr.contains("acme-corp"), "{}", said.stderr);
    }
    let _unknown = world.run(&["restore-dump", "custom", "-t", "acme-tow", "--confirm", "acme-corp"]).code(4);
    let _no_file = world.run(&["restore-dump", "-t", "acme-two"]).code(2);
    assert!(is_empty(&world, "acme-two"));
    let _closed = world.run(&["suspend", "acme-two", "-y"]).code(0);
    refused(&world, "custom", "acme-two", 5, "wrong_status");
    let _open = world.run(&["resume", "acme-two"]).code(0);
    inside(&world, &world.login("acme-two", "migrator"), "INSERT INTO vendors (code, name) VALUES ('V1', 'Own')");
    refused(&world, "custom", "acme-two", 5, "not_empty");

    // Another schema: what its migrations did to the rows would be missing, or has no place.
    let own = world.own_migration();
    let _made = world.run(&["provision", "newer", "--region", "x", "--dir", &own]).code(0);
    refused(&world, "custom", "newer", 5, "schema_ahead");
    let _newer = world.run(&["export", "newer", "--out", "newer.dump"]).code(0);
    target(&world, "older");
    let said = world.run(&["restore-dump", "newer.dump", "-t", "older", "--confirm", "newer", "-o", "json"]).code(5);
    assert_eq!(said.json()["error"]["code"], "schema_behind");
    let _made = world.run(&["provision", "plain-one", "--region", "x"]).code(0);
    refused(&world, "custom", "plain-one", 5, "other_schema");
    assert!(is_empty(&world, "older") && is_empty(&world, "plain-one"));
    world_check(&world, Expect::default());
}

#[test]
fn an_erased_tenant_does_not_come_back() {
    let world = world(&["custom", "csv"]);
    let _closed =
        world.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "--grace", "0", "--no-backup"]).code(0);
    let _gone = world.run(&["purge", "acme-corp", "--confirm", "acme-corp"]).code(0);
    target(&world, "acme-corp");
    for file in ["custom", "csv"] {
        for id in ["acme-corp", "acme-two"] {
            refused(&world, file, id, 5, "tenant_erased");
            assert!(is_empty(&world, id));
        }
        let dry = world.run(&["restore-dump", file, "-t", "acme-corp", "-n"]).code(5);
        assert!(dry.stderr.contains("was erased"), "{}", dry.stderr);
    }
    world_check(&world, Expect::default());
}

/// Replaces a file of a folder and writes a manifest that fits: what somebody can do who has everything but the tenant.
fn forge(folder: &Path, change: impl FnOnce(&mut Manifest)) {
    let path = folder.join("manifest.json");
    let mut manifest = Manifest::parse(&std::fs::read_to_string(&path).expect("there")).expect("a manifest");
    change(&mut manifest);
    std::fs::write(path, manifest.to_text().expect("text")).expect("written");
}

fn file(folder: &Path, table: (&str, &str), columns: &[&str], text: &str, rows: u64) -> ExportFile {
    let name = format!("forged-{}.csv.gz", table.1);
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(text.as_bytes()).expect("packed");
    let bytes = gz.finish().expect("packed");
    std::fs::write(folder.join(&name), &bytes).expect("written");
    let sum = Command::new("sha256sum").arg(folder.join(&name)).output().expect("runs").stdout;
    let sha256 = String::from_utf8_lossy(&sum).split(' ').next().unwrap_or_default().to_owned();
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    let table = ExportedTable { schema: table.0.into(), name: table.1.into(), columns, rows };
    ExportFile { name, bytes: bytes.len() as u64, sha256, tables: vec![table] }
}

#[test]
fn a_forged_export_changes_nothing_but_rows_of_the_tenant() {
    let world = world(&["csv", "custom"]);
    let folder = world.path().join("csv");
    let before = shape(&world, "acme-two");
    let original = std::fs::read(folder.join("manifest.json")).expect("there");
    // Rights, bookkeeping and the mark aren't taken, whatever a manifest says.
    forge(&folder, |manifest| {
        let roles = "name,description\nsuperadmin,x\n";
        manifest.files.push(file(&folder, ("access", "roles"), &["name", "description"], roles, 1));
        let identity =
            "tenant,control_plane\n00000000-0000-4000-8000-000000000001,00000000-0000-4000-8000-000000000001\n";
        manifest.files.push(file(&folder, ("tenantctl", "identity"), &["tenant", "control_plane"], identity, 1));
        let sessions = "jti,user_id,expires_at\n00000000-0000-4000-8000-000000000001,00000000-0000-4000-8000-000000000001,2099-01-01\n";
        manifest.files.push(file(&folder, ("access", "sessions"), &["jti", "user_id", "expires_at"], sessions, 1));
    });
    let _done = restore(&world, "csv", "acme-two").code(0);
    assert_eq!(shape(&world, "acme-two"), before);
    let database = world.login("acme-two", "migrator").database;
    let held = "SELECT (SELECT count(*) FROM access.sessions) + (SELECT count(*) FROM tenantctl.identity)";
    assert_eq!(super::number(&world, &database, held), 0);

    target(&world, "acme-three");
    for (schema, table, columns, text, code) in [
        // Names are names.
        ("public", "vendors\" (code) FROM PROGRAM 'id'; --", &["code"][..], "code\nx\n", 5),
        ("public", "vendors", &["code) FROM PROGRAM 'id'; --"], "code\nx\n", 5),
        ("pg_catalog", "pg_authid", &["rolname"], "rolname\nx\n", 5),
        ("public", "other", &["id", "one"], "id,one\n77,77\n", 5),
        ("public", "nothing", &["id"], "id\n1\n", 5),
    ] {
        std::fs::write(folder.join("manifest.json"), &original).expect("written");
        forge(&folder, |manifest| {
            manifest.files.retain(|file| file.tables.iter().all(|t| t.schema != schema || t.name != table));
            manifest.files.push(file(&folder, (schema, table), columns, text, 1));
        });
        let said = restore(&world, "csv", "acme-three");
        assert!(said.code == code || said.code == 11 || said.code == 1, "{table}: {} {}", said.code, said.stderr);
        assert!(is_empty(&world, "acme-three"), "{table}");
    }
    // A column that the tenant hasn't, and a migration that wasn't the same.
    let colour = || file(&folder, ("public", "vendors"), &["colour"], "colour\nred\n", 1);
    for change in [&(|manifest: &mut Manifest| manifest.files.push(colour())) as &dyn Fn(&mut Manifest), &|manifest| {
        manifest.migrations[0].checksum = "00".repeat(48)
    }] {
        std::fs::write(folder.join("manifest.json"), &original).expect("written");
        forge(&folder, change);
        refused(&world, "csv", "acme-three", 5, "other_schema");
    }
    // Fewer rows than the manifest says.
    std::fs::write(folder.join("manifest.json"), &original).expect("written");
    forge(&folder, |manifest| {
        let mut tables = manifest.files.iter_mut().flat_map(|file| &mut file.tables);
        tables.find(|table| table.name == "vendors").expect("it is there").rows += 1;
    });
    refused(&world, "csv", "acme-three", 11, "export_changed");

    // What a dump says beside its rows is never run: its functions, triggers and rights aren't brought over.
    let traps = "CREATE FUNCTION public.trap() RETURNS text LANGUAGE sql SECURITY DEFINER AS $$ SELECT 'x' $$;
        GRANT EXECUTE ON FUNCTION public.trap() TO PUBLIC;
        CREATE VIEW public.peep AS SELECT rolname FROM pg_roles;
        COMMENT ON TABLE vendors IS E'x\\nCOPY public.vendors (code, name) FROM stdin;\\nevil\\tevil\\n\\\\.\\n'";
    inside(&world, &world.login("acme-corp", "migrator"), traps);
    let _export = world.run(&["export", "acme-corp", "--out", "trapped"]).code(0);
    let before = shape(&world, "acme-three");
    let _done = restore(&world, "trapped", "acme-three").code(0);
    assert_eq!(shape(&world, "acme-three"), before);
    assert_eq!(super::rows(&world, "acme-three"), super::rows(&world, "acme-corp"));
    world_check(&world, Expect::default());
}
