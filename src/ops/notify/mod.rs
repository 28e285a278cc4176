//! Telling a webhook how a command came out: signed, bounded, and never more than a message.

mod event;
#[cfg(test)]
mod tests;

use crate::secrets::{InvalidWebhookSecret, WebhookSecret};
use crate::supabase::http::{ApiError, HttpClient, HttpOptions, Request};
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

pub use event::{Event, Failure, Sender};

/// Where notifications go.
#[derive(Debug)]
pub struct Webhook {
    client: HttpClient,
    secret: WebhookSecret,
}

/// Why nothing was delivered. No text of it holds the address's path or query.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    /// The secret is none.
    #[error("the secret: {0}")]
    Secret(#[from] InvalidWebhookSecret),
    /// The event can't be written.
    #[error("the notification can't be written as JSON")]
    Unwritable(#[from] serde_json::Error),
    /// The address, or the call.
    #[error(transparent)]
    Call(#[from] ApiError),
}

/// How long a delivery may take: nobody waits for it who waits for the command.
fn limits() -> HttpOptions {
    HttpOptions {
        connect_timeout: Duration::from_secs(3),
        attempt_timeout: Duration::from_secs(5),
        total_timeout: Duration::from_secs(12),
        body_limit: 64 << 10,
        ..HttpOptions::default()
    }
}

impl Webhook {
    /// Makes the webhook of an address and a secret; nothing is called.
    ///
    /// # Errors
    /// No address, plain http to another machine, or no secret.
    pub fn new(address: &SecretString, secret: &SecretString) -> Result<Self, NotifyError> {
        let secret = WebhookSecret::parse(secret)?;
        Ok(Self { client: HttpClient::of_webhook(address.expose_secret().trim(), limits())?, secret })
    }

    /// Returns its host.
    pub fn host(&self) -> &str {
        self.client.host()
    }

    /// Delivers an event, as "Standard Webhooks" has it: headers `webhook-id`, `webhook-timestamp` and
    /// `webhook-signature`. It may come twice, by the same id.
    ///
    /// # Errors
    /// What the last of a few tries failed with.
    pub async fn deliver(&self, event: &Event<'_>, now: DateTime<Utc>) -> Result<(), NotifyError> {
        let body = event.body(now)?;
        let (id, timestamp) = (event.id(), now.timestamp());
        let signature = self.secret.sign(&id, timestamp, body.as_bytes());
        let request = Request::post("", "notifying the webhook")
            .repeatable()
            .header("webhook-id", id.into())
            .header("webhook-timestamp", timestamp.to_string().into())
            .header("webhook-signature", signature.into())
            .json_text(body);
        Ok(self.client.done(&request).await?)
    }
}
