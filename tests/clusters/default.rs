//! The cluster that nobody added.

use super::{Server, add, execute};
use crate::support::World;

#[test]
fn the_server_of_database_url_is_a_cluster_by_itself_and_can_be_given_a_name() {
    let server = Server::start();
    let mut world = World::new();
    let no_server = world.run(&["provision", "acme-corp", "--provider", "cluster", "--region", "eu-west-1"]).code(10);
    assert!(no_server.stderr.contains("tenantctl cluster add"), "{}", no_server.stderr);
    assert!(!world.state().exists(), "nothing was made");
    world.env.push(("DATABASE_URL".into(), server.url()));
    let made = world.run(&["provision", "acme-corp", "--region", "us-east-1", "-o", "json"]).code(0);
    assert_eq!(made.json()["cluster"], "default");
    let _dry = world.run(&["provision", "globex", "--region", "us-east-1", "--dry-run"]).code(0);
    let named = add(&world, "main", "us-east-1", &server.url(), &["--capacity", "2", "-o", "json"]).code(0);
    assert_eq!(named.json()["tenants"], 1);
    let kept = world.run(&["provision", "acme-corp", "--region", "us-east-1", "-o", "json"]).code(0);
    assert_eq!(kept.json()["cluster"], "main");
    assert_eq!(kept.json()["already_provisioned"], true);
    let _second = world.run(&["provision", "globex", "--region", "us-east-1"]).code(0);
    let _full = world.run(&["provision", "initech", "--region", "us-east-1"]).code(5);
    let _elsewhere = world.run(&["provision", "initech", "--region", "eu-west-1"]).code(4);
    // A label of one's own is a region once a cluster has it.
    let other = Server::start();
    let unknown = world.run(&["provision", "initech", "--region", "hall-7"]).code(4);
    assert!(unknown.stderr.contains("there are clusters in us-east-1"), "{}", unknown.stderr);
    let _added = add(&world, "hall", "hall-7", &other.url(), &[]).code(0);
    let placed = world.run(&["provision", "initech", "--region", "hall-7", "-o", "json"]).code(0);
    assert_eq!(placed.json()["cluster"], "hall");
    let _migrated = world.run(&["migrate", "--all"]).code(0);
    let _same = add(&world, "again", "us-east-1", &server.url(), &[]).code(5);
}

#[test]
fn an_older_control_plane_counts_its_tenants() {
    let world = World::ready();
    for id in ["acme-corp", "globex", "initech"] {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    }
    execute(
        &world,
        "tenantctl",
        "DROP TRIGGER count_tenants ON control_plane.tenant_metadata;
         DROP FUNCTION control_plane.count_tenants();
         DROP INDEX control_plane.clusters_placement;
         ALTER TABLE control_plane.clusters DROP COLUMN tenants;
         UPDATE control_plane.tenant_metadata SET status = 'deleted' WHERE id = 'initech';
         DROP TABLE control_plane.pool_members;
         ALTER TABLE control_plane.tenant_metadata
             DROP COLUMN database_host, DROP COLUMN database_port, DROP COLUMN api_url, DROP COLUMN pinned_version,
             DROP COLUMN suspended_at, DROP COLUMN suspended_reason, DROP COLUMN suspended_until,
             DROP COLUMN connection_limit, DROP COLUMN deleting_since, DROP COLUMN purge_after,
             DROP COLUMN status_before, DROP COLUMN backup_file, DROP COLUMN backup_sha256;
         DROP INDEX control_plane.tenant_metadata_project;
         DROP TABLE control_plane.signing_keys, control_plane.role_permissions, control_plane.permissions,
             control_plane.roles, control_plane.policy_version, control_plane.fleet_run_tenants,
             control_plane.fleet_runs, control_plane.login_rotations, control_plane.tenant_moves, control_plane.policy_sync_open,
             control_plane.erasure_certificates;
         DROP FUNCTION control_plane.refuse_certificate_change();
         DELETE FROM control_plane.schema_migrations WHERE version >= 20260101000006",
    );
    let behind = world.run(&["cluster", "list"]).code(5);
    assert!(behind.stderr.contains("tenantctl init"), "{}", behind.stderr);
    let _more = world.run(&["provision", "hooli", "--region", "x"]).code(0);
    let tenants = || world.run(&["cluster", "show", "local", "-o", "json"]).code(0).json()["tenants"].clone();
    assert_eq!(tenants(), 3);
    for (sql, expected) in [
        ("UPDATE control_plane.tenant_metadata SET status = 'suspended' WHERE id = 'globex'", 3),
        ("UPDATE control_plane.tenant_metadata SET status = 'deleted' WHERE id = 'globex'", 2),
        ("UPDATE control_plane.tenant_metadata SET status = 'active' WHERE id = 'globex'", 3),
        ("UPDATE control_plane.tenant_metadata SET cluster_id = NULL WHERE id = 'globex'", 2),
    ] {
        execute(&world, "tenantctl", sql);
        assert_eq!(tenants(), expected, "{sql}");
    }
}
