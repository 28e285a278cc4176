//! Where a project's pooler is, and which hosts a password may be sent to.

use super::ManagementApi;
use crate::supabase::http::{ApiError, Request};
use serde::Deserialize;
use std::net::IpAddr;

/// The port of every Supabase pooler in session mode.
const SESSION_PORT: u16 = 5432;

/// One pooler of a project.
#[derive(Debug, Clone, Deserialize)]
pub struct Pooler {
    database_type: String,
    db_user: String,
    db_host: String,
    db_port: u16,
    pool_mode: String,
}

/// How the pooler is reached in session mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPooler {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The login `postgres`, as the pooler wants it spelt.
    pub user: String,
}

impl SessionPooler {
    /// Picks the primary database's. One that is configured for transaction mode answers in session mode at another
    /// port of the same host.
    pub fn of(poolers: &[Pooler]) -> Option<Self> {
        let pooler = poolers.iter().find(|pooler| pooler.database_type == "PRIMARY")?;
        let port = if pooler.pool_mode == "session" { pooler.db_port } else { SESSION_PORT };
        Some(Self { host: pooler.db_host.clone(), port, user: pooler.db_user.clone() })
    }
}

impl ManagementApi {
    /// Reads where a project's poolers are.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn pooler(&self, project: &str) -> Result<Vec<Pooler>, ApiError> {
        let call = Request::get("/v1/projects/{}/config/database/pooler", "reading where the project's pooler is")
            .argument(project);
        self.http.json(&call).await
    }

    /// Refuses a host that whoever answered in the API's place may have put there: it must belong to the API's own
    /// domain, or to Supabase's two where the API does.
    ///
    /// # Errors
    /// [`ApiError::unfit`].
    pub fn trust(&self, host: &str) -> Result<(), ApiError> {
        let api = self.http.host();
        if trusted(host, api) {
            return Ok(());
        }
        let text = format!("the API at {api} names the host {host}, which isn't of its domain");
        Err(ApiError::unfit("reading where the project's database is", text))
    }
}

/// Tells whether a host is this machine, without asking a name server.
fn is_loopback(host: &str) -> bool {
    let bare = host.trim_matches(['[', ']']);
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn trusted(host: &str, api: &str) -> bool {
    let host = host.to_ascii_lowercase();
    if is_loopback(api) {
        return is_loopback(&host);
    }
    // An address has no domain that others could belong to.
    if api.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return host == api;
    }
    // With anything but a name in it, such as a slash, the host may be another one as soon as it is part of a URL.
    let is_name = host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    let belongs = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let own = match api.rsplitn(3, '.').collect::<Vec<_>>().as_slice() {
        [top, second, _] => format!("{second}.{top}"),
        _ => api.to_owned(),
    };
    is_name && (belongs(&own) || own == "supabase.com" && belongs("supabase.co"))
}

#[cfg(test)]
mod tests {
    use super::trusted;

    #[test]
    fn a_password_goes_to_the_apis_own_domain() {
        for (host, api, fits) in [
            ("aws-1-eu-west-1.pooler.supabase.com", "api.supabase.com", true),
            ("db.abc.supabase.co", "api.supabase.com", true),
            ("AWS-1.pooler.Supabase.com", "api.supabase.com", true),
            ("pooler.example.com", "api.example.com", true),
            ("example.com", "api.example.com", true),
            ("kong", "kong", true),
            ("10.1.2.5", "10.1.2.5", true),
            ("99.9.2.5", "10.1.2.5", false),
            ("[2001:db8::1]", "[2001:db8::1]", true),
            ("evil.example/x.supabase.com", "api.supabase.com", false),
            ("evil.example?.supabase.com", "api.supabase.com", false),
            ("evil.example:1#.supabase.co", "api.supabase.com", false),
            ("u@evil.example:1/.supabase.co", "api.supabase.com", false),
            ("evil.example\\.supabase.com", "api.supabase.com", false),
            ("evil.example,a.supabase.com", "api.supabase.com", false),
            ("", "api.supabase.com", false),
            ("supabase.com.evil.example", "api.supabase.com", false),
            ("evilsupabase.com", "api.supabase.com", false),
            ("aws-0-us-east-1.pooler.supabase.green", "api.supabase.green", true),
            ("aws-0-us-east-1.pooler.supabase.com", "api.supabase.green", false),
            ("127.0.0.1", "127.0.0.1", true),
            ("localhost", "127.0.0.1", true),
            ("db.example.com", "127.0.0.1", false),
            ("127.0.0.1", "api.supabase.com", false),
        ] {
            assert_eq!(trusted(host, api), fits, "{host} by {api}");
        }
    }
}
