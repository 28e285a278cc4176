//! Sessions.

use crate::ops::sessions::{Issued, Outcome, SessionRow};
use crate::output::{Cell, Record, Tone};
use chrono::{DateTime, SecondsFormat, Utc};
use secrecy::ExposeSecret;
use serde::Serialize;

fn time(at: &DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A session.
#[derive(Debug, Serialize)]
pub struct SessionView {
    jti: String,
    user_id: String,
    email: Option<String>,
    issued_at: String,
    expires_at: Option<String>,
    status: &'static str,
    source: String,
    user_agent: Option<String>,
    ip: Option<String>,
    reason: Option<String>,
}

impl SessionView {
    /// Takes a row.
    pub fn of(row: &SessionRow) -> Self {
        let ended = row.expires_at.is_some_and(|at| at <= Utc::now());
        Self {
            jti: row.id.to_string(),
            user_id: row.user_id.to_string(),
            email: row.email.clone(),
            issued_at: time(&row.issued_at),
            expires_at: row.expires_at.as_ref().map(time),
            status: if ended { "expired" } else { "live" },
            source: row.source.clone(),
            user_agent: row.user_agent.clone(),
            ip: row.ip.clone(),
            reason: row.reason.clone(),
        }
    }

    /// One line to pick it by.
    pub fn line(row: &SessionRow) -> String {
        let who = row.email.clone().unwrap_or_else(|| row.user_id.to_string());
        format!("{}  {who}  since {}", row.id, time(&row.issued_at))
    }
}

impl Record for SessionView {
    const HEADERS: &'static [&'static str] = &["Jti", "User", "Issued at", "Expires at", "Status", "Source"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.jti),
            Cell::new(self.email.as_ref().unwrap_or(&self.user_id)),
            Cell::time(Some(&self.issued_at)),
            Cell::time(self.expires_at.as_deref()),
            Cell::toned(self.status, if self.status == "live" { Tone::Good } else { Tone::Dim }),
            Cell::new(&self.source),
        ]
    }
}

/// What `session issue` ends with.
#[derive(Serialize)]
pub struct IssuedView {
    tenant: String,
    token: String,
    jti: String,
    user_id: String,
    role: String,
    issued_at: String,
    expires_at: String,
}

impl IssuedView {
    /// Takes a session that was issued, with its token: printing it is what the command is for.
    pub fn of(tenant: &str, issued: &Issued) -> Self {
        Self {
            tenant: tenant.to_owned(),
            token: issued.token.expose_secret().to_owned(),
            jti: issued.jti.to_string(),
            user_id: issued.user.to_string(),
            role: issued.role.clone(),
            issued_at: time(&issued.issued_at),
            expires_at: time(&issued.expires_at),
        }
    }
}

impl Record for IssuedView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Token", "Jti", "User id", "Role", "Issued at", "Expires at"];

    fn cells(&self) -> Vec<Cell> {
        let texts =
            [&self.tenant, &self.token, &self.jti, &self.user_id, &self.role, &self.issued_at, &self.expires_at];
        texts.into_iter().map(Cell::new).collect()
    }
}

/// What `session revoke` ends with.
#[derive(Debug, Serialize)]
pub struct RevokedView {
    tenant: String,
    revoked: u64,
    at_auth_server: Option<u64>,
    tokens_until: Option<String>,
    dry_run: bool,
}

impl RevokedView {
    /// Takes the counts.
    pub fn of(tenant: &str, outcome: &Outcome, dry_run: bool) -> Self {
        Self {
            tenant: tenant.to_owned(),
            revoked: outcome.count(),
            at_auth_server: outcome.supabase.map(|revoked| revoked.count),
            tokens_until: outcome.ours.until.as_ref().map(time),
            dry_run,
        }
    }
}

impl Record for RevokedView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Revoked", "At auth server", "Tokens until"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.tenant),
            Cell::new(self.revoked),
            Cell::maybe(self.at_auth_server.as_ref()),
            Cell::time(self.tokens_until.as_deref()),
        ]
    }
}

/// What `session purge` ends with.
#[derive(Debug, Serialize)]
pub struct PurgedView {
    /// The tenant.
    pub tenant: String,
    /// How many rows.
    pub deleted: u64,
}

impl Record for PurgedView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Deleted"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::new(&self.tenant), Cell::new(self.deleted)]
    }
}
