//! Where tenant databases come from. Above this module nobody asks which provider it is.

mod archive;
mod arrivals;
mod bootstrap;
mod census;
mod cluster;
mod copy;
mod digest_file;
mod doors;
mod dump;
mod dump_copy;
mod error;
mod groups;
mod inspect;
pub mod local;
mod login_settings;
mod logins;
mod pool;
mod removal;
mod rights;
mod rotation;
mod scratch;
mod template;
mod transfer;
mod writers;

pub use archive::{ArchiveSource, CountedTable, DumpedRows, RowPiece};
pub use bootstrap::{CONTROL_DATABASE, OPERATOR_LOGIN, bootstrap_embedded};
pub use cluster::{ClusterHost, Facts};
pub use digest_file::{DigestFile, Digested};
pub use doors::{Doors, Remains};
pub use dump::{Dump, DumpError, DumpPrograms, sha256};
pub use dump_copy::CopyPart;
pub use error::HostError;
pub use inspect::{Inspection, inspect};
pub use logins::LoginVerifiers;
pub use pool::rename_member;
pub use removal::Removal;
pub use scratch::ScratchDatabase;
pub use template::{TemplateDatabase, TemplateState};
pub use transfer::Transfer;

use crate::domain::names::PhysicalNames;
use crate::domain::tenant::Marker;
use crate::postgres::Target;
use secrecy::SecretString;
use uuid::Uuid;

/// What provisioning needs of a place that holds tenant databases. Every call is idempotent:
/// it looks for what bears the mark before it makes anything, and refuses what bears none.
#[expect(async_fn_in_trait, reason = "used inside this crate only, on a single-threaded runtime")]
pub trait DatabaseHost {
    /// Takes the tenant's lock on the connection that will create the database, so that the
    /// lock lives as long as an unfinished CREATE DATABASE does. False if somebody holds it.
    async fn lock(&self, tenant: Uuid) -> Result<bool, HostError>;

    /// Gives the lock back.
    async fn unlock(&self, tenant: Uuid) -> Result<(), HostError>;

    /// Looks for the template of this hash.
    async fn template_state(&self, template: &TemplateDatabase) -> Result<TemplateState, HostError>;

    /// Makes an empty template, open to its migrator login, for the caller to migrate. What a
    /// killed run left of it is dropped first.
    async fn create_template(&self, template: &TemplateDatabase, verifiers: &LoginVerifiers) -> Result<(), HostError>;

    /// Names the templates, by their hashes, that are being made or that a killed run left half made.
    async fn half_made_templates(&self) -> Result<Vec<String>, HostError>;

    /// Drops a half-made template; the caller holds its lock.
    async fn discard_template(&self, template: &TemplateDatabase) -> Result<(), HostError>;

    /// Closes the template, drops its login and marks it ready.
    async fn seal_template(&self, template: &TemplateDatabase) -> Result<(), HostError>;

    /// Makes the tenant's logins, or sets their passwords if they exist and bear the mark.
    async fn create_logins(
        &self,
        names: &PhysicalNames,
        marker: Marker,
        verifiers: &LoginVerifiers,
    ) -> Result<(), HostError>;

    /// Clones the template into the tenant's database, closed to everybody. Returns false if
    /// the database was there already and is the tenant's.
    async fn create_database(
        &self,
        names: &PhysicalNames,
        marker: Marker,
        template: &TemplateDatabase,
    ) -> Result<bool, HostError>;

    /// Gives the database its rights and its mark, then opens it.
    async fn grant_rights(&self, names: &PhysicalNames, marker: Marker) -> Result<(), HostError>;

    /// Keeps new sessions out of the tenant's database. False if there was nothing to close.
    async fn close_database(&self, names: &PhysicalNames, marker: Marker) -> Result<bool, HostError>;

    /// Ends the sessions in the tenant's database and drops it; what bears no mark stays.
    async fn drop_database(&self, names: &PhysicalNames, marker: Marker) -> Result<Removal, HostError>;

    /// Drops the tenant's logins; what bears no mark stays.
    async fn drop_logins(&self, names: &PhysicalNames, marker: Marker) -> Result<Removal, HostError>;

    /// Where a tenant's login connects to.
    fn target(&self, user: &str, password: SecretString, database: &str) -> Target;
}
