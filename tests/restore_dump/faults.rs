//! What goes wrong in the middle: the tenant stays empty and in use, and the same command runs again.

#[cfg(feature = "failpoints")]
use super::rows;
use super::{is_empty, restore, shape, world};
use crate::support::world_check::{Expect, world_check};
use std::os::unix::fs::PermissionsExt;

#[cfg(feature = "failpoints")]
#[test]
fn a_killed_restore_has_loaded_all_or_nothing() {
    let mut world = world(&["custom"]);
    let (shape_before, of_source) = (shape(&world, "acme-two"), rows(&world, "acme-corp"));
    for point in [
        "restore_dump.logged",
        "restore_dump.made_way",
        "restore_dump.loaded",
        "restore_dump.before_commit",
        "restore_dump.committed",
    ] {
        world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
        let killed = restore(&world, "custom", "acme-two");
        assert!(killed.code < 0, "{point}: {}", killed.stderr);
        world.env.clear();
        let committed = point == "restore_dump.committed";
        assert_eq!(is_empty(&world, "acme-two"), !committed, "{point}");
        assert_eq!(shape(&world, "acme-two"), shape_before, "{point}");
    }
    let said = restore(&world, "custom", "acme-two").code(0);
    assert_eq!(said.json()["status"], "nothing_to_do");
    assert_eq!(rows(&world, "acme-two"), of_source);
    world_check(&world, Expect::default());
}

#[test]
fn a_pg_restore_that_dies_loads_nothing() {
    let mut world = world(&["custom"]);
    let shape_before = shape(&world, "acme-two");
    let programs = world.path().join("programs");
    std::fs::create_dir(&programs).expect("a folder");
    let half = "PATH=/usr/bin:/bin pg_restore \"$@\" | head -c 60000";
    for (what, text, code, told) in [
        ("fails", "echo 'unsupported version (9.9) in file header' >&2; exit 1".to_owned(), 6, "restore_failed"),
        ("is killed in the middle", format!("{half}; kill -9 $$"), 6, "restore_failed"),
        ("ends in the middle and says it is well", half.to_owned(), 6, "restore_failed"),
        ("says nothing", "exit 0".to_owned(), 11, "export_changed"),
    ] {
        let file = programs.join("pg_restore");
        std::fs::write(&file, format!("#!/bin/sh\n{text}\n")).expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("mode");
        world.env = vec![("TENANTCTL_PG_BIN_DIR".into(), programs.display().to_string())];
        let said = restore(&world, "custom", "acme-two");
        world.env.clear();
        assert_eq!(said.code, code, "{what}: {}{}", said.stdout, said.stderr);
        assert_eq!(said.json()["error"]["code"], told, "{what}: {}", said.stderr);
        assert!(is_empty(&world, "acme-two"), "{what}");
        assert_eq!(shape(&world, "acme-two"), shape_before, "{what}");
    }
    let _done = restore(&world, "custom", "acme-two").code(0);
    world_check(&world, Expect::default());
}
