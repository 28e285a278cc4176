//! Runs over the fleet, with the real binary: many runners, dead and stopped ones, pauses, budgets, waves.

mod budget;
mod control;
mod faults;
mod files;
mod gate;
mod limits;
mod marks;
mod pages;
mod rehearsal;
mod repair;
mod round_trips;
mod runners;
mod verify;

use crate::support::proxy::{Proxy, proxied};
use crate::support::{Said, World, block_on};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A world with tenants and a folder of migrations.
pub(super) struct Fleet {
    pub(super) world: World,
    folder: PathBuf,
}

impl Fleet {
    /// Provisions `fleet-00`, `fleet-01`, …
    pub(super) fn of(count: usize) -> Self {
        Self::on(World::ready(), count)
    }

    /// The same, with a proxy between every command and the server.
    pub(super) fn proxied(count: usize) -> (Self, Proxy) {
        let (world, proxy) = proxied();
        let _ready = world.run(&["init"]).code(0);
        (Self::on(world, count), proxy)
    }

    fn on(world: World, count: usize) -> Self {
        let folder = PathBuf::from(world.own_migration());
        std::fs::remove_file(folder.join("20270101000001_more.sql")).expect("removed");
        let list: String = (0..count).map(|n| format!("fleet-{n:02},us-east-1\n")).collect();
        let file = world.path().join("fleet.csv");
        std::fs::write(&file, format!("id,region\n{list}")).expect("written");
        let _made = world.run(&["provision", "--from", file.to_str().expect("a path"), "-j", "4"]).code(0);
        let mut fleet = Self { world, folder };
        fleet.world.env.push(("TENANTCTL_FLEET_LEASE".into(), "2s".into()));
        fleet
    }

    pub(super) fn dir(&self) -> &str {
        self.folder.to_str().expect("a path")
    }

    /// Writes the migration number `n`.
    pub(super) fn file(&self, n: u32, sql: &str) {
        std::fs::write(self.folder.join(format!("2027010100{n:04}_file_{n}.sql")), sql).expect("written");
    }

    /// Files that leave a row each, the first one with the table; each takes `seconds`.
    pub(super) fn counting_files(&self, count: u32, seconds: f64) {
        for n in 1..=count {
            let table = if n == 1 { "CREATE TABLE effects (file int NOT NULL);" } else { "" };
            self.file(n, &format!("{table} INSERT INTO effects VALUES ({n}); SELECT pg_sleep({seconds});"));
        }
    }

    pub(super) fn arguments<'a>(&'a self, more: &[&'a str]) -> Vec<&'a str> {
        [&["migrate", "--dir", self.dir(), "-o", "json"], more].concat()
    }

    pub(super) fn migrate(&self, more: &[&str]) -> Said {
        self.world.run(&self.arguments(more))
    }

    pub(super) fn spawn(&self, more: &[&str]) -> Child {
        let mut command = self.world.command(&self.arguments(more));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts")
    }

    /// Runs SQL in the control plane.
    pub(super) fn plane<T>(&self, sql: &'static str) -> Vec<T>
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
    {
        block_on(async {
            let mut plane = self.world.superuser("tenantctl").await;
            sqlx::query_scalar(sql).fetch_all(&mut plane).await.expect("rows")
        })
    }

    /// Runs SQL in a tenant's database as the owner of its objects.
    pub(super) fn inside(&self, tenant: usize, sql: &str) {
        let login = self.world.login(&format!("fleet-{tenant:02}"), "migrator");
        block_on(async {
            let mut database = self.world.superuser(&login.database).await;
            sqlx::raw_sql(sqlx::AssertSqlSafe(format!("SET ROLE tenantctl_owner; {sql}")))
                .execute(&mut database)
                .await
                .expect("runs");
        });
    }

    /// Returns the rows that counting files left in a tenant's database; none if there is no table.
    pub(super) fn effects(&self, tenant: usize) -> Vec<i32> {
        let login = self.world.login(&format!("fleet-{tenant:02}"), "migrator");
        block_on(async {
            let mut database = self.world.superuser(&login.database).await;
            let sql = "SELECT file FROM effects ORDER BY file";
            sqlx::query_scalar(sql).fetch_all(&mut database).await.unwrap_or_default()
        })
    }

    /// Waits until a count in the control plane is reached.
    #[track_caller]
    pub(super) fn wait_for(&self, sql: &'static str) {
        let end = Instant::now() + Duration::from_secs(60);
        while self.plane::<bool>(sql) != [true] {
            assert!(Instant::now() < end, "waited in vain for {sql}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Waits for a runner's end.
pub(super) fn ended(child: Child) -> Said {
    child.wait_with_output().expect("ends").into()
}

/// Sends a signal.
pub(super) fn signal(child: &Child, name: &str) {
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args([name, &pid]).status().expect("kill runs").success());
}
