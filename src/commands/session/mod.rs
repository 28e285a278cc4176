//! `tenantctl session`

mod issue;
mod list;
mod purge;
mod revoke;

use super::selection::{OneTenant, the_only_one};
use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::tenant::TenantId;
use crate::error::CommandError;
use crate::ops::sessions::Which;
use crate::ops::users::{Users, Who, find};
use clap::{Args, Subcommand};
use uuid::Uuid;

/// The commands of `session`.
#[derive(Debug, Subcommand)]
pub enum SessionCommand {
    /// Issue a session and print its token
    Issue(Box<issue::IssueArgs>),
    /// List the sessions of a tenant's users, the newest first
    #[command(alias = "ls")]
    List(list::ListArgs),
    /// Show one session
    #[command(after_long_help = "Example:\n  tenantctl session show 7c7e6a52-93f0-4d0a-8b77-6f1f3d1f5f10 -t acme-corp")]
    Show(list::ShowArgs),
    /// End sessions: one, a user's, all, or those that began before a time
    Revoke(revoke::RevokeArgs),
    /// Delete the rows of sessions that ended
    Purge(purge::PurgeArgs),
}

/// The tenant whose users have the sessions.
#[derive(Debug, Args)]
struct InTenant {
    /// The tenant; the only one there is, if it isn't named
    #[arg(short, long, value_name = "ID")]
    tenant_id: Option<TenantId>,
}

impl InTenant {
    fn id(&self, cx: &Context) -> Result<Option<TenantId>, CommandError> {
        cx.tenant_or_default(self.tenant_id.as_ref())
    }

    async fn find(self, cx: &Context, control: &ControlPlane) -> Result<TenantRow, CommandError> {
        match self.tenant_id {
            Some(id) => OneTenant::named(Some(id)).find(cx, control).await,
            None => the_only_one(cx, control).await,
        }
    }
}

/// Whose sessions are meant: a user is found by their row in the tenant.
async fn which(users: &mut Users<'_>, id: Option<Uuid>, who: Option<&Who>) -> Result<Which, CommandError> {
    let user = match who {
        None => None,
        Some(Who::Id(id)) => Some(*id),
        Some(who) => Some(find(users, who).await?.id),
    };
    Ok(Which { id, user, before: None })
}

/// Governs the sessions of a tenant's users.
///
/// # Errors
/// Each command's own.
pub async fn run(cx: &mut Context, command: SessionCommand) -> Result<(), CommandError> {
    match command {
        SessionCommand::Issue(args) => issue::run(cx, *args).await,
        SessionCommand::List(args) => list::run(cx, args).await,
        SessionCommand::Show(args) => list::show(cx, args).await,
        SessionCommand::Revoke(args) => revoke::run(cx, args).await,
        SessionCommand::Purge(args) => purge::run(cx, args).await,
    }
}
