//! Telling the webhook how a command came out.

use super::Context;
use crate::config::keys;
use crate::domain::run_end::RunEnd;
use crate::error::{CommandError, ErrorKind};
use crate::ops::notify::{Event, Failure, Sender, Webhook};
use crate::output::is_quiet_exit;
use chrono::Utc;
use std::sync::PoisonError;

impl Context {
    /// Takes down how a run over several tenants came out, unless it only looked.
    pub fn run_ended(&self, end: RunEnd) {
        if !self.changing {
            return;
        }
        *self.run_end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
    }

    /// Tells the webhook, if there is one, that a run over several tenants ended, or that a changing command failed.
    /// Whatever comes of it is a warning at most.
    pub async fn notify(&self, failed: Option<&CommandError>) {
        if self.settings.get(keys::NOTIFY_URL).is_none() {
            return;
        }
        let runner = self.runner();
        let sender = Sender {
            command: &self.call.command,
            tenant: self.call.tenant.as_deref(),
            profile: self.settings.text(keys::PROFILE),
            runner: &runner,
            version: env!("CARGO_PKG_VERSION"),
        };
        let end = self.run_end.lock().unwrap_or_else(PoisonError::into_inner).take();
        let event = match (&end, failed) {
            (Some(end), _) => Event::run(sender, end),
            (None, Some(error)) if self.changing && is_worth_telling(error) => Event::failed(sender, said(error)),
            (None, _) => return,
        };
        if event.name() == "run.done" && self.settings.text(keys::NOTIFY_ON) == Some("failures") {
            return;
        }
        let delivered = match self.webhook() {
            Ok(Some(webhook)) => {
                let progress = self.ui.spinner("notifying the webhook");
                let delivered = webhook.deliver(&event, Utc::now()).await;
                progress.finish();
                delivered.map_err(|error| format!("{}: {error}", webhook.host()))
            }
            Ok(None) => return,
            Err(error) => {
                Err(error.causes().iter().fold(error.message().to_owned(), |all, why| format!("{all}: {why}")))
            }
        };
        if let Err(why) = delivered {
            self.ui.warn(&format!("the notification {} wasn't delivered: {why}", event.name()));
        }
    }

    /// Makes the webhook that is configured, if one is.
    ///
    /// # Errors
    /// Its address or its secret can't be used, or there is no secret: nothing is sent without a signature.
    pub(super) fn webhook(&self) -> Result<Option<Webhook>, CommandError> {
        let Some(address) = self.settings.secret(keys::NOTIFY_URL)? else { return Ok(None) };
        let Some(secret) = self.settings.secret(keys::NOTIFY_SECRET)? else {
            let error = CommandError::new(ErrorKind::Config, "TENANTCTL_NOTIFY_SECRET isn't set");
            return Err(error.hint(NEW_SECRET));
        };
        let made = Webhook::new(&address, &secret);
        Ok(Some(made.map_err(|error| CommandError::new(ErrorKind::Config, error.to_string()).hint(NEW_SECRET))?))
    }
}

/// Makes a secret.
pub(super) const NEW_SECRET: &str = "a new secret: echo whsec_$(head -c 32 /dev/urandom | base64)";

/// Tells a failure from a refusal: who called it wrongly, or declined, or asks for what can't be, knows it already, and
/// so does whoever pressed Ctrl-C.
fn is_worth_telling(error: &CommandError) -> bool {
    match error.kind() {
        ErrorKind::Internal
        | ErrorKind::Partial
        | ErrorKind::Unavailable
        | ErrorKind::Refused
        | ErrorKind::BadInput
        | ErrorKind::Terminated => !is_quiet_exit(error),
        ErrorKind::Usage
        | ErrorKind::NotFound
        | ErrorKind::Conflict
        | ErrorKind::CheckFailed
        | ErrorKind::Unconfirmed
        | ErrorKind::Config
        | ErrorKind::Interrupted => false,
    }
}

fn said(error: &CommandError) -> Failure<'_> {
    Failure {
        code: error.code(),
        message: error.message(),
        causes: error.causes(),
        hints: error.hints(),
        exit_code: error.kind().exit_code(),
    }
}
