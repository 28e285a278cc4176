//! Progress on stderr: a bar at a terminal, elsewhere a line for each tenant and one now and then, or nothing.

use super::format::{Format, UiOptions};
use super::sanitize::sanitize;
use super::stderr::Stderr;
use super::tenant_line::TenantLine;
use super::ui::Ui;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What takes no longer is not shown at all.
const SILENCE: Duration = Duration::from_millis(250);
/// The time between two lines.
const HEARTBEAT: Duration = Duration::from_secs(10);
const TICK: Duration = Duration::from_millis(100);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Bars,
    Lines,
    Silent,
}

impl Mode {
    fn of(options: &UiOptions) -> Self {
        let terminal = &options.terminal;
        match options.format {
            _ if options.quiet => Self::Silent,
            Format::Ndjson => Self::Lines,
            _ if terminal.stderr && !terminal.dumb => Self::Bars,
            _ => Self::Lines,
        }
    }
}

/// Which tenants of several get a line when they are through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    All,
    /// Those that failed or were left out: the bar counts the others, or an event tells of them.
    Failed,
    Nobody,
}

impl Named {
    fn of(options: &UiOptions) -> Self {
        match (Mode::of(options), options.format) {
            (Mode::Silent, _) => Self::Nobody,
            (Mode::Bars, _) | (Mode::Lines, Format::Ndjson) => Self::Failed,
            (Mode::Lines, _) => Self::All,
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Parts,
    Bytes,
}

/// Work that takes a while. It leaves the screen when it is dropped.
pub struct Progress {
    bar: ProgressBar,
    stderr: Arc<Stderr>,
    named: Named,
    worker: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Ui {
    /// Shows that work goes on whose length nobody knows.
    #[must_use]
    pub fn spinner(&self, message: &str) -> Progress {
        self.progress(None, message, Unit::Parts)
    }

    /// Shows how far work of `length` parts is.
    #[must_use]
    pub fn bar(&self, length: u64, message: &str) -> Progress {
        self.progress(Some(length), message, Unit::Parts)
    }

    /// Shows how far reading is; how much there is comes with [`Progress::set_position`].
    #[must_use]
    pub fn bytes(&self, message: &str) -> Progress {
        self.progress(Some(0), message, Unit::Bytes)
    }

    /// Calls `work` while no bar is on the screen, for a child process that writes there.
    pub fn suspend<T>(&self, work: impl FnOnce() -> T) -> T {
        self.stderr.suspend(work)
    }

    fn progress(&self, length: Option<u64>, message: &str, unit: Unit) -> Progress {
        let stderr = Arc::clone(&self.stderr);
        let mut shown = match Mode::of(&self.options) {
            Mode::Bars => {
                Progress::start(stderr, length, message, move |stderr, bar, stop| show_bar(stderr, bar, stop, unit))
            }
            Mode::Lines => Progress::start(stderr, length, message, move |stderr, bar, stop| {
                write_lines(stderr, bar, stop, HEARTBEAT, unit);
            }),
            Mode::Silent => Progress::new(stderr, length, message),
        };
        shown.named = Named::of(&self.options);
        shown
    }
}

impl Progress {
    fn new(stderr: Arc<Stderr>, length: Option<u64>, message: &str) -> Self {
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
        bar.set_message(sanitize(message).into_owned());
        Self { bar, stderr, named: Named::Nobody, worker: None }
    }

    fn start(
        stderr: Arc<Stderr>,
        length: Option<u64>,
        message: &str,
        show: impl FnOnce(&Stderr, &ProgressBar, &Receiver<()>) + Send + 'static,
    ) -> Self {
        let mut made = Self::new(stderr, length, message);
        let (stderr, bar) = (Arc::clone(&made.stderr), made.bar.clone());
        let (stop, stopped) = channel();
        let worker = thread::Builder::new().name("progress".to_owned());
        // Without a thread there is no progress to be seen, and the work goes on.
        let spawned = worker.spawn(move || show(&stderr, &bar, &stopped));
        made.worker = spawned.ok().map(|handle| (stop, handle));
        made
    }

    /// Counts `parts` as done.
    pub fn inc(&self, parts: u64) {
        self.bar.inc(parts);
    }

    /// Counts a tenant. Where no bar shows how many are through, it gets a line, unless it is the only one; who failed
    /// gets one at a terminal too.
    pub fn tenant_done(&self, line: &TenantLine<'_>) {
        self.inc(1);
        let all = self.bar.length().unwrap_or(0);
        let text = match self.named {
            Named::All if all > 1 => Some(line.numbered(self.bar.position(), all)),
            Named::Failed if all > 1 => line.failure(),
            _ => None,
        };
        if let Some(text) = text {
            self.stderr.write(text.as_bytes());
        }
    }

    /// Says something by the way, on one line.
    pub fn note(&self, text: &str) {
        if self.named != Named::Nobody {
            self.stderr.write(format!("{}\n", sanitize(text)).as_bytes());
        }
    }

    /// Says how far it is, and how much there is where that is known.
    pub fn set_position(&self, position: u64, length: Option<u64>) {
        if let Some(length) = length {
            self.bar.set_length(length);
        }
        self.bar.set_position(position);
    }

    /// Says what is being done now.
    pub fn set_message(&self, message: &str) {
        self.bar.set_message(sanitize(message).into_owned());
    }

    /// Takes it off the screen.
    pub fn finish(self) {}
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, worker)) = self.worker.take() {
            drop(stop);
            let _panicked = worker.join();
        }
        self.bar.finish_and_clear();
        self.stderr.bars.remove(&self.bar);
    }
}

fn show_bar(stderr: &Stderr, bar: &ProgressBar, stop: &Receiver<()>, unit: Unit) {
    if stop.recv_timeout(SILENCE) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let template = match bar.length() {
        Some(_) if unit == Unit::Bytes => "{msg} [{bar:20}] {bytes}/{total_bytes} {bytes_per_sec}{left}",
        Some(_) => "{msg} [{bar:30}] {pos}/{len} {elapsed}{left}",
        None => "{spinner} {msg} {elapsed}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> ").with_key("left", time_left));
    }
    stderr.bars.add(bar.clone()).enable_steady_tick(TICK);
}

/// Nobody knows how long all takes before a part of it is done.
fn time_left(state: &ProgressState, text: &mut dyn fmt::Write) {
    if state.pos() > 0 {
        // A bar that can't be drawn is none.
        let _drawn = write!(text, ", {:#} left", HumanDuration(state.eta()));
    }
}

fn write_lines(stderr: &Stderr, bar: &ProgressBar, stop: &Receiver<()>, pause: Duration, unit: Unit) {
    let mut elapsed = Duration::ZERO;
    while stop.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        elapsed += pause;
        let seconds = elapsed.as_secs();
        let line = match bar.length() {
            Some(length) if unit == Unit::Bytes => {
                let percent = (bar.position() * 100).checked_div(length).unwrap_or(0);
                format!("{}: {percent} % read, {seconds} s\n", bar.message())
            }
            Some(length) => {
                format!("{}: {}/{length}, {seconds} s\n", bar.message(), bar.position())
            }
            None => format!("{}: {seconds} s\n", bar.message()),
        };
        stderr.write(line.as_bytes());
    }
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
