//! The way out of each failure of the embedded server, in words that can be typed.

use super::error::LocalError;

const OTHER_SERVER: &str = "or set DATABASE_URL to a running PostgreSQL server";
const OTHER_STATE_DIR: &str = "set TENANTCTL_STATE_DIR to another folder, for example /var/lib/tenantctl";
const RESET: &str = "`tenantctl local reset` deletes the embedded server's data and makes a new cluster";

impl LocalError {
    /// What the reader can do about it, the most likely first.
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::NoPrograms { unusable, .. } => {
                let mut hints = Vec::new();
                if !unusable.is_empty() {
                    hints.push("programs under a home folder are often closed to the server's user: copy them to /opt, or set TENANTCTL_PG_USER".to_owned());
                }
                hints.extend(install_hints(None));
                hints
            }
            Self::MissingMajor { major, .. } => {
                let mut hints = install_hints(Some(*major));
                hints.push(RESET.to_owned());
                hints
            }
            Self::NoServerUser { .. } | Self::RootAsServerUser { .. } => lines(&[
                "set TENANTCTL_PG_USER to an unprivileged user of this machine, or make one: useradd --system postgres",
                OTHER_SERVER,
            ]),
            Self::OtherOwner { owner, .. } => {
                vec![format!("set TENANTCTL_PG_USER={owner}, or unset it"), RESET.to_owned()]
            }
            Self::ClosedFolder { closed, is_state_dir, .. } => {
                let mut hints = lines(&[OTHER_STATE_DIR]);
                if *is_state_dir {
                    hints.insert(
                        0,
                        format!("let others walk through it, without listing it: chmod o+x {}", closed.display()),
                    );
                }
                hints
            }
            Self::NotOurs { .. } => lines(&["remove it if nobody needs it", OTHER_STATE_DIR]),
            Self::UnsuitablePath { .. } => lines(&[OTHER_STATE_DIR]),
            Self::NoPasswdEntry { uid } => vec![
                format!(
                    "add a line for it to /etc/passwd: echo 'tenantctl:x:{uid}:0::/tmp:/sbin/nologin' >> /etc/passwd"
                ),
                "or preload nss_wrapper, or run as a user that has a name".to_owned(),
                OTHER_SERVER.to_owned(),
            ],
            Self::NotACluster { .. } => lines(&["move it away", OTHER_STATE_DIR]),
            Self::PasswordMissing { .. } => lines(&["put it back from a backup", RESET]),
            Self::LockHeld { .. } => lines(&["wait for it, or end it if it hangs, and try again"]),
            Self::ListenConflict { .. } => lines(&["stop it first: tenantctl local stop"]),
            Self::PortTaken { .. } => lines(&["choose another port with --listen, or leave it out and use the socket"]),
            Self::NotStarted { output, log, log_tail } => {
                let mut hints = Vec::new();
                if !log_tail.is_empty() {
                    hints.push(format!("the last lines of {}:\n{}", log.display(), log_tail.join("\n")));
                }
                if output.contains("in time") || output.contains("too long") {
                    hints.push("a server that has much to recover needs longer: try again in a minute".to_owned());
                }
                hints.push(OTHER_SERVER.to_owned());
                hints
            }
            Self::NotStopped { log, .. } => vec![format!("see {}", log.display())],
            Self::CannotRun { user: Some(_), .. } | Self::CannotGive { .. } => lines(&[
                "root may not switch users here (a container without those capabilities?): run tenantctl as an ordinary user",
                OTHER_SERVER,
            ]),
            Self::File { .. } => lines(&[OTHER_STATE_DIR]),
            Self::InitdbFailed { .. } | Self::CannotRun { .. } | Self::NoRandomness => lines(&[OTHER_SERVER]),
        }
    }
}

fn lines(hints: &[&str]) -> Vec<String> {
    hints.iter().map(|hint| (*hint).to_owned()).collect()
}

fn install_hints(major: Option<u32>) -> Vec<String> {
    let (dashed, plain, brewed) = match major {
        Some(major) => (format!("-{major}"), major.to_string(), major),
        None => (String::new(), "17".to_owned(), 17),
    };
    vec![
        format!("Debian, Ubuntu: apt-get install postgresql{dashed}"),
        "Fedora, RHEL: dnf install postgresql-server postgresql-contrib".to_owned(),
        format!("Alpine: apk add postgresql{plain} postgresql{plain}-contrib"),
        format!("macOS: brew install postgresql@{brewed}"),
        "or set TENANTCTL_PG_BIN_DIR to the folder that holds initdb, pg_ctl and postgres".to_owned(),
        OTHER_SERVER.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::discover::Install;
    use super::super::{LocalError, LocalErrorKind};

    #[test]
    fn missing_programs_name_every_package_manager_and_both_settings() {
        let old =
            Install { bin_dir: "/usr/lib/postgresql/13/bin".into(), major: 13, minor: 2, source: "PATH".to_owned() };
        let error = LocalError::NoPrograms { bin_dir: None, too_old: vec![old], unusable: Vec::new() };
        let hints = error.hints().join("\n");
        for word in ["apt-get", "dnf", "apk", "brew", "DATABASE_URL", "TENANTCTL_PG_BIN_DIR"] {
            assert!(hints.contains(word), "{word} is missing in {hints}");
        }
        assert!(error.to_string().contains("found PostgreSQL 13 in /usr/lib/postgresql/13/bin, 15 or newer is needed"));
        assert_eq!(error.kind(), LocalErrorKind::Configuration);
    }

    #[test]
    fn a_server_that_did_not_start_shows_its_log() {
        let error = LocalError::NotStarted {
            output: "could not start server".to_owned(),
            log: "/var/lib/tenantctl/postgres/server.log".into(),
            log_tail: vec!["FATAL: no".to_owned()],
        };
        assert!(error.hints().join("\n").contains("FATAL: no"));
        assert_eq!(error.kind(), LocalErrorKind::Unavailable);
    }
}
