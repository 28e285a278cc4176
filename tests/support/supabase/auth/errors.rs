//! The Auth server's three shapes of an error.

use super::super::wire::{Answer, Request};
use serde_json::{Value, json};

/// The version whose errors are `{code, message}`.
const API_VERSION: &str = "2024-01-01";

/// Why a request is not answered as it wished.
pub(super) enum Refusal {
    Api {
        status: u16,
        code: &'static str,
        message: String,
        weak: Option<Value>,
    },
    /// What PostgreSQL said goes through, unless a version is asked for.
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

/// An error with a code.
pub(super) fn refuse(status: u16, code: &'static str, message: &str) -> Refusal {
    Refusal::Api { status, code, message: message.to_owned(), weak: None }
}

/// A body or a parameter that makes no sense.
pub(super) fn invalid(message: &str) -> Refusal {
    refuse(400, "validation_failed", message)
}

/// What the real server says of most of its own failures.
pub(super) fn internal(message: &str) -> Refusal {
    refuse(500, "unexpected_failure", message)
}

impl Refusal {
    pub(super) fn answer(self, request: &Request) -> Answer {
        let versioned = request.header("x-supabase-api-version") == Some(API_VERSION);
        let (status, code, message, weak) = match self {
            Self::Api { status, code, message, weak } => (status, code, message, weak),
            Self::Database(sqlx::Error::Database(error)) if !versioned => {
                let code = error.code().unwrap_or_default().into_owned();
                let postgres = error.downcast_ref::<sqlx::postgres::PgDatabaseError>();
                let body = json!({"code": code, "message": error.message(), "detail": postgres.detail()});
                return Answer::json(500, &body);
            }
            Self::Database(_) => {
                (500, "unexpected_failure", "Unexpected failure, please check server logs".to_owned(), None)
            }
        };
        let mut body = if versioned {
            json!({"code": code, "message": message})
        } else {
            json!({"code": status, "error_code": code, "msg": message})
        };
        if status >= 500 && !versioned {
            body["error_id"] = json!(uuid::Uuid::new_v4());
        }
        if let Some(weak) = weak {
            body["weak_password"] = weak;
        }
        let answer = Answer::json(status, &body).with("x-sb-error-code", code);
        if versioned { answer.with("x-supabase-api-version", API_VERSION) } else { answer }
    }
}
