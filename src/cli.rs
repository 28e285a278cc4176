//! The command line: global flags and the list of commands.

mod call;
mod called;
mod complete;
mod layout;
mod listing;
mod tip;

use crate::commands;
use crate::config::{Key, keys};
use crate::output::Listing;
use clap::error::ErrorKind;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

pub use call::Call;
pub use complete::answered;
pub use listing::ListingArgs;

/// Runs the whole life of a tenant in a database-per-tenant SaaS on Supabase or PostgreSQL
///
/// With nothing configured, tenantctl keeps its control plane and the tenants' databases in an
/// embedded PostgreSQL that starts by itself; DATABASE_URL names another server.
#[derive(Debug, Parser)]
#[command(name = "tenantctl", version, disable_help_subcommand = true, max_term_width = 100)]
#[command(after_long_help = "Examples:
  tenantctl provision --tenant-id acme-corp --region us-east-1
  tenantctl list --selector status=active -o json
  tenantctl migrate --all

More: tenantctl help exit-codes | environment | output | selection")]
pub struct Cli {
    /// Flags of every command.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do; nothing shows what there is to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// `--columns` and `--sort`, which every list has.
    #[arg(skip)]
    pub listing: Listing,
    /// The command's name, and the tenant that it names.
    #[arg(skip)]
    pub call: Call,
}

/// Returns the command line with what all of its commands share.
pub fn command() -> clap::Command {
    layout::arranged(Cli::command())
}

impl Cli {
    /// Reads arguments, the program's name first; help in colour if `color` says so.
    ///
    /// # Errors
    /// clap's own, which `--help` and `--version` are too.
    pub fn read(arguments: Vec<OsString>, color: clap::ColorChoice) -> Result<Self, clap::Error> {
        // What has a text to show is read again by the whole command line.
        match called::command(&arguments).try_get_matches_from(&arguments) {
            Ok(matches) => Self::of(matches).map_err(|error| error.format(&mut command().color(color))),
            Err(error) if error.kind() == ErrorKind::DisplayVersion => Err(error),
            Err(_) => {
                let mut command = command().color(color);
                let matches = command.try_get_matches_from_mut(&arguments);
                let matches = matches.map_err(|error| tip::with_tenant(error, &command, &arguments))?;
                Self::of(matches).map_err(|error| error.format(&mut command))
            }
        }
    }

    fn of(mut matches: ArgMatches) -> Result<Self, clap::Error> {
        let (listing, call) = (listing::listing(&matches), Call::of(&matches));
        let read = Self::from_arg_matches_mut(&mut matches)?;
        Ok(Self { listing, call, ..read })
    }
}

/// Flags that every command takes, before and after its name.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// Format of the result: table, json, ndjson or csv
    #[arg(short, long, global = true, value_name = "FORMAT", value_parser = ["table", "json", "ndjson", "csv"], hide_possible_values = true)]
    pub output: Option<String>,
    /// Only results and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more on stderr; twice for everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Colour: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", value_parser = ["auto", "always", "never"], hide_possible_values = true, hide_short_help = true)]
    pub color: Option<String>,
    /// Never ask; fail where a question would be needed
    #[arg(long, global = true, hide_short_help = true)]
    pub no_input: bool,
    /// Answer yes to plain questions
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Show what would be done and change nothing
    #[arg(short = 'n', long, global = true)]
    pub dry_run: bool,
    /// Use this profile: [profile.NAME] of a configuration file
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Read this file in place of ./tenantctl.toml
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub config: Option<PathBuf>,
    /// Read this file in place of ./.env
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_env_file", hide_short_help = true)]
    pub env_file: Option<PathBuf>,
    /// Read no env file
    #[arg(long, global = true, hide_short_help = true)]
    pub no_env_file: bool,
    /// How long one attempt to reach a server may take, such as 30s
    #[arg(long, global = true, value_name = "TIME", hide_short_help = true)]
    pub timeout: Option<String>,
    /// How many tenants at once
    #[arg(short, long, global = true, value_name = "N", hide_short_help = true)]
    pub jobs: Option<String>,
}

impl GlobalArgs {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        let pairs = [
            (keys::OUTPUT, &self.output),
            (keys::COLOR, &self.color),
            (keys::TIMEOUT, &self.timeout),
            (keys::JOBS, &self.jobs),
            (keys::PROFILE, &self.profile),
        ];
        pairs.into_iter().filter_map(|(key, value)| value.clone().map(|value| (key, value))).collect()
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create a tenant: its database, its logins and its row in the control plane
    Provision(Box<commands::provision::ProvisionArgs>),
    /// List tenants
    #[command(alias = "ls")]
    List(Box<commands::list::ListArgs>),
    /// Show one tenant
    Show(commands::show::ShowArgs),
    /// Print a tenant's database URL
    Url(commands::url::UrlArgs),
    /// Open psql in a tenant's database
    Connect(commands::connect::ConnectArgs),
    /// Apply pending migrations to tenants
    Migrate(Box<commands::migrate::MigrateArgs>),
    /// Give tenants' logins new passwords, each proven before the old one ends
    Rotate(Box<commands::rotate::RotateArgs>),
    /// Load rows into tenants: mock data, CSV, JSON
    Seed(Box<commands::seed::SeedArgs>),
    /// Make a tenant as a copy of another one
    Clone(Box<commands::clone::CloneArgs>),
    /// Move a tenant to another cluster
    Move(commands::moving::MoveArgs),
    /// Give a tenant another id; everything else of it stays
    Rename(commands::rename::RenameArgs),
    /// Close a tenant to its users; its data stays
    Suspend(commands::suspend::SuspendArgs),
    /// Open a suspended tenant again
    Resume(commands::resume::ResumeArgs),
    /// Lock a tenant against deletion
    Lock(commands::lock::LockArgs),
    /// Let a tenant be deleted again
    Unlock(commands::lock::LockArgs),
    /// Delete a tenant: close it, back it up, and let it wait for its end
    Deprovision(commands::deprovision::DeprovisionArgs),
    /// Take a tenant's deletion back
    Restore(commands::restore::RestoreArgs),
    /// Remove all of a deleted tenant, with a certificate
    Purge(commands::purge::PurgeArgs),
    /// Write a tenant's data into files that are read back, with a manifest
    Export(commands::export::ExportArgs),
    /// Restore an export into an empty tenant
    RestoreDump(commands::restore_dump::RestoreDumpArgs),
    /// The users of a tenant, and what they may do
    #[command(subcommand)]
    User(Box<commands::user::UserCommand>),
    /// The sessions of a tenant's users, and ending them
    #[command(subcommand)]
    Session(Box<commands::session::SessionCommand>),
    /// Whether tokens are valid, and what they say
    #[command(subcommand)]
    Token(commands::token::TokenCommand),
    /// Who may do what in every tenant
    #[command(subcommand)]
    Policy(commands::policy::PolicyCommand),
    /// What was done to tenants, step by step; go on with it or undo it
    #[command(subcommand)]
    Operation(commands::operation::OperationCommand),
    /// What was done, by whom: the chained log of every changing command
    #[command(subcommand)]
    Audit(Box<commands::audit::AuditCommand>),
    /// Prepare the control plane
    Init(commands::init::InitArgs),
    /// The servers that tenants are placed on
    #[command(subcommand)]
    Cluster(commands::cluster::ClusterCommand),
    /// Tenants made ahead, for provisioning in a few milliseconds
    #[command(subcommand)]
    Pool(commands::pool::PoolCommand),
    /// The keys that sign session tokens
    #[command(subcommand)]
    Key(commands::key::KeyCommand),
    /// The keys that tokens are verified with
    #[command(subcommand)]
    Jwks(commands::jwks::JwksCommand),
    /// The master key: changing it, and proving that what it protects opens
    #[command(subcommand)]
    Secret(commands::secret::SecretCommand),
    /// The embedded PostgreSQL
    #[command(subcommand)]
    Local(commands::local::LocalCommand),
    /// The settings, and where each comes from
    #[command(subcommand)]
    Config(commands::config::ConfigCommand),
    /// Look whether everything that is configured works: exit 8 if something doesn't
    Doctor(commands::doctor::DoctorArgs),
    /// Print the completion script for a shell
    Completions(commands::completions::CompletionsArgs),
    /// Print the manual pages
    Man(commands::man::ManArgs),
    /// Explain a command or a topic: exit-codes, environment, output, selection
    Help(commands::help::HelpArgs),
}

impl Command {
    /// Returns the settings that this command's own flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        match self {
            Self::Provision(args) => args.settings(),
            Self::Migrate(args) => args.settings(),
            Self::Resume(args) => args.settings(),
            Self::Restore(args) => args.settings(),
            Self::Seed(args) => args.settings(),
            Self::RestoreDump(args) => args.settings(),
            Self::Pool(command) => command.settings(),
            Self::Operation(command) => command.settings(),
            _ => Vec::new(),
        }
    }

    /// Tells whether the profile that it names needn't be there yet, since it writes one.
    pub fn makes_profiles(&self) -> bool {
        use commands::config::ConfigCommand::{Set, Unset};
        matches!(self, Self::Init(_) | Self::Config(Set(_) | Unset(_)))
    }

    /// Tells whether it works without settings, so that a broken configuration doesn't stop it.
    pub fn needs_no_settings(&self) -> bool {
        matches!(self, Self::Help(_) | Self::Man(_) | Self::Completions(_))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        super::command().debug_assert();
    }
}
