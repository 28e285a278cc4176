//! The address of a key set.

use std::fmt;
use std::str::FromStr;
use url::{Host, Url};

/// The longest address.
const MAX_BYTES: usize = 2048;

/// Where a key set is published: https, or plain http to this machine. Normalised, so that one place has one text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct JwksUrl(String);

/// Why an address can't be one of a key set. The text never holds the address: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidJwksUrl {
    /// No http or https URL that ends with a document's plain name.
    #[error("it is no URL such as https://x.supabase.co/auth/v1/.well-known/jwks.json")]
    Malformed,
    /// A user, a query or a fragment.
    #[error("it carries a user name, a query or a fragment, which has no meaning here")]
    Extras,
    /// Plain http to another machine, where anybody on the way could exchange the keys.
    #[error("it is plain http, so that anybody on the way could exchange the keys; only a loopback host may be")]
    Plain,
}

impl JwksUrl {
    /// Returns the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for JwksUrl {
    type Err = InvalidJwksUrl;

    fn from_str(text: &str) -> Result<Self, InvalidJwksUrl> {
        let url = Url::parse(text.trim()).map_err(|_| InvalidJwksUrl::Malformed)?;
        let name = url.path_segments().and_then(|mut all| all.next_back()).unwrap_or_default();
        let web = matches!(url.scheme(), "http" | "https") && url.host().is_some();
        if !web || name.is_empty() || name.contains('%') || url.as_str().len() > MAX_BYTES {
            return Err(InvalidJwksUrl::Malformed);
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(InvalidJwksUrl::Extras);
        }
        let loopback = match url.host() {
            Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        if url.scheme() == "http" && !loopback {
            return Err(InvalidJwksUrl::Plain);
        }
        Ok(Self(url.into()))
    }
}

impl fmt::Display for JwksUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::InvalidJwksUrl::{Extras, Malformed, Plain};
    use super::JwksUrl;

    #[test]
    fn https_or_this_machine() {
        for (text, expected) in [
            (
                "https://x.supabase.co/auth/v1/.well-known/jwks.json",
                Ok("https://x.supabase.co/auth/v1/.well-known/jwks.json"),
            ),
            (" HTTPS://X.Supabase.co:443/a/../jwks.json\n", Ok("https://x.supabase.co/jwks.json")),
            ("http://localhost:54321/jwks", Ok("http://localhost:54321/jwks")),
            ("http://127.8.9.1/jwks", Ok("http://127.8.9.1/jwks")),
            ("http://[::1]:1/jwks", Ok("http://[::1]:1/jwks")),
            ("http://x.supabase.co/jwks", Err(Plain)),
            ("http://localhost.example/jwks", Err(Plain)),
            ("http://128.0.0.1/jwks", Err(Plain)),
            ("https://u@x.example/jwks", Err(Extras)),
            ("https://:p@x.example/jwks", Err(Extras)),
            ("https://x.example/jwks?a=1", Err(Extras)),
            ("https://x.example/jwks#a", Err(Extras)),
            ("https://x.example/jw%20ks", Err(Malformed)),
            ("https://x.example/", Err(Malformed)),
            ("https://x.example", Err(Malformed)),
            ("file:///etc/passwd", Err(Malformed)),
            ("ftp://x.example/jwks", Err(Malformed)),
            ("/etc/passwd", Err(Malformed)),
            ("", Err(Malformed)),
        ] {
            assert_eq!(text.parse::<JwksUrl>().as_ref().map(JwksUrl::as_str).map_err(|why| *why), expected, "{text:?}");
        }
        assert!(format!("https://x.example/{}", "a".repeat(3000)).parse::<JwksUrl>().is_err());
    }
}
