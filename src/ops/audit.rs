//! The log as its readers have it: verified, exported, anchored.

use crate::control_plane::{ControlPlane, LogRow, LogScan, PlaneError, log_head};
use crate::domain::log_chain::{Anchor, Broken, Verifier};

/// Why the log can't be vouched for.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The chain is broken.
    #[error("the log is broken: {0}")]
    Broken(Broken),
    /// The stored head isn't the last entry.
    #[error("the log's head isn't its last entry")]
    NoHead,
}

/// A place in the log to come back to.
#[derive(Debug, Clone)]
pub struct Head {
    /// The place and the hash.
    pub anchor: Anchor,
    /// When the entry there was written; none in an empty log.
    pub at: Option<String>,
}

/// A log whose chain was gone through.
#[derive(Debug, Clone)]
pub struct Walked {
    /// As far as the chain is whole.
    pub head: Head,
    /// What is wrong first.
    pub broken: Option<Broken>,
    /// The database refuses changes of entries.
    pub guarded: bool,
}

/// What is done with the entries of a log whose chain turned out to be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// They aren't looked at any more.
    Stop,
    /// They are handed out too.
    GoOn,
}

/// Goes through the log as it is now: every entry is checked and handed to `each`, in the memory of one batch.
///
/// # Errors
/// The control plane's, or that of `each`. A broken chain is none.
pub async fn walk<E: From<PlaneError>>(
    control: &ControlPlane,
    anchor: Option<Anchor>,
    beyond: Beyond,
    mut each: impl FnMut(&LogRow) -> Result<(), E>,
) -> Result<Walked, E> {
    let mut connection = control.session.get().await;
    let mut scan = LogScan::begin(&mut connection).await?;
    let mut verifier = Verifier::new(anchor);
    let (mut fault, mut at) = (None, None);
    loop {
        let rows = scan.next().await?;
        for row in &rows {
            if fault.is_none() {
                match verifier.next(&row.entry()) {
                    Ok(()) => at = Some(row.at()),
                    Err(found) => fault = Some(found),
                }
            }
            each(row)?;
        }
        if rows.is_empty() || (fault.is_some() && beyond == Beyond::Stop) {
            break;
        }
    }
    let broken = match fault {
        Some(fault) => {
            let found = match fault.chained_to() {
                Some(hash) => scan.place_of(hash).await?,
                None => None,
            };
            Some(fault.settle(found))
        }
        None => verifier.end(scan.head()).err(),
    };
    let (seq, hash) = verifier.at();
    Ok(Walked { head: Head { anchor: Anchor { seq: Some(seq), hash }, at }, broken, guarded: scan.guarded() })
}

/// Returns the head, without going through the log.
///
/// # Errors
/// [`AuditError::NoHead`] when it isn't the last entry.
pub async fn head(control: &ControlPlane) -> Result<Head, AuditError> {
    let (anchor, at) = log_head(&mut *control.session.get().await).await?.ok_or(AuditError::NoHead)?;
    Ok(Head { anchor, at })
}
