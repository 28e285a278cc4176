//! A server that stops answering is left in time.

use crate::support::World;
use crate::support::proxy::{Act, Fault, Proxy, When};
use crate::support::world_check::{Expect, world_check};
use std::process::Stdio;
use std::time::{Duration, Instant};

#[test]
fn a_snapshot_without_an_answer_is_given_up_and_asked_for_again() {
    let mut world = World::ready();
    let proxy = Proxy::before(&world);
    world.env.push(("DATABASE_URL".into(), proxy.operator_url(&world)));
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    for statement in ["READ ONLY", "pg_export_snapshot"] {
        let before = proxy.hits();
        proxy.add(Fault::on(When::Sending(statement), Act::Hold));
        let copy = format!("copy-{before}");
        let mut command = world.command(&["clone", "acme-corp", &copy, "--timeout", "2s"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        let end = Instant::now() + Duration::from_secs(60);
        let status = loop {
            match child.try_wait().expect("a look") {
                Some(status) => break Some(status),
                None if Instant::now() < end => std::thread::sleep(Duration::from_millis(50)),
                None => break None,
            }
        };
        if status.is_none() {
            child.kill().expect("ends");
        }
        assert!(proxy.hits() > before, "{statement}: nothing was held");
        proxy.clear();
        assert_eq!(status.and_then(|status| status.code()), Some(0), "{statement}");
    }
    world_check(&world, Expect::default());
}
