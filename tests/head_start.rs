//! Connecting to a tenant while the control plane is asked: where it was is a guess, and never more than that.

use crate::support::proxy::{Act, Fault, Proxy, When, proxied};
use crate::support::{Said, World};
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

const ACME: [&str; 2] = ["-t", "acme-corp"];
const LIST: &[&str] = &["user", "list", "-t", "acme-corp", "-o", "json"];

fn provision(world: &World, tenant: &str, user: &str) {
    let _made = world.run(&["provision", tenant, "--region", "us-east-1"]).code(0);
    let _user = world.run(&["user", "create", "--email", user, "--role", "viewer", "-t", tenant]).code(0);
}

/// The files that are kept.
fn kept(world: &World) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(world.state().join("locations")) else { return Vec::new() };
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Reads the only file, and removes it.
fn take(world: &World) -> Vec<u8> {
    let files = kept(world);
    assert_eq!(files.len(), 1);
    let contents = fs::read(&files[0]).expect("read");
    fs::remove_file(&files[0]).expect("removed");
    contents
}

fn emails(said: Said) -> Vec<String> {
    let users = said.code(0).json();
    let email = |user: &serde_json::Value| user["email"].as_str().expect("an address").to_owned();
    users["items"].as_array().expect("users").iter().map(email).collect()
}

/// How many connections a command has made when the control plane hasn't said anything yet.
fn connections_before_the_answer(world: &World, proxy: &Proxy) -> usize {
    let before = (proxy.connections(), proxy.hits());
    proxy.add(Fault::on(When::Sending("control_plane.identity"), Act::Hold));
    let mut command = world.command(LIST).stdout(Stdio::null()).spawn().expect("runs");
    assert!(proxy.wait_for_hits(before.1 + 1, Duration::from_secs(20)), "the control plane was asked");
    let end = Instant::now() + Duration::from_millis(700);
    while proxy.connections() - before.0 < 2 && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(5));
    }
    let made = proxy.connections() - before.0;
    proxy.release(true);
    assert!(command.wait().expect("ends").success());
    made
}

#[test]
fn a_tenant_that_was_found_is_connected_to_at_once() {
    let (mut world, proxy) = proxied();
    provision(&world, "beta", "ben@example.com");
    let others = take(&world);
    provision(&world, "acme-corp", "ann@example.com");
    assert_eq!(connections_before_the_answer(&world, &proxy), 2);
    let file = &kept(&world)[0];
    let own = fs::read(file).expect("read");
    for (contents, connections) in [(&others[..], 1), (b"", 1), (&own[1..], 1), (&own[..], 2)] {
        fs::write(file, contents).expect("written");
        assert_eq!(connections_before_the_answer(&world, &proxy), connections);
        assert_eq!(emails(world.run(LIST)), ["ann@example.com"]);
    }
    world.env.push(("TENANTCTL_LOCATION_CACHE".into(), "false".into()));
    assert_eq!(connections_before_the_answer(&world, &proxy), 1);
    fs::remove_dir_all(world.state().join("locations")).expect("removed");
    assert_eq!(emails(world.run(LIST)), ["ann@example.com"]);
    assert!(kept(&world).is_empty());
}

/// What the control plane says by now is what is done, whatever was kept.
#[test]
fn what_changed_since_is_found_out() {
    let world = World::ready();
    provision(&world, "acme-corp", "ann@example.com");
    let file = &kept(&world)[0];
    let before = fs::read(file).expect("read");
    let _rotated = world.run(&["rotate", "-t", "acme-corp"]).code(0);
    assert_eq!(emails(world.run(LIST)), ["ann@example.com"]);
    assert_ne!(fs::read(file).expect("read"), before, "the new password is kept");

    let _closed = world.run(&["suspend", "acme-corp", "--reason", "a test", "-y"]).code(0);
    let refused = world.run(LIST).code(5);
    assert!(refused.stdout.contains("suspended"), "{}", refused.stdout);
    assert!(!file.exists(), "it isn't tried again");
    let _open = world.run(&["resume", "acme-corp"]).code(0);
    assert_eq!(emails(world.run(LIST)), ["ann@example.com"]);

    // Another tenant gets its name.
    let _renamed = world.run(&["rename", "acme-corp", "acme-old", "-y"]).code(0);
    provision(&world, "acme-corp", "eve@example.com");
    assert_eq!(emails(world.run(LIST)), ["eve@example.com"]);
    let _listed = world.run(&["user", "list", "-t", "acme-old"]).code(0);

    let _gone = world.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup"]).code(0);
    let _refused = world.run(LIST).code(5);
    assert!(!file.exists());
}

/// A connection that was begun in vain costs nothing but itself.
#[test]
fn a_tenant_that_can_no_longer_be_reached_there_is_looked_for_again() {
    let (world, proxy) = proxied();
    provision(&world, "acme-corp", "ann@example.com");
    // The tenant's connection, the second one, is lost as it begins; the command makes another.
    for act in [Act::Cut, Act::Reset] {
        proxy.add(Fault::on(When::Sending("pg_shdescription"), act));
        let said = world.run(LIST);
        proxy.clear();
        assert!(said.code == 0 || said.code == 6, "{}: {}", said.code, said.stderr);
        assert_eq!(emails(world.run(LIST)), ["ann@example.com"]);
    }
    let _dry = world.run(&[&["session", "revoke", "--all", "--dry-run"][..], &ACME].concat()).code(0);
}
