//! The keys that verify tokens, as a server publishes them (RFC 7517, section 5).

use crate::supabase::http::{ApiError, HttpClient, HttpOptions, Request};
use secrecy::SecretString;
use serde::Deserialize;
use serde::de::IgnoredAny;
use url::Url;

const DOING: &str = "reading the published keys";

/// What a server says of its key set. Nobody has looked into it yet.
#[derive(Debug)]
pub enum PublishedKeys {
    /// The whole document.
    Set {
        /// The document.
        body: Vec<u8>,
        /// Its version.
        etag: Option<String>,
        /// How long it may be kept.
        cache_control: Option<String>,
    },
    /// It is the one that the caller has.
    Unchanged {
        /// How long that may be kept.
        cache_control: Option<String>,
    },
}

/// Fetches a key set; with an `etag`, only where it isn't that version. Nothing is sent along, no redirect is followed.
///
/// # Errors
/// An [`ApiError`]; the address can't be plain http to another machine.
pub async fn fetch_published_keys(
    address: &str,
    etag: Option<&str>,
    options: HttpOptions,
) -> Result<PublishedKeys, ApiError> {
    let (http, request) = call(address, options)?;
    let request = match etag {
        Some(etag) => request.header("if-none-match", SecretString::from(etag)),
        None => request,
    };
    let answer = http.answer(&request).await?;
    let header = |name| answer.header(name).map(str::to_owned);
    let (etag, cache_control) = (header("etag"), header("cache-control"));
    Ok(match answer.status() {
        304 => PublishedKeys::Unchanged { cache_control },
        _ => PublishedKeys::Set { body: answer.into_body(), etag, cache_control },
    })
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<IgnoredAny>,
}

/// Fetches a key set and returns how many keys are in it. A server without asymmetric keys publishes none.
///
/// # Errors
/// An [`ApiError`]; the address can't be plain http to another machine.
pub async fn count_published_keys(address: &str, options: HttpOptions) -> Result<usize, ApiError> {
    let (http, request) = call(address, options)?;
    let KeySet { keys } = http.json(&request).await?;
    Ok(keys.len())
}

fn call(address: &str, options: HttpOptions) -> Result<(HttpClient, Request), ApiError> {
    let unfit = || ApiError::unfit(DOING, "the address names no document, such as …/.well-known/jwks.json");
    let mut url = Url::parse(address.trim()).map_err(|_| unfit())?;
    let name = url.path_segments().and_then(|mut all| all.next_back()).unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(unfit());
    }
    url.path_segments_mut().map_err(|()| unfit())?.pop();
    Ok((HttpClient::new(url.as_str(), options)?, Request::get("/{}", DOING).argument(name)))
}

#[cfg(test)]
mod tests {
    use super::{PublishedKeys, count_published_keys, fetch_published_keys};
    use crate::supabase::http::canned::{Canned, answer};
    use crate::supabase::http::{ErrorKind, HttpOptions};

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

    #[tokio::test]
    async fn not_modified_answers_only_who_asked_for_it() {
        let headers = "etag: W/\"2\"\r\ncache-control: max-age=600\r\n";
        let server = Canned::serve([answer(200, headers, "{}"), answer(304, headers, ""), answer(304, "", "")]).await;
        let address = format!("{}/jwks.json", server.base());
        let fetch = async |etag| fetch_published_keys(&address, etag, HttpOptions::default()).await;
        let whole = fetch(None).await.expect("an answer");
        let PublishedKeys::Set { body, etag, cache_control } = whole else { panic!("{whole:?}") };
        assert_eq!(
            (&*body, etag.as_deref(), cache_control.as_deref()),
            (&b"{}"[..], Some("W/\"2\""), Some("max-age=600"))
        );
        let same = fetch(etag.as_deref()).await.expect("an answer");
        assert!(matches!(same, PublishedKeys::Unchanged { cache_control: Some(_) }), "{same:?}");
        assert_eq!(fetch(None).await.expect_err("unasked").kind, ErrorKind::Redirect);
        let asked: Vec<bool> =
            server.requests().iter().map(|request| request.contains("\r\nif-none-match: W/\"2\"\r\n")).collect();
        assert_eq!(asked, [false, true, false]);
    }
}
