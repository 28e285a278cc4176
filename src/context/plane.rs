//! Opening the control plane, the sealing key and the cluster.

use super::Context;
use super::head_start::About;
use crate::config::{Key, keys};
use crate::control_plane::{self as plane, ControlPlane, Durability, Opening, PlaneError, SchemaState, Wish};
use crate::error::{CommandError, ErrorKind};
use crate::host::{ClusterHost, HostError};
use crate::ops::ahead::Ahead;
use crate::ops::credentials::Vault;
use crate::ops::locate::Locator;
use crate::ops::register::register;
use crate::postgres::{FailureClass, Pins, Place, Session, Target, connect, transaction_pooled};
use std::path::Path;
use uuid::Uuid;

impl Context {
    /// Reads the configured connection URL under a key.
    fn configured(&self, key: &'static Key) -> Result<Option<Target>, CommandError> {
        let Some(url) = self.settings.secret(key)? else { return Ok(None) };
        let origin = self.settings.origin(key).map(ToString::to_string).unwrap_or_default();
        self.server_of(&url, &format!("{} (from {origin})", key.name)).map(Some)
    }

    /// Refuses a URL that says itself what is wrong with it, and shows its warnings.
    pub(super) fn accept(&self, target: Target) -> Result<Target, CommandError> {
        if target.says_transaction_pooler {
            return Err(HostError::TransactionPooler { endpoint: target.endpoint() }.into());
        }
        for warning in &target.warnings {
            self.ui.warn(warning);
        }
        Ok(target)
    }

    pub(super) fn configured_plane(&self) -> Result<Option<Target>, CommandError> {
        match self.configured(keys::CONTROL_PLANE_URL)? {
            Some(target) => Ok(Some(target)),
            None => self.configured(keys::DATABASE_URL),
        }
    }

    /// Says where the control plane is or would be, without reaching for it.
    ///
    /// # Errors
    /// A malformed URL.
    pub fn plane_place(&self) -> Result<String, CommandError> {
        Ok(match self.configured_plane()? {
            Some(target) => target.masked_url(),
            None => format!("the embedded PostgreSQL in {}", self.state_dir().display()),
        })
    }

    pub(super) async fn open_session(&self, target: &Target) -> Result<Session, CommandError> {
        let connection = connect(target, "tenantctl", &Pins::new(""), self.timeout()).await?;
        Ok(Session::new(connection, target.clone()))
    }

    async fn open_plane(
        &mut self,
        may_create: bool,
        caller: Option<&str>,
        about: Option<About<'_>>,
    ) -> Result<Opening, CommandError> {
        let wish = Wish { caller, about: about.map(About::foresight) };
        if let Some(target) = self.configured_plane()? {
            let opening = plane::open(&target, "tenantctl", wish, self.timeout());
            return Ok(self.with_head_start(&target, about, opening).await?);
        }
        if let Some(target) = self.embedded_if_running()? {
            let opening = plane::open(&target, "tenantctl", wish, self.timeout());
            match self.with_head_start(&target, about, opening).await {
                Ok(opening) => {
                    self.embedded = Some(target);
                    return Ok(opening);
                }
                // A pid file that nobody stands behind.
                Err(PlaneError::Database(error)) if error.class == FailureClass::Unknown => {
                    tracing::debug!(%error, "starting it again");
                }
                Err(error) => return Err(error.into()),
            }
        }
        if !may_create && !self.embedded_exists() {
            return Err(PlaneError::NotInitialised.into());
        }
        let target = self.start_embedded(None).await?;
        Ok(plane::open(&target, "tenantctl", wish, self.timeout()).await?)
    }

    /// Opens the control plane for a command that changes nothing.
    ///
    /// # Errors
    /// There is none, or its schema is older or newer than this program.
    pub async fn read_plane(&mut self) -> Result<ControlPlane, CommandError> {
        self.read_plane_about(None).await
    }

    /// The same for a command that reads in the database of this tenant: what it asks first is asked in the same round
    /// trip.
    ///
    /// # Errors
    /// As [`Self::read_plane`].
    pub async fn read_plane_about(&mut self, about: Option<About<'_>>) -> Result<ControlPlane, CommandError> {
        Ok(self.open_plane(false, None, about).await?.reading()?)
    }

    /// Opens the control plane for a command that changes something, creating or upgrading its
    /// schema first. Returns the versions applied too.
    ///
    /// # Errors
    /// It can't be reached, the login lacks rights, or a transaction pooler answers there.
    pub async fn write_plane(&mut self) -> Result<(ControlPlane, Vec<i64>), CommandError> {
        self.write_plane_about(None).await
    }

    async fn write_plane_about(&mut self, about: Option<About<'_>>) -> Result<(ControlPlane, Vec<i64>), CommandError> {
        self.changing = true;
        let caller = self.caller();
        let opening = self.open_plane(true, Some(&caller), about).await?;
        if opening.state != SchemaState::Missing {
            self.ask_if_protected(&opening.session).await?;
        }
        let (control, applied, has_open_runs) = match opening.known(&caller) {
            Some(known) => (known.control, Vec::new(), known.has_open_runs),
            None => {
                let session = opening.session;
                self.refuse_pooler(session.target()).await?;
                let applied = match opening.state {
                    SchemaState::Current => Vec::new(),
                    _ => plane::migrate_schema(&mut *session.get().await).await?,
                };
                (ControlPlane::of_caller(session, &caller).await?, applied, true)
            }
        };
        if has_open_runs {
            plane::close_abandoned(&control, &self.runner(), &|runner| self.may_be_alive(runner)).await?;
        }
        if !applied.is_empty() {
            plane::log_init(&control, &self.runner(), &applied).await?;
        }
        Ok((control, applied))
    }

    /// The same for a command that changes something in the database of this tenant, unless it is only tried.
    ///
    /// # Errors
    /// As [`Self::write_plane`] and [`Self::read_plane`].
    pub async fn plane_about(&mut self, about: Option<About<'_>>) -> Result<ControlPlane, CommandError> {
        match self.dry_run {
            true => self.read_plane_about(about).await,
            false => Ok(self.write_plane_about(about).await?.0),
        }
    }

    pub(super) async fn refuse_pooler(&self, target: &Target) -> Result<(), CommandError> {
        if matches!(target.place, Place::Tcp(..)) && transaction_pooled(target, self.timeout()).await? {
            return Err(HostError::TransactionPooler { endpoint: target.endpoint() }.into());
        }
        Ok(())
    }

    /// Tells whether a step's begin may wait for the next commit: where both are one server.
    pub fn durability(&self, control: &ControlPlane, host: &ClusterHost) -> Durability {
        if control.session.is(host.session()) { Durability::WithNextCommit } else { Durability::Now }
    }

    /// Finds tenants' databases.
    pub fn locator<'a>(&self, control: &'a ControlPlane, vault: &'a Vault) -> Locator<'a> {
        let project_root = self.settings.path(keys::SUPABASE_SSL_ROOT_CERT).map(Path::to_path_buf);
        let head_start = self.take_head_start();
        Locator { control, vault, embedded: self.embedded.clone(), project_root, ahead: Ahead::default(), head_start }
    }

    /// Opens the cluster of a provider and sees that it is registered; shares the control
    /// plane's connection where both are one.
    ///
    /// # Errors
    /// Too old, too few rights, a pooler, or another server than the registered one.
    pub async fn cluster(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        provider: &'static str,
    ) -> Result<(ClusterHost, Uuid), CommandError> {
        let target = if provider == "local" {
            match self.embedded.clone() {
                Some(target) => target,
                None => self.start_embedded(None).await?,
            }
        } else {
            self.configured(keys::DATABASE_URL)?.ok_or_else(|| {
                CommandError::new(ErrorKind::Config, "DATABASE_URL isn't set").hint("set DATABASE_URL")
            })?
        };
        let session = if control.session.target().same_session_as(&target) {
            control.session.clone()
        } else {
            self.refuse_pooler(&target).await?;
            self.open_session(&target).await?
        };
        let host = ClusterHost::open(session).await?;
        if host.facts.superuser {
            self.ui.warn(&format!(
                "the login {} is a superuser; one with CREATEDB and CREATEROLE is enough: CREATE ROLE operator LOGIN CREATEDB CREATEROLE",
                host.facts.login
            ));
        }
        let id = register(control, vault, &host, provider, &target).await?;
        Ok((host, id))
    }
}
