//! Claims of every wrong type, and the boundaries of the times.

use super::Reason::{self, *};
use super::{ClaimRules, Claims, Object, check_claims};
use serde_json::{Value, json};

const NOW: i64 = 1_800_000_000;

fn check(text: &str, leeway: u8) -> Result<Claims, Reason> {
    let (issuers, audiences) = (["https://a".to_owned(), "https://b".to_owned()], ["authenticated".to_owned()]);
    let rules = ClaimRules { issuers: &issuers, audiences: &audiences, now: NOW, leeway };
    check_claims(&Object::read(text.as_bytes()).ok_or(Malformed)?, &rules)
}

fn base() -> Value {
    json!({"iss": "https://a", "aud": "authenticated", "sub": "u", "exp": NOW + 100})
}

#[test]
fn reads_all_that_a_verifier_needs() {
    let mut claims = base();
    for (name, value) in [
        ("aud", json!(["x", "authenticated"])),
        ("iss", json!("https://b")),
        ("exp", json!(NOW as f64 + 7.9)),
        ("iat", json!(NOW as f64 - 0.5)),
        ("nbf", json!(NOW - 5)),
        ("jti", json!("j")),
        ("session_id", json!("s")),
        ("tenant_id", json!("t")),
        ("role", json!("authenticated")),
        ("app_metadata", json!({"role": "clerk", "tenant_id": "t", "tenant_uuid": "w"})),
    ] {
        claims[name] = value;
    }
    let read = check(&claims.to_string(), 30).expect("good claims");
    assert_eq!(
        (read.iss(), read.sub(), read.aud().collect::<Vec<_>>()),
        ("https://b", "u", vec!["x", "authenticated"])
    );
    assert_eq!((read.exp, read.iat, read.nbf), (NOW + 7, Some(NOW), Some(NOW - 5)));
    assert_eq!((read.jti(), read.session_id()), (Some("j"), Some("s")));
    assert_eq!((read.tenant_id(), read.tenant_uuid()), (Some("t"), Some("w")));
    assert_eq!((read.role(), read.app_role()), (Some("authenticated"), Some("clerk")));
    let least = check(&base().to_string(), 0).expect("good claims");
    assert_eq!((least.iss(), least.sub(), least.aud().collect::<Vec<_>>()), ("https://a", "u", vec!["authenticated"]));
    let absent =
        [least.jti(), least.session_id(), least.tenant_id(), least.tenant_uuid(), least.role(), least.app_role()];
    assert_eq!((absent, least.iat, least.nbf), ([None; 6], None, None));
}

#[test]
fn each_wrong_claim_has_its_reason() {
    for (name, value, expected) in [
        ("iss", json!("https://a/"), WrongIssuer),
        ("iss", json!("HTTPS://a"), WrongIssuer),
        ("iss", json!(""), MissingClaim),
        ("iss", json!(["https://a"]), Malformed),
        ("iss", Value::Null, Malformed),
        ("aud", json!("other"), WrongAudience),
        ("aud", json!("authenticated "), WrongAudience),
        ("aud", json!(["other"]), WrongAudience),
        ("aud", json!([]), MissingClaim),
        ("aud", json!(""), MissingClaim),
        ("aud", json!(["authenticated", 1]), Malformed),
        ("aud", json!([["authenticated"]]), Malformed),
        ("aud", json!({"authenticated": true}), Malformed),
        ("aud", Value::Null, Malformed),
        ("sub", json!(""), MissingClaim),
        ("sub", json!(7), Malformed),
        ("sub", json!({"$ne": 1}), Malformed),
        ("exp", json!("1800000100"), Malformed),
        ("exp", json!(true), Malformed),
        ("exp", json!([NOW + 100]), Malformed),
        ("exp", Value::Null, Malformed),
        ("exp", json!(-1), Malformed),
        ("exp", json!(-0.5), Malformed),
        ("exp", json!(253_402_300_800_i64), Malformed),
        ("exp", json!(1e300), Malformed),
        ("exp", json!(u64::MAX), Malformed),
        ("exp", json!(0), Expired),
        ("iat", json!("now"), Malformed),
        ("iat", json!(-1), Malformed),
        ("iat", json!(NOW + 1000), NotYetValid),
        ("nbf", json!(false), Malformed),
        ("nbf", json!(1e18), Malformed),
        ("nbf", json!(NOW + 1000), NotYetValid),
        ("jti", json!(7), Malformed),
        ("jti", json!(""), Malformed),
        ("session_id", json!([]), Malformed),
        ("tenant_id", json!({}), Malformed),
        ("tenant_id", json!(""), Malformed),
        ("role", json!(1), Malformed),
        ("app_metadata", json!({"tenant_id": ""}), Malformed),
        ("app_metadata", json!({"tenant_uuid": 7}), Malformed),
    ] {
        let mut claims = base();
        claims[name] = value;
        assert_eq!(check(&claims.to_string(), 30).err(), Some(expected), "{claims}");
    }
    for name in ["iss", "aud", "sub", "exp"] {
        let mut claims = base();
        claims.as_object_mut().expect("an object").remove(name);
        assert_eq!(check(&claims.to_string(), 30), Err(MissingClaim), "{name}");
    }
    for exp in ["NaN", "1e400", "-1e400", "Infinity", "1800000100,\"exp\":1", "01800000100", "0x7fffffff"] {
        let text = base().to_string().replace("1800000100", exp);
        assert_eq!(check(&text, 30), Err(Malformed), "{text}");
    }
    let rules = ClaimRules { issuers: &[], audiences: &[], now: NOW, leeway: 0 };
    let text = base().to_string();
    let object = Object::read(text.as_bytes()).expect("an object");
    assert_eq!(check_claims(&object, &rules), Err(WrongIssuer));
}

#[test]
fn a_token_that_names_two_tenants_belongs_to_none() {
    for name in ["tenant_id", "tenant_uuid"] {
        for (below, expected) in [("t", None), ("T", Some(WrongTenant)), ("u", Some(WrongTenant))] {
            let mut claims = base();
            claims[name] = json!("t");
            claims["app_metadata"] = json!({ name: below });
            assert_eq!(check(&claims.to_string(), 30).err(), expected, "{claims}");
        }
    }
}

#[test]
fn times_end_and_begin_at_their_second() {
    for (name, at, leeway, expected) in [
        ("exp", 1.0, 0, None),
        ("exp", 0.9, 0, Some(Expired)),
        ("exp", 0.0, 0, Some(Expired)),
        ("exp", -1.0, 0, Some(Expired)),
        ("exp", -29.0, 30, None),
        ("exp", -30.0, 30, Some(Expired)),
        ("exp", -31.0, 30, Some(Expired)),
        ("exp", -59.0, 255, None),
        ("exp", -60.0, 255, Some(Expired)),
        ("nbf", 0.0, 0, None),
        ("nbf", 0.1, 0, Some(NotYetValid)),
        ("nbf", 30.0, 30, None),
        ("nbf", 31.0, 30, Some(NotYetValid)),
        ("iat", 0.0, 0, None),
        ("iat", 1.0, 0, Some(NotYetValid)),
        ("iat", 30.0, 30, None),
        ("iat", 31.0, 30, Some(NotYetValid)),
        ("iat", -1e9, 0, None),
    ] {
        let mut claims = base();
        claims[name] = json!(NOW as f64 + at);
        assert_eq!(check(&claims.to_string(), leeway).err(), expected, "{claims} {leeway}");
    }
}
