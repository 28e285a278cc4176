//! Verifies pages of tokens, one after another.

use super::{Issuer, KnownIssuers, Sources, Tenants, Verdict, VerifyError, Wanted, judge_page, stand};
use crate::control_plane::ControlPlane;
use crate::domain::tenant::TenantId;
use crate::ops::locate::Locator;
use crate::tenant_db::TenantSession;
use crate::token::{Reason, outline};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Tenants whose databases stay open for the next page.
const MOST_OPEN: usize = 8;

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
    known: KnownIssuers,
    open: HashMap<Uuid, TenantSession>,
    ahead: Option<chrono::TimeDelta>,
}

impl<'a> Checker<'a> {
    /// Makes one.
    pub fn new(
        wanted: Wanted,
        trust: Trust<'a>,
        only: Option<(Option<Uuid>, TenantId)>,
        world: Option<World<'a>>,
    ) -> Self {
        Self { wanted, trust, only, world, known: KnownIssuers::default(), open: HashMap::new(), ahead: None }
    }

    /// Returns how far the clock of the last database that was asked is ahead of the time that it was told.
    pub fn clock_ahead(&self) -> Option<chrono::TimeDelta> {
        self.ahead
    }

    /// Verifies a page of tokens at that time, and returns what was found in their order.
    ///
    /// # Errors
    /// Something that must be asked can't be; then nothing is known of any of them.
    pub async fn page(&mut self, tokens: &[&str], now: DateTime<Utc>) -> Result<Vec<Verdict>, VerifyError> {
        let mut judged = Vec::with_capacity(tokens.len());
        for token in tokens {
            judged.push((*token, self.issuer_of(token, now).await?));
        }
        let mut verdicts = judge_page(&judged, &self.wanted, now.timestamp());
        let Some(world) = &self.world else {
            verdicts.iter_mut().for_each(|verdict| keep_to(self.only.as_ref().map(|only| &only.1), verdict));
            return Ok(verdicts);
        };
        let only = self.only.as_ref().and_then(|only| only.0);
        // Read for each page: a tenant may be suspended between two.
        let mut tenants = Tenants::default();
        tenants.assign(world.control, only, &mut verdicts).await?;
        if world.sessions {
            let mut by_tenant: HashMap<Uuid, Vec<&mut Verdict>> = HashMap::new();
            for verdict in &mut verdicts {
                if let Ok(accepted) = verdict
                    && let Some(tenant) = &accepted.tenant
                {
                    by_tenant.entry(tenant.uuid).or_default().push(verdict);
                }
            }
            for (uuid, mut group) in by_tenant {
                let Some(tenant) = tenants.get(uuid) else { continue };
                let session = match self.open.entry(uuid) {
                    Entry::Occupied(open) => open.into_mut(),
                    Entry::Vacant(free) => {
                        let application = format!("tenantctl token {}", tenant.id);
                        let opened: Result<_, VerifyError> =
                            world.locator.open(tenant, &application, world.timeout, world.timeout).await;
                        free.insert(opened?)
                    }
                };
                let clock = stand(session, tenant, &self.wanted, &mut group).await?;
                self.ahead = clock.map(|clock| clock - now).or(self.ahead);
                if self.open.len() > MOST_OPEN
                    && let Some(session) = self.open.remove(&uuid)
                {
                    session.close().await;
                }
            }
        }
        Ok(verdicts)
    }

    /// Ends the sessions in tenants' databases.
    pub async fn close(self) {
        for (_, session) in self.open {
            session.close().await;
        }
    }

    /// Takes what the operator must be told about keys, each once.
    pub fn take_warnings(&mut self) -> Vec<String> {
        self.known.take_warnings()
    }

    async fn issuer_of(&mut self, token: &str, now: DateTime<Utc>) -> Result<Result<Arc<Issuer>, Reason>, VerifyError> {
        let sources = match &self.trust {
            Trust::One(issuer) => return Ok(Ok(Arc::clone(issuer))),
            Trust::Found(sources) => sources,
        };
        let outline = match outline(token) {
            Ok(outline) => outline,
            Err(reason) => return Ok(Err(reason)),
        };
        if !self.wanted.issuers.is_empty() && !self.wanted.issuers.contains(&outline.issuer) {
            return Ok(Err(Reason::WrongIssuer));
        }
        self.known.find(sources, &outline, now).await
    }
}

/// Without a control plane an id is all that can be compared.
fn keep_to(only: Option<&TenantId>, verdict: &mut Verdict) {
    let Ok(accepted) = verdict else { return };
    let named = accepted.claims.tenant_id.as_deref();
    if only.zip(named).is_some_and(|(only, named)| only.as_str() != named) {
        *verdict = Err(Reason::WrongTenant);
    }
}
