//! The embedded server, as commands use it.

use super::Context;
use crate::config::keys;
use crate::error::{CommandError, ErrorKind};
use crate::host::local::{LocalConfig, LocalServer, StartState};
use crate::host::{CONTROL_DATABASE, OPERATOR_LOGIN, bootstrap_embedded};
use crate::postgres::Target;
use crate::secrets::Verifier;
use secrecy::SecretString;
use std::path::PathBuf;

/// The file that holds the operator's password.
const OPERATOR: &str = "operator";

impl Context {
    /// What the embedded server needs to know.
    pub fn local_config(&self) -> LocalConfig {
        LocalConfig {
            state_dir: self.state_dir(),
            bin_dir: self.settings.path(keys::PG_BIN_DIR).map(PathBuf::from),
            pg_user: self.settings.text(keys::PG_USER).map(str::to_owned),
            path: self.environment().var_os("PATH").map(Into::into),
            home: self.environment().home().map(PathBuf::from),
        }
    }

    /// The folder of the embedded server and of the master key file.
    pub fn state_dir(&self) -> PathBuf {
        self.settings.path(keys::STATE_DIR).map(PathBuf::from).unwrap_or_default()
    }

    /// Tells whether an embedded server was ever made here.
    pub(super) fn embedded_exists(&self) -> bool {
        self.state_dir().join("postgres/data").exists()
    }

    /// The embedded server, whether it runs or not.
    ///
    /// # Errors
    /// A state directory that can't be.
    pub fn local_server(&self) -> Result<LocalServer, CommandError> {
        if self.state_dir().as_os_str().is_empty() {
            let error =
                CommandError::new(ErrorKind::Config, "there is no folder for tenantctl's state: HOME isn't set");
            return Err(error.hint("set TENANTCTL_STATE_DIR"));
        }
        Ok(LocalServer::open(self.local_config())?)
    }

    /// The operator's way into the control database of a running, prepared server; asks nobody.
    pub(super) fn embedded_if_running(&self) -> Result<Option<Target>, CommandError> {
        let server = self.local_server()?;
        match server.endpoint() {
            Some(_) if server.is_bootstrapped() => Ok(Some(operator_target(&server)?)),
            _ => Ok(None),
        }
    }

    /// The same, but not even a lost password is made again.
    pub(super) fn embedded_as_found(&self) -> Result<Option<Target>, CommandError> {
        if self.local_server()?.has_password(OPERATOR) { self.embedded_if_running() } else { Ok(None) }
    }

    /// Starts the embedded server, making and preparing it first where needed.
    ///
    /// # Errors
    /// No binaries, no suitable user, a server that doesn't start.
    pub async fn start_embedded(&mut self, listen: Option<u16>) -> Result<Target, CommandError> {
        let server = self.local_server()?;
        let progress = self.ui.spinner("starting the embedded PostgreSQL");
        let started = server.ensure_running(listen)?;
        if !server.is_bootstrapped() {
            // One at a time: two first runs would give the operator two passwords.
            let lock = server.lock()?;
            if !server.is_bootstrapped() {
                let password = SecretString::from(server.superuser_password()?);
                let endpoint = &started.endpoint;
                let superuser =
                    Target::unix(endpoint.socket_dir.clone(), endpoint.port, "postgres", password, "postgres");
                let operator = SecretString::from(server.read_or_create_password(OPERATOR)?);
                bootstrap_embedded(&superuser, Verifier::of(&operator)?.as_str()).await?;
                server.mark_bootstrapped()?;
            }
            drop(lock);
        }
        progress.finish();
        if started.state == StartState::Started {
            let made = if started.created_cluster { "made and started" } else { "started" };
            self.ui.note(&format!("{made} the embedded PostgreSQL {}", started.major));
        }
        let target = operator_target(&server)?;
        self.embedded = Some(target.clone());
        Ok(target)
    }
}

fn operator_target(server: &LocalServer) -> Result<Target, CommandError> {
    let endpoint = server.endpoint().ok_or_else(|| {
        CommandError::new(ErrorKind::Unavailable, "the embedded PostgreSQL stopped").hint("tenantctl local start")
    })?;
    let password = SecretString::from(server.read_or_create_password(OPERATOR)?);
    Ok(Target::unix(endpoint.socket_dir, endpoint.port, OPERATOR_LOGIN, password, CONTROL_DATABASE))
}
