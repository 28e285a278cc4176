//! Verifies pages of tokens, one after another.

use super::ask::{Databases, Group};
use super::{Finding, Issuer, KnownIssuers, Sources, Tenants, Verdict, VerifyError, Wanted, judge_page, on_every_core};
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::tenant::TenantId;
use crate::ops::locate::Locator;
use crate::token::{Outline, Reason, outline};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// What is asked besides the token itself.
pub struct World<'a> {
    /// The control plane: whose keys, which tenants.
    pub control: &'a ControlPlane,
    /// Finds tenants' databases.
    pub locator: Locator<'a>,
    /// How long each may take to answer.
    pub timeout: Duration,
    /// The tokens' sessions are looked for.
    pub sessions: bool,
}

/// Whose tokens are taken.
pub enum Trust<'a> {
    /// This issuer's alone, whose keys are at hand.
    One(Arc<Issuer>),
    /// Those whose keys can be found there.
    Found(Box<Sources<'a>>),
}

/// Verifies tokens.
pub struct Checker<'a> {
    /// What tokens must keep.
    pub wanted: Wanted,
    /// Whose tokens are meant.
    pub trust: Trust<'a>,
    /// The one tenant whose tokens are meant.
    pub only: Option<(Option<Uuid>, TenantId)>,
    /// Who else is asked; without, signature and claims decide alone.
    pub world: Option<World<'a>>,
    seen: Option<TenantRow>,
    known: KnownIssuers,
    databases: Databases,
    failures: Failures,
    ahead: Option<chrono::TimeDelta>,
}

/// What couldn't be asked.
#[derive(Debug, Default)]
pub struct Failures(Vec<VerifyError>);

impl Failures {
    pub(super) fn push(&mut self, error: VerifyError) -> usize {
        self.0.push(error);
        self.0.len() - 1
    }

    /// Returns a failure.
    pub fn get(&self, at: usize) -> Option<&VerifyError> {
        self.0.get(at)
    }

    /// Returns the first.
    pub fn into_first(self) -> Option<VerifyError> {
        self.0.into_iter().next()
    }
}

impl<'a> Checker<'a> {
    /// Makes one.
    pub fn new(
        wanted: Wanted,
        trust: Trust<'a>,
        only: Option<(Option<Uuid>, TenantId)>,
        world: Option<World<'a>>,
    ) -> Self {
        let (known, databases, failures) = (KnownIssuers::default(), Databases::default(), Failures::default());
        Self { wanted, trust, only, world, seen: None, known, databases, failures, ahead: None }
    }

    /// Takes over a tenant that was read a moment ago: the first page needn't read it again.
    #[must_use]
    pub fn having_seen(self, seen: Option<TenantRow>) -> Self {
        Self { seen, ..self }
    }

    /// Returns how far the clock of the last database that was asked is ahead of the time that it was told.
    pub fn clock_ahead(&self) -> Option<chrono::TimeDelta> {
        self.ahead
    }

    /// Verifies a page of tokens at that time, and returns what was found in their order.
    ///
    /// # Errors
    /// The control plane can't be asked; then nothing is known of any of them. What concerns an issuer or a tenant alone
    /// is the finding of their tokens.
    pub async fn page(&mut self, tokens: &[&str], now: DateTime<Utc>) -> Result<Vec<Finding>, VerifyError> {
        let mut unknown = HashMap::new();
        let judged = self.issuers(tokens, now, &mut unknown).await?;
        let mut verdicts = judge_page(&judged, &self.wanted, now.timestamp());
        match &self.world {
            None => verdicts.iter_mut().for_each(|verdict| keep_to(self.only.as_ref().map(|only| &only.1), verdict)),
            Some(world) => {
                // Read for each page: a tenant may be suspended between two.
                let mut tenants = Tenants::with(self.seen.take());
                tenants.assign(world.control, self.only.as_ref().and_then(|only| only.0), &mut verdicts).await?;
                if world.sessions {
                    let groups = by_tenant(&tenants, &mut verdicts);
                    let asked = self.databases.ask(world, &self.wanted, groups, &mut self.failures).await;
                    unknown.extend(asked.0);
                    self.ahead = asked.1.map(|clock| clock - now).or(self.ahead);
                }
            }
        }
        let found = |(line, verdict)| unknown.get(&line).map_or(Ok(verdict), |failure| Err(*failure));
        Ok(verdicts.into_iter().enumerate().map(found).collect())
    }

    /// Returns what couldn't be asked so far.
    pub fn failures(&self) -> &Failures {
        &self.failures
    }

    /// Ends the sessions in tenants' databases, and returns what couldn't be asked.
    pub async fn close(self) -> Failures {
        self.databases.close().await;
        self.failures
    }

    /// Takes what the operator must be told about keys, each once.
    pub fn take_warnings(&mut self) -> Vec<String> {
        self.known.take_warnings()
    }

    /// Finds each token's issuer. Lines whose issuer can't be asked go to `unknown`, with their failure.
    async fn issuers<'t>(
        &mut self,
        tokens: &[&'t str],
        now: DateTime<Utc>,
        unknown: &mut HashMap<usize, usize>,
    ) -> Result<Vec<(&'t str, Result<Arc<Issuer>, Reason>)>, VerifyError> {
        let sources = match &self.trust {
            Trust::One(issuer) => return Ok(tokens.iter().map(|token| (*token, Ok(Arc::clone(issuer)))).collect()),
            Trust::Found(sources) => sources,
        };
        let mut silent: HashMap<String, usize> = HashMap::new();
        let mut found = Vec::with_capacity(tokens.len());
        for (line, outline) in on_every_core(tokens, |_, token| outline(token)).into_iter().enumerate() {
            let issuer = match outline.and_then(|outline| self.wanted.issuer_of(outline)) {
                Err(reason) => Err(reason),
                Ok(Outline { issuer, .. }) if silent.contains_key(&issuer) => {
                    unknown.extend(silent.get(&issuer).map(|failure| (line, *failure)));
                    Err(Reason::UnknownKey)
                }
                Ok(outline) => match self.known.find(sources, &outline, now).await {
                    Ok(issuer) => issuer,
                    Err(error @ (VerifyError::Jwks(_) | VerifyError::Address(_))) => {
                        let failure = self.failures.push(error);
                        unknown.insert(line, failure);
                        silent.insert(outline.issuer, failure);
                        Err(Reason::UnknownKey)
                    }
                    Err(error) => return Err(error),
                },
            };
            found.push((tokens[line], issuer));
        }
        Ok(found)
    }
}

/// Collects the accepted tokens of each tenant.
fn by_tenant<'a>(tenants: &'a Tenants, verdicts: &'a mut [Verdict]) -> Vec<Group<'a>> {
    let mut groups: HashMap<Uuid, Group<'a>> = HashMap::new();
    for (line, verdict) in verdicts.iter_mut().enumerate() {
        if let Ok(accepted) = verdict
            && let Some(of) = &accepted.tenant
            && let Some(tenant) = tenants.get(of.uuid)
        {
            let empty = || Group { tenant, lines: Vec::new(), verdicts: Vec::new() };
            let group = groups.entry(of.uuid).or_insert_with(empty);
            group.lines.push(line);
            group.verdicts.push(verdict);
        }
    }
    groups.into_values().collect()
}

/// Without a control plane an id is all that can be compared.
fn keep_to(only: Option<&TenantId>, verdict: &mut Verdict) {
    let Ok(accepted) = verdict else { return };
    let named = accepted.claims.tenant_id();
    if only.zip(named).is_some_and(|(only, named)| only.as_str() != named) {
        *verdict = Err(Reason::WrongTenant);
    }
}
