//! `tenantctl user`

mod change;
mod create;
mod import;
mod list;

use super::selection::OneTenant;
use crate::context::Context;
use crate::domain::tenant::TenantId;
use crate::error::CommandError;
use crate::ops::users::Who;
use clap::{Args, Subcommand};

/// The commands of `user`.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make a user, or bring the one there is in line
    Create(create::CreateArgs),
    /// Invite a user by e-mail: the same as create --invite
    Invite(create::InviteArgs),
    /// Import users from Firebase's auth:export, from CSV or JSON, with their passwords' hashes
    Import(import::ImportArgs),
    /// List the users of a tenant
    #[command(alias = "ls")]
    List(list::ListArgs),
    /// Show one user, with what the Auth server knows
    #[command(after_long_help = "Example:\n  tenantctl user show ann@example.com -t acme-corp")]
    Show(OneUser),
    /// Let a user in no more; their sessions end
    #[command(after_long_help = "Example:\n  tenantctl user disable ann@example.com -t acme-corp")]
    Disable(OneUser),
    /// Let a disabled user in again
    #[command(after_long_help = "Example:\n  tenantctl user enable ann@example.com -t acme-corp")]
    Enable(OneUser),
    /// Remove a user from the tenant and from the Auth server
    #[command(after_long_help = "Example:\n  tenantctl user remove ann@example.com -t acme-corp --yes")]
    Remove(OneUser),
}

/// A user of a tenant.
#[derive(Debug, Args)]
pub struct OneUser {
    /// The user: an e-mail address or an id
    #[arg(value_name = "USER")]
    who: Who,
    #[command(flatten)]
    tenant: InTenant,
}

/// The tenant that users belong to.
#[derive(Debug, Args)]
pub struct InTenant {
    /// The tenant
    #[arg(short, long, value_name = "ID")]
    tenant_id: Option<TenantId>,
}

impl InTenant {
    fn id(&self, cx: &Context) -> Result<Option<TenantId>, CommandError> {
        cx.tenant_or_default(self.tenant_id.as_ref())
    }
}

impl From<InTenant> for OneTenant {
    fn from(args: InTenant) -> Self {
        Self::named(args.tenant_id)
    }
}

/// Governs the users of a tenant.
///
/// # Errors
/// Each command's own.
pub async fn run(cx: &mut Context, command: UserCommand) -> Result<(), CommandError> {
    match command {
        UserCommand::Create(args) => create::run(cx, args).await,
        UserCommand::Invite(args) => create::invite(cx, args).await,
        UserCommand::Import(args) => import::run(cx, args).await,
        UserCommand::List(args) => list::run(cx, args).await,
        UserCommand::Show(args) => list::show(cx, args).await,
        UserCommand::Disable(args) => change::run(cx, args, change::Change::Disable).await,
        UserCommand::Enable(args) => change::run(cx, args, change::Change::Enable).await,
        UserCommand::Remove(args) => change::run(cx, args, change::Change::Remove).await,
    }
}
