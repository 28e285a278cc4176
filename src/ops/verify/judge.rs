//! Signature and claims: what needs nobody else.

use super::{Accepted, Issuer, SessionState, Verdict, Wanted, on_every_core};
use crate::token::{ClaimRules, Reason, SignatureCheck};
use std::sync::Arc;

/// Judges a token by its issuer's keys and the rules about claims, at that time in seconds since 1970.
///
/// # Errors
/// The first reason against it.
pub fn judge(token: &str, issuer: &Issuer, wanted: &Wanted, now: i64) -> Verdict {
    judge_next(&mut SignatureCheck::default(), token, issuer, wanted, now)
}

/// Judges a page of tokens on every core, each by its own issuer or by the verdict that was found before.
pub fn judge_page(tokens: &[(&str, Result<Arc<Issuer>, Reason>)], wanted: &Wanted, now: i64) -> Vec<Verdict> {
    on_every_core(tokens, |check, (token, issuer)| match issuer {
        Ok(issuer) => judge_next(check, token, issuer, wanted, now),
        Err(reason) => Err(*reason),
    })
}

fn judge_next(check: &mut SignatureCheck, token: &str, issuer: &Issuer, wanted: &Wanted, now: i64) -> Verdict {
    let rules = ClaimRules { issuers: &issuer.names, audiences: &wanted.audiences, now, leeway: wanted.leeway };
    let (header, claims) = check.judge(token, &issuer.keys, issuer.secret.as_ref(), &rules)?;
    let (algorithm, kid) = (header.algorithm, header.kid);
    Ok(Accepted { claims, algorithm, kid, home: issuer.home, tenant: None, session: SessionState::Unchecked })
}
