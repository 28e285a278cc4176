//! A tenant that makes every statement in its own database wait: no command waits with it, and nothing of ours runs on.

use super::{as_superuser, bounded, two_tenants};
use crate::support::world_check::{Expect, world_check};
use crate::support::{Login, World, block_on};
use std::time::{Duration, Instant};

/// What makes a statement wait, and how it is taken back; the last two see to it that the server's own clock doesn't
/// help.
const WAITS: [(&str, &str, &str); 5] = [
    (
        "a policy",
        "CREATE POLICY wait ON tenantctl.{table} USING (pg_catalog.pg_sleep(100000) IS NULL);
         ALTER TABLE tenantctl.{table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "ALTER TABLE tenantctl.{table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
         DROP POLICY wait ON tenantctl.{table}",
    ),
    (
        "a trigger",
        "CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN PERFORM pg_catalog.pg_sleep(100000); RETURN NULL; END $$;
         CREATE TRIGGER wait BEFORE INSERT OR UPDATE ON tenantctl.{table} FOR EACH STATEMENT EXECUTE FUNCTION public.wait()",
        "DROP TRIGGER wait ON tenantctl.{table}; DROP FUNCTION public.wait()",
    ),
    (
        "a trigger at the end of the transaction",
        "CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN PERFORM pg_catalog.pg_sleep(100000); RETURN NULL; END $$;
         CREATE CONSTRAINT TRIGGER wait AFTER INSERT OR UPDATE ON tenantctl.{table} DEFERRABLE INITIALLY DEFERRED
             FOR EACH ROW EXECUTE FUNCTION public.wait()",
        "DROP TRIGGER wait ON tenantctl.{table}; DROP FUNCTION public.wait()",
    ),
    (
        "a policy that won't be cancelled",
        "CREATE FUNCTION public.wait() RETURNS bool LANGUAGE plpgsql AS $$ BEGIN
             PERFORM pg_catalog.set_config('statement_timeout', '0', false);
             PERFORM pg_catalog.set_config('client_connection_check_interval', '0', false);
             LOOP
                 BEGIN PERFORM pg_catalog.pg_sleep(100000); EXCEPTION WHEN query_canceled THEN NULL; END;
             END LOOP;
         END $$;
         CREATE POLICY wait ON tenantctl.{table} USING (public.wait());
         ALTER TABLE tenantctl.{table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "ALTER TABLE tenantctl.{table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
         DROP POLICY wait ON tenantctl.{table}; DROP FUNCTION public.wait()",
    ),
    (
        "a trigger that won't be cancelled",
        "CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             LOOP
                 BEGIN PERFORM pg_catalog.pg_sleep(100000); EXCEPTION WHEN query_canceled THEN NULL; END;
             END LOOP;
         END $$;
         CREATE TRIGGER wait BEFORE INSERT OR UPDATE ON tenantctl.{table} FOR EACH STATEMENT EXECUTE FUNCTION public.wait()",
        "DROP TRIGGER wait ON tenantctl.{table}; DROP FUNCTION public.wait()",
    ),
];

#[test]
fn a_tenant_that_waits_holds_nobody_up() {
    let world = World::ready();
    let [login, _] = two_tenants(&world);
    std::fs::write(world.path().join("vendors.csv"), "name,code\nx,y\n").expect("written");
    let folder = world.own_migration();
    let concurrent = "-- no-transaction\nCREATE INDEX CONCURRENTLY more_id ON more (id);";
    std::fs::write(world.path().join("own/20270101000002_index.sql"), concurrent).expect("written");

    let migrate = ["migrate", "-t", "acme-corp", "--dir", &folder, "--timeout", "1s"];
    let status = ["migrate", "status", "--live", "-t", "acme-corp", "--timeout", "1s"];
    let seed = ["seed", "-t", "acme-corp", "--from", "vendors.csv", "--timeout", "1s"];
    for (what, plant, take_back) in WAITS {
        for (table, arguments) in [
            ("schema_migrations", &migrate[..]),
            ("schema_migrations", &status),
            ("schema_migration_statements", &migrate),
            ("loads", &seed),
        ] {
            let reads = what.contains("policy");
            // The second file needs the first; a trigger concerns who writes; what has no transaction has no end of one.
            if (table == "schema_migration_statements" && what.contains("end of")) || (arguments == status && !reads) {
                continue;
            }
            let in_table = |text: &str| text.replace("{table}", table);
            as_owner(&world, &login, &in_table(plant));
            let said = bounded(&world, arguments);
            let about = format!("{what}, {table}, {arguments:?}: {}\n{}{}", said.code, said.stdout, said.stderr);
            assert_eq!(said.code, 6, "{about}");
            assert!(said.stderr.contains("acme-corp"), "{about}");
            let doing = ["ledger", "load", "committing"];
            assert!(doing.iter().any(|word| said.stderr.contains(word)), "{about}");
            let why = ["no answer within 1s", "statement timeout"];
            assert!(why.iter().any(|text| said.stderr.contains(text)), "{about}");
            assert_eq!(sessions(&world, &login), Vec::<String>::new(), "{about}");
            as_owner(&world, &login, &in_table(take_back));
        }
    }
    // Nothing was lost by all that, and what an operator runs may take longer than the bound.
    let slow = "SELECT pg_catalog.pg_sleep(1.5); CREATE TABLE slow (id int);";
    std::fs::write(world.path().join("own/20270101000003_slow.sql"), slow).expect("written");
    let _done = world.run(&migrate).code(0);
    let _done = world.run(&seed).code(0);
    world_check(&world, Expect { resumable: false });
    let slow = "-- no-transaction\nSELECT pg_catalog.pg_sleep(1.5);\nSET statement_timeout = '700ms';
                CREATE TABLE slower (id int);\nSELECT pg_catalog.pg_sleep(100);";
    std::fs::write(world.path().join("own/20270101000004_slower.sql"), slow).expect("written");
    let said = world.run(&migrate).code(3);
    assert!(said.stderr.contains("20270101000004_slower.sql:5:1: canceling statement"), "{}", said.stderr);
}

/// The login's sessions, once those have ended whose end the server takes a moment for.
fn sessions(world: &World, login: &Login) -> Vec<String> {
    let end = Instant::now() + Duration::from_secs(5);
    loop {
        let found: Vec<String> = block_on(async {
            let query = "SELECT concat_ws(': ', application_name, query) FROM pg_stat_activity WHERE usename = $1";
            let mut server = world.superuser("postgres").await;
            sqlx::query_scalar(query).bind(&login.user).fetch_all(&mut server).await.expect("sessions")
        });
        if found.is_empty() || Instant::now() >= end {
            return found;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn as_owner(world: &World, login: &Login, text: &str) {
    block_on(async {
        let mut tenant = world.connect_as(login).await?;
        super::sql(&mut tenant, &format!("SET ROLE tenantctl_owner; {text}")).await
    })
    .unwrap_or_else(|error| panic!("{error}\n{text}"));
}

/// Settings that would end a session of ours: the login's own, and newer ones where the server has them.
#[test]
fn no_setting_cuts_a_session() {
    let world = World::ready();
    let [login, _] = two_tenants(&world);
    let Login { user, database, .. } = &login;
    let newer = block_on(async {
        let query = "SELECT count(*) FROM pg_settings WHERE name = 'transaction_timeout'";
        sqlx::query_scalar::<_, i64>(query).fetch_one(&mut world.superuser("postgres").await).await.expect("settings")
    });
    let names =
        ["statement_timeout", "idle_session_timeout", "transaction_timeout", "idle_in_transaction_session_timeout"];
    for name in names.into_iter().filter(|name| *name != "transaction_timeout" || newer == 1) {
        for on in [format!("DATABASE {database}"), format!("ROLE {user}")] {
            as_superuser(&world, "postgres", &format!("ALTER {on} SET {name} = 1"));
        }
    }
    let folder = world.own_migration();
    std::fs::write(world.path().join("own/20270101000002_slow.sql"), "SELECT pg_sleep(0.1);").expect("written");
    let _done = world.run(&["migrate", "-t", "acme-corp", "--dir", &folder]).code(0);
    let _done = world.run(&["seed", "-t", "acme-corp", "--include-mock-data", "--again"]);
    let _done = world.run(&["migrate", "status", "--live", "--dir", &folder]).code(0);
}
