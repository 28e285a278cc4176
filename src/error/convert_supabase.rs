//! From the Supabase APIs and projects to what a person reads.

use super::{CommandError, ErrorKind};
use crate::ops::provision::{ProjectError, class_of};
use crate::postgres::FailureClass;
use crate::supabase::auth::{DiscoverError, InvalidAuthKey};
use crate::supabase::http::{ApiError, Class};

impl From<ApiError> for CommandError {
    fn from(error: ApiError) -> Self {
        let kind = match error.class() {
            Class::Transient | Class::Unknown => ErrorKind::Unavailable,
            Class::Refused => ErrorKind::Refused,
            Class::NotFound => ErrorKind::NotFound,
            Class::Conflict => ErrorKind::Conflict,
            Class::Configuration => ErrorKind::Config,
            Class::Permanent if matches!(error.status(), Some(400 | 402 | 422)) => ErrorKind::Conflict,
            Class::Malformed | Class::Permanent => ErrorKind::Internal,
        };
        let made = Self::new(kind, error.to_string()).with_class(Some(class_of(&error)));
        let words = error.message.to_lowercase();
        if !error.missing_permissions().is_empty() {
            let missing = error.missing_permissions().join(", ");
            return made.with_code("missing_permissions").hint(format!("give the token these permissions: {missing}"));
        }
        if words.contains("overdue invoice") {
            return made.with_code("overdue_invoices").hint("pay them in the organization's billing settings");
        }
        if words.contains("maximum limit") || words.contains("active free projects") {
            let made = made.with_code("project_limit");
            return made
                .hint("pause or delete a project, or use an organization with a paid plan: --organization SLUG");
        }
        match kind {
            ErrorKind::Refused => made.hint("tenantctl config get supabase_access_token; tenantctl doctor"),
            ErrorKind::Unavailable => made.hint("run the same command again; it looks first whether this was done"),
            _ => made,
        }
    }
}

impl From<ProjectError> for CommandError {
    fn from(error: ProjectError) -> Self {
        let text = error.to_string();
        match error {
            ProjectError::NoOrganization { organization, known } => {
                let made = Self::new(ErrorKind::NotFound, text).with_code("organization_not_found");
                match crate::domain::suggest::closest(&organization, known.iter().map(String::as_str)) {
                    Some(near) => made.hint(format!("did you mean {near}?")),
                    None => made.hint(format!("it sees: {}", known.join(", "))),
                }
            }
            ProjectError::Several { projects, .. } => {
                let first = projects.first().map_or("REF", String::as_str);
                Self::new(ErrorKind::Conflict, text)
                    .with_code("several_projects")
                    .hint(format!("say which one is meant, with the same command and: --project-ref {first}"))
            }
            ProjectError::NotOne { .. } => Self::new(ErrorKind::NotFound, text),
            ProjectError::Dead { .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("project_failed")
                .hint("undo it, then provision again: tenantctl operation list"),
            ProjectError::Gone { .. } => Self::new(ErrorKind::NotFound, text)
                .with_code("project_gone")
                .hint("an unfinished provisioning is undone: tenantctl operation list")
                .hint("a tenant whose project was deleted: tenantctl deprovision TENANT --confirm TENANT --no-backup"),
            ProjectError::Late { .. } => Self::new(ErrorKind::Unavailable, text)
                .with_code("project_late")
                .hint("run the same command again: it goes on waiting; --project-timeout waits longer"),
            ProjectError::Unusable { .. } => Self::new(ErrorKind::Refused, text)
                .hint("the token needs to read the project's API keys and its database's configuration"),
            ProjectError::Unreachable { .. } => Self::new(ErrorKind::Unavailable, text)
                .with_code("direct_connection_only")
                .hint("run it where IPv6 works, or give the project the IPv4 add-on"),
            ProjectError::NotReady { .. } => Self::new(ErrorKind::Unavailable, text)
                .with_class(Some(FailureClass::Transient))
                .hint("run the same command again in a minute"),
        }
    }
}

impl From<DiscoverError> for CommandError {
    fn from(error: DiscoverError) -> Self {
        match error {
            DiscoverError::Api(error) => error.into(),
            other @ DiscoverError::NotAuth(_) => Self::new(ErrorKind::Config, other.to_string())
                .hint("SUPABASE_AUTH_URL names the Auth server itself, where it isn't /auth/v1 below SUPABASE_URL"),
        }
    }
}

impl From<InvalidAuthKey> for CommandError {
    fn from(error: InvalidAuthKey) -> Self {
        Self::new(ErrorKind::Config, error.to_string())
            .with_code("unfit_key")
            .hint("set SUPABASE_SERVICE_ROLE_KEY to the service_role key, or to one that begins with sb_secret_")
    }
}
