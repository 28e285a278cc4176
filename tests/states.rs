//! Every status and every command that changes something: what is done, and what is refused with which exit code.

use crate::support::world_check::{Expect, world_check};
use crate::support::{World, block_on};

fn set(world: &World, status: &str) {
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        let sql = format!("UPDATE control_plane.tenant_metadata SET status = '{status}' WHERE id = 'acme-corp'");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut plane).await.expect("set");
    });
}

#[test]
fn each_status_allows_what_it_should() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let listed = world.run(&["operation", "list", "-o", "json"]).code(0).json();
    let operation = listed["items"][0]["id"].as_str().expect("an id").to_owned();
    let provision = ["provision", "acme-corp", "--region", "x", "-n"];
    let migrate = ["migrate", "-t", "acme-corp", "-n"];
    let seed = ["seed", "-t", "acme-corp", "--include-mock-data", "-n"];
    let resume = ["operation", "resume", &operation, "-n"];
    let rollback = ["operation", "rollback", &operation, "-y"];
    let life = |command: &'static str| [command, "acme-corp", "-n"];
    let [suspend, open, deprovision, restore, purge, lock, unlock] =
        ["suspend", "resume", "deprovision", "restore", "purge", "lock", "unlock"].map(life);
    let sessions = ["session", "list", "-t", "acme-corp"];
    let revoke = ["session", "revoke", "--all", "-n", "-t", "acme-corp"];
    let users = ["user", "list", "-t", "acme-corp"];
    let rename = ["rename", "acme-corp", "acme", "-n"];
    let (show, url) = (["show", "acme-corp"], ["url", "acme-corp"]);
    let commands: [&[&str]; 18] = [
        &provision,
        &migrate,
        &seed,
        &resume,
        &rollback,
        &suspend,
        &open,
        &deprovision,
        &restore,
        &purge,
        &lock,
        &unlock,
        &rename,
        &sessions,
        &revoke,
        &users,
        &show,
        &url,
    ];
    // In the order of the commands; -1 is where a rollback isn't refused.
    for (status, codes) in [
        ("active", [0, 0, 0, 0, 5, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("suspended", [0, 3, 5, 5, 5, 0, 0, 0, 0, 5, 0, 0, 0, 5, 5, 5, 0, 0]),
        ("deleting", [0, 3, 5, 5, 5, 5, 5, 0, 0, 0, 0, 0, 5, 5, 5, 5, 0, 0]),
        ("provisioning", [0, 3, 5, 0, -1, 5, 5, 5, 5, 5, 0, 0, 5, 5, 5, 5, 0, 0]),
        ("failed", [0, 3, 5, 0, -1, 5, 5, 5, 5, 5, 0, 0, 5, 5, 5, 5, 0, 0]),
    ] {
        set(&world, status);
        for (arguments, code) in commands.into_iter().zip(codes) {
            if code >= 0 {
                let said = world.run(arguments);
                assert_eq!(said.code, code, "{status} {arguments:?}: {}{}", said.stdout, said.stderr);
            }
        }
        if matches!(status, "suspended" | "deleting") {
            let said = world.run(&["provision", "acme-corp", "--region", "x"]).code(5);
            assert!(said.stderr.contains(status), "{}", said.stderr);
        }
    }
    set(&world, "active");
    world_check(&world, Expect::default());
}

/// One completes the tenant, the other undoes it: they come one after the other, and one of both wins.
#[test]
#[cfg(feature = "failpoints")]
fn opposite_commands_come_one_after_the_other() {
    let mut world = World::ready();
    for round in 0..4 {
        let id = format!("tenant-{round}");
        world.env = vec![("TENANTCTL_FAILPOINTS".into(), "provision.database".into())];
        let provision = ["provision", id.as_str(), "--region", "x"];
        let _died = world.run(&provision).code(-6);
        world.env.clear();
        let listed = world.run(&["operation", "list", "--tenant-id", &id, "-o", "json"]).code(0).json();
        let operation = listed["items"][0]["id"].as_str().expect("an id").to_owned();
        let rollback = ["operation", "rollback", operation.as_str(), "-y"];
        let start = |arguments: &[&str]| {
            world
                .command(arguments)
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .expect("starts")
        };
        let children =
            if round % 2 == 0 { [start(&provision), start(&rollback)] } else { [start(&rollback), start(&provision)] };
        for child in children {
            let output = child.wait_with_output().expect("ends");
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 5)), "{stderr}");
            assert!(!stderr.contains("SQLSTATE"), "{stderr}");
        }
        world_check(&world, Expect::default());
    }
}
