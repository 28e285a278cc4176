use super::{Event, Failure, Sender, Webhook};
use crate::domain::run_end::RunEnd;
use crate::secrets::WebhookSecret;
use crate::supabase::http::canned::{Canned, Reply, answer};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde_json::Value;
use uuid::Uuid;

const SECRET: &str = "whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5";
/// What an address may hold that nobody else may know.
const PATH: &str = "/services/c4nary?sig=c4nary-too";

fn sender() -> Sender<'static> {
    Sender { command: "migrate", tenant: None, profile: Some("prod"), runner: "ann@host pid 7", version: "0.1.0" }
}

fn end() -> RunEnd {
    let failed = [("globex".to_owned(), "no\u{1b}[31m".to_owned())];
    RunEnd { run: Some((Uuid::nil(), 1_700_000_000_000)), ..RunEnd::of(3, failed) }
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).expect("a time")
}

/// Delivers an event against these answers; gives the error's text and the requests.
async fn deliver(event: &Event<'_>, replies: Vec<Reply>) -> (Option<String>, Vec<String>) {
    let server = Canned::serve(replies).await;
    let address = SecretString::from(server.base() + PATH);
    let hook = Webhook::new(&address, &SECRET.into()).expect("a webhook");
    let result = hook.deliver(event, now()).await;
    (result.err().map(|error| error.to_string()), server.requests())
}

fn header<'a>(request: &'a str, name: &str) -> &'a str {
    let found = request.lines().find_map(|line| line.split_once(": ").filter(|(n, _)| n.eq_ignore_ascii_case(name)));
    found.unwrap_or_else(|| panic!("no {name}: {request}")).1
}

#[tokio::test]
async fn a_receiver_can_verify_what_it_gets() {
    let end = end();
    let (error, requests) = deliver(&Event::run(sender(), &end), vec![answer(204, "", "")]).await;
    assert_eq!((error, requests.len()), (None, 1));
    let request = &requests[0];
    assert!(request.starts_with(&format!("POST {PATH} HTTP/1.1\r\n")), "{request}");
    let (id, timestamp) = (header(request, "webhook-id"), header(request, "webhook-timestamp"));
    assert_eq!((id, timestamp), ("run_00000000-0000-0000-0000-000000000000_1700000000000", "1700000000"));
    let body = request.split_once("\r\n\r\n").expect("a body").1;
    let secret = WebhookSecret::parse(&SECRET.into()).expect("a secret");
    assert_eq!(header(request, "webhook-signature"), secret.sign(id, 1_700_000_000, body.as_bytes()));
    assert_eq!(header(request, "content-type"), "application/json");
    let body: Value = serde_json::from_str(body).expect("JSON");
    assert_eq!(body["type"], "run.failed");
    assert_eq!(body["timestamp"], "2023-11-14T22:13:20.000Z");
    assert_eq!(body["data"]["command"], "migrate");
    assert_eq!(body["data"]["run"]["state"], "failed");
    assert_eq!((&body["data"]["run"]["succeeded"], &body["data"]["run"]["failed"]), (&2.into(), &1.into()));
    assert_eq!(body["data"]["run"]["failures"][0]["tenant"], "globex");
    assert!(!request.contains("whsec_") && !request.contains(&SECRET[6..]));
}

#[tokio::test]
async fn what_passes_is_tried_again_by_the_same_id_and_nothing_is_followed() {
    let (causes, hints) = (["why".to_owned()], ["do".to_owned()]);
    let failure = Failure { code: "unavailable", message: "no", causes: &causes, hints: &hints, exit_code: 6 };
    let event = Event::failed(sender(), failure);
    let (error, requests) = deliver(&event, vec![answer(503, "", ""), answer(200, "", "not read")]).await;
    assert_eq!((error, requests.len()), (None, 2));
    assert_eq!(requests[0], requests[1]);
    assert!(requests[0].contains(r#""exit_code":6"#) && requests[0].contains("operation.failed"), "{}", requests[0]);
    let elsewhere = "location: http://127.0.0.1:1/else\r\n";
    for (reply, tries, told) in [
        (answer(307, elsewhere, ""), 1, "is not followed"),
        (answer(404, "", "no hook at /services/c4nary"), 1, "(HTTP 404"),
        (answer(410, "", ""), 1, "(HTTP 410"),
    ] {
        let (error, requests) = deliver(&event, vec![reply]).await;
        let error = error.expect("it fails");
        assert_eq!(requests.len(), tries, "{error}");
        assert!(error.contains(told) && !error.contains("c4nary"), "{error}");
    }
}

#[test]
fn an_address_is_https_and_a_secret_is_one() {
    for (address, secret, told) in [
        ("http://hooks.example/c4nary", SECRET, Some("plain http")),
        ("hooks.example/c4nary", SECRET, Some("no URL")),
        ("https://hooks.example/c4nary", "c4nary", Some("the secret")),
        ("https://hooks.example/c4nary?x=1", SECRET, None),
        ("http://127.0.0.1:9/c4nary", SECRET, None),
    ] {
        let made = Webhook::new(&address.into(), &secret.into());
        let text = made.as_ref().err().map(ToString::to_string);
        assert_eq!(text.is_some(), told.is_some(), "{address}: {text:?}");
        assert!(text.iter().all(|t| t.contains(told.unwrap_or_default()) && !t.contains("c4nary")), "{text:?}");
        assert!(made.is_err() || !format!("{made:?}").contains("c4nary"), "{made:?}");
    }
}
