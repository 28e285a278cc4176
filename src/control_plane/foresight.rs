//! What a command about one tenant asks next, asked together with the opening: a control plane may be far away.
//!
//! It counts for a moment, and each part of it once: whoever asks again, or was held up by a question to a person, reads
//! what holds by then.

use super::clusters::{ClusterRow, of_tenant};
use super::master_keys::{KEKS, KekRow, keks_of};
use super::plane::PlaneError;
use super::secrets::StoredSecret;
use super::signing_keys::{SIGNING_KEYS, SigningKeyRow, signing_keys_of};
use super::tenant_row::{Raw, TenantRow};
use super::tenants::by_id;
use crate::domain::ident::literal;
use crate::domain::tenant::TenantId;
use crate::postgres::db;
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long it counts.
const FRESH: Duration = Duration::from_secs(1);

/// Which tenant a command is about.
#[derive(Debug, Clone, Copy)]
pub struct Foresight<'a> {
    /// Its id.
    pub tenant: &'a TenantId,
    /// The name of its secret that is needed.
    pub secret: &'a str,
    /// The keys of session tokens are needed too.
    pub signing_keys: bool,
}

impl Foresight<'_> {
    /// The statements, each of which returns rows.
    pub(super) fn questions(self) -> String {
        let Self { tenant, secret, signing_keys } = self;
        let keys = if signing_keys { format!("; {SIGNING_KEYS}") } else { String::new() };
        format!(
            "{KEKS}; {row};
             SELECT k.tenant_uuid, k.kek_id, k.wrapped_key, (SELECT s.sealed FROM control_plane.tenant_secrets s
                 WHERE s.tenant_uuid = k.tenant_uuid AND s.name = {secret})
             FROM control_plane.tenant_keys k WHERE k.tenant_uuid = (SELECT t.uuid
                 FROM control_plane.tenant_metadata t WHERE t.id = {id} AND t.status <> 'deleted'); {cluster}{keys}",
            row = by_id(tenant),
            cluster = of_tenant(tenant),
            id = literal(tenant.as_str()),
            secret = literal(secret),
        )
    }
}

/// What was asked together with the opening.
#[derive(Default)]
pub(super) struct Foreseen(Mutex<Option<Parts>>);

struct Parts {
    at: Instant,
    keks: Option<Vec<KekRow>>,
    tenant: Option<TenantRow>,
    secret: Option<StoredSecret>,
    cluster: Option<ClusterRow>,
    signing_keys: Option<Vec<SigningKeyRow>>,
}

impl Foreseen {
    /// Reads the answers to [`Foresight::questions`].
    ///
    /// # Errors
    /// They are none.
    pub(super) fn of(answers: &[Vec<PgRow>]) -> Result<Self, PlaneError> {
        let [keks, tenant, secret, cluster, keys @ ..] = answers else { return Ok(Self::default()) };
        let doing = "reading what is about the tenant";
        let tenant = tenant.first().map(Raw::from_row).transpose().map_err(db(doing))?;
        let parts = Parts {
            at: Instant::now(),
            keks: Some(keks_of(keks).map_err(db(doing))?),
            tenant: tenant.map(TenantRow::try_from).transpose()?,
            secret: secret.first().map(StoredSecret::from_row).transpose().map_err(db(doing))?,
            cluster: cluster.first().map(ClusterRow::from_row).transpose().map_err(db(doing))?,
            signing_keys: keys.first().map(|rows| signing_keys_of(rows)).transpose().map_err(db(doing))?,
        };
        Ok(Self(Mutex::new(Some(parts))))
    }

    fn take<T>(&self, part: impl FnOnce(&mut Parts) -> Option<T>) -> Option<T> {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        part(parts.as_mut().filter(|parts| parts.at.elapsed() < FRESH)?)
    }

    pub(super) fn keks(&self) -> Option<Vec<KekRow>> {
        self.take(|parts| parts.keks.take())
    }

    pub(super) fn tenant(&self, id: &TenantId) -> Option<TenantRow> {
        self.take(|parts| parts.tenant.take_if(|row| row.id == *id))
    }

    pub(super) fn secret(&self, tenant: Uuid) -> Option<StoredSecret> {
        self.take(|parts| parts.secret.take_if(|secret| secret.tenant_uuid == tenant))
    }

    pub(super) fn cluster(&self, id: Uuid) -> Option<ClusterRow> {
        self.take(|parts| parts.cluster.take_if(|cluster| cluster.id == id))
    }

    pub(super) fn signing_keys(&self) -> Option<Vec<SigningKeyRow>> {
        self.take(|parts| parts.signing_keys.take())
    }
}

#[cfg(test)]
mod tests {
    use super::{FRESH, Foreseen, KekRow, Parts};
    use std::sync::Mutex;
    use std::time::{Duration, Instant};

    #[test]
    fn it_counts_once_and_for_a_moment() {
        let asked = |ago: Duration| {
            let key = KekRow { kek_id: "k".to_owned(), check_value: Vec::new(), current: true };
            let at = Instant::now().checked_sub(ago).expect("the machine ran by then");
            let keks = Some(vec![key]);
            let parts = Parts { at, keks, tenant: None, secret: None, cluster: None, signing_keys: None };
            Foreseen(Mutex::new(Some(parts)))
        };
        let fresh = asked(Duration::ZERO);
        assert_eq!((fresh.keks().map(|keys| keys.len()), fresh.keks().is_some()), (Some(1), false));
        assert!(asked(FRESH).keks().is_none());
        assert!(Foreseen::default().keks().is_none());
    }
}
