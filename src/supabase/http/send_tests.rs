//! What is sent again, what never is, and where an answer ends.

use super::testing::{Prepared, Scripted, answer, raw};
use super::{Call, Method};
use crate::supabase::error::{ApiError, Kind};
use secrecy::SecretString;
use std::io::Write;

/// How often a request was made, and how it ended.
async fn outcome(method: Method, answers: Vec<Prepared>) -> (usize, Result<String, Kind>) {
    let server = Scripted::start(answers).await;
    let call = Call::new("asking", method, "/v1/things/{id}", &["7"]).header("apikey", SecretString::from("canary"));
    let result: Result<serde_json::Value, ApiError> = async { server.client().send(&call).await?.json() }.await;
    let result = result.map(|document| document.to_string()).map_err(|error| {
        assert!(!format!("{error} {error:?}").contains("canary"));
        error.kind
    });
    (server.seen().len(), result)
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

#[test]
fn reads_are_sent_again_and_writes_only_if_nothing_was_done() {
    let fine = || answer(200, "", "{}");
    let fails = |status| answer(status, "", "<html>no</html>");
    run(async {
        for (method, first, requests, end) in [
            (Method::Get, fails(500), 2, Ok("{}".to_owned())),
            (Method::Get, fails(502), 2, Ok("{}".to_owned())),
            (Method::Get, fails(522), 2, Ok("{}".to_owned())),
            (Method::Get, fails(404), 1, Err(Kind::Status(404))),
            (Method::Get, Prepared::Close, 2, Ok("{}".to_owned())),
            (Method::Get, Prepared::Hang, 2, Ok("{}".to_owned())),
            (Method::Post, fails(500), 1, Err(Kind::Status(500))),
            (Method::Post, fails(502), 1, Err(Kind::Status(502))),
            (Method::Post, Prepared::Close, 1, Err(Kind::LostAnswer)),
            (Method::Post, Prepared::Hang, 1, Err(Kind::LostAnswer)),
            (Method::Post, answer(429, "retry-after: 1\r\n", "{}"), 2, Ok("{}".to_owned())),
            (Method::Delete, fails(503), 1, Err(Kind::Status(503))),
        ] {
            assert_eq!(outcome(method, vec![first, fine()]).await, (requests, end), "{method:?}");
        }
    });
}

#[test]
fn waits_as_it_is_told_but_not_beyond_the_bound() {
    run(async {
        for headers in ["retry-after: 900\r\n", "x-ratelimit-reset: 900\r\n"] {
            let (requests, end) = outcome(Method::Get, vec![answer(429, headers, "{}")]).await;
            assert_eq!((requests, matches!(end, Err(Kind::RateLimited(_)))), (1, true), "{headers}: {end:?}");
        }
        let later = (chrono::Utc::now() + chrono::Duration::minutes(30)).format("%a, %d %b %Y %H:%M:%S GMT");
        let (_, end) = outcome(Method::Get, vec![answer(429, &format!("retry-after: {later}\r\n"), "{}")]).await;
        assert!(matches!(end, Err(Kind::RateLimited(_))), "{end:?}");
    });
}

#[test]
fn a_closed_endpoint_is_not_asked() {
    run(async {
        let server = Scripted::start(vec![
            answer(200, "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 1\r\n", "{}"),
            answer(200, "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 900\r\n", "{}"),
        ])
        .await;
        let client = server.client();
        let call = || Call::new("asking", Method::Get, "/v1/things", &[]);
        client.send(&call()).await.expect("allowed");
        // Waits for the reset of the first answer; the second one closes it for longer than a call may take.
        client.send(&call()).await.expect("allowed again");
        let error = client.send(&call()).await.expect_err("closed");
        assert!(matches!(error.kind, Kind::RateLimited(_)), "{error}");
        assert_eq!(server.seen().len(), 2);
    });
}

#[test]
fn an_answer_ends_at_its_bounds() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b' '; 64 << 20]).expect("packs");
    let bomb = packed.finish().expect("packs");
    let large = vec![b' '; 2 << 20];
    let short = Prepared::Raw(b"HTTP/1.1 200 X\r\ncontent-length: 100\r\n\r\n{\"a\"".to_vec());
    run(async {
        for (method, prepared, end) in [
            (Method::Get, raw(200, "content-encoding: gzip\r\n", &bomb), Kind::TooLarge),
            (Method::Post, raw(200, "content-encoding: gzip\r\n", &bomb), Kind::Unreadable),
            (Method::Get, raw(200, "", &large), Kind::TooLarge),
            (Method::Get, short.clone(), Kind::TimedOut),
            (Method::Post, short, Kind::LostAnswer),
            (Method::Get, Prepared::Trickle, Kind::TimedOut),
            (Method::Post, Prepared::Trickle, Kind::LostAnswer),
            (Method::Get, answer(200, "", "{\"a\""), Kind::Malformed),
            (Method::Post, answer(201, "", "{\"a\""), Kind::Unreadable),
        ] {
            assert_eq!(outcome(method, vec![prepared]).await.1, Err(end), "{method:?}");
        }
    });
}

#[test]
fn nobody_is_sent_elsewhere() {
    run(async {
        let other = Scripted::start(vec![answer(200, "", "{}")]).await;
        for place in [format!("{}/v1", other.url), "http://example.com/".to_owned(), "file:///etc/passwd".to_owned()] {
            for status in [301, 302, 307, 308] {
                let there = answer(status, &format!("location: {place}\r\n"), "");
                assert_eq!(outcome(Method::Get, vec![there]).await, (1, Err(Kind::Redirect)), "{status} {place}");
            }
        }
        assert!(other.seen().is_empty());
    });
}

#[test]
fn a_server_that_is_not_there_was_asked_nothing() {
    run(async {
        let server = Scripted::start(Vec::new()).await;
        let call = Call::new("asking", Method::Post, "/v1/things", &[]);
        // A reserved port that nobody listens on.
        let client = super::HttpClient::new("http://127.0.0.1:1", server.client().bounds.clone()).expect("a client");
        let error = client.send(&call).await.expect_err("nobody is there");
        assert_eq!(error.kind, Kind::Unreachable);
        assert!(!error.is_unknown_outcome());
    });
}

#[test]
fn says_who_is_asking() {
    run(async {
        let server = Scripted::start(vec![answer(200, "", "{}")]).await;
        let call = Call::new("asking", Method::Get, "/v1/things", &[]).header("apikey", SecretString::from("canary"));
        server.client().send(&call).await.expect("allowed");
        let seen = server.seen().concat().to_lowercase();
        assert!(seen.contains(concat!("user-agent: tenantctl/", env!("CARGO_PKG_VERSION"))), "{seen}");
        assert!(seen.contains("apikey: canary"), "{seen}");
    });
}
