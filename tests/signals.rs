//! What a signal does to a command that waits for a server which doesn't answer.

use crate::support::{Said, World};
use std::net::TcpListener;
use std::process::Stdio;

/// Runs a command against a server that takes connections and says nothing, and sends it a signal then.
fn interrupted(arguments: &[&str], name: &str) -> Said {
    let mut world = World::new();
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = silent.local_addr().expect("an address").port();
    world
        .env
        .push(("DATABASE_URL".into(), format!("postgres://nobody:nothing@127.0.0.1:{port}/nowhere?sslmode=disable")));
    let mut command = world.command(arguments);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    let _connected = silent.accept().expect("a connection");
    let sent = std::process::Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
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
