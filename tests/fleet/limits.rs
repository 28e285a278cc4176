//! What a server has only so much of: connections. Many tenants and many at once take no more than there is.

use super::{Fleet, ended};
use crate::support::proxy::{Act, Fault, Proxy, When};
use crate::support::world_check::{Expect, world_check};
use crate::support::{World, block_on};
use sqlx::PgConnection;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// What the embedded server has.
const CONNECTIONS: usize = 200;

/// Takes connections until so many are left, or none to anybody but a superuser.
async fn take_connections(world: &World, leave: usize) -> Vec<PgConnection> {
    let password = world.server().read_or_create_password("operator").expect("a password");
    let wanted = if leave == 0 { CONNECTIONS } else { CONNECTIONS - leave - clients(world).await };
    let mut taken = Vec::new();
    while taken.len() < wanted {
        match world.connect("tenantctl_operator", &password, "tenantctl").await {
            Ok(connection) => taken.push(connection),
            Err(error) => {
                let code = error.as_database_error().and_then(|e| e.code().map(String::from));
                assert_eq!((code.as_deref(), leave), (Some("53300"), 0), "{error}");
                break;
            }
        }
    }
    taken
}

async fn clients(world: &World) -> usize {
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
    let mut server = world.superuser("postgres").await;
    let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut server).await.expect("counts");
    usize::try_from(count).expect("a count")
}

/// Starts a run and holds it where its tenants are written down, before it works on the first one.
fn begun(fleet: &Fleet, proxy: &Proxy, more: &[&str]) -> Child {
    let hits = proxy.hits();
    proxy.add(Fault::on(When::Answered("INSERT INTO control_plane.fleet_run_tenants"), Act::Hold));
    let child = fleet.spawn(&[&["--all", "--no-gate", "-j", "4"], more].concat());
    assert!(proxy.wait_for_hits(hits + 1, Duration::from_secs(60)), "the run begins");
    child
}

#[test]
fn a_server_without_connections_is_waited_for_then_counted_once() {
    let (fleet, proxy) = Fleet::proxied(4);
    let ids = "SELECT id::text FROM control_plane.fleet_runs ORDER BY started_at DESC";
    block_on(async {
        fleet.counting_files(1, 0.0);
        // Most of them beforehand: a run that is held for long loses its transaction.
        let most = take_connections(&fleet.world, 24).await;
        let passes = begun(&fleet, &proxy, &[]);
        let rest = take_connections(&fleet.world, 0).await;
        proxy.release(true);
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let mut plane = fleet.world.superuser("tenantctl").await;
        let done = "SELECT count(*) FROM control_plane.fleet_run_tenants WHERE state = 'done'";
        assert_eq!(sqlx::query_scalar::<_, i64>(done).fetch_one(&mut plane).await.expect("counts"), 0);
        drop(rest);
        let _through = ended(passes).code(0);
        fleet.file(2, "INSERT INTO effects VALUES (2)");
        let stays = begun(&fleet, &proxy, &["--max-failures", "1"]);
        let rest = take_connections(&fleet.world, 0).await;
        proxy.release(true);
        let said = ended(stays).code(6);
        drop((most, rest));
        assert!(said.stderr.contains("4 of 4 tenants failed"), "{}", said.stderr);
        let items = said.json()["items"].clone();
        let failed = |item: &serde_json::Value| item["error"].to_string().contains("connection slots");
        assert!(items.as_array().expect("items").iter().all(failed), "{items}");
    });
    // As one failure, which --max-failures 1 allows: nobody was left out.
    assert_eq!(
        fleet.plane::<String>("SELECT state FROM control_plane.fleet_runs ORDER BY started_at"),
        ["done", "failed"]
    );
    assert!((0..4).all(|tenant| fleet.effects(tenant) == [1]));
    let run = fleet.plane::<String>(ids).remove(0);
    let resume = ["migrate", "resume", &run, "--retry-failed", "--dir", fleet.dir()];
    let _through = fleet.world.run(&resume).code(0);
    assert!((0..4).all(|tenant| fleet.effects(tenant) == [1, 2]));
    world_check(&fleet.world, Expect::default());
}

/// What was seen of a run while it was at work.
#[derive(Default)]
struct Peak {
    clients: usize,
    /// In KiB.
    memory: usize,
}

async fn watched(fleet: &Fleet, mut child: Child) -> (Peak, String) {
    let mut peak = Peak::default();
    let status = format!("/proc/{}/status", child.id());
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
    let mut server = fleet.world.superuser("postgres").await;
    // Read while it runs: a pipe that is full would stop it.
    let mut stdout = child.stdout.take().expect("piped");
    let reader = std::thread::spawn(move || std::io::read_to_string(&mut stdout).expect("reads"));
    let end = Instant::now() + Duration::from_secs(600);
    while child.try_wait().expect("waits").is_none() {
        assert!(Instant::now() < end, "it ends");
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut server).await.expect("counts");
        peak.clients = peak.clients.max(usize::try_from(count).expect("a count"));
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let highest = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        peak.memory = peak.memory.max(highest.and_then(|kib| kib.trim().parse().ok()).unwrap_or(0));
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let stdout = reader.join().expect("ends");
    let _through = ended(child).code(0);
    (peak, stdout)
}

/// Which tenants an ndjson output names, and how each came through.
fn tenants_of(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("json"));
    let word = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    lines.filter_map(|line| Some((word(&line["tenant"])?, word(&line["status"])?))).collect()
}

/// As many as its budget allows are worked on at once, ten connections stay for others, and what is said doesn't hang on
/// how many it were.
#[test]
fn many_tenants_take_no_more_than_there_is() {
    let full = crate::support::chance::full();
    let tenants = if full { 1_000 } else { 30 };
    let fleet = Fleet::of(tenants);
    let of = |jobs: &'static str, more: &[&'static str]| {
        let arguments = ["migrate", "--dir", fleet.dir(), "-o", "ndjson", "-j", jobs];
        let mut command = fleet.world.command(&[&arguments[..], more].concat());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts")
    };
    fleet.counting_files(1, 0.02);
    block_on(async {
        let few = ["-t", "fleet-00", "-t", "fleet-01", "-t", "fleet-02"];
        let (small, _) = watched(&fleet, of("16", &few)).await;
        fleet.file(2, "INSERT INTO effects VALUES (2)");
        let (one, in_turn) = watched(&fleet, of("1", &["--all"])).await;
        fleet.file(3, "INSERT INTO effects VALUES (3)");
        let taken = take_connections(&fleet.world, 26).await;
        let (many, at_once) = watched(&fleet, of("16", &["--all"])).await;
        drop(taken);
        assert!(one.clients <= 6, "{} connections for one at a time", one.clients);
        assert!(many.clients <= CONNECTIONS - 10, "{} of {CONNECTIONS} connections", many.clients);
        assert_eq!(tenants_of(&in_turn).len(), tenants);
        assert_eq!(tenants_of(&in_turn), tenants_of(&at_once));
        assert!(many.memory < small.memory + 8 * 1024, "{} KiB for all, {} for three", many.memory, small.memory);
    });
}
