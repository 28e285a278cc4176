//! Fetching a key set over HTTP.

use super::{FETCH_DEADLINE, JwksUrl};
use crate::supabase::auth::{PublishedKeys, fetch_published_keys};
use crate::supabase::http::HttpOptions;
use crate::token::jwks::{Fetch, Fetched};
use std::time::Duration;

/// The longest document.
const BODY_LIMIT: usize = 1 << 20;
/// Leaves room to tell what went wrong before the cache itself gives up.
const MARGIN: Duration = Duration::from_millis(200);

/// Fetches by HTTP. Each fetch makes its client: most runs need none.
#[derive(Debug, Clone)]
pub struct HttpFetch {
    options: HttpOptions,
}

impl HttpFetch {
    /// Takes the certificates and limits of other calls, and makes the limits narrower: one try within
    /// [`FETCH_DEADLINE`], 1 MiB.
    pub fn new(options: HttpOptions) -> Self {
        let longest = FETCH_DEADLINE - MARGIN;
        let options = HttpOptions {
            connect_timeout: options.connect_timeout.min(longest),
            attempt_timeout: options.attempt_timeout.min(longest),
            total_timeout: options.total_timeout.min(longest),
            // A second try would have no room: there is mostly a set that goes on, and each try counts.
            first_pause: FETCH_DEADLINE,
            body_limit: BODY_LIMIT,
            ..options
        };
        Self { options }
    }
}

impl Fetch for HttpFetch {
    async fn fetch(&self, url: &JwksUrl, etag: Option<&str>) -> Result<Fetched, String> {
        let published = fetch_published_keys(url.as_str(), etag, self.options.clone()).await;
        Ok(match published.map_err(|error| error.to_string())? {
            PublishedKeys::Set { body, etag, cache_control } => Fetched::Set { body, etag, cache_control },
            PublishedKeys::Unchanged { cache_control } => Fetched::Unchanged { cache_control },
        })
    }
}
