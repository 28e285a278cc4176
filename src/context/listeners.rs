//! Turning the events of use cases into progress on stderr.

use super::Context;
use crate::ops::observer::{Event, Observer};
use crate::output::{Progress, Ui};

/// Shows the steps of one operation.
pub struct StepListener<'a> {
    ui: &'a Ui,
    progress: Progress,
    what: &'static str,
}

impl Observer for StepListener<'_> {
    fn on(&self, event: Event<'_>) {
        match event {
            Event::StepBegan { step } => self.progress.set_message(&format!("{}: {step}", self.what)),
            Event::Resumed { operation } => {
                self.ui.note(&format!("going on with operation {operation}, which an earlier run left"));
            }
            Event::TemplateBegan => self.ui.note("making the template database (once per schema)"),
            Event::TenantMigrated { .. } => {}
        }
    }
}

/// Counts tenants.
pub struct FleetListener {
    progress: Progress,
}

impl Observer for FleetListener {
    fn on(&self, event: Event<'_>) {
        if let Event::TenantMigrated { .. } = event {
            self.progress.inc(1);
        }
    }
}

impl Context {
    /// Listens to an operation's steps.
    pub fn observer(&self, what: &'static str) -> StepListener<'_> {
        StepListener { ui: &self.ui, progress: self.ui.spinner(what), what }
    }

    /// Listens to a command over `count` tenants.
    pub fn fleet_observer(&self, count: usize, what: &str) -> FleetListener {
        FleetListener { progress: self.ui.bar(u64::try_from(count).unwrap_or(u64::MAX), what) }
    }
}
