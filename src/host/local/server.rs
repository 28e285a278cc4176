//! Opens and starts the embedded server.

use std::path::PathBuf;

use super::LocalConfig;
use super::cluster::{self, NewCluster};
use super::discover::{self, Install};
use super::error::LocalError;
use super::layout::Layout;
use super::lock::{self, Lock};
use super::pid_file::PidFile;
use super::run_as::{self, RunAs};
use super::start::check_port;
use super::state_files::SUPERUSER;

/// The embedded server of one state directory.
#[derive(Debug, Clone)]
pub struct LocalServer {
    config: LocalConfig,
    layout: Layout,
    caller: u32,
}

/// How to connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The folder of the Unix socket.
    pub socket_dir: PathBuf,
    /// The port, which is also the number in the socket's name.
    pub port: u16,
    /// The TCP port on 127.0.0.1, if the server listens there.
    pub listen: Option<u16>,
}

/// Whether a start was needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartState {
    /// The server was running.
    AlreadyRunning,
    /// It was started now.
    Started,
}

/// A server that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Whether a start was needed.
    pub state: StartState,
    /// Whether the cluster was made now.
    pub created_cluster: bool,
    /// How to connect.
    pub endpoint: Endpoint,
    /// The major version.
    pub major: u32,
    /// The minor version, if a start was needed; the server itself tells it otherwise.
    pub minor: Option<u32>,
}

impl LocalServer {
    /// Checks the state directory's path; starts nothing and writes nothing.
    pub fn open(config: LocalConfig) -> Result<Self, LocalError> {
        let layout = Layout::new(&config.state_dir)?;
        Ok(Self { config, layout, caller: run_as::effective_uid()? })
    }

    /// Where the server answers, if it says that it runs. Costs one small file; when connecting
    /// fails, the server has died and [`Self::ensure_running`] starts it again.
    pub fn endpoint(&self) -> Option<Endpoint> {
        if !self.layout.exists(self.caller).ok()? {
            return None;
        }
        let running = PidFile::read(&self.layout).ok()??;
        (running.is_ready() && self.layout.has_socket_dir()).then(|| self.endpoint_of(&running))
    }

    /// Starts the server if it doesn't run, after making the cluster if there is none.
    ///
    /// Without `listen` any running server will do; with it, one that listens on that port.
    pub fn ensure_running(&self, listen: Option<u16>) -> Result<Started, LocalError> {
        self.user()?;
        self.layout.create(self.caller)?;
        let lock = self.lock()?;
        if let Some(running) = self.settled()? {
            return self.reuse(&running, listen);
        }
        let user = self.user()?;
        let user = user.as_ref();
        self.check_reachable(user)?;
        self.layout.remove_leftovers()?;
        let cluster = cluster::major(&self.layout)?;
        let install = self.choose(cluster, user)?;
        check_port(listen)?;
        if cluster.is_none() {
            let password = self.read_or_create_password(SUPERUSER)?;
            let (layout, install) = (&self.layout, &install);
            NewCluster { layout, lock: &lock, install, user, password: &password }.create()?;
        } else {
            self.superuser_password()?;
        }
        let running = self.start(&install, user, listen, &lock)?;
        check_listen(&running, listen)?;
        Ok(Started {
            state: StartState::Started,
            created_cluster: cluster.is_none(),
            endpoint: self.endpoint_of(&running),
            major: install.major,
            minor: Some(install.minor),
        })
    }

    /// Keeps other processes from starting, stopping, resetting or bootstrapping the server. For the
    /// SQL bootstrap: take it after [`Self::ensure_running`], which takes it itself, then look at
    /// [`Self::is_bootstrapped`] again.
    pub fn lock(&self) -> Result<Lock, LocalError> {
        lock::acquire(&self.layout.lock(), lock::PATIENCE)
    }

    pub(super) fn layout(&self) -> &Layout {
        &self.layout
    }
    pub(super) fn caller(&self) -> u32 {
        self.caller
    }

    /// Whom the server's programs run as.
    pub(super) fn user(&self) -> Result<Option<RunAs>, LocalError> {
        run_as::resolve(&self.config, self.caller, &self.layout.data())
    }

    pub(super) fn endpoint_of(&self, running: &PidFile) -> Endpoint {
        Endpoint { socket_dir: self.layout.socket_dir(), port: running.port, listen: running.listen }
    }

    /// The server, if it is alive now.
    pub(super) fn running(&self) -> Result<Option<PidFile>, LocalError> {
        Ok(PidFile::read(&self.layout)?.filter(|found| found.is_alive(&self.layout)))
    }

    /// The programs for the cluster's major version, or the newest ones.
    pub(super) fn choose(&self, cluster: Option<u32>, user: Option<&RunAs>) -> Result<Install, LocalError> {
        let found = discover::survey_as(&self.config, user);
        let fits = |install: &&Install| cluster.is_none_or(|major| install.major == major);
        if let Some(install) = found.installs.iter().find(fits) {
            return Ok(install.clone());
        }
        match cluster {
            Some(major) if !found.installs.is_empty() => Err(LocalError::MissingMajor {
                data: self.layout.data(),
                major,
                found: found.installs,
                unusable: found.unusable,
            }),
            _ => Err(LocalError::NoPrograms {
                bin_dir: self.config.bin_dir.clone(),
                too_old: found.too_old,
                unusable: found.unusable,
            }),
        }
    }

    fn reuse(&self, running: &PidFile, listen: Option<u16>) -> Result<Started, LocalError> {
        check_listen(running, listen)?;
        let cluster = cluster::major(&self.layout)?;
        Ok(Started {
            state: StartState::AlreadyRunning,
            created_cluster: false,
            endpoint: self.endpoint_of(running),
            major: cluster.ok_or_else(|| LocalError::NotACluster { data: self.layout.data() })?,
            minor: None,
        })
    }
}

fn check_listen(running: &PidFile, listen: Option<u16>) -> Result<(), LocalError> {
    match listen {
        Some(wanted) if running.listen != listen => Err(LocalError::ListenConflict { listen: running.listen, wanted }),
        _ => Ok(()),
    }
}
