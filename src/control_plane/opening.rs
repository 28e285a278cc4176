//! Opening the control plane: the round trip that proves the settings of the connection also asks whose control plane it
//! is, how far its schema is, and what else every command asks first.

use super::foresight::{Foreseen, Foresight};
use super::plane::{ControlPlane, PlaneError};
use super::schema::{SchemaState, schema_state, state_of};
use crate::domain::ident::literal;
use crate::postgres::{Pins, Question, Session, Target, ask, connect_asking, db};
use sqlx::Row;
use sqlx::postgres::PgRow;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// An open connection to where a control plane is or will be.
pub struct Opening {
    /// The connection.
    pub session: Session,
    /// How far its schema is.
    pub state: SchemaState,
    greeting: Option<Greeting>,
    foreseen: Arc<Foreseen>,
}

/// What is asked besides whose control plane it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish<'a> {
    /// Who acts, of whoever wants to change it: a JSON object, which the session keeps if the server is registered. One
    /// that isn't may be a pooler that nobody has recognised yet, so nothing is left behind there: all is asked in one
    /// message, by the simple protocol.
    pub caller: Option<&'a str>,
    /// The tenant that the command is about.
    pub about: Option<Foresight<'a>>,
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

/// Connects to where the control plane is, and asks.
///
/// # Errors
/// [`PlaneError::NewerSchema`] when a newer tenantctl has been here; [`PlaneError::Database`].
pub async fn open(
    target: &Target,
    application: &str,
    wish: Wish<'_>,
    timeout: Duration,
) -> Result<Opening, PlaneError> {
    let greeting = greeting(target, wish.caller);
    let all = match wish.about {
        Some(about) => &format!("{greeting}; {}", about.questions()),
        None => &greeting,
    };
    let question = Question { columns: "", wish: all };
    let (mut connection, answer) = connect_asking(target, application, &Pins::new(""), question, timeout).await?;
    let answers = match answer.wish {
        // Another version's tables, or a login that may not see all: it may be enough for what was meant.
        Err(_) if wish.about.is_some() => ask(&mut connection, &greeting).await,
        answers => answers,
    };
    let answers = match answers {
        Ok(answers) => answers,
        // One of the tables isn't there, or the whole schema.
        Err(error) if error.is("42P01") || error.is("3F000") => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let (state, greeting) = match answers.first().and_then(|rows| rows.first()) {
        Some(row) => said(row)?,
        None => (schema_state(&mut connection).await?, None),
    };
    // What can't be read is read again by whoever needs it, and told then.
    let foreseen = answers.get(1..).and_then(|answers| Foreseen::of(answers).ok()).unwrap_or_default();
    let session = Session::new(connection, target.clone());
    Ok(Opening { session, state, greeting, foreseen: Arc::new(foreseen) })
}

fn greeting(target: &Target, caller: Option<&str>) -> String {
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
            (Some(greeting), _) => Ok(ControlPlane::known(self.session, greeting.id, None).foreseeing(self.foreseen)),
            (None, SchemaState::Behind(found)) => Err(PlaneError::OlderSchema { found }),
            (None, _) => Err(PlaneError::NotInitialised),
        }
    }

    /// The control plane, to be changed by `caller`, if its schema is as new as this program and its server was looked at
    /// before.
    pub fn known(&self, caller: &str) -> Option<Known> {
        let Greeting { id, has_open_runs, .. } = *self.greeting.as_ref().filter(|greeting| greeting.is_registered)?;
        let control = ControlPlane::known(self.session.clone(), id, Some(caller));
        Some(Known { control: control.foreseeing(Arc::clone(&self.foreseen)), has_open_runs })
    }
}
