//! Trying a command's work again when what failed passes by itself.

use crate::context::Context;
use crate::error::CommandError;
use crate::ops::retry::Retries;

/// Makes attempts until one succeeds or fails for good; a later one completes what an earlier one began.
///
/// # Errors
/// The last attempt's, with their number.
pub(super) async fn retrying(
    cx: &mut Context,
    mut attempt: impl AsyncFnMut(&mut Context, &mut Retries) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let mut retries = Retries::new();
    loop {
        let Err(error) = attempt(cx, &mut retries).await else { return Ok(()) };
        let pause = retries.next(error.class()).filter(|_| cx.interrupts.asked().is_none());
        let (attempt, of) = retries.attempt();
        let Some(pause) = pause else {
            return Err(if attempt > 1 { error.cause(format!("tried {attempt} times")) } else { error });
        };
        let why = error.causes().last().cloned().unwrap_or_else(|| error.message().to_owned());
        let seconds = pause.as_secs_f64();
        cx.ui.note(&format!("{why}; trying again in {seconds:.1} s ({attempt} of {of})"));
        tokio::time::sleep(pause).await;
    }
}
