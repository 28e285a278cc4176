//! New tenants get the policy that counts when they become active.

use super::{apply, held, policy, provision, without_vendors};
use crate::support::world_check::{Expect, world_check};
use crate::support::{Said, World, block_on};
use serde_json::json;
use std::process::Stdio;

const AT_REST: Expect = Expect { resumable: false };

fn has_version(world: &World, id: &str, version: i32) {
    let shown = world.run(&["show", id, "-o", "json"]).code(0).json();
    let (held, grants) = held(world, shown["database"].as_str().expect("a name"));
    assert_eq!(held, Some(version), "{id}");
    let writes = grants.iter().any(|grant| grant == "manager: vendors.write");
    assert_eq!((writes, grants.is_empty()), (version == 1, false), "{id}");
    let _same = policy(world, &["diff", "-t", id]).code(if version == 1 { 8 } else { 0 });
}

fn ready(world: &World) -> u64 {
    world.run(&["pool", "status", "-o", "json"]).code(0).json()["items"][0]["ready"].as_u64().expect("a number")
}

#[test]
fn no_template_and_no_member_of_an_older_policy_is_handed_out() {
    let world = World::ready();
    let _filled = world.run(&["pool", "fill", "--size", "2"]).code(0);
    provision(&world, "acme-corp");
    assert_eq!(ready(&world), 1);
    apply(&world, without_vendors);
    assert_eq!(ready(&world), 0, "a stale member counts as ready");
    has_version(&world, "acme-corp", 1);
    provision(&world, "globex");
    has_version(&world, "globex", 2);
    let refilled = world.run(&["pool", "fill", "--size", "1", "-o", "json"]).code(0).json();
    assert_eq!((&refilled["dropped"], &refilled["made"]), (&json!(1), &json!(1)));
    provision(&world, "initech");
    assert_eq!(ready(&world), 0, "it wasn't claimed");
    has_version(&world, "initech", 2);
    world_check(&world, AT_REST);
}

/// Starts a provisioning, lets it read the policy, applies another one, and lets it go on.
fn overtaken(world: &World, id: &str) -> Said {
    block_on(async {
        let mut gate = world.superuser("tenantctl").await;
        let close = "BEGIN; LOCK TABLE control_plane.tenant_metadata IN ACCESS EXCLUSIVE MODE";
        sqlx::raw_sql(close).execute(&mut gate).await.expect("locks");
        let mut command = world.command(&["provision", id, "--region", "us-east-1"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
        let waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'control_plane.tenant_metadata'::regclass
                         AND NOT granted)";
        let mut looking = world.superuser("tenantctl").await;
        while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&mut looking).await.expect("asks") {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        apply(world, without_vendors);
        sqlx::raw_sql("COMMIT").execute(&mut gate).await.expect("unlocks");
        child.wait_with_output().expect("ends").into()
    })
}

#[test]
fn a_policy_that_overtakes_a_provisioning_gets_into_the_tenant() {
    for pool in ["0", "1"] {
        let world = World::ready();
        provision(&world, "first");
        let _filled = world.run(&["pool", "fill", "--size", pool]).code(0);
        let _made = overtaken(&world, "acme-corp").code(0);
        has_version(&world, "acme-corp", 2);
        has_version(&world, "first", 1);
        world_check(&world, AT_REST);
    }
}

#[test]
#[cfg(feature = "failpoints")]
fn what_a_killed_run_left_gets_the_policy_of_the_one_that_completes_it() {
    let mut world = World::ready();
    world.env = vec![("TENANTCTL_FAILPOINTS".into(), "provision.rights".into())];
    let _died = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(-6);
    world.env = vec![("TENANTCTL_FAILPOINTS".into(), "policy.applying".into())];
    let file = super::file(&world, without_vendors);
    let _died = policy(&world, &["apply", &file, "--yes"]).code(-6);
    world.env.clear();
    assert_eq!(super::present(&world)["version"], 1);
    let _applied = policy(&world, &["apply", &file, "--yes"]).code(0);
    provision(&world, "acme-corp");
    has_version(&world, "acme-corp", 2);
    world_check(&world, AT_REST);
}

#[test]
fn a_tenant_with_a_project_is_no_exception() {
    let (_fake, world) = crate::projects::quick(crate::support::supabase::Options::default());
    apply(&world, without_vendors);
    provision(&world, "acme-corp");
    let _same = policy(&world, &["diff", "-t", "acme-corp"]).code(0);
    apply(&world, |text| text.replace("Daily work: ", "Daily work and counting: "));
    let differs = policy(&world, &["diff", "-t", "acme-corp"]).code(8).json();
    assert_eq!(differs["items"][1]["difference"], "~ description of role clerk");
    let synced = policy(&world, &["sync", "--selector", "provider=supabase"]).code(0).json();
    assert_eq!((&synced["items"][0]["status"], &synced["items"][0]["version"]), (&json!("synced"), &json!(3)));
    let _same = policy(&world, &["diff", "--all"]).code(0);
    let asked = ["check", "--user", "ann@example.com", "--permission", "vendors.read"];
    assert_eq!(policy(&world, &asked).code(8).json()["reason"], "no_such_user");
}
