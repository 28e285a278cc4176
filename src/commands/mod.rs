//! One file per verb: its arguments and what it does with them. No SQL, no HTTP, no printing.

pub mod audit;
mod by_export;
pub mod clone;
pub mod cluster;
pub mod completions;
pub mod config;
pub mod connect;
pub mod deprovision;
pub mod doctor;
mod due;
pub mod export;
pub mod help;
pub mod init;
pub mod jwks;
pub mod key;
pub mod list;
pub(crate) mod lists;
pub mod local;
pub mod lock;
pub mod man;
pub mod migrate;
mod moment;
pub mod moving;
pub mod operation;
mod overview;
mod password;
pub mod policy;
pub mod pool;
pub mod provision;
pub mod purge;
mod reconcile;
pub mod rename;
pub mod restore;
pub mod restore_dump;
pub mod resume;
mod retrying;
pub mod rotate;
pub mod secret;
pub mod seed;
pub mod selection;
pub mod session;
pub mod show;
mod stopped;
pub mod suspend;
mod time;
pub mod token;
pub mod url;
pub mod user;

use crate::cli::Command;
use crate::context::Context;
use crate::error::CommandError;

/// Runs a command; none shows what there is to do.
///
/// # Errors
/// [`CommandError`], ready to be printed.
pub async fn run(cx: &mut Context, command: Option<Command>) -> Result<(), CommandError> {
    let Some(command) = command else { return overview::run(cx) };
    match command {
        Command::Provision(args) => provision::run(cx, *args).await,
        Command::List(args) => list::run(cx, *args).await,
        Command::Show(args) => show::run(cx, args).await,
        Command::Url(args) => url::run(cx, args).await,
        Command::Connect(args) => connect::run(cx, args).await,
        Command::Migrate(args) => migrate::run(cx, *args).await,
        Command::Seed(args) => seed::run(cx, *args).await,
        Command::Rotate(args) => rotate::run(cx, *args).await,
        Command::Clone(args) => clone::run(cx, *args).await,
        Command::Move(args) => moving::run(cx, args).await,
        Command::Rename(args) => rename::run(cx, args).await,
        Command::Suspend(args) => suspend::run(cx, args).await,
        Command::Resume(args) => resume::run(cx, args).await,
        Command::Deprovision(args) => deprovision::run(cx, args).await,
        Command::Restore(args) => restore::run(cx, args).await,
        Command::Purge(args) => purge::run(cx, args).await,
        Command::Export(args) => export::run(cx, args).await,
        Command::RestoreDump(args) => restore_dump::run(cx, args).await,
        Command::Lock(args) => lock::run(cx, args, true).await,
        Command::Unlock(args) => lock::run(cx, args, false).await,
        Command::Session(command) => session::run(cx, *command).await,
        Command::Token(command) => token::run(cx, command).await,
        Command::User(command) => user::run(cx, *command).await,
        Command::Policy(command) => policy::run(cx, command).await,
        Command::Operation(command) => operation::run(cx, command).await,
        Command::Audit(command) => audit::run(cx, *command).await,
        Command::Secret(command) => secret::run(cx, command).await,
        Command::Init(args) => init::run(cx, args).await,
        Command::Pool(command) => pool::run(cx, command).await,
        Command::Cluster(command) => cluster::run(cx, command).await,
        Command::Jwks(command) => jwks::run(cx, command).await,
        Command::Key(command) => key::run(cx, command).await,
        Command::Local(command) => local::run(cx, command).await,
        Command::Config(command) => config::run(cx, command),
        Command::Doctor(args) => doctor::run(cx, args).await,
        Command::Completions(args) => completions::run(cx, args),
        Command::Man(args) => man::run(cx, &args),
        Command::Help(args) => help::run(cx, &args),
    }
}
