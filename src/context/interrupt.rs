//! What a signal does: a command that works in steps ends the running one first, any other ends at once.

use crate::error::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use tokio::sync::Notify;

/// A signal that ends the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// SIGINT: Ctrl-C.
    Interrupt,
    /// SIGTERM.
    Terminate,
}

impl Signal {
    /// Returns the kind of the error that it ends a command with.
    pub fn kind(self) -> ErrorKind {
        match self {
            Self::Interrupt => ErrorKind::Interrupted,
            Self::Terminate => ErrorKind::Terminated,
        }
    }
}

/// What a signal leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The running step has time to end.
    AfterStep,
    /// Nothing works in steps: the command was told to end where it is.
    Here,
    /// It is the second one: the process ends.
    AtOnce,
}

/// Where a command was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abandoned {
    /// Nothing worked in steps.
    AtRest,
    /// In a step that didn't end in time.
    InStep,
}

/// What the signals of this process have asked for so far. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Interrupts(Arc<State>);

#[derive(Debug, Default)]
struct State {
    asked: AtomicU8,
    stepping: AtomicUsize,
    abandoned: Notify,
}

/// While it lives, a first signal waits for the end of the running step.
#[derive(Debug)]
pub struct Stepping(Interrupts);

impl Interrupts {
    /// Takes a signal.
    pub fn ask(&self, signal: Signal) -> Answer {
        let code = match signal {
            Signal::Interrupt => 1,
            Signal::Terminate => 2,
        };
        let before = self.0.asked.swap(code, Ordering::SeqCst);
        match (before, self.0.stepping.load(Ordering::SeqCst)) {
            (0, 0) => {
                self.abandon();
                Answer::Here
            }
            (0, _) => Answer::AfterStep,
            _ => Answer::AtOnce,
        }
    }

    /// Tells the command to end where it is.
    pub fn abandon(&self) {
        self.0.abandoned.notify_one();
    }

    /// Waits until the command is told to end where it is.
    pub async fn abandoned(&self) -> Abandoned {
        self.0.abandoned.notified().await;
        match self.0.stepping.load(Ordering::SeqCst) {
            0 => Abandoned::AtRest,
            _ => Abandoned::InStep,
        }
    }

    /// Returns the signal that was asked with last.
    pub fn asked(&self) -> Option<Signal> {
        match self.0.asked.load(Ordering::SeqCst) {
            0 => None,
            1 => Some(Signal::Interrupt),
            _ => Some(Signal::Terminate),
        }
    }

    /// Begins work in steps.
    #[must_use]
    pub fn stepping(&self) -> Stepping {
        self.0.stepping.fetch_add(1, Ordering::SeqCst);
        Stepping(self.clone())
    }
}

impl Stepping {
    /// Returns the signal that asks to end after the running step.
    pub fn asked(&self) -> Option<Signal> {
        self.0.asked()
    }
}

impl Drop for Stepping {
    fn drop(&mut self) {
        self.0.0.stepping.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::{Abandoned, Answer, Interrupts, Signal};
    use futures_util::FutureExt;

    #[test]
    fn the_first_signal_waits_for_a_step_and_the_second_does_not() {
        let interrupts = Interrupts::default();
        let stepping = interrupts.stepping();
        assert_eq!(interrupts.ask(Signal::Terminate), Answer::AfterStep);
        assert_eq!(stepping.asked(), Some(Signal::Terminate));
        assert_eq!(interrupts.abandoned().now_or_never(), None);
        interrupts.abandon();
        assert_eq!(interrupts.abandoned().now_or_never(), Some(Abandoned::InStep));
        assert_eq!(interrupts.ask(Signal::Interrupt), Answer::AtOnce);
    }

    #[test]
    fn without_steps_the_first_one_ends_it() {
        let interrupts = Interrupts::default();
        drop(interrupts.stepping());
        assert_eq!(interrupts.abandoned().now_or_never(), None);
        assert_eq!(interrupts.ask(Signal::Interrupt), Answer::Here);
        assert_eq!(interrupts.abandoned().now_or_never(), Some(Abandoned::AtRest));
    }
}
