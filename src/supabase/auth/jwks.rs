//! The keys that verify tokens, as a server publishes them (RFC 7517, section 5).

use crate::supabase::http::{ApiError, HttpClient, HttpOptions, Request};
use serde::Deserialize;
use serde::de::IgnoredAny;
use url::Url;

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<IgnoredAny>,
}

/// Fetches a key set and returns how many keys are in it. A server without asymmetric keys publishes none.
///
/// # Errors
/// An [`ApiError`]; the address can't be plain http to another machine.
pub async fn count_published_keys(address: &str, options: HttpOptions) -> Result<usize, ApiError> {
    let doing = "reading the published keys";
    let unfit = || ApiError::unfit(doing, "the address names no document, such as …/.well-known/jwks.json");
    let mut url = Url::parse(address.trim()).map_err(|_| unfit())?;
    let name = url.path_segments().and_then(|mut all| all.next_back()).unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(unfit());
    }
    url.path_segments_mut().map_err(|()| unfit())?.pop();
    let http = HttpClient::new(url.as_str(), options)?;
    let KeySet { keys } = http.json(&Request::get("/{}", doing).argument(name)).await?;
    Ok(keys.len())
}

#[cfg(test)]
mod tests {
    use super::count_published_keys;
    use crate::supabase::http::HttpOptions;
    use crate::supabase::http::canned::{Canned, answer};

    #[tokio::test]
    async fn counts_the_keys_of_the_document() {
        let json = "content-type: application/json\r\n";
        let replies = [answer(200, json, r#"{"keys":[{"kty":"EC"},{}],"x":1}"#), answer(200, json, r#"{"keyz":[]}"#)];
        let server = Canned::serve(replies).await;
        let address = format!("{}/auth/v1/.well-known/jwks.json", server.base());
        assert_eq!(count_published_keys(&address, HttpOptions::default()).await.ok(), Some(2));
        assert!(count_published_keys(&address, HttpOptions::default()).await.is_err(), "no key set");
        let requests = server.requests();
        assert!(requests[0].starts_with("GET /auth/v1/.well-known/jwks.json "), "{}", requests[0]);
        for address in ["", "nonsense", "https://x.example", "http://x.example/jwks.json", "data:jwks"] {
            assert!(count_published_keys(address, HttpOptions::default()).await.is_err(), "{address:?}");
        }
    }
}
