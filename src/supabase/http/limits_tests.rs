//! Hostile and broken servers: none of them gets the token, the memory or the time of the caller.

use super::canned::{Canned, Reply, answer, bytes};
use super::{ApiError, Class, ErrorKind, HttpClient, HttpOptions, Request};
use flate2::Compression;
use flate2::write::GzEncoder;
use secrecy::SecretString;
use serde_json::Value;
use std::io::Write;
use std::time::Duration;

const TOKEN: &str = "sbp_0123456789abcdef";

fn client(base: &str) -> HttpClient {
    let options = HttpOptions {
        attempt_timeout: Duration::from_secs(20),
        total_timeout: Duration::from_secs(20),
        first_pause: Duration::from_millis(1),
        ..HttpOptions::default()
    };
    HttpClient::new(base, options).expect("a client").with_bearer(&SecretString::from(TOKEN))
}

async fn call(request: Request, reply: Reply) -> Result<Value, ApiError> {
    let server = Canned::serve([reply]).await;
    client(&server.base()).json(&request).await
}

fn read() -> Request {
    Request::get("/x", "reading it")
}

#[tokio::test]
async fn says_who_it_is_and_what_it_wants() {
    let server = Canned::serve([answer(200, "x-total-count: 7\r\nlink: <a>; rel=\"next\"\r\n", "[1]")]).await;
    let client = client(&format!("{}/auth/v1/", server.base())).with_header("apikey", "k1".to_owned().into());
    let request = Request::post("/users/{}/x", "making it")
        .argument("a/b")
        .query("q", "1")
        .query("q", "ä&")
        .header("x-extra", "e1".to_owned().into())
        .json(&serde_json::json!({"name": "n"}));
    let answer = client.answer(&request).await.expect("an answer");
    assert_eq!((answer.status(), answer.header("x-total-count"), answer.header("x-other")), (200, Some("7"), None));
    assert_eq!(answer.json::<Vec<u8>>().expect("numbers"), [1]);
    let seen = server.requests().remove(0);
    assert!(seen.starts_with("POST /auth/v1/users/a%2Fb/x?q=1&q=%C3%A4%26 HTTP/1.1\r\n"), "{seen}");
    assert!(seen.ends_with("\r\n\r\n{\"name\":\"n\"}"), "{seen}");
    for line in [
        &format!("authorization: Bearer {TOKEN}"),
        "apikey: k1",
        "x-extra: e1",
        "accept: application/json",
        "content-type: application/json",
        concat!("user-agent: tenantctl/", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(seen.contains(&format!("\r\n{line}\r\n")), "{line} in {seen}");
    }
}

#[tokio::test]
async fn a_redirect_is_an_error_and_the_token_stays_here() {
    let other = Canned::serve([answer(200, "", "{}")]).await;
    for (to, expected) in [
        (format!("{}/y?token=t#f", other.base()), format!("{}/y", other.base())),
        ("http://u:p@evil.example:81/a%20b?token=t".to_owned(), "http://evil.example:81/a%20b".to_owned()),
        ("file:///etc/passwd".to_owned(), "file:///etc/passwd".to_owned()),
    ] {
        for (status, request) in [(302, read()), (307, Request::post("/x", "making it")), (308, read())] {
            let server = Canned::serve([answer(status, &format!("location: {to}\r\n"), "")]).await;
            let error = client(&server.base()).json::<Value>(&request).await.expect_err("a redirect");
            assert_eq!((error.kind, error.class()), (ErrorKind::Redirect, Class::Configuration));
            assert!(error.to_string().contains(&format!("on to {expected}, which")), "{error}");
            assert_eq!(server.requests().len(), 1);
        }
    }
    let error = call(read(), answer(302, "", "")).await.expect_err("a redirect");
    assert!(error.to_string().contains("doesn't say where to"), "{error}");
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn a_long_answer_is_cut_off() {
    let head = |status: &str| format!("HTTP/1.1 {status}\r\ncontent-length: 104857600\r\n\r\n");
    let error = call(read(), Reply::Flood(head("200 OK"))).await.expect_err("too large");
    assert_eq!((error.kind, error.class()), (ErrorKind::TooLarge, Class::Malformed));
    let write = || Request::post("/x", "making it");
    let error = call(write(), Reply::Flood(head("201 Created"))).await.expect_err("too large");
    assert_eq!(error.kind, ErrorKind::DoneUnread);
    let error = call(write(), Reply::Flood(head("403 No"))).await.expect_err("refused");
    assert_eq!((error.kind, error.class()), (ErrorKind::Status, Class::Refused));
}

#[tokio::test]
async fn what_unpacks_to_a_long_answer_is_cut_off() {
    let pack = |length: usize| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(b"\"").expect("packed");
        packer.write_all(&vec![b'a'; length]).expect("packed");
        packer.write_all(b"\"").expect("packed");
        packer.finish().expect("packed")
    };
    let reply = |length| Reply::Bytes(bytes(200, "content-encoding: gzip\r\n", &pack(length)));
    let text = call(read(), reply(1000)).await.expect("an answer");
    assert_eq!(text.as_str().map(str::len), Some(1000));
    let error = call(read(), reply(20_000_000)).await.expect_err("a bomb");
    assert_eq!(error.kind, ErrorKind::TooLarge);
}

#[tokio::test]
async fn the_deadline_ends_a_trickle() {
    let limits = HttpOptions {
        attempt_timeout: Duration::from_millis(100),
        total_timeout: Duration::from_millis(250),
        first_pause: Duration::from_millis(1),
        ..HttpOptions::default()
    };
    let trickle = |head: &str| Reply::Trickle(format!("HTTP/1.1 {head}\r\ncontent-length: 99999\r\n\r\n"));
    for (request, head, kind) in [
        (read(), "200 OK", ErrorKind::TimedOut),
        (Request::post("/x", "making it"), "200 OK", ErrorKind::DoneUnread),
        (Request::post("/x", "making it"), "403 No", ErrorKind::Status),
    ] {
        let server = Canned::serve([trickle(head), trickle(head), trickle(head), trickle(head)]).await;
        let client = HttpClient::new(&server.base(), limits.clone()).expect("a client");
        let error = client.json::<Value>(&request).await.expect_err("a trickle");
        assert_eq!(error.kind, kind, "{error}");
    }
}

#[tokio::test]
async fn a_read_that_cant_be_understood_is_malformed() {
    for body in ["", "{", "<html>", r#"{"ref":"a","ref":"b"}"#, "{} {}"] {
        let error = call(read(), answer(200, "", body)).await.expect_err("malformed");
        assert_eq!((error.kind, error.class()), (ErrorKind::Malformed, Class::Malformed), "{body}");
    }
    // Whoever needs no body isn't told of it.
    let server = Canned::serve([answer(201, "", "<html>"), Reply::Bytes(b"HTTP/1.1 204 None\r\n\r\n".to_vec())]).await;
    for _ in 0..2 {
        client(&server.base()).done(&Request::post("/x", "making it")).await.expect("done");
    }
}

#[tokio::test]
async fn no_secret_is_in_an_error() {
    let password = SecretString::from("correct horse");
    let request = Request::post("/x", "making it")
        .json(&serde_json::json!({"db_pass": "correct horse"}))
        .header("apikey", "sb_secret_xyz".to_owned().into())
        .secret(&password);
    let body = format!(r#"{{"message":"no {TOKEN}, sb_secret_xyz, correct horse"}}"#);
    let error = call(request, answer(400, "", &body)).await.expect_err("refused");
    assert_eq!(error.message, "no [hidden], [hidden], [hidden]");
    let client = client("https://api.supabase.com");
    assert_eq!(format!("{client:?}"), "HttpClient(https://api.supabase.com)");
    let broken = client.with_header("apikey", format!("{TOKEN}\n").into());
    let error = broken.done(&read()).await.expect_err("no header");
    assert_eq!(error.class(), Class::Configuration);
    assert!(!format!("{error} {error:?}").contains(TOKEN), "{error:?}");
}

#[tokio::test]
async fn an_unfit_call_isnt_made() {
    for base in ["http://api.supabase.com", "https://u:p@api.supabase.com", "api.supabase.com"] {
        let error = HttpClient::new(base, HttpOptions::default()).expect_err("unfit");
        assert_eq!(error.class(), Class::Configuration, "{base}");
    }
    let server = Canned::serve([]).await;
    for request in [
        Request::get("/projects/{}", "reading it"),
        Request::get("/projects/{}", "reading it").argument(".."),
        Request::get("/projects/{}", "reading it").argument(""),
    ] {
        let error = client(&server.base()).done(&request).await.expect_err("unfit");
        assert_eq!(error.kind, ErrorKind::Config);
    }
    assert!(server.requests().is_empty());
}
