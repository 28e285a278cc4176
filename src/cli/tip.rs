//! What a person meant who named a tenant where the command takes it by flag.

use crate::domain::tenant::TenantId;
use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error};
use std::ffi::OsString;

/// Adds to clap's error that the word it didn't expect can be given as a tenant.
pub(super) fn with_tenant(mut error: Error, command: &Command, arguments: &[OsString]) -> Error {
    let unexpected =
        [ContextKind::InvalidArg, ContextKind::InvalidSubcommand].into_iter().find_map(|kind| error.get(kind));
    let Some(word) = unexpected.map(ToString::to_string).filter(|word| word.parse::<TenantId>().is_ok()) else {
        return error;
    };
    let takes_it = |argument: &clap::Arg| argument.get_id() == "tenant_id" && argument.get_short() == Some('t');
    let has_tip = error.get(ContextKind::SuggestedSubcommand).is_some();
    if !has_tip && called(command, arguments).get_arguments().any(takes_it) {
        let tip = StyledStr::from(format!("a tenant is named by a flag: '-t {word}'"));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    error
}

/// The command that the arguments name, as far as they do.
fn called<'a>(command: &'a Command, arguments: &[OsString]) -> &'a Command {
    arguments.iter().skip(1).fold(command, |called, word| called.find_subcommand(word).unwrap_or(called))
}

#[cfg(test)]
mod tests {
    use crate::cli::Cli;

    #[test]
    fn a_tenant_in_the_wrong_place_is_told_apart() {
        for (line, tip) in [
            ("tenantctl rotate acme-corp", true),
            ("tenantctl -q migrate acme-corp", true),
            ("tenantctl session list acme-corp --output json", true),
            ("tenantctl migrate statu", false),
            ("tenantctl rotate --acme-corp", false),
            ("tenantctl rotate Acme_Corp", false),
            ("tenantctl key list acme-corp", false),
            ("tenantctl acme-corp", false),
        ] {
            let arguments = line.split(' ').map(Into::into).collect();
            let error = Cli::read(arguments, clap::ColorChoice::Never).expect_err(line).to_string();
            assert_eq!(error.contains("'-t acme-corp'"), tip, "{line}: {error}");
        }
    }
}
