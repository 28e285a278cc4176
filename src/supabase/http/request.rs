//! What a client asks for.

use reqwest::Method;
use secrecy::SecretString;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// One call, described. `Debug` shows neither headers nor body nor query.
pub struct Request {
    pub(super) method: Method,
    template: &'static str,
    pub(super) doing: Cow<'static, str>,
    arguments: Vec<String>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) headers: Vec<(&'static str, SecretString)>,
    pub(super) secrets: Vec<SecretString>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) unserialisable: bool,
    pub(super) repeatable: bool,
}

impl Request {
    fn new(method: Method, template: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        let repeatable = method == Method::GET;
        Self {
            method,
            template,
            doing: doing.into(),
            arguments: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            secrets: Vec::new(),
            body: None,
            unserialisable: false,
            repeatable,
        }
    }

    /// Reads. `template` is a path such as `/v1/projects/{}/health`, whose `{}` are given by [`Request::argument`];
    /// `doing` begins the error's text, such as `reading the project`.
    pub fn get(template: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Method::GET, template, doing)
    }

    /// Makes or does something.
    pub fn post(template: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Method::POST, template, doing)
    }

    /// Replaces something.
    pub fn put(template: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Method::PUT, template, doing)
    }

    /// Changes a part of something.
    pub fn patch(template: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Method::PATCH, template, doing)
    }

    /// Removes something.
    pub fn delete(template: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Method::DELETE, template, doing)
    }

    /// Fills the next `{}` of the path; whatever the value holds, it stays one segment.
    #[must_use]
    pub fn argument(mut self, value: impl Into<String>) -> Self {
        self.arguments.push(value.into());
        self
    }

    /// Adds a pair to the query; the same name may come again.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Adds a header. Its value is treated as a secret.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: SecretString) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Sends `body` as JSON.
    #[must_use]
    pub fn json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = Some(bytes),
            Err(_) => self.unserialisable = true,
        }
        self
    }

    /// Sends a text that is JSON already, byte for byte, since a signature is about its bytes.
    #[must_use]
    pub fn json_text(mut self, text: String) -> Self {
        self.body = Some(text.into_bytes());
        self
    }

    /// Names a secret that the body carries, so that a server that echoes it brings it into no error's text.
    #[must_use]
    pub fn secret(mut self, secret: &SecretString) -> Self {
        self.secrets.push(secret.clone());
        self
    }

    /// Marks a write that may be done twice without harm, so that it is repeated like a read.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// Returns whether it may change something.
    pub(super) fn is_write(&self) -> bool {
        self.method != Method::GET
    }

    /// Returns whether it asks only for what has changed, so that "not modified" is an answer (RFC 9110, section
    /// 15.4.5).
    pub(super) fn is_conditional(&self) -> bool {
        self.headers.iter().any(|(name, _)| *name == "if-none-match")
    }

    /// Returns the path's segments. None if the arguments aren't as many as the template has places.
    pub(super) fn segments(&self) -> Option<Vec<&str>> {
        let mut arguments = self.arguments.iter();
        let mut segments = Vec::new();
        for part in self.template.split('/').skip(1) {
            segments.push(if part == "{}" { arguments.next()?.as_str() } else { part });
        }
        arguments.next().is_none().then_some(segments)
    }

    /// Names what the server counts calls by. Supabase's documentation: the endpoint, for each project or
    /// organization, and that is the path's first argument.
    pub(super) fn endpoint(&self) -> String {
        let scope = self.arguments.first().map_or("", String::as_str);
        format!("{} {} {scope}", self.method, self.template)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.method, self.template, self.doing)
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn the_template_takes_its_arguments_in_order() {
        let request = |arguments: &[&str]| {
            arguments.iter().fold(Request::get("/v1/projects/{}/api-keys/{}", "reading"), |r, a| r.argument(*a))
        };
        assert_eq!(request(&["a", "b/c"]).segments(), Some(vec!["v1", "projects", "a", "api-keys", "b/c"]));
        assert_eq!(request(&["a"]).segments(), None);
        assert_eq!(request(&["a", "b", "c"]).segments(), None);
        // Another project's calls are counted by themselves, another key's of the same project aren't.
        assert_ne!(request(&["a", "b"]).endpoint(), request(&["b", "b"]).endpoint());
        assert_eq!(request(&["a", "b"]).endpoint(), request(&["a", "c"]).endpoint());
    }

    #[test]
    fn debug_hides_what_may_be_secret() {
        let request = Request::post("/x", "making")
            .json(&serde_json::json!({"db_pass": "hunter2"}))
            .query("token", "hunter2")
            .header("apikey", "hunter2".to_owned().into());
        assert!(!format!("{request:?}").contains("hunter2"));
    }
}
