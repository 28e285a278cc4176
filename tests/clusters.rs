//! Clusters: adding, checking, draining and removing them, and placing tenants on them.

mod adding;
mod default;
mod placing;

use crate::support::{Said, World, block_on};

const CANARY: &str = "canary-9d1e";

/// A world whose embedded server also listens on TCP, so that another one can have it as a cluster.
struct Server {
    world: World,
    port: String,
}

impl Server {
    fn start() -> Self {
        let world = World::new();
        let port = world.listening();
        Self { world, port }
    }

    fn password(&self) -> String {
        self.world.server().read_or_create_password("operator").expect("a password")
    }

    fn url_with(&self, password: &str) -> String {
        format!("postgresql://tenantctl_operator:{password}@127.0.0.1:{}/tenantctl", self.port)
    }

    fn url(&self) -> String {
        self.url_with(&self.password())
    }
}

fn add(world: &World, name: &str, region: &str, url: &str, more: &[&str]) -> Said {
    let arguments = ["cluster", "add", name, "--region", region, "--url-env", "CLUSTER_URL"];
    let mut command = world.command(&[&arguments[..], more].concat());
    command.env("CLUSTER_URL", url).output().expect("runs").into()
}

fn log_of(world: &World) -> Vec<(String, String, Option<String>)> {
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        sqlx::query_as(
            "SELECT action, phase, outcome FROM control_plane.policy_sync_logs WHERE action LIKE 'cluster%' ORDER BY seq",
        )
        .fetch_all(&mut plane)
        .await
        .expect("rows")
    })
}

fn execute(world: &World, database: &str, sql: &'static str) {
    block_on(async {
        let mut server = world.superuser(database).await;
        sqlx::raw_sql(sql).execute(&mut server).await.expect(sql);
    });
}
