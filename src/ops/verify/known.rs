//! The issuers whose tokens are taken: whoever publishes keys where the operator says, this control plane, and its
//! tenants' projects.

use super::{Home, Issuer, VerifyError, own_issuer};
use crate::control_plane::{self as plane, ControlPlane};
use crate::ops::jwks::{HttpFetch, JwksCache, JwksUrl};
use crate::ops::keys::verifying_set;
use crate::token::{Keys, Outline, Reason};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::Arc;

/// Where a Supabase API has its Auth server, and so what its tokens are issued by (Supabase documentation).
const AUTH: &str = "/auth/v1";
/// How long the control plane's own keys are kept.
const OWN_AGE: TimeDelta = TimeDelta::seconds(60);
/// How long it isn't asked again about a key that wasn't there.
const PAUSE: TimeDelta = TimeDelta::seconds(1);

/// An issuer that publishes its keys.
#[derive(Debug, Clone)]
pub struct Published {
    /// What kind it is.
    pub home: Home,
    /// The values of `iss` that are its own.
    pub names: Vec<String>,
    /// Where its keys are.
    pub url: JwksUrl,
}

/// Where keys come from.
pub struct Sources<'a> {
    /// The issuers that the operator named.
    pub published: Vec<Published>,
    /// The control plane, for its own keys and its tenants' projects; without it, only those above.
    pub control: Option<&'a ControlPlane>,
    /// Fetches keys that are published, and keeps them; without it nobody's are.
    pub cache: Option<JwksCache<HttpFetch>>,
}

impl Sources<'_> {
    /// Says whether a token of that issuer can be judged without the control plane.
    pub fn publishes(&self, issuer: &str) -> bool {
        self.published.iter().any(|published| published.names.iter().any(|name| name == issuer))
    }
}

struct Kept {
    issuer: Arc<Issuer>,
    /// From then on it is read again.
    until: DateTime<Utc>,
    /// Before then a key that it lacks isn't looked for.
    pause: DateTime<Utc>,
}

/// Issuers that tokens have named, with their keys, which are kept for a while.
#[derive(Default)]
pub struct KnownIssuers {
    kept: HashMap<String, Kept>,
    warnings: Vec<String>,
}

impl KnownIssuers {
    /// Takes what the operator must be told, each once.
    pub fn take_warnings(&mut self) -> Vec<String> {
        std::mem::take(&mut self.warnings)
    }

    /// Finds the issuer that a token names, with the key that it names if there is one.
    ///
    /// # Errors
    /// Its keys can't be read. The inner one: nobody whose tokens are taken is called that.
    pub async fn find(
        &mut self,
        sources: &Sources<'_>,
        outline: &Outline,
        now: DateTime<Utc>,
    ) -> Result<Result<Arc<Issuer>, Reason>, VerifyError> {
        let kid = outline.header.kid.as_deref();
        if let Some(kept) = self.kept.get(&outline.issuer) {
            let lacks = kid.is_some_and(|kid| !kept.issuer.keys.iter().any(|(known, _)| known == Some(kid)));
            if now < kept.until && (!lacks || now < kept.pause) {
                return Ok(Ok(Arc::clone(&kept.issuer)));
            }
        }
        let Some((issuer, until)) = self.read(sources, &outline.issuer, kid, now).await? else {
            return Ok(Err(Reason::WrongIssuer));
        };
        let issuer = Arc::new(issuer);
        let kept = Kept { issuer: Arc::clone(&issuer), until, pause: now + PAUSE };
        self.kept.insert(outline.issuer.clone(), kept);
        Ok(Ok(issuer))
    }

    async fn read(
        &mut self,
        sources: &Sources<'_>,
        name: &str,
        kid: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Option<(Issuer, DateTime<Utc>)>, VerifyError> {
        let named = sources.published.iter().find(|published| published.names.iter().any(|known| known == name));
        let (home, url) = match (named, sources.control) {
            (Some(published), _) => (published.home, published.url.clone()),
            (None, None) => return Ok(None),
            (None, Some(control)) if name == own_issuer(control.id) => {
                let set = verifying_set(control).await?.to_string();
                let keys = Keys::read(set.as_bytes()).map_err(VerifyError::Published)?;
                let issuer = Issuer { home: Home::Ours, names: vec![name.to_owned()], keys, secret: None };
                return Ok(Some((issuer, now + OWN_AGE)));
            }
            (None, Some(control)) => {
                let Some(api) = name.strip_suffix(AUTH) else { return Ok(None) };
                let tenant = plane::tenant_by_api_url(&mut *control.session.get().await, api).await?;
                let Some(tenant) = tenant else { return Ok(None) };
                let url = format!("{name}/.well-known/jwks.json").parse().map_err(VerifyError::Address)?;
                (Home::Project(tenant.uuid), url)
            }
        };
        let Some(cache) = &sources.cache else { return Ok(None) };
        let found = cache.keys(&url, kid, now).await?;
        self.warnings.extend(found.warnings);
        let until = if found.stale_since.is_some() { now + PAUSE } else { found.fresh_until };
        Ok(Some((Issuer { home, names: vec![name.to_owned()], keys: found.keys, secret: None }, until)))
    }
}
