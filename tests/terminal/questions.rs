//! What asks, how it has to be answered, and what Ctrl-C and odd texts do at a terminal.

use crate::fleet::Fleet;
use crate::support::World;
use crate::support::pty::Pty;

fn status(world: &World) -> String {
    let shown = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
    shown["status"].as_str().expect("a status").to_owned()
}

#[test]
fn closing_asks_and_deleting_has_the_id_typed() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let suspend = ["suspend", "acme-corp", "--reason", "unpaid \u{1b}[31m\u{202e}x"];
    let (said, code) =
        Pty::start(&world, &suspend, &[]).sees("tenant acme-corp").sees("Suspend it?").types("\r").ends();
    assert_eq!((code, status(&world).as_str()), (9, "active"), "{said}");
    let (said, code) = Pty::start(&world, &suspend, &[]).sees("Suspend it?").types("y\r").ends();
    assert_eq!((code, status(&world).as_str()), (0, "suspended"), "{said}");
    // What somebody wrote neither colours nor turns around what others read.
    let (shown, code) = Pty::start(&world, &["show", "acme-corp"], &[]).ends();
    assert_eq!(code, 0);
    assert!(shown.contains("unpaid \\x1b[31m\\u{202e}x") && !shown.contains(['\u{202e}']), "{shown:?}");
    assert!(!shown.contains("\u{1b}[31m"), "{shown:?}");
    // A field without a value has no line, and none is there twice.
    assert!(!shown.contains("Purge after") && shown.matches("ntil:").count() == 0, "{shown}");

    for (arguments, typed) in [
        (&["deprovision", "acme-corp"][..], "acme\r"),
        (&["deprovision", "acme-corp"], "\r"),
        (&["deprovision", "acme-corp", "-y"], "y\r"),
    ] {
        let asked = Pty::start(&world, arguments, &[]).sees("deletes tenant acme-corp (uuid ").sees("Type its id");
        let (said, code) = asked.types(typed).ends();
        assert_eq!((code, status(&world).as_str()), (9, "suspended"), "{arguments:?}: {said}");
    }
    let unasked = world.run(&["deprovision", "acme-corp", "-y"]).code(9);
    assert!(unasked.stderr.contains("--confirm acme-corp"), "{}", unasked.stderr);
    let (said, code) =
        Pty::start(&world, &["deprovision", "acme-corp"], &[]).sees("Type its id").types("acme-corp\r").ends();
    assert_eq!((code, status(&world).as_str()), (0, "deleting"), "{said}");
    let purge = Pty::start(&world, &["purge", "acme-corp", "-y"], &[]).sees("acme-corp");
    let (said, code) = purge.types("no\r").ends();
    assert_eq!((code, status(&world).as_str()), (9, "deleting"), "{said}");
}

#[test]
fn ctrl_c_lets_the_tenant_at_work_end_and_says_what_is_left() {
    let fleet = Fleet::of(3);
    fleet.counting_files(1, 1.0);
    let arguments = ["migrate", "--dir", fleet.dir(), "--all", "-j", "1"];
    let (said, code) = Pty::start(&fleet.world, &arguments, &[]).sees("migrating").sees("1/3").types("\u{3}").ends();
    assert_eq!(code, 130, "{said}");
    assert!(said.contains("are left") && said.contains("migrate resume"), "{said}");
    // The cursor is there again, and nobody's table is half made.
    assert!(said.rfind("\u{1b}[?25h") >= said.rfind("\u{1b}[?25l"), "{said:?}");
    let through: Vec<usize> = (0..3).map(|tenant| fleet.effects(tenant).len()).collect();
    assert!(through.iter().all(|count| *count <= 1) && through.iter().sum::<usize>() < 3, "{through:?}");
    let _completed = fleet.migrate(&["--all"]).code(0);
}

#[test]
fn a_pipe_gets_a_line_for_each_tenant_and_no_bars() {
    let fleet = Fleet::of(2);
    fleet.counting_files(1, 0.0);
    let said = fleet.world.run(&["migrate", "--dir", fleet.dir(), "--all"]).code(0);
    assert_eq!(said.stdout.lines().count(), 3, "{}", said.stdout);
    assert!(!said.stderr.contains(['\r', '\u{1b}']), "{:?}", said.stderr);
}
