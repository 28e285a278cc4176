//! The log: its pages, its chain under whatever is done to it, and its anchors.

use crate::hostile::as_superuser;
use crate::support::{Said, World, block_on};
use serde_json::Value;
use std::process::Stdio;

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

/// As the owner, who takes the triggers away first.
fn tamper(world: &World, sql: &str) {
    let sql = format!(
        "ALTER TABLE control_plane.policy_sync_logs DISABLE TRIGGER USER; {sql};
         ALTER TABLE control_plane.policy_sync_logs ENABLE TRIGGER USER"
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
fn each_tampering_is_found_at_its_first_bad_entry() {
    let world = World::ready();
    write(&world, 20);
    let kept = "CREATE TABLE kept AS TABLE control_plane.policy_sync_logs;
                CREATE TABLE kept_head AS TABLE control_plane.policy_sync_head";
    as_superuser(&world, "tenantctl", kept);
    let whole = audit(&world, &["verify"]).code(0);
    assert_eq!((&whole.json()["intact"], &whole.json()["anchored"]), (&true.into(), &false.into()));
    assert!(whole.stderr.contains("without --anchor"), "{}", whole.stderr);
    let anchor = audit(&world, &["export", "--head"]).code(0);
    assert_eq!(anchor.json()["position"], whole.json()["position"]);
    std::fs::write(world.path().join("head.txt"), &anchor.stdout).expect("written");
    let last = anchor.json()["position"].as_i64().expect("a place");
    for (name, sql, kind, place) in [
        ("changed", "UPDATE control_plane.policy_sync_logs SET actor = 'eve' WHERE seq = 9", "changed", 9),
        ("by a space", "UPDATE control_plane.policy_sync_logs SET action = 'test ' WHERE seq = 9", "changed", 9),
        ("its detail", "UPDATE control_plane.policy_sync_logs SET detail = detail - 'n' WHERE seq = 9", "changed", 9),
        (
            "BC",
            "UPDATE control_plane.policy_sync_logs SET at = (at::text || ' BC')::timestamptz WHERE seq = 9",
            "changed",
            9,
        ),
        ("for ever", "UPDATE control_plane.policy_sync_logs SET at = 'infinity' WHERE seq = 9", "changed", 9),
        (
            "with a hash that fits",
            "UPDATE control_plane.policy_sync_logs SET actor = 'eve', hash = control_plane.policy_sync_hash(prev_hash,
                 seq, at, run_id, phase, action, 'eve', tenant_uuid, tenant_id, outcome, detail) WHERE seq = 9",
            "changed",
            9,
        ),
        ("deleted", "DELETE FROM control_plane.policy_sync_logs WHERE seq BETWEEN 9 AND 11", "missing", 9),
        (
            "deleted and renumbered",
            "DELETE FROM control_plane.policy_sync_logs WHERE seq = 9;
             UPDATE control_plane.policy_sync_logs SET seq = -seq WHERE seq > 9;
             UPDATE control_plane.policy_sync_logs SET seq = -seq - 1 WHERE seq < 0;
             UPDATE control_plane.policy_sync_head SET seq = seq - 1",
            "missing",
            9,
        ),
        (
            "inserted",
            "UPDATE control_plane.policy_sync_logs SET seq = -seq WHERE seq >= 9;
             UPDATE control_plane.policy_sync_logs SET seq = -seq + 1 WHERE seq < 0;
             INSERT INTO control_plane.policy_sync_logs
             SELECT 9, at, run_id, phase, 'forged', actor, NULL, NULL, NULL, '{}', hash, control_plane.policy_sync_hash(
                 hash, 9, at, run_id, phase, 'forged', actor, NULL, NULL, NULL, '{}')
             FROM control_plane.policy_sync_logs WHERE seq = 8;
             UPDATE control_plane.policy_sync_head SET seq = seq + 1",
            "inserted",
            9,
        ),
        (
            "one number twice",
            "ALTER TABLE control_plane.policy_sync_logs DROP CONSTRAINT policy_sync_logs_pkey;
             INSERT INTO control_plane.policy_sync_logs SELECT * FROM control_plane.policy_sync_logs WHERE seq = 9",
            "inserted",
            9,
        ),
        (
            "exchanged",
            "UPDATE control_plane.policy_sync_logs SET seq = -seq WHERE seq IN (9, 12);
             UPDATE control_plane.policy_sync_logs SET seq = CASE seq WHEN -9 THEN 12 ELSE 9 END WHERE seq < 0",
            "reordered",
            9,
        ),
        ("the end cut off", "DELETE FROM control_plane.policy_sync_logs WHERE seq > 15", "truncated", 16),
        ("all of it gone", "DELETE FROM control_plane.policy_sync_logs", "truncated", 1),
        ("the head changed", "UPDATE control_plane.policy_sync_head SET hash = sha256('x')", "head", last),
        ("the head gone", "DELETE FROM control_plane.policy_sync_head", "head", last),
    ] {
        tamper(&world, sql);
        let said = audit(&world, &["verify"]).code(8);
        let json = said.json();
        assert_eq!((&json["kind"], &json["first_bad"]), (&kind.into(), &place.into()), "{name}: {}", said.stderr);
        assert_eq!((&json["intact"], &json["error"]["code"]), (&false.into(), &"audit_broken".into()), "{name}");
        assert!(said.stderr.contains(&place.to_string()), "{name}: {}", said.stderr);
        let restore = "TRUNCATE control_plane.policy_sync_logs, control_plane.policy_sync_head;
             ALTER TABLE control_plane.policy_sync_logs DROP CONSTRAINT IF EXISTS policy_sync_logs_pkey;
             INSERT INTO control_plane.policy_sync_logs TABLE kept;
             INSERT INTO control_plane.policy_sync_head TABLE kept_head;
             ALTER TABLE control_plane.policy_sync_logs ADD PRIMARY KEY (seq)";
        tamper(&world, restore);
    }

    // What the chain alone can't show.
    let cut = "DELETE FROM control_plane.policy_sync_logs WHERE seq > 15;
               UPDATE control_plane.policy_sync_head SET (seq, hash) =
                   (SELECT seq, hash FROM control_plane.policy_sync_logs WHERE seq = 15)";
    let _with = audit(&world, &["verify", "--anchor", "head.txt"]).code(0);
    tamper(&world, cut);
    let _alone = audit(&world, &["verify"]).code(0);
    for anchor in ["head.txt", anchor.json()["anchor"].as_str().expect("an anchor")] {
        let said = audit(&world, &["verify", "--anchor", anchor]).code(8);
        assert_eq!((&said.json()["kind"], &said.json()["first_bad"]), (&"truncated".into(), &16.into()));
    }
    let alone = anchor.json()["hash"].as_str().expect("a hash").to_owned();
    assert_eq!(audit(&world, &["verify", "--anchor", &alone]).code(8).json()["kind"], "anchor");
    std::fs::write(world.path().join("none.txt"), "nothing here").expect("written");
    for file in ["missing.txt", "none.txt", ".", "abc"] {
        let _bad = audit(&world, &["verify", "--anchor", file]).code(11);
    }
}

#[test]
fn the_log_takes_no_change_and_says_when_its_guard_is_gone() {
    let world = World::ready();
    for sql in [
        "UPDATE control_plane.policy_sync_logs SET actor = 'eve'",
        "DELETE FROM control_plane.policy_sync_logs",
        "TRUNCATE control_plane.policy_sync_logs",
    ] {
        let refused = block_on(async { sqlx::raw_sql(sql).execute(&mut world.superuser("tenantctl").await).await });
        let code = refused.expect_err(sql).as_database_error().and_then(|error| error.code().map(String::from));
        assert_eq!(code.as_deref(), Some("42501"), "{sql}");
    }
    assert_eq!(audit(&world, &["verify"]).code(0).json()["guarded"], true);
    as_superuser(&world, "tenantctl", "DROP TRIGGER append_only ON control_plane.policy_sync_logs");
    let said = audit(&world, &["verify"]).code(0);
    assert_eq!(said.json()["guarded"], false);
    assert!(said.stderr.contains("triggers"), "{}", said.stderr);
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
