//! The address that every call of a client goes to.

use url::{Host, Url};

/// An origin and a path prefix. Whatever is built on it stays within that origin.
#[derive(Debug, Clone)]
pub(super) struct Base(Url);

/// Why an address can't be used. The text never holds the address: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum BaseFault {
    #[error("the address is no URL such as https://api.supabase.com")]
    Malformed,
    #[error("the address carries a user name, a query or a fragment, which has no meaning here")]
    Extras,
    #[error("the address is plain http, which would show the token to the network; only a loopback host may be")]
    Plain,
}

impl Base {
    pub(super) fn parse(text: &str) -> Result<Self, BaseFault> {
        let base = Self::parse_whole(text)?;
        if base.0.query().is_some() { Err(BaseFault::Extras) } else { Ok(base) }
    }

    /// Takes an address that is called as it is, and may have a query: a webhook.
    pub(super) fn parse_whole(text: &str) -> Result<Self, BaseFault> {
        let url = Url::parse(text.trim()).map_err(|_| BaseFault::Malformed)?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(BaseFault::Malformed);
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(BaseFault::Extras);
        }
        let base = Self(url);
        if base.0.scheme() == "http" && !base.is_loopback() { Err(BaseFault::Plain) } else { Ok(base) }
    }

    /// Returns whether it is this machine: localhost, 127.0.0.0/8 or ::1.
    pub(super) fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// Returns the host, an IPv6 address in brackets.
    pub(super) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Returns scheme, host and port, for messages.
    pub(super) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Returns the path and the query, which of a webhook may be its credential.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        [Some(self.0.path()), self.0.query()].into_iter().flatten()
    }

    /// Appends segments to the prefix, each percent-encoded as a whole. None if one of them is empty or would
    /// change the path's meaning. Without segments the address stays as it is.
    pub(super) fn join<'a>(&self, segments: impl Iterator<Item = &'a str>, query: &[(&str, String)]) -> Option<Url> {
        let mut url = self.0.clone();
        let mut segments = segments.peekable();
        if segments.peek().is_some() {
            let mut path = url.path_segments_mut().ok()?;
            path.pop_if_empty();
            for segment in segments {
                if matches!(segment, "" | "." | "..") {
                    return None;
                }
                path.push(segment);
            }
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Some(url)
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, BaseFault};

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for (text, expected) in [
            ("https://api.supabase.com", None),
            ("https://x.supabase.co/auth/v1/", None),
            ("http://localhost:54321", None),
            ("http://127.8.9.10:1", None),
            ("http://[::1]:1/auth/v1", None),
            ("http://api.supabase.com", Some(BaseFault::Plain)),
            ("http://localhost.example.com", Some(BaseFault::Plain)),
            ("http://128.0.0.1", Some(BaseFault::Plain)),
            ("https://user@api.supabase.com", Some(BaseFault::Extras)),
            ("https://:pw@api.supabase.com", Some(BaseFault::Extras)),
            ("https://api.supabase.com?x=1", Some(BaseFault::Extras)),
            ("https://api.supabase.com#x", Some(BaseFault::Extras)),
            ("ftp://api.supabase.com", Some(BaseFault::Malformed)),
            ("file:///etc/passwd", Some(BaseFault::Malformed)),
            ("api.supabase.com", Some(BaseFault::Malformed)),
            ("", Some(BaseFault::Malformed)),
        ] {
            assert_eq!(Base::parse(text).err(), expected, "{text}");
        }
    }

    #[test]
    fn a_webhook_is_called_as_it_is() {
        for text in ["https://hooks.example/a/b/", "https://hooks.example/a?sig=%2Fx&v=1", "http://[::1]:1/"] {
            let url = Base::parse_whole(text).expect("an address").join(std::iter::empty(), &[]);
            assert_eq!(url.as_ref().map(url::Url::as_str), Some(text));
        }
        for (text, expected) in [
            ("http://hooks.example/a", BaseFault::Plain),
            ("https://u:p@hooks.example/a", BaseFault::Extras),
            ("hooks.example/a", BaseFault::Malformed),
        ] {
            assert_eq!(Base::parse_whole(text).err(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_segment_stays_a_segment() {
        let base = Base::parse("https://x.supabase.co/auth/v1/").expect("a base");
        for (segments, expected) in [
            (&["users"][..], Some("https://x.supabase.co/auth/v1/users")),
            (&["users", "a/b?c#d%2e "], Some("https://x.supabase.co/auth/v1/users/a%2Fb%3Fc%23d%252e%20")),
            (&["@evil.example"], Some("https://x.supabase.co/auth/v1/@evil.example")),
            (&["users", ".."], None),
            (&["users", ""], None),
        ] {
            let url = base.join(segments.iter().copied(), &[]);
            assert_eq!(url.as_ref().map(url::Url::as_str), expected, "{segments:?}");
        }
        let query = [("services", "auth".to_owned()), ("services", "a&b=c".to_owned())];
        let url = base.join(["health"].into_iter(), &query).expect("a url");
        assert_eq!(url.query(), Some("services=auth&services=a%26b%3Dc"));
    }
}
