//! What a signal does to a command that waits for a server which doesn't answer.

use crate::support::proxy::{Act, Fault, When, proxied};
use crate::support::world_check::{Expect, world_check};
use crate::support::{Said, World};
use serde_json::Value;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn spawned(mut command: Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts")
}

fn send(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
}

/// Runs a command against a server that takes connections and says nothing, and sends it a signal then.
fn interrupted(arguments: &[&str], name: &str) -> Said {
    let mut world = World::new();
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = silent.local_addr().expect("an address").port();
    world
        .env
        .push(("DATABASE_URL".into(), format!("postgres://nobody:nothing@127.0.0.1:{port}/nowhere?sslmode=disable")));
    let child = spawned(world.command(arguments));
    let _connected = silent.accept().expect("a connection");
    send(&child, name);
    child.wait_with_output().expect("ends").into()
}

#[test]
fn a_program_that_reads_json_gets_its_document() {
    for (name, code, word) in [("-INT", 130, "interrupted"), ("-TERM", 143, "terminated")] {
        let said = interrupted(&["list", "-o", "json"], name).code(code);
        assert_eq!(said.json()["error"]["code"], word, "{}", said.stdout);
        assert_eq!(said.stderr, "error: stopped\n");
    }
}

#[test]
fn a_person_is_told_too() {
    let said = interrupted(&["list"], "-INT");
    assert_eq!((said.code, said.stderr.as_str()), (130, "error: stopped\n"), "{}", said.stdout);
    assert_eq!(said.stdout, "");
}

/// What the report says of a tenant: the step that a signal cut off, else its result.
fn in_short(item: &Value) -> String {
    let word = item["result"].as_str().or(item["status"].as_str()).expect("a result");
    let error = item["error"].as_str().unwrap_or_default();
    match error.split_once("the step ") {
        Some((_, step)) if word == "failed" => step.to_owned(),
        _ => format!("{word}{error}"),
    }
}

/// A step that doesn't end takes nothing away from what the command has to tell.
#[test]
fn a_step_that_does_not_end_is_cut_off_and_told() {
    let (world, proxy) = proxied();
    let _made = world.run(&["provision", "first", "--region", "us-east-1"]).code(0);
    let list = world.path().join("list.csv");
    std::fs::write(&list, "id,region\nacme-corp,us-east-1\nother-corp,us-east-1\nthird-corp,us-east-1\n")
        .expect("written");
    let provision = ["provision", "--from", list.to_str().expect("a path"), "-j", "1", "-o", "json"];
    let purge = ["purge", "--due", "-y", "-j", "1", "-o", "json"];
    for (arguments, held, of_each) in [
        (&provision[..], "CREATE DATABASE", &["provisioned", "database", "not_begun"][..]),
        (&purge[..], "DROP DATABASE", &["done", "drop database"]),
    ] {
        if arguments[0] == "purge" {
            for id in ["acme-corp", "other-corp"] {
                let _closed = world.run(&["deprovision", id, "--confirm", id, "--no-backup", "--grace", "0"]).code(0);
            }
        }
        let hits = proxy.hits();
        proxy.add(Fault::on(When::Sending(held), Act::Hold).after(1).times(1));
        let child = spawned(world.command(arguments));
        assert!(proxy.wait_for_hits(hits + 1, Duration::from_secs(60)), "{held}");
        send(&child, "-INT");
        let said: Said = child.wait_with_output().expect("ends").into();
        proxy.clear();
        proxy.release(false);
        let said = said.code(130);
        let report = said.json();
        let told: Vec<String> = report["items"].as_array().expect("items").iter().map(in_short).collect();
        assert_eq!(told, of_each, "{}", said.stdout);
        assert_eq!(report["error"]["code"], "interrupted", "{}", said.stdout);
        let _completed = world.run(arguments).code(0);
    }
    let hits = proxy.hits();
    proxy.add(Fault::on(When::Sending("CREATE DATABASE"), Act::Hold).times(1));
    let child = spawned(world.command(&["provision", "fourth-corp", "--region", "us-east-1"]));
    assert!(proxy.wait_for_hits(hits + 1, Duration::from_secs(60)));
    send(&child, "-TERM");
    let said: Said = child.wait_with_output().expect("ends").into();
    proxy.clear();
    proxy.release(true);
    let said = said.code(143);
    for told in ["stopped at the step database", "the step didn't end in time", "run the same command again"] {
        assert!(said.stderr.contains(told), "{told}: {}", said.stderr);
    }
    let _completed = world.run(&["provision", "fourth-corp", "--region", "us-east-1"]).code(0);
    world_check(&world, Expect::default());
}
