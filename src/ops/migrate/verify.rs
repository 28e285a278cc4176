//! Comparing tenants' schemas with what the files make.

use super::{MigrateError, MigrateOptions};
use crate::control_plane::TenantRow;
use crate::domain::fingerprint::Drift;
use crate::domain::ident::InvalidIdent;
use crate::domain::ledger::{LedgerFault, faults, newest};
use crate::domain::migration::MigrationSet;
use crate::domain::names::{OWNER_ROLE, login_beside};
use crate::domain::status::Status;
use crate::host::ClusterHost;
use crate::ops::locate::Locator;
use crate::ops::observer::{Observer, Told};
use crate::ops::retry::Retries;
use crate::ops::scratch::{Scratch, ScratchError, in_scratch};
use crate::ops::several::{Done, each};
use crate::tenant_db::{self, ExecutorOptions, Expect, Mark, OwnNames, SchemaPrint, TenantDbError, TenantSession};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How many different schemas are kept whole, to be compared object by object.
const KEPT: usize = 32;

/// What a schema is compared with: the one of a version, as this major version of PostgreSQL writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Against {
    /// The newest version that was applied, 0 for none.
    pub version: i64,
    /// The server's major version.
    pub server: i32,
    /// Of a Supabase project only what can be the tenant's is compared.
    pub is_project: bool,
}

/// What was seen of a tenant.
#[derive(Debug, Clone)]
pub struct Seen {
    /// What its schema is to be compared with.
    pub against: Against,
    /// A hash of its schema.
    pub hash: String,
    /// What is wrong with its ledger.
    pub faults: Vec<LedgerFault>,
}

impl Seen {
    /// Whether the files can make the schema that it should have.
    pub fn is_comparable(&self) -> bool {
        !self.faults.iter().any(|fault| matches!(fault, LedgerFault::Unknown { .. }))
    }
}

impl Told for Seen {
    fn told(&self) -> String {
        format!("version {}", self.against.version)
    }
}

/// A tenant, and what was seen of it.
pub struct SeenTenant {
    /// The tenant.
    pub tenant: TenantRow,
    /// What was seen.
    pub result: Result<Seen, MigrateError>,
}

/// All that was seen, and some of the schemas.
#[derive(Default)]
pub struct Sight {
    /// The tenants in their order.
    pub tenants: Vec<SeenTenant>,
    prints: BTreeMap<(Against, String), SchemaPrint>,
}

impl Sight {
    /// Returns what differs in the schemas of this hash; none if there were too many to keep.
    pub fn drift(&self, seen: &Seen, expected: &SchemaPrint) -> Option<Vec<Drift>> {
        let print = self.prints.get(&(seen.against, seen.hash.clone()))?;
        Some(expected.objects.drift_of(&print.objects))
    }
}

/// Reads the schemas and ledgers of tenants, at most `jobs` at once; one bad tenant doesn't stop the others. Nothing is
/// written.
pub async fn see(
    locator: &Locator<'_>,
    set: &MigrationSet,
    tenants: Vec<TenantRow>,
    options: &MigrateOptions,
    observer: &impl Observer,
) -> Sight {
    let prints = RefCell::new(BTreeMap::new());
    let work = async |tenant: &TenantRow| -> Result<Seen, MigrateError> {
        let (seen, print) = patiently(locator, set, tenant, options).await?;
        let mut prints = prints.borrow_mut();
        if prints.len() < KEPT {
            prints.entry((seen.against, seen.hash.clone())).or_insert(print);
        }
        Ok(seen)
    };
    let done = each(tenants, options.jobs, observer, work).await.into_iter();
    let tenants = done.map(|Done { tenant, result, .. }| SeenTenant { tenant, result }).collect();
    Sight { tenants, prints: prints.into_inner() }
}

async fn patiently(
    locator: &Locator<'_>,
    set: &MigrationSet,
    tenant: &TenantRow,
    options: &MigrateOptions,
) -> Result<(Seen, SchemaPrint), MigrateError> {
    if tenant.status != Status::Active {
        return Err(MigrateError::Status(tenant.status));
    }
    let names = own_names(tenant).map_err(|error| TenantDbError::ForeignNames { found: error.to_string() })?;
    let application = format!("tenantctl verify {}", tenant.id);
    let mut retries = Retries::new();
    loop {
        let opened: Result<TenantSession, MigrateError> =
            locator.open(tenant, &application, options.lock_timeout, options.timeout).await;
        let (looked, late) = match opened {
            Err(error) => (Err(error), false),
            Ok(mut session) => {
                let looked = look(&mut session, set, &names).await;
                let late = session.limit().is_late();
                session.close().await;
                (looked.map_err(MigrateError::from), late)
            }
        };
        let error = match looked {
            Ok(seen) => return Ok(seen),
            Err(error) => error,
        };
        match retries.next(error.class().filter(|_| !late)) {
            Some(pause) => tokio::time::sleep(pause).await,
            None => return Err(error),
        }
    }
}

async fn look(
    session: &mut TenantSession,
    set: &MigrationSet,
    names: &OwnNames,
) -> Result<(Seen, SchemaPrint), TenantDbError> {
    let ledger = tenant_db::applied(session).await?;
    let print = tenant_db::schema_print(session, names).await?;
    let against = Against { version: newest(&ledger), server: print.server, is_project: names.is_project };
    let faults = faults(set, &ledger, tenant_db::checksum);
    Ok((Seen { against, hash: print.hash.clone(), faults }, print))
}

fn own_names(tenant: &TenantRow) -> Result<OwnNames, InvalidIdent> {
    if tenant.address.is_some() {
        // A pooler wants the project's ref behind the login.
        let login = tenant.migrator.split_once('.').map_or(tenant.migrator.as_str(), |(login, _)| login);
        let owner = vec![login.to_owned(), OWNER_ROLE.to_owned()];
        return Ok(OwnNames { owner, is_project: true, ..OwnNames::default() });
    }
    let pair = |name: &str| Ok::<_, InvalidIdent>(vec![name.to_owned(), login_beside(name)?.name().to_owned()]);
    Ok(OwnNames { migrator: pair(&tenant.migrator)?, app: pair(&tenant.app)?, ..OwnNames::default() })
}

/// Makes the schema of a version in a scratch database, reads it, and drops the database.
///
/// # Errors
/// [`ScratchError`]; a file that fails is named by file, line and column.
pub async fn expected(
    host: &ClusterHost,
    set: &MigrationSet,
    against: Against,
    options: &MigrateOptions,
    stop: &dyn Fn() -> bool,
) -> Result<SchemaPrint, ScratchError> {
    in_scratch(host, stop, async |scratch: &Scratch| {
        let expect = Expect { mark: Mark::None, as_owner: true, lock_timeout: options.lock_timeout };
        let mut session = tenant_db::open(&scratch.target, "tenantctl verify", expect, options.timeout).await?;
        let made = fill(&mut session, set, against, options, scratch).await;
        session.close().await;
        Ok(made?)
    })
    .await
}

async fn fill(
    session: &mut TenantSession,
    set: &MigrationSet,
    against: Against,
    options: &MigrateOptions,
    scratch: &Scratch,
) -> Result<SchemaPrint, TenantDbError> {
    if against.version > 0 {
        let (target, lock_wait) = (Some(against.version), options.lock_wait);
        let executor = ExecutorOptions { target, lock_wait, dry_run: false, permit: None };
        tenant_db::migrate(session, set, &executor, &mut |_| {}).await?;
    }
    let names = &scratch.database.names;
    let names = match against.is_project {
        true => OwnNames { owner: vec![OWNER_ROLE.to_owned()], is_project: true, ..OwnNames::default() },
        false => {
            let (migrator, app) = (vec![names.migrator.name().to_owned()], vec![names.app.name().to_owned()]);
            OwnNames { migrator, app, ..OwnNames::default() }
        }
    };
    tenant_db::schema_print(session, &names).await
}
