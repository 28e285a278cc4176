//! Going through the chosen tenants, a page at a time, before anything is written.

use super::MigrateError;
use super::gate::{Gate, Refusal};
use super::plan::MigratePlan;
use crate::control_plane::{self as plane, ControlPlane, LogEntry, Phase, PlaneError, TenantRow};
use crate::domain::selection::{Selection, Selector};
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::ops::act::write_down;
use crate::ops::observer::{Event, Observer};
use crate::ops::runner::Runner;
use crate::tenant_db::Survey;
use futures_util::stream::{self, StreamExt};
use std::collections::BTreeMap;
use uuid::Uuid;

const PAGE: i64 = 1_000;
/// How many refusals are kept in words.
const KEPT: usize = 1_000;

/// Which tenants, and how they are looked at.
pub struct Wanted<'a> {
    /// Which.
    pub selection: &'a Selection,
    /// Those that aren't active are left out; otherwise they are refused.
    pub skip_inactive: bool,
    /// These go first.
    pub canaries: Option<&'a Selector>,
    /// Look at each one.
    pub gate: bool,
    /// How many at once.
    pub jobs: usize,
}

/// What was found.
#[derive(Default)]
pub struct Gathered {
    /// Tenants that can't be migrated, the first ones of them in words.
    pub refused: Vec<Refusal>,
    /// How many can't.
    pub refusals: usize,
    /// Of these, how many go with other files or aren't who they should be.
    pub foreign: usize,
    /// Of these, how many couldn't be reached.
    pub unreachable: usize,
    /// Left out, since they aren't active.
    pub skipped: usize,
    /// Held back by a pin.
    pub pinned: usize,
    /// For each version, how many tenants get it.
    pub pending: BTreeMap<i64, usize>,
    /// For each version and pin, on clusters and in projects, a tenant that has them and gets files: its schema is
    /// rehearsed with.
    pub models: BTreeMap<(i64, Option<i64>, bool), TenantRow>,
    /// Tenants whose version the control plane has wrong, and the right one.
    pub lagging: Vec<(Uuid, i64)>,
}

/// Goes through the tenants and fills the plan.
///
/// # Errors
/// The control plane can't be read. What is wrong with a tenant is in the result.
pub async fn gather(
    control: &ControlPlane,
    gate: &Gate<'_>,
    plan: &mut MigratePlan,
    wanted: &Wanted<'_>,
    observer: &impl Observer,
) -> Result<Gathered, PlaneError> {
    let mut found = Gathered::default();
    let mut after: Option<TenantId> = None;
    loop {
        let page = plane::page(&mut *control.session.get().await, wanted.selection, after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id.clone());
        let (page, inactive): (Vec<TenantRow>, Vec<TenantRow>) =
            page.into_iter().partition(|tenant| !wanted.skip_inactive || tenant.status == Status::Active);
        found.skipped += inactive.len();
        if wanted.gate {
            gate.read_ahead(control, &page).await?;
        }
        let looks = page.iter().enumerate().map(|(at, tenant)| async move {
            let seen = if wanted.gate {
                Some(gate.look(tenant).await)
            } else {
                if let Err(error) = gate.ask(tenant).await {
                    tracing::debug!(%error, tenant = %tenant.id, "asking for its server's connections");
                }
                None
            };
            observer.on(Event::TenantSeen);
            (at, seen)
        });
        let mut seen: Vec<(usize, Option<Result<Survey, MigrateError>>)> =
            stream::iter(looks).buffer_unordered(wanted.jobs.max(1)).collect().await;
        seen.sort_by_key(|(at, _)| *at);
        for (tenant, (_, seen)) in page.iter().zip(seen) {
            plan.push(tenant, wanted.canaries.is_some_and(|selector| tenant.fits(selector)), seen.as_ref());
            found.take(tenant, seen);
        }
    }
    gate.give_budgets(plan);
    Ok(found)
}

impl Gathered {
    fn take(&mut self, tenant: &TenantRow, seen: Option<Result<Survey, MigrateError>>) {
        match seen {
            None => {}
            Some(Ok(survey)) => {
                if tenant.schema_version != Some(survey.from) {
                    self.lagging.push((tenant.uuid, survey.from));
                }
                let held_back = tenant.pinned_version.is_some() && !survey.behind.is_empty();
                self.pinned += usize::from(held_back);
                if !survey.pending.is_empty() {
                    let model = (survey.from, tenant.pinned_version, tenant.address.is_some());
                    self.models.entry(model).or_insert_with(|| tenant.clone());
                }
                for version in survey.pending {
                    *self.pending.entry(version).or_default() += 1;
                }
            }
            Some(Err(error)) => {
                self.refusals += 1;
                self.foreign += usize::from(error.is_foreign());
                self.unreachable += usize::from(error.is_unreachable());
                if self.refused.len() < KEPT {
                    self.refused.push(Refusal { id: tenant.id.clone(), error });
                }
            }
        }
    }
}

/// Writes into the log that a run had nothing to do; it leaves nothing else.
///
/// # Errors
/// [`PlaneError`].
pub async fn nothing_to_do(control: &ControlPlane, plan: &MigratePlan, runner: Runner<'_>) -> Result<(), PlaneError> {
    let run_id = Uuid::now_v7();
    let entry = |phase, outcome, detail| {
        let (action, actor) = ("migrate", runner.name);
        LogEntry { run_id, phase, action, actor, tenant: None, outcome, detail }
    };
    write_down(control, &entry(Phase::Begin, None, plan.log_detail())).await?;
    let detail = serde_json::json!({ "tenants": plan.tenants.len(), "failed": [] });
    write_down(control, &entry(Phase::End, Some("done"), detail)).await
}
