//! Making sure that a cluster has a template of the present migrations and policy.

use crate::domain::migration::MigrationSet;
use crate::host::{DatabaseHost, HostError, TemplateDatabase, TemplateState};
use crate::ops::credentials::{LoginRole, Passwords};
use crate::ops::observer::{Event, Observer};
use crate::ops::policy::Effective;
use crate::secrets::{SecretsError, sha256_hex};
use crate::tenant_db::{self, ExecutorOptions, Expect, Mark, TenantDbError, TenantSession};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// What a new tenant database holds: the migrations and the policy, read once.
pub struct Schema {
    /// The files.
    pub migrations: MigrationSet,
    /// The policy, as it was when this was made; whoever makes a tenant active looks whether it still is.
    pub policy: Effective,
    template: TemplateDatabase,
    lock: Uuid,
}

/// Why a template can't be had.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The cluster.
    #[error(transparent)]
    Host(#[from] HostError),
    /// A migration failed.
    #[error("migrating the template: {0}")]
    Migration(#[source] Box<TenantDbError>),
    /// No randomness.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// Another run has been making it for too long.
    #[error("another tenantctl has been making the template database for over {}", humantime::format_duration(*.0))]
    Busy(Duration),
}

impl From<TenantDbError> for TemplateError {
    fn from(error: TenantDbError) -> Self {
        Self::Migration(Box::new(error))
    }
}

/// The lock's key comes from the hash, so that two sets don't wait for each other.
fn lock_of(hash: &str) -> Uuid {
    hash.get(..32).and_then(|start| Uuid::parse_str(start).ok()).unwrap_or_default()
}

impl Schema {
    /// Names the template of these migrations and this policy.
    ///
    /// # Errors
    /// [`TemplateError::Host`].
    pub fn new(migrations: MigrationSet, policy: Effective) -> Result<Self, TemplateError> {
        let hash = sha256_hex(format!("{}\n{}", migrations.fingerprint(), policy.policy.canonical()).as_bytes());
        let template = TemplateDatabase::of_hash(&hash).map_err(HostError::from)?;
        Ok(Self { migrations, policy, template, lock: lock_of(&hash) })
    }

    /// Names the template.
    pub fn template(&self) -> &TemplateDatabase {
        &self.template
    }

    /// Returns when the cluster has the whole template, making it if needed.
    ///
    /// # Errors
    /// [`TemplateError`]; a failed one is dropped by the next run.
    pub async fn ensure_template(
        &self,
        host: &impl DatabaseHost,
        timeout: Duration,
        observer: &impl Observer,
    ) -> Result<(), TemplateError> {
        if host.template_state(&self.template).await? == TemplateState::Ready {
            return Ok(());
        }
        observer.on(Event::TemplateBegan);
        let wait = Duration::from_secs(120);
        let end = Instant::now() + wait;
        while !host.lock(self.lock).await? {
            if Instant::now() >= end {
                return Err(TemplateError::Busy(wait));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let made = self.make(host, timeout).await;
        host.unlock(self.lock).await?;
        made
    }

    async fn make(&self, host: &impl DatabaseHost, timeout: Duration) -> Result<(), TemplateError> {
        // Another run may have finished it while we waited.
        if host.template_state(&self.template).await? == TemplateState::Ready {
            return Ok(());
        }
        self.discard_others(host).await?;
        let passwords = Passwords::generate()?;
        host.create_template(&self.template, &passwords.verifiers()?).await?;
        crate::fail_point!("template.created");
        let names = &self.template.names;
        let target =
            host.target(names.migrator.name(), passwords.of(LoginRole::Migrator).clone(), names.database.name());
        let expect = Expect { mark: Mark::None, as_owner: true, lock_timeout: Duration::from_secs(10) };
        let mut session = tenant_db::open(&target, "tenantctl template", expect, timeout).await?;
        let migrated = self.fill(&mut session).await;
        session.close().await;
        migrated?;
        crate::fail_point!("template.migrated");
        host.seal_template(&self.template).await?;
        Ok(())
    }

    /// Drops what killed runs of other migration sets left; a run with the same set would take it up, but after an
    /// upgrade there is none.
    async fn discard_others(&self, host: &impl DatabaseHost) -> Result<(), TemplateError> {
        for hash in host.half_made_templates().await? {
            let lock = lock_of(&hash);
            if lock != self.lock && host.lock(lock).await? {
                let discarded = match TemplateDatabase::of_hash(&hash) {
                    Ok(template) => host.discard_template(&template).await,
                    Err(error) => Err(error.into()),
                };
                host.unlock(lock).await?;
                discarded?;
            }
        }
        Ok(())
    }

    /// Brings a database to these migrations and this policy.
    pub(super) async fn fill(&self, session: &mut TenantSession) -> Result<(), TenantDbError> {
        let options =
            ExecutorOptions { target: None, lock_wait: Duration::from_secs(10), dry_run: false, permit: None };
        tenant_db::migrate(session, &self.migrations, &options, &mut |_| {}).await?;
        tenant_db::policy::apply(session, &self.policy.policy, async || Ok::<(), TenantDbError>(())).await?;
        Ok(())
    }
}
