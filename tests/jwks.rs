//! The kept key sets, with the real binary: many processes, outages, files that were tampered with.

mod certificates;
mod outages;

use crate::projects::quick;
use crate::support::supabase::{Act, Answer, FakeSupabase, Fault, Options};
use crate::support::{Said, World};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tenantctl::token::{KeyAlgorithm, SigningKey};

const PATH: &str = "/shared/auth/v1/.well-known/jwks.json";

/// A server of keys, and somebody who needs them; no control plane, and nothing configured but the address.
struct Site {
    fake: FakeSupabase,
    world: World,
}

impl Site {
    fn new(keys: &[&Value]) -> Self {
        let fake = FakeSupabase::start(Options::default());
        let mut world = World::new();
        world.env.push(("SUPABASE_URL".to_owned(), format!("{}/", fake.shared_url())));
        let site = Self { fake, world };
        site.serve(keys);
        site
    }

    /// Publishes these keys from now on.
    fn serve(&self, keys: &[&Value]) {
        let answer = Answer::json(200, &json!({ "keys": keys })).with("cache-control", "public, max-age=600");
        self.act(Act::Answer(answer.with("etag", "\"v1\"")));
    }

    /// Does this from now on.
    fn act(&self, act: Act) {
        self.fake.clear_faults();
        self.fake.add(Fault::on("GET", PATH, act).times(100_000));
    }

    fn run(&self, arguments: &[&str]) -> Said {
        self.world.run(&[&["jwks"], arguments, &["-o", "json", "--timeout", "1s"]].concat())
    }

    /// Looks for a key; says whether tokens can be verified with it.
    fn has(&self, kid: &str) -> bool {
        let said = self.run(&["show", "--kid", kid]);
        if said.code == 0 { true } else { error(&said.code(8)) != "key_unusable" }
    }

    fn requests(&self) -> usize {
        self.fake.count("GET", PATH)
    }

    fn file(&self) -> PathBuf {
        self.run(&["show", "--offline"]).code(0).json()["file"].as_str().expect("a file").into()
    }

    /// Lets the kept set and the last try be that much older.
    fn older(&self, seconds: i64) {
        let file = self.file();
        let mut stored: Value = serde_json::from_slice(&fs::read(&file).expect("read")).expect("json");
        for pointer in ["/set/fetched_at", "/attempt/at"] {
            let time = stored.pointer_mut(pointer).expect("a time");
            let before: DateTime<Utc> = time.as_str().and_then(|text| text.parse().ok()).expect("a time");
            *time = json!(before - TimeDelta::seconds(seconds));
        }
        fs::write(file, stored.to_string()).expect("written");
    }
}

fn jwk(kid: &str) -> Value {
    let mut jwk = SigningKey::generate(KeyAlgorithm::Es256).expect("made").public_jwk();
    jwk.insert("kid".to_owned(), json!(kid));
    Value::Object(jwk)
}

fn error(said: &Said) -> String {
    said.json()["error"]["code"].as_str().expect("a code").to_owned()
}

#[test]
fn the_keys_are_shown_and_kept() {
    let weak = json!({"kty": "RSA", "kid": "weak", "use": "sig", "n": "AQAB", "e": "AQAB"});
    let (good, odd) = (jwk("good"), json!({"kty": "AKP", "kid": "\u{1b}[31modd", "alg": "ML-DSA-44"}));
    let site = Site::new(&[&good, &weak, &odd]);
    let shown = site.run(&["show"]).code(0).json();
    assert_eq!((&shown["state"], &shown["etag"]), (&json!("fresh"), &json!("\"v1\"")));
    assert_eq!(shown["url"], format!("{}/auth/v1/.well-known/jwks.json", site.fake.shared_url()));
    let time = |name: &str| shown[name].as_str().and_then(|text| text.parse::<DateTime<Utc>>().ok()).expect("a time");
    assert_eq!(time("fresh_until") - time("fetched_at"), TimeDelta::seconds(600));
    let keys = shown["keys"].as_array().expect("keys");
    let names = ["kid", "alg", "kty", "use", "usable"];
    let told: Vec<_> = keys.iter().map(|key| json!(names.map(|name| key[name].clone()))).collect();
    assert_eq!(told[..2], [json!(["good", "ES256", "EC", "sig", true]), json!(["weak", null, "RSA", "sig", false])]);
    assert!(keys[0]["thumbprint"].as_str().is_some_and(|text| text.len() == 43) && keys[1]["thumbprint"].is_null());
    assert!(keys[1]["problem"].as_str().is_some_and(|text| text.contains("modulus")), "{}", keys[1]);
    for format in ["table", "json", "ndjson", "csv"] {
        for command in [&["show"][..], &["show", "--offline"], &["refresh"], &["refresh", "--dry-run"]] {
            let said = site.world.run(&[&["jwks"], command, &["-o", format]].concat()).code(0);
            assert!(said.stdout.contains("good"), "{format}: {}", said.stdout);
            // CSV is for programs.
            assert!(format == "csv" || !said.stdout.contains('\u{1b}'), "{format}: {}", said.stdout);
        }
    }
    assert_eq!(site.requests(), 5, "the first one, and one for each refresh");
    assert!(site.has("good") && !site.has("weak") && !site.has("nobody"));
    let file = site.file();
    let mode = |path: &std::path::Path| fs::metadata(path).expect("there").mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().expect("a folder"))), (0o600, 0o700));
    assert!(!site.world.state().join("postgres").exists(), "no database is needed");
}

#[test]
fn without_an_address_the_variable_is_named() {
    let mut world = World::new();
    let missing = world.run(&["jwks", "show", "-o", "json"]).code(10);
    assert!(error(&missing) == "no_jwks_url" && missing.stderr.contains("SUPABASE_JWKS_URL"), "{}", missing.stderr);
    world.env.push(("SUPABASE_JWKS_URL".to_owned(), "http://keys.example.com/jwks.json".to_owned()));
    let plain = world.run(&["jwks", "refresh", "-o", "json"]).code(10);
    assert!(error(&plain) == "unfit_jwks_url" && plain.stderr.contains("plain http"), "{}", plain.stderr);
    for argument in ["http://keys.example.com/jwks", "https://u:canary-31@x.example/jwks", "/etc/passwd", ""] {
        let refused = world.run(&["jwks", "show", argument]).code(2);
        assert!(!refused.stderr.contains("canary-31"), "{}", refused.stderr);
    }
    let offline = world.run(&["jwks", "show", "https://x.example/jwks", "--offline", "-o", "json"]).code(6);
    assert_eq!(error(&offline), "jwks_not_stored");
    assert!(!world.state().exists(), "nothing was made");
}

#[test]
fn eight_cold_processes_make_one_request() {
    let site = Site::new(&[&jwk("good")]);
    let url = format!("{}/auth/v1/.well-known/jwks.json", site.fake.shared_url());
    let start = |_| {
        let mut command = site.world.command(&["jwks", "show", &url, "--kid", "good"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs")
    };
    let children: Vec<_> = (0..8).map(start).collect();
    for mut child in children {
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
    }
    assert_eq!(site.requests(), 1);
}

#[test]
fn bogus_kids_from_eight_processes_make_no_flood() {
    let site = Site::new(&[&jwk("good")]);
    std::thread::scope(|scope| {
        for process in 0..8 {
            let site = &site;
            scope.spawn(move || {
                for number in 0..10 {
                    assert!(!site.has(&format!("../../etc/{process}/{number}'; --")));
                }
                assert!(site.has("good"));
            });
        }
    });
    // One more if this took longer than the 30 s of grace.
    assert!((1..=3).contains(&site.requests()), "{}", site.requests());
}

#[test]
fn a_rotation_is_seen_with_one_request() {
    let [old, new] = ["old", "new"].map(jwk);
    let site = Site::new(&[&old]);
    assert!(site.has("old"));
    site.serve(&[&new, &old]);
    assert!(!site.has("new"), "asked just now");
    site.older(31);
    assert!(site.has("new") && site.has("old"));
    assert_eq!(site.requests(), 2);
    site.serve(&[&new]);
    assert!(site.has("old"), "until its time is over");
    site.older(601);
    assert!(!site.has("old") && site.has("new"));
    assert_eq!(site.requests(), 3);
}

#[test]
fn another_key_under_a_known_kid_is_an_alarm() {
    let [first, second, other] = ["a", "a", "b"].map(jwk);
    let site = Site::new(&[&first, &other]);
    assert!(site.has("a") && site.has("b"));
    site.serve(&[&second, &other]);
    site.older(601);
    let alarm = site.run(&["show", "--kid", "a"]).code(8);
    assert!(alarm.stderr.contains("warning: ") && alarm.stderr.contains("--accept-changed-keys"), "{}", alarm.stderr);
    assert!(site.has("b"));
    let refreshed = site.run(&["refresh"]).code(0);
    assert!(refreshed.stderr.contains("another key than before"), "{}", refreshed.stderr);
    assert!(!site.has("a"));
    let _accepted = site.run(&["refresh", "--accept-changed-keys"]).code(0);
    assert!(site.has("a"));
}

#[test]
fn published_private_keys_are_shouted_about_and_not_repeated() {
    let mut leaking = jwk("a");
    leaking["d"] = json!("c2VjcmV0LWNhbmFyeQ");
    let site = Site::new(&[&leaking]);
    let said = site.world.run(&["-vv", "jwks", "show", "--kid", "a"]).code(0);
    assert!(said.stderr.contains("PUBLISHES PRIVATE KEYS"), "{}", said.stderr);
    let kept = fs::read_to_string(site.file()).expect("read");
    assert!(![said.stdout, said.stderr, kept].iter().any(|text| text.contains("c2VjcmV0")));
}

#[test]
fn a_file_that_others_could_have_written_is_told_and_replaced() {
    let site = Site::new(&[&jwk("good")]);
    assert!(site.has("good"));
    let (file, elsewhere) = (site.file(), site.world.path().join("elsewhere"));
    fs::copy(&file, &elsewhere).expect("copied");
    let planted = |what: &str| match what {
        "writable" => fs::set_permissions(&file, fs::Permissions::from_mode(0o622)),
        "a link" => fs::remove_file(&file).and_then(|()| symlink(&elsewhere, &file)),
        "cut off" => fs::write(&file, "{\"version\":1,"),
        _ => {
            let text = fs::read_to_string(&elsewhere).expect("read").replace("/shared/", "/evil/");
            fs::write(&file, text)
        }
    };
    for (what, expected) in [
        ("writable", "other users may write in it"),
        ("a link", "not a regular file"),
        ("cut off", "cut off"),
        ("poisoned", "the keys of another address"),
    ] {
        planted(what).expect("planted");
        let before = site.requests();
        let offline = site.run(&["show", "--offline"]).code(6);
        assert!(offline.stderr.contains(expected), "{what}: {}", offline.stderr);
        let said = site.run(&["show", "--kid", "good"]).code(0);
        assert!(said.stderr.contains(expected), "{what}: {}", said.stderr);
        assert_eq!(site.requests(), before + 1, "{what}");
        assert!(
            fs::symlink_metadata(&file).expect("there").is_file() && !site.run(&["show"]).stderr.contains("warning")
        );
    }
    assert!(fs::read_to_string(elsewhere).expect("read").contains("/shared/"), "nothing behind the link was touched");
}

#[test]
fn a_tenant_has_the_keys_of_its_own_project() {
    let (fake, world) = quick(Options::default());
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let reference = &fake.projects()[0].reference;
    let shown = world.run(&["jwks", "show", "--tenant-id", "acme-corp", "-o", "json"]).code(0).json();
    let url = format!("{}/projects/{reference}/auth/v1/.well-known/jwks.json", fake.url());
    assert_eq!((&shown["url"], &shown["keys"][0]["usable"]), (&json!(url), &json!(true)));
    let _unknown = world.run(&["jwks", "show", "--tenant-id", "acme-crop"]).code(4);
    let _both = world.run(&["jwks", "show", &url, "--tenant-id", "acme-corp"]).code(2);
}

#[test]
fn whoever_is_killed_while_writing_leaves_a_whole_file() {
    let site = Site::new(&[&jwk("good")]);
    assert!(site.has("good"));
    for pause in 0..30 {
        let mut child = site.world.command(&["jwks", "refresh", "-q"]).stdout(Stdio::null()).spawn().expect("it runs");
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().and_then(|()| child.wait()).expect("it is killed");
        let kept = site.run(&["show", "--offline", "--kid", "good"]).code(0);
        assert!(!kept.stderr.contains("warning"), "{}", kept.stderr);
    }
    let files = fs::read_dir(site.file().parent().expect("a folder")).expect("listed").count();
    assert!(files <= 3, "the set, its lock, and at most one half-written file");
}

#[test]
fn whoever_is_killed_while_fetching_leaves_the_way_free() {
    let site = Site::new(&[&jwk("good")]);
    for has_set in [false, true] {
        site.act(Act::Hang);
        let before = site.requests();
        let mut child = site.world.command(&["jwks", "refresh"]).stderr(Stdio::null()).spawn().expect("it runs");
        while site.requests() == before {
            std::thread::sleep(Duration::from_millis(10));
        }
        child.kill().and_then(|()| child.wait()).expect("it is killed");
        site.serve(&[&jwk("good")]);
        if has_set {
            assert!(site.has("good"));
            assert_eq!(site.requests(), before + 1, "the old set is still there");
        } else {
            assert!(site.has("good"), "it is fetched at once");
        }
    }
}
