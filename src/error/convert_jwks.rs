//! What it means that there are no keys, for people and programs.

use super::{CommandError, ErrorKind};
use crate::ops::jwks::JwksError;
use chrono::{DateTime, SecondsFormat, Utc};

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

impl From<JwksError> for CommandError {
    fn from(error: JwksError) -> Self {
        let made = Self::new(ErrorKind::Unavailable, error.to_string());
        match error {
            JwksError::Unavailable { url, why, too_old, next_attempt } => {
                let made = made.with_code("jwks_unavailable").cause(why);
                let made = match too_old {
                    Some(at) => made.cause(format!("the set of {} is not used any more", time(at))),
                    None => made,
                };
                match next_attempt {
                    Some(at) => made.hint(format!(
                        "it is asked for again from {} on; at once: tenantctl jwks refresh {url}",
                        time(at)
                    )),
                    None => made.hint(format!("look at the address: tenantctl jwks refresh {url}")),
                }
            }
            JwksError::NotStored { url, why } => why
                .into_iter()
                .fold(made.with_code("jwks_not_stored"), Self::cause)
                .hint(format!("tenantctl jwks refresh {url}")),
            JwksError::NotRefreshed { why, stays, .. } => {
                let made = made.with_code("jwks_not_refreshed").cause(why);
                match stays {
                    Some((fetched_at, until)) => made.hint(format!(
                        "the set of {} stays in use: it is fresh until {}, and is used for 24 h beyond",
                        time(fetched_at),
                        time(until)
                    )),
                    None => made.hint("no set is there to be used: no token can be verified until one comes"),
                }
            }
        }
    }
}
