//! Starts the server's process and waits until it answers.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

use super::child;
use super::discover::Install;
use super::error::LocalError;
use super::files;
use super::lock::Lock;
use super::pid_file::{self, PidFile};
use super::run_as::RunAs;
use super::server::LocalServer;

/// The number in the socket's name when there is no TCP port.
const SOCKET_PORT: u16 = 5432;

/// How long a start or stop may take, also one that somebody else has begun.
pub(super) const PATIENCE_SECONDS: u64 = 60;

/// A log that has grown beyond this is put aside at the next start.
const MAX_LOG: u64 = 16 * 1024 * 1024;

/// How many lines of the log an error shows.
const LOG_LINES: usize = 10;

impl LocalServer {
    /// Like [`Self::running`], but waits for one that a killed command left starting or stopping.
    pub(super) fn settled(&self) -> Result<Option<PidFile>, LocalError> {
        let begin = Instant::now();
        loop {
            match self.running()? {
                Some(found) if !found.is_ready() => {
                    if begin.elapsed() >= Duration::from_secs(PATIENCE_SECONDS) {
                        return Err(
                            self.not_started(format!("process {} is {} for too long", found.pid, found.state), 0)
                        );
                    }
                    std::thread::sleep(Duration::from_millis(50));
                }
                settled => return Ok(settled),
            }
        }
    }

    pub(super) fn start(
        &self,
        install: &Install,
        user: Option<&RunAs>,
        listen: Option<u16>,
        lock: &Lock,
    ) -> Result<PidFile, LocalError> {
        pid_file::disarm(self.layout(), user)?;
        self.layout().create_socket_dir(self.caller(), user)?;
        let log_start = self.prepare_log(user)?;
        let addresses = if listen.is_some() { "127.0.0.1" } else { "''" };
        // pg_ctl hands this to a shell; the socket's folder has no character that it would mind. The control plane's log
        // is written by a function in PL/pgSQL, whose library each new session would have to load.
        let options = format!(
            "-c listen_addresses={addresses} -c port={} -c unix_socket_directories={} \
             -c shared_buffers=64MB -c max_connections=200 -c cluster_name=tenantctl \
             -c shared_preload_libraries=plpgsql",
            listen.unwrap_or(SOCKET_PORT),
            self.layout().socket_dir().display(),
        );
        let mut command = child::command(&install.bin_dir.join("pg_ctl"), user);
        command.stdin(lock.share()).arg("start").arg("-D").arg(self.layout().data()).arg("-l").arg(self.layout().log());
        command.args(["-w", "-t", &PATIENCE_SECONDS.to_string(), "-o", &options]);
        let output = child::run(&mut command, user)?;
        // Also after a failure: a server whose pg_ctl was killed may have been quicker than ours.
        let running = self.settled()?;
        running.ok_or_else(|| self.not_started(child::complaint(&output), log_start))
    }

    fn not_started(&self, output: String, log_start: u64) -> LocalError {
        let log = self.layout().log();
        LocalError::NotStarted { output, log_tail: files::tail(&log, log_start, LOG_LINES), log }
    }

    /// Makes the log for the server's user, who can't in our folder; says where this start's lines begin.
    fn prepare_log(&self, user: Option<&RunAs>) -> Result<u64, LocalError> {
        let log = self.layout().log();
        let length = fs::symlink_metadata(&log).map(|found| found.len()).ok();
        if length.is_some_and(|length| length > MAX_LOG) {
            fs::rename(&log, self.layout().old_log()).map_err(LocalError::file("rename", &log))?;
        }
        let length = length.filter(|length| *length <= MAX_LOG);
        if length.is_none() {
            files::create_new(&log, "")?;
        }
        files::give(&log, user)?;
        Ok(length.unwrap_or(0))
    }

    /// The server's user must be able to walk down to its folder.
    pub(super) fn check_reachable(&self, user: Option<&RunAs>) -> Result<(), LocalError> {
        let Some(user) = user else { return Ok(()) };
        let folder = self.layout().folder();
        let mut command = child::command(Path::new("/bin/sh"), Some(user));
        command.args(["-c", "cd \"$1\"", "sh"]).arg(folder);
        if child::run(&mut command, Some(user))?.status.success() {
            return Ok(());
        }
        let closed = folder.ancestors().filter(|above| !may_enter(above, user)).last().unwrap_or(folder);
        Err(LocalError::ClosedFolder {
            path: folder.to_path_buf(),
            closed: closed.to_path_buf(),
            user: user.name.clone(),
            is_state_dir: closed == self.layout().state_dir(),
        })
    }
}

/// By the mode bits alone: only to name the culprit.
fn may_enter(folder: &Path, user: &RunAs) -> bool {
    fs::metadata(folder).is_ok_and(|found| {
        let shift = if found.uid() == user.uid {
            6
        } else if found.gid() == user.gid {
            3
        } else {
            0
        };
        (found.permissions().mode() >> shift) & 1 == 1
    })
}

/// Before a cluster is made for nothing, and with a clearer reason than the server's log.
pub(super) fn check_port(listen: Option<u16>) -> Result<(), LocalError> {
    let Some(port) = listen else { return Ok(()) };
    TcpListener::bind(("127.0.0.1", port)).map(|_| ()).map_err(|source| LocalError::PortTaken { port, source })
}
