//! The control plane: its server, the line to it, and its schema.

use super::clock::clock;
use super::{Check, LONGER};
use crate::control_plane::{ControlPlane, PlaneError, SchemaState, schema_state};
use crate::postgres::{DatabaseError, Line, Place, Session, Target, clock_ahead, transaction_pooled};
use std::time::Duration;

/// What was found of a control plane.
pub struct Plane {
    /// What to say of it.
    pub checks: Vec<Check>,
    /// The control plane, where its schema is as new as this program.
    pub control: Option<ControlPlane>,
}

/// Judges the line to a server.
pub fn line(name: String, target: &Target) -> Check {
    match target.line() {
        Line::SameMachine => Check::ok(name, "the line doesn't leave this machine"),
        Line::Verified => Check::ok(name, "encrypted, certificate and host name verified"),
        Line::Authority => Check::ok(name, "encrypted, certificate verified; the host name isn't compared"),
        Line::Unverified => Check::warning(
            name,
            "encrypted, not verified: whoever can step in between may pose as the server",
            "set ?sslmode=verify-full&sslrootcert=/path/ca.pem in the connection URL (or sslrootcert=system)",
        ),
    }
}

/// Looks what answers at a server that can be reached: whether a transaction pooler is in front, and the clock.
pub async fn server(target: &Target, timeout: Duration) -> Vec<Check> {
    let name = |what: &str| format!("control_plane.{what}");
    let mut checks = Vec::new();
    if matches!(target.place, Place::Tcp(..)) {
        checks.push(match transaction_pooled(target, timeout).await {
            Ok(false) => Check::ok(name("pooler"), "no transaction pooler in between"),
            Ok(true) => Check::error(
                name("pooler"),
                "a transaction pooler answers, where session locks are void",
                "set the direct or the session-mode address in the connection URL, mostly port 5432",
            ),
            Err(error) => unanswered(name("pooler"), &error),
        });
    }
    checks.push(match clock_ahead(target, timeout).await {
        Ok(ahead) => clock(name("clock"), ahead),
        Err(error) => unanswered(name("clock"), &error),
    });
    checks
}

/// Says that a server didn't answer a question.
pub(super) fn unanswered(name: String, error: &DatabaseError) -> Check {
    Check::error(name, error.to_string(), LONGER)
}

/// Looks at the schema.
pub async fn plane(session: &Session, timeout: Duration) -> Plane {
    let look = async {
        let state = schema_state(&mut *session.get().await).await?;
        let current = state == SchemaState::Current;
        let control = if current { Some(ControlPlane::of(session.clone()).await?) } else { None };
        Ok((state, control))
    };
    let found = tokio::time::timeout(timeout, look).await;
    let (check, control) = match found {
        Ok(Ok((state, control))) => (schema(state), control),
        Ok(Err(error)) => (broken(&error), None),
        Err(_) => (Check::error(SCHEMA, "the control plane didn't answer in time", LONGER), None),
    };
    Plane { checks: vec![check], control }
}

const SCHEMA: &str = "control_plane.schema";

fn schema(state: SchemaState) -> Check {
    match state {
        SchemaState::Current => Check::ok(SCHEMA, "as new as this tenantctl"),
        SchemaState::Missing => Check::warning(SCHEMA, "there is no control plane yet", "tenantctl init"),
        SchemaState::Behind(version) => {
            let text = format!("at version {version}, older than this tenantctl, so that commands refuse to read it");
            Check::error(SCHEMA, text, "tenantctl init")
        }
    }
}

fn broken(error: &PlaneError) -> Check {
    let hint = match error {
        PlaneError::NewerSchema { .. } => "install the newer tenantctl",
        PlaneError::Database(error) if error.is("42501") => {
            "set the login that made the control plane in the connection URL: tenantctl config list"
        }
        _ => LONGER,
    };
    Check::error(SCHEMA, error.to_string(), hint)
}

#[cfg(test)]
mod tests {
    use super::{broken, line, schema};
    use crate::control_plane::{PlaneError, SchemaState};
    use crate::ops::doctor::State;
    use crate::postgres::Target;

    #[test]
    fn each_state_of_the_schema_has_its_answer() {
        for (found, state, hint) in [
            (schema(SchemaState::Current), State::Ok, None),
            (schema(SchemaState::Missing), State::Warning, Some("tenantctl init")),
            (schema(SchemaState::Behind(7)), State::Error, Some("tenantctl init")),
            (
                broken(&PlaneError::NewerSchema { found: 9, known: 8 }),
                State::Error,
                Some("install the newer tenantctl"),
            ),
        ] {
            assert_eq!((found.state, found.hint.as_deref()), (state, hint), "{}", found.text);
        }
    }

    #[test]
    fn an_unverified_line_names_the_setting() {
        for (url, state) in [
            ("postgresql://u@/d?host=/run", State::Ok),
            ("postgresql://u@db.example.com/d?sslmode=verify-full", State::Ok),
            ("postgresql://u@db.example.com/d?sslmode=verify-ca", State::Ok),
            ("postgresql://u@db.example.com/d", State::Warning),
        ] {
            let check = line("x".to_owned(), &Target::parse(url).expect(url));
            assert_eq!(check.state, state, "{url}");
            assert_eq!(check.hint.is_some_and(|hint| hint.contains("sslmode=verify-full")), state == State::Warning);
        }
    }
}
