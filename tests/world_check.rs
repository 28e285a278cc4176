//! The checker itself: a clean world gives nothing, and each kind of leftover is found by name.

use crate::support::world_check::planted::PLANTED;
use crate::support::world_check::{Expect, in_catalogs, leftovers, world_check};
use crate::support::{World, block_on};
use sqlx::{Connection, PgConnection};

const AT_REST: Expect = Expect { resumable: false };

struct Names(Vec<(&'static str, String)>);

impl Names {
    async fn of(plane: &mut PgConnection) -> Self {
        let (uuid, db, op, control, template): (String, String, String, String, String) = sqlx::query_as(
            "SELECT t.uuid::text, database_name, o.id::text, i.id::text,
                    (SELECT datname::text FROM pg_database WHERE datname LIKE 'tenantctl_template_%')
             FROM control_plane.tenant_metadata t JOIN control_plane.operations o ON o.tenant_uuid = t.uuid
             CROSS JOIN control_plane.identity i WHERE t.id = 'acme-corp'",
        )
        .fetch_one(plane)
        .await
        .expect("names");
        Self(vec![
            ("{mark}", format!("tenantctl:v1:tenant={uuid}:control_plane={control}")),
            ("{uuid}", uuid),
            ("{plane}", control),
            ("{op}", op),
            ("{template}", template),
            ("{mig}", format!("{db}_migrator")),
            ("{app}", format!("{db}_app")),
            ("{db}", db),
        ])
    }

    fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }
}

async fn run_each(plane: &mut PgConnection, statements: &str) {
    for sql in statements.split(';') {
        let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut *plane).await;
        done.unwrap_or_else(|e| panic!("{e}\n{sql}"));
    }
}

fn two_tenants() -> World {
    let world = World::ready();
    for id in ["acme-corp", "globex"] {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    }
    world
}

#[test]
fn a_clean_world_gives_nothing_and_each_planted_leftover_is_named() {
    let world = two_tenants();
    world_check(&world, AT_REST);
    let names = block_on(async { Names::of(&mut world.superuser("tenantctl").await).await });
    let apply = |statements: &str| {
        block_on(async {
            let mut plane = world.superuser("tenantctl").await;
            run_each(&mut plane, "SET session_replication_role = replica").await;
            run_each(&mut plane, &names.fill(statements)).await;
            plane.close().await.expect("closes");
        });
    };
    let mut missed = Vec::new();
    for (expected, plant, take_back) in PLANTED {
        apply(plant);
        let found = in_catalogs(&world, AT_REST);
        let expected = names.fill(expected);
        if !found.iter().any(|text| text.contains(&expected)) {
            missed.push(format!("{expected}\n  found: {found:?}"));
        }
        apply(take_back);
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    world_check(&world, AT_REST);
}

#[test]
fn what_lives_on_is_named_locks_and_open_transactions() {
    let world = two_tenants();
    let login = world.login("acme-corp", "app");
    let mut held = block_on(async {
        let mut sessions = Vec::new();
        for sql in ["SELECT pg_advisory_lock(1, 2)", "SET application_name = 'tenantctl migrate x'"] {
            let mut session = world.superuser("tenantctl").await;
            run_each(&mut session, sql).await;
            sessions.push(session);
        }
        let mut tenant = world.connect_as(&login).await.expect("connects");
        run_each(&mut tenant, "BEGIN").await;
        sessions.push(tenant);
        sessions
    });
    let found = leftovers(&world, AT_REST).join("\n");
    for expected in ["advisory lock 1/2 in tenantctl is held", "(tenantctl migrate x)", "is idle in transaction"] {
        assert!(found.contains(expected), "{expected}\n{found}");
    }
    held.clear();
    world_check(&world, AT_REST);
}

#[test]
fn a_stored_password_that_does_not_open_the_door_is_named() {
    let world = two_tenants();
    let user = world.login("acme-corp", "app").user;
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        run_each(
            &mut plane,
            &format!(
                "ALTER ROLE {user} PASSWORD 'another';
                 UPDATE control_plane.tenant_secrets SET sealed = sealed || 'x' WHERE name = 'migrator_password'
                     AND tenant_uuid = (SELECT uuid FROM control_plane.tenant_metadata WHERE id = 'globex')"
            ),
        )
        .await;
        plane.close().await.expect("closes");
    });
    let found = leftovers(&world, AT_REST);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with(&format!("tenant acme-corp: {user} can't log in")), "{found:?}");
    assert_eq!(found[1], "tenant globex: the migrator's stored password can't be read");
}

#[test]
#[should_panic(expected = "the world isn't whole:\n- database stray belongs to tenantctl_databases")]
fn an_unwhole_world_panics_with_the_list() {
    let world = two_tenants();
    block_on(async {
        let mut server = world.superuser("postgres").await;
        run_each(&mut server, "CREATE DATABASE stray OWNER tenantctl_databases").await;
    });
    world_check(&world, AT_REST);
}

/// A killed run is excused while it can be resumed, by name if the caller says that it can't, and
/// leaves nothing once it was resumed.
#[test]
#[cfg(feature = "failpoints")]
fn a_killed_run_is_excused_until_it_is_repeated() {
    let points = |start: &'static str| tenantctl::failpoint::ALL.iter().filter(move |point| point.starts_with(start));
    let check = |world: &mut World, id: &str, point: &str| {
        world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
        let arguments = ["provision", id, "--region", "x", "--include-mock-data"];
        let _died = world.run(&arguments).code(-6);
        world.env.clear();
        world_check(world, Expect { resumable: true });
        let found = leftovers(world, AT_REST).join("\n");
        let unfinished = !matches!(point, "provision.reserving" | "provision.activated");
        assert_eq!(found.contains(&format!("tenant {id} is provisioning")), unfinished, "{point}: {found}");
        let _done = world.run(&arguments).code(0);
        world_check(world, AT_REST);
    };
    // A template is made once in a world.
    for point in points("template.") {
        check(&mut World::ready(), "acme-corp", point);
    }
    let mut world = World::ready();
    for point in points("provision.") {
        check(&mut world, &point.replace(['.', '_'], "-"), point);
    }
}
