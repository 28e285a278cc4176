//! A build without the feature `failpoints` can't be made to die. By itself, so that it is soon compiled.

#![cfg(not(feature = "failpoints"))]

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

#[test]
fn release_build_has_no_fail_points() {
    let folder = tempfile::Builder::new().prefix("tctl").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).expect("mode");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenantctl"));
        command.args(arguments).arg("--no-env-file").current_dir(folder.path());
        command
            .env("TENANTCTL_STATE_DIR", folder.path().join("state"))
            .env("TENANTCTL_FAILPOINTS", "provision.reserved");
        command.env_remove("DATABASE_URL").env_remove("TENANTCTL_DATABASE_URL");
        command.output().expect("runs")
    };
    let lived = run(&["provision", "acme-corp", "--region", "x"]);
    let _stopped = run(&["local", "stop"]);
    assert_eq!(lived.status.code(), Some(0), "{}", String::from_utf8_lossy(&lived.stderr));
}
