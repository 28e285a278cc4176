//! The chain under whatever is done to it.

use super::{audit, write};
use crate::hostile::as_superuser;
use crate::support::{World, block_on};

/// As the owner, who takes the triggers away first.
pub(super) fn tamper(world: &World, sql: &str) {
    let sql = format!(
        "ALTER TABLE control_plane.policy_sync_logs DISABLE TRIGGER USER; {sql};
         ALTER TABLE control_plane.policy_sync_logs ENABLE TRIGGER USER"
    );
    as_superuser(world, "tenantctl", &sql);
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
