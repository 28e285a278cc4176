//! `move`: a tenant goes from one cluster to another.

#[cfg(feature = "failpoints")]
mod by_operation;
mod dying;

use crate::support::proxy::Proxy;
use crate::support::world_check::{Expect, world_check};
use crate::support::{Login, Said, World, block_on};
use serde_json::json;
use sqlx::Connection;

/// A world whose embedded server has a tenant, and another server that it can go to.
struct Two {
    world: World,
    other: World,
    port: String,
}

fn two() -> Two {
    two_before(|_| None).0
}

/// The other server is reached through what is put before it.
fn two_before(before: impl FnOnce(&World) -> Option<Proxy>) -> (Two, Option<Proxy>) {
    let (world, other) = (World::ready(), World::new());
    let port = other.listening();
    let password = other.server().read_or_create_password("operator").expect("a password");
    let proxy = before(&other);
    let url = match &proxy {
        Some(proxy) => proxy.operator_url(&other),
        None => format!("postgresql://tenantctl_operator:{password}@127.0.0.1:{port}/tenantctl"),
    };
    let _made = world.run(&["provision", "acme-corp", "--region", "eu-west-1", "--include-mock-data"]).code(0);
    let add = ["cluster", "add", "eu-2", "--region", "eu-west-1", "--url-env", "CLUSTER_URL"];
    let added: Said = world.command(&add).env("CLUSTER_URL", url).output().expect("runs").into();
    let _added = added.code(0);
    (Two { world, other, port }, proxy)
}

impl Two {
    fn inside(&self, sql: &str) {
        let login = self.world.login("acme-corp", "migrator");
        let sql = format!("SET ROLE tenantctl_owner; {sql}");
        block_on(async {
            let mut connection = self.world.connect_as(&login).await.expect("connects");
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("runs");
        });
    }

    /// A connection to the other server.
    async fn there(&self, login: &Login) -> sqlx::Result<sqlx::PgConnection> {
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(self.port.parse().expect("a port"))
            .username(&login.user)
            .password(&login.password)
            .database(&login.database);
        sqlx::PgConnection::connect_with(&options).await
    }

    fn cluster(&self) -> String {
        let shown = self.world.run(&["show", "acme-corp", "-o", "json"]).code(0).json();
        assert_eq!(shown["status"], "active");
        shown["cluster"].as_str().expect("a cluster").to_owned()
    }

    fn run(&self, arguments: &[&str]) -> Said {
        self.world.run(&[&["move", "acme-corp"], arguments].concat())
    }

    /// Where the application gets in.
    fn places(&self) -> (bool, bool) {
        let login = self.world.login("acme-corp", "app");
        block_on(async { (self.world.connect_as(&login).await.is_ok(), self.there(&login).await.is_ok()) })
    }

    /// What the other server has of the tenant.
    fn left_there(&self) -> i64 {
        block_on(async {
            let mut server = self.other.superuser("postgres").await;
            sqlx::query_scalar(
                "SELECT (SELECT count(*) FROM pg_database WHERE datname LIKE 'acme%')
                      + (SELECT count(*) FROM pg_roles WHERE rolname LIKE 'acme%')",
            )
            .fetch_one(&mut server)
            .await
            .expect("a number")
        })
    }
}

#[test]
fn a_tenant_goes_and_comes_back_and_stays() {
    let two = two();
    let app = two.world.login("acme-corp", "app");
    let planned = two.run(&["--cluster", "eu-2", "-n"]).code(0);
    assert!(planned.stderr.contains("writes would be refused for about"), "{}", planned.stderr);
    assert_eq!(two.left_there(), 0, "a dry run makes nothing");
    let _unconfirmed = two.run(&["--cluster", "eu-2"]).code(9);
    let said = two.run(&["--cluster", "eu-2", "-y", "-o", "json"]).code(0);
    assert_eq!((&said.json()["cluster"], &said.json()["provider"]), (&json!("eu-2"), &json!("cluster")));
    assert!(said.stderr.contains("--commit") && said.stderr.contains("--rollback"), "{}", said.stderr);
    assert_eq!(two.places(), (false, true));
    assert_eq!(two.world.login("acme-corp", "app").password, app.password);
    for (arguments, code) in [(&["--cluster", "eu-2", "-y"][..], 5), (&["--cluster", "local", "-y"], 5)] {
        let _refused = two.run(arguments).code(code);
    }
    let _kept = two.world.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup"]).code(5);
    // Its life goes on there.
    let _migrated = two.world.run(&["migrate", "--all"]).code(0);
    let _rotated = two.world.run(&["rotate", "-t", "acme-corp"]).code(0);
    let _back = two.run(&["--rollback", "-y"]).code(0);
    assert_eq!((two.cluster().as_str(), two.places()), ("local", (true, false)));
    let _dropped = two.run(&["--commit", "-y"]).code(0);
    assert_eq!((two.cluster().as_str(), two.left_there()), ("local", 0));
    let _none = two.run(&["--commit", "-y"]).code(5);
    let _gone = two.run(&["--cluster", "eu-2", "-y"]).code(0);
    let _occupied = two.world.run(&["cluster", "remove", "local", "-y"]).code(5);
    let _kept = two.run(&["--commit", "-y"]).code(0);
    assert_eq!((two.cluster().as_str(), two.places()), ("eu-2", (false, true)));
    let here = "SELECT count(*) FROM pg_database WHERE datname LIKE 'acme%'";
    let left: i64 = block_on(async {
        let mut server = two.world.superuser("postgres").await;
        sqlx::query_scalar(here).fetch_one(&mut server).await.expect("a number")
    });
    assert_eq!(left, 0);
    let _sound = two.world.run(&["audit", "verify"]).code(0);
}

#[test]
fn who_writes_meanwhile_is_turned_away_and_readers_go_on() {
    let two = two();
    two.inside(
        "CREATE TABLE big AS SELECT n, repeat(md5(n::text), 20) AS text FROM generate_series(1, 400000) n;
         CREATE INDEX ON big (text); GRANT SELECT, INSERT ON big TO tenantctl_app",
    );
    let app = two.world.login("acme-corp", "app");
    let (mut written, mut refused, mut read) = (0, 0, 0);
    let mut child = two
        .world
        .command(&["move", "acme-corp", "--cluster", "eu-2", "-y"])
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("starts");
    block_on(async {
        while child.try_wait().expect("a look").is_none() {
            let Ok(mut connection) = two.world.connect_as(&app).await else { continue };
            for _ in 0..20 {
                match sqlx::query("INSERT INTO big VALUES (0, 'x')").execute(&mut connection).await {
                    Ok(_) => written += 1,
                    Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("57014") => {
                        refused += 1;
                        let seen = sqlx::query("SELECT count(*) FROM big").execute(&mut connection).await;
                        read += i64::from(seen.is_ok());
                    }
                    Err(_) => break,
                }
            }
        }
    });
    assert!(child.wait().expect("ends").success());
    assert!(refused > 0 && read > 0, "{written} {refused} {read}");
    let rows: i64 = block_on(async {
        let mut there = two.there(&app).await.expect("connects");
        sqlx::query_scalar("SELECT count(*) FROM big WHERE n = 0").fetch_one(&mut there).await.expect("a number")
    });
    assert_eq!(rows, written, "whoever was told that it is written finds it there");
}

/// He would write into a copy that is no longer the tenant.
#[test]
fn who_is_on_the_way_in_stays_out_of_the_old_copy() {
    let two = two();
    let late = two.world.arriving(&two.world.login("acme-corp", "app"), 30);
    let _moved = two.run(&["--cluster", "eu-2", "-y"]).code(0);
    assert!(!late.stays());
}

#[test]
fn what_fails_leaves_the_tenant_in_use_where_it_was() {
    let two = two();
    let _unknown = two.run(&["--cluster", "eu-3", "-y"]).code(4);
    let _here = two.run(&["--cluster", "local", "-y"]).code(5);
    let _none = two.run(&["--rollback", "-y"]).code(5);
    let _usage = two.run(&["--cluster", "eu-2", "--commit"]).code(2);
    let _usage = two.run(&[]).code(2);
    // Somebody else's database has its name.
    let database = two.world.login("acme-corp", "app").database;
    block_on(async {
        let mut server = two.other.superuser("postgres").await;
        let sql = format!("CREATE DATABASE {database}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut server).await.expect("made");
    });
    let foreign = two.run(&["--cluster", "eu-2", "-y"]).code(5);
    assert!(foreign.stderr.contains("isn't tenantctl's"), "{}", foreign.stderr);
    assert_eq!((two.cluster().as_str(), two.places().0), ("local", true));
    block_on(async {
        let mut server = two.other.superuser("postgres").await;
        let sql = format!("DROP DATABASE {database}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut server).await.expect("dropped");
    });
    // Its server is gone.
    let _stopped = two.other.server().stop();
    let down = two.run(&["--cluster", "eu-2", "-y", "--timeout", "3s"]).code(6);
    assert!(!down.stderr.is_empty());
    assert_eq!((two.cluster().as_str(), two.places().0), ("local", true));
    world_check(&two.world, Expect::default());
}

#[test]
fn a_copy_that_is_not_the_same_is_not_taken() {
    let two = two();
    // The value is computed anew where the row is loaded, by a function that is not what it says.
    two.inside(
        "CREATE FUNCTION moment() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT clock_timestamp()::text';
         CREATE TABLE moody (id int PRIMARY KEY, made text GENERATED ALWAYS AS (moment()) STORED);
         INSERT INTO moody VALUES (1)",
    );
    let said = two.run(&["--cluster", "eu-2", "-y"]).code(8);
    assert!(said.stderr.contains("moody"), "{}", said.stderr);
    assert_eq!((two.cluster().as_str(), two.places()), ("local", (true, false)));
    let _dropped = two.run(&["--rollback", "-y"]).code(0);
    assert_eq!((two.places().0, two.left_there()), (true, 0));
    world_check(&two.world, Expect::default());
}

#[cfg(feature = "failpoints")]
#[test]
fn killed_at_every_step_it_begins_anew_or_is_taken_back() {
    let mut two = two();
    let points = [
        "move.recorded",
        "move.prepared",
        "move.frozen",
        "move.copied",
        "move.closing",
        "move.closed",
        "move.ended",
        "move.opened",
        "move.switching",
        "move.switched",
    ];
    let numbered: Vec<(usize, &str)> = points.into_iter().enumerate().collect();
    for (number, point) in crate::support::chance::some_of(&numbered, 4) {
        two.world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
        let _died = two.run(&["--cluster", "eu-2", "-y"]).code(-6);
        two.world.env.clear();
        let at_the_switch = ["move.closed", "move.ended", "move.opened", "move.switching"].contains(&point);
        if point == "move.switched" {
            assert_eq!((two.cluster().as_str(), two.places()), ("eu-2", (false, true)));
        } else if !at_the_switch {
            assert_eq!((two.cluster().as_str(), two.places().0), ("local", true), "{point}");
        }
        if number % 2 == 0 && point != "move.switched" {
            let _done = two.run(&["--cluster", "eu-2", "-y"]).code(0);
            assert_eq!((two.cluster().as_str(), two.places()), ("eu-2", (false, true)), "{point}");
        }
        let moved = two.cluster() == "eu-2";
        let _back = two.run(&["--rollback", "-y"]).code(0);
        assert_eq!((two.cluster().as_str(), two.places()), ("local", (true, false)), "{point}");
        if moved {
            for step in ["move.dropped_database", "move.dropped_logins"] {
                two.world.env = vec![("TENANTCTL_FAILPOINTS".into(), step.into())];
                let _died = two.run(&["--commit", "-y"]).code(-6);
                two.world.env.clear();
            }
            let _dropped = two.run(&["--commit", "-y"]).code(0);
        }
        assert_eq!(two.left_there(), 0, "{point}");
        world_check(&two.world, Expect::default());
    }
}
