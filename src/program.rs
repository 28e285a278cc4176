//! The program: parse, run, print the error, return the exit code.
//!
//! It is here and not in `main.rs`, whose package would compile every use case a second time.

use crate::cli::{Cli, Command};
use crate::config::{Environment, Settings, Sources, keys};
use crate::context::{Abandoned, Context, Interrupts, Signal};
use crate::error::{CommandError, ErrorKind};
use crate::output::{Terminal, Ui, UiOptions};
use std::process::ExitCode;

mod signals;

/// Runs the program with the arguments and the environment of the process, and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    match crate::cli::answered(std::env::args_os().collect()) {
        Ok(false) => {}
        Ok(true) => return ExitCode::SUCCESS,
        Err(error) => {
            let _nobody_reads_it = error.print();
            return ExitCode::from(2);
        }
    }
    let environment = Environment::of_process();
    match Cli::read(std::env::args_os().collect(), help_colour(&environment)) {
        Ok(cli) => ExitCode::from(run(cli, environment)),
        Err(error) => ExitCode::from(usage(&error, &environment)),
    }
}

/// clap prints its own text; a program that asked for JSON gets a document too.
fn usage(error: &clap::Error, environment: &Environment) -> u8 {
    let arguments: Vec<String> = std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    let format = asked_format(&arguments, environment);
    if !error.use_stderr() || !matches!(format.as_deref(), Some("json" | "ndjson")) {
        let _nobody_reads_it = error.print();
        return u8::try_from(error.exit_code()).unwrap_or(2);
    }
    let text = error.render().to_string();
    let mut lines = text.trim_start_matches("error: ").lines().filter(|line| !line.trim().is_empty());
    let mut made = CommandError::new(ErrorKind::Usage, lines.next().unwrap_or("bad arguments"));
    for line in lines.map(str::trim) {
        made = made.hint(line.strip_prefix("tip: ").unwrap_or(line));
    }
    let format = format.and_then(|f| f.parse().ok()).unwrap_or_default();
    Ui::new(UiOptions { format, terminal: terminal(environment), ..UiOptions::default() }).conclude(Err(made))
}

/// clap knows `NO_COLOR` and its like by itself.
fn help_colour(environment: &Environment) -> clap::ColorChoice {
    let arguments: Vec<String> = std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    let set = environment.var("TENANTCTL_COLOR").map(str::to_owned);
    match asked(&arguments, &["--color"], set).as_deref() {
        Some("always") => clap::ColorChoice::Always,
        Some("never") => clap::ColorChoice::Never,
        _ => clap::ColorChoice::Auto,
    }
}

fn asked_format(arguments: &[String], environment: &Environment) -> Option<String> {
    asked(arguments, &["--output", "-o"], environment.var("TENANTCTL_OUTPUT").map(str::to_owned))
}

/// The value of a flag in arguments that clap hasn't read, or couldn't.
fn asked(arguments: &[String], names: &[&str], mut asked: Option<String>) -> Option<String> {
    for (n, argument) in arguments.iter().enumerate() {
        let value = names.iter().find_map(|name| match argument.strip_prefix(name)? {
            "" => arguments.get(n + 1).map(String::as_str),
            value if name.starts_with("--") => value.strip_prefix('='),
            value => Some(value),
        });
        if let Some(value) = value {
            asked = Some(value.trim_start_matches('=').to_owned());
        }
    }
    asked
}

fn terminal(environment: &Environment) -> Terminal {
    Terminal::detect(|name| environment.var(name).map(str::to_owned))
}

fn run(cli: Cli, environment: Environment) -> u8 {
    let interrupts = Interrupts::default();
    let listening = signals::listen(interrupts.clone());
    let terminal = terminal(&environment);
    let global = &cli.global;
    let plain = UiOptions {
        format: global.output.as_deref().and_then(|f| f.parse().ok()).unwrap_or_default(),
        quiet: global.quiet,
        no_input: global.no_input,
        assume_yes: global.yes,
        listing: cli.listing.clone(),
        now: Some(chrono::Utc::now()),
        terminal,
        ..UiOptions::default()
    };
    let settings = match settings(&cli, environment) {
        Ok(settings) => settings,
        Err(error) => return Ui::new(plain).conclude(Err(error)),
    };
    let options = UiOptions {
        format: settings.text(keys::OUTPUT).and_then(|f| f.parse().ok()).unwrap_or(plain.format),
        color: settings.text(keys::COLOR).and_then(|c| c.parse().ok()).unwrap_or_default(),
        ..plain
    };
    let ui = Ui::new(options);
    if let Err(error) = ui.init_logging(global.verbose, settings.text(keys::LOG)) {
        return ui.conclude(Err(error));
    }
    for warning in settings.warnings() {
        ui.warn(warning);
    }
    arm_failpoint(settings.environment());
    let mut cx = Context::new(settings, ui, global, cli.call, interrupts.clone());
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let made = CommandError::new(ErrorKind::Internal, "the runtime can't be started");
            return cx.ui.conclude(Err(made.cause(error.to_string())));
        }
    };
    cx.beside = listening.wait();
    let result = runtime.block_on(async {
        tokio::select! {
            biased;
            result = crate::commands::run(&mut cx, cli.command) => Ok(result),
            cut = interrupts.abandoned() => Err(cut),
        }
    });
    let result = result.unwrap_or_else(|cut| Err(abandoned(cut, cx.is_changing())));
    let result = match interrupts.asked() {
        Some(Signal::Terminate) => result.map_err(terminated),
        _ => result,
    };
    let failed = result.as_ref().err().cloned();
    let code = cx.ui.conclude(result);
    runtime.block_on(cx.notify(failed.as_ref()));
    if interrupts.asked().is_some() {
        // What blocks, such as a name's look-up, isn't waited for.
        runtime.shutdown_background();
    }
    code
}

/// Gives the exit code of SIGTERM to whatever it led to.
fn terminated(error: CommandError) -> CommandError {
    let code = match error.kind() {
        ErrorKind::Interrupted => ErrorKind::Terminated.default_code(),
        _ => error.code(),
    };
    error.with_code(code).with_kind(ErrorKind::Terminated)
}

/// What is said of a command that a signal ended where it was.
fn abandoned(cut: Abandoned, is_changing: bool) -> CommandError {
    let text = match cut {
        Abandoned::AtRest => "stopped",
        Abandoned::InStep => "stopped in the middle of a step, which didn't end in time",
    };
    let made = CommandError::new(ErrorKind::Interrupted, text);
    if is_changing || cut == Abandoned::InStep {
        made.hint("run it again: what was begun is completed, or taken away")
    } else {
        made
    }
}

fn settings(cli: &Cli, environment: Environment) -> Result<Settings, CommandError> {
    let cwd = std::env::current_dir().map_err(|e| {
        CommandError::new(ErrorKind::Config, "the working directory can't be read").cause(e.to_string())
    })?;
    let mut flags = cli.global.settings();
    if let Some(command) = &cli.command {
        if command.needs_no_settings() {
            return Ok(Settings::defaults(environment, flags)?);
        }
        flags.extend(command.settings());
    }
    let sources = |flags| Sources {
        config_file: cli.global.config.clone(),
        env_file: cli.global.env_file.clone(),
        no_env_file: cli.global.no_env_file,
        flags,
        is_root: crate::host::local::is_root(),
        ..Sources::new(environment.clone(), cwd.clone())
    };
    match Settings::load(sources(flags.clone())) {
        Err(error) if error.is_unknown_profile() && cli.command.as_ref().is_some_and(Command::makes_profiles) => {
            flags.retain(|(key, _)| *key != keys::PROFILE);
            Ok(Settings::load(sources(flags))?)
        }
        loaded => Ok(loaded?),
    }
}

#[cfg(feature = "failpoints")]
fn arm_failpoint(environment: &Environment) {
    if let Some(name) = environment.var("TENANTCTL_FAILPOINTS") {
        crate::failpoint::arm(name);
    }
}

#[cfg(not(feature = "failpoints"))]
fn arm_failpoint(_environment: &Environment) {}
