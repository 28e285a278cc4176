//! Random texts, mutated tokens and random key sets: nothing panics, and no changed token is good. A few hundred cases, or
//! as many as `PROPTEST_CASES` says.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use proptest::test_runner::Config;
use secrecy::ExposeSecret;
use serde_json::json;
use std::sync::LazyLock;

struct Site {
    keys: Keys,
    tokens: Vec<String>,
}

/// Making an RSA key takes a second.
static SITE: LazyLock<Site> = LazyLock::new(|| {
    let mut keys = Keys::default();
    let tokens = KeyAlgorithm::ALL.map(|algorithm| {
        let key = SigningKey::generate(algorithm).expect("a key");
        keys.add(&key).expect("fits");
        let claims = json!({"iss": "https://a", "aud": ["b"], "sub": "c", "exp": 4_000_000_000_u64, "jti": "d",
            "app_metadata": {"role": "e"}});
        key.sign(claims.as_object().expect("an object")).expect("signed").expose_secret().to_owned()
    });
    Site { keys, tokens: tokens.into() }
});

/// Everything that a token goes through.
fn judge(token: &str) -> Result<Claims, Reason> {
    let (issuers, audiences) = (["https://a".to_owned()], ["b".to_owned()]);
    let rules = ClaimRules { issuers: &issuers, audiences: &audiences, now: 1_800_000_000, leeway: 30 };
    let _decoded = decode(token);
    let _outline = outline(token);
    let _cookie = token_from_cookie(token, "session");
    Ok(SignatureCheck::default().judge(token, &SITE.keys, None, &rules)?.1)
}

#[derive(Debug, Clone)]
enum Change {
    Put(usize, u8),
    Insert(usize, u8),
    Remove(usize),
    Cut(usize),
    Double(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let letter = prop_oneof![any::<u8>(), prop::sample::select(b"ABCXYZabcxyz0189-_.=+/ \n".to_vec()),];
    prop_oneof![
        (any::<usize>(), letter.clone()).prop_map(|(at, byte)| Change::Put(at, byte)),
        (any::<usize>(), letter).prop_map(|(at, byte)| Change::Insert(at, byte)),
        any::<usize>().prop_map(Change::Remove),
        any::<usize>().prop_map(Change::Cut),
        any::<usize>().prop_map(Change::Double),
    ]
}

fn changed(token: &str, changes: &[Change]) -> String {
    let mut bytes = token.as_bytes().to_vec();
    for change in changes {
        let length = bytes.len().max(1);
        match *change {
            Change::Put(at, byte) if !bytes.is_empty() => bytes[at % length] = byte,
            Change::Insert(at, byte) => bytes.insert(at % length, byte),
            Change::Remove(at) if !bytes.is_empty() => drop(bytes.remove(at % length)),
            Change::Cut(at) => bytes.truncate(at % length),
            Change::Double(at) => bytes.extend_from_within(at % length..),
            Change::Put(..) | Change::Remove(_) => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_text_is_a_token_by_chance(text in ".{0,400}") {
        prop_assert!(judge(&text).is_err());
    }

    #[test]
    fn no_header_and_payload_are_good_without_a_signature(header in ".{0,80}", payload in ".{0,200}", tail in any::<[u8; 64]>()) {
        let parts = [header.as_bytes(), payload.as_bytes(), &tail].map(|part| URL_SAFE_NO_PAD.encode(part));
        prop_assert!(judge(&parts.join(".")).is_err());
    }

    #[test]
    fn a_changed_token_is_no_good_one(which in 0..3_usize, changes in prop::collection::vec(change(), 1..4)) {
        let token = &SITE.tokens[which];
        prop_assert!(judge(token).is_ok());
        let other = changed(token, &changes);
        // A line end after it is tolerated.
        if other.trim_end_matches(['\r', '\n']) != token {
            prop_assert!(judge(&other).is_err(), "{other}");
        }
    }

    #[test]
    fn no_key_set_takes_the_parser_down(bytes in prop::collection::vec(any::<u8>(), 0..300), kty in "(RSA|EC|OKP|oct|.{0,4})",
        crv in "(P-256|Ed25519|.{0,8})", x in "[A-Za-z0-9_-]{0,90}", n in "[A-Za-z0-9_-]{0,360}") {
        let _bytes = Keys::read(&bytes);
        let set = json!({"keys": [{"kty": kty, "crv": crv, "x": x, "y": x, "n": n, "e": "AQAB", "kid": x}]}).to_string();
        let keys = Keys::read(set.as_bytes()).expect("a set");
        prop_assert!(SITE.tokens.iter().all(|token| verify_signature(token, &keys, None).is_err()));
    }
}
