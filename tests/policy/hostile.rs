//! A tenant that works against its policy keeps nobody else from theirs, and steers nobody.

use super::{apply, held, inside, policy, provision, with_users, without_vendors};
use crate::support::{Said, World, block_on};
use serde_json::json;
use std::process::Stdio;

/// What a tenant plants in its own tables, the exit code of its sync, and what that says.
const TRAPS: [(&str, i32, &str); 7] = [
    // Rows that are dropped on the way.
    (
        "CREATE FUNCTION public.trap() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
         CREATE TRIGGER trap BEFORE DELETE ON access.role_permissions FOR EACH ROW EXECUTE FUNCTION public.trap()",
        5,
        "after writing there still is: - manager: vendors.write",
    ),
    (
        "CREATE RULE trap AS ON DELETE TO access.role_permissions DO INSTEAD NOTHING",
        5,
        "after writing there still is: - manager: vendors.write",
    ),
    (
        "CREATE RULE trap AS ON INSERT TO access.policy_version DO INSTEAD NOTHING",
        5,
        "after writing there still is: ~ version 1 to 2",
    ),
    // Rows that aren't shown.
    (
        "CREATE POLICY trap ON access.role_permissions USING (permission <> 'vendors.write');
         ALTER TABLE access.role_permissions FORCE ROW LEVEL SECURITY",
        7,
        "row-level security policy",
    ),
    // More than anybody wants to read, and what acts on a terminal.
    (
        "ALTER TABLE access.role_permissions DROP CONSTRAINT role_permissions_permission_fkey;
         INSERT INTO access.role_permissions SELECT 'owner', 'x.' || n FROM generate_series(1, 60000) n",
        5,
        "over 50000 rows",
    ),
    (
        "ALTER TABLE access.roles DROP CONSTRAINT roles_name_check;
         INSERT INTO access.roles VALUES (E'\\x1b[2Jevil', repeat('x', 1000000));
         UPDATE access.user_mappings SET role = E'\\x1b[2Jevil'",
        5,
        "evil (3 users)",
    ),
    ("DROP TABLE access.role_permissions", 1, "role_permissions"),
];

#[test]
fn what_keeps_a_policy_away_is_found_out_and_leaves_none_half() {
    let world = World::ready();
    let logins: Vec<_> = TRAPS.iter().enumerate().map(|(n, _)| with_users(&world, &format!("trap-{n}"))).collect();
    provision(&world, "globex");
    for (login, (trap, ..)) in logins.iter().zip(TRAPS) {
        inside(&world, login, trap);
    }
    apply(&world, without_vendors);
    let _partial = policy(&world, &["sync", "--all"]).code(3);
    let globex = world.run(&["show", "globex", "-o", "json"]).code(0).json();
    assert_eq!(held(&world, globex["database"].as_str().expect("a name")).0, Some(2));
    for (n, (login, (trap, code, words))) in logins.iter().zip(TRAPS).enumerate() {
        let said = world.run(&["policy", "sync", "-t", &format!("trap-{n}")]);
        assert!(said.code == code && said.stderr.contains(words), "{trap}: {} {}", said.code, said.stderr);
        let compared = world.run(&["policy", "diff", "-t", &format!("trap-{n}")]);
        for text in [&said.stdout, &said.stderr, &compared.stdout, &compared.stderr] {
            assert!(!text.contains('\u{1b}') && text.len() < 100_000, "{trap}");
        }
        if !trap.starts_with("DROP") {
            let (version, grants) = held(&world, &login.database);
            let kept = grants.iter().any(|grant| grant == "manager: vendors.write");
            assert_eq!((version, kept), (Some(1), true), "half a policy: {trap}");
        }
    }
}

/// A sync that a newer policy overtakes doesn't bring the older one.
#[test]
fn an_overtaken_sync_changes_nothing() {
    let world = World::ready();
    let login = with_users(&world, "acme-corp");
    apply(&world, without_vendors);
    block_on(async {
        let mut gate = world.superuser(&login.database).await;
        let close = "BEGIN; LOCK TABLE access.policy_version IN SHARE ROW EXCLUSIVE MODE";
        sqlx::raw_sql(close).execute(&mut gate).await.expect("locks");
        let mut command = world.command(&["policy", "sync", "-t", "acme-corp", "-o", "json"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
        let waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'access.policy_version'::regclass
                         AND NOT granted)";
        let mut looking = world.superuser(&login.database).await;
        while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&mut looking).await.expect("asks") {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        apply(&world, |text| text);
        sqlx::raw_sql("COMMIT").execute(&mut gate).await.expect("unlocks");
        let said: Said = child.wait_with_output().expect("ends").into();
        assert_eq!(said.code(5).json()["error"]["code"], "policy_changed");
    });
    assert_eq!(held(&world, &login.database).0, Some(1));
    let synced = policy(&world, &["sync", "-t", "acme-corp"]).code(0).json();
    assert_eq!(synced["items"][0]["version"], json!(3));
    assert_eq!(held(&world, &login.database).0, Some(3));
}

#[test]
fn a_tenant_without_permissions_is_said_to_have_none() {
    let world = World::ready();
    let folder = world.path().join("own");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("20270101000001_own.sql"), "CREATE TABLE own (id int);").expect("written");
    let dir = folder.to_str().expect("a path");
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1", "--dir", dir]).code(0);
    apply(&world, without_vendors);
    for command in [&["sync", "--all"][..], &["diff", "--all"]] {
        assert_eq!(policy(&world, command).code(0).json()["items"][0]["status"], "no_permissions", "{command:?}");
    }
    let asked = ["check", "--user", "ann@example.com", "--permission", "vendors.read"];
    assert_eq!(policy(&world, &asked).code(5).json()["error"]["code"], "no_permissions");
}

#[test]
fn a_tenant_that_makes_its_policy_wait_holds_nobody_up() {
    let world = World::ready();
    let login = with_users(&world, "acme-corp");
    provision(&world, "globex");
    inside(
        &world,
        &login,
        "CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             LOOP
                 BEGIN PERFORM pg_catalog.pg_sleep(100000); EXCEPTION WHEN query_canceled THEN NULL; END;
             END LOOP;
         END $$;
         CREATE TRIGGER wait BEFORE DELETE ON access.role_permissions FOR EACH STATEMENT EXECUTE FUNCTION public.wait()",
    );
    apply(&world, without_vendors);
    let all = policy(&world, &["sync", "--all", "--timeout", "3s"]).code(3).json();
    let statuses: Vec<_> = all["items"].as_array().expect("items").iter().map(|item| item["status"].clone()).collect();
    assert_eq!(statuses, ["failed", "synced"]);
    let _alone = policy(&world, &["sync", "-t", "acme-corp", "--timeout", "3s"]).code(6);
    let _only = policy(&world, &["sync", "--all", "--exclude", "globex", "--timeout", "3s"]).code(6);
    // Nothing of ours stays in there, and what the tenant reads was never locked.
    block_on(async {
        let mut server = world.superuser("postgres").await;
        let running = "SELECT count(*) FROM pg_stat_activity WHERE usename = $1";
        for _ in 0..1500 {
            let left: i64 =
                sqlx::query_scalar(running).bind(&login.user).fetch_one(&mut server).await.expect("a count");
            if left == 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("a session of ours runs on");
    });
    assert_eq!(held(&world, &login.database).0, Some(1));
}
