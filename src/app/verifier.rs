//! The check of a request's token.

use super::plane::TIMEOUT;
use super::{AppError, TenantPool, TenantPools};
use crate::domain::status::Status;
use crate::ops::act::Actor;
use crate::ops::sessions::{Sessions, Which, revoke};
use crate::ops::verify::{Issuer, KnownIssuers, Sources, Wanted, judge};
use crate::postgres::Transaction;
use crate::token::{Claims, DEFAULT_LEEWAY, Outline, Reason, outline};
use chrono::Utc;
use std::sync::Arc;
use tokio::sync::Mutex;
use uuid::Uuid;

/// Verifies the tokens of requests, those that `session issue` made: signature, claims, the tenant and the session's row,
/// which is asked for each time. The control plane's keys are kept for a minute; a new one is looked for at once.
///
/// A token of a Supabase project isn't taken: its application asks the project's own API, which verifies it.
pub struct TokenVerifier {
    pools: Arc<TenantPools>,
    wanted: Wanted,
    known: Mutex<KnownIssuers>,
}

/// Whoever sent a good token.
pub struct SignedIn {
    pools: Arc<TenantPools>,
    /// What the token says.
    pub claims: Claims,
    /// Their tenant, and its connections.
    pub tenant: TenantPool,
}

impl TokenVerifier {
    /// Takes tokens for the audience `authenticated`.
    pub fn new(pools: Arc<TenantPools>) -> Self {
        let audiences = vec!["authenticated".to_owned()];
        let wanted = Wanted { audiences, leeway: DEFAULT_LEEWAY, ..Wanted::default() };
        Self { pools, wanted, known: Mutex::default() }
    }

    /// Takes another audience.
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.wanted.audiences = vec![audience.into()];
        self
    }

    /// Verifies a token and finds its tenant's connections.
    ///
    /// # Errors
    /// [`AppError::Refused`] with the reason; anything else means that nobody could say, which is no yes.
    pub async fn verify(&self, token: &str) -> Result<SignedIn, AppError> {
        let outline = outline(token)?;
        let issuer = match self.issuer(&outline).await {
            Err(failure) => {
                self.pools.plane.renew(failure).await?;
                self.issuer(&outline).await?
            }
            Ok(issuer) => issuer,
        };
        let accepted = judge(token, &issuer, &self.wanted, Utc::now().timestamp())?;
        let claims = accepted.claims;
        let uuid = identifier(claims.tenant_uuid())?;
        let tenant = self.pools.of(uuid).await.map_err(|error| match error {
            AppError::NotInUse(Status::Suspended) => Reason::TenantSuspended.into(),
            AppError::NotInUse(_) | AppError::NoTenant => Reason::TenantUnknown.into(),
            other => other,
        })?;
        let (jti, user) = (identifier(claims.jti())?, identifier(Some(claims.sub()))?);
        if !tenant.connections.has_session(jti, user).await? {
            return Err(Reason::Revoked.into());
        }
        Ok(SignedIn { pools: Arc::clone(&self.pools), claims, tenant })
    }
}

impl TokenVerifier {
    async fn issuer(&self, outline: &Outline) -> Result<Arc<Issuer>, AppError> {
        let control = Some(&self.pools.plane.control);
        let sources = Sources { published: Vec::new(), control, cache: None };
        Ok(self.known.lock().await.find(&sources, outline, Utc::now()).await??)
    }
}

fn identifier(text: Option<&str>) -> Result<Uuid, Reason> {
    text.ok_or(Reason::MissingClaim)?.parse().map_err(|_| Reason::Malformed)
}

impl SignedIn {
    /// Sees that the user has this permission now.
    ///
    /// # Errors
    /// [`Reason::PermissionDenied`], or the tenant's database.
    pub async fn require(&self, permission: &str) -> Result<(), AppError> {
        match self.tenant.connections.has_permission(self.claims.sub(), permission).await? {
            true => Ok(()),
            false => Err(Reason::PermissionDenied.into()),
        }
    }

    /// Begins a transaction in which row level security sees this user.
    ///
    /// # Errors
    /// The tenant's database.
    pub async fn begin(&self) -> Result<Transaction<'static>, AppError> {
        Ok(self.tenant.connections.begin_as(self.claims.sub()).await?)
    }

    /// Ends the session for good, as `session revoke` does, and writes that down: a copy of the token is of no use either.
    ///
    /// # Errors
    /// The control plane or the tenant's database; then the session goes on.
    pub async fn end_session(&self) -> Result<(), AppError> {
        let plane = &self.pools.plane;
        let tenant = &*self.tenant.tenant;
        let which = Which { id: Some(identifier(self.claims.jti())?), ..Which::default() };
        let opened: Result<_, AppError> = plane.locator().open(tenant, "tenantctl app", TIMEOUT, TIMEOUT).await;
        let mut session = opened?;
        let actor = Actor { control: &plane.control, tenant, runner: "an application" };
        let ended = revoke(&mut Sessions { actor, session: &mut session }, which).await;
        session.close().await;
        ended?;
        Ok(())
    }
}
