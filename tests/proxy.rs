//! The fault proxy itself: each fault does what it says, seen by the driver that the product uses.

use crate::support::proxy::{Act, Fault, Proxy, When, proxied};
use crate::support::{World, block_on};
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::io::ErrorKind;
use std::time::{Duration, Instant};

async fn connect(world: &World, proxy: &Proxy) -> sqlx::Result<PgConnection> {
    let password = world.server().superuser_password().expect("a password");
    let options: sqlx::postgres::PgConnectOptions = proxy.url("postgres", &password, "tenantctl").parse()?;
    options.connect().await
}

async fn run(connection: &mut PgConnection, sql: &'static str) -> sqlx::Result<()> {
    sqlx::raw_sql(sql).execute(connection).await.map(drop)
}

/// What a client is told: an SQLSTATE, or that the line is gone.
fn told(result: sqlx::Result<()>) -> String {
    match result {
        Ok(()) => "ok".to_owned(),
        Err(sqlx::Error::Database(e)) => e.code().expect("a code").into_owned(),
        Err(sqlx::Error::Io(e)) if e.kind() == ErrorKind::ConnectionReset => "reset".to_owned(),
        Err(sqlx::Error::Io(e)) if e.kind() == ErrorKind::UnexpectedEof => "end".to_owned(),
        Err(other) => format!("{other:?}"),
    }
}

/// A table to count in, and the proxy before it.
fn prepared() -> (World, Proxy) {
    let world = World::ready();
    block_on(async { run(&mut world.superuser("tenantctl").await, "CREATE TABLE t (a int)").await }).expect("a table");
    let proxy = Proxy::before(&world);
    (world, proxy)
}

async fn rows(world: &World) -> i64 {
    let mut direct = world.superuser("tenantctl").await;
    sqlx::query_scalar("SELECT count(*) FROM t").fetch_one(&mut direct).await.expect("a count")
}

#[test]
fn without_faults_all_passes_and_is_counted() {
    let (world, proxy) = prepared();
    block_on(async {
        let mut connection = connect(&world, &proxy).await.expect("connects");
        for number in 0..3 {
            sqlx::query("INSERT INTO t VALUES ($1)").bind(number).execute(&mut connection).await.expect("inserts");
        }
        let mut copy = connection.copy_in_raw("COPY t FROM STDIN").await.expect("copies");
        copy.send(&b"7\n8\n"[..]).await.expect("sends");
        assert_eq!(copy.finish().await.expect("ends"), 2);
        connection.close().await.expect("closes");
        assert_eq!(rows(&world).await, 5);
    });
    assert_eq!((proxy.connections(), proxy.hits()), (1, 0));
    assert!(proxy.messages() > 20, "{}", proxy.messages());
}

#[test]
fn a_commit_is_done_and_its_answer_lost() {
    let (world, proxy) = prepared();
    for (act, expected) in [(Act::Cut, "end"), (Act::Reset, "reset"), (Act::Fatal("57P01"), "57P01")] {
        block_on(async {
            let before = rows(&world).await;
            let mut connection = connect(&world, &proxy).await.expect("connects");
            // The first commit is let through.
            proxy.add(Fault::on(When::Completed("COMMIT"), act).after(1));
            for said in ["ok", expected] {
                let mut transaction = connection.begin().await.expect("begins");
                run(&mut transaction, "INSERT INTO t VALUES (1)").await.expect("inserts");
                assert_eq!(told(transaction.commit().await), said);
            }
            assert_eq!(rows(&world).await, before + 2, "{act:?}");
        });
    }
    assert_eq!(proxy.hits(), 3);
}

#[test]
fn a_statement_is_lost_before_it_is_done_or_with_its_whole_answer() {
    let (world, proxy) = prepared();
    let moments = [(When::Sending("INSERT"), 0), (When::Answered("INSERT"), 1)];
    for (act, expected) in [(Act::Cut, "end"), (Act::Reset, "reset")] {
        for prepared in [false, true] {
            for (when, done) in moments {
                block_on(async {
                    let before = rows(&world).await;
                    let mut connection = connect(&world, &proxy).await.expect("connects");
                    proxy.add(Fault::on(when, act));
                    let said = if prepared {
                        let number = sqlx::query_scalar::<_, i32>("INSERT INTO t VALUES ($1) RETURNING a").bind(1);
                        number.fetch_one(&mut connection).await.map(drop)
                    } else {
                        run(&mut connection, "INSERT INTO t VALUES (1); SELECT 1").await
                    };
                    assert_eq!(told(said), expected, "{when:?} {act:?} {prepared}");
                    // The server may need a moment for what was cut just after it was sent.
                    assert_eq!(rows(&world).await, before + done, "{when:?} {act:?} {prepared}");
                });
            }
        }
    }
}

#[test]
fn a_stall_delays_and_a_hold_waits_for_the_test() {
    let (world, proxy) = prepared();
    block_on(async {
        let mut connection = connect(&world, &proxy).await.expect("connects");
        proxy.add(Fault::on(When::Sending("SELECT 1"), Act::Stall(Duration::from_millis(300))));
        let begun = Instant::now();
        run(&mut connection, "SELECT 1").await.expect("is answered in the end");
        assert!(begun.elapsed() >= Duration::from_millis(300));
        for (forward, expected, done) in [(true, "ok", 1), (false, "end", 1)] {
            proxy.add(Fault::on(When::Sending("INSERT"), Act::Hold));
            let hits = proxy.hits() + 1;
            let held = async { told(run(&mut connection, "INSERT INTO t VALUES (1)").await) };
            let look = async {
                let (proxy, waited) = (&proxy, Duration::from_secs(10));
                while proxy.hits() < hits {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                assert!(proxy.wait_for_hits(hits, waited));
                let seen = rows(&world).await;
                proxy.release(forward);
                seen
            };
            let (said, seen) = tokio::join!(held, look);
            assert_eq!((said.as_str(), seen), (expected, i64::from(!forward)));
            assert_eq!(rows(&world).await, done);
        }
    });
}

#[test]
fn the_line_breaks_after_so_many_bytes_or_at_a_message() {
    let (world, proxy) = prepared();
    block_on(async {
        let mut connection = connect(&world, &proxy).await.expect("connects");
        proxy.add(Fault::on(When::Bytes(10_000), Act::Reset));
        for _ in 0..9 {
            run(&mut connection, "SELECT repeat('x', 1000)").await.expect("fits");
        }
        assert_eq!(told(run(&mut connection, "SELECT repeat('x', 1000)").await), "reset");
        proxy.add(Fault::on(When::Message(1), Act::Cut));
        assert_eq!(told(connect(&world, &proxy).await.map(drop)), "end");
        let mut connection = connect(&world, &proxy).await.expect("connects");
        // Query out; RowDescription, DataRow, CommandComplete, ReadyForQuery in.
        proxy.add(Fault::on(When::Message(5), Act::Cut));
        assert_eq!(told(run(&mut connection, "SELECT 1").await), "end");
        let before = proxy.messages();
        proxy.cut_all();
        let mut connection = connect(&world, &proxy).await.expect("connects");
        assert!(proxy.messages() > before);
        proxy.cut_all();
        assert_ne!(told(run(&mut connection, "SELECT 1").await), "ok");
    });
}

#[test]
fn the_next_clients_are_turned_away() {
    let (world, proxy) = prepared();
    for sqlstate in ["53300", "57P03"] {
        proxy.add(Fault::on(When::Start, Act::Fatal(sqlstate)).times(2));
        block_on(async {
            for expected in [sqlstate, sqlstate, "ok"] {
                assert_eq!(told(connect(&world, &proxy).await.map(drop)), expected);
            }
        });
    }
}

#[test]
fn a_statement_is_answered_by_an_error_and_the_server_agrees() {
    let (world, proxy) = prepared();
    for sqlstate in ["40001", "40P01", "55P03", "55006", "XX000", "42501", "53100"] {
        proxy.clear();
        block_on(async {
            let before = rows(&world).await;
            let mut connection = connect(&world, &proxy).await.expect("connects");
            // Simple, outside a transaction; the connection stays good.
            proxy.add(Fault::on(When::Sending("INSERT"), Act::Error(sqlstate)).times(2));
            assert_eq!(told(run(&mut connection, "INSERT INTO t VALUES (1)").await), sqlstate);
            // Prepared, inside one: the transaction has failed on the server too.
            let mut transaction = connection.begin().await.expect("begins");
            run(&mut transaction, "DELETE FROM t").await.expect("deletes");
            let insert = || sqlx::query("INSERT INTO t VALUES ($1)").bind(2);
            assert_eq!(told(insert().execute(&mut *transaction).await.map(drop)), sqlstate);
            assert_eq!(told(run(&mut transaction, "SELECT 1").await), "25P02");
            transaction.rollback().await.expect("rolls back");
            insert().execute(&mut connection).await.expect("the statement is good again");
            assert_eq!(rows(&world).await, before + 1);
            // COMMIT: nothing was committed, and the session is out of the transaction.
            proxy.add(Fault::on(When::Sending("COMMIT"), Act::Error(sqlstate)));
            let mut transaction = connection.begin().await.expect("begins");
            run(&mut transaction, "INSERT INTO t VALUES (3)").await.expect("inserts");
            assert_eq!(told(transaction.commit().await), sqlstate);
            run(&mut connection, "INSERT INTO t VALUES (4)").await.expect("a transaction of its own");
            assert_eq!(rows(&world).await, before + 2, "{sqlstate}");
        });
    }
}

/// The product through the proxy: the operator's URL works, and a planted error reaches it.
#[test]
fn a_tenant_is_provisioned_through_the_proxy() {
    let (world, proxy) = proxied();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    assert!(proxy.connections() > 0);
    proxy.add(Fault::on(When::Sending("CREATE ROLE \"globex_"), Act::Error("42501")));
    let refused = world.run(&["provision", "globex", "--region", "us-east-1"]);
    assert_ne!(refused.code, 0);
    assert!(refused.stderr.contains("planted by the fault proxy"), "{}", refused.stderr);
    let _done = world.run(&["provision", "globex", "--region", "us-east-1"]).code(0);
    crate::support::world_check::world_check(&world, Default::default());
}
