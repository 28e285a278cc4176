//! `tenantctl pool`

use crate::config::{Key, keys};
use crate::context::Context;
use crate::control_plane as plane;
use crate::domain::cluster::ClusterName;
use crate::error::CommandError;
use crate::ops::pool::{PoolDeps, drain, fill};
use crate::output::views::{PoolView, PoolWorkView};
use clap::{Args, Subcommand};

/// The commands of `pool`.
#[derive(Debug, Subcommand)]
pub enum PoolCommand {
    /// Make tenants without a name ahead, so that provisioning takes a few milliseconds
    #[command(after_long_help = "Examples:
  tenantctl pool fill --size 20
  tenantctl pool fill --size 20 --cluster eu-1

Members of an older schema or policy and what a killed run left half made are dropped first.")]
    Fill(FillArgs),
    /// How many members are ready
    #[command(after_long_help = "Example:\n  tenantctl pool status -o json")]
    Status,
    /// Drop every member
    #[command(after_long_help = "Example:\n  tenantctl pool drain --cluster eu-1")]
    Drain(DrainArgs),
}

/// Arguments of `pool fill`.
#[derive(Debug, Args)]
pub struct FillArgs {
    /// How many members are to be ready
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=10_000))]
    size: u16,
    /// The cluster; needed where there are several
    #[arg(long, value_name = "NAME")]
    cluster: Option<ClusterName>,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    dir: Option<String>,
}

/// Arguments of `pool drain`.
#[derive(Debug, Args)]
pub struct DrainArgs {
    /// The cluster; needed where there are several
    #[arg(long, value_name = "NAME")]
    cluster: Option<ClusterName>,
}

impl PoolCommand {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        match self {
            Self::Fill(args) => args.dir.clone().map(|dir| (keys::MIGRATIONS_DIR, dir)).into_iter().collect(),
            Self::Status | Self::Drain(_) => Vec::new(),
        }
    }
}

/// Governs the pool.
///
/// # Errors
/// The cluster can't be reached, or something of a member's name isn't ours.
pub async fn run(cx: &mut Context, command: PoolCommand) -> Result<(), CommandError> {
    match command {
        PoolCommand::Fill(args) => work(cx, args.cluster.as_ref(), Some(usize::from(args.size))).await,
        PoolCommand::Drain(args) => work(cx, args.cluster.as_ref(), None).await,
        PoolCommand::Status => status(cx).await,
    }
}

async fn work(cx: &mut Context, cluster: Option<&ClusterName>, size: Option<usize>) -> Result<(), CommandError> {
    let _usable = cx.migrations()?;
    if cx.dry_run {
        return status(cx).await;
    }
    let (control, _) = cx.write_plane().await?;
    let schema = cx.schema(&control).await?;
    let vault = cx.vault(&control).await?;
    let (host, id, name) = cx.cluster_named(&control, &vault, cluster).await?;
    let runner = cx.runner();
    let deps = PoolDeps {
        control: &control,
        host: &host,
        cluster: id,
        vault: &vault,
        schema: &schema,
        runner: &runner,
        timeout: cx.timeout(),
    };
    let view = match size {
        Some(size) => {
            let observer = cx.bulk_observer(size, "filling the pool");
            PoolWorkView::filled(&name, fill(&deps, size, &observer).await?)
        }
        None => {
            let observer = cx.bulk_observer(0, "draining the pool");
            PoolWorkView::drained(&name, drain(&deps, &observer).await?)
        }
    };
    cx.ui.show_one(&view)?;
    Ok(())
}

async fn status(cx: &mut Context) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let schema = cx.schema(&control).await?;
    let mut connection = control.session.get().await;
    let members = plane::members(&mut connection, None).await?;
    let clusters = plane::clusters(&mut connection).await?;
    drop(connection);
    let names = clusters.iter().map(|cluster| (cluster.id, cluster.name.as_str()));
    cx.ui.show_list(PoolView::of(names, &members, schema.template().database.name()))?;
    Ok(())
}
