//! Users of a tenant.

use crate::ops::users::{Found, ImportReport, Made, Mapping, Outcome};
use crate::output::{Cell, Record, Tone};
use chrono::{DateTime, SecondsFormat, Utc};
use secrecy::ExposeSecret;
use serde::Serialize;

fn time(at: &DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// What `user create` ends with.
#[derive(Debug, Serialize)]
pub struct MadeUserView {
    tenant: String,
    id: String,
    email: String,
    role: String,
    outcome: &'static str,
    auth_server: bool,
    link: Option<String>,
}

impl MadeUserView {
    /// Takes what was made; the link is what was asked for.
    pub fn of(tenant: &str, email: &str, role: &str, made: &Made) -> Self {
        Self {
            tenant: tenant.to_owned(),
            id: made.id.to_string(),
            email: email.to_owned(),
            role: role.to_owned(),
            outcome: match made.outcome {
                Outcome::Created => "created",
                Outcome::Updated => "updated",
                Outcome::Unchanged => "unchanged",
            },
            auth_server: made.at_auth,
            link: made.link.as_ref().map(|link| link.expose_secret().to_owned()),
        }
    }
}

impl Record for MadeUserView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Id", "Email", "Role", "Outcome", "Auth server", "Link"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.tenant),
            Cell::new(&self.id),
            Cell::new(&self.email),
            Cell::new(&self.role),
            Cell::new(self.outcome),
            Cell::new(if self.auth_server { "yes" } else { "none" }),
            Cell::maybe(self.link.as_ref()),
        ]
    }
}

/// A user in a list: what the tenant itself knows.
#[derive(Debug, Serialize)]
pub struct UserLine {
    id: String,
    email: Option<String>,
    role: String,
    status: &'static str,
    created_at: String,
}

impl UserLine {
    /// Takes a row.
    pub fn of(mapping: &Mapping) -> Self {
        Self {
            id: mapping.auth_user_id.to_string(),
            email: mapping.email.clone(),
            role: mapping.role.clone(),
            status: if mapping.disabled_at.is_some() { "disabled" } else { "enabled" },
            created_at: time(&mapping.created_at),
        }
    }
}

fn status_cell(status: &str) -> Cell {
    Cell::toned(status, if status == "enabled" { Tone::Good } else { Tone::Warn })
}

impl Record for UserLine {
    const HEADERS: &'static [&'static str] = &["Id", "Email", "Role", "Status", "Created at"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.id),
            Cell::maybe(self.email.as_ref()),
            Cell::new(&self.role),
            status_cell(self.status),
            Cell::time(Some(&self.created_at)),
        ]
    }
}

/// One user, with what the Auth server knows.
#[derive(Debug, Serialize)]
pub struct UserView {
    id: String,
    email: Option<String>,
    role: Option<String>,
    status: &'static str,
    at_auth_server: Option<bool>,
    confirmed_at: Option<String>,
    last_sign_in_at: Option<String>,
    banned_until: Option<String>,
    created_at: Option<String>,
}

impl UserView {
    /// Takes both; `has_auth` tells whether the tenant has an Auth server.
    pub fn of(found: &Found, has_auth: bool) -> Self {
        let (mapping, user) = (found.mapping.as_ref(), found.user.as_ref());
        let banned = user.and_then(|u| u.banned_until).filter(|until| *until > Utc::now());
        let status = match (mapping, user) {
            (None, _) => "without a role",
            (Some(_), None) if has_auth => "not at the Auth server",
            (Some(mapping), _) if mapping.disabled_at.is_some() || banned.is_some() => "disabled",
            _ => "enabled",
        };
        let email = mapping.and_then(|m| m.email.clone()).or_else(|| user.and_then(|u| u.email.clone()));
        Self {
            id: found.id.to_string(),
            email,
            role: mapping.map(|m| m.role.clone()),
            status,
            at_auth_server: has_auth.then_some(user.is_some()),
            confirmed_at: user.and_then(|u| u.email_confirmed_at).as_ref().map(time),
            last_sign_in_at: user.and_then(|u| u.last_sign_in_at).as_ref().map(time),
            banned_until: banned.as_ref().map(time),
            created_at: mapping.map(|m| time(&m.created_at)),
        }
    }
}

impl Record for UserView {
    const HEADERS: &'static [&'static str] = &[
        "Id",
        "Email",
        "Role",
        "Status",
        "At auth server",
        "Confirmed at",
        "Last sign in at",
        "Banned until",
        "Created at",
    ];

    fn cells(&self) -> Vec<Cell> {
        let at = self.at_auth_server.map(|there| if there { "yes" } else { "no" });
        vec![
            Cell::new(&self.id),
            Cell::maybe(self.email.as_ref()),
            Cell::maybe(self.role.as_ref()),
            status_cell(self.status),
            Cell::maybe(at.as_ref()),
            Cell::time(self.confirmed_at.as_deref()),
            Cell::time(self.last_sign_in_at.as_deref()),
            Cell::time(self.banned_until.as_deref()),
            Cell::time(self.created_at.as_deref()),
        ]
    }
}

/// What `user import` ends with.
#[derive(Debug, Serialize)]
pub struct ImportedUsersView {
    tenant: String,
    records: u64,
    created: u64,
    updated: u64,
    unchanged: u64,
    refused: u64,
    failed: u64,
    left_out: u64,
    with_password: u64,
    lost_passwords: u64,
    lost_mfa: u64,
}

impl ImportedUsersView {
    /// Takes the report.
    pub fn of(tenant: &str, report: &ImportReport) -> Self {
        let counts = &report.counts;
        Self {
            tenant: tenant.to_owned(),
            records: counts.records,
            created: report.created,
            updated: report.updated,
            unchanged: report.unchanged,
            refused: counts.refused,
            failed: report.failed,
            left_out: counts.anonymous + counts.no_address,
            with_password: counts.with_hash,
            lost_passwords: counts.lost_passwords + counts.redacted_passwords,
            lost_mfa: counts.lost_mfa,
        }
    }
}

impl Record for ImportedUsersView {
    const HEADERS: &'static [&'static str] = &[
        "Tenant",
        "Records",
        "Created",
        "Updated",
        "Unchanged",
        "Refused",
        "Failed",
        "Left out",
        "With password",
        "Lost passwords",
        "Lost MFA",
    ];

    fn cells(&self) -> Vec<Cell> {
        let bad = |n: u64| Cell::toned(n, if n > 0 { Tone::Bad } else { Tone::Plain });
        vec![
            Cell::new(&self.tenant),
            Cell::new(self.records),
            Cell::new(self.created),
            Cell::new(self.updated),
            Cell::new(self.unchanged),
            bad(self.refused),
            bad(self.failed),
            Cell::new(self.left_out),
            Cell::new(self.with_password),
            Cell::new(self.lost_passwords),
            Cell::new(self.lost_mfa),
        ]
    }
}
