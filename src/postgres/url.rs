//! Reading a connection URL by ourselves: the driver ignores parameters it doesn't know and
//! takes `allow` for plaintext, so the rules are applied here, before it sees anything.

use super::target::{Place, Target};
use secrecy::SecretString;
use sqlx::postgres::PgSslMode;
use std::path::PathBuf;
use url::Url;

/// Stands in for a host that isn't there.
const NO_HOST: &str = "no-host.invalid";

/// A connection URL that can't be used. The text never holds the URL, which may hold a password.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTarget {
    /// No URL at all.
    #[error("is not a connection URL ({0}); it looks like postgresql://user:password@host:5432/database")]
    NotAUrl(String),
    /// Another scheme.
    #[error("begins with {0}://, not with postgresql:// or postgres://")]
    Scheme(String),
    /// A part is missing or malformed.
    #[error("{0}")]
    Part(&'static str),
    /// A TLS mode that would let the line be read.
    #[error(
        "asks for sslmode={0}, which may send the password and the data in the clear to {1}; use require, verify-ca or verify-full"
    )]
    Plaintext(String, String),
    /// An sslmode that libpq doesn't know either.
    #[error("has an unknown sslmode {0:?}")]
    SslMode(String),
}

impl Target {
    /// Parses `postgresql://user:password@host:port/database?sslmode=…`; `host` may also be a
    /// parameter, as libpq allows (a folder there means a unix socket).
    ///
    /// # Errors
    /// [`InvalidTarget`], which never repeats the URL.
    pub fn parse(text: &str) -> Result<Self, InvalidTarget> {
        let url = match Url::parse(text.trim()) {
            // libpq allows user@/database with the host among the parameters; a URL proper doesn't.
            Err(url::ParseError::EmptyHost) => Url::parse(&text.trim().replacen("@/", &format!("@{NO_HOST}/"), 1)),
            parsed => parsed,
        };
        let url = url.map_err(|e| InvalidTarget::NotAUrl(e.to_string()))?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(InvalidTarget::Scheme(url.scheme().to_owned()));
        }
        let mut read = Read {
            host: url.host_str().filter(|h| *h != NO_HOST).map(|h| decode(h, "has a malformed host")).transpose()?,
            port: url.port(),
            user: decode(url.username(), "has a malformed user name")?,
            password: url.password().map(|p| decode(p, "has a malformed password")).transpose()?,
            database: decode(url.path().trim_start_matches('/'), "has a malformed database name")?,
            ..Read::default()
        };
        for (name, value) in url.query_pairs() {
            read.parameter(&name, &value)?;
        }
        read.finish()
    }
}

#[derive(Default)]
struct Read {
    host: Option<String>,
    port: Option<u16>,
    user: String,
    password: Option<String>,
    database: String,
    ssl_mode: Option<String>,
    root: Option<PathBuf>,
    pooler: bool,
    warnings: Vec<String>,
}

impl Read {
    fn parameter(&mut self, name: &str, value: &str) -> Result<(), InvalidTarget> {
        match name {
            "host" => self.host = Some(value.to_owned()),
            "port" => self.port = Some(value.parse().map_err(|_| InvalidTarget::Part("has a malformed port"))?),
            "user" => self.user = value.to_owned(),
            "password" => self.password = Some(value.to_owned()),
            "dbname" => self.database = value.to_owned(),
            "sslmode" | "ssl-mode" => self.ssl_mode = Some(value.to_owned()),
            // libpq's word for the system's bundle; the driver would take it for a file's name.
            "sslrootcert" | "ssl-root-cert" if value == "system" => {
                self.root = Some(PathBuf::from("/etc/ssl/certs/ca-certificates.crt"));
            }
            "sslrootcert" | "ssl-root-cert" => self.root = Some(PathBuf::from(value)),
            "pgbouncer" => self.pooler = value == "true",
            "application_name" | "connect_timeout" | "channel_binding" | "gssencmode" | "target_session_attrs" => {}
            other => self.warnings.push(format!("the parameter {other:?} of the connection URL has no effect")),
        }
        Ok(())
    }

    fn finish(self) -> Result<Target, InvalidTarget> {
        if self.user.is_empty() {
            return Err(InvalidTarget::Part("names no user"));
        }
        let host = self.host.filter(|h| !h.is_empty()).ok_or(InvalidTarget::Part("names no host"))?;
        if host.contains(',') {
            return Err(InvalidTarget::Part("names several hosts; name one"));
        }
        let port = self.port.unwrap_or(5432);
        let database = if self.database.is_empty() { self.user.clone() } else { self.database };
        let place = if host.starts_with('/') {
            Place::Unix(PathBuf::from(&host), port)
        } else {
            Place::Tcp(host.trim_matches(['[', ']']).to_owned(), port)
        };
        let ssl_mode = ssl_mode(&place, self.ssl_mode.as_deref(), self.root.is_some())?;
        Ok(Target {
            says_transaction_pooler: self.pooler || port == 6543,
            place,
            user: self.user,
            password: self.password.map(SecretString::from),
            database,
            ssl_mode,
            ssl_root_cert: self.root,
            warnings: self.warnings,
        })
    }
}

/// Off this machine nothing goes in the clear, and a root certificate always means that it is
/// checked (libpq verifies under `require` with a root; the driver wouldn't).
fn ssl_mode(place: &Place, asked: Option<&str>, has_root: bool) -> Result<PgSslMode, InvalidTarget> {
    let Place::Tcp(host, _) = place else { return Ok(PgSslMode::Disable) };
    let loopback = is_loopback(host);
    match asked {
        Some("verify-full") => Ok(PgSslMode::VerifyFull),
        Some("verify-ca") => Ok(PgSslMode::VerifyCa),
        Some("require") | None if has_root => Ok(PgSslMode::VerifyCa),
        Some("require") => Ok(PgSslMode::Require),
        None | Some("prefer") if loopback => Ok(PgSslMode::Prefer),
        None | Some("prefer") => Ok(PgSslMode::Require),
        Some("disable" | "allow") if loopback => Ok(PgSslMode::Disable),
        Some(mode @ ("disable" | "allow")) => Err(InvalidTarget::Plaintext(mode.to_owned(), host.clone())),
        Some(other) => Err(InvalidTarget::SslMode(other.to_owned())),
    }
}

/// Tells whether a host is this machine, without asking a name server.
pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn decode(text: &str, problem: &'static str) -> Result<String, InvalidTarget> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match (digit(rest.next()), digit(rest.next())) {
            (Some(high), Some(low)) => bytes.push(high << 4 | low),
            _ => return Err(InvalidTarget::Part(problem)),
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        _ => Err(InvalidTarget::Part(problem)),
    }
}

#[cfg(test)]
mod tests {
    use super::{InvalidTarget, Place, Target};
    use sqlx::postgres::PgSslMode;

    #[test]
    fn applies_the_tls_rules() {
        for (url, mode) in [
            ("postgres://u:p@localhost/d", PgSslMode::Prefer),
            ("postgres://u:p@127.0.0.1/d?sslmode=disable", PgSslMode::Disable),
            ("postgres://u:p@db.example.com/d", PgSslMode::Require),
            ("postgres://u:p@db.example.com/d?sslmode=prefer", PgSslMode::Require),
            ("postgres://u:p@db.example.com/d?sslmode=require&sslrootcert=/ca.pem", PgSslMode::VerifyCa),
            ("postgres://u:p@db.example.com/d?sslmode=verify-full&sslrootcert=/ca.pem", PgSslMode::VerifyFull),
            ("postgres:///d?host=/run/pg&user=u", PgSslMode::Disable),
        ] {
            let target = Target::parse(url).expect(url);
            assert_eq!(format!("{:?}", target.ssl_mode), format!("{mode:?}"), "{url}");
        }
    }

    #[test]
    fn refuses_what_is_no_target() {
        for url in [
            "",
            "not a url",
            "acme",
            "mysql://u:p@h/d",
            "postgres://h/d",
            "postgres://u:p@/d",
            "postgres://u:p@db.example.com/d?sslmode=disable",
            "postgres://u:p@db.example.com/d?sslmode=allow",
            "postgres://u:p@h/d?sslmode=nonsense",
            "postgres://u:p@a,b/d",
            "postgres://u:p@h:99999/d",
            "postgres://u:%zz@h/d",
            "postgres://u:p@h/d%00",
        ] {
            let error = Target::parse(url).expect_err(url);
            assert!(!error.to_string().contains("u:p@"), "{error}");
        }
    }

    #[test]
    fn a_url_survives_the_round_trip() {
        let url = "postgres://us%40er:p%3A%2Fw%25@h.example:6000/da%20ta?sslmode=verify-full&sslrootcert=/etc/ca.pem";
        let target = Target::parse(url).expect("parses");
        assert_eq!(target.user, "us@er");
        let again = Target::parse(secrecy::ExposeSecret::expose_secret(&target.url())).expect("parses again");
        assert!(again.same_session_as(&target));
        assert!(!target.masked_url().contains("p%3A"));
        assert!(!format!("{target:?}").contains("p:/w"));
    }

    #[test]
    fn knows_a_transaction_pooler_by_its_url() {
        assert!(Target::parse("postgres://u:p@h:6543/d").expect("parses").says_transaction_pooler);
        assert!(Target::parse("postgres://u:p@h/d?pgbouncer=true").expect("parses").says_transaction_pooler);
        assert!(!Target::parse("postgres://u:p@h/d").expect("parses").says_transaction_pooler);
    }

    #[test]
    fn reads_a_socket_folder() {
        let target = Target::parse("postgresql://u@/d?host=/run/pg&port=6000").expect("parses");
        assert_eq!(target.place, Place::Unix("/run/pg".into(), 6000));
        assert_eq!(InvalidTarget::Part("x").to_string(), "x");
    }
}
