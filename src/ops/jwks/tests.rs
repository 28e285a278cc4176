//! Who fetches when, with servers that answer from a list.

use super::{JwksCache, JwksError, JwksUrl};
use crate::token::jwks::{Fetch, Fetched};
use crate::token::{KeyAlgorithm, Reason, SigningKey};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

type Answer = Result<Fetched, String>;

/// A server.
#[derive(Clone, Default)]
struct Server(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    /// In their order, the last one for ever.
    answers: VecDeque<Answer>,
    /// The `ETag`s of the requests.
    asked: Vec<Option<String>>,
}

impl Server {
    fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        let server = Self::default();
        server.0.lock().expect("a lock").answers.extend(answers);
        server
    }

    fn then(&self, answer: Answer) {
        self.0.lock().expect("a lock").answers = VecDeque::from([answer]);
    }

    fn asked(&self) -> Vec<Option<String>> {
        self.0.lock().expect("a lock").asked.clone()
    }
}

impl Fetch for Server {
    async fn fetch(&self, _: &JwksUrl, etag: Option<&str>) -> Answer {
        // Others get their turn, as with a real one.
        tokio::time::sleep(Duration::from_millis(5)).await;
        let mut script = self.0.lock().expect("a lock");
        script.asked.push(etag.map(str::to_owned));
        let more = script.answers.len() > 1;
        if more { script.answers.pop_front() } else { script.answers.front().cloned() }.expect("an answer")
    }
}

struct World {
    dir: TempDir,
    server: Server,
    url: JwksUrl,
}

impl World {
    fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let dir = TempDir::new().expect("a folder");
        Self { dir, server: Server::of(answers), url: "https://x.example/jwks".parse().expect("a url") }
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("state/jwks")
    }

    /// What a new process has.
    fn process(&self) -> JwksCache<Server> {
        JwksCache::new(self.folder(), Duration::from_secs(3600), self.server.clone())
    }

    /// Looks for a key in a process of its own.
    async fn look(&self, kid: Option<&str>, seconds: i64) -> Result<super::Found, JwksError> {
        self.process().keys(&self.url, kid, at(seconds)).await
    }

    fn requests(&self) -> usize {
        self.server.asked().len()
    }
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_000_000 + seconds)
}

fn jwk(kid: &str) -> Value {
    let mut jwk = SigningKey::generate(KeyAlgorithm::Es256).expect("made").public_jwk();
    jwk.insert("kid".to_owned(), json!(kid));
    Value::Object(jwk)
}

fn set(kids: &[&str]) -> Answer {
    let keys: Vec<Value> = kids.iter().map(|kid| jwk(kid)).collect();
    document(&json!({ "keys": keys }))
}

fn document(document: &Value) -> Answer {
    let (etag, cache_control) = (Some("\"1\"".to_owned()), Some("max-age=600".to_owned()));
    Ok(Fetched::Set { body: document.to_string().into_bytes(), etag, cache_control })
}

fn down() -> Answer {
    Err("the server answered 503 and no reason (HTTP 503)".to_owned())
}

#[tokio::test]
async fn a_fresh_set_is_used_without_asking() {
    let world = World::new([set(&["a"]), down()]);
    for seconds in [0, 1, 599] {
        let found = world.look(Some("a"), seconds).await.expect("keys");
        assert!(found.keys.has_kid("a") && found.stale_since.is_none() && found.warnings.is_empty());
        assert_eq!((found.fetched_at, found.fresh_until), (at(0), at(600)));
    }
    assert_eq!(world.requests(), 1);
    assert_eq!(world.process().show(&world.url, at(599)).expect("kept").etag.as_deref(), Some("\"1\""));
}

#[tokio::test]
async fn it_is_asked_for_again_with_its_version() {
    let world = World::new([set(&["a"]), Ok(Fetched::Unchanged { cache_control: None }), set(&["b"])]);
    for (seconds, kid) in [(0, "a"), (600, "a"), (1199, "a"), (1200, "b")] {
        let found = world.look(Some(kid), seconds).await.expect("keys");
        assert!(found.keys.has_kid(kid), "{seconds}");
    }
    let version = Some("\"1\"".to_owned());
    assert_eq!(world.server.asked(), [None, version.clone(), version]);
    assert!(!world.look(Some("a"), 1201).await.expect("keys").keys.has_kid("a"), "a removed key");
}

#[tokio::test]
async fn unknown_kids_ask_once_in_thirty_seconds() {
    let world = World::new([set(&["good"])]);
    for request in 0..1000 {
        // A minute of eight processes.
        let seconds = request * 60 / 1000;
        let found = world.look(Some(&format!("bogus-{request}")), seconds).await.expect("keys");
        assert!(found.keys.has_kid("good"));
    }
    assert_eq!(world.requests(), 2);
    world.server.then(set(&["new"]));
    assert!(!world.look(Some("new"), 59).await.expect("keys").keys.has_kid("new"), "too early");
    assert!(world.look(Some("new"), 60).await.expect("keys").keys.has_kid("new"));
    world.server.then(down());
    let found = world.look(Some("bogus"), 90).await.expect("keys");
    assert!(found.keys.has_kid("new") && found.stale_since.is_none());
    assert!(found.warnings[0].contains("503"), "{:?}", found.warnings);
    world.look(Some("bogus"), 119).await.expect("keys");
    assert_eq!(world.requests(), 4, "a failed try counts");
}

#[tokio::test]
async fn cold_processes_make_one_request() {
    for answer in [set(&["a"]), down()] {
        let good = answer.is_ok();
        let world = World::new([answer]);
        let looks = (0..8).map(|_| world.look(Some("a"), 0));
        let results = futures_util::future::join_all(looks).await;
        assert!(results.iter().all(|result| result.is_ok() == good));
        assert_eq!(world.requests(), 1);
    }
}

#[tokio::test]
async fn an_outage_is_bridged_for_a_day_and_told() {
    let day = 86_400;
    let world = World::new([set(&["a"]), down()]);
    world.look(None, 0).await.expect("keys");
    for seconds in [600, 629, 630, 600 + day - 1] {
        let found = world.look(Some("a"), seconds).await.expect("stale keys");
        assert_eq!(found.stale_since, Some(at(600)));
        let warning = &found.warnings[0];
        assert!(warning.contains("stale since 1970-01-12T13:56:40Z") && warning.contains("503"), "{warning}");
    }
    assert_eq!(world.requests(), 4, "600, 630 and the last one");
    let error = world.look(Some("a"), 600 + day).await.expect_err("too old");
    let JwksError::Unavailable { too_old, next_attempt, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*too_old, *next_attempt), (Some(at(0)), Some(at(600 + day - 1 + 30))));
    assert!(world.process().show(&world.url, at(600 + day)).is_err());
    world.server.then(set(&["a"]));
    world.look(Some("a"), 600 + day).await.expect_err("asked just now");
    assert!(world.look(Some("a"), 700 + day).await.expect("keys").stale_since.is_none());
}

#[tokio::test]
async fn a_clock_that_went_back_keeps_nothing_alive() {
    let world = World::new([set(&["a"]), down()]);
    world.look(None, 100_000).await.expect("keys");
    let error = world.look(Some("a"), 0).await.expect_err("from the future");
    assert!(matches!(error, JwksError::Unavailable { too_old: Some(_), .. }), "{error:?}");
    world.look(Some("a"), 1).await.expect_err("from the future");
    assert_eq!(world.requests(), 2);
    world.server.then(Ok(Fetched::Unchanged { cache_control: None }));
    assert_eq!(world.look(Some("a"), 31).await.expect("keys").fetched_at, at(31));
}

#[tokio::test]
async fn a_refresh_asks_at_once_and_says_what_stays() {
    let world = World::new([set(&["a"])]);
    let refresh = async |accept, seconds| world.process().refresh(&world.url, accept, at(seconds)).await;
    refresh(false, 0).await.expect("keys");
    world.server.then(document(&json!({"keys": []})));
    let error = refresh(true, 1).await.expect_err("an empty set");
    let JwksError::NotRefreshed { why, stays, .. } = error else { panic!("{error:?}") };
    assert_eq!((&*why, stays), ("the published key set is empty", Some((at(0), at(600)))));
    assert!(world.look(Some("a"), 2).await.expect("keys").keys.has_kid("a"));

    world.server.then(set(&["a"]));
    let ambiguous =
        |found: &super::Found| found.keys.find(KeyAlgorithm::Es256, Some("a")).err() == Some(Reason::AmbiguousKey);
    let changed = refresh(false, 3).await.expect("keys");
    assert!(ambiguous(&changed) && changed.warnings[0].contains("another key than before"), "{:?}", changed.warnings);
    assert_eq!(changed.list()[0].problem.as_deref(), Some("it is another key than before"));
    assert!(ambiguous(&world.look(Some("a"), 4).await.expect("keys")), "in another process too");
    let accepted = refresh(true, 5).await.expect("keys");
    assert!(!ambiguous(&accepted) && accepted.warnings.is_empty() && accepted.list()[0].problem.is_none());
    assert!(world.server.asked().iter().all(Option::is_none), "a refresh asks for the whole set");
}

#[tokio::test]
async fn a_spoilt_file_is_told_and_fetched_again() {
    let world = World::new([set(&["a"])]);
    world.look(None, 0).await.expect("keys");
    let file = world.process().file(&world.url).expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).expect("a mode");
    assert!(matches!(world.process().show(&world.url, at(1)), Err(JwksError::NotStored { why, .. }) if why.len() == 1));
    let found = world.look(Some("a"), 1).await.expect("keys");
    assert!(found.warnings[0].contains("other users may write in it"), "{:?}", found.warnings);
    assert!(world.look(Some("a"), 2).await.expect("keys").warnings.is_empty(), "it was replaced");
    assert_eq!(world.requests(), 2);
}

#[tokio::test]
async fn without_a_folder_the_process_remembers() {
    let world = World::new([set(&["a"])]);
    fs::write(world.dir.path().join("state"), "in the way").expect("written");
    let process = world.process();
    for kid in [None, Some("a"), Some("b"), Some("c")] {
        let found = process.keys(&world.url, kid, at(0)).await.expect("keys");
        assert!(!found.warnings.is_empty(), "{kid:?}");
    }
    assert_eq!(world.requests(), 1);
    let nowhere = JwksCache::new(Path::new("jwks").to_path_buf(), Duration::from_secs(3600), world.server.clone());
    nowhere.keys(&world.url, None, at(0)).await.expect("keys");
    assert!(!Path::new("jwks").exists());
}

#[tokio::test]
async fn each_address_has_its_own_keys() {
    let world = World::new([set(&["a"]), set(&["b"])]);
    let other = "https://y.example/jwks".parse().expect("a url");
    world.look(None, 0).await.expect("keys");
    assert!(world.process().keys(&other, None, at(0)).await.expect("keys").keys.has_kid("b"));
    assert!(world.look(None, 0).await.expect("keys").keys.has_kid("a"));
}
