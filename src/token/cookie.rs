//! A token out of a `Cookie` header (RFC 6265 section 4.2): our own cookie, or Supabase's, whole or in chunks.
//!
//! Supabase's is `sb-<ref>-auth-token` or its chunks `….0`, `….1` and so on, one text when put together: `base64-` and a
//! session in JSON in base64url, or that JSON with percent signs (Supabase documentation). Whatever leaves a choice is
//! refused: two sessions, a gap, a chunk beside the whole.

use super::json::{Json, Object};
use super::{Reason, compact};
use secrecy::SecretString;
use zeroize::Zeroizing;

/// The longest header that is read, in bytes.
pub const MAX_COOKIE_BYTES: usize = 64 * 1024;
/// The most chunks: a session has two or three.
const MAX_CHUNKS: usize = 16;

/// Finds the token in a header, whose name `Cookie:` may stand before it; none if no cookie holds one. `own` is the
/// name of the cookie that holds a token itself.
///
/// # Errors
/// [`Reason::Malformed`] when a cookie for a token is broken, or two could be meant.
pub fn token_from_cookie(header: &str, own: &str) -> Result<Option<SecretString>, Reason> {
    if header.len() > MAX_COOKIE_BYTES {
        return Err(Reason::Malformed);
    }
    let header = header.strip_suffix('\n').map_or(header, |line| line.strip_suffix('\r').unwrap_or(line));
    if header.chars().any(|c| c.is_control() && c != '\t') {
        return Err(Reason::Malformed);
    }
    let value = match header.split_at_checked(7) {
        Some((name, value)) if name.eq_ignore_ascii_case("cookie:") => value,
        _ => header,
    };
    let mut plain = None;
    let mut supabase = Chunks::default();
    for pair in value.split(';') {
        let Some((name, value)) = pair.split_once('=').map(|(n, v)| (n.trim_matches([' ', '\t']), unquoted(v))) else {
            continue;
        };
        if name == own {
            if plain.replace(value).is_some() {
                return Err(Reason::Malformed);
            }
        } else if let Some((reference, index)) = supabase_name(name)? {
            supabase.add(reference, index, value)?;
        }
    }
    match (plain, supabase.joined()?) {
        (Some(_), Some(_)) => Err(Reason::Malformed),
        (Some(token), None) => Ok(Some(SecretString::from(token))),
        (None, session) => session.as_deref().map(|text| access_token(text)).transpose(),
    }
}

fn unquoted(value: &str) -> &str {
    let value = value.trim_matches([' ', '\t']);
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}

/// The project and, of a chunk, its number. Other cookies of Supabase, as the code verifier's, have other names.
fn supabase_name(name: &str) -> Result<Option<(&str, Option<usize>)>, Reason> {
    let Some((reference, rest)) = name.strip_prefix("sb-").and_then(|name| name.split_once("-auth-token")) else {
        return Ok(None);
    };
    let known = !reference.is_empty() && reference.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match rest.strip_prefix('.') {
        _ if !known => Ok(None),
        None if rest.is_empty() => Ok(Some((reference, None))),
        None => Ok(None),
        Some(digits) => {
            let index = digits.parse().ok().filter(|index: &usize| *index < MAX_CHUNKS && index.to_string() == digits);
            index.map(|index| Some((reference, Some(index)))).ok_or(Reason::Malformed)
        }
    }
}

#[derive(Default)]
struct Chunks<'h> {
    reference: Option<&'h str>,
    whole: Option<&'h str>,
    parts: [Option<&'h str>; MAX_CHUNKS],
}

impl<'h> Chunks<'h> {
    fn add(&mut self, reference: &'h str, index: Option<usize>, value: &'h str) -> Result<(), Reason> {
        let place = match index {
            None => &mut self.whole,
            Some(index) => self.parts.get_mut(index).ok_or(Reason::Malformed)?,
        };
        let taken = place.replace(value).is_some();
        let other = self.reference.replace(reference).is_some_and(|known| known != reference);
        if taken || other { Err(Reason::Malformed) } else { Ok(()) }
    }

    fn joined(&self) -> Result<Option<Zeroizing<String>>, Reason> {
        let count = self.parts.iter().take_while(|part| part.is_some()).count();
        let gap = self.parts[count..].iter().any(Option::is_some);
        match self.whole {
            _ if gap => Err(Reason::Malformed),
            Some(_) if count > 0 => Err(Reason::Malformed),
            Some(whole) => Ok(Some(Zeroizing::new(whole.to_owned()))),
            None if count == 0 => Ok(None),
            None => Ok(Some(Zeroizing::new(self.parts.iter().flatten().copied().collect()))),
        }
    }
}

fn access_token(session: &str) -> Result<SecretString, Reason> {
    let json = Zeroizing::new(match session.strip_prefix("base64-") {
        Some(encoded) => compact::decode(encoded)?,
        None => percent_decoded(session)?,
    });
    let object = Object::read(&json).ok_or(Reason::Malformed)?;
    match object.get("access_token") {
        Some(Json::Text(token)) => Ok(SecretString::from(token.as_ref())),
        _ => Err(Reason::Malformed),
    }
}

/// Percent-encoded text (RFC 3986 section 2.1), every percent sign with its two digits.
fn percent_decoded(text: &str) -> Result<Vec<u8>, Reason> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).ok_or(Reason::Malformed);
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let value = digit(bytes.next())? * 16 + digit(bytes.next())?;
            decoded.push(u8::try_from(value).map_err(|_| Reason::Malformed)?);
        } else {
            decoded.push(byte);
        }
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use secrecy::ExposeSecret;

    #[test]
    fn finds_the_one_token_and_refuses_a_choice() {
        let session = URL_SAFE_NO_PAD.encode(r#"{"access_token":"a.b.c","user":{"x":"ü"}}"#);
        let (one, two) = session.split_at(20);
        let whole = format!("sb-abc-auth-token=base64-{session}");
        let chunks = format!("sb-abc-auth-token.1={two}; sb-abc-auth-token.0=base64-{one}");
        let wrong = |json: &str| format!("sb-abc-auth-token=base64-{}", URL_SAFE_NO_PAD.encode(json));
        let many: String = (0..17).map(|n| format!("sb-abc-auth-token.{n}=x;")).collect();
        let found = Ok(Some("a.b.c"));
        for (header, expected) in [
            ("t=a.b.c".to_owned(), found),
            ("Cookie: x=1; t=\"a.b.c\" ;y\r\n".to_owned(), found),
            ("COOKIE:t=a.b.c".to_owned(), found),
            (format!("t=a.b.c; x={}", "y".repeat(65_536 - 11)), found),
            (format!("cookie:theme=dark; {whole}; sb-abc-auth-token-code-verifier=x"), found),
            (chunks.clone(), found),
            ("sb-abc-auth-token=%7B%22access_token%22%3A%22a.b.c%22%7D".to_owned(), found),
            (String::new(), Ok(None)),
            ("T=a.b.c; xt=1; sb--auth-token=x; sb-a_b-auth-token=x; t".to_owned(), Ok(None)),
            ("t=a.b.c; t=a.b.c".to_owned(), Err(Reason::Malformed)),
            (format!("t=a.b.c; {whole}"), Err(Reason::Malformed)),
            (format!("{whole}; {whole}"), Err(Reason::Malformed)),
            (format!("{whole}; {chunks}"), Err(Reason::Malformed)),
            (format!("{whole}; sb-def-auth-token=base64-{session}"), Err(Reason::Malformed)),
            (format!("sb-abc-auth-token.0=base64-{one}; sb-def-auth-token.1={two}"), Err(Reason::Malformed)),
            (format!("sb-abc-auth-token.0=base64-{one}; sb-abc-auth-token.2={two}"), Err(Reason::Malformed)),
            (format!("sb-abc-auth-token.0=base64-{one}"), Err(Reason::Malformed)),
            (format!("sb-abc-auth-token.1=base64-{session}"), Err(Reason::Malformed)),
            (format!("sb-abc-auth-token.00=base64-{session}"), Err(Reason::Malformed)),
            (format!("sb-abc-auth-token.=base64-{session}"), Err(Reason::Malformed)),
            (format!("sb-abc-auth-token.+0=base64-{session}"), Err(Reason::Malformed)),
            (many, Err(Reason::Malformed)),
            (format!("sb-abc-auth-token=base64-{session}=="), Err(Reason::Malformed)),
            ("sb-abc-auth-token=".to_owned(), Err(Reason::Malformed)),
            ("sb-abc-auth-token=%7B%2".to_owned(), Err(Reason::Malformed)),
            ("sb-abc-auth-token=%+1".to_owned(), Err(Reason::Malformed)),
            (wrong(r#"["a.b.c"]"#), Err(Reason::Malformed)),
            (wrong(r#"{"access_token":7}"#), Err(Reason::Malformed)),
            (wrong("{}"), Err(Reason::Malformed)),
            (wrong(r#"{"access_token":"a","access_token":"b"}"#), Err(Reason::Malformed)),
            ("t=a.b.c\r\nt: x".to_owned(), Err(Reason::Malformed)),
            ("t=a\0.b.c".to_owned(), Err(Reason::Malformed)),
            (format!("t=a.b.c; x={}", "y".repeat(65_537 - 11)), Err(Reason::Malformed)),
        ] {
            let found = token_from_cookie(&header, "t");
            let found = found.as_ref().map(|token| token.as_ref().map(|token| token.expose_secret())).map_err(|r| *r);
            assert_eq!(found, expected, "{header:.200}");
        }
    }
}
