//! Signature and claims: what needs nobody else, on every core there is.

use super::{Accepted, Issuer, SessionState, Verdict, Wanted};
use crate::token::{ClaimRules, check_claims, verify_signature};
use std::sync::Arc;

/// Below this many tokens a second thread costs more than it saves.
const SHARE: usize = 64;

/// Judges a token by its issuer's keys and the rules about claims, at that time in seconds since 1970.
///
/// # Errors
/// The first reason against it.
pub fn judge(token: &str, issuer: &Issuer, wanted: &Wanted, now: i64) -> Verdict {
    let verified = verify_signature(token, &issuer.keys, issuer.secret.as_ref())?;
    let rules = ClaimRules { issuers: &issuer.names, audiences: &wanted.audiences, now, leeway: wanted.leeway };
    let claims = check_claims(&verified.claims()?, &rules)?;
    let (algorithm, kid) = (verified.header.algorithm, verified.header.kid);
    Ok(Accepted { claims, algorithm, kid, home: issuer.home, tenant: None, session: SessionState::Unchecked })
}

/// Judges a page of tokens, each by its own issuer or by the verdict that was found before.
pub fn judge_page(
    tokens: &[(&str, Result<Arc<Issuer>, crate::token::Reason>)],
    wanted: &Wanted,
    now: i64,
) -> Vec<Verdict> {
    let one = |(token, issuer): &(&str, Result<Arc<Issuer>, _>)| match issuer {
        Ok(issuer) => judge(token, issuer, wanted, now),
        Err(reason) => Err(*reason),
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = tokens.len().div_ceil(cores).max(SHARE);
    if tokens.len() <= share {
        return tokens.iter().map(one).collect();
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            tokens.chunks(share).map(|part| scope.spawn(move || part.iter().map(one).collect::<Vec<_>>())).collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
