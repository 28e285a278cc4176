//! What a host refuses or can't do.

use super::dump::DumpError;
use super::local::LocalError;
use crate::domain::ident::InvalidIdent;
use crate::postgres::DatabaseError;

/// Why a host couldn't do its part.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// A statement failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The embedded server.
    #[error(transparent)]
    Local(#[from] LocalError),
    /// A backup.
    #[error(transparent)]
    Dump(#[from] DumpError),
    /// A name that can't be.
    #[error(transparent)]
    Ident(#[from] InvalidIdent),
    /// Something of the wanted name exists and bears no mark of ours.
    #[error("{what} exists and isn't tenantctl's ({found}); it was left untouched")]
    Foreign {
        /// Which object.
        what: String,
        /// What was found out about it.
        found: String,
    },
    /// Something of the tenant's isn't there any more.
    #[error("{what}, which the control plane knows, isn't on the server")]
    Missing {
        /// Its name.
        what: String,
    },
    /// Somebody is connected to a database that nobody may be, and the operator can't end that.
    #[error("somebody who isn't the tenant is connected to the database {database}")]
    InUse {
        /// Its name.
        database: String,
    },
    /// A transaction that was prepared for two-phase commit outlives its session, and the database can't be dropped.
    #[error("prepared transactions keep the database {database}: {count}, the oldest is {gid}")]
    Prepared {
        /// Its name.
        database: String,
        /// How many.
        count: i64,
        /// The oldest one's identifier, which its session chose.
        gid: String,
    },
    /// A server below version 15.
    #[error("the server at {endpoint} is PostgreSQL {version}; 15 or newer is needed")]
    TooOld {
        /// Its address.
        endpoint: String,
        /// Its version.
        version: String,
    },
    /// The operator's login lacks an attribute.
    #[error("the login {login} at {endpoint} lacks {missing}")]
    MissingRights {
        /// The login.
        login: String,
        /// The server.
        endpoint: String,
        /// `CREATEDB`, `CREATEROLE` or both.
        missing: String,
    },
    /// A transaction pooler answers there.
    #[error("a transaction pooler answers at {endpoint}; session locks and settings are void behind it")]
    TransactionPooler {
        /// Its address.
        endpoint: String,
    },
    /// A server that replays another one.
    #[error("the server at {endpoint} is a standby and takes no writes")]
    Standby {
        /// Its address.
        endpoint: String,
    },
    /// The group roles there can't be used by this login.
    #[error("the group roles at {endpoint} can't be used: {fault}")]
    Groups {
        /// Its address.
        endpoint: String,
        /// What is wrong.
        fault: String,
    },
}
