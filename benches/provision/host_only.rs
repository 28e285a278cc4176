//! What a provisioning does on the tenant's server, without the ledger, the locks, the log and a process.

use super::{Bench, milliseconds};
use secrecy::SecretString;
use std::time::{Duration, Instant};
use tenantctl::domain::names::PhysicalNames;
use tenantctl::domain::tenant::Marker;
use tenantctl::host::{ClusterHost, DatabaseHost, LoginVerifiers, TemplateDatabase, TemplateState};
use tenantctl::postgres::{Pins, Session, Target, connect};
use tenantctl::secrets::Verifier;
use uuid::Uuid;

impl Bench {
    /// The same calls of the host as in a provisioning, on a connection of its own; in milliseconds.
    pub(crate) fn host_only(&self, round: usize) -> f64 {
        let endpoint = self.server.endpoint().expect("it runs");
        let password: SecretString = self.server.read_or_create_password("operator").expect("a password").into();
        let target =
            Target::unix(endpoint.socket_dir, endpoint.port, "tenantctl_operator", password.clone(), "tenantctl");
        let verifier = || Verifier::of(&password).expect("a verifier").as_str().to_owned();
        let names = PhysicalNames::from_base(&format!("host_{round}")).expect("names");
        let marker = Marker { tenant: Uuid::new_v4(), control_plane: Uuid::new_v4() };
        let hash = self.template.trim_start_matches("tenantctl_template_");
        let template = TemplateDatabase::of_hash(hash).expect("a name");
        self.runtime.block_on(async {
            let begun = Instant::now();
            let connection = connect(&target, "bench", &Pins::new(""), Duration::from_secs(5)).await.expect("connects");
            // Two logins have a salted password each, whoever makes them.
            let verifiers = LoginVerifiers { migrator: verifier(), app: verifier() };
            let host = ClusterHost::open(Session::new(connection, target.clone())).await.expect("a host");
            let _state: TemplateState = host.template_state(&template).await.expect("a template");
            host.create_logins(&names, marker, &verifiers).await.expect("logins");
            host.create_database(&names, marker, &template).await.expect("a database");
            host.grant_rights(&names, marker).await.expect("rights");
            milliseconds(begun)
        })
    }
}
