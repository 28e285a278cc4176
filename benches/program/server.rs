//! The server that the program started, and who connects there.

use crate::program::Program;
use sqlx::postgres::PgConnectOptions;
use tenantctl::host::local::{LocalConfig, LocalServer};

/// The control plane's database with the operator's login, and with the superuser's.
pub(crate) fn logins(program: &Program) -> (PgConnectOptions, PgConnectOptions) {
    let state_dir = program.folder().join("state");
    let config = LocalConfig { state_dir, path: std::env::var_os("PATH"), ..LocalConfig::default() };
    let server = LocalServer::open(config).expect("a server");
    let endpoint = server.endpoint().expect("it runs");
    let options = |user: &str, password: &str| {
        PgConnectOptions::new_without_pgpass()
            .socket(&endpoint.socket_dir)
            .port(endpoint.port)
            .username(user)
            .password(password)
            .database("tenantctl")
    };
    let operator = server.read_or_create_password("operator").expect("a password");
    let superuser = server.superuser_password().expect("a password");
    (options("tenantctl_operator", &operator), options("postgres", &superuser))
}
