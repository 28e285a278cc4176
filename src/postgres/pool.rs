//! A pool of connections whose settings are known to hold.

use super::connect::pinned_again;
use super::pins::Pins;
use super::target::Target;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use std::time::Duration;

/// Makes a pool that opens connections as they are needed, at most `most`, each pinned before its first use. A connection
/// is waited for at most `timeout`.
pub fn pool(target: &Target, application: &str, pins: &Pins, most: u32, timeout: Duration) -> PgPool {
    let pins = pins.clone();
    PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(timeout)
        .idle_timeout(Duration::from_secs(300))
        .max_lifetime(Duration::from_secs(3600))
        .after_connect(move |connection, _| {
            let pins = pins.clone();
            Box::pin(async move {
                // Behind a pooler the start-up packet is refused or ignored; set afterwards they hold everywhere.
                pinned_again(connection, &pins).await.map_err(|error| sqlx::Error::Configuration(error.into()))
            })
        })
        .connect_lazy_with(target.options(application))
}
