//! Where the keys that verify tokens are published.

use super::Check;
use super::api::Service;
use crate::supabase::auth::count_published_keys;
use crate::supabase::http::HttpOptions;

const SERVICE: Service = Service { credential: "SUPABASE_JWKS_URL", address: "SUPABASE_JWKS_URL" };

/// Fetches the keys.
pub async fn jwks(url: &str, options: HttpOptions) -> Check {
    let name = "auth.jwks";
    match count_published_keys(url, options).await {
        Ok(0) => Check::warning(
            name,
            "it publishes no key, so that tokens can't be verified with it",
            "make a signing key in the project's JWT settings, or unset SUPABASE_JWKS_URL",
        ),
        Ok(1) => Check::ok(name, "it publishes 1 key"),
        Ok(count) => Check::ok(name, format!("it publishes {count} keys")),
        Err(error) => SERVICE.failed(name, &error),
    }
}
