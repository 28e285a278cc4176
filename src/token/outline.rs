//! What a token says about who made it, before anybody has checked that: enough to look for the right keys.

use super::claims::tenant;
use super::compact::Parts;
use super::json::{Json, Object};
use super::{Header, Reason};

/// A token's header and issuer. Nothing of it may be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The header, which is fit to be checked.
    pub header: Header,
    /// Who is said to have issued it.
    pub issuer: String,
}

/// Reads a token's form, header and issuer.
///
/// # Errors
/// What is wrong with one of them, in that order.
pub fn outline(token: &str) -> Result<Outline, Reason> {
    let parts = Parts::split(token)?;
    let header = Header::read(&parts.header)?;
    let claims = Object::read(&parts.payload).ok_or(Reason::Malformed)?;
    match claims.get("iss") {
        Some(Json::Text(issuer)) if !issuer.is_empty() => Ok(Outline { header, issuer: issuer.to_string() }),
        None | Some(Json::Text(_)) => Err(Reason::MissingClaim),
        Some(_) => Err(Reason::Malformed),
    }
}

/// Reads the id of the tenant that a token says it is of. It may not be believed either: whoever asks about that tenant
/// beforehand must drop the answer unless the token proves to be its.
pub fn named_tenant(token: &str) -> Option<String> {
    let parts = Parts::split(token).ok()?;
    let claims = Object::read(&parts.payload)?;
    tenant(&claims, "tenant_id").ok()?.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::{Algorithm, Reason};
    use super::{named_tenant, outline};
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    #[test]
    fn finds_the_tenant_that_is_named_in_one_way() {
        for (claims, tenant) in [
            (r#"{"tenant_id":"acme"}"#, Some("acme")),
            (r#"{"app_metadata":{"tenant_id":"acme"}}"#, Some("acme")),
            (r#"{"tenant_id":"acme","app_metadata":{"tenant_id":"acme"}}"#, Some("acme")),
            (r#"{"tenant_id":"acme","app_metadata":{"tenant_id":"beta"}}"#, None),
            (r#"{"tenant_id":7}"#, None),
            (r#"{"tenant_id":""}"#, None),
            ("{}", None),
            ("[]", None),
        ] {
            let token = format!("e30.{}.AA", URL_SAFE_NO_PAD.encode(claims));
            assert_eq!(named_tenant(&token).as_deref(), tenant, "{claims}");
        }
        assert_eq!(named_tenant("x.y"), None);
    }

    #[test]
    fn finds_the_issuer_or_what_is_wrong_before_it() {
        let token = |header: &str, claims: &str| {
            format!("{}.{}.AA", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims))
        };
        let es = r#"{"alg":"ES256","kid":"k"}"#;
        let found = outline(&token(es, r#"{"iss":"https://a"}"#)).expect("an outline");
        assert_eq!((found.issuer.as_str(), found.header.kid.as_deref()), ("https://a", Some("k")));
        assert_ne!(found.header.algorithm, Algorithm::Hs256);
        for (header, claims, reason) in [
            (r#"{"alg":"none"}"#, r#"{"iss":7}"#, Reason::AlgorithmNotAllowed),
            (es, "{}", Reason::MissingClaim),
            (es, r#"{"iss":""}"#, Reason::MissingClaim),
            (es, r#"{"iss":7}"#, Reason::Malformed),
            (es, r#"{"iss":"a","iss":"a"}"#, Reason::Malformed),
            (es, "[]", Reason::Malformed),
        ] {
            assert_eq!(outline(&token(header, claims)), Err(reason), "{header} {claims}");
        }
        assert_eq!(outline("x.y"), Err(Reason::Malformed));
    }
}
