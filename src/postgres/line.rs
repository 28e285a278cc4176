//! What protects the line to a server.

use super::target::{Place, Target};
use super::url::is_loopback;
use sqlx::postgres::PgSslMode;

/// What keeps others from reading and changing what goes over the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// It doesn't leave this machine.
    SameMachine,
    /// Encrypted, but whoever can step in between may pose as the server.
    Unverified,
    /// The server's certificate is of a known authority; its host name isn't compared.
    Authority,
    /// Certificate and host name are verified.
    Verified,
}

impl Target {
    /// Tells what protects the line.
    pub fn line(&self) -> Line {
        match (&self.place, self.ssl_mode) {
            (Place::Unix(..), _) => Line::SameMachine,
            (_, PgSslMode::VerifyFull) => Line::Verified,
            (_, PgSslMode::VerifyCa) => Line::Authority,
            (Place::Tcp(host, _), _) if is_loopback(host) => Line::SameMachine,
            _ => Line::Unverified,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Target};

    #[test]
    fn only_a_certificate_that_is_checked_verifies() {
        for (url, line) in [
            ("postgresql://u@/d?host=/run", Line::SameMachine),
            ("postgresql://u@127.0.0.1/d", Line::SameMachine),
            ("postgresql://u@[::1]/d?sslmode=require", Line::SameMachine),
            ("postgresql://u@localhost/d?sslmode=verify-full", Line::Verified),
            ("postgresql://u@db.example.com/d", Line::Unverified),
            ("postgresql://u@db.example.com/d?sslmode=require", Line::Unverified),
            ("postgresql://u@db.example.com/d?sslrootcert=/ca.pem", Line::Authority),
            ("postgresql://u@db.example.com/d?sslmode=verify-ca", Line::Authority),
            ("postgresql://u@db.example.com/d?sslmode=verify-full", Line::Verified),
        ] {
            assert_eq!(Target::parse(url).expect(url).line(), line, "{url}");
        }
    }
}
