//! From the users of a tenant to what a person reads.

use super::{CommandError, ErrorKind};
use crate::domain::suggest::closest;
use crate::import::users::UsersError;
use crate::ops::sessions::SessionError;
use crate::ops::users::{ImportError, UserError};
use crate::supabase::auth::DiscoverError;
use crate::supabase::http::{ApiError, Class};

impl From<UserError> for CommandError {
    fn from(error: UserError) -> Self {
        let text = error.to_string();
        match error {
            UserError::Api(error) | UserError::Discover(DiscoverError::Api(error)) => of_the_auth_server(error),
            UserError::TenantDb(error) => error.into(),
            UserError::Database(error) => error.into(),
            UserError::Locate(error) => error.into(),
            UserError::Discover(error) => error.into(),
            UserError::Key(error) => error.into(),
            UserError::Plane(error) => error.into(),
            UserError::Status(_) => Self::new(ErrorKind::Conflict, text).with_code("wrong_status"),
            UserError::UnknownRole { role, known } => {
                let made = Self::new(ErrorKind::NotFound, text).with_code("unknown_role");
                let near = closest(&role, known.iter().map(String::as_str)).map(|near| format!("did you mean {near}?"));
                made.hint(near.unwrap_or_else(|| format!("it has: {}", known.join(", "))))
            }
            UserError::OtherTenant { .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("other_tenants_user")
                .hint("nothing was changed; one address is one user of an Auth server, and belongs to one tenant"),
            UserError::NoTenant { .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("no_tenants_user")
                .hint("nothing was changed; if the user is this tenant's: the same command with --adopt"),
            UserError::OtherAddress { user, .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("other_address")
                .hint(format!("nothing was changed; see who it is: tenantctl user show {user}")),
            UserError::NoKey => Self::new(ErrorKind::Config, text).hint("set SUPABASE_SERVICE_ROLE_KEY"),
            UserError::NoAuth { .. } => {
                Self::new(ErrorKind::Config, text).hint("set SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY")
            }
            UserError::WrongPassword => Self::new(ErrorKind::Refused, text).with_code("wrong_password"),
            UserError::NotFound(_) => {
                Self::new(ErrorKind::NotFound, text).with_code("user_not_found").hint("tenantctl user list")
            }
            UserError::Several { .. } => Self::new(ErrorKind::Conflict, text).hint("name the user by one of these ids"),
        }
    }
}

impl From<ImportError> for CommandError {
    fn from(error: ImportError) -> Self {
        let text = error.to_string();
        match error {
            ImportError::File { source: UsersError::NoHashConfig(_), .. } => Self::new(ErrorKind::BadInput, text)
                .with_code("no_hash_config")
                .hint("--hash-config FILE: the Firebase console shows it as password hash parameters"),
            ImportError::File { source: UsersError::UnknownFormat, .. } => {
                Self::new(ErrorKind::BadInput, text).hint("say what it is: --format json, csv or firebase-csv")
            }
            ImportError::File { .. } => Self::new(ErrorKind::BadInput, text).hint("nothing was imported"),
            ImportError::Rejects { .. } => Self::new(ErrorKind::Config, text).hint("name another file: --rejects FILE"),
            ImportError::User(error) => error.into(),
            ImportError::Hopeless { source, .. } => {
                let below = Self::from(*source);
                let made = Self::new(below.kind(), text).with_code(below.code()).cause(below.message());
                let made = below.causes().iter().fold(made, |made, cause| made.cause(cause.clone()));
                made.hint("run the same command again; who is there already stays as they are")
            }
        }
    }
}

impl From<SessionError> for CommandError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Database(error) => error.into(),
            SessionError::Plane(error) => error.into(),
            SessionError::User(error) => error.into(),
            SessionError::NoUser(_) => Self::new(ErrorKind::NotFound, error.to_string())
                .with_code("user_not_found")
                .hint("tenantctl user list"),
            SessionError::Sign(_) => Self::from_error(ErrorKind::Internal, &error),
            SessionError::NotFound(_) => Self::new(ErrorKind::NotFound, error.to_string())
                .with_code("session_not_found")
                .hint("it was revoked or has ended: tenantctl session list"),
        }
    }
}

/// It knows no access token, but the key.
fn of_the_auth_server(error: ApiError) -> CommandError {
    if error.class() != Class::Refused {
        return error.into();
    }
    CommandError::new(ErrorKind::Refused, error.to_string())
        .with_class(Some(crate::postgres::FailureClass::Refused))
        .hint("the Auth server doesn't take the service key: tenantctl config get supabase_service_role_key; tenantctl doctor")
}
