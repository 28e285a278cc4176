//! `tenantctl secret rekey`

use crate::context::{Context, KeyChange};
use crate::error::CommandError;
use crate::ops::rekey::{RekeyError, check, rekey};
use crate::ops::runner::Runner;
use crate::output::views::RekeyedView;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `secret rekey`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl secret rekey                                # the key file of the state directory
  (umask 077; head -c 32 /dev/urandom | base64 > new.key)
  tenantctl secret rekey --new-key-file new.key         # a configured key

The data keys of tenants, clusters' URLs and signing keys are sealed anew; what the data keys seal stays as it is. Killed
anywhere, the same command goes on. The old key is known until nothing names it any more.

The key file of the state directory is replaced when the last row is done, and the old one stays beside it as
master.key.old-DATE: backups of the control plane from before need it. Where the key is configured, give every machine the
new one (TENANTCTL_MASTER_KEY_FILE) afterwards; one that has both (TENANTCTL_NEW_MASTER_KEY_FILE) works all the time.")]
pub struct RekeyArgs {
    /// The new key: 32 bytes in base64 or hexadecimal digits, in a file that is its owner's alone
    #[arg(long, value_name = "FILE")]
    new_key_file: Option<PathBuf>,
}

/// Changes the master key.
///
/// # Errors
/// No or a wrong key, another run, or something that doesn't open.
pub(super) async fn run(cx: &mut Context, args: RekeyArgs) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    // A control plane without a key gets its first one, and a wrong one is told before a new one is made.
    let vault = cx.vault(&control).await?;
    let KeyChange { old, new, staged } = cx.key_change(args.new_key_file.as_deref())?;
    if cx.dry_run {
        let checked = check(&control, &vault).await?;
        let count: u64 = checked.keys.iter().flat_map(|key| key.rows.values()).sum();
        cx.ui.note(&format!("would seal up to {count} values with the new master key"));
        cx.ui.show_one(&RekeyedView::planned(count))?;
        return Ok(());
    }
    drop(vault);
    let (name, alive) = (cx.runner(), |runner: &str| cx.may_be_alive(runner));
    let progress = cx.ui.spinner("sealing with the new master key");
    let done = rekey(&control, old, new, Runner { name: &name, alive: &alive }).await;
    progress.finish();
    let done = done?;
    let whole = done.unopened.is_empty() && done.kept.is_empty();
    let kept = match &staged {
        Some(staged) if whole => cx.replace_master_key(staged)?,
        _ => None,
    };
    cx.ui.show_one(&RekeyedView::of(&done, kept.as_deref()))?;
    if !done.unopened.is_empty() {
        return Err(RekeyError::Unopened(done.unopened).into());
    }
    for kek_id in &done.kept {
        cx.ui.warn(&format!("something was sealed with the key {kek_id} meanwhile: run the same command again"));
    }
    if done.already && staged.is_none() {
        cx.ui.note("nothing to do: everything is sealed with this key");
        return Ok(());
    }
    cx.ui.success(&format!("the master key is changed; sealed {} values with the key {}", done.sealed, done.kek_id));
    match (kept, staged) {
        (Some(kept), _) => cx.ui.note(&format!("backups of the control plane from before need {}", kept.display())),
        (None, Some(_)) => {}
        (None, None) => cx.ui.note(
            "give every machine the new key (TENANTCTL_MASTER_KEY_FILE), and keep the old one for backups from before",
        ),
    }
    Ok(())
}
