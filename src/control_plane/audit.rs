//! `policy_sync_logs`: who did what to which tenant, in an append-only chain.

use super::plane::{ControlPlane, PlaneError};
use crate::domain::redaction::redact;
use crate::postgres::{begin, commit, db, once};
use sqlx::PgConnection;
use uuid::Uuid;

/// Which side of an act an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Committed before the first effect.
    Begin,
    /// What happened to one tenant of a run over several.
    Progress,
    /// Written when the act is over, well or not.
    End,
}

impl Phase {
    fn as_str(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Progress => "progress",
            Self::End => "end",
        }
    }
}

/// One entry. It never holds a secret; e-mail addresses in its detail don't get into the log, which nobody can take them
/// out of again.
#[derive(Debug, Clone)]
pub struct LogEntry<'a> {
    /// Ties begin and end together; an operation's id where there is one.
    pub run_id: Uuid,
    /// Which side.
    pub phase: Phase,
    /// The command.
    pub action: &'a str,
    /// Who: system user and host.
    pub actor: &'a str,
    /// The tenant, by uuid and by the id it had then.
    pub tenant: Option<(Uuid, &'a str)>,
    /// `done`, `failed`, …; not at the begin.
    pub outcome: Option<&'a str>,
    /// What else is worth knowing.
    pub detail: serde_json::Value,
}

impl LogEntry<'_> {
    fn redacted(&self) -> serde_json::Value {
        let mut detail = self.detail.clone();
        redact(&mut detail);
        detail
    }
}

/// Appends an entry; make it the last statement of a short transaction, since it locks the
/// chain's head.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn append(connection: &mut PgConnection, entry: &LogEntry<'_>) -> Result<(), PlaneError> {
    once("SELECT control_plane.append_log($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(entry.run_id)
        .bind(entry.phase.as_str())
        .bind(entry.action)
        .bind(entry.actor)
        .bind(entry.tenant.map(|t| t.0))
        .bind(entry.tenant.map(|t| t.1))
        .bind(entry.outcome)
        .bind(&entry.redacted())
        .execute(connection)
        .await
        .map_err(db("writing to policy_sync_logs"))?;
    Ok(())
}

/// Appends entries of one run and actor in their order, in one statement; as [`append`].
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn append_all(connection: &mut PgConnection, entries: &[LogEntry<'_>]) -> Result<(), PlaneError> {
    let tenants = entries.iter().map(|entry| entry.tenant);
    sqlx::query(
        "SELECT control_plane.append_log(e.run_id, e.phase, e.action, e.actor, e.tenant_uuid, e.tenant_id, e.outcome,
                    e.detail::jsonb)
         FROM (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[],
                   $8::text[]) WITH ORDINALITY
                   AS e (run_id, phase, action, actor, tenant_uuid, tenant_id, outcome, detail, number)
               ORDER BY number) e",
    )
    .bind(entries.iter().map(|e| e.run_id).collect::<Vec<_>>())
    .bind(entries.iter().map(|e| e.phase.as_str()).collect::<Vec<_>>())
    .bind(entries.iter().map(|e| e.action).collect::<Vec<_>>())
    .bind(entries.iter().map(|e| e.actor).collect::<Vec<_>>())
    .bind(tenants.clone().map(|t| t.map(|t| t.0)).collect::<Vec<_>>())
    .bind(tenants.map(|t| t.map(|t| t.1)).collect::<Vec<_>>())
    .bind(entries.iter().map(|e| e.outcome).collect::<Vec<_>>())
    .bind(entries.iter().map(|e| e.redacted().to_string()).collect::<Vec<_>>())
    .execute(connection)
    .await
    .map_err(db("writing to policy_sync_logs"))?;
    Ok(())
}

/// Logs that the schema was created or upgraded; before that there was no log to write to.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn log_init(control: &ControlPlane, actor: &str, applied: &[i64]) -> Result<(), PlaneError> {
    let run_id = Uuid::now_v7();
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    for (phase, outcome) in [(Phase::Begin, None), (Phase::End, Some("done"))] {
        let detail = serde_json::json!({ "schema_versions": applied });
        let entry = LogEntry { run_id, phase, action: "init", actor, tenant: None, outcome, detail };
        append(&mut transaction, &entry).await?;
    }
    Ok(commit(transaction).await?)
}
