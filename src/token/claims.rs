//! The claims that every token needs, and the times (RFC 7519 section 4.1, RFC 8725 sections 3.8 and 3.9).

use super::Reason;
use super::json::{Json, Object};
use std::fmt;

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
#[derive(Clone, PartialEq, Eq)]
pub struct Claims {
    /// All the texts, one after another: one allocation a token, not one for each claim.
    texts: Box<str>,
    iss: Place,
    sub: Place,
    aud: Place,
    more_aud: Vec<Place>,
    jti: Option<Place>,
    session_id: Option<Place>,
    tenant_id: Option<Place>,
    tenant_uuid: Option<Place>,
    role: Option<Place>,
    app_role: Option<Place>,
    /// When it ends, in seconds since 1970; a fraction is cut off.
    pub exp: i64,
    /// When it was issued; a fraction is rounded up.
    pub iat: Option<i64>,
    /// When it begins; a fraction is rounded up.
    pub nbf: Option<i64>,
}

/// Where a text begins and ends.
type Place = (u32, u32);

impl Claims {
    /// Returns who issued it.
    pub fn iss(&self) -> &str {
        self.text(self.iss)
    }

    /// Returns whom it is for: one at least.
    pub fn aud(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.aud).chain(&self.more_aud).map(|place| self.text(*place))
    }

    /// Returns the user.
    pub fn sub(&self) -> &str {
        self.text(self.sub)
    }

    /// Returns the id of one of our own tokens.
    pub fn jti(&self) -> Option<&str> {
        self.jti.map(|place| self.text(place))
    }

    /// Returns the session of a Supabase token.
    pub fn session_id(&self) -> Option<&str> {
        self.session_id.map(|place| self.text(place))
    }

    /// Returns the tenant's id, where the token or its `app_metadata` names it.
    pub fn tenant_id(&self) -> Option<&str> {
        self.tenant_id.map(|place| self.text(place))
    }

    /// Returns the tenant's uuid, where the token or its `app_metadata` names it.
    pub fn tenant_uuid(&self) -> Option<&str> {
        self.tenant_uuid.map(|place| self.text(place))
    }

    /// Returns the database role.
    pub fn role(&self) -> Option<&str> {
        self.role.map(|place| self.text(place))
    }

    /// Returns the role within the tenant, from `app_metadata.role`: for display only, the tenant's own rows decide.
    pub fn app_role(&self) -> Option<&str> {
        self.app_role.map(|place| self.text(place))
    }

    fn text(&self, (begin, end): Place) -> &str {
        self.texts.get(begin as usize..end as usize).unwrap_or_default()
    }
}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claims")
            .field("iss", &self.iss())
            .field("aud", &self.aud().collect::<Vec<_>>())
            .field("sub", &self.sub())
            .field("exp", &self.exp)
            .field("jti", &self.jti())
            .field("session_id", &self.session_id())
            .field("tenant_id", &self.tenant_id())
            .field("tenant_uuid", &self.tenant_uuid())
            .finish_non_exhaustive()
    }
}

/// Checks the claims of a token whose signature holds.
///
/// Times may have fractions (RFC 7519 section 2), which count against the token.
///
/// # Errors
/// The first [`Reason`] against them: types, then presence, issuer, audience, beginning, end.
pub fn check_claims(claims: &Object<'_>, rules: &ClaimRules<'_>) -> Result<Claims, Reason> {
    let iss = text(claims, "iss")?.unwrap_or_default();
    let (aud, more_aud) = audience(claims)?;
    let sub = text(claims, "sub")?.unwrap_or_default();
    let exp = time(claims, "exp", f64::floor)?.unwrap_or(i64::MIN);
    let iat = time(claims, "iat", f64::ceil)?;
    let nbf = time(claims, "nbf", f64::ceil)?;
    let jti = identifier(claims, "jti")?;
    let session_id = identifier(claims, "session_id")?;
    let tenant_id = tenant(claims, "tenant_id")?;
    let tenant_uuid = tenant(claims, "tenant_uuid")?;
    let role = text(claims, "role")?;
    let app_role = in_app_metadata(claims, "role").and_then(Json::as_str);
    let (Some(aud), false) = (aud, iss.is_empty() || sub.is_empty() || exp == i64::MIN) else {
        return Err(Reason::MissingClaim);
    };
    let is_one_of = |wanted: &[String], found: &str| wanted.iter().any(|wanted| wanted == found);
    if !is_one_of(rules.issuers, iss) {
        return Err(Reason::WrongIssuer);
    }
    if !is_one_of(rules.audiences, aud) && !more_aud.iter().any(|aud| is_one_of(rules.audiences, aud)) {
        return Err(Reason::WrongAudience);
    }
    let leeway = i64::from(rules.leeway.min(MAX_LEEWAY));
    let latest = rules.now.saturating_add(leeway);
    if nbf.max(iat).is_some_and(|begin| begin > latest) {
        return Err(Reason::NotYetValid);
    }
    // The current time must be before `exp` (RFC 7519 section 4.1.4).
    if rules.now.saturating_sub(leeway) >= exp {
        return Err(Reason::Expired);
    }
    let some = [jti, session_id, tenant_id, tenant_uuid, role, app_role];
    let all = [iss, sub, aud].into_iter().chain(more_aud.iter().copied()).chain(some.into_iter().flatten());
    let mut texts = String::with_capacity(all.map(str::len).sum());
    let mut keep = |text: &str| {
        let begin = texts.len();
        texts.push_str(text);
        let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
        (place(begin), place(texts.len()))
    };
    Ok(Claims {
        iss: keep(iss),
        sub: keep(sub),
        aud: keep(aud),
        more_aud: more_aud.into_iter().map(&mut keep).collect(),
        jti: jti.map(&mut keep),
        session_id: session_id.map(&mut keep),
        tenant_id: tenant_id.map(&mut keep),
        tenant_uuid: tenant_uuid.map(&mut keep),
        role: role.map(&mut keep),
        app_role: app_role.map(&mut keep),
        exp,
        iat,
        nbf,
        texts: texts.into(),
    })
}

fn text<'c>(claims: &'c Object<'_>, name: &str) -> Result<Option<&'c str>, Reason> {
    match claims.get(name) {
        None => Ok(None),
        Some(Json::Text(text)) => Ok(Some(text)),
        Some(_) => Err(Reason::Malformed),
    }
}

/// A name that rows are looked up by: an empty one means nothing.
fn identifier<'c>(claims: &'c Object<'_>, name: &str) -> Result<Option<&'c str>, Reason> {
    match text(claims, name)? {
        Some("") => Err(Reason::Malformed),
        found => Ok(found),
    }
}

/// The first audience, and the others: there are seldom any.
fn audience<'c>(claims: &'c Object<'_>) -> Result<(Option<&'c str>, Vec<&'c str>), Reason> {
    let Some(Json::Array(items)) = claims.get("aud") else {
        return Ok((text(claims, "aud")?.filter(|text| !text.is_empty()), Vec::new()));
    };
    let mut all = items.iter().map(|item| item.as_str().ok_or(Reason::Malformed));
    Ok((all.next().transpose()?, all.collect::<Result<_, _>>()?))
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
pub(super) fn tenant<'c>(claims: &'c Object<'_>, name: &str) -> Result<Option<&'c str>, Reason> {
    let own = identifier(claims, name)?;
    let below = match in_app_metadata(claims, name) {
        None | Some(Json::Null) => None,
        Some(Json::Text(text)) if !text.is_empty() => Some(text.as_ref()),
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
