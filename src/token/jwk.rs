//! One key of a set (RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2): strict about what it says.

use super::compact::decode;
use super::json::{Json, Object};
use super::{KeyAlgorithm, KeyUnfit, PublicKey};

/// The members of a private key or a shared secret.
pub(super) const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A key as it is written, not yet judged for strength.
pub(super) struct Jwk {
    /// Its name.
    pub(super) kid: Option<String>,
    /// It has members that only its owner should have.
    pub(super) leaks_private: bool,
    /// The key, if it is one for checking signatures.
    pub(super) key: Result<PublicKey, KeyUnfit>,
}

/// Reads a key; none if its `kty` is unknown, which is no fault (RFC 7517 section 5).
pub(super) fn read(object: &Object<'_>) -> Option<Jwk> {
    let kty = match object.get("kty") {
        Some(Json::Text(kty)) => kty.as_ref(),
        _ => return None,
    };
    if !["EC", "RSA", "OKP", "oct"].contains(&kty) {
        return None;
    }
    let kid = object.get("kid").map(|kid| kid.as_str().map(str::to_owned));
    let leaks_private = PRIVATE.iter().any(|name| object.get(name).is_some());
    let key = match kid {
        Some(None) => Err(KeyUnfit::Malformed),
        _ => public_key(object, kty).and_then(|key| check_purpose(object, key.algorithm()).map(|()| key)),
    };
    Some(Jwk { kid: kid.flatten(), leaks_private, key })
}

fn public_key(object: &Object<'_>, kty: &str) -> Result<PublicKey, KeyUnfit> {
    match kty {
        "EC" if text(object, "crv")? == "P-256" => {
            Ok(PublicKey::P256 { x: coordinate(object, "x")?, y: coordinate(object, "y")? })
        }
        "OKP" if text(object, "crv")? == "Ed25519" => Ok(PublicKey::Ed25519 { x: coordinate(object, "x")? }),
        "RSA" => Ok(PublicKey::Rsa { n: bytes(object, "n")?, e: bytes(object, "e")? }),
        _ => Err(KeyUnfit::Kind),
    }
}

fn text<'o>(object: &'o Object<'_>, name: &str) -> Result<&'o str, KeyUnfit> {
    object.get(name).and_then(Json::as_str).ok_or(KeyUnfit::Malformed)
}

fn bytes(object: &Object<'_>, name: &str) -> Result<Vec<u8>, KeyUnfit> {
    decode(text(object, name)?).map_err(|_| KeyUnfit::Malformed)
}

/// A coordinate has its full length, leading zeros included (RFC 7518 section 6.2.1.2).
fn coordinate(object: &Object<'_>, name: &str) -> Result<[u8; 32], KeyUnfit> {
    bytes(object, name)?.try_into().map_err(|_| KeyUnfit::Malformed)
}

/// What the key says of its own use must agree with checking signatures with this algorithm.
fn check_purpose(object: &Object<'_>, algorithm: KeyAlgorithm) -> Result<(), KeyUnfit> {
    let alg_fits = match object.get("alg") {
        None => true,
        Some(alg) => KeyAlgorithm::from_name(alg.as_str().ok_or(KeyUnfit::Malformed)?) == Some(algorithm),
    };
    let for_signatures = match object.get("use") {
        None => None,
        Some(purpose) => Some(purpose.as_str().ok_or(KeyUnfit::Malformed)? == "sig"),
    };
    let ops_fit = match object.get("key_ops") {
        None => true,
        Some(Json::Array(ops)) => {
            let ops: Vec<&str> = ops.iter().map(Json::as_str).collect::<Option<_>>().ok_or(KeyUnfit::Malformed)?;
            let twice = ops.iter().enumerate().any(|(at, op)| ops[..at].contains(op));
            if twice {
                return Err(KeyUnfit::Malformed);
            }
            // `use` and `key_ops` must tell the same (RFC 7517 section 4.3).
            let agree = for_signatures.is_none() || ops.iter().all(|op| ["sign", "verify"].contains(op));
            ops.contains(&"verify") && agree
        }
        Some(_) => return Err(KeyUnfit::Malformed),
    };
    if alg_fits && for_signatures != Some(false) && ops_fit { Ok(()) } else { Err(KeyUnfit::Purpose) }
}
