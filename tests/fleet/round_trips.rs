//! What a run costs each tenant, counted by the server: round trips are what many tenants are slow by.

use super::Fleet;
use crate::hostile::{as_superuser, log};
use std::collections::BTreeMap;

/// How many messages each session was answered, by its name without the tenant.
fn counted(fleet: &Fleet, arguments: &[&str]) -> BTreeMap<String, usize> {
    let before = log(&fleet.world).len();
    let _done = fleet.migrate(arguments).code(0);
    let mut counts = BTreeMap::new();
    for line in log(&fleet.world)[before..].lines() {
        let Some((name, what)) = line.strip_prefix("NAME|").and_then(|line| line.split_once('|')) else { continue };
        // Parse and execute are a round trip each, bind goes with execute.
        if [" statement: ", " parse ", " execute "].iter().any(|word| what.contains(word))
            && what.contains("duration: ")
        {
            let kind = match name.split(' ').collect::<Vec<_>>()[..] {
                [_, "gate", _] => "gate",
                [_, _, tenant] if tenant.starts_with("fleet-") => "migrate",
                _ => "plane",
            };
            *counts.entry(kind.to_owned()).or_default() += 1;
        }
    }
    counts
}

fn tell_all(fleet: &Fleet) {
    for setting in ["log_min_duration_statement = 0", "log_line_prefix = 'NAME|%a|'"] {
        as_superuser(&fleet.world, "postgres", &format!("ALTER SYSTEM SET {setting}"));
    }
    as_superuser(&fleet.world, "postgres", "SELECT pg_reload_conf()");
    std::thread::sleep(std::time::Duration::from_millis(300));
}

#[test]
fn a_tenant_costs_few_round_trips() {
    const TENANTS: usize = 12;
    let fleet = Fleet::of(TENANTS);
    tell_all(&fleet);
    // One of them is asked for its server's connections, a statement that is prepared first, and for the marks of all
    // databases.
    let asked = 3;

    let all = counted(&fleet, &["--all"]);
    let others: Vec<String> = (1..TENANTS).map(|n| format!("--exclude=fleet-{n:02}")).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let one = counted(&fleet, &[&["--all"], &others[..]].concat());
    // Who it is, and the ledger.
    assert_eq!(all["gate"], 2 * TENANTS + asked, "{all:?}");
    assert!(all["plane"] <= one["plane"], "the control plane is asked for all of them at once: {all:?} {one:?}");
    assert!(!all.contains_key("migrate"), "{all:?}");

    fleet.file(1, "CREATE TABLE effects (file int NOT NULL)");
    let all = counted(&fleet, &["--all"]);
    // The same, which says too that nobody migrates; then who it is, lock and ledger, the file, its row with the commit,
    // and once the marks.
    assert_eq!((all["gate"], all["migrate"]), (2 * TENANTS + asked, 4 * TENANTS + 1), "{all:?}");

    fleet.file(2, "INSERT INTO effects VALUES (2)");
    fleet.file(3, "INSERT INTO effects VALUES (3)");
    let all = counted(&fleet, &["--all", "--no-gate"]);
    // Two for each file; the marks are asked for by one that is migrated, since here the gate is only asked for its server.
    assert_eq!((all["gate"], all["migrate"]), (asked, 6 * TENANTS + 1), "{all:?}");
    assert_eq!(fleet.effects(0), [2, 3]);
}
