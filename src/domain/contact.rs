//! Names and addresses of people, as far as they can be checked by looking at them.

/// Takes a name for people: 1 to 120 characters, none of them a control character.
///
/// # Errors
/// What a name is.
pub fn name(text: &str) -> Result<String, String> {
    let fits = !text.trim().is_empty() && text.chars().count() <= 120 && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err("a name has 1 to 120 characters and no control characters".to_owned()) }
}

/// Takes an e-mail address; whether it exists, only a message to it tells.
///
/// # Errors
/// What an address looks like.
pub fn email(text: &str) -> Result<String, String> {
    let parts = text.split_once('@').filter(|(local, domain)| !local.is_empty() && domain.contains('.'));
    let stray = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';');
    match parts {
        Some((_, domain)) if !text.contains(stray) && !domain.contains('@') && text.len() <= 254 => Ok(text.to_owned()),
        _ => Err("an e-mail address looks like someone@example.com".to_owned()),
    }
}

/// Takes a phone number as ITU-T E.164 writes it, with or without its `+`, spaces passed over.
/// Returns it with the `+` and without spaces.
///
/// # Errors
/// What a number looks like.
pub fn phone(text: &str) -> Result<String, String> {
    let digits: String = text.strip_prefix('+').unwrap_or(text).chars().filter(|c| *c != ' ').collect();
    let fits =
        (2..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    if fits { Ok(format!("+{digits}")) } else { Err("a phone number looks like +4930123456".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::{email, name, phone};

    #[test]
    fn brings_phone_numbers_into_one_form() {
        for (text, number) in [
            ("+49 30 123456", Some("+4930123456")),
            ("4930123456", Some("+4930123456")),
            ("+123456789012345", Some("+123456789012345")),
            ("+1234567890123456", None),
            ("030123456", None),
            ("+49-30", None),
            ("+", None),
            ("", None),
            ("++49", None),
        ] {
            assert_eq!(phone(text).ok().as_deref(), number, "{text:?}");
        }
    }

    #[test]
    fn checks_names_and_addresses() {
        for (text, good) in [("Acme", true), ("", false), (" ", false), ("a\nb", false), (&"x".repeat(121), false)] {
            assert_eq!(name(text).is_ok(), good, "{text:?}");
        }
        for (text, good) in
            [("a@b.c", true), ("a", false), ("@b.c", false), ("a@b", false), ("a b@c.d", false), ("a@b@c.d", false)]
        {
            assert_eq!(email(text).is_ok(), good, "{text:?}");
        }
    }
}
