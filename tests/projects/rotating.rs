//! A project's database password: replaced by the API, proven, and set back where it doesn't get in.

use super::{PROVISION, quick};
use crate::support::supabase::{Act, Fault, Options};
use crate::support::{Said, World};
use serde_json::Value;

fn rotate(world: &World, arguments: &[&str]) -> Said {
    world.run(&[&["rotate", "-t", "acme-corp"], arguments, &["-o", "json"]].concat())
}

fn only(said: &Said) -> Value {
    said.json()["items"][0].clone()
}

fn works(world: &World) {
    let status = world.run(&["migrate", "status", "--live", "-o", "json"]).code(0);
    assert!(status.stdout.contains("up_to_date"), "{}", status.stdout);
}

#[test]
fn a_projects_password_is_replaced_and_proven() {
    let (_fake, world) = quick(Options::default());
    let _made = world.run(&PROVISION).code(0);
    let old = world.login("acme-corp", "migrator").password;
    for (arguments, text) in [(&["--overlap", "1h"][..], "no overlap"), (&["--app"], "API keys")] {
        let refused = rotate(&world, arguments).code(3);
        assert!(refused.stderr.contains(text), "{}", refused.stderr);
    }
    assert_eq!(only(&rotate(&world, &["-n"]).code(0))["status"], "planned");
    assert_eq!(world.login("acme-corp", "migrator").password, old);
    let said = rotate(&world, &[]).code(0);
    assert_eq!(only(&said)["status"], "rotated");
    let new = world.login("acme-corp", "migrator").password;
    assert!(new != old && !said.stdout.contains(&new) && !said.stderr.contains(&new));
    works(&world);
    assert_eq!(only(&rotate(&world, &["--finish"]).code(0))["status"], "nothing_to_do");
    let log = world.run(&["audit", "list", "--action", "rotate", "-o", "json"]).code(0);
    assert!(log.stdout.contains("done") && !log.stdout.contains(&new), "{}", log.stdout);
}

#[test]
fn a_password_that_does_not_get_in_is_not_taken_for_the_new_one() {
    let (fake, world) = quick(Options::default());
    let _made = world.run(&PROVISION).code(0);
    let old = world.login("acme-corp", "migrator").password;
    // The API says yes, and the server stays with the old one.
    fake.add(Fault::on("PATCH", "/v1/projects/*/database/password", Act::status(200, "done")));
    let said = rotate(&world, &[]).code(3);
    assert!(said.stderr.contains("the old one was set again"), "{}", said.stderr);
    assert_eq!(world.login("acme-corp", "migrator").password, old);
    works(&world);
    assert_eq!(only(&rotate(&world, &[]).code(0))["status"], "rotated");
    assert_ne!(world.login("acme-corp", "migrator").password, old);
    works(&world);
}

#[cfg(feature = "failpoints")]
#[test]
fn a_change_killed_anywhere_is_completed() {
    let (_fake, mut world) = quick(Options::default());
    let _made = world.run(&PROVISION).code(0);
    for point in tenantctl::failpoint::ALL.iter().filter(|point| point.starts_with("rotate.project")) {
        let old = world.login("acme-corp", "migrator").password;
        world.env.push(("TENANTCTL_FAILPOINTS".into(), (*point).into()));
        let _died = rotate(&world, &[]).code(-6);
        world.env.pop();
        assert_eq!(only(&rotate(&world, &[]).code(0))["status"], "rotated", "{point}");
        assert_ne!(world.login("acme-corp", "migrator").password, old, "{point}");
        works(&world);
    }
    let _whole = world.run(&["secret", "check"]).code(0);
}
