//! The control plane is lost before, while and after a project is created.

use super::{PROVISION, one_project, quick};
use crate::hostile::as_superuser;
use crate::support::Said;
use crate::support::supabase::{Options, Phase};
use std::process::Stdio;
use std::time::Duration;

#[test]
fn without_a_control_plane_nothing_is_created() {
    let (fake, world) = quick(Options::default());
    let mut command = world.command(&PROVISION);
    command.env("TENANTCTL_DATABASE_URL", "postgresql://operator:secret@127.0.0.1:1/plane");
    let said: Said = command.output().expect("runs").into();
    assert_eq!(said.code, 6, "{}", said.stderr);
    assert!(fake.projects().is_empty() && fake.count("POST", "/v1/projects") == 0);
}

#[test]
fn a_control_plane_that_is_lost_in_the_middle_is_found_again() {
    let (fake, world) = quick(Options::default());
    fake.script_next(vec![Phase::time("COMING_UP", Duration::from_secs(3)), Phase::forever("ACTIVE_HEALTHY")]);
    let mut command = world.command(&PROVISION);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    while fake.count("POST", "/v1/projects") == 0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'tenantctl_operator'";
    as_superuser(&world, "tenantctl", cut);
    let said: Said = child.wait_with_output().expect("ends").into();
    assert!(matches!(said.code, 0 | 6), "{}: {}", said.code, said.stderr);
    let said = world.run(&PROVISION).code(0);
    one_project(&fake, &world, &said);
    assert_eq!(fake.count("POST", "/v1/projects"), 1);
}

#[test]
fn a_last_write_that_fails_leaves_the_tenant_inactive_and_is_made_by_the_next_run() {
    let (fake, world) = quick(Options::default());
    as_superuser(
        &world,
        "tenantctl",
        "CREATE FUNCTION control_plane.refuse_active() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '53100'; END $$;
         CREATE TRIGGER refuse_active BEFORE UPDATE ON control_plane.tenant_metadata FOR EACH ROW
             WHEN (NEW.status = 'active') EXECUTE FUNCTION control_plane.refuse_active()",
    );
    let said = world.run(&PROVISION).code(6);
    assert!(said.stderr.contains("stopped at the step activate"), "{}", said.stderr);
    let shown = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!(shown["status"], "failed");
    as_superuser(&world, "tenantctl", "DROP TRIGGER refuse_active ON control_plane.tenant_metadata");
    let said = world.run(&PROVISION).code(0);
    one_project(&fake, &world, &said);
    assert_eq!(fake.count("POST", "/v1/projects"), 1);
}
