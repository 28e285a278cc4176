//! The master key, and what it protects.

use crate::control_plane::Protected;
use crate::ops::rekey::{KeyUse, Rekeyed};
use crate::output::{Cell, Record, Tone};
use serde::Serialize;
use std::path::Path;

/// What one master key protects.
#[derive(Debug, Serialize)]
pub struct KeyUseView {
    key: String,
    current: bool,
    held: bool,
    tenant_keys: u64,
    pool_keys: u64,
    cluster_urls: u64,
    signing_keys: u64,
    secrets: u64,
    unopened: u64,
}

impl KeyUseView {
    /// Takes the counts.
    pub fn of(key: &KeyUse) -> Self {
        let rows = |of: Protected| key.rows.get(&of).copied().unwrap_or_default();
        Self {
            key: key.kek_id.clone(),
            current: key.current,
            held: key.held,
            tenant_keys: rows(Protected::TenantKey),
            pool_keys: rows(Protected::PoolKey),
            cluster_urls: rows(Protected::ClusterUrl),
            signing_keys: rows(Protected::SigningKey),
            secrets: key.secrets,
            unopened: key.unopened,
        }
    }
}

impl Record for KeyUseView {
    const HEADERS: &'static [&'static str] =
        &["Key", "Current", "Held", "Tenant keys", "Pool keys", "Cluster urls", "Signing keys", "Secrets", "Unopened"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.key),
            Cell::new(self.current),
            Cell::toned(self.held, if self.held { Tone::Plain } else { Tone::Bad }),
            Cell::new(self.tenant_keys),
            Cell::new(self.pool_keys),
            Cell::new(self.cluster_urls),
            Cell::new(self.signing_keys),
            Cell::new(self.secrets),
            Cell::toned(self.unopened, if self.unopened == 0 { Tone::Plain } else { Tone::Bad }),
        ]
    }
}

/// What `secret rekey` ends with.
#[derive(Debug, Serialize)]
pub struct RekeyedView {
    key: Option<String>,
    already: bool,
    sealed: u64,
    unopened: u64,
    old_keys_left: Vec<String>,
    old_key_file: Option<String>,
    dry_run: bool,
}

impl RekeyedView {
    /// Takes what was done, and where the old key file is kept.
    pub fn of(done: &Rekeyed, kept: Option<&Path>) -> Self {
        Self {
            key: Some(done.kek_id.clone()),
            already: done.already,
            sealed: done.sealed,
            unopened: done.unopened.len() as u64,
            old_keys_left: done.kept.clone(),
            old_key_file: kept.map(|path| path.display().to_string()),
            dry_run: false,
        }
    }

    /// Takes how many values would be sealed.
    pub fn planned(count: u64) -> Self {
        Self {
            key: None,
            already: false,
            sealed: count,
            unopened: 0,
            old_keys_left: Vec::new(),
            old_key_file: None,
            dry_run: true,
        }
    }
}

impl Record for RekeyedView {
    const HEADERS: &'static [&'static str] = &["Key", "Already", "Sealed", "Unopened", "Old keys left", "Old key file"];

    fn cells(&self) -> Vec<Cell> {
        let left = (!self.old_keys_left.is_empty()).then(|| self.old_keys_left.join(" "));
        vec![
            Cell::maybe(self.key.as_ref()),
            Cell::new(self.already),
            Cell::new(self.sealed),
            Cell::new(self.unopened),
            Cell::maybe(left),
            Cell::maybe(self.old_key_file.as_ref()),
        ]
    }
}
