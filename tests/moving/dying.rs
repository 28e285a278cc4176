//! The target's server is gone in the middle of a step: the tenant is in use where it was.

use super::{Two, two_before};
use crate::support::proxy::{Act, Fault, Proxy, When};
use crate::support::world_check::{Expect, world_check};

fn is_in_use_here(two: &Two, step: &str) {
    assert_eq!((two.cluster().as_str(), two.places().0), ("local", true), "{step}");
    world_check(&two.world, Expect { resumable: true });
}

#[test]
fn whichever_step_it_is() {
    let (two, proxy) = two_before(|other| Some(Proxy::before(other)));
    let proxy = proxy.expect("a proxy");
    two.inside("CREATE TABLE own (id serial PRIMARY KEY); INSERT INTO own DEFAULT VALUES");
    for step in [
        "CREATE ROLE",
        "CREATE DATABASE",
        "GRANT USAGE, CREATE ON SCHEMA public",
        "CREATE TABLE public.vendors",
        "COPY public.vendors",
        "CREATE INDEX",
        "hashtextextended",
        "setval",
        "ALLOW_CONNECTIONS true",
    ] {
        // The last one is the switch's: the copy was opened to its migrator by the same words.
        let skip = usize::from(step == "ALLOW_CONNECTIONS true");
        proxy.add(Fault::on(When::Sending(step), Act::Cut).after(skip));
        let before = proxy.hits();
        let said = two.run(&["--cluster", "eu-2", "-y", "--timeout", "5s"]);
        assert_eq!(proxy.hits(), before + 1, "{step}: {}", said.stderr);
        assert_eq!(said.code, 6, "{step}: {}", said.stderr);
        is_in_use_here(&two, step);
        proxy.clear();
        let _dropped = two.run(&["--rollback", "-y"]).code(0);
        assert_eq!(two.left_there(), 0, "{step}");
    }
    let _done = two.run(&["--cluster", "eu-2", "-y"]).code(0);
    assert_eq!((two.cluster().as_str(), two.places()), ("eu-2", (false, true)));
}
