//! Judging tokens page by page, and saying what was found.

use super::pages::page;
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use crate::ops::verify::{Checker, Issuer};
use crate::output::Format;
use crate::output::views::{LineView, VerdictView};
use crate::token::verify_signature;
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
                let one = |token: &&str| verify_signature(token, &issuer.keys, issuer.secret.as_ref()).map(drop);
                Ok(tokens.iter().map(|token| VerdictView::signed(one(token), cx.verbose)).collect())
            }
            Self::Whole(checker) => {
                let verdicts = checker.page(tokens, Utc::now()).await;
                checker.take_warnings().iter().for_each(|warning| cx.ui.warn(warning));
                let verdicts = verdicts?;
                Ok(verdicts.into_iter().map(|verdict| VerdictView::of(verdict, cx.verbose)).collect())
            }
        }
    }

    /// Ends what was opened.
    pub(super) async fn close(self) {
        if let Self::Whole(checker) = self {
            checker.close().await;
        }
    }
}

/// Judges the tokens and tells what was found.
///
/// # Errors
/// One isn't valid, or that can't be found out.
pub(super) async fn tell(cx: &Context, tokens: Tokens, judge: &mut Judge<'_>) -> Result<(), CommandError> {
    let told = match tokens {
        Tokens::One(token) => {
            let found = judge.page(cx, &[token.expose_secret()]).await?;
            found.into_iter().try_for_each(|view| tell_one(cx, view))
        }
        Tokens::Many(lines) => tell_many(cx, lines, judge).await,
    };
    if let Judge::Whole(checker) = judge
        && let Some(ahead) = checker.clock_ahead().filter(|ahead| ahead.abs() > SKEW)
    {
        let seconds = ahead.num_seconds();
        cx.ui.warn(&format!(
            "the database's clock is {seconds} s ahead of this machine's: times of tokens are judged wrongly"
        ));
    }
    told
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
) -> Result<(), CommandError> {
    let mut list = cx.ui.list_writer::<LineView>()?;
    let (mut line, mut invalid) = (0, 0_u64);
    loop {
        let texts = page(&mut lines)?;
        if texts.is_empty() {
            break;
        }
        let tokens: Vec<&str> = texts.iter().map(String::as_str).collect();
        for verdict in judge.page(cx, &tokens).await? {
            line += 1;
            invalid += u64::from(verdict.reason.is_some());
            list.push(&LineView { line, verdict })?;
        }
    }
    list.finish()?;
    if invalid == 0 {
        return Ok(());
    }
    let text = format!("{invalid} of {line} tokens are not valid");
    Err(CommandError::new(ErrorKind::CheckFailed, text).with_code("token_invalid"))
}
