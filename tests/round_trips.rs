//! How often a command about one tenant asks a server, which may be far away; and what it does where several questions in
//! one can't be answered.

use crate::support::proxy::proxied;
use crate::support::{World, block_on};

const ANN: &str = "ann@example.com";

async fn damage(world: &World, sql: &'static str) {
    let mut plane = world.superuser("tenantctl").await;
    sqlx::raw_sql(sql).execute(&mut plane).await.expect("runs");
}

#[test]
fn each_question_is_asked_once_and_together_with_others() {
    let (world, proxy) = proxied();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let _user = world.run(&["user", "create", "--email", ANN, "--role", "viewer", "-t", "acme-corp"]).code(0);
    let issue = ["session", "issue", "--user", ANN, "--reason", "a test", "-t", "acme-corp", "-o", "json"];
    let _key = world.run(&issue).code(0);
    let issued = world.run(&issue).code(0).json();
    let (token, jti) = (issued["token"].as_str().expect("a token"), issued["jti"].as_str().expect("a jti"));
    let file = world.path().join("token");
    std::fs::write(&file, token).expect("written");
    let file = file.to_str().expect("a path");
    let acme = ["-t", "acme-corp"];
    let mut wrong = Vec::new();
    for (command, control_plane, tenant) in [
        // Opening and greeting, with what is about the tenant, the signing keys too.
        (["token", "verify", "--file", file].to_vec(), 2, 3),
        ([&["token", "verify", "--file", file][..], &acme].concat(), 2, 3),
        ([&["session", "show", jti][..], &acme].concat(), 2, 4),
        // Begin and end of the act; the row's deletion and, when the act has begun, its commit.
        ([&["session", "revoke", "--jti", jti][..], &acme].concat(), 4, 4),
        ([&["user", "list"][..], &acme].concat(), 2, 4),
    ] {
        let before = (proxy.connections(), proxy.round_trips());
        let _done = world.run(&command).code(0);
        let asked = (proxy.connections() - before.0, proxy.round_trips() - before.1);
        wrong.extend((asked != (2, control_plane + tenant)).then(|| format!("{command:?}: {asked:?}")));
    }
    assert_eq!(wrong, [""; 0]);
}

/// Neither an older schema nor a login that may not see all is found out by the statement that fails first.
#[test]
fn what_cannot_be_asked_together_is_asked_by_itself() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    block_on(damage(&world, "REVOKE SELECT ON control_plane.tenant_secrets FROM tenantctl_operator"));
    let refused = world.run(&["user", "list", "-t", "acme-corp"]).code(7);
    assert!(refused.stderr.contains("permission denied for table tenant_secrets"), "{}", refused.stderr);
    let missing = world.run(&["user", "list", "-t", "acme-cor"]).code(4);
    assert!(missing.stderr.contains("did you mean acme-corp?"), "{}", missing.stderr);
    block_on(damage(
        &world,
        "GRANT SELECT ON control_plane.tenant_secrets TO tenantctl_operator;
         ALTER TABLE control_plane.tenant_metadata RENAME COLUMN pinned_version TO of_another_version;
         DELETE FROM control_plane.schema_migrations
         WHERE version = (SELECT max(version) FROM control_plane.schema_migrations)",
    ));
    let older = world.run(&["user", "list", "-t", "acme-corp"]).code(5);
    assert!(older.stderr.contains("older than this tenantctl"), "{}", older.stderr);
    block_on(damage(&world, "DROP SCHEMA control_plane CASCADE"));
    let none = world.run(&["user", "list", "-t", "acme-corp"]).code(10);
    assert!(none.stderr.contains("there is no control plane yet"), "{}", none.stderr);
}
