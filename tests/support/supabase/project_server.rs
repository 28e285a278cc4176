//! A project's real PostgreSQL server: a copy of one prepared data directory.

use super::folder::Folder;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::fs::{self, File, Permissions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tenantctl::host::local::{Endpoint, LocalConfig, LocalServer, discover};

/// The roles, schemas and tables of every project.
const BASE: &str = include_str!("base.sql");

/// For speed; nothing here outlives its test.
const SETTINGS: [&str; 3] = [
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET synchronous_commit = off",
];

/// The superuser, whom no tenant is.
const SUPERUSER: &str = "supabase_admin";

fn config(state_dir: &Path) -> LocalConfig {
    LocalConfig {
        state_dir: state_dir.to_path_buf(),
        bin_dir: std::env::var_os("TENANTCTL_PG_BIN_DIR").map(PathBuf::from),
        path: std::env::var_os("PATH"),
        ..LocalConfig::default()
    }
}

pub(super) fn open(state_dir: &Path) -> LocalServer {
    LocalServer::open(config(state_dir)).expect("the folder suits a server")
}

fn options(endpoint: &Endpoint, user: &str, password: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(&endpoint.socket_dir)
        .port(endpoint.port)
        .username(user)
        .password(password)
        .database("postgres")
        .disable_statement_logging()
}

/// Starts on a free port; another process may be quicker to take it.
fn start(server: &LocalServer) -> Endpoint {
    let mut last = None;
    for _ in 0..5 {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|l| l.local_addr()).expect("a port").port();
        match server.ensure_running(Some(free)) {
            Ok(started) => return started.endpoint,
            Err(error) => last = Some(error),
        }
    }
    panic!("the project's server doesn't start: {last:?}")
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

/// Makes the data directory that projects copy, and puts it at `target`.
fn prepare(target: &Path) {
    let folder = Folder::new();
    let state_dir = folder.path().join("base");
    fs::create_dir(&state_dir).expect("creates");
    fs::set_permissions(&state_dir, Permissions::from_mode(0o755)).expect("mode");
    let server = open(&state_dir);
    let endpoint = start(&server);
    let password = server.superuser_password().expect("a password");
    let run = block_on(async {
        // The first superuser can't be demoted, only renamed, and not by itself.
        let mut first = options(&endpoint, "postgres", &password).connect().await?;
        let helper = format!("CREATE ROLE renamer SUPERUSER LOGIN PASSWORD '{password}'");
        sqlx::raw_sql(sqlx::AssertSqlSafe(helper)).execute(&mut first).await?;
        first.close().await?;
        let mut renamer = options(&endpoint, "renamer", &password).connect().await?;
        sqlx::raw_sql("ALTER ROLE postgres RENAME TO supabase_admin").execute(&mut renamer).await?;
        renamer.close().await?;
        let mut admin = options(&endpoint, SUPERUSER, &password).connect().await?;
        sqlx::raw_sql("DROP ROLE renamer").execute(&mut admin).await?;
        sqlx::raw_sql("CREATE DATABASE _supabase").execute(&mut admin).await?;
        sqlx::raw_sql(BASE).execute(&mut admin).await?;
        for setting in SETTINGS {
            sqlx::raw_sql(setting).execute(&mut admin).await?;
        }
        admin.close().await
    });
    run.expect("the base database is made");
    server.stop().expect("stops");
    copy(&state_dir.join("postgres"), target);
}

fn copy(from: &Path, to: &Path) {
    // As root it keeps the server's user as the owner.
    let copied = Command::new("cp").arg("-a").arg(from).arg(to).status().expect("cp runs");
    assert!(copied.success(), "copies {}", from.display());
}

/// Puts a fresh copy into `state_dir`. The original is kept in the target folder between runs.
fn copy_base(state_dir: &Path) {
    let install = discover(&config(state_dir)).into_iter().next().expect("PostgreSQL's programs");
    let mut hasher = DefaultHasher::new();
    (BASE, &install.bin_dir, install.major, install.minor).hash(&mut hasher);
    // target/debug/deps/tests-… and target/debug/examples/… alike.
    let target = std::env::current_exe().ok().and_then(|file| file.ancestors().nth(3).map(|dir| dir.join("tmp")));
    let kept = target.expect("the target folder");
    fs::create_dir_all(&kept).expect("creates");
    fs::create_dir(state_dir).expect("creates");
    fs::set_permissions(state_dir, Permissions::from_mode(0o755)).expect("mode");
    let base = kept.join(format!("fake-supabase-{:016x}", hasher.finish()));
    let lock = File::create(base.with_extension("lock")).expect("a lock file");
    lock.lock().expect("the lock");
    if !base.is_dir() {
        let half = base.with_extension("half");
        let _none_left = fs::remove_dir_all(&half);
        prepare(&half);
        fs::rename(&half, &base).expect("renames");
    }
    drop(lock);
    copy(&base, &state_dir.join("postgres"));
}

/// A server that runs.
#[derive(Clone)]
pub(super) struct Running {
    pub(super) endpoint: Endpoint,
    /// The superuser's connections.
    pub(super) pool: PgPool,
}

impl Running {
    /// Where clients connect.
    pub(super) fn socket(&self) -> PathBuf {
        self.endpoint.socket_dir.join(format!(".s.PGSQL.{}", self.endpoint.port))
    }
}

/// The server of one project, started when it is first needed.
pub(super) struct ProjectServer {
    state_dir: PathBuf,
    password: String,
    running: tokio::sync::Mutex<Option<Running>>,
}

impl ProjectServer {
    pub(super) fn new(state_dir: PathBuf, password: &str) -> Self {
        Self { state_dir, password: password.to_owned(), running: tokio::sync::Mutex::default() }
    }

    /// Starts it if it doesn't run.
    pub(super) async fn running(&self) -> Running {
        let mut running = self.running.lock().await;
        if let Some(running) = running.as_ref() {
            return running.clone();
        }
        let state_dir = self.state_dir.clone();
        let work = tokio::task::spawn_blocking(move || {
            let fresh = !state_dir.exists();
            if fresh {
                copy_base(&state_dir);
            }
            let server = open(&state_dir);
            (start(&server), server.superuser_password().expect("a password"), fresh)
        });
        let (endpoint, password, fresh) = work.await.expect("the server starts");
        let options = options(&endpoint, SUPERUSER, &password);
        let pool = PgPoolOptions::new().max_connections(8).connect_with(options).await.expect("connects");
        if fresh {
            set_password(&pool, &self.password).await;
        }
        running.insert(Running { endpoint, pool }).clone()
    }

    /// Stops it; its data stay.
    pub(super) async fn stop(&self) {
        let mut running = self.running.lock().await;
        if let Some(running) = running.take() {
            running.pool.close().await;
            let state_dir = self.state_dir.clone();
            tokio::task::spawn_blocking(move || open(&state_dir).stop()).await.expect("stops").expect("stops");
        }
    }

    /// Stops it and removes its data.
    pub(super) async fn remove(&self) {
        self.stop().await;
        let state_dir = self.state_dir.clone();
        let _it_may_not_have_started = tokio::task::spawn_blocking(move || fs::remove_dir_all(state_dir)).await;
    }
}

/// Sets the password of `postgres`.
pub(super) async fn set_password(pool: &PgPool, password: &str) {
    let mut connection = pool.acquire().await.expect("connects");
    set(&mut connection, "postgres", password).await.expect("sets the password");
}

async fn set(connection: &mut PgConnection, role: &str, password: &str) -> sqlx::Result<()> {
    let quoted: (String,) =
        sqlx::query_as("SELECT quote_literal($1)").bind(password).fetch_one(&mut *connection).await?;
    let statement = format!("ALTER ROLE {role} PASSWORD {}", quoted.0);
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(connection).await.map(drop)
}
