//! A session that takes its time to start up: past the database's doors, but in no view yet.

use super::{Login, World, block_on};
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Somebody who is on the way in for as long as he likes.
#[must_use]
pub(crate) struct Arrival(JoinHandle<bool>);

impl Arrival {
    /// Whether he came in and was left alone there.
    pub(crate) fn stays(self) -> bool {
        self.0.join().expect("ends")
    }
}

impl World {
    /// Sends somebody with this login, and returns when he is past the doors; `seconds` later he would be inside.
    pub(crate) fn arriving(&self, login: &Login, seconds: u32) -> Arrival {
        let endpoint = self.server().endpoint().expect("the server runs");
        let options = PgConnectOptions::new_without_pgpass()
            .socket(endpoint.socket_dir)
            .port(endpoint.port)
            .username(&login.user)
            .password(&login.password)
            .database(&login.database)
            .options([("post_auth_delay", seconds)]);
        block_on(async {
            let mut server = self.superuser("postgres").await;
            let mut past = async || {
                let lock = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.objid
                            WHERE l.classid = 'pg_database'::regclass AND l.mode = 'RowExclusiveLock' AND d.datname = $1";
                let count: i64 =
                    sqlx::query_scalar(lock).bind(&login.database).fetch_one(&mut server).await.expect("locks");
                count
            };
            let before = past().await;
            let on_the_way = std::thread::spawn(move || comes_in(&options));
            let end = Instant::now() + Duration::from_secs(30);
            while past().await <= before {
                assert!(Instant::now() < end && !on_the_way.is_finished(), "nobody is on the way");
            }
            // From the lock to the delay there is nothing but the look whether he may come in.
            tokio::time::sleep(Duration::from_millis(50)).await;
            Arrival(on_the_way)
        })
    }
}

fn comes_in(options: &PgConnectOptions) -> bool {
    block_on(async {
        let Ok(mut inside) = options.connect().await else { return false };
        sqlx::raw_sql("SELECT pg_catalog.pg_sleep(3)").execute(&mut inside).await.is_ok()
    })
}
