//! Real starts and stops, with the programs that this machine has; as root and as anybody else.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::*;

/// A state directory with its server, which does not outlive the test.
struct Scratch {
    folder: tempfile::TempDir,
    server: LocalServer,
}

/// Built with TENANTCTL_PG_BIN_DIR the same tests try another major version.
fn programs() -> LocalConfig {
    LocalConfig { bin_dir: option_env!("TENANTCTL_PG_BIN_DIR").map(PathBuf::from), ..LocalConfig::default() }
}

impl Scratch {
    fn new() -> Self {
        Self::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut LocalConfig)) -> Self {
        let folder = tempfile::tempdir_in("/tmp").expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711)).expect("opens the folder");
        let mut config = LocalConfig { state_dir: folder.path().join("state"), ..programs() };
        change(&mut config);
        Self { server: LocalServer::open(config).expect("opens"), folder }
    }

    fn postgres(&self) -> PathBuf {
        self.folder.path().join("state/postgres")
    }

    fn start(&self) -> Started {
        self.server.ensure_running(None).unwrap_or_else(|error| panic!("{error}\n{}", error.hints().join("\n")))
    }

    fn pid(&self) -> u32 {
        self.server.status().expect("has a status").pid.expect("runs")
    }

    /// Kills the server as a power cut would: the pid file stays.
    fn crash(&self) {
        let pid = self.pid().to_string();
        assert!(Command::new("kill").args(["-9", &pid]).status().expect("kill runs").success());
        while self.server.status().expect("has a status").running {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = self.server.stop();
    }
}

fn answers(endpoint: &Endpoint) -> bool {
    UnixStream::connect(endpoint.socket_dir.join(format!(".s.PGSQL.{}", endpoint.port))).is_ok()
}

#[test]
fn first_start_reuse_stop_and_reset() {
    let scratch = Scratch::new();
    let server = &scratch.server;
    assert_eq!(server.endpoint(), None);
    assert!(!server.stop().expect("nothing to stop"));
    assert!(!server.reset().expect("nothing to reset"));
    assert!(!scratch.postgres().exists(), "looking must not create anything");

    let first = scratch.start();
    assert_eq!((first.state, first.created_cluster), (StartState::Started, true));
    assert!(answers(&first.endpoint));
    assert_eq!(server.endpoint(), Some(first.endpoint.clone()));
    assert!(!server.is_bootstrapped());
    server.mark_bootstrapped().expect("marks");
    let operator = server.read_or_create_password("operator").expect("creates");
    assert_eq!(server.read_or_create_password("operator").expect("reads"), operator);
    assert_ne!(server.superuser_password().expect("reads"), operator);

    let again = scratch.start();
    assert_eq!((again.state, again.created_cluster), (StartState::AlreadyRunning, false));
    assert!(matches!(server.ensure_running(Some(54_399)), Err(LocalError::ListenConflict { listen: None, .. })));

    assert!(server.stop().expect("stops"));
    assert!(!server.stop().expect("was stopped"));
    assert_eq!(server.endpoint(), None);
    assert!(!scratch.start().created_cluster);
    assert!(server.is_bootstrapped());

    assert!(server.reset().expect("resets"));
    let left: Vec<_> =
        fs::read_dir(scratch.postgres()).expect("lists").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["lock"]);
    assert!(scratch.start().created_cluster);
    assert!(!server.is_bootstrapped());
}

#[test]
fn our_files_are_ours_and_private() {
    let scratch = Scratch::new();
    scratch.start();
    scratch.server.mark_bootstrapped().expect("marks");
    let folder = scratch.postgres();
    let caller = fs::metadata(&folder).expect("is there").uid();
    for name in ["lock", "superuser.password", "bootstrapped"] {
        let found = fs::symlink_metadata(folder.join(name)).expect("is there");
        assert_eq!((found.uid(), found.mode() & 0o777), (caller, 0o600), "{name}");
    }
    let data = fs::metadata(folder.join("data")).expect("is there");
    for (name, mode) in [("data", 0o700), ("run", 0o700), ("server.log", 0o600)] {
        let found = fs::symlink_metadata(folder.join(name)).expect("is there");
        assert_eq!((found.uid(), found.mode() & 0o777), (data.uid(), mode), "{name}");
    }
    assert_ne!(data.uid(), 0, "PostgreSQL refuses to run as root");
}

#[test]
fn two_starts_at_once_make_one_cluster() {
    let scratch = Scratch::new();
    let started: Vec<Started> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..4).map(|_| scope.spawn(|| scratch.start())).collect();
        starts.into_iter().map(|start| start.join().expect("does not panic")).collect()
    });
    assert_eq!(started.iter().filter(|one| one.created_cluster).count(), 1);
    assert_eq!(started.iter().filter(|one| one.state == StartState::Started).count(), 1);
}

#[test]
fn what_a_killed_initdb_left_is_cleared() {
    let scratch = Scratch::new();
    let leftover = scratch.postgres().join("data.new");
    create_state_dir(&leftover).expect("creates");
    fs::write(leftover.join("PG_VERSION"), "15\n").expect("writes");
    assert!(scratch.start().created_cluster);
    assert!(!leftover.exists());
}

#[test]
fn a_crashed_server_starts_again_whatever_its_pid_is_by_now() {
    let scratch = Scratch::new();
    let first = scratch.start();
    scratch.crash();
    assert_eq!(scratch.start().state, StartState::Started);

    // The pid now belongs to a process of the server's own user, which PostgreSQL takes for a server.
    scratch.crash();
    let pid_file = scratch.postgres().join("data/postmaster.pid");
    let user = scratch.server.user().expect("has a user");
    let mut other = child::command("/bin/sleep".as_ref(), user.as_ref())
        .arg("60")
        .stdout(Stdio::null())
        .spawn()
        .expect("sleep runs");
    for file in [pid_file.clone(), first.endpoint.socket_dir.join(".s.PGSQL.5432.lock")] {
        let text = fs::read_to_string(&file).expect("was left");
        let (_, rest) = text.split_once('\n').expect("has lines");
        fs::write(&file, format!("{}\n{rest}", other.id())).expect("writes");
    }
    assert!(!scratch.server.status().expect("has a status").running);
    assert!(!scratch.server.stop().expect("there is nothing to stop"));
    assert_eq!(scratch.start().state, StartState::Started);
    assert!(other.try_wait().expect("waits").is_none(), "somebody else's process was hurt");
    other.kill().expect("kills");
    other.wait().expect("waits");

    // An empty file, as a full disk or a power cut leaves it.
    scratch.crash();
    fs::write(&pid_file, "").expect("writes");
    assert_eq!(scratch.start().state, StartState::Started);
}

#[test]
fn listens_on_loopback_when_asked() {
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port();
    let scratch = Scratch::new();
    let started = scratch.server.ensure_running(Some(free)).expect("starts");
    assert_eq!((started.endpoint.port, started.endpoint.listen), (free, Some(free)));
    assert!(std::net::TcpStream::connect(("127.0.0.1", free)).is_ok());
    assert_eq!(scratch.start().state, StartState::AlreadyRunning);
    let other = Scratch::new();
    assert!(matches!(other.server.ensure_running(Some(free)), Err(LocalError::PortTaken { .. })));
}

#[test]
fn a_long_or_awkward_path_gets_a_short_socket() {
    for name in ["x".repeat(120), "with space, comma and 'quote'".to_owned()] {
        let scratch = Scratch::with(|config| config.state_dir = config.state_dir.join(name));
        let started = scratch.start();
        assert!(started.endpoint.socket_dir.starts_with("/tmp"));
        assert!(answers(&started.endpoint));
        assert!(scratch.server.reset().expect("resets"));
        assert!(!started.endpoint.socket_dir.exists());
    }
    let hostile = LocalConfig { state_dir: "/tmp/$(id)".into(), ..LocalConfig::default() };
    assert!(matches!(LocalServer::open(hostile), Err(LocalError::UnsuitablePath { .. })));
}

#[test]
fn planted_links_and_folders_are_refused() {
    let scratch = Scratch::new();
    create_state_dir(&scratch.folder.path().join("state")).expect("creates");
    let elsewhere = scratch.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("creates");
    symlink(&elsewhere, scratch.postgres()).expect("links");
    assert!(matches!(scratch.server.ensure_running(None), Err(LocalError::NotOurs { .. })));
    assert!(matches!(scratch.server.reset(), Err(LocalError::NotOurs { .. })));
    fs::remove_file(scratch.postgres()).expect("removes");

    fs::create_dir(scratch.postgres()).expect("creates");
    fs::set_permissions(scratch.postgres(), fs::Permissions::from_mode(0o777)).expect("opens");
    assert!(matches!(scratch.server.ensure_running(None), Err(LocalError::NotOurs { .. })));
    fs::set_permissions(scratch.postgres(), fs::Permissions::from_mode(0o700)).expect("closes");
    fs::create_dir(scratch.postgres().join("data")).expect("creates");
    fs::write(scratch.postgres().join("data/precious"), "x").expect("writes");
    assert!(matches!(scratch.server.reset(), Err(LocalError::NotOurs { .. })));
    fs::write(scratch.postgres().join("lock"), "").expect("writes");
    assert!(matches!(scratch.server.reset(), Err(LocalError::NotACluster { .. })));
    assert!(scratch.postgres().join("data/precious").exists());
}

#[test]
fn missing_programs_and_missing_majors_are_told() {
    let scratch = Scratch::with(|config| config.bin_dir = Some("/nonexistent".into()));
    let error = scratch.server.ensure_running(None).expect_err("has no programs");
    assert!(matches!(error, LocalError::NoPrograms { .. }), "{error}");
    assert!(error.to_string().contains("/nonexistent (TENANTCTL_PG_BIN_DIR)"));

    let scratch = Scratch::new();
    scratch.start();
    scratch.server.stop().expect("stops");
    fs::write(scratch.postgres().join("data/PG_VERSION"), "99\n").expect("writes");
    let error = scratch.server.ensure_running(None).expect_err("has no such major");
    assert!(matches!(error, LocalError::MissingMajor { major: 99, .. }), "{error}");
}

#[test]
fn root_is_told_about_unknown_users_and_closed_folders() {
    if run_as::effective_uid().expect("has a uid") != 0 {
        return;
    }
    let scratch = Scratch::with(|config| config.pg_user = Some("no-such-user-here".to_owned()));
    assert!(matches!(scratch.server.ensure_running(None), Err(LocalError::NoServerUser { .. })));
    assert!(!scratch.postgres().exists());

    let scratch = Scratch::new();
    fs::set_permissions(scratch.folder.path(), fs::Permissions::from_mode(0o700)).expect("closes");
    let error = scratch.server.ensure_running(None).expect_err("can't get in");
    assert!(matches!(&error, LocalError::ClosedFolder { closed, .. } if closed == scratch.folder.path()), "{error}");

    let scratch = Scratch::with(|config| config.pg_user = Some("nobody".to_owned()));
    scratch.start();
    scratch.server.stop().expect("stops");
    let config = |user: Option<&str>| LocalConfig {
        state_dir: scratch.folder.path().join("state"),
        pg_user: user.map(str::to_owned),
        ..programs()
    };
    let unset = LocalServer::open(config(None)).expect("opens");
    assert_eq!(unset.ensure_running(None).expect("keeps the owner").state, StartState::Started);
    let other = LocalServer::open(config(Some("daemon"))).expect("opens");
    assert!(matches!(other.stop(), Err(LocalError::OtherOwner { .. })));
}
