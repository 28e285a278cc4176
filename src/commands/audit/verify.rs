//! `tenantctl audit verify`

use crate::context::Context;
use crate::domain::log_chain::Anchor;
use crate::error::{CommandError, ErrorKind};
use crate::ops::audit::{AuditError, Beyond, walk};
use crate::output::views::VerifiedView;
use clap::Args;
use std::io::Read;
use std::path::Path;

/// An anchor's file is a ticket or a line, not a log.
const LONGEST_FILE: u64 = 1 << 20;

/// Arguments of `audit verify`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl audit verify
  tenantctl audit export --head > head.txt      # keep it where who writes the log can't reach it
  tenantctl audit verify --anchor head.txt

The hashes are computed here, not by the database. The chain shows entries that were changed, taken out, put in or moved,
also by an owner who dropped the triggers. Alone it can't show that the end was cut off and the head moved back, or that
everything from some entry on was written anew: that takes an anchor from before, kept apart from the log.")]
pub struct VerifyArgs {
    /// Compare with this earlier head: a file, or POSITION:HASH, or the hash
    #[arg(long, value_name = "FILE|HASH")]
    anchor: Option<String>,
}

/// Checks the chain.
///
/// # Errors
/// The check failed at the first bad entry; bad input for a file without an anchor.
pub(super) async fn run(cx: &mut Context, args: VerifyArgs) -> Result<(), CommandError> {
    let anchor = args.anchor.as_deref().map(anchor).transpose()?;
    let control = cx.read_plane().await?;
    let progress = cx.ui.spinner("going through the log");
    let walked = walk::<CommandError>(&control, anchor, Beyond::Stop, |_| Ok(())).await;
    progress.finish();
    let walked = walked?;
    cx.ui.show_one(&VerifiedView::of(control.id, &walked, anchor.is_some()))?;
    if !walked.guarded {
        cx.ui.warn("the triggers that refuse changes of the log are gone or off");
    }
    if let Some(broken) = walked.broken {
        return Err(AuditError::Broken(broken).into());
    }
    let count = walked.head.anchor.seq.unwrap_or_default();
    cx.ui.success(&format!("the chain of {count} entries is whole"));
    if anchor.is_none() {
        cx.ui.note("without --anchor a log whose end was cut off or written anew with fitting hashes looks whole");
    }
    Ok(())
}

/// Reads an anchor, or the file that has one.
fn anchor(text: &str) -> Result<Anchor, CommandError> {
    if let Ok(anchor) = text.parse() {
        return Ok(anchor);
    }
    let path = Path::new(text);
    let failed = |cause: String| {
        let message = format!("{} has no anchor", path.display());
        CommandError::new(ErrorKind::BadInput, message).cause(cause).hint("tenantctl audit export --head > head.txt")
    };
    let mut found = String::new();
    let file = std::fs::File::open(path).map_err(|error| failed(error.to_string()))?;
    file.take(LONGEST_FILE).read_to_string(&mut found).map_err(|error| failed(error.to_string()))?;
    Anchor::find(&found).map_err(|error| failed(error.to_string()))
}
