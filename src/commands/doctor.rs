//! `tenantctl doctor`

use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use crate::ops::doctor::State;
use crate::output::views::DoctorView;

/// How many of the errors the command's own error repeats.
const REPEATED: usize = 5;

/// Looks at everything that is configured, and changes nothing.
///
/// # Errors
/// The check failed if anything is an error; warnings are none.
pub async fn run(cx: &mut Context) -> Result<(), CommandError> {
    let progress = cx.ui.spinner("looking at what is configured");
    let checks = cx.doctor().await;
    progress.finish();
    let failed: Vec<_> = checks.iter().filter(|check| check.state == State::Error).collect();
    let result = match failed.len() {
        0 => Ok(()),
        count => {
            let text = if count == 1 { "1 check failed".to_owned() } else { format!("{count} checks failed") };
            let causes = failed.iter().take(REPEATED).map(|check| format!("{}: {}", check.name, check.text));
            Err(causes.fold(CommandError::new(ErrorKind::CheckFailed, text), CommandError::cause))
        }
    };
    let mut writer = cx.ui.list_writer::<DoctorView>()?;
    for check in checks {
        writer.push(&check.into())?;
    }
    writer.finish()?;
    result
}
