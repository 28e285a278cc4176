//! `migrate --rehearse`: the files run in a scratch database first.

use super::Fleet;
use super::verify::scratches;
use crate::support::world_check::{Expect, world_check};

const TRACES: &str =
    "SELECT (SELECT count(*) FROM control_plane.fleet_runs) + (SELECT count(*) FROM control_plane.policy_sync_logs)";

#[test]
fn a_rehearsal_that_fails_writes_nothing_anywhere() {
    let fleet = Fleet::of(3);
    fleet.counting_files(1, 0.0);
    let _done = fleet.migrate(&["-t", "fleet-00", "-t", "fleet-01"]).code(0);
    fleet.file(2, "INSERT INTO effects VALUES (2);\n  SELECT no_such_thing;");
    let before: Vec<i64> = fleet.plane(TRACES);
    let said = fleet.migrate(&["--all", "--rehearse"]).code(11);
    let error = &said.json()["error"];
    assert_eq!(error["code"], "rehearsal_failed", "{said}", said = said.stdout);
    let message = error["message"].as_str().expect("a text");
    assert!(
        message.contains("with the schema of fleet-0") && message.contains("20270101000002_file_2.sql:2:10:"),
        "{message}"
    );
    assert_eq!(fleet.plane::<i64>(TRACES), before);
    assert_eq!((fleet.effects(0), fleet.effects(2)), (vec![1], vec![]));
    assert_eq!(scratches(&fleet.world), Vec::<String>::new());
    fleet.file(2, "INSERT INTO effects VALUES (2)");
    let dry = fleet.migrate(&["--all", "--rehearse", "--dry-run"]).code(0);
    assert!(dry.stderr.contains("rehearsed from version"), "{}", dry.stderr);
    assert_eq!(fleet.plane::<i64>(TRACES), before);
    let said = fleet.migrate(&["--all", "--rehearse"]).code(0);
    // One for each of the two versions that there are.
    assert_eq!(said.stderr.matches("rehearsed from version").count(), 2, "{}", said.stderr);
    assert!((0..3).all(|tenant| fleet.effects(tenant) == [1, 2]));
    assert_eq!(scratches(&fleet.world), Vec::<String>::new());
    world_check(&fleet.world, Expect::default());
}

/// What only a tenant's own rows refuse is met with its rows alone, and what only its own schema refuses without them.
#[test]
fn a_rehearsal_has_the_tenants_schema_and_if_asked_its_rows() {
    let fleet = Fleet::of(1);
    fleet.counting_files(1, 0.0);
    let _done = fleet.migrate(&["--all"]).code(0);
    fleet.inside(0, "CREATE TABLE drifted (id int)");
    fleet.file(2, "CREATE TABLE drifted (id int)");
    let said = fleet.migrate(&["--all", "--rehearse"]).code(11);
    assert!(said.stdout.contains("drifted") && said.stdout.contains("already exists"), "{}", said.stdout);
    fleet.file(2, "ALTER TABLE effects ADD CHECK (file > 1)");
    let said = fleet.migrate(&["--all", "--rehearse=data"]).code(11);
    assert!(said.stdout.contains("23514"), "{}", said.stdout);
    let said = fleet.migrate(&["--all", "--rehearse"]).code(3);
    assert!(said.stderr.contains("rehearsed") && said.stdout.contains("23514"), "{} {}", said.stdout, said.stderr);
    let _wrong = fleet.migrate(&["--all", "--rehearse", "--no-gate"]).code(2);
    assert_eq!(fleet.effects(0), [1]);
    assert_eq!(scratches(&fleet.world), Vec::<String>::new());
}

/// A tenant's own code may run while its schema is copied; it runs as nobody but a login that has only the copy.
#[test]
fn a_hostile_schema_reaches_nothing() {
    let fleet = Fleet::of(2);
    fleet.counting_files(1, 0.0);
    fleet.inside(
        0,
        "CREATE TABLE traps (who text);
         CREATE FUNCTION public.trap(i int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
             IF current_database() LIKE 'tenantctl%' AND (current_setting('is_superuser') = 'on'
                     OR session_user::text NOT LIKE 'tenantctl%migrator') THEN
                 RAISE 'trapped %', session_user;
             END IF;
             RETURN i;
         END $$;
         CREATE TABLE public.bait (id int, CHECK (public.trap(id) IS NOT NULL));
         INSERT INTO public.bait VALUES (1); CREATE INDEX ON public.bait (public.trap(id))",
    );
    let said = fleet.migrate(&["--all", "--rehearse=data"]).code(0);
    assert!(!said.stderr.contains("trapped"), "{}", said.stderr);
    assert!((0..2).all(|tenant| fleet.effects(tenant) == [1]));
    assert_eq!(scratches(&fleet.world), Vec::<String>::new());
    // A copy that can't be made ends it before anything is written.
    fleet.file(2, "INSERT INTO effects VALUES (2)");
    let mut command = fleet.world.command(&fleet.arguments(&["--all", "--rehearse"]));
    let killed = command.env("TENANTCTL_FAILPOINTS", "rehearsal.copied").output().expect("runs");
    assert_ne!(killed.status.code(), Some(0));
    assert_eq!(scratches(&fleet.world).len(), 3);
    let _swept = fleet.world.run(&["migrate", "verify", "--dir", fleet.dir()]).code(8);
    assert_eq!(scratches(&fleet.world), Vec::<String>::new());
    assert!((0..2).all(|tenant| fleet.effects(tenant) == [1]));
}
