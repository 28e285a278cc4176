//! Waiting for signals, on a thread of its own, since a command may be busy.

use crate::context::{Answer, Interrupts, Signal};
use std::sync::mpsc::Receiver;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::signal::unix::{SignalKind, signal};

/// The longest that is waited for the thread; it needs a tenth of a millisecond.
const PATIENCE: Duration = Duration::from_millis(500);

/// The longest that a step may go on after a signal.
const GRACE: Duration = Duration::from_secs(4);

/// The longest that a command which was told to end may need to say so; whoever computes, or waits for a file, doesn't
/// hear it.
const LAST_WORDS: Duration = Duration::from_millis(700);

/// What is waited for next.
#[derive(Clone, Copy)]
enum Until {
    /// The first signal.
    Asked,
    /// The end of the running step.
    StepEnds,
    /// The end of the command, which was told to end.
    Ended,
}

impl Until {
    fn limit(self) -> Option<Duration> {
        match self {
            Self::Asked => None,
            Self::StepEnds => Some(GRACE),
            Self::Ended => Some(LAST_WORDS),
        }
    }
}

/// A thread that listens, or will in a moment.
pub(super) struct Listening(Receiver<Handle>);

impl Listening {
    /// Waits until it listens: a signal before that would kill. A Ctrl-C at the first question is soon enough for it.
    /// Whatever may go on beside the command can do so on that thread too, for as long as the process lives.
    pub(super) fn wait(self) -> Option<Handle> {
        self.0.recv_timeout(PATIENCE).ok()
    }
}

/// Listens. A first signal lets the running step end, in five seconds at most; a second one ends the process. What was
/// begun is completed by the same command later.
pub(super) fn listen(interrupts: Interrupts) -> Listening {
    let (listens, listening) = std::sync::mpsc::channel();
    let wait = move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            let (Ok(mut int), Ok(mut term)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) else {
                return;
            };
            let _ready = listens.send(Handle::current());
            let mut until = Until::Asked;
            loop {
                let limit = until.limit();
                let asked = tokio::select! {
                    _ = int.recv() => Some(Signal::Interrupt),
                    _ = term.recv() => Some(Signal::Terminate),
                    () = tokio::time::sleep(limit.unwrap_or(Duration::MAX)), if limit.is_some() => None,
                };
                until = match (asked, until) {
                    (Some(signal), _) => match interrupts.ask(signal) {
                        Answer::AtOnce => leave(signal),
                        Answer::AfterStep => Until::StepEnds,
                        Answer::Here if crate::output::is_asking() => leave(signal),
                        Answer::Here => Until::Ended,
                    },
                    (None, Until::StepEnds) => {
                        interrupts.abandon();
                        Until::Ended
                    }
                    (None, _) => leave(interrupts.asked().unwrap_or(Signal::Interrupt)),
                };
            }
        });
    };
    // Without the thread a signal kills the process, which every command survives.
    let _no_thread = std::thread::Builder::new().name("signals".to_owned()).spawn(wait);
    Listening(listening)
}

#[expect(clippy::exit, reason = "nothing is waited for any more")]
fn leave(signal: Signal) -> ! {
    crate::output::leave_terminal();
    std::process::exit(i32::from(signal.kind().exit_code()))
}
