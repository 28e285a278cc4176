//! `tenantctl jwks refresh`

use super::{Published, display};
use crate::context::Context;
use crate::error::CommandError;
use crate::ops::jwks::JwksError;
use chrono::Utc;
use clap::Args;

/// Arguments of `jwks refresh`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl jwks refresh
  tenantctl jwks refresh --accept-changed-keys

The kept keys are replaced only by a set with a key that can check signatures; otherwise they stay (exit 6). A kid with
another key than before stays refused until it is accepted here, or the former key is published again.")]
pub struct RefreshArgs {
    #[command(flatten)]
    published: Published,
    /// Trust keys that are others than before under the same kid
    #[arg(long)]
    accept_changed_keys: bool,
}

/// Fetches the keys.
///
/// # Errors
/// They can't be had; what is kept stays.
pub(super) async fn run(cx: &mut Context, args: RefreshArgs) -> Result<(), CommandError> {
    let url = args.published.find(cx).await?;
    let (cache, now) = (cx.jwks_cache(), Utc::now());
    let file = cache.file(&url);
    if cx.dry_run {
        cx.ui.note(&format!("would fetch {url}"));
        return match cache.show(&url, now) {
            Ok(found) => display(cx, &url, file.as_deref(), &found, found.list()),
            Err(JwksError::NotStored { .. } | JwksError::Unavailable { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        };
    }
    let found = cache.refresh(&url, args.accept_changed_keys, now).await?;
    let keys = found.list();
    let count = keys.len();
    display(cx, &url, file.as_deref(), &found, keys)?;
    let keys = if count == 1 { "1 key".to_owned() } else { format!("{count} keys") };
    cx.ui.success(&format!("fetched {keys} of {url}"));
    Ok(())
}
