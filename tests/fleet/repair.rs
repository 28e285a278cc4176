//! `migrate repair`: checksums in ledgers, versions in the control plane.

use super::Fleet;
use crate::support::Said;
use crate::support::world_check::{Expect, world_check};

const LOGGED: &str = "SELECT count(*) FROM control_plane.policy_sync_logs WHERE action = 'migrate repair'";
const FIRST: &str = "20270101000001";

fn repair(fleet: &Fleet, more: &[&str]) -> Said {
    fleet.world.run(&[&["migrate", "repair", "--dir", fleet.dir(), "-o", "json"], more].concat())
}

#[test]
fn a_changed_file_is_explained_and_only_agreed_to_written() {
    let fleet = Fleet::of(2);
    fleet.counting_files(1, 0.0);
    let _done = fleet.migrate(&["--all"]).code(0);
    assert_eq!(repair(&fleet, &["--explain"]).code(0).json()["items"][0]["status"], "fine");
    let name = format!("{}/{FIRST}_file_1.sql", fleet.dir());
    let text = std::fs::read_to_string(&name).expect("read");
    std::fs::write(&name, format!("{text}\n\n")).expect("written");
    let said = repair(&fleet, &["--explain"]).code(0).json();
    let item = &said["items"][0];
    assert_eq!((&item["status"], &item["version"]), (&"repairable".into(), &FIRST.into()), "{said}");
    assert!(item["problem"].as_str().expect("a text").ends_with("only the end of the file differs"), "{said}");
    assert!(item["from"] != item["to"] && item["file"] == "20270101000001_file_1.sql", "{said}");
    std::fs::write(&name, format!("{text}; SELECT 1")).expect("written");
    let said = repair(&fleet, &["--explain", "-t", "fleet-00"]).code(0).json();
    assert!(said["items"][0]["problem"].as_str().expect("a text").ends_with("the text differs"), "{said}");
    let _unsaid = repair(&fleet, &["-t", "fleet-00"]).code(2);
    let _unconfirmed = repair(&fleet, &["--apply", "-t", "fleet-00"]).code(9);
    let _dry = repair(&fleet, &["--apply", "-t", "fleet-00", "--yes", "--dry-run"]).code(0);
    assert_eq!(fleet.plane::<i64>(LOGGED), [0]);
    let _refused = fleet.migrate(&["--all"]).code(3);
    let said = repair(&fleet, &["--apply", "-t", "fleet-00", "--yes"]).code(0).json();
    assert_eq!(said["items"][0]["status"], "repaired", "{said}");
    assert_eq!(fleet.plane::<i64>(LOGGED), [2]);
    let _fits = fleet.migrate(&["-t", "fleet-00"]).code(0);
    let _still = fleet.migrate(&["-t", "fleet-01"]).code(3);
    assert_eq!((fleet.effects(0), fleet.effects(1)), (vec![1], vec![1]));
    world_check(&fleet.world, Expect::default());
}

#[test]
fn a_renamed_file_is_refused_until_somebody_agrees() {
    let fleet = Fleet::of(2);
    fleet.counting_files(1, 0.0);
    let provision = |id: &str| fleet.world.run(&["provision", id, "--region", "us-east-1", "--dir", fleet.dir()]);
    let _done = fleet.migrate(&["--all"]).code(0);
    let (before, after) = (format!("{FIRST}_file_1.sql"), format!("{FIRST}_made_effects.sql"));
    let path = |name: &str| format!("{}/{name}", fleet.dir());
    std::fs::rename(path(&before), path(&after)).expect("renamed");
    fleet.file(2, "INSERT INTO effects VALUES (2)");
    let names = format!("{after} was applied as {before}");
    let command = "tenantctl migrate repair --explain";
    for more in [&["--all"][..], &["-t", "fleet-00"], &["--all", "--no-gate"], &["--all", "--dry-run"]] {
        let said = fleet.migrate(more).code(3);
        assert!(said.stdout.contains(&names) && said.stderr.contains(command), "{more:?}: {}", said.stderr);
    }
    assert_eq!((fleet.effects(0), fleet.effects(1)), (vec![1], vec![1]));
    let _drifted = fleet.world.run(&["migrate", "verify", "--dir", fleet.dir()]).code(8);
    let said = repair(&fleet, &["--explain", "-t", "fleet-00"]).code(0).json();
    let item = &said["items"][0];
    assert_eq!((&item["status"], &item["problem"]), (&"repairable".into(), &names.into()), "{said}");
    assert_eq!((&item["from"], &item["to"]), (&"file 1".into(), &"made effects".into()), "{said}");
    let _written = repair(&fleet, &["--apply", "--all", "--yes"]).code(0);
    let kept = "SELECT detail->'changes'->0->'names'->0->>'from' FROM control_plane.policy_sync_logs
        WHERE action = 'migrate repair' AND phase = 'begin'";
    assert_eq!(fleet.plane::<String>(kept), ["file 1"]);
    let _fits = fleet.migrate(&["--all"]).code(0);
    assert_eq!((fleet.effects(0), fleet.effects(1)), (vec![1, 2], vec![1, 2]));
    let _equal = fleet.world.run(&["migrate", "verify", "--dir", fleet.dir()]).code(0);
    // A template that was made before has the other name in its ledger, and no tenant gets it.
    let _made = provision("earlier").code(0);
    std::fs::rename(path(&after), path(&before)).expect("renamed");
    let _made = provision("later").code(0);
    let _fits = fleet.migrate(&["-t", "later"]).code(0);
    world_check(&fleet.world, Expect::default());
}

#[test]
fn the_database_wins_over_the_control_plane() {
    let fleet = Fleet::of(2);
    fleet.counting_files(2, 0.0);
    let _done = fleet.migrate(&["--all"]).code(0);
    // As a restored backup leaves it.
    fleet.inside(0, "DELETE FROM tenantctl.schema_migrations WHERE version = 20270101000002");
    let said = repair(&fleet, &["--explain"]).code(0).json();
    assert_eq!(
        (&said["items"][0]["from"], &said["items"][0]["to"]),
        (&"20270101000002".into(), &FIRST.into()),
        "{said}"
    );
    assert_eq!(said["items"][1]["status"], "fine", "{said}");
    let _written = repair(&fleet, &["--apply", "--all", "--yes"]).code(0);
    let versions = "SELECT schema_version FROM control_plane.tenant_metadata ORDER BY id";
    assert_eq!(fleet.plane::<i64>(versions), [20_270_101_000_001, 20_270_101_000_002]);
    let _again = repair(&fleet, &["--apply", "--all", "--yes"]).code(0);
    assert_eq!(fleet.plane::<i64>(LOGGED), [2]);
}

/// What the tenant may have done to its own ledger is told, and no trap of it lets a repair say more than it did.
#[test]
fn an_altered_ledger_is_told_and_traps_are_found_out() {
    let fleet = Fleet::of(3);
    fleet.counting_files(2, 0.0);
    let _done = fleet.migrate(&["--all"]).code(0);
    fleet.inside(0, "DELETE FROM tenantctl.schema_migrations WHERE version = 20270101000001");
    fleet.inside(
        1,
        "INSERT INTO tenantctl.schema_migrations (version, description, checksum, finished) VALUES (20990101000001, 'x', '', true)",
    );
    fleet.inside(
        2,
        "UPDATE tenantctl.schema_migrations SET checksum = 'x' WHERE version = 20270101000001;
         CREATE FUNCTION public.trap() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.checksum := ''x''; RETURN NEW; END';
         CREATE TRIGGER trap BEFORE UPDATE ON tenantctl.schema_migrations FOR EACH ROW EXECUTE FUNCTION public.trap()",
    );
    let said = repair(&fleet, &["--explain"]).code(0).json();
    for (at, words) in [
        (0, "20270101000001_file_1.sql wasn't applied, and a newer one was"),
        (1, "version 20990101000001 (x) was applied, and there is no such file"),
    ] {
        let item = &said["items"][at];
        assert_eq!((&item["status"], &item["problem"]), (&"by_hand".into(), &words.into()), "{said}");
    }
    let said = repair(&fleet, &["--apply", "--all", "--yes"]).code(3);
    assert!(said.stdout.contains("fleet-02: the ledger's row of version 20270101000001"), "{}", said.stdout);
    let verified = fleet.world.run(&["migrate", "verify", "--dir", fleet.dir(), "-o", "json"]).code(8);
    let items = verified.json()["items"].clone();
    assert!(items.as_array().expect("items").iter().all(|item| item["status"] == "drifted"), "{items}");
}
