//! Where a PostgreSQL server is, and everything that is made from that: URLs, a child's
//! environment, the driver's options.

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use std::mem::discriminant;
use std::path::PathBuf;

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
    pub(super) ssl_mode: PgSslMode,
    pub(super) ssl_root_cert: Option<PathBuf>,
    /// The URL itself says that a transaction pooler answers there.
    pub says_transaction_pooler: bool,
    /// What was read and has no effect; to be shown once.
    pub warnings: Vec<String>,
}

impl Target {
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

    /// Builds a target for a host that an API named. Off this machine the line is always encrypted, and the server is
    /// verified, its name included, where a root certificate is given.
    pub fn tcp(
        (host, port): (&str, u16),
        user: &str,
        password: SecretString,
        database: &str,
        root: Option<PathBuf>,
    ) -> Self {
        let loopback = super::url::is_loopback(host);
        let ssl_mode = match root {
            Some(_) => PgSslMode::VerifyFull,
            None if loopback => PgSslMode::Prefer,
            None => PgSslMode::Require,
        };
        let unix = Self::unix(PathBuf::new(), port, user, password, database);
        Self { place: Place::Tcp(host.to_owned(), port), ssl_mode, ssl_root_cert: root, ..unix }
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

    /// A socket's URL names the login among its parameters: user@ without a host is no URL that
    /// every library reads.
    fn render(&self, password: Option<&str>) -> String {
        let shown = |p: &str| if p == "****" { p.to_owned() } else { encode(p) };
        let user = encode(&self.user);
        let mut parameters = Vec::new();
        let authority = match &self.place {
            Place::Tcp(host, port) => {
                let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
                let password = password.map(|p| format!(":{}", shown(p))).unwrap_or_default();
                format!("{user}{password}@{host}:{port}")
            }
            Place::Unix(folder, port) => {
                parameters.push(format!("host={}", encode_path(folder)));
                parameters.push(format!("port={port}"));
                parameters.push(format!("user={user}"));
                parameters.extend(password.map(|p| format!("password={}", shown(p))));
                String::new()
            }
        };
        parameters.extend(self.ssl_mode_for_url().map(|mode| format!("sslmode={mode}")));
        parameters.extend(self.ssl_root_cert.as_ref().map(|root| format!("sslrootcert={}", encode_path(root))));
        let tail = if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) };
        format!("postgresql://{authority}/{}{tail}", encode(&self.database))
    }

    fn ssl_mode_for_url(&self) -> Option<&'static str> {
        match self.ssl_mode {
            PgSslMode::Require => Some("require"),
            PgSslMode::VerifyCa => Some("verify-ca"),
            PgSslMode::VerifyFull => Some("verify-full"),
            // Else whoever reads the URL would ask for it.
            PgSslMode::Disable if matches!(self.place, Place::Tcp(..)) => Some("disable"),
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

    /// Returns whether both say the same in all that decides where a connection goes and as whom.
    pub fn is(&self, other: &Self) -> bool {
        self.same_session_as(other)
            && self.password.as_ref().map(ExposeSecret::expose_secret)
                == other.password.as_ref().map(ExposeSecret::expose_secret)
            && discriminant(&self.ssl_mode) == discriminant(&other.ssl_mode)
            && self.ssl_root_cert == other.ssl_root_cert
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

fn encode_path(path: &std::path::Path) -> String {
    encode(&path.to_string_lossy()).replace("%2F", "/")
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
    use super::Target;
    use std::path::PathBuf;

    fn target(host: &str, root: Option<&str>) -> Target {
        Target::tcp((host, 5432), "postgres.abc", "p@ss".into(), "postgres", root.map(PathBuf::from))
    }

    #[test]
    fn off_this_machine_the_line_is_encrypted_and_with_a_root_the_server_verified() {
        for (host, root, tail) in [
            ("db.example.com", None, "?sslmode=require"),
            ("db.example.com", Some("/etc/ca.crt"), "?sslmode=verify-full&sslrootcert=/etc/ca.crt"),
            ("192.0.2.7", None, "?sslmode=require"),
            ("localhost.example.com", None, "?sslmode=require"),
            ("127.0.0.1", None, ""),
            ("::1", None, ""),
            ("127.0.0.1", Some("/etc/ca.crt"), "?sslmode=verify-full&sslrootcert=/etc/ca.crt"),
        ] {
            let target = target(host, root);
            let url = target.masked_url();
            assert!(url.ends_with(&format!("5432/postgres{tail}")), "{url}");
            let child = target.child_environment();
            let told = |name: &str| child.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str());
            assert_eq!(told("PGSSLMODE").is_some(), !tail.is_empty(), "{host}");
            assert_eq!(told("PGSSLROOTCERT"), root, "{host}");
            let options = format!("{:?}", target.options("x"));
            let mode = if root.is_some() { "VerifyFull" } else { "Require" };
            assert_eq!(options.contains(mode), !tail.is_empty(), "{options}");
        }
    }

    #[test]
    fn one_session_is_one_server_login_and_database() {
        let one = target("db.example.com", None);
        assert!(one.same_session_as(&one.clone()));
        for other in [
            target("other.example.com", None),
            one.with_login("other", "p".into(), "postgres"),
            one.with_login("postgres.abc", "p".into(), "other"),
        ] {
            assert!(!one.same_session_as(&other), "{other:?}");
        }
    }

    #[test]
    fn a_child_gets_the_password_in_its_environment_and_nobody_sees_it() {
        let target = target("db.example.com", None).with_login("ann", "p@ss".into(), "shop");
        let child = target.child_environment();
        let expected = [("PGHOST", "db.example.com"), ("PGPORT", "5432"), ("PGUSER", "ann"), ("PGDATABASE", "shop")];
        for (name, value) in expected.into_iter().chain([("PGPASSWORD", "p@ss"), ("PGSSLMODE", "require")]) {
            assert!(child.contains(&(name, value.to_owned())), "{name}");
        }
        assert_eq!(target.endpoint(), "db.example.com:5432");
        assert!(!format!("{target:?}{}", target.masked_url()).contains("p@ss"));
    }
}
