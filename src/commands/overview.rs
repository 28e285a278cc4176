//! `tenantctl` alone

use crate::context::Context;
use crate::error::CommandError;
use crate::output::Format;
use crate::output::views::OverviewView;

/// Shows what there is to do, and whether there is a control plane; reaches for none.
///
/// # Errors
/// stdout can't be written.
pub(super) fn run(cx: &Context) -> Result<(), CommandError> {
    let plane = cx.plane_at_a_glance();
    let view = OverviewView {
        version: env!("CARGO_PKG_VERSION"),
        state: plane.state.as_str(),
        hint: if plane.state.exists() { "tenantctl list" } else { "tenantctl init" },
        control_plane: plane.place,
        origin: plane.origin,
    };
    if cx.ui.format() != Format::Table {
        cx.ui.show_one(&view)?;
        return Ok(());
    }
    let standing = match (&view.control_plane, &view.origin) {
        (Some(place), Some(origin)) => format!("control plane: {place} (from {origin})"),
        (Some(place), None) => format!("control plane: {place} ({})", view.state),
        (None, _) => "no control plane yet: tenantctl init".to_owned(),
    };
    cx.ui.text(&format!(
        "tenantctl {}: the whole life of a tenant in a database-per-tenant SaaS

  tenantctl provision --tenant-id acme-corp --region us-east-1   # make a tenant
  tenantctl list                                                 # which tenants there are
  tenantctl migrate --all                                        # bring all of them up to date

{standing}
every command: tenantctl --help; every topic: tenantctl help exit-codes | environment | output | selection
",
        view.version
    ))?;
    Ok(())
}
