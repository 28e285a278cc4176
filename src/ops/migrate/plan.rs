//! What a run over the fleet is to migrate, and which of them are one run.

use super::{MigrateError, migrated_detail};
use crate::control_plane::{NewTarget, TenantRow};
use crate::domain::fleet::{Policy, TenantState, assign};
use crate::domain::migration::MigrationSet;
use crate::domain::selection::Selection;
use crate::domain::tenant::TenantId;
use crate::ops::fleet::FleetPlan;
use crate::secrets::sha256_hex;
use crate::tenant_db::{Outcome, Survey};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What was asked for, as the run's row keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MigrateSpec {
    /// A hash of the files.
    pub files: String,
    /// The newest version there is.
    pub newest: i64,
    /// Up to this version only.
    pub target: Option<i64>,
    /// `--all`: tenants that aren't active any more are left out.
    pub all: bool,
    /// Which tenants, in words.
    pub selection: String,
}

impl MigrateSpec {
    /// Writes down what is asked for.
    pub fn new(set: &MigrationSet, target: Option<i64>, all: bool, selection: &Selection) -> Self {
        Self { files: files_hash(set), newest: set.newest(), target, all, selection: words(selection) }
    }

    /// Returns whether these are the run's files.
    pub fn has_files(&self, set: &MigrationSet) -> bool {
        self.files == files_hash(set)
    }

    /// Returns the hash by which the same run is found.
    pub fn hash(&self) -> String {
        sha256_hex(serde_json::json!(["migrate", self]).to_string().as_bytes())
    }
}

fn files_hash(set: &MigrationSet) -> String {
    sha256_hex(set.fingerprint().as_bytes())
}

/// Writes a selection so that the same one reads the same, in whatever order it was given.
fn words(selection: &Selection) -> String {
    let list = |ids: &[TenantId]| {
        let mut ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.join(" ")
    };
    let selector = &selection.selector;
    let mut pairs: Vec<String> = selector.labels.iter().map(|label| format!("{}={}", label.key, label.value)).collect();
    let fields = [("region", &selector.region), ("provider", &selector.provider), ("cluster", &selector.cluster)];
    pairs.extend(fields.iter().filter_map(|(key, value)| value.as_ref().map(|value| format!("{key}={value}"))));
    pairs.extend(selector.status.map(|status| format!("status={status}")));
    pairs.sort_unstable();
    format!("ids: {}; selector: {}; exclude: {}", list(&selection.ids), pairs.join(","), list(&selection.exclude))
}

/// A tenant of a plan, as the gate has seen it.
#[derive(Debug)]
pub struct Planned {
    /// Its id.
    pub id: TenantId,
    /// Its row in the run.
    pub target: NewTarget,
    canary: bool,
}

/// A run to begin, tenant by tenant.
pub struct MigratePlan {
    /// What was asked for.
    pub spec: MigrateSpec,
    /// Waves and failure budget.
    pub policy: Policy,
    /// Its tenants in their order.
    pub tenants: Vec<Planned>,
    budgets: BTreeMap<Uuid, u32>,
}

impl MigratePlan {
    /// Begins with no tenant.
    pub fn new(spec: MigrateSpec, policy: Policy) -> Self {
        Self { spec, policy, tenants: Vec::new(), budgets: BTreeMap::new() }
    }

    /// Adds a tenant: what the gate has seen of it, or nothing if there was no gate.
    pub fn push(&mut self, tenant: &TenantRow, canary: bool, seen: Option<&Result<Survey, MigrateError>>) {
        let mut target = NewTarget {
            tenant: tenant.uuid,
            place: place_of(tenant),
            wave: 0,
            state: TenantState::Waiting,
            detail: serde_json::json!({}),
            error: None,
            unreachable: false,
        };
        match seen {
            Some(Ok(survey)) if survey.pending.is_empty() => {
                target.state = TenantState::Done;
                let outcome = Outcome {
                    from: survey.from,
                    to: survey.from,
                    pending: survey.behind.clone(),
                    ..Outcome::default()
                };
                target.detail = migrated_detail(&outcome, &[], tenant.pinned_version, 0);
            }
            Some(Err(error)) => {
                target.state = TenantState::Failed;
                target.error = Some(error.to_string());
                target.unreachable = error.is_unreachable();
            }
            Some(Ok(_)) | None => {}
        }
        self.tenants.push(Planned { id: tenant.id.clone(), target, canary });
    }

    /// Says how many tenants are worked on at once at a place.
    pub fn set_budget(&mut self, place: Uuid, budget: u32) {
        self.budgets.insert(place, budget);
    }

    /// Returns the places of its tenants.
    pub fn places(&self) -> Vec<Uuid> {
        let mut places: Vec<Uuid> = self.tenants.iter().map(|planned| planned.target.place).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Returns whether every tenant is through already.
    pub fn is_done(&self) -> bool {
        self.tenants.iter().all(|planned| planned.target.state == TenantState::Done)
    }

    /// Returns how many tenants are to be migrated.
    pub fn waiting(&self) -> usize {
        self.tenants.iter().filter(|planned| is_waiting(planned)).count()
    }

    /// Returns how many tenants failed, each place that can't be reached counted once.
    pub fn charged(&self) -> usize {
        let failed = self.tenants.iter().map(|planned| &planned.target).filter(|t| t.state == TenantState::Failed);
        let (unreached, others): (Vec<_>, Vec<_>) = failed.partition(|target| target.unreachable);
        let place = |target: &&NewTarget| if target.place.is_nil() { target.tenant } else { target.place };
        others.len() + unreached.iter().map(place).collect::<BTreeSet<Uuid>>().len()
    }

    /// What the log says of it.
    pub fn log_detail(&self) -> serde_json::Value {
        serde_json::json!({
            "tenants": self.tenants.len(),
            "selection": self.spec.selection,
            "to": self.spec.target.unwrap_or(self.spec.newest).to_string(),
        })
    }

    /// Divides it into waves.
    pub fn finish(self) -> FleetPlan {
        let detail = self.log_detail();
        let Self { spec, mut policy, mut tenants, budgets } = self;
        policy.has_canaries = policy.waves.canary.is_some() || tenants.iter().any(|planned| planned.canary);
        let waiting: Vec<bool> = tenants.iter().filter(|p| is_waiting(p)).map(|planned| planned.canary).collect();
        let mut waves = assign(policy.waves, &waiting).into_iter();
        for planned in &mut tenants {
            planned.target.wave = match is_waiting(planned) {
                true => waves.next().unwrap_or(0),
                // A canary that failed at the gate failed.
                false if planned.canary => 0,
                false => -1,
            };
        }
        FleetPlan {
            kind: "migrate",
            hash: spec.hash(),
            detail,
            spec: serde_json::json!(spec),
            policy,
            targets: tenants.into_iter().map(|planned| planned.target).collect(),
            budgets,
        }
    }
}

fn is_waiting(planned: &Planned) -> bool {
    planned.target.state == TenantState::Waiting
}

/// Returns where a tenant's database is: its cluster, or nil for a project of its own.
pub(super) fn place_of(tenant: &TenantRow) -> Uuid {
    tenant.cluster.as_ref().map_or(Uuid::nil(), |(id, _)| *id)
}
