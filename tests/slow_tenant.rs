//! A tenant that makes our own bookkeeping in its database endless: every command ends nevertheless, and nothing of it
//! goes on in the server.

use crate::hostile::as_superuser;
use crate::support::{Said, World};
use std::time::{Duration, Instant};

const ENDLESS: &str = "CREATE FUNCTION public.endless() RETURNS boolean LANGUAGE sql AS
        $$ SELECT pg_catalog.pg_sleep(100000) IS NOT NULL $$;
    GRANT EXECUTE ON FUNCTION public.endless() TO PUBLIC;
    CREATE POLICY endless ON tenantctl.schema_migrations USING (public.endless());
    ALTER TABLE tenantctl.schema_migrations FORCE ROW LEVEL SECURITY;
    CREATE POLICY endless ON tenantctl.loads USING (public.endless());
    ALTER TABLE tenantctl.loads FORCE ROW LEVEL SECURITY";

#[track_caller]
fn ends(world: &World, arguments: &[&str]) -> Said {
    let begun = Instant::now();
    let said = world.run(&[arguments, &["--timeout", "2s"]].concat());
    assert!(begun.elapsed() < Duration::from_secs(30), "{arguments:?} took {:?}", begun.elapsed());
    said
}

#[test]
fn an_endless_ledger_holds_nobody_up() {
    let world = World::ready();
    for id in ["acme-corp", "other-corp"] {
        let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
    }
    let login = world.login("acme-corp", "migrator");
    as_superuser(&world, &login.database, ENDLESS);
    for (code, arguments) in [
        (3, &["migrate", "-t", "acme-corp"][..]),
        (3, &["migrate", "status", "--live", "-t", "acme-corp"]),
        (6, &["seed", "-t", "acme-corp", "--include-mock-data"]),
    ] {
        let said = ends(&world, arguments).code(code);
        assert!(said.stderr.contains("acme-corp"), "{}", said.stderr);
        assert!(said.stderr.contains("statement timeout"), "{}", said.stderr);
    }
    // The others don't wait for it.
    let said = ends(&world, &["migrate", "--all", "-o", "json"]).code(3).json();
    let of = |id: &str| said["items"].as_array().into_iter().flatten().find(|item| item["tenant"] == id).cloned();
    assert!(of("other-corp").is_some_and(|item| item["error"].is_null()), "{said}");
    let left = world.superuser_count(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'tenantctl %' AND query LIKE '%tenantctl.%'",
    );
    assert_eq!(left, 0);
}
