//! How a secret is shown: not at all, or as a URL without its password.

use url::Url;
use url::form_urlencoded;

/// What stands in place of a secret.
pub(super) const HIDDEN: &str = "********";
const PASSWORD: &str = "****";

/// Returns `text` with its password replaced, and with it any query parameter that
/// names a secret; hidden altogether if it isn't a URL that is understood.
///
/// An `@` behind the authority means that an unescaped `/`, `?` or `#` of the
/// password ended the authority early, so that nothing of it can be trusted.
pub fn mask_url(text: &str) -> String {
    masked(text).unwrap_or_else(|| HIDDEN.to_owned())
}

/// The longest word that is shown whole.
const LONGEST_WORD: usize = 200;
/// From this length on a word of letters and digits may be a key or a token.
const TOKEN_LENGTH: usize = 40;

/// Returns an argument of the command line without what may be a secret: secrets don't belong there, and the log is no
/// place for one that was put there nevertheless.
pub(super) fn mask_argument(text: &str) -> String {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) if name.starts_with('-') => (Some(name), value),
        _ => (None, text),
    };
    let shown = if name.is_some_and(names_a_secret) || may_be_a_token(value) {
        PASSWORD.to_owned()
    } else if value.contains("://") {
        mask_url(value)
    } else {
        value.chars().take(LONGEST_WORD).collect()
    };
    name.map_or(shown.clone(), |name| format!("{name}={shown}"))
}

fn may_be_a_token(text: &str) -> bool {
    let known = ["eyJ", "sbp_", "sb_secret_", "sb_publishable_"].iter().any(|start| text.starts_with(start));
    let plain = |c: char| c.is_ascii_alphanumeric() || "+/=_-.".contains(c);
    let mixed = text.contains(|c: char| c.is_ascii_digit()) && text.contains(|c: char| c.is_ascii_alphabetic());
    known || (text.len() >= TOKEN_LENGTH && mixed && !text.starts_with(['-', '/', '.']) && text.chars().all(plain))
}

/// Returns true if showing `text` would give nothing away.
pub(super) fn is_harmless_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| masked(text).as_deref() == Some(url.as_str()))
}

fn masked(text: &str) -> Option<String> {
    let mut url = Url::parse(text).ok()?;
    let known = matches!(url.scheme(), "postgres" | "postgresql" | "http" | "https");
    let cut_short = [url.path(), url.query().unwrap_or_default()].iter().any(|part| part.contains('@'));
    if !known || url.cannot_be_a_base() || cut_short || url.fragment().is_some() {
        return None;
    }
    if url.password().is_some() {
        url.set_password(Some(PASSWORD)).ok()?;
    }
    let query = url.query().map(masked_query);
    url.set_query(query.as_deref());
    Some(url.into())
}

fn masked_query(query: &str) -> String {
    let pairs = query.split('&').map(|pair| {
        let name = form_urlencoded::parse(pair.as_bytes()).next().map(|(name, _)| name.to_ascii_lowercase());
        match pair.split_once('=') {
            Some((written, _)) if name.as_deref().is_some_and(names_a_secret) => format!("{written}={PASSWORD}"),
            _ => pair.to_owned(),
        }
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn names_a_secret(name: &str) -> bool {
    ["password", "passwd", "pwd", "secret", "token", "key"].iter().any(|word| name.contains(word)) && name != "sslkey"
}

#[cfg(test)]
mod tests {
    use super::{HIDDEN, is_harmless_url, mask_argument, mask_url};

    #[test]
    fn arguments_lose_what_may_be_a_secret() {
        for (text, expected) in [
            ("provision", "provision"),
            ("--tenant-id=acme-corp", "--tenant-id=acme-corp"),
            ("7c7e6a52-93f0-4d0a-8b77-6f1f3d1f5f10", "7c7e6a52-93f0-4d0a-8b77-6f1f3d1f5f10"),
            ("/var/lib/tenantctl/a/rather/long/path/of/a/file1", "/var/lib/tenantctl/a/rather/long/path/of/a/file1"),
            ("postgres://u:s3cret@h/d", "postgres://u:****@h/d"),
            ("--url=postgres://u:s3cret@h/d", "--url=postgres://u:****@h/d"),
            ("--password=s3cret", "--password=****"),
            ("eyJhbGciOiJFUzI1NiJ9.e30.c2ln", "****"),
            ("sbp_0123456789", "****"),
            ("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "****"),
        ] {
            assert_eq!(mask_argument(text), expected, "{text}");
        }
        assert_eq!(mask_argument(&"ab ".repeat(1000)).len(), 200);
    }

    #[test]
    fn urls_lose_their_password() {
        for (text, expected) in [
            ("postgres://u:s3cret@h:5432/d", "postgres://u:****@h:5432/d"),
            ("postgresql://u:s3cret@h/d?sslmode=require", "postgresql://u:****@h/d?sslmode=require"),
            ("postgres://u@h/d", "postgres://u@h/d"),
            ("postgres://h/d?user=u&password=s3cret", "postgres://h/d?user=u&password=****"),
            ("postgres://h/d?pass%77ord=s3cret&a=%2Frun", "postgres://h/d?pass%77ord=****&a=%2Frun"),
            ("postgres://u:s3cret@[::1]:5432/d", "postgres://u:****@[::1]:5432/d"),
            ("postgres://:s3cret@h/d", "postgres://:****@h/d"),
            ("postgres://u:s3%40cret@h/d", "postgres://u:****@h/d"),
            ("postgres://u:s3@cret@h/d", "postgres://u:****@h/d"),
            ("https://x.supabase.co/?apikey=s3cret", "https://x.supabase.co/?apikey=****"),
            ("postgres:///d?host=/run/postgresql", "postgres:///d?host=/run/postgresql"),
        ] {
            assert_eq!(mask_url(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_hidden() {
        for text in [
            "s3cret",
            "",
            "postgres://u:s3cret@h1:1,h2:2/d",
            "postgres://u:1/s3cret@h/d",
            "postgres://u:1?s3cret@h/d",
            "postgres://u:1#s3cret@h/d",
            "postgres://h/d#s3cret",
            "host:s3cret",
            "sk://s3cret",
            "host=h password=s3cret",
        ] {
            assert_eq!(mask_url(text), HIDDEN, "{text}");
        }
    }

    #[test]
    fn a_url_without_password_is_harmless() {
        for (text, expected) in [
            ("postgres://u@h/d", true),
            ("postgres:///d?host=/run", true),
            ("postgres://u:p@h/d", false),
            ("postgres://h/d?password=p", false),
            ("s3cret", false),
        ] {
            assert_eq!(is_harmless_url(text), expected, "{text}");
        }
    }
}
