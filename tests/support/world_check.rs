//! Is the world whole? Compares what the control plane says with what the server has, and names
//! everything that is left over or doesn't fit.
//!
//! Each check is one SELECT whose rows are sentences, run by the superuser in the control
//! plane's database: registry, ledger and catalogs are then one look at one server, and a new
//! check is a few lines of SQL. Only what lies inside a tenant's database and the proof that a
//! stored password works need connections of their own.

mod inside;
mod ledger;
pub(crate) mod planted;
mod server;
mod tenants;

use super::{World, block_on};
use sqlx::{Connection, PgConnection};
use std::time::{Duration, Instant};

/// What the caller knows of the world.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Expect {
    /// A run was killed and not repeated yet: unfinished operations, half-made tenants and
    /// templates and a log entry without its end are then no fault. What belongs to nobody, and
    /// whatever concerns a finished tenant, still is.
    pub(crate) resumable: bool,
}

/// One SELECT of sentences.
struct Check {
    sql: &'static str,
    /// What it finds is what a killed run may leave until it is repeated.
    excused_by_resumable: bool,
}

const fn always(sql: &'static str) -> Check {
    Check { sql, excused_by_resumable: false }
}

const fn unless_resumable(sql: &'static str) -> Check {
    Check { sql, excused_by_resumable: true }
}

/// How long a killed run's server process may take to notice; the tool asks for 0.5 s.
const SETTLE: Duration = Duration::from_secs(5);

/// Panics with everything that is wrong.
#[track_caller]
pub(crate) fn world_check(world: &World, expect: Expect) {
    let found = leftovers(world, expect);
    assert!(found.is_empty(), "the world isn't whole:\n- {}", found.join("\n- "));
}

/// Returns everything that is wrong, a sentence each.
pub(crate) fn leftovers(world: &World, expect: Expect) -> Vec<String> {
    let mut found = in_catalogs(world, expect);
    found.extend(inside::logins(world));
    found
}

/// The same without trying each stored password, which costs four times as much as all the rest.
pub(crate) fn in_catalogs(world: &World, expect: Expect) -> Vec<String> {
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        let mut found = settle(&mut plane).await;
        for check in tenants::CHECKS.iter().chain(server::CHECKS).chain(ledger::CHECKS) {
            if !(check.excused_by_resumable && expect.resumable) {
                found.extend(sentences(&mut plane, check.sql).await);
            }
        }
        found.extend(inside::of_each_tenant(world, &mut plane).await);
        plane.close().await.expect("closes");
        found
    })
}

async fn sentences(connection: &mut PgConnection, sql: &'static str) -> Vec<String> {
    sqlx::query_scalar(sql).fetch_all(connection).await.unwrap_or_else(|e| panic!("{e}\n{sql}"))
}

/// Waits for the sessions of dead processes to end, since a CREATE DATABASE that still runs would
/// make every other look untrue; what outlives the wait is a finding.
async fn settle(connection: &mut PgConnection) -> Vec<String> {
    let end = Instant::now() + SETTLE;
    loop {
        let found = sentences(connection, server::SESSIONS).await;
        if found.is_empty() || Instant::now() >= end {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
