//! What a shell asks for behind a TAB. Names come from a file of those seen lately, never from a
//! connection.

use crate::commands::lists::LISTS;
use crate::config::{Environment, Settings, Sources, keys};
use crate::domain::region;
use crate::output::Listing;
use crate::seen::{Seen, SeenFile};
use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use std::ffi::{OsStr, OsString};

/// Answers a shell that asks for a completion or for the script that registers it, which the
/// variable `COMPLETE` says; tells whether it was one.
///
/// # Errors
/// A shell that nobody knows, or nobody reads the answer.
pub fn answered(arguments: Vec<OsString>) -> Result<bool, clap::Error> {
    let folder = std::env::current_dir().ok();
    clap_complete::CompleteEnv::with_factory(super::command).try_complete(arguments, folder.as_deref())
}

/// Makes the arguments that take names complete them, whichever command they belong to.
pub(super) fn with_names(command: Command) -> Command {
    let of_clusters = command.get_name() == "cluster";
    let command = command.mut_args(|arg| {
        let completer = completer(&arg);
        completer.into_iter().fold(arg, Arg::add)
    });
    if !of_clusters {
        return command;
    }
    command.mut_subcommands(|below| match below.get_name() {
        "add" => below,
        _ => below.mut_args(|arg| match arg.get_id().as_str() {
            "name" => arg.add(ArgValueCompleter::new(clusters)),
            _ => arg,
        }),
    })
}

fn completer(arg: &Arg) -> Option<ArgValueCompleter> {
    Some(match arg.get_id().as_str() {
        "tenant_id" | "tenant" | "exclude" => ArgValueCompleter::new(tenants),
        "region" => ArgValueCompleter::new(regions),
        "cluster" => ArgValueCompleter::new(clusters),
        "profile" => ArgValueCompleter::new(profile_names),
        "columns" | "sort" => ArgValueCompleter::new(columns),
        _ => return None,
    })
}

fn tenants(begun: &OsStr) -> Vec<CompletionCandidate> {
    let named = |(id, about): (String, String)| CompletionCandidate::new(id).help(Some(about.into()));
    fitting(begun, seen().tenants.into_iter(), |(id, _)| id).map(named).collect()
}

fn regions(begun: &OsStr) -> Vec<CompletionCandidate> {
    let mut all = seen().regions;
    all.extend(region::KNOWN.map(str::to_owned));
    plain(begun, all)
}

fn clusters(begun: &OsStr) -> Vec<CompletionCandidate> {
    plain(begun, seen().clusters)
}

fn profile_names(begun: &OsStr) -> Vec<CompletionCandidate> {
    let settings = settings();
    let names = settings.iter().flat_map(Settings::profiles).map(|(name, _)| name.to_owned());
    plain(begun, names.collect::<Vec<_>>())
}

fn columns(begun: &OsStr) -> Vec<CompletionCandidate> {
    let line = line();
    // The names of commands stand in the line in their order, flags between them.
    let called = |path: &[&str]| {
        let mut words = line.iter();
        path.iter().all(|name| words.any(|word| word == name))
    };
    let list = LISTS.into_iter().find(|(path, _)| called(path));
    let names = list.map_or(&[][..], |(_, headers)| headers);
    plain(begun, names.iter().map(|header| Listing::column(header)))
}

fn plain(begun: &OsStr, all: impl IntoIterator<Item = String>) -> Vec<CompletionCandidate> {
    fitting(begun, all.into_iter(), |name| name).map(CompletionCandidate::new).collect()
}

fn fitting<T>(begun: &OsStr, all: impl Iterator<Item = T>, name: impl Fn(&T) -> &String) -> impl Iterator<Item = T> {
    let begun = begun.to_string_lossy().into_owned();
    all.filter(move |item| name(item).starts_with(&begun))
}

fn seen() -> Seen {
    let settings = settings();
    let current = || settings.as_ref()?.text(keys::PROFILE).map(str::to_owned);
    let profile = named_in_arguments().or_else(current);
    SeenFile::of(&Environment::of_process(), profile.as_deref()).map(|file| file.read()).unwrap_or_default()
}

/// The settings, as far as they can be read.
fn settings() -> Option<Settings> {
    let folder = std::env::current_dir().ok()?;
    Settings::load(Sources::new(Environment::of_process(), folder)).ok()
}

/// The profile that stands in the line so far.
fn named_in_arguments() -> Option<String> {
    let words = line();
    let after = words.iter().position(|word| word == "--profile").and_then(|at| words.get(at + 1)).cloned();
    after.or_else(|| words.iter().find_map(|word| word.strip_prefix("--profile=")).map(str::to_owned))
}

/// The words of the line that is completed.
fn line() -> Vec<String> {
    std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect()
}
