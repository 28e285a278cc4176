//! The program: parse, run, print the error, return the exit code.
//!
//! It is here and not in `main.rs`, whose package would compile every use case a second time.

use crate::cli::{Cli, Command};
use crate::config::{Environment, Settings, Sources, keys};
use crate::context::{Context, Interrupts, Signal};
use crate::error::{CommandError, ErrorKind};
use crate::output::{Terminal, Ui, UiOptions};
use std::process::ExitCode;
use std::time::Duration;

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
    let mut cx = Context::new(settings, ui, global, cli.call);
    listen(cx.interrupts.clone());
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let made = CommandError::new(ErrorKind::Internal, "the runtime can't be started");
            return cx.ui.conclude(Err(made.cause(error.to_string())));
        }
    };
    let result = runtime.block_on(crate::commands::run(&mut cx, cli.command));
    let result = match cx.interrupts.asked() {
        Some(Signal::Terminate) => result.map_err(|error| error.with_kind(ErrorKind::Terminated)),
        _ => result,
    };
    let failed = result.as_ref().err().cloned();
    let code = cx.ui.conclude(result);
    runtime.block_on(cx.notify(failed.as_ref()));
    code
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

/// The longest that is waited for the thread that waits for signals; it needs a tenth of a millisecond.
const PATIENCE: Duration = Duration::from_millis(500);

/// The longest that a step may go on after a signal.
const GRACE: Duration = Duration::from_secs(4);

/// Waits for signals on a thread of its own, since a command may be busy. A first one lets the
/// running step end, a second one ends the process, and what was begun is completed by the same
/// command later.
fn listen(interrupts: Interrupts) {
    let (listens, listening) = std::sync::mpsc::channel();
    let wait = move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            use tokio::signal::unix::{SignalKind, signal};
            let (Ok(mut int), Ok(mut term)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) else {
                return;
            };
            let _ready = listens.send(());
            let mut limit = None;
            loop {
                let asked = tokio::select! {
                    _ = int.recv() => Some(Signal::Interrupt),
                    _ = term.recv() => Some(Signal::Terminate),
                    () = tokio::time::sleep(limit.unwrap_or(Duration::MAX)), if limit.is_some() => None,
                };
                let last = asked.or(interrupts.asked()).unwrap_or(Signal::Interrupt);
                if asked.is_none_or(|signal| interrupts.ask(signal)) {
                    leave(last);
                }
                limit = Some(GRACE);
            }
        });
    };
    // Without the thread a signal kills the process, which every command survives.
    let _no_thread = std::thread::Builder::new().name("signals".to_owned()).spawn(wait);
    // A signal before that would kill: a Ctrl-C at the first question is soon enough for it.
    let _listens = listening.recv_timeout(PATIENCE);
}

#[expect(clippy::exit, reason = "a second signal doesn't wait for anything")]
fn leave(signal: Signal) -> ! {
    let kind = match signal {
        Signal::Interrupt => ErrorKind::Interrupted,
        Signal::Terminate => ErrorKind::Terminated,
    };
    crate::output::leave_terminal();
    std::process::exit(i32::from(kind.exit_code()))
}

#[cfg(feature = "failpoints")]
fn arm_failpoint(environment: &Environment) {
    if let Some(name) = environment.var("TENANTCTL_FAILPOINTS") {
        crate::failpoint::arm(name);
    }
}

#[cfg(not(feature = "failpoints"))]
fn arm_failpoint(_environment: &Environment) {}
