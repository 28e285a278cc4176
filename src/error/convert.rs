//! From what a layer below says to what a person reads: kind, code and hints, in one place.

use super::{CommandError, ErrorKind};
use crate::config::ConfigError;
use crate::control_plane::PlaneError;
use crate::domain::region::{InvalidRegion, UnknownRegion};
use crate::host::HostError;
use crate::host::local::{LocalError, LocalErrorKind};
use crate::ops::credentials::CredentialsError;
use crate::ops::locate::LocateError;
use crate::ops::register::RegisterError;
use crate::ops::template::TemplateError;
use crate::output::OutputError;
use crate::postgres::{DatabaseError, FailureClass};
use crate::secrets::SecretsError;
use crate::tenant_db::{FilesError, TenantDbError};

fn kind_of_class(class: FailureClass) -> ErrorKind {
    match class {
        FailureClass::Transient | FailureClass::Unknown => ErrorKind::Unavailable,
        FailureClass::Refused => ErrorKind::Refused,
        FailureClass::Permanent => ErrorKind::Internal,
    }
}

impl From<DatabaseError> for CommandError {
    fn from(error: DatabaseError) -> Self {
        let kind = match error.sqlstate.as_deref() {
            Some("3D000") => ErrorKind::NotFound,
            // A standby, or a database set to read-only.
            Some("25006") => ErrorKind::Conflict,
            // A full disk, and a statement that didn't end in time.
            Some("53100" | "57014") => ErrorKind::Unavailable,
            Some("0A000") => ErrorKind::Config,
            _ => kind_of_class(error.class),
        };
        let mut made = Self::new(kind, error.doing.clone()).with_class(Some(error.class)).cause(error.message.clone());
        if let Some(detail) = &error.detail {
            made = made.cause(detail.clone());
        }
        match error.sqlstate.as_deref() {
            Some("28P01" | "28000") => {
                made.hint("check user and password of the connection URL: tenantctl config list")
            }
            Some("42501") => made.hint("the login needs CREATE on the database, CREATEDB and CREATEROLE"),
            Some("53300") => made.hint("the server has no connection left; try again, or raise max_connections"),
            Some("57014") => {
                made.hint("--timeout waits longer; a policy or a trigger of the tenant may be what is slow")
            }
            Some("53100") => made.hint("the server's disk is full; free space and run the same command again"),
            Some("25006") => made.hint("the server takes no writes: name the primary in the connection URL"),
            Some("3D000") => made.hint("create the database first, or name another one in the connection URL"),
            Some(_) => made,
            None if kind == ErrorKind::Unavailable => {
                made.hint("check host and port: tenantctl config list; trying again is safe")
            }
            None => tls_hint(made, &error.message),
        }
    }
}

fn tls_hint(made: CommandError, message: &str) -> CommandError {
    if message.contains("UnknownIssuer") {
        made.hint(
            "name the certificate authority: ?sslmode=verify-full&sslrootcert=/path/ca.pem (or sslrootcert=system)",
        )
    } else if message.contains("CaUsedAsEndEntity") {
        made.hint("the server's certificate is a CA itself; use a leaf with CA:FALSE")
    } else {
        made
    }
}

impl From<PlaneError> for CommandError {
    fn from(error: PlaneError) -> Self {
        match error {
            PlaneError::Database(error) => error.into(),
            PlaneError::NotInitialised => {
                Self::new(ErrorKind::Config, error.to_string()).with_code("no_control_plane").hint("tenantctl init")
            }
            PlaneError::OlderSchema { .. } => Self::new(ErrorKind::Conflict, error.to_string()).hint("tenantctl init"),
            PlaneError::NewerSchema { .. } => {
                Self::new(ErrorKind::Conflict, error.to_string()).hint("install the newer tenantctl")
            }
            PlaneError::SchemaLocked => Self::new(ErrorKind::Conflict, error.to_string()).hint("try again in a moment"),
            PlaneError::Stale { .. } => Self::new(ErrorKind::Conflict, error.to_string()).hint("run the command again"),
            PlaneError::Inconsistent(_) => Self::new(ErrorKind::Internal, error.to_string()),
        }
    }
}

impl From<HostError> for CommandError {
    fn from(error: HostError) -> Self {
        let text = error.to_string();
        match error {
            HostError::Database(error) => error.into(),
            HostError::Local(error) => error.into(),
            HostError::Dump(error) => error.into(),
            HostError::Ident(_) => Self::new(ErrorKind::Internal, text),
            HostError::Foreign { .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("not_ours")
                .hint("look at it, and rename or remove it if nobody needs it"),
            HostError::Missing { .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("missing")
                .hint("somebody removed it; nothing was changed: tenantctl doctor"),
            HostError::TooOld { .. } => Self::new(ErrorKind::Config, text).with_code("server_too_old"),
            HostError::MissingRights { ref login, ref missing, .. } => {
                let attributes = missing.replace(" and", "");
                let hint = format!("as a superuser there: ALTER ROLE {login} {attributes}");
                Self::new(ErrorKind::Refused, text).with_code("missing_rights").hint(hint)
            }
            HostError::InUse { database } => Self::new(ErrorKind::Conflict, text)
                .with_code("database_in_use")
                .hint(format!("who it is: SELECT * FROM pg_stat_activity WHERE datname = '{database}'")),
            HostError::Prepared { ref database, .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("prepared_transactions")
                .hint(format!(
                    "as a superuser: ALTER DATABASE {database} ALLOW_CONNECTIONS true; then in it ROLLBACK PREPARED for \
                     each of: SELECT gid FROM pg_prepared_xacts WHERE database = '{database}'"
                )),
            HostError::Standby { .. } => {
                Self::new(ErrorKind::Config, text).with_code("standby").hint("name the primary server")
            }
            HostError::Groups { .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("group_roles")
                .hint("use the login that tenantctl worked with there before"),
            HostError::TransactionPooler { .. } => Self::new(ErrorKind::Config, text)
                .with_code("transaction_pooler")
                .hint("use the direct or the session-mode address, mostly port 5432"),
        }
    }
}

impl From<LocalError> for CommandError {
    fn from(error: LocalError) -> Self {
        let kind = match error.kind() {
            LocalErrorKind::Configuration => ErrorKind::Config,
            LocalErrorKind::Unavailable => ErrorKind::Unavailable,
            LocalErrorKind::Conflict => ErrorKind::Conflict,
            LocalErrorKind::Internal => ErrorKind::Internal,
        };
        Self::from_error(kind, &error).hints_from(error.hints())
    }
}

impl From<ConfigError> for CommandError {
    fn from(error: ConfigError) -> Self {
        Self::from_error(ErrorKind::Config, &error).hints_from(error.hints())
    }
}

impl From<SecretsError> for CommandError {
    fn from(error: SecretsError) -> Self {
        let kind = match error {
            SecretsError::NoRandomness => ErrorKind::Internal,
            SecretsError::Sealed => ErrorKind::Conflict,
            _ => ErrorKind::Config,
        };
        Self::from_error(kind, &error).hints_from(error.hints())
    }
}

impl From<CredentialsError> for CommandError {
    fn from(error: CredentialsError) -> Self {
        match error {
            CredentialsError::Plane(error) => error.into(),
            CredentialsError::Secrets(error) => error.into(),
            CredentialsError::Missing(_) => Self::new(ErrorKind::NotFound, error.to_string()),
        }
    }
}

impl From<LocateError> for CommandError {
    fn from(error: LocateError) -> Self {
        match error {
            LocateError::Credentials(error) => error.into(),
            LocateError::Target { .. } => Self::new(ErrorKind::Config, error.to_string()),
            LocateError::NoAddress(_) => Self::new(ErrorKind::Conflict, error.to_string())
                .hint("run the same provision command again: it completes the tenant"),
            LocateError::NoAppLogin(ref id) => Self::new(ErrorKind::NotFound, error.to_string())
                .hint(format!("tenantctl url {id} --role migrator"))
                .hint(format!("tenantctl show {id} --keys --reveal")),
            LocateError::NoCluster(_) => Self::new(ErrorKind::NotFound, error.to_string()),
        }
    }
}

impl From<RegisterError> for CommandError {
    fn from(error: RegisterError) -> Self {
        let text = error.to_string();
        match error {
            RegisterError::Credentials(error) => error.into(),
            RegisterError::OtherServer { .. } => Self::new(ErrorKind::Conflict, text)
                .hint("keep one control plane per server, or unset TENANTCTL_DATABASE_URL"),
            RegisterError::OtherLogin { registered, .. } => {
                Self::new(ErrorKind::Conflict, text).hint(format!("use the login {registered} in DATABASE_URL"))
            }
        }
    }
}

impl From<FilesError> for CommandError {
    fn from(error: FilesError) -> Self {
        let kind = match error {
            // The file is fine; the place isn't.
            FilesError::Write { .. } => ErrorKind::Conflict,
            _ => ErrorKind::BadInput,
        };
        Self::from_error(kind, &error)
    }
}

impl From<TenantDbError> for CommandError {
    fn from(error: TenantDbError) -> Self {
        match error {
            TenantDbError::Database(error) => error.into(),
            TenantDbError::Files(error) => error.into(),
            other => {
                let kind = match &other {
                    // A full disk is no fault of the file's.
                    TenantDbError::Script { error, .. } if error.is("53100") => ErrorKind::Unavailable,
                    TenantDbError::Script { .. } => ErrorKind::BadInput,
                    _ => match other.class() {
                        FailureClass::Permanent => ErrorKind::Conflict,
                        class => kind_of_class(class),
                    },
                };
                let made = Self::from_error(kind, &other);
                match other {
                    TenantDbError::Incompatible(difference) if difference.is_repairable() => {
                        made.hint("see what differs: tenantctl migrate repair --explain")
                    }
                    TenantDbError::RolesInUse(_) => made
                        .with_code("roles_in_use")
                        .hint("nothing was changed; give those users another role: tenantctl user list, then tenantctl user create --email ADDRESS --role ROLE"),
                    _ => made,
                }
            }
        }
    }
}

impl From<TemplateError> for CommandError {
    fn from(error: TemplateError) -> Self {
        let text = error.to_string();
        match error {
            TemplateError::Host(error) => error.into(),
            TemplateError::Migration(error) => (*error).into(),
            TemplateError::Secrets(error) => error.into(),
            TemplateError::Busy(_) => Self::new(ErrorKind::Conflict, text).hint("try again in a moment"),
        }
    }
}

impl From<OutputError> for CommandError {
    fn from(error: OutputError) -> Self {
        error.into_command_error()
    }
}

impl From<InvalidRegion> for CommandError {
    fn from(error: InvalidRegion) -> Self {
        Self::new(ErrorKind::Usage, error.to_string())
    }
}

impl From<UnknownRegion> for CommandError {
    fn from(error: UnknownRegion) -> Self {
        let made = Self::new(ErrorKind::Usage, error.to_string()).with_code("unknown_region");
        match error.suggestion {
            Some(near) => made.hint(format!("did you mean {near}?")),
            None => made.hint(format!("there are {}", crate::domain::region::KNOWN.join(", "))),
        }
    }
}
