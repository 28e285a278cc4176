//! Places that can't be written to, or that others can read: refused before anything is made.

use crate::support::disk::Disk;
use crate::support::proxy::Proxy;
use crate::support::world_check::{Expect, world_check};
use crate::support::{Said, World, block_on};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const PROVISION: [&str; 4] = ["provision", "acme-corp", "--region", "x"];

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

#[test]
fn a_state_directory_that_cant_be_written() {
    let world = World::new();
    std::fs::write(world.path().join("file"), "").expect("written");
    let mut below = world.command(&PROVISION);
    let said = Said::from(below.env("TENANTCTL_STATE_DIR", world.path().join("file/state")).output().expect("runs"));
    assert!(said.code(10).stderr.contains("file/state"));
    let Some(disk) = Disk::for_state(&world) else { return };
    disk.forbid_writing(true);
    for arguments in [&PROVISION[..], &["init"], &["local", "start"], &["pool", "fill", "--size", "1"]] {
        let said = world.run(arguments).code(10);
        assert!(said.stderr.contains("Read-only file system"), "{}", said.stderr);
    }
    assert!(is_empty(&world.state()));
    disk.forbid_writing(false);
    let _done = world.run(&PROVISION).code(0);
    world_check(&world, Expect { resumable: false });
}

/// The first use makes the master key; where that can't be kept, nothing is made that would need it.
#[test]
fn a_master_key_that_cant_be_kept() {
    let world = World::new();
    let _started = world.run(&["local", "start"]).code(0);
    let elsewhere = World::new();
    let Some(disk) = Disk::for_state(&elsewhere) else { return };
    disk.forbid_writing(true);
    let provision = ["provision", "acme-corp", "--region", "us-east-1"];
    let proxy = Proxy::before(&world);
    let mut command = elsewhere.command(&provision);
    let said = Said::from(command.env("DATABASE_URL", proxy.operator_url(&world)).output().expect("runs")).code(10);
    assert!(said.stderr.contains("master.key") || said.stderr.contains("state"), "{}", said.stderr);
    let made: i64 = block_on(async {
        let sql =
            "SELECT count(*) FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1', 'tenantctl')";
        sqlx::query_scalar(sql).fetch_one(&mut world.superuser("postgres").await).await.expect("a count")
    });
    assert_eq!(made, 0);
}

/// Without a home there is no place for the state, but for root.
#[test]
#[expect(clippy::print_stdout, reason = "whoever reads the test's output learns what wasn't tested")]
fn an_ordinary_user_without_a_home_or_rights() {
    let world = World::new();
    let as_nobody = |set: &[(&str, &Path)]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--", env!("CARGO_BIN_EXE_tenantctl")]);
        command.args(PROVISION).env_clear().envs(set.iter().copied()).current_dir("/");
        command.output().ok()
    };
    let may = as_nobody(&[]).filter(|output| output.status.code().is_some_and(|code| ![1, 126, 127].contains(&code)));
    let Some(without_home) = may else {
        println!("skipped: the binary can't be run as another user here (that needs root, setpriv and open folders)");
        return;
    };
    let said = Said::from(without_home).code(10);
    assert!(said.stderr.contains("TENANTCTL_STATE_DIR"), "{}", said.stderr);
    let closed = world.path().join("closed");
    std::fs::create_dir(&closed).expect("a folder");
    for set in
        [("TENANTCTL_STATE_DIR", closed.join("state")), ("HOME", closed.clone()), ("XDG_STATE_HOME", closed.clone())]
    {
        let said = Said::from(as_nobody(&[(set.0, &set.1)]).expect("runs")).code(10);
        assert!(said.stderr.contains("Permission denied") && said.stderr.contains("closed"), "{}", said.stderr);
    }
    assert!(is_empty(&closed));
}

#[test]
fn a_configuration_that_others_can_read() {
    let world = World::new();
    let file = world.path().join("tenantctl.toml");
    let key = "0123456789abcdef".repeat(4);
    std::fs::write(&file, format!("master_key = '{key}'\n")).expect("written");
    let mode = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("mode");
    mode(0o644);
    for arguments in [&PROVISION[..], &["init"], &["list"], &["migrate", "--all"]] {
        let said = world.run(arguments).code(10);
        assert!(said.stderr.contains("chmod 600 ./tenantctl.toml") && !said.stderr.contains(&key), "{}", said.stderr);
    }
    assert!(!world.state().exists());
    mode(0o600);
    let _done = world.run(&PROVISION).code(0);
}
