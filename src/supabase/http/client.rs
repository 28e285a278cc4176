//! The client that all calls to one API share.

use super::limits::Limits;
use crate::supabase::error::{ApiError, Kind};
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// What no call exceeds.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Making a connection.
    pub connect: Duration,
    /// One attempt, from the first byte to the last.
    pub attempt: Duration,
    /// The whole call, with its pauses and further attempts.
    pub total: Duration,
    /// Bytes of an answer, unpacked.
    pub body: usize,
    /// More certificates to trust, as PEM: a company's own.
    pub root: Option<PathBuf>,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            attempt: Duration::from_secs(30),
            total: Duration::from_secs(120),
            body: 8 << 20,
            root: None,
        }
    }
}

/// Sends calls to one API.
#[derive(Debug)]
pub struct HttpClient {
    pub(super) client: reqwest::Client,
    pub(super) base: Url,
    pub(super) bounds: Bounds,
    pub(super) limits: Limits,
}

impl HttpClient {
    /// Makes one for the API at `base`, which may have a path of its own.
    ///
    /// # Errors
    /// Plain HTTP to another machine, a URL with a password in it, or certificates that can't be read.
    pub fn new(base: &str, bounds: Bounds) -> Result<Self, ApiError> {
        let doing = "preparing calls to the API";
        let invalid = |what: String| ApiError::new(doing, Kind::Invalid, what);
        let url = Url::parse(base).map_err(|e| invalid(format!("its URL can't be used: {e}")))?;
        let host = url.host_str().unwrap_or_default().to_owned();
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&host) => {}
            "http" => {
                return Err(invalid(format!("{host} is another machine, and http would send the key in the clear")));
            }
            other => return Err(invalid(format!("its URL begins with {other}://, not with https://"))),
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
            return Err(invalid("its URL holds more than a host and a path".to_owned()));
        }
        let client = build(&bounds).map_err(|e| invalid(format!("no HTTP client can be made: {e}")))?;
        Ok(Self { client, base: url, bounds, limits: Limits::default() })
    }

    /// The API's address.
    pub fn base(&self) -> &Url {
        &self.base
    }
}

/// Tells whether a host is this machine, without asking a name server.
pub(in crate::supabase) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_matches(['[', ']']);
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Uses the system's certificates; where there are none (slim containers) the build fails, even for plain http, and
/// Mozilla's list is used instead.
fn build(bounds: &Bounds) -> Result<reqwest::Client, String> {
    let base = || {
        reqwest::Client::builder()
            .user_agent(concat!("tenantctl/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(bounds.connect)
            .timeout(bounds.attempt)
            .redirect(reqwest::redirect::Policy::none())
    };
    let extra = match &bounds.root {
        Some(path) => {
            let pem = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
            reqwest::Certificate::from_pem_bundle(&pem).map_err(|e| format!("{}: {e}", path.display()))?
        }
        None => Vec::new(),
    };
    match base().tls_certs_merge(extra.clone()).build() {
        Err(error) if error.is_builder() => {
            let mozilla = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
            let mozilla = mozilla.filter_map(|certificate| reqwest::Certificate::from_der(certificate).ok());
            base().tls_certs_only(mozilla.chain(extra)).build().map_err(|e| e.to_string())
        }
        built => built.map_err(|e| e.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, HttpClient};

    #[test]
    fn keys_go_over_tls_only() {
        for (base, fits) in [
            ("https://api.supabase.com", true),
            ("http://127.0.0.1:1", true),
            ("http://[::1]:1/prefix", true),
            ("http://localhost:1", true),
            ("http://api.example.com", false),
            ("http://127.0.0.1.example.com", false),
            ("ftp://api.example.com", false),
            ("https://user:secret@api.example.com", false),
            ("not a url", false),
        ] {
            let made = HttpClient::new(base, Bounds::default());
            assert_eq!(made.is_ok(), fits, "{base}");
            if let Err(error) = made {
                assert!(!error.to_string().contains("secret"), "{error}");
            }
        }
    }
}
