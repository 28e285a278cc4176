//! `tenantctl url`

use super::selection::OneTenant;
use crate::context::Context;
use crate::error::CommandError;
use crate::ops::credentials::LoginRole;
use crate::output::views::UrlView;
use clap::{Args, ValueEnum};
use secrecy::ExposeSecret;

/// Arguments of `url`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  tenantctl url acme-corp\n  tenantctl url acme-corp --role app --reveal")]
pub struct UrlArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// Which login
    #[arg(long, value_enum, default_value_t = RoleArg::App)]
    role: RoleArg,
    /// Print the password too
    #[arg(long)]
    reveal: bool,
}

/// One of a tenant's two logins.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RoleArg {
    /// The tenant's application
    App,
    /// Migrations and loads
    Migrator,
}

impl From<RoleArg> for LoginRole {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::App => Self::App,
            RoleArg::Migrator => Self::Migrator,
        }
    }
}

/// Prints where a tenant's database is; the password only with `--reveal`.
///
/// # Errors
/// Not found, or the credentials can't be opened.
pub async fn run(cx: &mut Context, args: UrlArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let tenant = args.tenant.find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let locator = cx.locator(&control, &vault);
    let target = locator.target(&tenant, args.role.into()).await?;
    let url = if args.reveal { target.url().expose_secret().to_owned() } else { target.masked_url() };
    cx.ui.show_one(&UrlView { tenant: tenant.id.to_string(), role: target.user.clone(), url })?;
    if !args.reveal {
        cx.ui.hint("--reveal prints the password");
    }
    Ok(())
}
