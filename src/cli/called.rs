//! The part of the command line that a call needs. Building all of it takes longer than many a command.

use super::GlobalArgs;
use crate::commands;
use clap::{Args, Command, Subcommand};
use std::ffi::OsString;

/// Adds a command's flags, or the commands below it.
type Fill = fn(Command) -> Command;

/// Each command's name, and what fills it.
const COMMANDS: [(&str, Fill); 38] = [
    ("provision", flags::<commands::provision::ProvisionArgs>),
    ("list", flags::<commands::list::ListArgs>),
    ("show", flags::<commands::show::ShowArgs>),
    ("url", flags::<commands::url::UrlArgs>),
    ("connect", flags::<commands::connect::ConnectArgs>),
    ("migrate", flags::<commands::migrate::MigrateArgs>),
    ("rotate", flags::<commands::rotate::RotateArgs>),
    ("seed", flags::<commands::seed::SeedArgs>),
    ("clone", flags::<commands::clone::CloneArgs>),
    ("move", flags::<commands::moving::MoveArgs>),
    ("rename", flags::<commands::rename::RenameArgs>),
    ("suspend", flags::<commands::suspend::SuspendArgs>),
    ("resume", flags::<commands::resume::ResumeArgs>),
    ("lock", flags::<commands::lock::LockArgs>),
    ("unlock", flags::<commands::lock::LockArgs>),
    ("deprovision", flags::<commands::deprovision::DeprovisionArgs>),
    ("restore", flags::<commands::restore::RestoreArgs>),
    ("purge", flags::<commands::purge::PurgeArgs>),
    ("export", flags::<commands::export::ExportArgs>),
    ("restore-dump", flags::<commands::restore_dump::RestoreDumpArgs>),
    ("user", below::<commands::user::UserCommand>),
    ("session", below::<commands::session::SessionCommand>),
    ("token", below::<commands::token::TokenCommand>),
    ("policy", below::<commands::policy::PolicyCommand>),
    ("operation", below::<commands::operation::OperationCommand>),
    ("audit", below::<commands::audit::AuditCommand>),
    ("init", flags::<commands::init::InitArgs>),
    ("cluster", below::<commands::cluster::ClusterCommand>),
    ("pool", below::<commands::pool::PoolCommand>),
    ("key", below::<commands::key::KeyCommand>),
    ("jwks", below::<commands::jwks::JwksCommand>),
    ("secret", below::<commands::secret::SecretCommand>),
    ("local", below::<commands::local::LocalCommand>),
    ("config", below::<commands::config::ConfigCommand>),
    ("doctor", flags::<commands::doctor::DoctorArgs>),
    ("completions", flags::<commands::completions::CompletionsArgs>),
    ("man", flags::<commands::man::ManArgs>),
    ("help", flags::<commands::help::HelpArgs>),
];

/// Returns the command line with no other command than the one that is called. Where it takes the arguments, the whole
/// one takes them for the same; where it doesn't, the whole one has to say why.
pub(super) fn command(arguments: &[OsString]) -> Command {
    let program = Command::new("tenantctl").version(env!("CARGO_PKG_VERSION")).disable_help_subcommand(true);
    let program = GlobalArgs::augment_args(program);
    // A value may have a command's name: then that command doesn't fit the rest.
    let named = |word: &OsString| COMMANDS.into_iter().find(|(name, _)| word == name);
    match arguments.iter().skip(1).find_map(named) {
        Some((name, with)) => program.subcommand(with(Command::new(name))),
        None => program,
    }
}

fn flags<A: Args>(command: Command) -> Command {
    A::augment_args(command)
}

fn below<S: Subcommand>(command: Command) -> Command {
    S::augment_subcommands(command).subcommand_required(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every command below, with its flags and positions.
    fn shape(command: &Command, name: &str, found: &mut BTreeSet<String>) {
        for arg in command.get_arguments() {
            found.insert(format!("{name} {} {:?} {:?}", arg.get_id(), arg.get_long(), arg.get_short()));
        }
        for below in command.get_subcommands() {
            found.insert(format!("{name} {} {}", below.get_name(), below.is_subcommand_required_set()));
            shape(below, &format!("{name} {}", below.get_name()), found);
        }
    }

    fn shape_of(command: &Command) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        shape(command, "", &mut found);
        found
    }

    #[test]
    fn each_command_is_the_one_of_the_whole_command_line() {
        let whole = crate::cli::command();
        let names: Vec<_> = whole.get_subcommands().map(Command::get_name).collect();
        assert_eq!(names, COMMANDS.map(|(name, _)| name), "in the order of the enum");
        for below in whole.get_subcommands() {
            let part = command(&["tenantctl".into(), below.get_name().into()]);
            let part = part.find_subcommand(below.get_name()).expect("it is called");
            assert_eq!(shape_of(part), shape_of(below), "{}", below.get_name());
            assert_eq!(part.is_subcommand_required_set(), below.is_subcommand_required_set(), "{}", below.get_name());
        }
        let shared = |command: &Command| command.get_arguments().map(|arg| format!("{arg:?}")).collect::<Vec<_>>();
        assert_eq!(shared(&command(&[])).len(), shared(&whole).len());
    }

    #[test]
    fn a_value_that_is_called_like_a_command_is_a_value() {
        for (line, fits) in [
            ("tenantctl list", true),
            ("tenantctl --profile list show acme-corp", false),
            ("tenantctl show list", true),
            ("tenantctl ls", false),
            ("tenantctl -q", true),
            ("tenantctl user", false),
        ] {
            let arguments: Vec<OsString> = line.split(' ').map(Into::into).collect();
            let part = command(&arguments).try_get_matches_from(&arguments);
            assert_eq!(part.is_ok(), fits, "{line}");
            let whole = crate::cli::command().try_get_matches_from(&arguments);
            if let (Ok(part), Ok(whole)) = (part, whole) {
                assert_eq!(part.subcommand_name(), whole.subcommand_name(), "{line}");
            }
        }
    }
}
