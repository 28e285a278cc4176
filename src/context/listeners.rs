//! Turning the events of use cases into progress on stderr.

use super::{Context, Stepping};
use crate::ops::observer::{Event, Observer};
use crate::output::{Progress, TenantLine, Ui};
use std::time::Instant;

/// Whoever listens to a use case. It is one type, so that there is one copy of each use case in the program, and not one
/// for each way of showing progress.
pub struct Listener<'a>(Box<dyn Observer + 'a>);

impl Observer for Listener<'_> {
    fn on(&self, event: Event<'_>) {
        self.0.on(event);
    }

    fn stop_requested(&self) -> bool {
        self.0.stop_requested()
    }
}

/// Shows the steps of one operation.
struct StepListener<'a> {
    ui: &'a Ui,
    progress: Progress,
    what: &'static str,
    stepping: Stepping,
}

impl Observer for StepListener<'_> {
    fn on(&self, event: Event<'_>) {
        match event {
            Event::StepBegan { step } => self.progress.set_message(&format!("{}: {step}", self.what)),
            Event::Resumed { operation } => {
                self.ui.note(&format!("going on with operation {operation}, which an earlier run left"));
            }
            Event::TemplateBegan => self.ui.note("making the template database (once per schema)"),
            Event::NoAuthServer { email } => self.ui.note(&format!(
                "no Auth server is configured (SUPABASE_URL), so {email} has a role in the tenant and no login yet"
            )),
            Event::DemoUsers { count, tenant } => self.ui.demo_users(count, tenant),
            Event::Waiting { what } => self.progress.set_message(&format!("{}: {what}", self.what)),
            Event::TenantDone { .. }
            | Event::TenantSeen
            | Event::MemberDone
            | Event::ClaimLost { .. }
            | Event::TableLocked { .. }
            | Event::Loading { .. }
            | Event::IndexesBegan { .. } => {}
        }
    }

    fn stop_requested(&self) -> bool {
        self.stepping.asked().is_some()
    }
}

/// Shows how far a load is.
struct LoadListener<'a> {
    ui: &'a Ui,
    progress: Progress,
    begun: Instant,
}

impl Observer for LoadListener<'_> {
    fn on(&self, event: Event<'_>) {
        match event {
            Event::Loading { rows, bytes, total } => {
                let rate = rows as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
                self.progress.set_message(&format!("loading: {rows} rows, {rate:.0} rows/s"));
                self.progress.set_position(bytes, total);
            }
            Event::TableLocked { table } => {
                self.ui
                    .note(&format!("{table} is locked until the load ends, and its indexes are built after the rows"));
            }
            Event::IndexesBegan { count } => {
                self.progress.set_message(&format!("building {count} indexes and the keys"))
            }
            Event::StepBegan { .. }
            | Event::Resumed { .. }
            | Event::TemplateBegan
            | Event::Waiting { .. }
            | Event::NoAuthServer { .. }
            | Event::DemoUsers { .. }
            | Event::TenantSeen
            | Event::MemberDone
            | Event::ClaimLost { .. }
            | Event::TenantDone { .. } => {}
        }
    }
}

/// Counts tenants, tells how each came through, and passes on that a signal asks to stop.
struct TenantsListener {
    progress: Progress,
    /// None where a signal ends the command at once.
    stepping: Option<Stepping>,
}

impl Observer for TenantsListener {
    fn on(&self, event: Event<'_>) {
        match event {
            Event::TenantDone { tenant, words, error, duration } => {
                self.progress.tenant_done(&TenantLine { tenant, words, error, duration });
            }
            Event::TenantSeen | Event::MemberDone => self.progress.inc(1),
            Event::ClaimLost { tenant } => {
                let words = "another runner has taken it over, and says how it came through";
                self.progress.note(&format!("{tenant}: {words}"));
            }
            Event::StepBegan { .. }
            | Event::Resumed { .. }
            | Event::TemplateBegan
            | Event::Waiting { .. }
            | Event::NoAuthServer { .. }
            | Event::DemoUsers { .. }
            | Event::TableLocked { .. }
            | Event::Loading { .. }
            | Event::IndexesBegan { .. } => {}
        }
    }

    fn stop_requested(&self) -> bool {
        self.stepping.as_ref().is_some_and(|stepping| stepping.asked().is_some())
    }
}

impl Context {
    /// Listens to a look at tenants of which nobody knows how many they are.
    pub fn gate_observer(&self, what: &str) -> Listener<'static> {
        Listener(Box::new(TenantsListener { progress: self.ui.spinner(what), stepping: None }))
    }

    /// Listens to a command that changes `count` tenants, one after the other until a signal asks to stop.
    pub fn bulk_observer(&self, count: usize, what: &str) -> Listener<'static> {
        let stepping = Some(self.interrupts.stepping());
        Listener(Box::new(TenantsListener { progress: self.tenants_bar(count, what), stepping }))
    }

    /// Listens to a command over `count` tenants.
    pub fn fleet_observer(&self, count: usize, what: &str) -> Listener<'static> {
        Listener(Box::new(TenantsListener { progress: self.tenants_bar(count, what), stepping: None }))
    }

    fn tenants_bar(&self, count: usize, what: &str) -> Progress {
        self.ui.bar(u64::try_from(count).unwrap_or(u64::MAX), what)
    }

    /// Listens to an operation's steps.
    pub fn observer(&self, what: &'static str) -> Listener<'_> {
        let (progress, stepping) = (self.ui.spinner(what), self.interrupts.stepping());
        Listener(Box::new(StepListener { ui: &self.ui, progress, what, stepping }))
    }

    /// Listens to a load into one tenant.
    pub fn load_observer(&self) -> Listener<'_> {
        let progress = self.ui.bytes("loading");
        Listener(Box::new(LoadListener { ui: &self.ui, progress, begun: Instant::now() }))
    }
}
