//! What goes wrong in the middle: no file is left that looks whole, and the same command runs again.

use super::{mode, world};
use crate::support::World;
use crate::support::disk::Disk;
use crate::support::world_check::{Expect, world_check};
use std::os::unix::fs::PermissionsExt;

/// What is in a folder, but for the world's own.
fn left(world: &World, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(world.path().join(folder)).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn without_a_pg_dump_that_works_there_is_no_file() {
    let mut world = world();
    let programs = world.path().join("programs");
    std::fs::create_dir(&programs).expect("a folder");
    std::fs::create_dir(world.path().join("out")).expect("a folder");
    let script = |text: &str| {
        let file = programs.join("pg_dump");
        std::fs::write(&file, format!("#!/bin/sh\n{text}\n")).expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("mode");
    };
    let of =
        |version: &str| format!("if [ \"$1\" = --version ]; then echo \"pg_dump (PostgreSQL) {version}\"; exit; fi");
    let real = "exec /usr/bin/env pg_dump \"$@\"";
    let half = format!("{}\nPATH=/usr/bin:/bin pg_dump \"$@\" | head -c 20000; ", of("99.1"));
    for (what, dump, code, told) in [
        ("too old", format!("{}\n{real}", of("14.1")), 10, "pg_dump_too_old"),
        ("fails", format!("{}\necho 'server closed the connection' >&2; exit 1", of("99.1")), 6, "export_failed"),
        ("is killed in the middle", format!("{half} kill -9 $$"), 6, "export_failed"),
        ("ends in the middle and says it is well", half.clone(), 6, "export_failed"),
        ("writes nonsense", format!("{}\necho nonsense", of("99.1")), 6, "export_failed"),
        ("writes nothing", of("99.1"), 6, "export_failed"),
        (
            "leaves a table out",
            format!("{}\nPATH=/usr/bin:/bin exec pg_dump -T public.vendors \"$@\"", of("99.1")),
            6,
            "export_unequal",
        ),
    ] {
        script(&dump);
        world.env = vec![("TENANTCTL_PG_BIN_DIR".into(), programs.display().to_string())];
        let said = world.run(&["export", "acme-corp", "--out", "out/acme.dump", "-o", "json"]);
        assert_eq!(said.code, code, "{what}: {}{}", said.stdout, said.stderr);
        assert_eq!(said.json()["error"]["code"], told, "{what}: {}", said.stderr);
        assert_eq!(left(&world, "out"), [""; 0], "{what}");
    }
    script(&half);
    let said =
        world.run(&["export", "acme-corp", "--format", "plain", "--out", "out/acme.sql.gz", "-o", "json"]).code(6);
    assert_eq!(said.json()["error"]["code"], "export_unequal", "a script without an end");
    assert_eq!(left(&world, "out"), [""; 0]);
    world.env.clear();
    let _done = world.run(&["export", "acme-corp", "--out", "out/acme.dump"]).code(0);
    world_check(&world, Expect::default());
}

#[test]
fn the_password_is_in_no_argument() {
    let mut world = world();
    let programs = world.path().join("programs");
    std::fs::create_dir(&programs).expect("a folder");
    let heard = world.path().join("heard");
    for program in ["pg_dump", "pg_restore"] {
        let file = programs.join(program);
        let text = format!(
            "#!/bin/sh\necho \"$@\" >> {}\nenv | grep -v PGPASSWORD >> {0}\nPATH=/usr/bin:/bin exec {program} \"$@\"\n",
            heard.display()
        );
        std::fs::write(&file, text).expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("mode");
    }
    let password = world.login("acme-corp", "migrator").password;
    world.env = vec![("TENANTCTL_PG_BIN_DIR".into(), programs.display().to_string())];
    let said = world.run(&["export", "acme-corp", "--out", "acme.dump", "-v"]).code(0);
    world.env.clear();
    let heard = std::fs::read_to_string(heard).expect("there");
    assert!(heard.contains("--format=custom") && heard.contains("PGUSER="), "{heard}");
    let manifest = std::fs::read_to_string(world.path().join("acme.dump.manifest.json")).expect("there");
    for text in [&heard, &manifest, &said.stdout, &said.stderr] {
        assert!(!text.contains(&password));
    }
}

#[test]
fn a_full_disk_leaves_nothing() {
    let world = world();
    let Some(disk) = Disk::for_folder(&world, "small") else { return };
    for (format, out) in [("custom", "a.dump"), ("plain", "a.sql.gz"), ("csv", "a"), ("ndjson", "b")] {
        disk.leave(40);
        let out = format!("small/{out}");
        let said = world.run(&["export", "acme-corp", "--format", format, "--out", &out, "-o", "json"]).code(6);
        assert!(said.stdout.contains("No space left on device"), "{format}: {}", said.stdout);
        assert!(said.stderr.contains("--out PATH"), "{format}: {}", said.stderr);
        assert_eq!(left(&world, "small"), [""; 0], "{format}");
    }
    disk.grow();
    let _done = world.run(&["export", "acme-corp", "--out", "small/a.dump"]).code(0);
    assert_eq!(mode(&world.path().join("small/a.dump")), 0o600);
    world_check(&world, Expect::default());
}

#[cfg(feature = "failpoints")]
#[test]
fn what_a_killed_run_leaves_does_not_look_whole() {
    let mut world = world();
    std::fs::create_dir(world.path().join("out")).expect("a folder");
    for (point, format, name) in [
        ("export.dumped", "custom", "a.dump"),
        ("export.scripted", "plain", "a.sql.gz"),
        ("export.wrote_table", "csv", "csv"),
        ("export.publishing", "ndjson", "json"),
        ("export.publishing", "custom", "b.dump"),
        ("export.published_manifest", "custom", "c.dump"),
        ("export.published", "custom", "d.dump"),
    ] {
        let out = format!("out/{name}");
        let arguments = ["export", "acme-corp", "--format", format, "--out", &out];
        world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
        let said = world.run(&arguments);
        assert!(said.code < 0, "{point}: {}", said.stderr);
        world.env.clear();
        let whole = world.path().join(&out).exists();
        assert_eq!(whole, point == "export.published", "{point}");
        let again = [&arguments[..], if whole { &["--force"] } else { &[] }].concat();
        let _done = world.run(&again).code(0);
        assert!(!left(&world, "out").iter().any(|name| name.ends_with(".partial")), "{point}");
        world_check(&world, Expect::default());
    }
}

#[test]
fn two_runs_for_one_file_do_not_mix() {
    let world = world();
    std::fs::create_dir(world.path().join("out")).expect("a folder");
    let start = || {
        let mut command = world.command(&["export", "acme-corp", "--out", "out/a.dump"]);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().expect("starts")
    };
    let runs: Vec<_> = (0..4).map(|_| start()).collect();
    let codes: Vec<_> = runs.into_iter().map(|run| run.wait_with_output().expect("ends").status.code()).collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 5 | 6 | 9))), "{codes:?}");
    assert_eq!(left(&world, "out"), ["a.dump", "a.dump.manifest.json"]);
}
