//! Key sets, good and hostile, and which key a token gets from them.

use super::Reason::*;
use super::{JwksError, KeyAlgorithm, KeyUnfit, Keys, MAX_KEYS, SigningKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use serde_json::{Value, json};

fn jwk(algorithm: KeyAlgorithm) -> Value {
    Value::Object(SigningKey::generate(algorithm).expect("made").public_jwk())
}

fn with(mut key: Value, name: &str, value: Value) -> Value {
    key[name] = value;
    key
}

fn without(mut key: Value, name: &str) -> Value {
    key.as_object_mut().expect("an object").remove(name);
    key
}

fn read(keys: &[&Value]) -> Keys {
    Keys::read(json!({ "keys": keys }).to_string().as_bytes()).expect("a set")
}

#[test]
fn an_unfit_key_says_why() {
    let [es, rs, ed] = KeyAlgorithm::ALL.map(jwk);
    let number = |bytes: &[u8]| json!(B64.encode(bytes));
    let mut modulus = B64.decode(rs["n"].as_str().expect("text")).expect("base64url");
    let zero_before = number(&[&[0], &modulus[..]].concat());
    let padded = json!(format!("{}=", es["x"].as_str().expect("text")));
    modulus[255] &= 0xfe;
    let even = number(&modulus);
    let (short, long) = (number(&[0xff; 128]), number(&[0xff; 1025]));
    let almost = number(&[&[0x7f][..], &[0xff; 255]].concat());
    let ops = |ops: Value| without(with(es.clone(), "key_ops", ops), "use");
    for (what, key, expected) in [
        ("EC", es.clone(), None),
        ("RSA", rs.clone(), None),
        ("Ed25519", ed.clone(), None),
        ("only what is needed", without(without(without(es.clone(), "alg"), "use"), "key_ops"), None),
        ("the newer name", with(ed.clone(), "alg", json!("Ed25519")), None),
        ("RSA-1024", with(rs.clone(), "n", short), Some(KeyUnfit::Modulus)),
        ("RSA-2047", with(rs.clone(), "n", almost), Some(KeyUnfit::Modulus)),
        ("RSA-8200", with(rs.clone(), "n", long), Some(KeyUnfit::Modulus)),
        ("even modulus", with(rs.clone(), "n", even), Some(KeyUnfit::Modulus)),
        ("zero before n", with(rs.clone(), "n", zero_before), Some(KeyUnfit::Modulus)),
        ("empty n", with(rs.clone(), "n", json!("")), Some(KeyUnfit::Modulus)),
        ("e = 1", with(rs.clone(), "e", number(&[1])), Some(KeyUnfit::Exponent)),
        ("e = 3", with(rs.clone(), "e", number(&[3])), Some(KeyUnfit::Exponent)),
        ("e even", with(rs.clone(), "e", number(&[1, 0, 2])), Some(KeyUnfit::Exponent)),
        ("zero before e", with(rs.clone(), "e", number(&[0, 1, 0, 1])), Some(KeyUnfit::Exponent)),
        ("e of 5 bytes", with(rs.clone(), "e", number(&[1, 0, 0, 0, 1])), Some(KeyUnfit::Exponent)),
        ("e of 4 bytes", with(rs.clone(), "e", number(&[1, 0, 0, 1])), None),
        ("e empty", with(rs.clone(), "e", json!("")), Some(KeyUnfit::Exponent)),
        ("no e", without(rs.clone(), "e"), Some(KeyUnfit::Malformed)),
        ("e a number", with(rs.clone(), "e", json!(65537)), Some(KeyUnfit::Malformed)),
        ("not on the curve", with(es.clone(), "x", number(&[7; 32])), Some(KeyUnfit::Point)),
        ("infinity", with(with(es.clone(), "x", number(&[0; 32])), "y", number(&[0; 32])), Some(KeyUnfit::Point)),
        ("x of 33 bytes", with(es.clone(), "x", number(&[0; 33])), Some(KeyUnfit::Malformed)),
        ("x padded", with(es.clone(), "x", padded), Some(KeyUnfit::Malformed)),
        ("no y", without(es.clone(), "y"), Some(KeyUnfit::Malformed)),
        ("P-384", with(es.clone(), "crv", json!("P-384")), Some(KeyUnfit::Kind)),
        ("secp256k1", with(es.clone(), "crv", json!("secp256k1")), Some(KeyUnfit::Kind)),
        ("no crv", without(es.clone(), "crv"), Some(KeyUnfit::Malformed)),
        ("X25519", with(ed.clone(), "crv", json!("X25519")), Some(KeyUnfit::Kind)),
        ("Ed448", with(ed.clone(), "crv", json!("Ed448")), Some(KeyUnfit::Kind)),
        ("Ed25519 as EC", with(ed.clone(), "kty", json!("EC")), Some(KeyUnfit::Kind)),
        ("small order", with(ed.clone(), "x", number(&[0; 32])), Some(KeyUnfit::Point)),
        ("oct", json!({"kty": "oct", "k": B64.encode([7; 32]), "alg": "HS256"}), Some(KeyUnfit::Kind)),
        ("another alg", with(es.clone(), "alg", json!("ES384")), Some(KeyUnfit::Purpose)),
        ("PSS", with(rs.clone(), "alg", json!("PS256")), Some(KeyUnfit::Purpose)),
        ("alg no text", with(es.clone(), "alg", json!(["ES256"])), Some(KeyUnfit::Malformed)),
        ("for encryption", with(es.clone(), "use", json!("enc")), Some(KeyUnfit::Purpose)),
        ("use null", with(es.clone(), "use", Value::Null), Some(KeyUnfit::Malformed)),
        ("sign only", ops(json!(["sign"])), Some(KeyUnfit::Purpose)),
        ("no operation", ops(json!([])), Some(KeyUnfit::Purpose)),
        ("sign and verify", ops(json!(["sign", "verify"])), None),
        ("verify twice", ops(json!(["verify", "verify"])), Some(KeyUnfit::Malformed)),
        ("operations no list", ops(json!("verify")), Some(KeyUnfit::Malformed)),
        ("against use", with(es.clone(), "key_ops", json!(["verify", "encrypt"])), Some(KeyUnfit::Purpose)),
        ("kid no text", with(es.clone(), "kid", json!(7)), Some(KeyUnfit::Malformed)),
    ] {
        assert_eq!(read(&[&key]).iter().next().and_then(|(_, key)| key.err()), expected, "{what}");
    }
}

#[test]
fn a_token_gets_one_key_or_a_reason() {
    let [es, rs, ed] = KeyAlgorithm::ALL.map(jwk);
    let other = jwk(KeyAlgorithm::Es256);
    let named = |key: &Value, kid: &str| with(key.clone(), "kid", json!(kid));
    let bare = |key: &Value| without(key.clone(), "kid");
    let strange = json!({"kty": "AKP", "kid": "a", "alg": "ML-DSA-44"});
    let weak = with(named(&rs, "a"), "n", json!(B64.encode([0xff; 128])));
    let p384 = with(named(&es, "a"), "crv", json!("P-384"));
    let oct = json!({"kty": "oct", "kid": "a", "k": B64.encode([7; 32])});
    use KeyAlgorithm::{EdDsa, Es256, Rs256};
    let cases = [
        ("by name", vec![named(&es, "a"), named(&other, "b")], Es256, Some("b"), Ok(())),
        ("by the wrong name", vec![named(&es, "a")], Es256, Some("b"), Err(UnknownKey)),
        ("no name, named key", vec![named(&es, "a")], Es256, None, Err(UnknownKey)),
        ("name, bare key", vec![bare(&es)], Es256, Some("a"), Err(UnknownKey)),
        ("no name, one bare key", vec![named(&other, "a"), bare(&es)], Es256, None, Ok(())),
        ("no name, one bare key for it", vec![bare(&es), bare(&rs)], Rs256, None, Ok(())),
        ("no name, two bare keys", vec![bare(&es), bare(&other)], Es256, None, Err(AmbiguousKey)),
        ("no name, one twice", vec![bare(&es), bare(&es)], Es256, None, Ok(())),
        ("no name, another algorithm", vec![bare(&es)], EdDsa, None, Err(KeyUnfit)),
        ("empty set", vec![], Es256, None, Err(UnknownKey)),
        ("one name, the same key", vec![named(&es, "a"), named(&es, "a")], Es256, Some("a"), Ok(())),
        ("one name, two keys", vec![named(&es, "a"), named(&other, "a")], Es256, Some("a"), Err(AmbiguousKey)),
        ("one name, two kinds", vec![named(&es, "a"), named(&ed, "a")], Es256, Some("a"), Err(AmbiguousKey)),
        ("one name, one unfit", vec![named(&es, "a"), weak.clone()], Es256, Some("a"), Err(AmbiguousKey)),
        (
            "two keys, another asked",
            vec![named(&es, "a"), named(&other, "a"), named(&rs, "b")],
            Rs256,
            Some("b"),
            Ok(()),
        ),
        ("unknown kty", vec![strange.clone()], Es256, Some("a"), Err(UnknownKey)),
        ("unknown kty beside", vec![strange, named(&es, "a")], Es256, Some("a"), Ok(())),
        ("weak", vec![weak], Rs256, Some("a"), Err(KeyUnfit)),
        ("P-384", vec![p384], Es256, Some("a"), Err(KeyUnfit)),
        ("oct", vec![oct], Es256, Some("a"), Err(KeyUnfit)),
        ("another algorithm", vec![named(&es, "a")], Rs256, Some("a"), Err(KeyUnfit)),
    ];
    for (what, keys, algorithm, kid, expected) in cases {
        let keys = read(&keys.iter().collect::<Vec<_>>());
        assert_eq!(keys.find(algorithm, kid).map(|_| ()), expected, "{what}");
    }
}

#[test]
fn a_set_is_whole_or_nothing() {
    let es = jwk(KeyAlgorithm::Es256);
    let many = |count: usize| json!({ "keys": vec![json!({"kty": "oct"}); count] }).to_string();
    for (text, expected) in [
        (json!({ "keys": [es], "more": 1 }).to_string(), None),
        (es.to_string(), None),
        (r#"{"keys":[]}"#.to_owned(), None),
        (many(MAX_KEYS), None),
        (many(MAX_KEYS + 1), Some(JwksError::TooMany)),
        (" ".repeat(524_288), Some(JwksError::Malformed)),
        (" ".repeat(524_289), Some(JwksError::TooLong)),
        (String::new(), Some(JwksError::Malformed)),
        ("<html></html>".to_owned(), Some(JwksError::Malformed)),
        ("[]".to_owned(), Some(JwksError::Malformed)),
        ("{}".to_owned(), Some(JwksError::Malformed)),
        (r#"{"keys":{}}"#.to_owned(), Some(JwksError::Malformed)),
        (r#"{"keys":[1]}"#.to_owned(), Some(JwksError::Malformed)),
        (r#"{"keys":null,"kty":"EC"}"#.to_owned(), Some(JwksError::Malformed)),
        (r#"{"keys":[],"keys":[]}"#.to_owned(), Some(JwksError::Malformed)),
        (r#"{"keys":[{"kid":"a","kid":"b"}]}"#.to_owned(), Some(JwksError::Malformed)),
    ] {
        assert_eq!(Keys::read(text.as_bytes()).err(), expected, "{text:.60}");
    }
    assert!(read(&[]).is_empty() && read(&[&json!({"kty": "?"}), &json!({})]).is_empty() && !read(&[&es]).is_empty());
}

#[test]
fn a_leaked_private_part_is_told_and_shown_nowhere() {
    let es = jwk(KeyAlgorithm::Es256);
    let leaking = read(&[&with(es.clone(), "d", json!("c2VjcmV0"))]);
    assert!(leaking.leaks_private() && !read(&[&es]).leaks_private());
    assert!(leaking.find(KeyAlgorithm::Es256, es["kid"].as_str()).is_ok());
    assert!(!format!("{leaking:?}").contains("c2VjcmV0"));
    for (mut one, other) in [(read(&[&es]), leaking), (read(&[&with(es.clone(), "d", json!("x"))]), read(&[&es]))] {
        one.merge(other);
        assert!(one.leaks_private(), "one of two");
    }
}
