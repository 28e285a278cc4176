//! `postmaster.pid`: what it says, and whether to believe it.
//!
//! After a power cut or in a restarted container the file stays behind, and its pid may by now be
//! anybody's. PostgreSQL would then refuse to start.

use std::fs;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::child;
use super::error::LocalError;
use super::files;
use super::layout::Layout;
use super::run_as::RunAs;

/// Above every kernel's highest pid, so surely dead.
const NOBODY_PID: &str = "2147483647";

/// The interesting lines of `postmaster.pid`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PidFile {
    pub(super) pid: u32,
    pub(super) port: u16,
    pub(super) listen: Option<u16>,
    pub(super) state: String,
}

impl PidFile {
    /// What the file says; `None` if there is none, or not yet all of it.
    pub(super) fn read(layout: &Layout) -> Result<Option<Self>, LocalError> {
        let text = files::read_regular(&path(layout))?;
        Ok(text.as_deref().and_then(parse))
    }

    /// Whether the server takes connections, as far as the file knows.
    pub(super) fn is_ready(&self) -> bool {
        self.state == "ready"
    }

    /// Whether a server of this cluster is alive.
    pub(super) fn is_alive(&self, layout: &Layout) -> bool {
        // An answer on our private socket settles it, also when the server is in another container
        // that shares the folder, whose pids mean nothing here.
        let socket = layout.socket_dir().join(format!(".s.PGSQL.{}", self.port));
        if layout.has_socket_dir() && UnixStream::connect(socket).is_ok() {
            return true;
        }
        if !process_name(self.pid).is_some_and(|name| name == "postgres" || name == "postmaster") {
            return false;
        }
        // A server works in its data folder, which tells ours from another one. The link can't be read
        // by root in a container without CAP_SYS_PTRACE; then one that is neither ready nor gone is ours.
        match fs::read_link(format!("/proc/{}/cwd", self.pid)) {
            Ok(cwd) => fs::canonicalize(layout.data()).is_ok_and(|data| data == cwd),
            Err(_) => !self.is_ready(),
        }
    }
}

/// Makes a pid file that names somebody else's live process harmless. Only for a server that isn't alive.
///
/// It is not removed: it also names the dead server's shared memory, by which PostgreSQL sees whether
/// one of its sessions still runs and would destroy the data.
pub(super) fn disarm(layout: &Layout, user: Option<&RunAs>) -> Result<(), LocalError> {
    let path = path(layout);
    let Some(mut text) = files::read_regular(&path)? else { return Ok(()) };
    if parse(&text).is_none() {
        // A server that begins at this moment makes the file first and fills it then.
        std::thread::sleep(Duration::from_millis(100));
        text = files::read_regular(&path)?.unwrap_or_default();
    }
    match (parse(&text), text.split_once('\n')) {
        (Some(found), _) if found.is_alive(layout) => Ok(()),
        (Some(_), Some((_pid, rest))) => files::replace(layout.folder(), &path, &format!("{NOBODY_PID}\n{rest}"), user),
        // Empty or garbage (a full disk, a power cut): PostgreSQL would never start again.
        _ => files::remove_file(&path).map(|_| ()),
    }
}

fn path(layout: &Layout) -> PathBuf {
    layout.data().join("postmaster.pid")
}

/// pid, data folder, start time, port, socket folder, listen address, shared memory, state.
fn parse(text: &str) -> Option<PidFile> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let port = lines.get(3)?.parse().ok()?;
    Some(PidFile {
        // A server in single-user mode writes its pid with a minus sign.
        pid: u32::try_from(lines.first()?.parse::<i64>().ok()?.unsigned_abs()).ok()?,
        port,
        listen: lines.get(5).filter(|address| !address.is_empty()).map(|_| port),
        state: lines.get(7).copied().unwrap_or_default().to_owned(),
    })
}

/// The name of a process that runs; `None` for a dead one and for one that only waits to be reaped.
fn process_name(pid: u32) -> Option<String> {
    if Path::new("/proc/self/stat").exists() {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (name, rest) = stat.split_once('(')?.1.rsplit_once(')')?;
        let dead = rest.trim_start().starts_with(['Z', 'X']);
        return (!dead).then(|| name.to_owned());
    }
    let output =
        child::command(Path::new("/bin/ps"), None).args(["-o", "comm=", "-p", &pid.to_string()]).output().ok()?;
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    path.rsplit('/').next().filter(|name| !name.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_socket_only_and_a_listening_server() {
        let text = "4242\n/data\n1700000000\n5432\n/run\n\n  1234 5\nready   \n";
        let expected = PidFile { pid: 4242, port: 5432, listen: None, state: "ready".to_owned() };
        assert_eq!(parse(text), Some(expected.clone()));
        let text = "4242\n/data\n1700000000\n5433\n/run\n127.0.0.1\n  1234 5\nstarting\n";
        assert_eq!(
            parse(text),
            Some(PidFile { port: 5433, listen: Some(5433), state: "starting".to_owned(), ..expected })
        );
    }

    #[test]
    fn half_written_files_say_nothing() {
        for text in ["", "4242", "4242\n/data\n1\n", "x\n/data\n1\n5432\n"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn knows_the_living_from_the_dead() {
        assert!(process_name(std::process::id()).is_some());
        assert_eq!(process_name(2_147_483_647), None);
    }
}
