//! The embedded server.

use crate::host::local::Status;
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// What is known of the embedded server.
#[derive(Debug, Serialize)]
pub struct LocalView {
    running: bool,
    pid: Option<u32>,
    major_version: Option<u32>,
    socket_dir: String,
    port: Option<u16>,
    listen: Option<String>,
    data_dir: String,
    log: String,
    user: Option<String>,
}

impl From<Status> for LocalView {
    fn from(status: Status) -> Self {
        Self {
            running: status.running,
            pid: status.pid,
            major_version: status.major,
            socket_dir: status.socket_dir.display().to_string(),
            port: status.endpoint.as_ref().map(|e| e.port),
            listen: status.endpoint.and_then(|e| e.listen).map(|port| format!("127.0.0.1:{port}")),
            data_dir: status.data_dir.display().to_string(),
            log: status.log.display().to_string(),
            user: status.user,
        }
    }
}

impl Record for LocalView {
    const HEADERS: &'static [&'static str] =
        &["Running", "Pid", "Major version", "Socket dir", "Port", "Listen", "Data dir", "Log", "User"];

    fn cells(&self) -> Vec<Cell> {
        let running = if self.running { Cell::toned("yes", Tone::Good) } else { Cell::toned("no", Tone::Warn) };
        vec![
            running,
            Cell::maybe(self.pid),
            Cell::maybe(self.major_version),
            Cell::new(&self.socket_dir),
            Cell::maybe(self.port),
            Cell::maybe(self.listen.as_ref()),
            Cell::new(&self.data_dir),
            Cell::new(&self.log),
            Cell::maybe(self.user.as_ref()),
        ]
    }
}
