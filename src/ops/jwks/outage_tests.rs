//! Broken and hostile servers, over HTTP: none takes the kept set away, the memory or the time.

use super::{HttpFetch, JwksCache, JwksError, JwksUrl};
use crate::supabase::http::HttpOptions;
use crate::supabase::http::canned::{Canned, Reply, answer, bytes};
use crate::token::{KeyAlgorithm, SigningKey};
use chrono::{DateTime, TimeDelta, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

fn set() -> String {
    json!({ "keys": [SigningKey::generate(KeyAlgorithm::Es256).expect("made").public_jwk()] }).to_string()
}

fn cache(folder: &Path) -> JwksCache<HttpFetch> {
    let options = HttpOptions { attempt_timeout: Duration::from_millis(200), ..HttpOptions::default() };
    JwksCache::new(folder.join("jwks"), Duration::from_secs(3600), HttpFetch::new(options))
}

fn url(server: &Canned) -> JwksUrl {
    format!("{}/auth/v1/.well-known/jwks.json", server.base()).parse().expect("a url")
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn packed(length: usize) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&vec![b' '; length]).expect("packed");
    packer.finish().expect("packed")
}

#[tokio::test]
async fn no_outage_takes_the_kept_set_away() {
    let elsewhere = Canned::serve([answer(200, "", &set())]).await;
    let location = format!("location: {}/jwks.json\r\n", elsewhere.base());
    let head = |length: usize| format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
    let cases: Vec<(&str, Reply, &str)> = vec![
        ("500", answer(500, "", "{}"), "HTTP 500"),
        ("503 with a set", answer(503, "", &set()), "HTTP 503"),
        ("404", answer(404, "", "{}"), "HTTP 404"),
        ("429", answer(429, "retry-after: 1\r\n", ""), "HTTP 429"),
        ("closed", Reply::Bytes(Vec::new()), "connection"),
        ("hang", Reply::Silence, "in time"),
        ("trickle", Reply::Trickle(head(99_999)), "in time"),
        ("cut off", Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{\"keys\":[".to_vec()), "broke off"),
        ("huge", Reply::Flood(head(100 << 20)), "longer than 1 MiB"),
        ("bomb", Reply::Bytes(bytes(200, "content-encoding: gzip\r\n", &packed(20 << 20))), "longer than 1 MiB"),
        ("no gzip", answer(200, "content-encoding: gzip\r\n", &set()), "broke off"),
        ("redirect", answer(302, &location, ""), "not followed"),
        ("redirect for ever", answer(308, "location: /auth/v1/.well-known/jwks.json\r\n", ""), "not followed"),
        ("HTML", answer(200, "content-type: text/html\r\n", "<html></html>"), "not a JSON Web Key Set"),
        ("no content", answer(204, "", ""), "not a JSON Web Key Set"),
        ("empty", answer(200, "", "{\"keys\":[]}"), "is empty"),
    ];
    for (what, reply, expected) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        let good = answer(200, "cache-control: max-age=60\r\n", &set());
        let server = Canned::serve([good, reply]).await;
        let (cache, url) = (cache(folder.path()), url(&server));
        let first = cache.keys(&url, None, at(0)).await.expect("keys");
        let stale = cache.keys(&url, None, at(60)).await.expect("stale keys");
        assert_eq!((stale.stale_since, stale.list()), (Some(at(60)), first.list()), "{what}");
        assert!(stale.warnings[0].contains(expected), "{what}: {:?}", stale.warnings);
        assert_eq!(server.requests().len(), 2, "{what}: it is asked once");
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn the_version_is_sent_and_not_modified_is_good() {
    let folder = tempfile::tempdir().expect("a folder");
    let headers = "etag: \"v1\"\r\ncache-control: max-age=60\r\n";
    let server = Canned::serve([answer(200, headers, &set()), answer(304, headers, "")]).await;
    let (cache, url) = (cache(folder.path()), url(&server));
    cache.keys(&url, None, at(0)).await.expect("keys");
    let again = cache.keys(&url, None, at(60)).await.expect("keys");
    assert_eq!((again.fetched_at, again.stale_since), (at(60), None));
    let requests = server.requests();
    assert!(!requests[0].contains("if-none-match") && requests[1].contains("\r\nif-none-match: \"v1\"\r\n"));
}

#[tokio::test]
async fn nobody_at_home_and_a_wrong_certificate_are_outages() {
    let folder = tempfile::tempdir().expect("a folder");
    // Plain text where TLS is expected.
    let server = Canned::serve([answer(200, "", &set())]).await;
    let secure = server.base().replace("http:", "https:");
    for address in ["http://127.0.0.1:1/jwks.json", "https://keys.invalid/jwks.json", &format!("{secure}/jwks.json")] {
        let url = address.parse().expect("a url");
        let error = cache(folder.path()).keys(&url, None, at(0)).await.expect_err(address);
        assert!(matches!(error, JwksError::Unavailable { .. }), "{error:?}");
    }
}
