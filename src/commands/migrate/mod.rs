//! `tenantctl migrate`

mod apply;
mod control;
mod fleet;
mod gate;
mod new;
mod page;
mod pin;
mod plan;
mod rehearsal;
mod repair;
mod report;
mod runs;
mod status;
mod verify;
mod verify_report;

use super::selection::SelectionArgs;
use crate::config::{Key, keys};
use crate::context::Context;
use crate::domain::migration::MigrationSet;
use crate::error::{CommandError, ErrorKind};
use clap::{Args, Subcommand};

/// Arguments of `migrate`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_long_help = "Examples:
  tenantctl migrate --tenant-id acme-corp
  tenantctl migrate --all --jobs 8
  tenantctl migrate --all --canary 2 --wave-size 25% --max-failures 3
  tenantctl migrate --all --rehearse
  tenantctl migrate plan --all
  tenantctl migrate status
  tenantctl migrate runs

Over several tenants it is a run. Every tenant is looked at before the first one is written to:
reached, the right one, its ledger fits the files, nobody else migrates it. The same command on other machines joins it and shares the
work. A tenant whose runner died is taken over by another one. What is done stays done: the
same command, or migrate resume ID, goes on with the rest.")]
pub struct MigrateArgs {
    #[command(subcommand)]
    command: Option<MigrateCommand>,
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    fleet: fleet::FleetArgs,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    dir: Option<String>,
    /// Up to this version only
    #[arg(long, value_name = "VERSION")]
    target: Option<i64>,
    /// How long a statement waits for a lock, such as 3s
    #[arg(long, value_name = "TIME")]
    lock_timeout: Option<String>,
}

/// The commands of `migrate`.
#[derive(Debug, Subcommand)]
pub enum MigrateCommand {
    /// How many tenants have which version, and who failed in the last run
    #[command(after_long_help = "Examples:
  tenantctl migrate status
  tenantctl migrate status --tenants --selector region=eu-west-1
  tenantctl migrate status --live")]
    Status(status::StatusArgs),
    /// Make a migration file whose version is newer than every other one in its folder
    New(new::NewArgs),
    /// Look at every tenant, change nothing, and show what a run would do: exit 3 if it would be refused
    Plan(plan::PlanArgs),
    /// Compare tenants' schemas with what the files make: exit 8 if one differs
    Verify(Box<verify::VerifyArgs>),
    /// Explain or mend what is written of migrations: checksums in ledgers, versions in the control plane
    Repair(Box<repair::RepairArgs>),
    /// The runs over several tenants, newest first; with an id how each tenant came through
    Runs(runs::RunsArgs),
    /// Go on with a run that was paused, stopped, or left by its runners
    Resume(control::ResumeArgs),
    /// Let no other tenant of a run begin, until it is resumed
    #[command(after_long_help = "Example:\n  tenantctl migrate pause 0199e4c1")]
    Pause(control::RunArgs),
    /// End a run for good; what is done stays done
    #[command(after_long_help = "Example:\n  tenantctl migrate cancel 0199e4c1")]
    Cancel(control::RunArgs),
    /// Hold a tenant at a version: a run brings it no further
    Pin(pin::PinArgs),
    /// Let a tenant go again
    Unpin(pin::UnpinArgs),
}

impl MigrateArgs {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        let (dir, lock_timeout) = match &self.command {
            Some(MigrateCommand::Status(args)) => (&args.dir, &None),
            Some(MigrateCommand::Resume(args)) => (&args.dir, &args.lock_timeout),
            Some(MigrateCommand::Plan(args)) => (&args.dir, &args.lock_timeout),
            Some(MigrateCommand::New(args)) => (&args.dir, &None),
            Some(MigrateCommand::Repair(args)) => (&args.dir, &None),
            Some(MigrateCommand::Verify(args)) => (&args.dir, &None),
            Some(MigrateCommand::Pin(args)) => (&args.dir, &None),
            Some(_) => (&None, &None),
            None => (&self.dir, &self.lock_timeout),
        };
        [(keys::MIGRATIONS_DIR, dir), (keys::LOCK_TIMEOUT, lock_timeout)]
            .into_iter()
            .filter_map(|(key, value)| value.clone().map(|value| (key, value)))
            .collect()
    }
}

/// Applies pending migrations, or looks at and changes how that goes.
///
/// # Errors
/// Partial when some tenants failed, unavailable when none could be reached; conflict when a run was paused or
/// cancelled.
pub async fn run(cx: &mut Context, mut args: MigrateArgs) -> Result<(), CommandError> {
    match args.command.take() {
        Some(MigrateCommand::Status(args)) => status::run(cx, args).await,
        Some(MigrateCommand::Runs(args)) => runs::run(cx, args).await,
        Some(MigrateCommand::Resume(args)) => control::resume(cx, args).await,
        Some(MigrateCommand::Pause(args)) => control::pause(cx, args).await,
        Some(MigrateCommand::Cancel(args)) => control::cancel(cx, args).await,
        Some(MigrateCommand::Plan(args)) => plan::run(cx, args).await,
        Some(MigrateCommand::New(args)) => new::run(cx, &args),
        Some(MigrateCommand::Repair(args)) => repair::run(cx, *args).await,
        Some(MigrateCommand::Verify(args)) => verify::run(cx, *args).await,
        Some(MigrateCommand::Pin(args)) => pin::pin(cx, args).await,
        Some(MigrateCommand::Unpin(args)) => pin::unpin(cx, args).await,
        None => apply::run(cx, args).await,
    }
}

/// Sees that there is a file of that version.
///
/// # Errors
/// Usage.
fn check_target(set: &MigrationSet, target: Option<i64>) -> Result<(), CommandError> {
    match target {
        Some(target) if !set.files().iter().any(|file| file.version == target) => {
            Err(CommandError::new(ErrorKind::Usage, format!("there is no migration of version {target}")))
        }
        _ => Ok(()),
    }
}
