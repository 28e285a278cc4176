//! `tenantctl cluster list` and `show`

use super::OneCluster;
use crate::context::Context;
use crate::control_plane as plane;
use crate::error::CommandError;
use crate::ops::clusters::find;
use crate::output::views::{ClusterLine, ClusterView};

/// Lists the clusters, by name.
///
/// # Errors
/// The control plane can't be read.
pub(super) async fn list(cx: &mut Context) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let rows = plane::clusters(&mut *control.session.get().await).await?;
    cx.note_clusters(&rows);
    cx.ui.show_list(rows.iter().map(|row| ClusterLine(ClusterView::of(row))))?;
    Ok(())
}

/// Shows one cluster.
///
/// # Errors
/// Not found, or the control plane can't be read.
pub(super) async fn show(cx: &mut Context, args: OneCluster) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let row = find(&mut *control.session.get().await, args.name.as_str()).await?;
    cx.ui.show_one(&ClusterView::of(&row))?;
    Ok(())
}
