//! What is tried again on the wire, and what isn't.

use super::canned::{Canned, Reply, answer};
use super::{ApiError, Class, ErrorKind, HttpClient, HttpOptions, Request};
use serde_json::Value;
use std::time::Duration;
use tokio::net::TcpListener;

/// Only servers that never finish are given up soon.
fn options(replies: &[Reply]) -> HttpOptions {
    let endless = replies.iter().any(|reply| matches!(reply, Reply::Silence | Reply::Trickle(_)));
    HttpOptions {
        attempt_timeout: Duration::from_millis(if endless { 500 } else { 10_000 }),
        total_timeout: Duration::from_secs(20),
        first_pause: Duration::from_millis(2),
        ..HttpOptions::default()
    }
}

type MakeReply = fn() -> Reply;

fn read() -> Request {
    Request::get("/x", "reading it")
}

fn write() -> Request {
    Request::post("/x", "making it").json(&serde_json::json!({"a": 1}))
}

/// Makes the call against these answers; gives the result and how many requests came.
async fn call(request: Request, replies: Vec<Reply>) -> (Result<Value, ApiError>, usize) {
    let options = options(&replies);
    let server = Canned::serve(replies).await;
    let client = HttpClient::new(&server.base(), options).expect("a client");
    let result = client.json(&request).await;
    (result, server.requests().len())
}

fn fine() -> Reply {
    answer(200, "", r#"{"fine":true}"#)
}

fn closed() -> Reply {
    Reply::Bytes(Vec::new())
}

fn short() -> Reply {
    Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"fine\":".to_vec())
}

fn half_a_head() -> Reply {
    Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec())
}

fn head_only() -> Reply {
    Reply::Bytes(b"HTTP/1.1 201 Created\r\ncontent-length: 10\r\n\r\n".to_vec())
}

#[tokio::test]
async fn a_read_is_tried_again_after_what_passes() {
    let first: [(&str, MakeReply); 12] = [
        ("closed", closed),
        ("short", short),
        ("half a head", half_a_head),
        ("head only", head_only),
        ("silence", || Reply::Silence),
        ("trickle", || Reply::Trickle("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n".to_owned())),
        ("500", || answer(500, "", "{}")),
        ("502", || answer(502, "content-type: text/html\r\n", "<html><title>502 Bad Gateway</title></html>")),
        ("503", || answer(503, "retry-after: 0\r\n", "")),
        ("522", || answer(522, "", "")),
        ("429 0", || answer(429, "retry-after: 0\r\n", r#"{"message":"ThrottlerException: Too Many Requests"}"#)),
        ("429 date", || answer(429, "retry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "")),
    ];
    for (name, reply) in first {
        let (result, requests) = call(read(), vec![reply(), fine()]).await;
        assert!(result.is_ok(), "{name}: {result:?}");
        assert_eq!(requests, 2, "{name}");
        let marked = Request::delete("/x", "removing it").repeatable();
        // A success whose rest is lost is known to be done; it isn't done again.
        let expected = if ["short", "head only", "trickle"].contains(&name) { 1 } else { 2 };
        assert_eq!(call(marked, vec![reply(), fine()]).await.1, expected, "{name}, marked repeatable");
    }
}

#[tokio::test]
async fn after_the_fourth_try_the_last_failure_is_told() {
    let (result, requests) = call(read(), (0..9).map(|_| answer(503, "x-request-id: r7\r\n", "")).collect()).await;
    let error = result.expect_err("a failure");
    assert_eq!((requests, error.status(), error.class()), (4, Some(503), Class::Transient));
    assert_eq!(error.to_string(), "reading it: the server answered 503 and no reason (HTTP 503, request r7)");
}

#[tokio::test]
async fn a_write_is_not_repeated_blindly() {
    let unknown = ErrorKind::UnknownOutcome;
    let first: [(&str, Reply, ErrorKind, Class); 12] = [
        ("closed", closed(), unknown, Class::Unknown),
        ("half a head", half_a_head(), unknown, Class::Unknown),
        ("silence", Reply::Silence, unknown, Class::Unknown),
        ("short", short(), ErrorKind::DoneUnread, Class::Unknown),
        ("head only", head_only(), ErrorKind::DoneUnread, Class::Unknown),
        ("bad json", answer(201, "", "{\"ref\":"), ErrorKind::DoneUnread, Class::Unknown),
        ("500", answer(500, "", "{}"), ErrorKind::Status, Class::Unknown),
        ("502", answer(502, "", "<html>"), ErrorKind::Status, Class::Unknown),
        ("503", answer(503, "retry-after: 0\r\n", ""), ErrorKind::Status, Class::Unknown),
        ("402", answer(402, "", ""), ErrorKind::Status, Class::Permanent),
        ("409", answer(409, "", ""), ErrorKind::Status, Class::Conflict),
        (
            "400 cut",
            Reply::Bytes(b"HTTP/1.1 400 No\r\ncontent-length: 9\r\n\r\n".to_vec()),
            ErrorKind::Status,
            Class::Permanent,
        ),
    ];
    for (name, reply, kind, class) in first {
        let (result, requests) = call(write(), vec![reply, fine()]).await;
        let error = result.expect_err(name);
        assert_eq!((error.kind, error.class(), requests), (kind, class, 1), "{name}: {error}");
    }
}

#[tokio::test]
async fn a_write_that_certainly_wasnt_done_is_repeated() {
    for reply in
        [answer(429, "retry-after: 0\r\n", ""), answer(429, "", ""), answer(429, "x-ratelimit-reset: 0\r\n", "")]
    {
        let (result, requests) = call(write(), vec![reply, fine()]).await;
        assert!(result.is_ok(), "{result:?}");
        assert_eq!(requests, 2);
    }
}

#[tokio::test]
async fn a_write_that_met_no_server_is_repeated() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let slow = HttpOptions { first_pause: Duration::from_millis(300), ..options(&[]) };
    let client = HttpClient::new(&format!("http://{address}"), slow).expect("a client");
    let request = write();
    let (result, server) = tokio::join!(client.json::<Value>(&request), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Canned::serve_on(TcpListener::bind(address).await.expect("the same port"), [fine()])
    });
    assert!(result.is_ok(), "{result:?}");
    assert_eq!(server.requests().len(), 1);
    drop(server);
    let client = HttpClient::new(&format!("http://{address}"), options(&[])).expect("a client");
    let error = client.json::<Value>(&request).await.expect_err("nobody is there");
    assert_eq!((error.kind, error.class()), (ErrorKind::Unreachable, Class::Transient));
    assert!(error.to_string().starts_with(&format!("making it: http://{address} can't be reached: ")), "{error}");
}

#[tokio::test]
async fn a_wait_that_doesnt_fit_is_told_at_once() {
    for request in [read(), write()] {
        let (result, requests) = call(request, vec![answer(429, "retry-after: 3000\r\n", ""), fine()]).await;
        let error = result.expect_err("a failure");
        assert_eq!(error.kind, ErrorKind::RateLimited { retry_after: Some(Duration::from_secs(3000)) });
        assert!(error.to_string().contains("try again in 3000 s"), "{error}");
        assert_eq!(requests, 1);
    }
}

#[tokio::test]
async fn used_up_calls_of_one_endpoint_are_waited_for() {
    let used_up =
        |reset: &str| answer(200, &format!("x-ratelimit-remaining: 0\r\nx-ratelimit-reset: {reset}\r\n"), "{}");
    let server = Canned::serve([used_up("3000"), used_up("1"), fine()]).await;
    let client = HttpClient::new(&server.base(), options(&[])).expect("a client");
    let of = |project: &str| Request::get("/projects/{}", "reading it").argument(project);
    client.done(&of("a")).await.expect("an answer");
    // Another project's calls are counted by themselves.
    client.done(&of("b")).await.expect("an answer");
    let error = client.done(&of("a")).await.expect_err("nothing left");
    assert!(matches!(error.kind, ErrorKind::RateLimited { retry_after: Some(_) }), "{error:?}");
    assert_eq!(server.requests().len(), 2);
    client.done(&of("b")).await.expect("an answer after a second");
    assert_eq!(server.requests().len(), 3);
}
