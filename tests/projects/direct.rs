//! Projects without a pooler: the database itself is used where it can be reached, and only a host of the API's own
//! domain gets the password.

use super::{PROVISION, one_project, quick};
use crate::support::supabase::{Act, Answer, Fault, Options};
use serde_json::json;

fn no_pooler() -> Fault {
    Fault::on("GET", "*/config/database/pooler", Act::Answer(Answer::json(200, &json!([])))).times(99)
}

#[test]
fn a_database_that_can_be_reached_is_used_directly() {
    let (fake, world) = quick(Options { direct: true, ..Options::default() });
    fake.add(no_pooler());
    let said = world.run(&PROVISION).code(0);
    one_project(&fake, &world, &said);
    let shown = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!(shown["migrator_login"], "postgres");
}

#[test]
fn one_that_cannot_be_reached_or_trusted_is_said_so() {
    let (fake, world) = quick(Options::default());
    fake.add(no_pooler());
    // The fake's usual host is of another domain than its API.
    let said = world.run(&PROVISION).code(10);
    assert!(said.stderr.contains("isn't of its domain"), "{}", said.stderr);
    let reference = fake.projects()[0].reference.clone();
    let database = json!({"host": "127.99.99.99", "version": "17", "postgres_engine": "17", "release_channel": "ga"});
    let project = json!({
        "id": reference, "ref": reference, "organization_id": "fake-org", "organization_slug": "fake-org", "name": "x",
        "region": "us-east-1", "created_at": "2026-01-01T00:00:00Z", "status": "ACTIVE_HEALTHY", "database": database,
    });
    let path = format!("/v1/projects/{reference}");
    fake.add(Fault::on("GET", &path, Act::Answer(Answer::json(200, &project))).times(99));
    let said = world.run(&PROVISION).code(6);
    assert!(
        said.stderr.contains("can't be reached directly") && said.stderr.contains("IPv4 add-on"),
        "{}",
        said.stderr
    );
    fake.clear_faults();
    let said = world.run(&PROVISION).code(0);
    one_project(&fake, &world, &said);
}
