//! `tenantctl cluster`

mod add;
mod change;
mod check;
mod list;
mod url;

use crate::cli::ListingArgs;
use crate::context::Context;
use crate::domain::cluster::ClusterName;
use crate::error::CommandError;
use clap::{Args, Subcommand};

/// The commands of `cluster`.
#[derive(Debug, Subcommand)]
pub enum ClusterCommand {
    /// Add a server that tenants are placed on
    Add(add::AddArgs),
    /// List the clusters
    #[command(alias = "ls", after_long_help = "Example:\n  tenantctl cluster list -o json")]
    List(ListingArgs),
    /// Show one cluster
    #[command(after_long_help = "Example:\n  tenantctl cluster show eu-1")]
    Show(OneCluster),
    /// Give a cluster no new tenants; those it has stay
    Drain(change::DrainArgs),
    /// Forget a cluster without tenants; the server stays as it is
    #[command(after_long_help = "Example:\n  tenantctl cluster remove eu-1 --yes")]
    Remove(OneCluster),
    /// Look whether clusters can hold tenants: exit 8 if one can't
    Check(check::CheckArgs),
}

/// A cluster, by its name.
#[derive(Debug, Args)]
pub struct OneCluster {
    /// The cluster
    #[arg(value_name = "NAME")]
    name: ClusterName,
}

/// Governs the clusters.
///
/// # Errors
/// Each command's own.
pub async fn run(cx: &mut Context, command: ClusterCommand) -> Result<(), CommandError> {
    match command {
        ClusterCommand::Add(args) => add::run(cx, args).await,
        ClusterCommand::List(_) => list::list(cx).await,
        ClusterCommand::Show(args) => list::show(cx, args).await,
        ClusterCommand::Drain(args) => change::drain(cx, args).await,
        ClusterCommand::Remove(args) => change::remove(cx, args).await,
        ClusterCommand::Check(args) => check::run(cx, args).await,
    }
}
