//! Asking tenants' databases for the sessions behind a page of accepted tokens, several tenants at once.

use super::{Failures, Verdict, VerifyError, Wanted, World, stand};
use crate::control_plane::TenantRow;
use crate::ops::errand::Errand;
use crate::tenant_db::TenantSession;
use chrono::{DateTime, Utc};
use futures_util::stream::{self, StreamExt};
use std::collections::HashMap;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Tenants that are asked at once, and whose databases stay open for the next page.
const MOST_OPEN: usize = 8;
/// How long a tenant that didn't answer isn't asked again, so that its tokens don't hold up everybody else's.
const PAUSE: Duration = Duration::from_secs(10);

/// A tenant whose tokens are on the page, and where they are.
pub(super) struct Group<'a> {
    pub(super) tenant: &'a TenantRow,
    pub(super) lines: Vec<usize>,
    pub(super) verdicts: Vec<&'a mut Verdict>,
}

/// Sessions in tenants' databases.
#[derive(Default)]
pub(super) struct Databases {
    open: HashMap<Uuid, TenantSession>,
    silent: HashMap<Uuid, (usize, Instant)>,
}

impl Databases {
    /// Asks each tenant about its tokens. Returns the failure of each line that nothing could be found out about, and
    /// the clock of the last database that was asked.
    pub(super) async fn ask(
        &mut self,
        world: &World<'_>,
        wanted: &Wanted,
        groups: Vec<Group<'_>>,
        failures: &mut Failures,
    ) -> (Vec<(usize, usize)>, Option<DateTime<Utc>>) {
        self.silent.retain(|_, (_, since)| since.elapsed() < PAUSE);
        let (mut unknown, mut clock, mut waiting) = (Vec::new(), None, Vec::new());
        for group in groups {
            match self.silent.get(&group.tenant.uuid) {
                Some((failure, _)) => unknown.extend(group.lines.iter().map(|line| (*line, *failure))),
                None => waiting.push((self.open.remove(&group.tenant.uuid), group)),
            }
        }
        let mut asked = stream::iter(waiting)
            .map(|(session, group)| async move {
                let answer = ask_one(world, wanted, session, group.tenant, group.verdicts).await;
                (group.tenant, group.lines, answer)
            })
            .buffer_unordered(MOST_OPEN);
        while let Some((tenant, lines, answer)) = asked.next().await {
            match answer {
                Ok((session, now)) => {
                    clock = now.or(clock);
                    if self.open.len() < MOST_OPEN {
                        self.open.insert(tenant.uuid, session);
                    } else {
                        session.close().await;
                    }
                }
                Err(error) => {
                    let failure = failures.push(VerifyError::Tenant(tenant.id.to_string(), Box::new(error)));
                    self.silent.insert(tenant.uuid, (failure, Instant::now()));
                    unknown.extend(lines.iter().map(|line| (*line, failure)));
                }
            }
        }
        (unknown, clock)
    }

    /// Ends the sessions.
    pub(super) async fn close(self) {
        for (_, session) in self.open {
            session.leave().await;
        }
    }
}

async fn ask_one(
    world: &World<'_>,
    wanted: &Wanted,
    session: Option<TenantSession>,
    tenant: &TenantRow,
    mut verdicts: Vec<&mut Verdict>,
) -> Result<(TenantSession, Option<DateTime<Utc>>), VerifyError> {
    let mut session = match session {
        Some(session) => session,
        None => {
            let application = Errand::Tokens.application(&tenant.id);
            let opened: Result<_, VerifyError> =
                world.locator.open(tenant, &application, world.timeout, world.timeout).await;
            opened?
        }
    };
    let clock = stand(&mut session, tenant, wanted, &mut verdicts).await?;
    Ok((session, clock))
}
