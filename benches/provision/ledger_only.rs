//! What a provisioning writes into the ledger and the log, and its lock, without anything that it makes.

use super::{Bench, milliseconds};
use std::time::{Duration, Instant};
use tenantctl::control_plane::{self as plane, Durability, LogEntry, Phase};
use tenantctl::domain::operation::ProvisionStep;
use tenantctl::domain::tenant::TenantId;
use tenantctl::postgres::{Pins, Target, begin, commit, connect};
use uuid::Uuid;

impl Bench {
    /// The same calls as in a provisioning, for a tenant that is there, on a new connection; in milliseconds, without
    /// connecting.
    pub(crate) fn ledger_only(&self, id: &str) -> f64 {
        let endpoint = self.server.endpoint().expect("it runs");
        let password = self.server.read_or_create_password("operator").expect("a password").into();
        let target = Target::unix(endpoint.socket_dir, endpoint.port, "tenantctl_operator", password, "tenantctl");
        let id = TenantId::stored(id).expect("an id");
        self.runtime.block_on(async {
            let mut connection =
                connect(&target, "bench", &Pins::new(""), Duration::from_secs(5)).await.expect("connects");
            let tenant = plane::tenant_by_id(&mut connection, &id).await.expect("read").expect("a tenant").uuid;
            let operation = Uuid::now_v7();
            let steps: Vec<&str> = ProvisionStep::on_a_cluster(false).into_iter().map(ProvisionStep::as_str).collect();
            let spec = serde_json::json!({ "name": id.as_str(), "region": "us-east-1", "provider": "local" });
            let entry = |phase, outcome, detail| LogEntry {
                run_id: operation,
                phase,
                action: "provision",
                actor: "bench",
                tenant: Some((tenant, id.as_str())),
                outcome,
                detail,
            };
            let begun = Instant::now();
            assert!(plane::lock_tenant(&mut connection, tenant).await.expect("locks"));
            let mut reserving = begin(&mut connection).await.expect("begins");
            let written =
                plane::insert_operation(&mut reserving, operation, tenant, "provision", &spec, "bench", &steps);
            written.await.expect("written");
            plane::append(&mut reserving, &entry(Phase::Begin, None, spec.clone())).await.expect("logged");
            commit(reserving).await.expect("committed");
            for position in (0..).take(steps.len()).skip(1).take(steps.len() - 2) {
                let durability = Durability::WithNextCommit;
                plane::begin_step(&mut connection, operation, position, durability).await.expect("written");
            }
            let mut ending = begin(&mut connection).await.expect("begins");
            plane::finish_operation(&mut ending, operation).await.expect("written");
            plane::append(&mut ending, &entry(Phase::End, Some("done"), serde_json::json!({}))).await.expect("logged");
            commit(ending).await.expect("committed");
            plane::unlock_tenant(&mut connection, tenant).await.expect("unlocks");
            milliseconds(begun)
        })
    }
}
