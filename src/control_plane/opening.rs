//! Opening the control plane: the round trip that proves the settings of the connection also asks whose control plane it
//! is, how far its schema is, and what else every command asks first.

use super::plane::{ControlPlane, PlaneError};
use super::schema::{SchemaState, schema_state, state_of};
use crate::domain::ident::literal;
use crate::postgres::{Pins, Question, Session, Target, connect_asking, db};
use sqlx::Row;
use sqlx::postgres::PgRow;
use std::time::Duration;
use uuid::Uuid;

/// An open connection to where a control plane is or will be.
pub struct Opening {
    /// The connection.
    pub session: Session,
    /// How far its schema is.
    pub state: SchemaState,
    greeting: Option<Greeting>,
}

/// What a control plane said whose schema is as new as this program.
struct Greeting {
    id: Uuid,
    /// Its server was looked at before: it is none that nobody has recognised as a pooler.
    is_registered: bool,
    has_open_runs: bool,
}

/// A control plane whose server was looked at before.
pub struct Known {
    /// It.
    pub control: ControlPlane,
    /// Somebody's run has begun and not ended: [`super::close_abandoned`] may have something to do.
    pub has_open_runs: bool,
}

/// Connects to where the control plane is. Whoever wants to change it says who acts: `caller`, a JSON object, which the
/// session keeps if the server is registered. One that isn't may be a pooler that nobody has recognised yet, so nothing is
/// left behind there: the question is one statement, by the simple protocol.
///
/// # Errors
/// [`PlaneError::NewerSchema`] when a newer tenantctl has been here; [`PlaneError::Database`].
pub async fn open(
    target: &Target,
    application: &str,
    caller: Option<&str>,
    timeout: Duration,
) -> Result<Opening, PlaneError> {
    let wish = question(target, caller);
    let question = Question { columns: "", wish: &wish };
    let (mut connection, answer) = connect_asking(target, application, &Pins::new(""), question, timeout).await?;
    let row = match answer.wish {
        Ok(rows) => rows.into_iter().next(),
        // One of the tables isn't there, or the whole schema.
        Err(error) if error.is("42P01") || error.is("3F000") => None,
        Err(error) => return Err(error.into()),
    };
    let (state, greeting) = match row {
        Some(row) => said(&row)?,
        None => (schema_state(&mut connection).await?, None),
    };
    Ok(Opening { session: Session::new(connection, target.clone()), state, greeting })
}

fn question(target: &Target, caller: Option<&str>) -> String {
    // What adds up or sorts, a new session would have to learn first.
    let versions = "ARRAY(SELECT m.version FROM control_plane.schema_migrations m)";
    let id = "(SELECT i.id FROM control_plane.identity i)";
    let Some(caller) = caller else { return format!("SELECT {versions}, {id}") };
    format!(
        "SELECT {versions}, {id}, k.known, EXISTS (SELECT FROM control_plane.policy_sync_open),
             CASE WHEN k.known THEN pg_catalog.set_config('tenantctl.caller', {caller}, false) END
         FROM (SELECT EXISTS (SELECT FROM control_plane.clusters c WHERE c.endpoint = {endpoint}) AS known) k",
        caller = literal(caller),
        endpoint = literal(&target.endpoint()),
    )
}

fn said(row: &PgRow) -> Result<(SchemaState, Option<Greeting>), PlaneError> {
    let doing = "reading the control plane's identity";
    let versions: Vec<i64> = row.try_get(0).map_err(db(doing))?;
    let state = state_of(&versions)?;
    if state != SchemaState::Current {
        return Ok((state, None));
    }
    let id = row.try_get(1).map_err(db(doing))?;
    let asked_all = row.len() > 2;
    let is_registered = asked_all && row.try_get(2).map_err(db(doing))?;
    let has_open_runs = asked_all && row.try_get(3).map_err(db(doing))?;
    Ok((state, Some(Greeting { id, is_registered, has_open_runs })))
}

impl Opening {
    /// The control plane, to be read.
    ///
    /// # Errors
    /// [`PlaneError::NotInitialised`], [`PlaneError::OlderSchema`].
    pub fn reading(self) -> Result<ControlPlane, PlaneError> {
        match (self.greeting, self.state) {
            (Some(greeting), _) => Ok(ControlPlane::known(self.session, greeting.id, None)),
            (None, SchemaState::Behind(found)) => Err(PlaneError::OlderSchema { found }),
            (None, _) => Err(PlaneError::NotInitialised),
        }
    }

    /// The control plane, to be changed by `caller`, if its schema is as new as this program and its server was looked at
    /// before.
    pub fn known(&self, caller: &str) -> Option<Known> {
        let Greeting { id, has_open_runs, .. } = *self.greeting.as_ref().filter(|greeting| greeting.is_registered)?;
        Some(Known { control: ControlPlane::known(self.session.clone(), id, Some(caller)), has_open_runs })
    }
}
