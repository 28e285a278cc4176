//! What a signal does: a command that works in steps ends the running one first, any other ends at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// A signal that ends the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// SIGINT: Ctrl-C.
    Interrupt,
    /// SIGTERM.
    Terminate,
}

/// What the signals of this process have asked for so far. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Interrupts(Arc<State>);

#[derive(Debug, Default)]
struct State {
    asked: AtomicU8,
    stepping: AtomicUsize,
}

/// While it lives, a first signal waits for the end of the running step.
#[derive(Debug)]
pub struct Stepping(Interrupts);

impl Interrupts {
    /// Takes a signal. Returns whether the process must end now: at the second one, or when
    /// nothing works in steps.
    pub fn ask(&self, signal: Signal) -> bool {
        let code = match signal {
            Signal::Interrupt => 1,
            Signal::Terminate => 2,
        };
        let before = self.0.asked.swap(code, Ordering::SeqCst);
        before != 0 || self.0.stepping.load(Ordering::SeqCst) == 0
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
    use super::{Interrupts, Signal};

    #[test]
    fn the_first_signal_waits_for_a_step_and_the_second_does_not() {
        let interrupts = Interrupts::default();
        let stepping = interrupts.stepping();
        assert!(!interrupts.ask(Signal::Terminate));
        assert_eq!(stepping.asked(), Some(Signal::Terminate));
        assert!(interrupts.ask(Signal::Interrupt));
    }

    #[test]
    fn without_steps_the_first_one_ends_it() {
        let interrupts = Interrupts::default();
        drop(interrupts.stepping());
        assert!(interrupts.ask(Signal::Interrupt));
    }
}
