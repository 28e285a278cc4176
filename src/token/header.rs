//! The header of a token (RFC 7515 section 4): which algorithm, which key, and what is refused.

use super::json::{Json, Object};
use super::{Algorithm, Reason};
use std::sync::Arc;

/// What a header may say. `jku`, `jwk`, `x5u`, `x5c` and all else that offers a key are passed over unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// The id of the key.
    pub kid: Option<Arc<str>>,
}

impl Header {
    /// Reads a header.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Reason> {
        let object = Object::read(bytes).ok_or(Reason::Malformed)?;
        let text = |name: &str| match object.get(name) {
            None => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text.as_ref())),
            Some(_) => Err(Reason::Malformed),
        };
        let algorithm = text("alg")?.ok_or(Reason::Malformed)?;
        let algorithm = Algorithm::from_name(algorithm).ok_or(Reason::AlgorithmNotAllowed)?;
        // No extension is understood, so every `crit` lists an unknown one, or is empty, which isn't allowed.
        if ["crit", "b64", "zip"].iter().any(|name| object.get(name).is_some()) {
            return Err(Reason::UnsupportedCritical);
        }
        let typed = text("typ")?.is_none_or(|typ| ["jwt", "at+jwt"].contains(&media_type(typ).as_str()));
        let nested = text("cty")?.is_some_and(|cty| media_type(cty) == "jwt");
        if !typed || nested {
            return Err(Reason::WrongType);
        }
        Ok(Self { algorithm, kid: text("kid")?.map(Arc::from) })
    }
}

/// Media types are compared without case, and `application/` may be left out (RFC 7515 section 4.1.9).
fn media_type(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    lower.strip_prefix("application/").unwrap_or(&lower).to_owned()
}

#[cfg(test)]
mod tests {
    use super::Header;
    use crate::Reason::{self, *};

    #[test]
    fn takes_or_refuses_each_header_with_its_reason() {
        for (text, expected) in [
            (r#"{"alg":"ES256"}"#, None),
            (r#"{"alg":"ES256","typ":"JWT"}"#, None),
            (r#"{"alg":"ES256","typ":"jwt"}"#, None),
            (r#"{"alg":"ES256","typ":"application/AT+JWT"}"#, None),
            (r#"{"alg":"ES256","cty":"json"}"#, None),
            (r#"{"alg":"ES256","jku":"https://evil.example","x5u":7,"jwk":{"kty":"oct"},"x5c":[]}"#, None),
            (r#"{"alg":"ES256","typ":"JOSE"}"#, Some(WrongType)),
            (r#"{"alg":"ES256","typ":""}"#, Some(WrongType)),
            (r#"{"alg":"ES256","typ":"JWT; x=y"}"#, Some(WrongType)),
            (r#"{"alg":"ES256","typ":"secevent+jwt"}"#, Some(WrongType)),
            (r#"{"alg":"ES256","cty":"JWT"}"#, Some(WrongType)),
            (r#"{"alg":"ES256","cty":"application/jwt"}"#, Some(WrongType)),
            (r#"{"alg":"ES256","crit":["exp"],"exp":1}"#, Some(UnsupportedCritical)),
            (r#"{"alg":"ES256","crit":[]}"#, Some(UnsupportedCritical)),
            (r#"{"alg":"ES256","crit":null}"#, Some(UnsupportedCritical)),
            (r#"{"alg":"ES256","b64":false,"crit":["b64"]}"#, Some(UnsupportedCritical)),
            (r#"{"alg":"ES256","b64":true}"#, Some(UnsupportedCritical)),
            (r#"{"alg":"ES256","zip":"DEF"}"#, Some(UnsupportedCritical)),
            (r#"{"alg":"none"}"#, Some(AlgorithmNotAllowed)),
            (r#"{"alg":"nOnE"}"#, Some(AlgorithmNotAllowed)),
            (r#"{"alg":""}"#, Some(AlgorithmNotAllowed)),
            (r#"{"alg":"ES256\u0000"}"#, Some(AlgorithmNotAllowed)),
            (r#"{"alg":"PS256"}"#, Some(AlgorithmNotAllowed)),
            (r#"{"alg":"dir","enc":"A128GCM"}"#, Some(AlgorithmNotAllowed)),
            (r#"{"typ":"JWT"}"#, Some(Malformed)),
            (r#"{"ALG":"ES256"}"#, Some(Malformed)),
            (r#"{"alg":["ES256"]}"#, Some(Malformed)),
            (r#"{"alg":null}"#, Some(Malformed)),
            (r#"{"alg":"ES256","kid":7}"#, Some(Malformed)),
            (r#"{"alg":"ES256","kid":null}"#, Some(Malformed)),
            (r#"{"alg":"ES256","typ":["JWT"]}"#, Some(Malformed)),
            (r#"{"alg":"ES256","cty":1}"#, Some(Malformed)),
            (r#"{"alg":"none","alg":"ES256"}"#, Some(Malformed)),
            (r#"{"alg":"ES256","x":{"y":1,"y":1}}"#, Some(Malformed)),
            (r#"["alg"]"#, Some(Malformed)),
            ("", Some(Malformed)),
        ] {
            assert_eq!(Header::read(text.as_bytes()).err(), expected, "{text}");
        }
        let utf16: Vec<u8> = r#"{"alg":"ES256"}"#.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Header::read(&utf16), Err::<Header, Reason>(Malformed));
    }
}
