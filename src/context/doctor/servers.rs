//! The control plane's server, the master key, the clusters and the tenants' projects.

use super::failed;
use crate::config::keys;
use crate::context::Context;
use crate::control_plane::{self as plane, ClusterRow, ControlPlane, PlaneError, TenantRow};
use crate::domain::selection::{Selection, Selector};
use crate::error::CommandError;
use crate::ops::credentials::Vault;
use crate::ops::doctor::{
    Check, LOOKED_AT, Plane, State, cluster, key_alone, line, master_key, plane as look_at_plane, projects, server,
};
use crate::postgres::{FailureClass, Pins, Session, Target, connect};
use futures_util::{StreamExt, stream};
use secrecy::SecretString;
use std::path::Path;

/// How many clusters are looked at at once.
const AT_ONCE: usize = 4;

const ADDRESS: &str = "control_plane.server";

/// Where the control plane is, before anybody asked there.
pub(super) enum PlanePlace {
    /// The configured server.
    Server(Target),
    /// The embedded server, where it runs.
    Embedded(Option<Target>),
    /// The configuration says nothing usable.
    Unusable(CommandError),
}

impl PlanePlace {
    /// Tells whether the embedded server is what is used.
    pub(super) fn is_embedded(&self) -> bool {
        matches!(self, Self::Embedded(_))
    }
}

impl Context {
    /// Finds out where the control plane is, and the embedded server if it runs, without asking either.
    pub(super) fn plane_as_found(&mut self) -> PlanePlace {
        let running = self.embedded_as_found();
        self.embedded = running.as_ref().ok().cloned().flatten();
        match self.configured_plane() {
            Ok(Some(target)) => PlanePlace::Server(target),
            Ok(None) => running.map_or_else(PlanePlace::Unusable, PlanePlace::Embedded),
            Err(error) => PlanePlace::Unusable(error),
        }
    }

    /// Looks at the control plane and at all that can be found by it.
    pub(super) async fn look_at_servers(&self, place: PlanePlace) -> Vec<Check> {
        let (mut checks, session) = self.reach(place).await;
        let control = match &session {
            Some(session) => {
                let (Plane { checks: found, control }, more) =
                    tokio::join!(look_at_plane(session, self.timeout()), server(session.target(), self.timeout()));
                checks.extend(found.into_iter().chain(more));
                control
            }
            None => None,
        };
        let vault = match (self.master_keys(), &control) {
            (Err(error), _) => {
                checks.push(failed("master_key", &error));
                None
            }
            (Ok(key), None) => {
                checks.push(key_alone(&key));
                None
            }
            (Ok(key), Some(control)) => {
                let (check, vault) = master_key(control, &key, self.timeout()).await;
                checks.push(check);
                vault
            }
        };
        if let Some(control) = &control {
            checks.extend(self.look_at_clusters(control, vault.as_ref()).await);
            checks.extend(self.look_at_projects(control).await);
        }
        checks
    }

    async fn reach(&self, place: PlanePlace) -> (Vec<Check>, Option<Session>) {
        let asleep = |text: String| {
            let check = Check::warning(ADDRESS, text, "tenantctl local start");
            (vec![check], None)
        };
        let folder = self.state_dir();
        let (target, embedded) = match place {
            PlanePlace::Unusable(error) => return (vec![failed(ADDRESS, &error)], None),
            PlanePlace::Embedded(None) if self.embedded_exists() => {
                let text = format!("the embedded PostgreSQL in {} isn't running; commands start it", folder.display());
                return asleep(text);
            }
            PlanePlace::Embedded(None) => {
                let text =
                    format!("nothing is configured, and there is no embedded PostgreSQL in {}", folder.display());
                return (vec![Check::warning(ADDRESS, text, "tenantctl init")], None);
            }
            PlanePlace::Embedded(Some(target)) => (target, true),
            PlanePlace::Server(target) => (target, false),
        };
        let tls = line("control_plane.tls".to_owned(), &target);
        match connect(&target, "tenantctl doctor", &Pins::new(""), self.timeout()).await {
            Ok(connection) => {
                let found = Check::ok(ADDRESS, format!("{} answers", target.masked_url()));
                (vec![found, tls], Some(Session::new(connection, target)))
            }
            // A pid file that nobody stands behind: the next command starts it again.
            Err(error) if embedded && error.class == FailureClass::Unknown => {
                asleep(format!("the embedded PostgreSQL in {} doesn't answer: {error}", folder.display()))
            }
            Err(error) => (vec![failed(ADDRESS, &error.into()), tls], None),
        }
    }

    async fn look_at_clusters(&self, control: &ControlPlane, vault: Option<&Vault>) -> Vec<Check> {
        let read = async { plane::clusters(&mut *control.session.get().await).await };
        let rows = match self.read_within(read).await {
            Ok(rows) => rows,
            Err(check) => return vec![Check { name: "clusters".to_owned(), ..check }],
        };
        if rows.is_empty() {
            return vec![Check::skipped("clusters", "none is registered; the first provisioning does that")];
        }
        let Some(vault) = vault else {
            return vec![Check::skipped("clusters", "their addresses can't be read without the master key")];
        };
        let looks = rows.iter().map(|row| self.look_at_cluster(vault, row));
        stream::iter(looks).buffered(AT_ONCE).collect::<Vec<_>>().await.concat()
    }

    async fn look_at_cluster(&self, vault: &Vault, row: &ClusterRow) -> Vec<Check> {
        let name = format!("cluster.{}.reachable", row.name);
        if row.provider == "local" && self.embedded.is_none() {
            let check = Check::skipped(name, "the embedded PostgreSQL isn't running; commands start it");
            return vec![check.with_hint("tenantctl local start")];
        }
        match self.cluster_target(vault, row) {
            Ok(target) => cluster(row, &target, self.timeout()).await,
            Err(error) => vec![failed(&name, &error)],
        }
    }

    async fn look_at_projects(&self, control: &ControlPlane) -> Vec<Check> {
        let selector = Selector { provider: Some("supabase".to_owned()), ..Selector::default() };
        let selection = Selection { selector, ..Selection::default() };
        let limit = i64::try_from(LOOKED_AT + 1).unwrap_or(i64::MAX);
        let read = async { plane::page(&mut *control.session.get().await, &selection, None, limit).await };
        let tenants: Vec<TenantRow> = match self.read_within(read).await {
            Ok(tenants) if tenants.is_empty() => return Vec::new(),
            Ok(tenants) => tenants,
            Err(check) => return vec![Check { name: "projects".to_owned(), ..check }],
        };
        let mut checks = Vec::from_iter(tenants.iter().find_map(|tenant| self.line_to_projects(tenant)));
        if self.settings.get(keys::SUPABASE_ACCESS_TOKEN).is_none() {
            let check = Check::skipped("projects", "how they are can't be asked without an access token");
            checks.push(check.with_hint("set SUPABASE_ACCESS_TOKEN"));
            return checks;
        }
        match self.management_api_within(self.doctor_http()) {
            Ok(api) => checks.extend(projects(&api, &tenants).await),
            Err(error) => checks.push(failed("projects", &error)),
        }
        checks
    }

    /// Judges the line to a tenant's project; it is the same for all of them.
    fn line_to_projects(&self, tenant: &TenantRow) -> Option<Check> {
        let address = tenant.address.as_ref()?;
        let root = self.settings.path(keys::SUPABASE_SSL_ROOT_CERT).map(Path::to_path_buf);
        let place = (address.host.as_str(), address.port);
        let target = Target::tcp(place, &address.user, SecretString::default(), &tenant.database, root);
        let check = line("projects.tls".to_owned(), &target);
        Some(match check.state {
            State::Ok => check,
            _ => check.with_hint("set SUPABASE_SSL_ROOT_CERT to the certificate in the project's database settings"),
        })
    }

    /// Reads from the control plane; what goes wrong is a check that still needs its name.
    async fn read_within<T>(&self, read: impl Future<Output = Result<T, PlaneError>>) -> Result<T, Check> {
        match tokio::time::timeout(self.timeout(), read).await {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(error)) => Err(failed("", &error.into())),
            Err(_) => Err(Check::error("", "the control plane didn't answer in time", "tenantctl doctor --timeout 2m")),
        }
    }
}
