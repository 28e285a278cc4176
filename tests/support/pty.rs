//! The binary at a pseudo-terminal: what it asks, and what is typed.

use super::World;
use expectrl::process::unix::WaitStatus;
use expectrl::{Eof, Expect, session::OsSession};
use std::time::{Duration, Instant};

/// A run at a terminal of 24 lines and 80 columns.
pub(crate) struct Pty {
    session: OsSession,
    said: String,
}

impl Pty {
    /// Starts a command where a person may be asked.
    pub(crate) fn start(world: &World, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        // The library turns the echo off before it starts anything; a person's terminal has it on, and what isn't
        // hidden there is to be seen here.
        let mut command = world.program("sh");
        command.args(["-c", "stty echo && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_tenantctl")]).args(arguments);
        command.env_remove("CI").env("TERM", "xterm").envs(variables.iter().copied());
        let mut session = OsSession::spawn(command).expect("a pseudo-terminal");
        session.get_process_mut().set_window_size(80, 24).expect("a size");
        session.set_expect_timeout(Some(Duration::from_secs(60)));
        Self { session, said: String::new() }
    }

    /// Waits until it shows a text.
    #[track_caller]
    pub(crate) fn sees(mut self, text: &str) -> Self {
        match self.session.expect(text) {
            Ok(found) => {
                self.said += &String::from_utf8_lossy(found.as_bytes());
                self
            }
            Err(error) => panic!("{text:?} isn't shown: {error}\n{}", self.said),
        }
    }

    /// Waits until it hides what is typed: as it begins to, the terminal forgets what was typed before.
    #[track_caller]
    pub(crate) fn hides(self) -> Self {
        let end = Instant::now() + Duration::from_secs(60);
        while self.session.get_process().get_echo().expect("a terminal") {
            assert!(Instant::now() < end, "what is typed is shown\n{}", self.said);
            std::thread::sleep(Duration::from_millis(5));
        }
        self
    }

    /// Types keys; `\r` is the return key, `\u{3}` Ctrl-C.
    pub(crate) fn types(mut self, keys: &str) -> Self {
        self.session.send(keys).expect("it reads");
        self
    }

    /// Waits for its end; returns all that was shown, and the exit code.
    #[track_caller]
    pub(crate) fn ends(mut self) -> (String, i32) {
        let rest = self.session.expect(Eof).unwrap_or_else(|error| panic!("it goes on: {error}\n{}", self.said));
        self.said += &String::from_utf8_lossy(rest.as_bytes());
        match self.session.get_process_mut().wait().expect("a status") {
            WaitStatus::Exited(_, code) => (self.said, code),
            other => panic!("{other:?}\n{}", self.said),
        }
    }
}
