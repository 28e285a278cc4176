//! What a command over several tenants says when a signal ended it before all were through.

use crate::context::Context;
use crate::error::{CommandError, ErrorKind};

/// Returns the error, if a signal came and some weren't begun, or some that were begun failed: its step may have been cut
/// off.
pub(super) fn stopped(cx: &Context, not_begun: usize, failed: usize) -> Option<CommandError> {
    let text = match (not_begun, failed, cx.interrupts.asked()) {
        (0, 0, _) | (0, _, None) => return None,
        (0, ..) => "stopped by a signal; some tenants aren't through",
        _ => "stopped by a signal; some tenants weren't begun",
    };
    Some(CommandError::new(ErrorKind::Interrupted, text))
}
