//! Looks at the embedded server, stops it, and removes it.

use std::fs;
use std::path::PathBuf;

use super::child;
use super::cluster;
use super::error::LocalError;
use super::files;
use super::lock::Lock;
use super::run_as::{self, RunAs};
use super::server::{Endpoint, LocalServer};
use super::start::PATIENCE_SECONDS;

/// What is known about the embedded server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Whether it runs.
    pub running: bool,
    /// Its process, if it runs.
    pub pid: Option<u32>,
    /// How to connect, if it runs.
    pub endpoint: Option<Endpoint>,
    /// The cluster's major version; `None` if there is no cluster yet.
    pub major: Option<u32>,
    /// Where the data is, or would be.
    pub data_dir: PathBuf,
    /// Where the socket is, or would be.
    pub socket_dir: PathBuf,
    /// The server's log.
    pub log: PathBuf,
    /// The user that the server runs as; `None` if there is no such user.
    pub user: Option<String>,
    /// Whether the SQL bootstrap was completed.
    pub bootstrapped: bool,
}

impl LocalServer {
    /// What is known about the server, without changing anything.
    pub fn status(&self) -> Result<Status, LocalError> {
        let layout = self.layout();
        let exists = layout.exists(self.caller())?;
        let running = if exists { self.running()? } else { None };
        let name = |user: Option<RunAs>| user.map_or_else(|| run_as::name_of(self.caller()), |user| user.name);
        let user = self.user().ok().map(name);
        Ok(Status {
            running: running.is_some(),
            pid: running.as_ref().map(|running| running.pid),
            endpoint: running.as_ref().map(|running| self.endpoint_of(running)),
            major: if exists { cluster::major(layout)? } else { None },
            data_dir: layout.data(),
            socket_dir: layout.socket_dir(),
            log: layout.log(),
            user,
            bootstrapped: self.is_bootstrapped(),
        })
    }

    /// Stops the server, ending its sessions; `false` if it did not run.
    pub fn stop(&self) -> Result<bool, LocalError> {
        if !self.layout().exists(self.caller())? {
            return Ok(false);
        }
        self.stop_locked(&self.lock()?)
    }

    /// Stops the server and deletes its cluster, passwords and log; `false` if there was nothing.
    ///
    /// Only what this module makes is deleted, and only in a folder that bears its lock.
    pub fn reset(&self) -> Result<bool, LocalError> {
        let layout = self.layout();
        if !layout.exists(self.caller())? {
            return Ok(false);
        }
        if fs::symlink_metadata(layout.lock()).is_err() {
            return Err(LocalError::NotOurs {
                path: layout.folder().to_path_buf(),
                reason: "it has no lock file, so tenantctl did not make it",
            });
        }
        // The lock itself stays: somebody may be waiting for it.
        let lock = self.lock()?;
        // Refuses a data folder with files that are no cluster's.
        cluster::major(layout)?;
        self.stop_locked(&lock)?;
        let mut removed = files::remove_file(&layout.marker())?;
        if layout.has_socket_dir() {
            removed |= files::remove_folder(&layout.socket_dir())?;
        }
        removed |= layout.remove_leftovers()?;
        let data = layout.data();
        if fs::symlink_metadata(&data).is_ok() {
            // Out of the way in one step: a killed reset leaves no half cluster.
            fs::rename(&data, layout.old_data()).map_err(LocalError::file("rename", &data))?;
        }
        removed |= layout.remove_leftovers()?;
        for name in ["superuser", "operator"] {
            removed |= files::remove_file(&layout.password(name))?;
        }
        removed |= files::remove_file(&layout.log())?;
        removed |= files::remove_file(&layout.old_log())?;
        layout.remove_temporary_files()?;
        Ok(removed)
    }

    /// The last lines of the server's log.
    pub fn log_tail(&self, count: usize) -> Vec<String> {
        files::tail(&self.layout().log(), 0, count)
    }

    fn stop_locked(&self, lock: &Lock) -> Result<bool, LocalError> {
        if self.running()?.is_none() {
            return Ok(false);
        }
        let user = self.user()?;
        let user = user.as_ref();
        // pg_ctl only sends a signal, so any version stops any server.
        let install = match self.choose(cluster::major(self.layout())?, user) {
            Err(LocalError::MissingMajor { .. }) => self.choose(None, user)?,
            chosen => chosen?,
        };
        let mut command = child::command(&install.bin_dir.join("pg_ctl"), user);
        command.stdin(lock.share()).arg("stop").arg("-D").arg(self.layout().data());
        command.args(["-m", "fast", "-w", "-t", &PATIENCE_SECONDS.to_string()]);
        let output = child::run(&mut command, user)?;
        if output.status.success() {
            return Ok(true);
        }
        Err(LocalError::NotStopped { output: child::complaint(&output), log: self.layout().log() })
    }
}
