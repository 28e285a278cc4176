//! The claims that every token needs, and the times (RFC 7519 section 4.1, RFC 8725 sections 3.8 and 3.9).

use super::Reason;
use super::json::{Json, Object};

/// The last second of the year 9999.
const LAST_SECOND: f64 = 253_402_300_799.0;
/// The leeway between two clocks when nothing else is said, in seconds.
pub const DEFAULT_LEEWAY: u8 = 30;
/// The greatest leeway, in seconds; more counts as this.
pub const MAX_LEEWAY: u8 = 60;

/// What a token must say. An empty list accepts nothing.
#[derive(Debug, Clone)]
pub struct ClaimRules<'r> {
    /// The issuers, one of which `iss` must be, to the letter.
    pub issuers: &'r [String],
    /// The audiences, one of which `aud` must name, to the letter.
    pub audiences: &'r [String],
    /// The time, in seconds since 1970.
    pub now: i64,
    /// How far the clocks may be apart, in seconds.
    pub leeway: u8,
}

/// The claims of a token that keeps the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// Whom it is for.
    pub aud: Vec<String>,
    /// The user.
    pub sub: String,
    /// When it ends, in seconds since 1970; a fraction is cut off.
    pub exp: i64,
    /// When it was issued; a fraction is rounded up.
    pub iat: Option<i64>,
    /// When it begins; a fraction is rounded up.
    pub nbf: Option<i64>,
    /// The id of one of our own tokens.
    pub jti: Option<String>,
    /// The session of a Supabase token.
    pub session_id: Option<String>,
    /// The tenant's id, where the token or its `app_metadata` names it.
    pub tenant_id: Option<String>,
    /// The tenant's uuid, where the token or its `app_metadata` names it.
    pub tenant_uuid: Option<String>,
    /// The database role.
    pub role: Option<String>,
    /// The role within the tenant, from `app_metadata.role`: for display only, the tenant's own rows decide.
    pub app_role: Option<String>,
}

/// Checks the claims of a token whose signature holds.
///
/// Times may have fractions (RFC 7519 section 2), which count against the token.
///
/// # Errors
/// The first [`Reason`] against them: types, then presence, issuer, audience, beginning, end.
pub fn check_claims(claims: &Object<'_>, rules: &ClaimRules<'_>) -> Result<Claims, Reason> {
    let read = Claims {
        iss: text(claims, "iss")?.unwrap_or_default(),
        aud: audience(claims)?,
        sub: text(claims, "sub")?.unwrap_or_default(),
        exp: time(claims, "exp", f64::floor)?.unwrap_or(i64::MIN),
        iat: time(claims, "iat", f64::ceil)?,
        nbf: time(claims, "nbf", f64::ceil)?,
        jti: identifier(claims, "jti")?,
        session_id: identifier(claims, "session_id")?,
        tenant_id: tenant(claims, "tenant_id")?,
        tenant_uuid: tenant(claims, "tenant_uuid")?,
        role: text(claims, "role")?,
        app_role: in_app_metadata(claims, "role").and_then(Json::as_str).map(str::to_owned),
    };
    if read.iss.is_empty() || read.aud.is_empty() || read.sub.is_empty() || read.exp == i64::MIN {
        return Err(Reason::MissingClaim);
    }
    if !rules.issuers.contains(&read.iss) {
        return Err(Reason::WrongIssuer);
    }
    if !read.aud.iter().any(|audience| rules.audiences.contains(audience)) {
        return Err(Reason::WrongAudience);
    }
    let leeway = i64::from(rules.leeway.min(MAX_LEEWAY));
    let latest = rules.now.saturating_add(leeway);
    if read.nbf.max(read.iat).is_some_and(|begin| begin > latest) {
        return Err(Reason::NotYetValid);
    }
    // The current time must be before `exp` (RFC 7519 section 4.1.4).
    if rules.now.saturating_sub(leeway) >= read.exp {
        return Err(Reason::Expired);
    }
    Ok(read)
}

fn text(claims: &Object<'_>, name: &str) -> Result<Option<String>, Reason> {
    match claims.get(name) {
        None => Ok(None),
        Some(Json::Text(text)) => Ok(Some(text.to_string())),
        Some(_) => Err(Reason::Malformed),
    }
}

/// A name that rows are looked up by: an empty one means nothing.
fn identifier(claims: &Object<'_>, name: &str) -> Result<Option<String>, Reason> {
    match text(claims, name)? {
        Some(text) if text.is_empty() => Err(Reason::Malformed),
        found => Ok(found),
    }
}

fn audience(claims: &Object<'_>) -> Result<Vec<String>, Reason> {
    match claims.get("aud") {
        Some(Json::Array(items)) => {
            items.iter().map(|item| item.as_str().map(str::to_owned).ok_or(Reason::Malformed)).collect()
        }
        _ => Ok(text(claims, "aud")?.filter(|text| !text.is_empty()).into_iter().collect()),
    }
}

fn time(claims: &Object<'_>, name: &str, whole: fn(f64) -> f64) -> Result<Option<i64>, Reason> {
    match claims.get(name) {
        None => Ok(None),
        Some(Json::Number(number)) => {
            let seconds = number.as_f64().filter(|s| (0.0..=LAST_SECOND).contains(s)).ok_or(Reason::Malformed)?;
            // Within the range every whole number is exact.
            Ok(Some(whole(seconds) as i64))
        }
        Some(_) => Err(Reason::Malformed),
    }
}

/// What names the tenant: a claim of its own, or one of `app_metadata`, which only the Auth server's administrators
/// write. Both must agree.
fn tenant(claims: &Object<'_>, name: &str) -> Result<Option<String>, Reason> {
    let own = identifier(claims, name)?;
    let below = match in_app_metadata(claims, name) {
        None | Some(Json::Null) => None,
        Some(Json::Text(text)) if !text.is_empty() => Some(text.to_string()),
        Some(_) => return Err(Reason::Malformed),
    };
    match (own, below) {
        (Some(own), Some(below)) if own != below => Err(Reason::WrongTenant),
        (own, below) => Ok(own.or(below)),
    }
}

fn in_app_metadata<'c>(claims: &'c Object<'_>, name: &str) -> Option<&'c Json<'c>> {
    match claims.get("app_metadata") {
        Some(Json::Object(metadata)) => metadata.get(name),
        _ => None,
    }
}
