//! Where a PostgreSQL server is: a connection URL, read by ourselves.
//!
//! The driver ignores parameters it doesn't know and takes `allow` for plaintext, so the rules
//! are applied here, before it sees anything.

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use std::path::PathBuf;
use url::Url;

/// A server's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Host and port.
    Tcp(String, u16),
    /// Folder of the unix socket and the port that is part of the socket's name.
    Unix(PathBuf, u16),
}

/// A parsed connection URL. Its password never prints.
#[derive(Debug, Clone)]
pub struct Target {
    /// The server's address.
    pub place: Place,
    /// The login.
    pub user: String,
    /// The login's password.
    pub password: Option<SecretString>,
    /// The database.
    pub database: String,
    ssl_mode: PgSslMode,
    ssl_root_cert: Option<PathBuf>,
    /// The URL itself says that a transaction pooler answers there.
    pub says_transaction_pooler: bool,
    /// What was read and has no effect; to be shown once.
    pub warnings: Vec<String>,
}

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
    #[error("asks for sslmode={0}, which may send the password and the data in the clear to {1}; use require, verify-ca or verify-full")]
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
        let url = Url::parse(text.trim()).map_err(|e| InvalidTarget::NotAUrl(e.to_string()))?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(InvalidTarget::Scheme(url.scheme().to_owned()));
        }
        let mut read = Read {
            host: url.host_str().map(|h| decode(h, "has a malformed host")).transpose()?,
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

    /// Builds a target for a unix socket, which needs no TLS.
    pub fn unix(folder: PathBuf, port: u16, user: &str, password: SecretString, database: &str) -> Self {
        Self {
            place: Place::Unix(folder, port),
            user: user.to_owned(),
            password: Some(password),
            database: database.to_owned(),
            ssl_mode: PgSslMode::Disable,
            ssl_root_cert: None,
            says_transaction_pooler: false,
            warnings: Vec::new(),
        }
    }

    /// Returns the same server with another login and database.
    #[must_use]
    pub fn with_login(&self, user: &str, password: SecretString, database: &str) -> Self {
        Self {
            user: user.to_owned(),
            password: Some(password),
            database: database.to_owned(),
            warnings: Vec::new(),
            ..self.clone()
        }
    }

    /// Names the server without a secret: `host:port` or the socket's folder.
    pub fn endpoint(&self) -> String {
        match &self.place {
            Place::Tcp(host, port) => format!("{host}:{port}"),
            Place::Unix(folder, port) => format!("{} (port {port})", folder.display()),
        }
    }

    /// Returns the URL for `psql` and applications, with the password.
    pub fn url(&self) -> SecretString {
        let password = self.password.as_ref().map(|p| p.expose_secret().to_owned());
        SecretString::from(self.render(password.as_deref()))
    }

    /// Returns the URL with its password masked.
    pub fn masked_url(&self) -> String {
        self.render(self.password.as_ref().map(|_| "****"))
    }

    fn render(&self, password: Option<&str>) -> String {
        let mask = password == Some("****");
        let mut login = encode(&self.user);
        if let Some(p) = password {
            login = format!("{login}:{}", if mask { p.to_owned() } else { encode(p) });
        }
        let database = encode(&self.database);
        let (address, mut parameters) = match &self.place {
            Place::Tcp(host, port) => {
                let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
                (format!("{host}:{port}"), Vec::new())
            }
            Place::Unix(folder, port) => {
                let folder = encode(&folder.to_string_lossy()).replace("%2F", "/");
                (String::new(), vec![format!("host={folder}"), format!("port={port}")])
            }
        };
        if let Some(mode) = self.ssl_mode_for_url() {
            parameters.push(format!("sslmode={mode}"));
        }
        if let Some(root) = &self.ssl_root_cert {
            parameters.push(format!("sslrootcert={}", encode(&root.to_string_lossy()).replace("%2F", "/")));
        }
        let tail = if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) };
        format!("postgresql://{login}@{address}/{database}{tail}")
    }

    fn ssl_mode_for_url(&self) -> Option<&'static str> {
        match self.ssl_mode {
            PgSslMode::Require => Some("require"),
            PgSslMode::VerifyCa => Some("verify-ca"),
            PgSslMode::VerifyFull => Some("verify-full"),
            PgSslMode::Disable | PgSslMode::Allow | PgSslMode::Prefer => None,
        }
    }

    /// Returns libpq's environment for a child such as `psql`, the password included, so that
    /// nothing secret is in its arguments.
    pub fn child_environment(&self) -> Vec<(&'static str, String)> {
        let (host, port) = match &self.place {
            Place::Tcp(host, port) => (host.clone(), *port),
            Place::Unix(folder, port) => (folder.to_string_lossy().into_owned(), *port),
        };
        let mut variables = vec![
            ("PGHOST", host),
            ("PGPORT", port.to_string()),
            ("PGUSER", self.user.clone()),
            ("PGDATABASE", self.database.clone()),
        ];
        if let Some(p) = &self.password {
            variables.push(("PGPASSWORD", p.expose_secret().to_owned()));
        }
        if let Some(mode) = self.ssl_mode_for_url() {
            variables.push(("PGSSLMODE", mode.to_owned()));
        }
        if let Some(root) = &self.ssl_root_cert {
            variables.push(("PGSSLROOTCERT", root.to_string_lossy().into_owned()));
        }
        variables
    }

    /// Returns whether the two reach one server as one login in one database.
    pub fn same_session_as(&self, other: &Self) -> bool {
        self.place == other.place && self.user == other.user && self.database == other.database
    }

    /// Builds the driver's options. `extra_float_digits` stays out: poolers refuse it.
    pub(super) fn options(&self, application: &str) -> PgConnectOptions {
        let mut options = PgConnectOptions::new_without_pgpass()
            .username(&self.user)
            .database(&self.database)
            .ssl_mode(self.ssl_mode)
            .application_name(application)
            .statement_cache_capacity(64)
            .extra_float_digits(None);
        options = match &self.place {
            Place::Tcp(host, port) => options.host(host).port(*port),
            Place::Unix(folder, port) => options.socket(folder).port(*port),
        };
        if let Some(password) = &self.password {
            options = options.password(password.expose_secret());
        }
        if let Some(root) = &self.ssl_root_cert {
            options = options.ssl_root_cert(root);
        }
        options
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
    let loopback = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
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

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
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
