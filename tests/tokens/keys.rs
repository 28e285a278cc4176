//! Keys that the command line names: no control plane is needed for those.

use super::{is, piped, token_of, verify, world};
use crate::support::World;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};
use tenantctl::token::{KeyAlgorithm, SigningKey};

const ISSUER: &str = "https://auth.example";

fn claims(more: &Value) -> Map<String, Value> {
    let mut claims = json!({"iss": ISSUER, "aud": "authenticated", "sub": "u", "exp": 4_000_000_000_u64, "iat": 1});
    for (name, value) in more.as_object().expect("an object") {
        claims[name] = value.clone();
    }
    claims.as_object().expect("an object").clone()
}

fn signed(key: &SigningKey, more: &Value) -> String {
    key.sign(&claims(more)).expect("signed").expose_secret().to_owned()
}

#[test]
fn a_file_of_keys_needs_nothing_else() {
    let world = World::new();
    let [good, other] = [(); 2].map(|()| SigningKey::generate(KeyAlgorithm::EdDsa).expect("a key"));
    let file = world.path().join("jwks.json");
    std::fs::write(&file, json!({"keys": [good.public_jwk()]}).to_string()).expect("written");
    let path = file.to_str().expect("a path");
    let flags = |more: &[&'static str]| {
        let mut all = vec!["--offline".to_owned(), "--jwks-file".to_owned(), path.to_owned()];
        all.extend(more.iter().map(|text| (*text).to_owned()));
        all
    };
    let check = |token: &str, more: &[&'static str]| {
        let flags = flags(more);
        verify(&world, token, &flags.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let issuer = ["--issuer", ISSUER];
    let token = signed(&good, &json!({"tenant_id": "acme-corp"}));
    assert_eq!(check(&token, &issuer), is(0, "valid"));
    assert_eq!(check(&token, &["--issuer", ISSUER, "-t", "acme-corp"]), is(0, "valid"));
    assert_eq!(check(&token, &["--issuer", ISSUER, "-t", "other-corp"]), is(8, "wrong_tenant"));
    assert_eq!(check(&token, &["--issuer", "https://other"]), is(8, "wrong_issuer"));
    assert_eq!(check(&token, &[]), is(2, "usage"));
    assert_eq!(check(&signed(&other, &json!({})), &issuer), is(8, "unknown_key"));
    for (more, reason) in [
        (json!({"exp": 1}), "expired"),
        (json!({"exp": "4000000000"}), "malformed"),
        (json!({"exp": null}), "malformed"),
        (json!({"nbf": 4_000_000_000_u64}), "not_yet_valid"),
        (json!({"iat": 4_000_000_000_u64}), "not_yet_valid"),
        (json!({"aud": []}), "missing_claim"),
        (json!({"aud": "anon"}), "wrong_audience"),
        (json!({"sub": ""}), "missing_claim"),
        (json!({"app_metadata": {"tenant_id": "a"}, "tenant_id": "b"}), "wrong_tenant"),
    ] {
        assert_eq!(check(&signed(&good, &more), &issuer), is(8, reason), "{more}");
    }
    let (signature, text) = (token.rsplit_once('.').expect("a dot").1, URL_SAFE_NO_PAD.encode("no json"));
    let header = token.split_once('.').expect("a dot").0;
    assert_eq!(check(&format!("{header}.{text}.{signature}"), &issuer), is(8, "bad_signature"));
    // The signature alone, whatever is signed.
    let jws =
        |token: &str| piped(&world, &["token", "verify", "--jws-only", "--jwks-file", path], token.as_bytes()).code;
    assert_eq!((jws(&token), jws(&signed(&good, &json!({"exp": 1}))), jws(&signed(&other, &json!({})))), (0, 0, 8));
    assert!(!world.state().exists(), "nothing was started for that");
}

#[test]
fn a_secret_for_hs256_is_used_for_nothing_else() {
    let world = World::new();
    let secret = [7_u8; 32];
    let sign = |header: &str| {
        let message = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(Value::Object(claims(&json!({}))).to_string())
        );
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &secret);
        let tag = aws_lc_rs::hmac::sign(&key, message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()))
    };
    let file = world.path().join("secret");
    let path = file.to_str().expect("a path");
    for (text, code) in [
        (URL_SAFE_NO_PAD.encode(secret), 0),
        (URL_SAFE_NO_PAD.encode(secret) + "\n", 0),
        (URL_SAFE_NO_PAD.encode([8_u8; 32]), 8),
        (URL_SAFE_NO_PAD.encode([7_u8; 31]), 11),
        ("not base64url!".to_owned(), 11),
    ] {
        std::fs::write(&file, text).expect("written");
        let said =
            verify(&world, &sign(r#"{"alg":"HS256"}"#), &["--offline", "--secret-file", path, "--issuer", ISSUER]);
        assert_eq!(said.0, code, "{said:?}");
    }
    // The public keys' file never becomes a secret, and a secret never a public key.
    let key = SigningKey::generate(KeyAlgorithm::Es256).expect("a key");
    let jwks = world.path().join("jwks.json");
    std::fs::write(&jwks, json!({"keys": [key.public_jwk()]}).to_string()).expect("written");
    let flags = ["--offline", "--jwks-file", jwks.to_str().expect("a path"), "--issuer", ISSUER];
    assert_eq!(verify(&world, &sign(r#"{"alg":"HS256"}"#), &flags), is(8, "algorithm_not_allowed"));
    std::fs::write(&jwks, "{}").expect("written");
    assert_eq!(verify(&world, &sign(r#"{"alg":"HS256"}"#), &flags).0, 11);
}

#[test]
fn keys_that_are_named_still_need_the_session_unless_offline() {
    let world = world();
    let own = token_of(&super::issue(&world, "acme-corp", &[]));
    let jwks = world.path().join("jwks.json");
    let path = jwks.to_str().expect("a path").to_owned();
    let exported = world.run(&["key", "export", "--out", &path]).code(0);
    let issuer =
        exported.stderr.lines().find_map(|line| line.split_once("have the issuer ")).expect("an issuer").1.to_owned();
    let flags = ["--jwks-file", &path, "--issuer", &issuer];
    assert_eq!(verify(&world, &own, &flags), is(0, "valid"));
    // Named without keys, it is the control plane's issuer, whose keys are read there.
    assert_eq!(verify(&world, &own, &["--offline", "--issuer", &issuer]), is(0, "valid"));
    let _gone = world.run(&["session", "revoke", "--all", "--yes", "-t", "acme-corp"]).code(0);
    assert_eq!(verify(&world, &own, &flags), is(8, "session_unknown"));
    assert_eq!(verify(&world, &own, &[flags.as_slice(), &["--offline"]].concat()), is(0, "valid"));
    // A stranger's token that names a tenant is no session of it.
    let key = SigningKey::generate(KeyAlgorithm::Es256).expect("a key");
    std::fs::write(&jwks, json!({"keys": [key.public_jwk()]}).to_string()).expect("written");
    let live = super::issue(&world, "acme-corp", &[]);
    let stranger = |more: Value| signed(&key, &more);
    let flags = ["--jwks-file", &path, "--issuer", ISSUER];
    for (more, reason) in [
        (json!({}), "tenant_unknown"),
        (json!({"tenant_id": "nobody"}), "tenant_unknown"),
        (json!({"tenant_id": "'; DROP TABLE x; --"}), "tenant_unknown"),
        (json!({"tenant_uuid": "x"}), "malformed"),
        (json!({"tenant_id": "acme-corp"}), "session_unknown"),
        (json!({"tenant_id": "acme-corp", "jti": live["jti"]}), "session_unknown"),
        (json!({"tenant_id": "acme-corp", "jti": "../x", "session_id": "y"}), "session_unknown"),
    ] {
        assert_eq!(verify(&world, &stranger(more.clone()), &flags), is(8, reason), "{more}");
    }
}
