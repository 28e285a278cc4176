//! What a server says about its failure. Supabase's servers, and the gateways before them, say it in many shapes.

use serde_json::Value;

/// The most characters of a message that are kept.
const LONGEST: usize = 500;

/// What was understood of a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) message: Option<String>,
    pub(super) code: Option<String>,
    pub(super) missing_permissions: Vec<String>,
    /// Why a password is weak.
    pub(super) reasons: Vec<String>,
    /// The body was text, such as a gateway's page.
    pub(super) no_json: bool,
}

/// Reads a failure's body, leniently. `code` is the code that a header gave.
pub(super) fn read(status: u16, code: Option<&str>, body: &[u8]) -> Said {
    let mut said = match serde_json::from_slice::<Value>(body) {
        Ok(value) => Said {
            message: message(&value).and_then(|text| one_line(&text)),
            code: code_of(&value, status).and_then(|text| one_line(&text)),
            missing_permissions: permissions(&value),
            reasons: value.pointer("/weak_password/reasons").map(names).unwrap_or_default(),
            no_json: false,
        },
        Err(_) => {
            let text = String::from_utf8_lossy(body);
            Said { message: plain(&text), no_json: !text.trim().is_empty(), ..Said::default() }
        }
    };
    if let Some(code) = code {
        said.code = one_line(code);
    }
    said
}

/// Replaces each secret in `text`.
pub(super) fn without<'a>(text: String, secrets: impl Iterator<Item = &'a str>) -> String {
    secrets.filter(|s| s.len() >= 4).fold(text, |text, secret| text.replace(secret, "[hidden]"))
}

/// Makes one short line of any text: no control characters, no runs of blanks. None if nothing is left.
pub(super) fn one_line(text: &str) -> Option<String> {
    let line = text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty());
    let line = line.collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => Some(format!("{}…", &line[..end])),
        None => Some(line).filter(|line| !line.is_empty()),
    }
}

/// A page's title, or the text where it isn't a page.
fn plain(text: &str) -> Option<String> {
    let trimmed = text.trim_start();
    if !trimmed.starts_with('<') {
        return one_line(trimmed);
    }
    let lower = trimmed.to_ascii_lowercase();
    let begin = lower.find("<title>")? + "<title>".len();
    let end = begin + lower[begin..].find("</title>")?;
    one_line(&trimmed[begin..end])
}

/// Text, or a list of texts or of objects with a message.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().filter_map(message).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        Value::Object(_) => message(value),
        _ => None,
    }
}

fn message(value: &Value) -> Option<String> {
    let Value::Object(fields) = value else { return text(value) };
    ["message", "msg", "error_description", "error", "errors", "issues", "description", "detail"]
        .into_iter()
        .find_map(|name| fields.get(name).and_then(text))
}

/// A code is a text, or a number that isn't just the status again. OAuth's `error` is one beside its description.
fn code_of(value: &Value, status: u16) -> Option<String> {
    let as_code = |value: &Value| match value {
        Value::String(code) if !code.is_empty() => Some(code.clone()),
        Value::Number(code) if code.as_u64() != Some(u64::from(status)) => Some(code.to_string()),
        _ => None,
    };
    let named = ["error_code", "code"].into_iter().find_map(|name| value.get(name).and_then(as_code));
    named
        .or_else(|| value.get("error_description").and_then(|_| value.get("error")).and_then(as_code))
        .or_else(|| value.get("error").filter(|inner| inner.is_object()).and_then(|inner| code_of(inner, status)))
        .or_else(|| value.get("errors").and_then(|all| all.get(0)).and_then(|first| code_of(first, status)))
}

/// A list of names; what isn't a text is passed over.
fn names(list: &Value) -> Vec<String> {
    let names = list.as_array().into_iter().flatten();
    names.filter_map(Value::as_str).filter_map(one_line).take(50).collect()
}

/// The documentation names the list and not its place.
fn permissions(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => match fields.get("missing_permissions") {
            Some(list @ Value::Array(_)) => names(list),
            _ => fields.values().map(permissions).find(|found| !found.is_empty()).unwrap_or_default(),
        },
        Value::Array(items) => items.iter().map(permissions).find(|found| !found.is_empty()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, read, without};

    #[test]
    fn understands_every_shape() {
        for (body, message, code) in [
            (r#"{"message":"Project not ready for deletion."}"#, Some("Project not ready for deletion."), None),
            (r#"{"message":["a","b"],"errorEventId":"x"}"#, Some("a; b"), None),
            (r#"{"code":422,"error_code":"email_exists","msg":"taken"}"#, Some("taken"), Some("email_exists")),
            (r#"{"code":"email_exists","message":"taken"}"#, Some("taken"), Some("email_exists")),
            (r#"{"code":"23505","message":"duplicate key","detail":"x"}"#, Some("duplicate key"), Some("23505")),
            (r#"{"code":422,"msg":"x"}"#, Some("x"), None),
            (r#"{"code":17,"msg":"x"}"#, Some("x"), Some("17")),
            (r#"{"error":"invalid_grant","error_description":"bad"}"#, Some("bad"), Some("invalid_grant")),
            (r#"{"error":"nope"}"#, Some("nope"), None),
            (r#"{"error":{"code":"c","message":"inner"}}"#, Some("inner"), Some("c")),
            (r#"{"errors":[{"code":"c","message":"one"},{"code":"d","message":"two"}]}"#, Some("one; two"), Some("c")),
            (r#"{"message":""}"#, None, None),
            (r#"{}"#, None, None),
            (r#""just text""#, Some("just text"), None),
            ("null", None, None),
            (r#"{"message":"a\u001b[31m\nb\u0000"}"#, Some("a [31m b"), None),
        ] {
            let said = read(422, None, body.as_bytes());
            assert_eq!((said.message.as_deref(), said.code.as_deref()), (message, code), "{body}");
            assert!(!said.no_json, "{body}");
        }
    }

    #[test]
    fn a_page_gives_its_title_at_most() {
        for (body, message) in [
            ("<!DOCTYPE html><HTML><head><Title>502\n Bad Gateway</title>…<script>x</script>", Some("502 Bad Gateway")),
            ("<html><body>x</body>", None),
            ("404 page not found\n", Some("404 page not found")),
        ] {
            let said = read(502, None, body.as_bytes());
            assert_eq!(said, Said { message: message.map(str::to_owned), no_json: true, ..Said::default() });
        }
        assert_eq!(read(502, None, b" \r\n"), Said::default());
        let long = read(502, None, "ü".repeat(10_000).as_bytes()).message.expect("a message");
        assert_eq!(long.chars().count(), 501);
    }

    #[test]
    fn the_headers_code_wins_and_permissions_are_found_anywhere() {
        let said = read(403, Some("not_admin"), br#"{"message":"no","code":"other"}"#);
        assert_eq!(said.code.as_deref(), Some("not_admin"));
        for body in [
            r#"{"message":"no","missing_permissions":["a","b"]}"#,
            r#"{"error":{"message":"no","missing_permissions":["a","b"]}}"#,
            r#"{"errors":[{},{"meta":{"missing_permissions":["a",1,"b"]}}]}"#,
        ] {
            assert_eq!(read(403, None, body.as_bytes()).missing_permissions, ["a", "b"], "{body}");
        }
    }

    #[test]
    fn a_weak_password_has_reasons() {
        for (body, reasons) in [
            (r#"{"code":"weak_password","weak_password":{"reasons":["length",1,"pwned"]}}"#, &["length", "pwned"][..]),
            (r#"{"code":"weak_password","weak_password":null}"#, &[]),
            (r#"{"code":"weak_password","weak_password":{"reasons":"length"}}"#, &[]),
        ] {
            assert_eq!(read(422, None, body.as_bytes()).reasons, reasons, "{body}");
        }
    }

    #[test]
    fn an_echoed_secret_is_hidden() {
        let text = without("db_pass hunter2 is weak".to_owned(), ["hunter2", "", "is"].into_iter());
        assert_eq!(text, "db_pass [hidden] is weak");
    }
}
