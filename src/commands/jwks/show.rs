//! `tenantctl jwks show`

use super::{Published, display};
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use chrono::Utc;
use clap::Args;

/// Arguments of `jwks show`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl jwks show
  tenantctl jwks show https://x.supabase.co/auth/v1/.well-known/jwks.json -o json
  tenantctl jwks show -t acme-corp --kid 5c1b0a3e

The keys are kept in the state directory, for as long as their server says and at most jwks_max_age. A kid that isn't
among them is asked for, at most every 30 s whoever asks. Where the server can't be reached, they are used for 24 h
more, with a warning.")]
pub struct ShowArgs {
    #[command(flatten)]
    published: Published,
    /// Only the key of this id; exit 8 if no token can be verified with it
    // A thumbprint may begin with a hyphen.
    #[arg(long, value_name = "KID", allow_hyphen_values = true)]
    kid: Option<String>,
    /// Show what is kept, and ask nobody
    #[arg(long)]
    offline: bool,
}

/// Shows the keys.
///
/// # Errors
/// They can't be had, or the key that was asked for can't be used.
pub(super) async fn run(cx: &mut Context, args: ShowArgs) -> Result<(), CommandError> {
    let url = args.published.find(cx).await?;
    let (cache, kid, now) = (cx.jwks_cache(), args.kid.as_deref(), Utc::now());
    let found = if args.offline { cache.show(&url, now)? } else { cache.keys(&url, kid, now).await? };
    let mut keys = found.list();
    if let Some(kid) = kid {
        keys.retain(|key| key.kid.as_deref() == Some(kid));
    }
    let usable = keys.iter().any(|key| key.problem.is_none());
    let problem = keys.iter().find_map(|key| key.problem.clone());
    display(cx, &url, cache.file(&url).as_deref(), &found, keys)?;
    match kid {
        Some(kid) if !usable => {
            let error =
                CommandError::new(ErrorKind::CheckFailed, format!("no token can be verified with the key {kid}"));
            let problem = problem.unwrap_or_else(|| "it isn't published".to_owned());
            Err(error.with_code("key_unusable").cause(problem).hint(format!("tenantctl jwks refresh {url}")))
        }
        _ => Ok(()),
    }
}
