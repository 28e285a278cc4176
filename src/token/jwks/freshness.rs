//! When a stored set is used as it is, and when it is asked for again.

use super::stored::{Outcome, Stored, StoredSet};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// A set is used at least that long, and asked for at most that often.
const COOL_DOWN: Duration = Duration::from_secs(30);
/// How long a set is used beyond its freshness where no other is to be had.
const MAX_STALE: Duration = Duration::from_secs(24 * 60 * 60);
/// How far two processes' ideas of now may differ: one of them may have waited for the other.
const SKEW: TimeDelta = TimeDelta::seconds(30);

/// The rule of freshness.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    max_age: Duration,
}

/// Of what age a set is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Good until then.
    Fresh(DateTime<Utc>),
    /// Good until then, used while no other is to be had.
    Stale(DateTime<Utc>),
    /// Not used any more: too old, or from the future, where the clock went back.
    Over,
}

/// What to do for someone who needs the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Use what is there, if it can be used.
    Serve,
    /// Another process may be fetching: wait for it, then use what is there.
    Wait,
    /// Fetch.
    Fetch,
}

impl Policy {
    /// Takes the setting `jwks_max_age`; less than 30 s are 30 s.
    pub fn new(max_age: Duration) -> Self {
        Self { max_age: max_age.max(COOL_DOWN) }
    }

    /// Tells the age of a set.
    pub fn freshness(self, set: &StoredSet, now: DateTime<Utc>) -> Freshness {
        let lifetime = set.served_for().unwrap_or(self.max_age).clamp(COOL_DOWN, self.max_age);
        let Some(age) = age(set.fetched_at, now) else { return Freshness::Over };
        let Some(until) = TimeDelta::from_std(lifetime).ok().and_then(|life| set.fetched_at.checked_add_signed(life))
        else {
            return Freshness::Over;
        };
        match age {
            age if age < lifetime => Freshness::Fresh(until),
            age if age < lifetime + MAX_STALE => Freshness::Stale(until),
            _ => Freshness::Over,
        }
    }

    /// Decides; `kid` is the one that is looked for, if one is.
    pub fn step(self, stored: &Stored, kid: Option<&str>, now: DateTime<Utc>) -> Step {
        let freshness = stored.set.as_ref().map_or(Freshness::Over, |set| self.freshness(set, now));
        let known = || match (&stored.set, kid) {
            (Some(set), Some(kid)) => set.keys().is_some_and(|keys| keys.has_kid(kid)),
            (set, None) => set.is_some(),
            (None, Some(_)) => false,
        };
        if matches!(freshness, Freshness::Fresh(_)) && known() {
            return Step::Serve;
        }
        let recent = stored.attempt.as_ref().filter(|tried| age(tried.at, now).is_some_and(|age| age < COOL_DOWN));
        match recent.map(|tried| &tried.outcome) {
            None => Step::Fetch,
            // Whoever began it may have died, and there is nothing else.
            Some(Outcome::Begun) if freshness == Freshness::Over => Step::Fetch,
            Some(Outcome::Begun) => Step::Wait,
            Some(Outcome::Good | Outcome::Failed(_)) => Step::Serve,
        }
    }

    /// Returns from when on it may be asked for again.
    pub fn next_attempt(self, stored: &Stored) -> Option<DateTime<Utc>> {
        stored.attempt.as_ref()?.at.checked_add_signed(TimeDelta::from_std(COOL_DOWN).ok()?)
    }
}

/// Returns how long ago that was; none if it lies in the future, so that nobody knows.
fn age(at: DateTime<Utc>, now: DateTime<Utc>) -> Option<Duration> {
    let age = now.signed_duration_since(at);
    if age < -SKEW { None } else { Some(age.to_std().unwrap_or_default()) }
}

#[cfg(test)]
mod tests {
    use super::super::JwksUrl;
    use super::super::stored::{Attempt, Outcome, Stored, StoredSet};
    use super::{Freshness, Policy, Step};
    use crate::{KeyAlgorithm, SigningKey};
    use chrono::{DateTime, TimeDelta, Utc};
    use serde_json::json;
    use std::time::Duration;

    const DAY: i64 = 86_400;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(1_000_000 + seconds)
    }

    fn set(max_age: Option<u64>) -> StoredSet {
        let mut jwk = SigningKey::generate(KeyAlgorithm::Es256).expect("made").public_jwk();
        jwk.insert("kid".to_owned(), json!("a"));
        let text = json!({ "keys": [jwk] }).to_string();
        StoredSet { text, fetched_at: at(0), max_age, etag: None, leaks_private: false, former: Vec::new() }
    }

    #[test]
    fn a_set_is_fresh_then_stale_then_over() {
        use Freshness::{Fresh, Over, Stale};
        let hour = 3600;
        for (setting, served, now, expected) in [
            (hour, Some(600), 599, Fresh(at(600))),
            (hour, Some(600), 600, Stale(at(600))),
            (hour, Some(600), 600 + DAY - 1, Stale(at(600))),
            (hour, Some(600), 600 + DAY, Over),
            // At least 30 s, at most the setting, which also holds where the server says nothing.
            (hour, Some(0), 29, Fresh(at(30))),
            (hour, Some(0), 30, Stale(at(30))),
            (hour, Some(9999), 3600, Stale(at(3600))),
            (hour, Some(u64::MAX), 3599, Fresh(at(3600))),
            (hour, None, 3599, Fresh(at(3600))),
            (hour, None, 3600, Stale(at(3600))),
            (1, Some(600), 29, Fresh(at(30))),
            (1, None, 30, Stale(at(30))),
            // The clock went back.
            (hour, Some(600), -30, Fresh(at(600))),
            (hour, Some(600), -31, Over),
            (hour, Some(600), -DAY * 400, Over),
        ] {
            let policy = Policy::new(Duration::from_secs(setting));
            assert_eq!(policy.freshness(&set(served), at(now)), expected, "{setting} {served:?} {now}");
        }
    }

    #[test]
    fn it_is_asked_for_when_that_helps_and_not_too_often() {
        let failed = || Outcome::Failed("down".to_owned());
        let good = set(Some(600));
        let url: JwksUrl = "https://x.example/jwks".parse().expect("a url");
        let (known, unknown) = (Some("a"), Some("b"));
        for (what, has_set, attempt, kid, now, expected) in [
            ("nothing", false, None, None, 0, Step::Fetch),
            ("nothing, failed just now", false, Some((0, failed())), None, 29, Step::Serve),
            ("nothing, failed before", false, Some((0, failed())), None, 30, Step::Fetch),
            ("nothing, begun", false, Some((0, Outcome::Begun)), None, 1, Step::Fetch),
            ("fresh", true, Some((0, Outcome::Good)), None, 599, Step::Serve),
            ("fresh, known", true, None, known, 599, Step::Serve),
            ("fresh, unknown at once", true, Some((0, Outcome::Good)), unknown, 29, Step::Serve),
            ("fresh, unknown later", true, Some((0, Outcome::Good)), unknown, 30, Step::Fetch),
            ("fresh, unknown, asked already", true, Some((100, Outcome::Good)), unknown, 129, Step::Serve),
            ("fresh, unknown, in vain", true, Some((100, failed())), unknown, 129, Step::Serve),
            ("fresh, unknown, begun", true, Some((100, Outcome::Begun)), unknown, 129, Step::Wait),
            ("fresh, known, begun", true, Some((100, Outcome::Begun)), known, 101, Step::Serve),
            ("stale", true, Some((0, Outcome::Good)), known, 600, Step::Fetch),
            ("stale, failed just now", true, Some((600, failed())), known, 629, Step::Serve),
            ("stale, failed before", true, Some((600, failed())), known, 630, Step::Fetch),
            ("stale, begun", true, Some((600, Outcome::Begun)), known, 601, Step::Wait),
            ("stale, its process died", true, Some((600, Outcome::Begun)), known, 630, Step::Fetch),
            ("over, begun", true, Some((2 * DAY, Outcome::Begun)), known, 2 * DAY, Step::Fetch),
            ("over, failed", true, Some((2 * DAY, failed())), known, 2 * DAY, Step::Serve),
            ("clock back", true, Some((0, Outcome::Good)), known, -3600, Step::Fetch),
            ("clock back, tried", true, Some((-3600, failed())), known, -3600, Step::Serve),
            ("clock back a little", true, Some((0, Outcome::Good)), unknown, -20, Step::Serve),
        ] {
            let mut stored = Stored::new(&url);
            stored.set = has_set.then(|| good.clone());
            stored.attempt = attempt.map(|(seconds, outcome)| Attempt { at: at(seconds), outcome });
            assert_eq!(Policy::new(Duration::from_secs(3600)).step(&stored, kid, at(now)), expected, "{what}");
        }
    }
}
