//! `tenantctl cluster drain` and `remove`

use super::OneCluster;
use crate::context::Context;
use crate::control_plane::{self as plane, ClusterRow, ControlPlane};
use crate::domain::cluster::{ClusterName, ClusterState};
use crate::error::CommandError;
use crate::ops::clusters::{ClusterError, find, remove as forget, set_state};
use crate::output::views::ClusterView;
use clap::Args;

/// Arguments of `cluster drain`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  tenantctl cluster drain eu-1\n  tenantctl cluster drain eu-1 --undo")]
pub struct DrainArgs {
    /// The cluster
    #[arg(value_name = "NAME")]
    name: ClusterName,
    /// Let it take tenants again
    #[arg(long)]
    undo: bool,
}

async fn open(cx: &mut Context, name: &ClusterName) -> Result<(ControlPlane, ClusterRow), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let row = find(&mut *control.session.get().await, name.as_str()).await?;
    Ok((control, row))
}

/// Closes a cluster to new tenants, or opens it again.
///
/// # Errors
/// Not found, or the control plane can't be written.
pub(super) async fn drain(cx: &mut Context, args: DrainArgs) -> Result<(), CommandError> {
    let (control, mut row) = open(cx, &args.name).await?;
    let state = if args.undo { ClusterState::Active } else { ClusterState::Draining };
    let text = match state {
        ClusterState::Active => "takes tenants again",
        ClusterState::Draining => "gets no new tenants",
    };
    if row.state == state.as_str() {
        cx.ui.note(&format!("nothing to do: the cluster {} is {} already", row.name, row.state));
    } else if cx.dry_run {
        cx.ui.note(&format!("would be so: the cluster {} {text}", row.name));
    } else {
        set_state(&control, &row, state, &cx.runner()).await?;
        cx.ui.success(&format!("the cluster {} {text}", row.name));
        row = find(&mut *control.session.get().await, args.name.as_str()).await?;
    }
    cx.ui.show_one(&ClusterView::of(&row))?;
    Ok(())
}

/// Forgets a cluster.
///
/// # Errors
/// Conflict while tenants are on it, or not confirmed.
pub(super) async fn remove(cx: &mut Context, args: OneCluster) -> Result<(), CommandError> {
    let (control, row) = open(cx, &args.name).await?;
    if row.tenants > 0 {
        return Err(ClusterError::Occupied { name: row.name, tenants: row.tenants }.into());
    }
    if cx.dry_run {
        cx.ui.note(&format!("would remove the cluster {}", row.name));
    } else {
        let question = format!("Forget the cluster {} at {}?", row.name, row.endpoint);
        cx.ui.confirm(&question, "-y")?;
        forget(&control, &row, &cx.runner()).await?;
        cx.note_clusters(&plane::clusters(&mut *control.session.get().await).await?);
        cx.ui.success(&format!("removed the cluster {}; the server stays as it is", row.name));
    }
    cx.ui.show_one(&ClusterView::of(&row))?;
    Ok(())
}
