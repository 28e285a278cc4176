//! Hostile tokens, each with the reason it must be refused for.

use super::Reason::{self, *};
use super::{
    ClaimRules, HmacSecret, KeyAlgorithm, Keys, MAX_TOKEN_BYTES, Object, SignatureCheck, SigningKey, verify_signature,
};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD as B64};
use secrecy::{ExposeSecret, SecretSlice};
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

const SECRET: [u8; 32] = [b's'; 32];

struct World {
    signers: Vec<SigningKey>,
    keys: Keys,
    secret: HmacSecret,
}

impl World {
    fn signer(&self, algorithm: KeyAlgorithm) -> &SigningKey {
        self.signers.iter().find(|key| key.algorithm() == algorithm).expect("one of each")
    }

    fn kid(&self, algorithm: KeyAlgorithm) -> &str {
        self.signer(algorithm).kid()
    }

    fn verify(&self, token: &str) -> Option<Reason> {
        verify_signature(token, &self.keys, Some(&self.secret)).err()
    }
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let signers: Vec<_> = KeyAlgorithm::ALL.map(|a| SigningKey::generate(a).expect("made")).into();
        let mut keys = Keys::default();
        signers.iter().for_each(|key| keys.add(key).expect("fits"));
        let secret = HmacSecret::new(&SecretSlice::from(SECRET.to_vec())).expect("long enough");
        World { signers, keys, secret }
    })
}

fn claims() -> Map<String, Value> {
    Map::from_iter([("sub".to_owned(), json!("ü-1"))])
}

fn signed(algorithm: KeyAlgorithm) -> String {
    world().signer(algorithm).sign(&claims()).expect("signed").expose_secret().to_owned()
}

/// A token with this header, the payload `{}` and this signature.
fn with_header(header: &str, signature: &[u8]) -> String {
    format!("{}.e30.{}", B64.encode(header), B64.encode(signature))
}

/// A token with this header and payload, signed well with ES256 whatever they say.
fn es256(header: &str, payload: &[u8]) -> String {
    let message = format!("{}.{}", B64.encode(header), B64.encode(payload));
    let signature = world().signer(KeyAlgorithm::Es256).sign_message(message.as_bytes());
    format!("{message}.{}", B64.encode(signature))
}

fn hs256(header: &str, secret: &[u8]) -> String {
    let message = format!("{}.e30", B64.encode(header));
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message.as_bytes());
    format!("{message}.{}", B64.encode(tag))
}

#[test]
fn what_our_keys_sign_is_good_and_any_changed_character_is_not() {
    for algorithm in KeyAlgorithm::ALL {
        let token = signed(algorithm);
        let verified = verify_signature(&token, &world().keys, None).expect("good");
        assert_eq!(verified.header.kid.as_deref(), Some(world().kid(algorithm)));
        assert_eq!(Object::read(&verified.payload).expect("claims").to_map(), claims());
        assert_eq!(world().verify(&(token.clone() + "\n")), None);
        for (at, old) in token.char_indices() {
            for new in ["A", "_", ".", "=", " ", "\0", "", "\u{e9}"] {
                let changed = format!("{}{new}{}", &token[..at], &token[at + 1..]);
                if new != old.to_string() {
                    assert!(world().verify(&changed).is_some(), "{algorithm}: {new:?} at {at}");
                }
            }
        }
    }
}

#[test]
fn each_hostile_token_is_refused_for_its_reason() {
    let world = world();
    let [es, rs, ed] = KeyAlgorithm::ALL.map(|a| world.kid(a));
    let good = signed(KeyAlgorithm::Es256);
    let [header, payload, signature] = <[&str; 3]>::try_from(good.split('.').collect::<Vec<_>>()).expect("three");
    let bytes = B64.decode(signature).expect("base64url");
    let resigned = |bytes: &[u8]| format!("{header}.{payload}.{}", B64.encode(bytes));
    let pkcs8 = world.signer(KeyAlgorithm::Es256).pkcs8().expose_secret();
    let der = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8).expect("a key");
    let der = der.sign(&SystemRandom::new(), format!("{header}.{payload}").as_bytes()).expect("signed");
    let public = serde_json::to_string(&world.signer(KeyAlgorithm::Rs256).public_jwk()).expect("text");
    let order = b"\xff\xff\xff\xff\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51";
    let kid = |alg: &str, kid: &str| format!(r#"{{"alg":"{alg}","kid":"{kid}"}}"#);
    let plus = |member: &str| format!(r#"{{"alg":"ES256","kid":"{es}",{member}}}"#);
    let nested = format!(r#"{{"alg":"ES256","kid":"{es}","x":{}1{}}}"#, "[".repeat(500), "]".repeat(500));
    let huge = format!("{good}{}", "A".repeat(MAX_TOKEN_BYTES));
    for (what, token, reason) in [
        ("nothing", String::new(), Malformed),
        ("two parts", format!("{header}.{payload}"), Malformed),
        ("four parts", format!("{good}.{signature}"), Malformed),
        ("encrypted form", format!("{header}.{payload}.{signature}.{payload}.{signature}"), Malformed),
        ("no signature", format!("{header}.{payload}."), BadSignature),
        ("no payload", format!("{header}..{signature}"), BadSignature),
        ("no header", format!(".{payload}.{signature}"), Malformed),
        ("leading space", format!(" {good}"), Malformed),
        ("two newlines", format!("{good}\n\n"), Malformed),
        ("NUL at the end", format!("{good}\0"), Malformed),
        ("Bearer", format!("Bearer {good}"), Malformed),
        ("quoted", format!("\"{good}\""), Malformed),
        ("JSON form", json!({"protected": header, "payload": payload, "signature": signature}).to_string(), Malformed),
        ("padded", format!("{header}.{payload}.{}", URL_SAFE.encode(&bytes)), Malformed),
        ("full-width dot", good.replace('.', "\u{ff0e}"), Malformed),
        ("huge", huge, Malformed),
        ("deep header", es256(&nested, b"{}"), Malformed),
        ("duplicate alg", es256(&plus(r#""alg":"ES256""#), b"{}"), Malformed),
        ("duplicate by escape", es256(&plus(r#""\u006bid":"x""#), b"{}"), Malformed),
        ("header in Latin-1", format!("{}.e30.AA", B64.encode(b"{\"alg\":\"ES256\",\"x\":\"\xfc\"}")), Malformed),
        ("none", with_header(r#"{"alg":"none"}"#, b""), AlgorithmNotAllowed),
        ("NONE", with_header(r#"{"alg":"NONE"}"#, &bytes), AlgorithmNotAllowed),
        ("HS512", with_header(r#"{"alg":"HS512"}"#, &bytes), AlgorithmNotAllowed),
        ("ES256K", with_header(&kid("ES256K", es), &bytes), AlgorithmNotAllowed),
        ("crit", es256(&plus(r#""crit":["exp"],"exp":1"#), b"{}"), UnsupportedCritical),
        ("b64", es256(&plus(r#""b64":false"#), b"{}"), UnsupportedCritical),
        ("zip", es256(&plus(r#""zip":"DEF""#), b"{}"), UnsupportedCritical),
        ("nested", es256(&plus(r#""cty":"jwt""#), b"{}"), WrongType),
        ("another type", es256(&plus(r#""typ":"dpop+jwt""#), b"{}"), WrongType),
        ("no kid", es256(r#"{"alg":"ES256"}"#, b"{}"), UnknownKey),
        ("unknown kid", es256(&kid("ES256", "x"), b"{}"), UnknownKey),
        ("kid in another case", es256(&kid("ES256", &es.to_uppercase()), b"{}"), UnknownKey),
        ("kid as a path", es256(&kid("ES256", "../../dev/null"), b"{}"), UnknownKey),
        ("kid as SQL", es256(&kid("ES256", "' or 1=1 --"), b"{}"), UnknownKey),
        ("ES256 with RSA", es256(&kid("ES256", rs), b"{}"), KeyUnfit),
        ("RS256 with EC", es256(&kid("RS256", es), b"{}"), KeyUnfit),
        ("EdDSA with EC", es256(&kid("EdDSA", es), b"{}"), KeyUnfit),
        ("ES256 with Ed25519", es256(&kid("ES256", ed), b"{}"), KeyUnfit),
        ("HS256, public key as secret", hs256(&kid("HS256", rs), public.as_bytes()), BadSignature),
        ("HS256, empty secret", hs256(r#"{"alg":"HS256"}"#, b""), BadSignature),
        (
            "HS256, shortened",
            hs256(r#"{"alg":"HS256"}"#, &SECRET).rsplit_once('.').expect("dot").0.to_owned() + ".AAAA",
            BadSignature,
        ),
        ("DER", resigned(der.as_ref()), BadSignature),
        ("zeros", resigned(&[0; 64]), BadSignature),
        ("r = s = n", resigned(&[&order[..], order].concat()), BadSignature),
        ("s = 0", resigned(&[&bytes[..32], &[0; 32]].concat()), BadSignature),
        ("halves exchanged", resigned(&[&bytes[32..], &bytes[..32]].concat()), BadSignature),
        ("a zero before", resigned(&[&[0], &bytes[..]].concat()), BadSignature),
        ("a zero behind", resigned(&[&bytes[..], &[0]].concat()), BadSignature),
        ("shortened", resigned(&bytes[..63]), BadSignature),
        ("another payload", format!("{header}.e30.{signature}"), BadSignature),
        ("another header", format!("{}.{payload}.{signature}", B64.encode(kid("ES256", es))), BadSignature),
        ("embedded key", with_header(&plus(&format!(r#""jwk":{public}"#)), &bytes), BadSignature),
    ] {
        assert_eq!(world.verify(&token), Some(reason), "{what}");
    }
}

#[test]
fn offered_keys_are_passed_over_and_any_payload_can_be_signed() {
    let (world, es) = (world(), world().kid(KeyAlgorithm::Es256));
    let header = format!(
        r#"{{"alg":"ES256","kid":"{es}","jku":"https://evil.example/k","x5u":"file:///k","jwk":{{"kty":"oct","k":""}},"x5c":["x"]}}"#
    );
    for (payload, is_claims) in [(&b"{}"[..], true), (b"", false), (b"\xff\0", false), (br#"{"a":1,"a":1}"#, false)] {
        let verified = verify_signature(&es256(&header, payload), &world.keys, None).expect("good");
        assert_eq!(verified.payload, payload);
        assert_eq!(Object::read(&verified.payload).is_some(), is_claims, "{payload:?}");
    }
    let newer = signed(KeyAlgorithm::EdDsa).split_once('.').map(|(_, rest)| rest.to_owned()).expect("dots");
    let header = B64.encode(format!(r#"{{"alg":"Ed25519","kid":"{}"}}"#, world.kid(KeyAlgorithm::EdDsa)));
    assert_eq!(world.verify(&format!("{header}.{newer}")), Some(BadSignature));
    let payload = newer.split('.').next().expect("payload");
    let signature = world.signer(KeyAlgorithm::EdDsa).sign_message(format!("{header}.{payload}").as_bytes());
    assert_eq!(world.verify(&format!("{header}.{payload}.{}", B64.encode(signature))), None);
}

#[test]
fn hs256_needs_the_configured_secret_and_no_key() {
    let world = world();
    for header in [r#"{"alg":"HS256"}"#, r#"{"alg":"HS256","kid":"whatever"}"#] {
        let token = hs256(header, &SECRET);
        assert_eq!(verify_signature(&token, &Keys::default(), Some(&world.secret)).err(), None);
        assert_eq!(verify_signature(&token, &world.keys, None).err(), Some(AlgorithmNotAllowed));
    }
}

#[test]
fn a_header_that_was_read_before_is_no_other_tokens() {
    let world = world();
    let [es, rs] = [KeyAlgorithm::Es256, KeyAlgorithm::Rs256].map(signed);
    let bad = format!("{}x", &es[..es.len() - 1]);
    let none = with_header(r#"{"alg":"none"}"#, b"");
    let mut check = SignatureCheck::default();
    for (token, expected) in
        [(&es, None), (&rs, None), (&none, Some(AlgorithmNotAllowed)), (&none, Some(AlgorithmNotAllowed)), (&es, None)]
            .into_iter()
            .chain([(&bad, Some(BadSignature)), (&es, None), (&rs, None)])
    {
        let found = check.verify(token, &world.keys, None);
        let alone = verify_signature(token, &world.keys, None);
        assert_eq!(found, alone, "{token}");
        assert!(found.err() == expected || (token == &bad && expected.is_some()), "{token}");
    }
    // Keys that are taken away are gone for a known header too.
    assert_eq!(check.verify(&rs, &Keys::default(), None).err(), Some(UnknownKey));
}

#[test]
fn nothing_of_the_token_before_is_in_the_next_ones_claims() {
    let world = world();
    let (issuers, audiences) = (["i".to_owned()], ["a".to_owned()]);
    let rules = ClaimRules { issuers: &issuers, audiences: &audiences, now: 0, leeway: 0 };
    let header = format!(r#"{{"alg":"ES256","kid":"{}"}}"#, world.kid(KeyAlgorithm::Es256));
    let of = |sub: &str| es256(&header, json!({"iss": "i", "aud": "a", "exp": 9, "sub": sub}).to_string().as_bytes());
    let (long, short) = ("somebody with a long name".repeat(40), "me");
    let other = of(&long);
    let (signed, _) = other.rsplit_once('.').expect("dots");
    let (cut, unsigned) = (of(short) + "=", format!("{signed}.{}", "A".repeat(86)));
    let mut check = SignatureCheck::default();
    for (token, expected) in [
        (of(&long), Ok(long.as_str())),
        (of(short), Ok(short)),
        (es256(&header, b""), Err(Malformed)),
        (of(&long), Ok(&long)),
        (cut, Err(Malformed)),
        (of(short), Ok(short)),
        (unsigned, Err(BadSignature)),
        (es256(&header, b"{}"), Err(MissingClaim)),
        (of(short), Ok(short)),
    ] {
        let judged = check.judge(&token, &world.keys, None, &rules).map(|(_, claims)| claims);
        assert_eq!(judged.as_ref().map(|claims| claims.sub()).map_err(|reason| *reason), expected, "{token}");
    }
}
