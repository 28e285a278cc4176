//! Faults on demand: which request, and what goes wrong with it.

use super::wire::Answer;
use std::time::Duration;

/// What goes wrong. "Done" means that the request had its effect.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Another answer; nothing is done.
    Answer(Answer),
    /// Done, but another answer.
    DoneThen(Answer),
    /// No answer, nothing done.
    Hang,
    /// Done, no answer.
    DoneThenHang,
    /// The connection closes; nothing is done.
    Close,
    /// Done, then the connection closes.
    DoneThenClose,
    /// Done; the answer comes later.
    Delay(Duration),
    /// Done; the answer comes byte by byte, with this pause after each.
    Trickle(Duration),
    /// Done; half of the body, then the connection closes.
    ShortBody,
    /// Done; the body is no JSON.
    WrongJson,
    /// Done; every member of the body's object comes twice, the second one as null.
    DuplicateKeys,
    /// Done; the body's object has neither `id` nor `ref`.
    WithoutId,
    /// Done; so many bytes of white space before the body.
    Huge(u64),
    /// Done; the same, compressed.
    GzipBomb(u64),
    /// To this URL; nothing is done.
    Redirect(String),
}

impl Act {
    /// A status with the body `{"message": …}`.
    pub(crate) fn status(status: u16, message: &str) -> Self {
        Self::Answer(Answer::json(status, &serde_json::json!({"message": message})))
    }

    /// A status with a Retry-After header, seconds or an HTTP date.
    pub(crate) fn retry_after(status: u16, value: &str) -> Self {
        let body = serde_json::json!({"message": "ThrottlerException: Too Many Requests"});
        Self::Answer(Answer::json(status, &body).with("retry-after", value))
    }

    /// A proxy's own page.
    pub(crate) fn html(status: u16) -> Self {
        let page = format!("<html><head><title>{status} Bad Gateway</title></head><body>nginx</body></html>");
        Self::Answer(Answer::text(status, "text/html", &page))
    }
}

/// A request's method and path, and what happens to it.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    method: String,
    path: String,
    skip: u32,
    times: u32,
    act: Act,
}

impl Fault {
    /// Acts once on the first such request. The method may be `*`; in the path, `*` is any text.
    pub(crate) fn on(method: &str, path: &str, act: Act) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), skip: 0, times: 1, act }
    }

    /// Lets so many pass first.
    pub(crate) fn after(mut self, skip: u32) -> Self {
        self.skip = skip;
        self
    }

    /// Acts so many times.
    pub(crate) fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    fn fits(&self, method: &str, path: &str) -> bool {
        (self.method == "*" || self.method == method) && matches(self.path.as_bytes(), path.as_bytes())
    }
}

fn matches(pattern: &[u8], text: &[u8]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((b'*', rest)) => (0..=text.len()).any(|cut| matches(rest, &text[cut..])),
        Some((first, rest)) => text.first() == Some(first) && matches(rest, &text[1..]),
    }
}

/// All faults; of several that fit, the first one added acts.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that this request meets.
    pub(super) fn take(&mut self, method: &str, path: &str) -> Option<Act> {
        for fault in self.0.iter_mut().filter(|fault| fault.times > 0 && fault.fits(method, path)) {
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            fault.times -= 1;
            return Some(fault.act.clone());
        }
        None
    }
}
