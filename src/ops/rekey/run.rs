//! Sealing everything with another master key, row by row: killed anywhere, the next run goes on.

use super::{BATCH, RekeyError, content, unopened};
use crate::control_plane::{self as plane, ControlPlane, KekRow, LogEntry, Phase, PlaneError, Protected};
use crate::ops::act::write_down;
use crate::ops::credentials::{Vault, held};
use crate::ops::runner::Runner;
use crate::postgres::{begin, commit};
use crate::secrets::{MasterKey, SecretsError, new_kek_id};
use serde_json::{Value, json};
use uuid::Uuid;

/// What was done.
#[derive(Debug, Default)]
pub struct Rekeyed {
    /// The key that new secrets are sealed with.
    pub kek_id: String,
    /// It was so before, and nothing named another one.
    pub already: bool,
    /// How many values were sealed anew.
    pub sealed: u64,
    /// Former keys that are still named by a row.
    pub kept: Vec<String>,
    /// What doesn't open, and why.
    pub unopened: Vec<String>,
}

/// Lets `new` seal new secrets, seals everything else with it, and forgets each former key that nothing names any more.
///
/// # Errors
/// [`RekeyError::Busy`]; the current key is neither `new` nor among `old`. A value that doesn't open is no error: it is
/// left as it is, and its key stays.
pub async fn rekey(
    control: &ControlPlane,
    old: Vec<MasterKey>,
    new: MasterKey,
    runner: Runner<'_>,
) -> Result<Rekeyed, RekeyError> {
    if !plane::lock_master_key(&mut *control.session.get().await).await? {
        return Err(RekeyError::Busy);
    }
    let result = locked(control, old, new, runner).await;
    let unlocked = plane::unlock_master_key(&mut *control.session.get().await).await;
    let done = result?;
    unlocked?;
    Ok(done)
}

async fn locked(
    control: &ControlPlane,
    old: Vec<MasterKey>,
    new: MasterKey,
    runner: Runner<'_>,
) -> Result<Rekeyed, RekeyError> {
    let rows = plane::keks(&mut *control.session.get().await).await?;
    let mut masters = vec![new];
    masters.extend(old);
    let Some(current) = rows.iter().find(|row| row.current) else {
        let vault = Vault::open_with(control, &masters).await?;
        return Ok(Rekeyed { kek_id: vault.kek_id().to_owned(), already: true, ..Rekeyed::default() });
    };
    let is_new = held(&masters[..1], current)?.is_some();
    if is_new && rows.len() == 1 {
        return Ok(Rekeyed { kek_id: current.kek_id.clone(), already: true, ..Rekeyed::default() });
    }
    if held(&masters, current)?.is_none() {
        return Err(SecretsError::WrongMasterKey { kek_id: current.kek_id.clone() }.into());
    }
    let run = Uuid::now_v7();
    begin_with(control, (run, runner.name), current, (!is_new).then_some(&masters[0])).await?;
    crate::fail_point!("rekey.registered");
    let vault = Vault::open_with(control, &masters).await?;
    let result = seal_all(control, &vault).await;
    let (outcome, detail) = match &result {
        Ok(done) if done.unopened.is_empty() => ("done", json!({ "to": vault.kek_id(), "sealed": done.sealed })),
        Ok(done) => ("failed", json!({ "to": vault.kek_id(), "sealed": done.sealed, "unopened": done.unopened.len() })),
        Err(_) => ("failed", json!({ "to": vault.kek_id() })),
    };
    let logged = log(control, (run, runner.name), Phase::End, Some(outcome), detail).await;
    let done = result?;
    logged?;
    Ok(done)
}

/// Registers the new key, if it isn't yet, together with the begin in the log.
async fn begin_with(
    control: &ControlPlane,
    (run_id, actor): (Uuid, &str),
    current: &KekRow,
    new: Option<&MasterKey>,
) -> Result<(), RekeyError> {
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    let detail = match new {
        None => json!({ "to": current.kek_id, "resumed": true }),
        Some(new) => {
            let kek_id = new_kek_id()?;
            let row = KekRow { check_value: new.kek(&kek_id)?.check_value(), kek_id, current: true };
            plane::replace_kek(&mut transaction, &current.kek_id, &row).await?;
            json!({ "from": current.kek_id, "to": row.kek_id })
        }
    };
    let entry =
        LogEntry { run_id, phase: Phase::Begin, action: "secret rekey", actor, tenant: None, outcome: None, detail };
    plane::append(&mut transaction, &entry).await?;
    Ok(commit(transaction).await?)
}

async fn log(
    control: &ControlPlane,
    (run_id, actor): (Uuid, &str),
    phase: Phase,
    outcome: Option<&str>,
    detail: Value,
) -> Result<(), PlaneError> {
    let entry = LogEntry { run_id, phase, action: "secret rekey", actor, tenant: None, outcome, detail };
    write_down(control, &entry).await
}

async fn seal_all(control: &ControlPlane, vault: &Vault) -> Result<Rekeyed, RekeyError> {
    let mut done = Rekeyed { kek_id: vault.kek_id().to_owned(), ..Rekeyed::default() };
    // Again until a pass finds nothing: whoever opened the vault before may still seal with the former key.
    loop {
        let (before, mut bad) = (done.sealed, Vec::new());
        for what in Protected::ALL {
            done.sealed += seal(control, vault, what, &mut bad).await?;
        }
        done.unopened = bad;
        if done.sealed == before {
            break;
        }
    }
    crate::fail_point!("rekey.sealed");
    let mut connection = control.session.get().await;
    for row in plane::keks(&mut connection).await?.into_iter().filter(|row| !row.current) {
        if !plane::delete_kek(&mut connection, &row.kek_id).await? {
            done.kept.push(row.kek_id);
        }
    }
    crate::fail_point!("rekey.forgotten");
    Ok(done)
}

/// One pass over one kind of rows; each batch is a transaction.
async fn seal(
    control: &ControlPlane,
    vault: &Vault,
    what: Protected,
    bad: &mut Vec<String>,
) -> Result<u64, RekeyError> {
    let (mut after, mut count): (Option<String>, u64) = (None, 0);
    let mut connection = control.session.get().await;
    loop {
        let mut transaction = begin(&mut connection).await?;
        let kek_id = vault.kek_id();
        let rows = plane::protected_rows(&mut transaction, what, Some(kek_id), after.as_deref(), BATCH).await?;
        let Some(last) = rows.last() else { return Ok(count) };
        after = Some(last.key.clone());
        let mut sealed = Vec::with_capacity(rows.len());
        for row in &rows {
            match vault.reseal(what, row) {
                Ok(bytes) => sealed.push((row.key.clone(), bytes)),
                Err(SecretsError::NoRandomness) => return Err(SecretsError::NoRandomness.into()),
                Err(error) => bad.push(unopened(content(what), what, row, &error)),
            }
        }
        plane::reseal_rows(&mut transaction, what, kek_id, &sealed).await?;
        commit(transaction).await?;
        crate::fail_point!("rekey.batch");
        count += sealed.len() as u64;
    }
}
