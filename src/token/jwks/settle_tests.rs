//! Good sets, and what never takes their place.

use super::stored::{Outcome, Stored, StoredSet};
use super::{Fetched, JwksUrl, settle};
use crate::{KeyAlgorithm, MAX_KEYS, MAX_SET_BYTES, Reason, SigningKey};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_000_000 + seconds)
}

fn jwk(kid: &str) -> Value {
    let mut jwk = SigningKey::generate(KeyAlgorithm::Es256).expect("made").public_jwk();
    jwk.insert("kid".to_owned(), json!(kid));
    Value::Object(jwk)
}

fn with(mut jwk: Value, name: &str, value: Value) -> Value {
    jwk[name] = value;
    jwk
}

fn empty() -> Stored {
    Stored::new(&"https://x.example/jwks".parse::<JwksUrl>().expect("a url"))
}

fn served(keys: &[&Value]) -> Result<Fetched, String> {
    document(json!({ "keys": keys }).to_string())
}

fn document(text: impl Into<Vec<u8>>) -> Result<Fetched, String> {
    let (etag, cache_control) = (Some("W/\"1\"".to_owned()), Some("max-age=600".to_owned()));
    Ok(Fetched::Set { body: text.into(), etag, cache_control })
}

fn taken(before: Stored, keys: &[&Value], seconds: i64) -> Stored {
    settle(before, served(keys), false, at(seconds))
}

fn set(stored: &Stored) -> &StoredSet {
    stored.set.as_ref().expect("a set")
}

fn find(stored: &Stored, kid: &str) -> Result<(), Reason> {
    set(stored).keys().expect("keys").find(KeyAlgorithm::Es256, Some(kid)).map(|_| ())
}

#[test]
fn garbage_takes_no_sets_place() {
    let good = taken(empty(), &[&jwk("a")], 0);
    assert_eq!(
        (set(&good).fetched_at, set(&good).max_age, set(&good).etag.as_deref()),
        (at(0), Some(600), Some("W/\"1\""))
    );
    let oct = json!({"kty": "oct", "kid": "a", "k": "c2VjcmV0"});
    let weak = json!({"kty": "RSA", "kid": "a", "n": "AQAB", "e": "AQAB"});
    let exponent = json!({"kty": "RSA", "kid": "a", "n": "_".repeat(342), "e": "AQ"});
    let curve = with(jwk("a"), "crv", json!("P-384"));
    for (what, answer) in [
        ("down", Err("the server answered 503\nand more".to_owned())),
        ("nothing", document("")),
        ("HTML", document("<html><body>nginx</body></html>")),
        ("cut off", document("{\"keys\":[")),
        ("not UTF-8", document(b"{\"keys\":[],\"x\":\"\xff\"}".to_vec())),
        ("another document", document("{}")),
        ("empty", served(&[])),
        ("null", document("{\"keys\":null}")),
        ("a key twice", document("{\"keys\":[],\"keys\":[]}")),
        ("only oct", served(&[&oct])),
        ("only weak", served(&[&weak, &exponent, &curve])),
        ("only unknown kinds", served(&[&json!({"kty": "AKP", "kid": "a"})])),
        ("too many", served(&vec![&json!({"kty": "oct"}); MAX_KEYS + 1])),
        ("10,000", served(&vec![&json!({"kty": "oct"}); 10_000])),
        ("too long", document(" ".repeat(MAX_SET_BYTES + 1))),
    ] {
        for before in [good.clone(), empty()] {
            let after = settle(before.clone(), answer.clone(), true, at(700));
            assert_eq!(after.set, before.set, "{what}");
            let attempt = after.attempt.expect("an attempt");
            assert_eq!(attempt.at, at(700), "{what}");
            let Outcome::Failed(why) = attempt.outcome else { panic!("{what}: {:?}", attempt.outcome) };
            assert!(!why.is_empty() && !why.contains('\n'), "{what}: {why}");
        }
    }
    let mixed = taken(good, &[&jwk("b"), &oct, &weak], 700);
    assert_eq!((find(&mixed, "b"), find(&mixed, "nobody")), (Ok(()), Err(Reason::UnknownKey)));
}

#[test]
fn not_modified_renews_what_is_there() {
    let unchanged = |header: Option<&str>| Ok(Fetched::Unchanged { cache_control: header.map(str::to_owned) });
    let good = taken(empty(), &[&jwk("a")], 0);
    for (header, expected) in [(None, Some(600)), (Some("max-age=60"), Some(60)), (Some("no-cache"), Some(0))] {
        let after = settle(good.clone(), unchanged(header), false, at(700));
        assert_eq!((set(&after).fetched_at, set(&after).max_age), (at(700), expected), "{header:?}");
        assert_eq!((&set(&after).text, &set(&after).etag), (&set(&good).text, &set(&good).etag));
    }
    assert_eq!(settle(empty(), unchanged(None), false, at(0)).set, None);
}

#[test]
fn a_key_that_changes_under_its_name_is_refused() {
    let [first, second, other] = ["a", "a", "b"].map(jwk);
    let good = taken(empty(), &[&first, &other], 0);
    assert_eq!(taken(good.clone(), &[&other, &first], 1).set.expect("a set").former, [], "another order");
    let rotated = taken(good.clone(), &[&other, &jwk("c")], 1);
    assert_eq!((find(&rotated, "a"), find(&rotated, "c")), (Err(Reason::UnknownKey), Ok(())));

    let mut changed = taken(good.clone(), &[&second, &other], 1);
    for seconds in 2..4 {
        assert_eq!((find(&changed, "a"), find(&changed, "b")), (Err(Reason::AmbiguousKey), Ok(())));
        assert_eq!(set(&changed).changed(), ["a"]);
        changed = taken(changed, &[&second, &other], seconds);
    }
    let not_modified = settle(changed.clone(), Ok(Fetched::Unchanged { cache_control: None }), false, at(5));
    assert_eq!(find(&not_modified, "a"), Err(Reason::AmbiguousKey));
    let third = taken(changed.clone(), &[&jwk("a")], 5);
    assert_eq!(find(&third, "a"), Err(Reason::AmbiguousKey));
    for (what, stored) in [
        ("both", taken(good.clone(), &[&first, &second], 1)),
        ("unfit", taken(good.clone(), &[&with(first.clone(), "use", json!("enc")), &other], 1)),
        (
            "unfit, then another",
            taken(taken(good.clone(), &[&with(first.clone(), "alg", json!("ES384")), &other], 1), &[&second], 2),
        ),
    ] {
        assert_eq!(find(&stored, "a"), Err(Reason::AmbiguousKey), "{what}");
    }
    for (what, stored) in [
        ("the former one again", taken(changed.clone(), &[&first, &other], 5)),
        ("withdrawn, then the new one", taken(taken(changed.clone(), &[&other], 5), &[&second, &other], 6)),
        ("accepted", settle(changed.clone(), served(&[&second]), true, at(5))),
    ] {
        assert_eq!((find(&stored, "a"), set(&stored).changed().len()), (Ok(()), 0), "{what}");
    }
}

#[test]
fn a_published_private_key_is_told_and_not_kept() {
    let leaking = with(jwk("a"), "d", json!("c2VjcmV0"));
    for text in [json!({ "keys": [leaking] }).to_string(), leaking.to_string()] {
        let stored = settle(empty(), document(text), false, at(0));
        assert!(set(&stored).leaks_private && find(&stored, "a").is_ok());
        assert!(!serde_json::to_string(&stored).expect("written").contains("c2VjcmV0"));
    }
    assert!(!set(&taken(empty(), &[&jwk("a")], 0)).leaks_private);
}

#[test]
fn a_version_name_that_no_header_could_carry_is_dropped() {
    for etag in ["a\r\nx: y".to_owned(), "\u{e4}".to_owned(), "a".repeat(300)] {
        let body = json!({ "keys": [jwk("a")] }).to_string().into_bytes();
        let stored = settle(empty(), Ok(Fetched::Set { body, etag: Some(etag), cache_control: None }), false, at(0));
        assert_eq!((set(&stored).etag.clone(), set(&stored).max_age), (None, None));
    }
}
