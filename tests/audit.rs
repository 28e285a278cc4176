//! The log: its pages, its chain under whatever is done to it, and its anchors.

mod tampering;

use crate::hostile::as_superuser;
use crate::support::{Said, World};
use serde_json::Value;
use std::process::Stdio;
use tampering::tamper;

fn audit(world: &World, arguments: &[&str]) -> Said {
    world.run(&[&["audit"], arguments, &["-o", "json"]].concat())
}

fn items(said: &Said) -> Vec<Value> {
    said.json()["items"].as_array().expect("items").clone()
}

/// Appends so many entries.
fn write(world: &World, count: u32) {
    let sql = format!(
        "SELECT control_plane.append_log(gen_random_uuid(), 'begin', 'test', 'ann@host pid ' || n, NULL, NULL, NULL,
             jsonb_build_object('n', n, 'text', E'tab\\t \"quoted\" \\u0001 caf\u{e9}', 'number', 1.50))
         FROM generate_series(1, {count}) AS n"
    );
    as_superuser(world, "tenantctl", &sql);
}

#[test]
fn the_log_is_listed_page_by_page() {
    let world = World::ready();
    for id in ["acme-corp", "globex"] {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    }
    write(&world, 30);
    let all = items(&audit(&world, &["list", "--limit", "5000"]).code(0));
    let places: Vec<i64> = all.iter().map(|item| item["position"].as_i64().expect("a place")).collect();
    assert_eq!(places, (1..=places.len() as i64).rev().collect::<Vec<_>>(), "the newest first, none left out");
    let (mut paged, mut before) = (Vec::new(), None);
    loop {
        let place = before.map(|place: i64| place.to_string());
        let mut arguments = vec!["list", "--limit", "7"];
        if let Some(place) = &place {
            arguments.extend(["--before", place]);
        }
        let said = audit(&world, &arguments).code(0);
        paged.extend(items(&said));
        before = paged.last().and_then(|item| item["position"].as_i64());
        assert_eq!(said.stderr.contains("--before"), before != Some(1), "{}", said.stderr);
        if before == Some(1) {
            break;
        }
    }
    assert_eq!(paged, all);

    let of_acme = items(&audit(&world, &["list", "-t", "acme-corp"]).code(0));
    assert_eq!(of_acme.len(), 2);
    assert!(of_acme.iter().all(|item| item["tenant_id"] == "acme-corp" && item["action"] == "provision"));
    assert_eq!((&of_acme[0]["phase"], &of_acme[0]["outcome"]), (&"end".into(), &"done".into()));
    assert_eq!(items(&audit(&world, &["list", "-t", "acme-corp", "-t", "globex"]).code(0)).len(), 4);
    assert_eq!(items(&audit(&world, &["list", "--action", "test", "--limit", "9"]).code(0)).len(), 9);
    let _nobody = audit(&world, &["list", "-t", "nobody"]).code(4);
    assert_eq!(items(&audit(&world, &["list", "--since", "1h"]).code(0)).len(), all.len());
    let at = all[3]["at"].as_str().expect("a time").to_owned();
    let since = items(&audit(&world, &["list", "--since", &at]).code(0)).len();
    let until = items(&audit(&world, &["list", "--until", &at]).code(0)).len();
    assert!(since >= 4 && since + until == all.len(), "{since} {until}");
    for format in ["table", "csv", "ndjson"] {
        let said = world.run(&["audit", "list", "-o", format]).code(0);
        assert!(said.stdout.contains("acme-corp") && !said.stdout.contains('\u{1}'), "{}", said.stdout);
    }
    let _moment = audit(&world, &["list", "--since", "yesterday"]).code(2);
}

#[test]
fn following_shows_what_comes_until_a_signal() {
    use std::io::{BufRead, BufReader};
    let world = World::ready();
    let mut command = world.command(&["audit", "list", "--follow", "--limit", "1", "-o", "ndjson"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut next = || serde_json::from_str::<Value>(&lines.next().expect("a line").expect("text")).expect("JSON");
    let first = next()["position"].as_i64().expect("a place");
    write(&world, 3);
    for more in 1..=3 {
        assert_eq!(next()["position"], first + more);
    }
    let interrupted = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupted.expect("runs").success());
    assert_eq!(child.wait().expect("ends").code(), Some(130));
}

#[test]
fn an_export_is_whole_private_and_checked() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::ready();
    write(&world, 2500);
    let printed = world.run(&["audit", "export"]).code(0);
    let lines: Vec<Value> = printed.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for (at, line) in lines.iter().enumerate() {
        assert_eq!(line["position"], at as i64 + 1);
        let before = if at == 0 { "00".repeat(32).into() } else { lines[at - 1]["hash"].clone() };
        assert_eq!(line["prev_hash"], before);
    }
    assert!(lines.len() >= 2500);
    let file = world.path().join("log.ndjson");
    let _dry = world.run(&["audit", "export", "--out", "log.ndjson", "-n"]).code(0);
    assert!(!file.exists());
    let said = world.run(&["audit", "export", "--out", "log.ndjson"]).code(0);
    assert!(said.stdout.is_empty() && said.stderr.contains("wrote the log"), "{}{}", said.stdout, said.stderr);
    assert_eq!(std::fs::read_to_string(&file).expect("read"), printed.stdout);
    assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    for nowhere in ["/dev/null", "missing/log.ndjson", "."] {
        let _nowhere = world.run(&["audit", "export", "--out", nowhere]).code(10);
    }
    let mut child = world.command(&["audit", "export"]).stdout(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("ends").code(), Some(0), "a reader that leaves is no failure");
    tamper(&world, "UPDATE control_plane.policy_sync_logs SET actor = 'eve' WHERE seq = 9");
    let broken = world.run(&["audit", "export", "--out", "log.ndjson"]).code(8);
    assert!(broken.stderr.contains("entry 9 was changed"), "{}", broken.stderr);
    assert_eq!(std::fs::read_to_string(&file).expect("read").lines().count(), lines.len(), "written nevertheless");
}

#[test]
fn eight_writers_make_one_chain() {
    let world = World::ready();
    let before = audit(&world, &["verify"]).code(0).json()["position"].as_i64().expect("a place");
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let world = &world;
            scope.spawn(move || {
                for _ in 0..5 {
                    let _made = world.run(&["key", "create", "--algorithm", "eddsa"]).code(0);
                }
                if writer % 2 == 0 {
                    write(world, 100);
                }
            });
        }
    });
    let said = audit(&world, &["verify"]).code(0);
    assert_eq!(said.json()["position"], before + 8 * 5 * 2 + 4 * 100);
}

#[test]
fn a_begin_says_who_and_as_which_role() {
    let mut world = World::ready();
    world.env.push(("SUDO_USER".into(), "ann\u{1b}[31m\n".into()));
    let _made = world.run(&["provision", "acme-corp", "--region", "x", "--label", "tier=pro"]).code(0);
    world.env.clear();
    let said = audit(&world, &["list", "-t", "acme-corp"]).code(0);
    let items = items(&said);
    let by = &items.last().expect("the begin")["detail"]["by"];
    assert_eq!((&by["user"], &by["role"]), (&"tester".into(), &"tenantctl_operator".into()));
    assert_eq!(by["sudo_user"], "ann\u{1b}[31m\n", "kept as it is");
    assert_eq!(by["arguments"][1], "acme-corp");
    assert!(by["uid"].is_u64() && by["version"].is_string(), "{by}");
    for format in ["table", "csv", "ndjson", "json"] {
        let said = world.run(&["audit", "list", "-o", format]).code(0);
        assert!(!said.stdout.contains('\u{1b}'), "{format}");
    }
    let _whole = audit(&world, &["verify"]).code(0);
}

#[cfg(feature = "failpoints")]
#[test]
fn a_killed_run_is_closed_by_the_next_changing_command() {
    let mut world = World::ready();
    world.env.push(("TENANTCTL_FAILPOINTS".into(), "rekey.registered".into()));
    let _key = world.run(&["key", "create"]).code(0);
    let _died = world.run(&["secret", "rekey"]).code(-6);
    world.env.clear();
    let of = |world: &World| items(&audit(world, &["list", "--action", "secret rekey"]).code(0));
    let _reads = world.run(&["list"]).code(0);
    assert_eq!(of(&world).len(), 1, "a command that changes nothing writes nothing");
    let _changes = world.run(&["key", "create"]).code(0);
    let closed = of(&world);
    assert_eq!((closed.len(), &closed[0]["outcome"]), (2, &"abandoned".into()));
    assert_eq!(closed[0]["run_id"], closed[1]["run_id"]);
    assert!(closed[0]["detail"]["closed_by"].as_str().is_some_and(|by| by.contains("tester@")));
    let _again = world.run(&["key", "create"]).code(0);
    assert_eq!(of(&world).len(), 2);
    let _whole = audit(&world, &["verify"]).code(0);
}
