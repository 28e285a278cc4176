//! Judging tokens page by page, and saying what was found.

use super::pages::page;
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use crate::ops::verify::{Checker, Failures, Finding, Issuer, on_every_core};
use crate::output::Format;
use crate::output::views::{LineView, VerdictView};
use chrono::{TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use std::io::{BufReader, Read};
use std::sync::Arc;

/// From here on a wrong clock refuses good tokens, or takes bad ones.
const SKEW: TimeDelta = TimeDelta::seconds(60);

/// The tokens.
pub(super) enum Tokens {
    /// One.
    One(SecretString),
    /// One a line.
    Many(BufReader<Box<dyn Read>>),
}

/// What decides.
pub(super) enum Judge<'a> {
    /// The signature alone.
    Signature(Arc<Issuer>),
    /// All that there is.
    Whole(Box<Checker<'a>>),
}

impl Judge<'_> {
    async fn page(&mut self, cx: &Context, tokens: &[&str]) -> Result<Vec<VerdictView>, CommandError> {
        match self {
            Self::Signature(issuer) => {
                let (keys, secret) = (&issuer.keys, issuer.secret.as_ref());
                Ok(on_every_core(tokens, |check, token| {
                    VerdictView::signed(check.verify(token, keys, secret).map(drop), cx.verbose)
                }))
            }
            Self::Whole(checker) => {
                let found = checker.page(tokens, Utc::now()).await;
                checker.take_warnings().iter().for_each(|warning| cx.ui.warn(warning));
                let view = |finding: Finding| match finding {
                    Ok(verdict) => VerdictView::of(verdict, cx.verbose),
                    Err(at) => VerdictView::unknown(checker.failures().get(at).map(ToString::to_string), cx.verbose),
                };
                Ok(found?.into_iter().map(view).collect())
            }
        }
    }

    /// Ends what was opened, and returns what couldn't be asked.
    async fn close(self) -> Failures {
        match self {
            Self::Whole(checker) => checker.close().await,
            Self::Signature(_) => Failures::default(),
        }
    }
}

/// Judges the tokens and tells what was found.
///
/// # Errors
/// One isn't valid, or that can't be found out.
pub(super) async fn tell(cx: &Context, tokens: Tokens, mut judge: Judge<'_>) -> Result<(), CommandError> {
    let told = match tokens {
        Tokens::One(token) => tell_alone(cx, &token, &mut judge).await,
        Tokens::Many(lines) => tell_many(cx, lines, &mut judge).await,
    };
    if let Judge::Whole(checker) = &judge
        && let Some(ahead) = checker.clock_ahead().filter(|ahead| ahead.abs() > SKEW)
    {
        let seconds = ahead.num_seconds();
        cx.ui.warn(&format!(
            "the database's clock is {seconds} s ahead of this machine's: times of tokens are judged wrongly"
        ));
    }
    let failures = judge.close().await;
    let Counts { tokens, invalid, unknown } = told?;
    // Whatever else was found: what couldn't be asked is never a yes.
    if let Some(failure) = failures.into_first() {
        let error = CommandError::from(failure);
        return Err(if tokens == 1 {
            error
        } else {
            let text = format!("{unknown} of {tokens} tokens can't be judged");
            error.about(&text).with_kind(ErrorKind::Unavailable).with_code("token_unknown")
        });
    }
    if invalid == 0 {
        return Ok(());
    }
    let text = format!("{invalid} of {tokens} tokens are not valid");
    Err(CommandError::new(ErrorKind::CheckFailed, text).with_code("token_invalid"))
}

/// How many tokens were judged, and how.
#[derive(Default)]
struct Counts {
    tokens: u64,
    invalid: u64,
    unknown: u64,
}

async fn tell_alone(cx: &Context, token: &SecretString, judge: &mut Judge<'_>) -> Result<Counts, CommandError> {
    let mut counts = Counts { tokens: 1, ..Counts::default() };
    for verdict in judge.page(cx, &[token.expose_secret()]).await? {
        match verdict.is_unknown() {
            true => counts.unknown += 1,
            false => tell_one(cx, verdict)?,
        }
    }
    Ok(counts)
}

/// Tells what was found about a token.
///
/// # Errors
/// It isn't valid.
pub(super) fn tell_one(cx: &Context, view: VerdictView) -> Result<(), CommandError> {
    match view.bare().filter(|_| cx.ui.format() == Format::Table) {
        Some(bare) => cx.ui.show_one(&bare)?,
        None => cx.ui.show_one(&view)?,
    }
    let Some(reason) = view.reason else { return Ok(()) };
    let error = CommandError::new(ErrorKind::CheckFailed, reason.to_string()).with_code("token_invalid");
    Err(if cx.verbose { error.cause(reason.operator()) } else { error })
}

async fn tell_many(
    cx: &Context,
    mut lines: BufReader<Box<dyn Read>>,
    judge: &mut Judge<'_>,
) -> Result<Counts, CommandError> {
    let mut list = cx.ui.list_writer::<LineView>()?;
    let mut counts = Counts::default();
    loop {
        let texts = page(&mut lines)?;
        if texts.is_empty() {
            break;
        }
        let tokens: Vec<&str> = texts.iter().map(String::as_str).collect();
        for verdict in judge.page(cx, &tokens).await? {
            counts.tokens += 1;
            counts.invalid += u64::from(verdict.reason.is_some());
            counts.unknown += u64::from(verdict.is_unknown());
            list.push(&LineView { line: counts.tokens, verdict })?;
        }
    }
    list.finish()?;
    Ok(counts)
}
