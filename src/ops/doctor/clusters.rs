//! A registered cluster: the parts of `cluster check` that tell whether it can be used, and its clock.

use super::clock::clock;
use super::plane::{line, unanswered};
use super::{Check, LONGER};
use crate::control_plane::ClusterRow;
use crate::ops::clusters::{self, Answer, check};
use crate::postgres::{Target, clock_ahead};
use std::time::Duration;

/// What is always told; of the rest only what isn't well.
const ALWAYS: [&str; 3] = ["reachable", "pooler", "server"];

/// Looks at a cluster.
pub async fn cluster(row: &ClusterRow, target: &Target, timeout: Duration) -> Vec<Check> {
    let name = |what: &str| format!("cluster.{}.{what}", row.name);
    let Ok(found) = tokio::time::timeout(timeout, check(row, target, timeout)).await else {
        return vec![Check::error(name("reachable"), format!("{} didn't answer in time", row.endpoint), LONGER)];
    };
    let reachable = found.iter().any(|check| check.name == ALWAYS[0] && check.answer == Answer::Ok);
    let mut checks: Vec<Check> = found.into_iter().filter_map(|check| told(&row.name, check)).collect();
    checks.push(line(name("tls"), target));
    if reachable {
        checks.push(match clock_ahead(target, timeout).await {
            Ok(ahead) => clock(name("clock"), ahead),
            Err(error) => unanswered(name("clock"), &error),
        });
    }
    checks
}

fn told(cluster: &str, check: clusters::Check) -> Option<Check> {
    let name = format!("cluster.{cluster}.{}", check.name);
    let hint = || match check.name {
        "reachable" => format!("check host and port: tenantctl cluster show {cluster}"),
        "pooler" => format!("add it by its direct or session-mode address: tenantctl cluster show {cluster}"),
        "capacity" => format!("tenantctl cluster show {cluster}"),
        "rights" => "as a superuser there: ALTER ROLE … NOSUPERUSER CREATEDB CREATEROLE".to_owned(),
        _ => format!("tenantctl cluster check {cluster}"),
    };
    let always = ALWAYS.contains(&check.name);
    match check.answer {
        Answer::Ok => always.then(|| Check::ok(name, check.detail)),
        Answer::Skipped => always.then(|| Check::skipped(name, check.detail)),
        Answer::Warning => Some(Check::warning(name, check.detail, hint())),
        Answer::Failed => Some(Check::error(name, check.detail, hint())),
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::ops::clusters::{Answer, Check};
    use crate::ops::doctor::State;

    #[test]
    fn what_is_well_is_told_of_the_chief_things_only() {
        for (name, answer, state) in [
            ("reachable", Answer::Ok, Some(State::Ok)),
            ("server", Answer::Failed, Some(State::Error)),
            ("pooler", Answer::Skipped, Some(State::Skipped)),
            ("version", Answer::Ok, None),
            ("version", Answer::Skipped, None),
            ("capacity", Answer::Warning, Some(State::Warning)),
            ("login", Answer::Failed, Some(State::Error)),
        ] {
            let check = told("eu-1", Check { name, answer, detail: "x".to_owned() });
            assert_eq!(check.as_ref().map(|c| c.state), state, "{name}");
            if let Some(check) = check {
                assert_eq!(check.name, format!("cluster.eu-1.{name}"));
                assert_eq!(check.hint.is_some(), !matches!(check.state, State::Ok | State::Skipped), "{name}");
            }
        }
    }
}
