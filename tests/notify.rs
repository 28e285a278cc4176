//! What a webhook is told: a server that verifies each signature, as a receiver would.

use crate::fleet::Fleet;
use crate::support::World;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use tenantctl::secrets::WebhookSecret;

/// A canary: it must appear nowhere.
const SECRET: &str = "whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5";

/// A receiver that answers with a status, until the test's process ends.
struct Receiver {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    fn answering(status: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/hooks/c4nary", listener.local_addr().expect("an address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let (mut text, mut piece) = (String::new(), [0; 4096]);
                while !whole(&text) {
                    let count = stream.read(&mut piece).expect("bytes");
                    text += std::str::from_utf8(&piece[..count]).expect("text");
                    assert!(count > 0, "{text}");
                }
                seen.lock().expect("a lock").push(text);
                let answer = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
                stream.write_all(answer.as_bytes()).expect("an answer");
            }
        });
        Self { address, requests }
    }

    fn configure(&self, world: &mut World) {
        world.env.retain(|(name, _)| !name.starts_with("TENANTCTL_NOTIFY"));
        world.env.push(("TENANTCTL_NOTIFY_URL".into(), self.address.clone()));
        world.env.push(("TENANTCTL_NOTIFY_SECRET".into(), SECRET.into()));
    }

    /// Takes what came: each verified, its type and its data.
    fn took(&self) -> Vec<(String, serde_json::Value)> {
        let requests = std::mem::take(&mut *self.requests.lock().expect("a lock"));
        requests.iter().map(|request| verified(request)).collect()
    }
}

fn whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    body.len() == header(head, "content-length").parse::<usize>().expect("a length")
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let found = head.lines().find_map(|line| line.split_once(": ").filter(|(n, _)| n.eq_ignore_ascii_case(name)));
    found.unwrap_or_else(|| panic!("no {name}: {head}")).1
}

fn verified(request: &str) -> (String, serde_json::Value) {
    let (head, body) = request.split_once("\r\n\r\n").expect("a body");
    assert!(head.starts_with("POST /hooks/c4nary HTTP/1.1"), "{head}");
    let secret = WebhookSecret::parse(&SECRET.into()).expect("a secret");
    let timestamp: i64 = header(head, "webhook-timestamp").parse().expect("seconds");
    let now = chrono::Utc::now().timestamp();
    assert!((now - timestamp).abs() < 300, "{timestamp}, now {now}");
    let signature = secret.sign(header(head, "webhook-id"), timestamp, body.as_bytes());
    assert_eq!(header(head, "webhook-signature"), signature);
    let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
    (body["type"].as_str().expect("a type").to_owned(), body["data"].clone())
}

#[test]
fn a_webhook_is_told_of_runs_and_failures_and_of_nothing_else() {
    let mut fleet = Fleet::of(2);
    let receiver = Receiver::answering("204 No Content");
    receiver.configure(&mut fleet.world);
    for arguments in [&["list"][..], &["show", "nobody"], &["suspend", "nobody", "--reason", "x"], &["seed", "-x"]] {
        let _said = fleet.world.run(arguments);
    }
    fleet.file(1, "CREATE TABLE one (id int);");
    let _planned = fleet.migrate(&["--all", "--dry-run"]).code(0);
    assert_eq!(receiver.took(), []);
    let done = fleet.migrate(&["--all"]).code(0);
    assert!(!done.stderr.contains("warning"), "{}", done.stderr);
    let took = receiver.took();
    let (name, data) = &took[0];
    assert_eq!((took.len(), name.as_str(), &data["command"]), (1, "run.done", &"migrate".into()));
    assert_eq!((&data["run"]["tenants"], &data["run"]["succeeded"]), (&2.into(), &2.into()));
    // Nothing to do is nothing to tell.
    let _again = fleet.migrate(&["--all"]).code(0);
    assert_eq!(receiver.took(), []);

    fleet.file(2, "SELECT 1/0;");
    let failed = fleet.migrate(&["--all", "--max-failures", "2"]).code(3);
    assert_eq!(failed.json()["error"]["exit_code"], 3);
    let took = receiver.took();
    let (name, data) = &took[0];
    assert_eq!((took.len(), name.as_str(), &data["run"]["state"]), (1, "run.failed", &"failed".into()));
    assert_eq!((&data["run"]["failed"], &data["run"]["id"].is_string()), (&2.into(), &true));
    assert!(data["run"]["failures"][0]["error"].as_str().expect("a text").contains("division by zero"), "{data}");

    // One tenant alone.
    std::fs::write(fleet.world.path().join("vendors.csv"), "name\n\"x\n").expect("written");
    let _refused = fleet.world.run(&["seed", "-t", "fleet-00", "--from", "vendors.csv"]).code(11);
    let took = receiver.took();
    let (name, data) = &took[0];
    assert_eq!((took.len(), name.as_str(), &data["tenant"]), (1, "operation.failed", &"fleet-00".into()));
    assert_eq!((&data["command"], &data["error"]["exit_code"]), (&"seed".into(), &11.into()));

    fleet.world.env.push(("TENANTCTL_NOTIFY_ON".into(), "failures".into()));
    fleet.file(2, "SELECT 1;");
    let _mended = fleet.migrate(&["--all"]).code(0);
    assert_eq!(receiver.took(), []);
}

#[test]
fn what_isnt_delivered_is_a_warning_and_shows_no_secret() {
    let mut world = World::ready();
    std::fs::write(world.path().join("two.csv"), "id,region\nacme-corp,x\nglobex,x\n").expect("written");
    let deaf = Receiver::answering("410 Gone");
    let elsewhere = Receiver::answering("307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/");
    for (receiver, told) in [(&deaf, "(HTTP 410"), (&elsewhere, "is not followed")] {
        receiver.configure(&mut world);
        let said = world.run(&["provision", "--from", "two.csv", "-v"]).code(0);
        let warning = said.stderr.lines().find(|line| line.starts_with("warning: the notification run.done"));
        assert!(warning.is_some_and(|line| line.contains(told)), "{}", said.stderr);
        assert!(!format!("{}{}", said.stdout, said.stderr).contains("c4nary"), "{}", said.stderr);
        assert_eq!(receiver.took().len(), 1);
    }
    for (name, value, told) in [
        ("TENANTCTL_NOTIFY_URL", "http://hooks.example/c4nary", "plain http"),
        ("TENANTCTL_NOTIFY_SECRET", "c4nary", "whsec_"),
        ("TENANTCTL_NOTIFY_SECRET", "", "TENANTCTL_NOTIFY_SECRET isn't set"),
    ] {
        deaf.configure(&mut world);
        world.env.retain(|(other, _)| other != name);
        world.env.push((name.into(), value.into()));
        let said = world.run(&["provision", "--from", "two.csv"]).code(0);
        assert!(said.stderr.contains("wasn't delivered") && said.stderr.contains(told), "{}", said.stderr);
        let doctor = world.run(&["doctor", "-o", "csv"]);
        let found = doctor.stdout.lines().find(|line| line.starts_with("notify.webhook"));
        assert!(found.is_some_and(|line| line.contains(",error,") && line.contains(told)), "{}", doctor.stdout);
        let shown = world.run(&["config", "list"]).code(0);
        for text in [&said.stderr, &doctor.stdout, &shown.stdout] {
            assert!(!text.contains("c4nary") && !text.contains(&SECRET[6..]), "{text}");
        }
    }
    assert_eq!(deaf.took(), []);
}
