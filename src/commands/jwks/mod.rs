//! `tenantctl jwks`

mod refresh;
mod show;

use super::selection::OneTenant;
use crate::context::Context;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::jwks::{Found, InvalidJwksUrl, JwksUrl, ListedKey};
use crate::output::Format;
use crate::output::views::{JwkView, JwksView};
use clap::{Args, Subcommand};
use std::path::Path;

/// The commands of `jwks`.
#[derive(Debug, Subcommand)]
pub enum JwksCommand {
    /// Show the keys that tokens are verified with; they are fetched where the kept ones aren't fresh
    Show(show::ShowArgs),
    /// Fetch the keys anew, however fresh the kept ones are
    Refresh(refresh::RefreshArgs),
}

/// Governs the kept keys.
///
/// # Errors
/// Each command's own.
pub async fn run(cx: &mut Context, command: JwksCommand) -> Result<(), CommandError> {
    match command {
        JwksCommand::Show(args) => show::run(cx, args).await,
        JwksCommand::Refresh(args) => refresh::run(cx, args).await,
    }
}

/// Where the keys are published.
#[derive(Debug, Args)]
struct Published {
    /// Where they are published; SUPABASE_JWKS_URL, or below SUPABASE_URL, if it isn't named
    #[arg(value_name = "URL", conflicts_with = "tenant_id")]
    // Read later: clap would repeat it in its error, with a password that it may hold.
    url: Option<String>,
    /// Those of this tenant's own project, if it has one
    #[arg(short, long, value_name = "ID")]
    tenant_id: Option<TenantId>,
}

impl Published {
    async fn find(self, cx: &mut Context) -> Result<JwksUrl, CommandError> {
        match (self.url, self.tenant_id) {
            (Some(url), _) => url.parse().map_err(|why: InvalidJwksUrl| {
                CommandError::new(ErrorKind::Usage, format!("the given URL can't be one of keys: {why}"))
            }),
            (None, Some(id)) => {
                let control = cx.read_plane().await?;
                let tenant = OneTenant::named(Some(id)).find(cx, &control).await?;
                cx.jwks_url_of(&tenant)
            }
            (None, None) => cx.jwks_url(),
        }
    }
}

/// Shows a set with these of its keys; under `-o csv` the keys alone.
fn display(
    cx: &Context,
    url: &JwksUrl,
    file: Option<&Path>,
    found: &Found,
    keys: Vec<ListedKey>,
) -> Result<(), CommandError> {
    for warning in &found.warnings {
        cx.ui.warn(warning);
    }
    let keys = keys.into_iter().map(JwkView::from);
    match cx.ui.format() {
        Format::Json | Format::Ndjson => cx.ui.show_one(&JwksView::of(url, found, file, keys.collect()))?,
        Format::Csv => cx.ui.show_list(keys)?,
        Format::Table => {
            cx.ui.show_one(&JwksView::of(url, found, file, Vec::new()))?;
            cx.ui.show_list(keys)?;
        }
    }
    Ok(())
}
