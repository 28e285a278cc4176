//! Opening everything.

use super::{BATCH, RekeyError, content, unopened};
use crate::control_plane::{self as plane, ControlPlane, Protected, ProtectedRow};
use crate::ops::credentials::{Opened, Vault};
use std::collections::{BTreeMap, HashMap};

/// What one master key protects.
#[derive(Debug, Clone, Default)]
pub struct KeyUse {
    /// The key's id.
    pub kek_id: String,
    /// New secrets are sealed with it.
    pub current: bool,
    /// It is configured here.
    pub held: bool,
    /// How many rows of each kind.
    pub rows: BTreeMap<Protected, u64>,
    /// How many passwords and keys below the data keys.
    pub secrets: u64,
    /// How many of all those don't open.
    pub unopened: u64,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Each key, the current one first.
    pub keys: Vec<KeyUse>,
    /// What doesn't open, and why.
    pub unopened: Vec<String>,
}

/// Opens every value that is sealed, batch by batch.
///
/// # Errors
/// [`RekeyError::Plane`]. What doesn't open is no error.
pub async fn check(control: &ControlPlane, vault: &Vault) -> Result<Checked, RekeyError> {
    let mut connection = control.session.get().await;
    let mut found = Checked::default();
    for row in plane::keks(&mut connection).await? {
        let held = vault.holds(&row.kek_id);
        found.keys.push(KeyUse { kek_id: row.kek_id, current: row.current, held, ..KeyUse::default() });
    }
    for what in Protected::ALL {
        let mut after: Option<String> = None;
        loop {
            let rows = plane::protected_rows(&mut connection, what, None, after.as_deref(), BATCH).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.key.clone());
            let keys: Vec<String> = rows.iter().map(|row| row.key.clone()).collect();
            let secrets = plane::secrets_of(&mut connection, what, &keys).await?;
            let opened: HashMap<&str, (&ProtectedRow, Option<Opened>)> =
                rows.iter().map(|row| (row.key.as_str(), (row, found.open(vault, what, row)))).collect();
            for secret in &secrets {
                let Some((row, Some(Opened::DataKey(key)))) = opened.get(secret.key.as_str()) else { continue };
                let error = vault.prove_secret(key, secret).err();
                let bad = error.map(|error| unopened(&secret.name, what, row, &error));
                found.count(row, bad, |key| key.secrets += 1);
            }
        }
    }
    Ok(found)
}

impl Checked {
    fn open(&mut self, vault: &Vault, what: Protected, row: &ProtectedRow) -> Option<Opened> {
        let opened = vault.prove(what, row);
        let bad = opened.as_ref().err().map(|error| unopened(content(what), what, row, error));
        self.count(row, bad, |key| *key.rows.entry(what).or_default() += 1);
        opened.ok()
    }

    fn count(&mut self, row: &ProtectedRow, bad: Option<String>, count: impl FnOnce(&mut KeyUse)) {
        if let Some(key) = self.keys.iter_mut().find(|key| key.kek_id == row.kek_id) {
            count(key);
            key.unopened += u64::from(bad.is_some());
        }
        self.unopened.extend(bad);
    }
}
