//! Tokens: what was found about them, never themselves.

use crate::ops::verify::{SessionState, Verdict};
use crate::output::{Cell, Record, Tone};
use crate::token::{Decoded, Reason};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

/// What was found about a token.
#[derive(Debug, Serialize)]
pub struct VerdictView {
    /// Null if that can't be found out.
    valid: Option<bool>,
    /// What couldn't be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<String>,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    #[serde(flatten)]
    good: Option<Good>,
    #[serde(skip)]
    explain: bool,
}

#[derive(Debug, Serialize)]
struct Good {
    session: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant_uuid: Option<String>,
    sub: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    jti: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<String>,
    iss: String,
    aud: Vec<String>,
    expires_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    algorithm: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
}

fn time(seconds: i64) -> Option<String> {
    DateTime::<Utc>::from_timestamp(seconds, 0).map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

impl VerdictView {
    /// Takes a verdict; `explain` tells a reader of the table what is wrong, which an outsider must not see.
    pub fn of(verdict: Verdict, explain: bool) -> Self {
        let (good, reason) = match verdict {
            Err(reason) => (None, Some(reason)),
            Ok(accepted) => {
                let claims = accepted.claims;
                let session = match accepted.session {
                    SessionState::Live => "live",
                    SessionState::Unchecked => "unchecked",
                };
                let owned = |text: Option<&str>| text.map(str::to_owned);
                let good = Good {
                    session,
                    tenant: accepted.tenant.as_ref().map(|tenant| tenant.id.to_string()),
                    tenant_uuid: accepted.tenant.as_ref().map(|tenant| tenant.uuid.to_string()),
                    sub: claims.sub().to_owned(),
                    jti: owned(claims.jti()),
                    session_id: owned(claims.session_id()),
                    iss: claims.iss().to_owned(),
                    aud: claims.aud().map(str::to_owned).collect(),
                    expires_at: time(claims.exp),
                    issued_at: claims.iat.and_then(time),
                    role: owned(claims.app_role()),
                    algorithm: accepted.algorithm.as_str(),
                    kid: owned(accepted.kid.as_deref()),
                };
                (Some(good), None)
            }
        };
        Self { valid: Some(reason.is_none()), unknown: None, reason, good, explain }
    }

    /// Takes a token of which only the signature was checked.
    pub fn signed(verdict: Result<(), Reason>, explain: bool) -> Self {
        Self { valid: Some(verdict.is_ok()), unknown: None, reason: verdict.err(), good: None, explain }
    }

    /// Takes what couldn't be asked about a token.
    pub fn unknown(failure: Option<String>, explain: bool) -> Self {
        Self { valid: None, unknown: failure, reason: None, good: None, explain }
    }

    /// Says whether nothing was found out.
    pub fn is_unknown(&self) -> bool {
        self.valid.is_none()
    }

    /// Returns the verdict alone, if there is nothing else that a person may see.
    pub fn bare(&self) -> Option<BareVerdictView<'_>> {
        self.good.is_none().then_some(BareVerdictView(self))
    }

    fn verdict(&self) -> Cell {
        match self.valid {
            Some(true) => Cell::toned("valid", Tone::Good),
            Some(false) => Cell::toned("invalid", Tone::Bad),
            None => Cell::toned("unknown", Tone::Warn),
        }
    }

    fn reason(&self) -> Cell {
        Cell::maybe(self.reason.filter(|_| self.explain).map(Reason::as_str))
    }
}

impl Record for VerdictView {
    const HEADERS: &'static [&'static str] = &["Verdict", "Reason", "Tenant", "Subject", "Session", "Expires at"];

    fn cells(&self) -> Vec<Cell> {
        let good = self.good.as_ref();
        vec![
            self.verdict(),
            self.reason(),
            Cell::maybe(good.and_then(|good| good.tenant.as_ref())),
            Cell::maybe(good.map(|good| &good.sub)),
            Cell::maybe(good.map(|good| good.session)),
            Cell::maybe(good.and_then(|good| good.expires_at.as_ref())),
        ]
    }
}

/// The verdict alone, for a person: an outsider must see no more, and of a signature there is no more.
#[derive(Debug, Serialize)]
pub struct BareVerdictView<'v>(&'v VerdictView);

impl Record for BareVerdictView<'_> {
    const HEADERS: &'static [&'static str] = &["Verdict"];

    fn cells(&self) -> Vec<Cell> {
        vec![self.0.verdict()]
    }
}

/// What was found about the token on a line.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// The line's number, from 1.
    pub line: u64,
    /// What was found.
    #[serde(flatten)]
    pub verdict: VerdictView,
}

impl Record for LineView {
    const HEADERS: &'static [&'static str] =
        &["Line", "Verdict", "Reason", "Tenant", "Subject", "Session", "Expires at"];

    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![Cell::new(self.line)];
        cells.extend(self.verdict.cells());
        cells
    }
}

/// What a token says.
#[derive(Debug, Serialize)]
pub struct DecodedView {
    header: Map<String, Value>,
    claims: Map<String, Value>,
    signature_bytes: usize,
    verified: bool,
}

impl DecodedView {
    /// Takes a token's contents.
    pub fn of(decoded: Decoded) -> Self {
        let Decoded { header, claims, signature_bytes } = decoded;
        Self { header, claims, signature_bytes, verified: false }
    }
}

impl Record for DecodedView {
    const HEADERS: &'static [&'static str] = &["Header", "Claims", "Signature bytes", "Verified"];

    fn cells(&self) -> Vec<Cell> {
        let text = |map: &Map<String, Value>| Value::Object(map.clone()).to_string();
        vec![
            Cell::new(text(&self.header)),
            Cell::new(text(&self.claims)),
            Cell::new(self.signature_bytes),
            Cell::toned("no", Tone::Warn),
        ]
    }
}
