//! `tenantctl connect`

use super::selection::OneTenant;
use super::url::RoleArg;
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use clap::Args;
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Arguments of `connect`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl connect acme-corp
  tenantctl connect acme-corp --role migrator -- -c 'SELECT count(*) FROM vendors'")]
pub struct ConnectArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// Which login
    #[arg(long, value_enum, default_value_t = RoleArg::App)]
    role: RoleArg,
    /// Arguments for psql, after --
    #[arg(last = true, value_name = "PSQL ARGUMENT")]
    psql: Vec<OsString>,
}

/// Becomes psql; the password is in its environment, never among its arguments.
///
/// # Errors
/// Not found, no psql on this machine, or the credentials can't be opened.
pub async fn run(cx: &mut Context, args: ConnectArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let tenant = args.tenant.find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let target = cx.locator(&control, &vault).target(&tenant, args.role.into()).await?;
    let psql = cx.find_program("psql").ok_or_else(|| {
        CommandError::new(ErrorKind::Config, "psql isn't installed here")
            .hint("apt-get install postgresql-client")
            .hint("dnf install postgresql")
            .hint("brew install libpq")
    })?;
    cx.ui.finish()?;
    let mut child = Command::new(&psql);
    for name in cx.libpq_variables() {
        child.env_remove(name);
    }
    child.envs(target.child_environment()).args(args.psql);
    let error = child.exec();
    Err(CommandError::new(ErrorKind::Internal, format!("{} can't be started", psql.display())).cause(error.to_string()))
}
