//! A move that was killed goes on by its operation's id, or is taken back by it.

use super::{Two, two};
use crate::support::Said;
use crate::support::world_check::{Expect, world_check};

fn left_by(two: &mut Two, point: &str) -> String {
    two.world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
    let _died = two.run(&["--cluster", "eu-2", "-y"]).code(-6);
    two.world.env.clear();
    let listed = two.world.run(&["operation", "list", "--tenant-id", "acme-corp", "-o", "json"]).code(0).json();
    let newest = &listed["items"][0];
    assert_eq!((&newest["kind"], &newest["state"]), (&"move".into(), &"running".into()), "{point}");
    newest["id"].as_str().expect("an id").to_owned()
}

fn on(two: &Two, command: &str, operation: &str) -> Said {
    two.world.run(&["operation", command, operation, "-y"])
}

#[test]
fn it_goes_on_or_is_taken_back() {
    let mut two = two();
    for point in ["move.recorded", "move.copied", "move.closed", "move.opened"] {
        let operation = left_by(&mut two, point);
        let _back = on(&two, "rollback", &operation).code(0);
        assert_eq!((two.cluster().as_str(), two.places()), ("local", (true, false)), "{point}");
        assert_eq!(two.left_there(), 0, "{point}");
        world_check(&two.world, Expect::default());
        let taken_back = on(&two, "resume", &operation).code(5);
        assert!(taken_back.stderr.contains("was taken back"), "{}", taken_back.stderr);

        let operation = left_by(&mut two, point);
        let _gone_on = on(&two, "resume", &operation).code(0);
        assert_eq!((two.cluster().as_str(), two.places()), ("eu-2", (false, true)), "{point}");
        let done = on(&two, "rollback", &operation).code(5);
        assert!(done.stderr.contains("tenantctl move acme-corp --rollback"), "{}", done.stderr);
        let _home = two.run(&["--rollback", "-y"]).code(0);
        let _dropped = two.run(&["--commit", "-y"]).code(0);
    }
    let _sound = two.world.run(&["audit", "verify"]).code(0);
}
