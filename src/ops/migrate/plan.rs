//! What a run over the fleet is to migrate, and which of them are one run.

use crate::control_plane::{NewTarget, TenantRow};
use crate::domain::fleet::{Policy, TenantState, assign};
use crate::domain::migration::MigrationSet;
use crate::domain::selection::Selection;
use crate::ops::fleet::FleetPlan;
use crate::secrets::sha256_hex;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
    let list = |ids: &[crate::domain::tenant::TenantId]| {
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

/// A run to begin, tenant by tenant.
pub struct MigratePlan {
    /// What was asked for.
    pub spec: MigrateSpec,
    /// Waves and failure budget.
    pub policy: Policy,
    targets: Vec<NewTarget>,
    canaries: Vec<bool>,
    budgets: BTreeMap<Uuid, u32>,
}

impl MigratePlan {
    /// Begins with no tenant.
    pub fn new(spec: MigrateSpec, policy: Policy) -> Self {
        Self { spec, policy, targets: Vec::new(), canaries: Vec::new(), budgets: BTreeMap::new() }
    }

    /// Adds a tenant that is to be migrated.
    pub fn push(&mut self, tenant: &TenantRow, canary: bool) {
        let target = NewTarget {
            tenant: tenant.uuid,
            place: place_of(tenant),
            wave: 0,
            state: TenantState::Waiting,
            detail: serde_json::json!({}),
            error: None,
            unreachable: false,
        };
        self.targets.push(target);
        self.canaries.push(canary);
    }

    /// Says how many tenants are worked on at once at a place.
    pub fn set_budget(&mut self, place: Uuid, budget: u32) {
        self.budgets.insert(place, budget);
    }

    /// Returns how many tenants there are.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Divides it into waves.
    pub fn finish(self) -> FleetPlan {
        let Self { spec, mut policy, mut targets, canaries, budgets } = self;
        policy.has_canaries = policy.waves.canary.is_some() || canaries.contains(&true);
        for (target, wave) in targets.iter_mut().zip(assign(policy.waves, &canaries)) {
            target.wave = wave;
        }
        FleetPlan {
            kind: "migrate",
            hash: spec.hash(),
            detail: serde_json::json!({
                "tenants": targets.len(),
                "selection": spec.selection,
                "to": spec.target.unwrap_or(spec.newest).to_string(),
            }),
            spec: serde_json::json!(spec),
            policy,
            targets,
            budgets,
        }
    }
}

/// Returns where a tenant's database is: its cluster, or nil for a project of its own.
pub(super) fn place_of(tenant: &TenantRow) -> Uuid {
    tenant.cluster.as_ref().map_or(Uuid::nil(), |(id, _)| *id)
}
