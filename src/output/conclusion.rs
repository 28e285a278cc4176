//! The end of a command: its error is printed once, its document is ended, its code is known.

use super::failure::is_quiet_exit;
use super::ui::Ui;
use crate::error::CommandError;

impl Ui {
    /// Prints what went wrong, if anything did, ends the output and returns the exit code.
    ///
    /// A command that only stopped because nobody reads its output any more has succeeded.
    pub fn conclude(&self, result: Result<(), CommandError>) -> u8 {
        let failed = result.err().filter(|error| !is_quiet_exit(error));
        if let Some(error) = &failed {
            self.error(error);
        }
        match (failed, self.finish()) {
            (Some(error), _) => error.kind().exit_code(),
            (None, Ok(())) => 0,
            (None, Err(error)) => {
                let error = error.into_command_error();
                self.error(&error);
                error.kind().exit_code()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::error::{CommandError, ErrorKind};
    use crate::output::testing::{CAT, Failing, piped, ui};
    use crate::output::{Format, OutputError, Ui};
    use std::io;

    #[test]
    fn the_code_is_that_of_the_error() {
        for kind in ErrorKind::ALL {
            let (ui, captured) = ui(piped(Format::Json));
            let code = ui.conclude(Err(CommandError::new(kind, "failed")));
            assert_eq!(code, kind.exit_code());
            assert_eq!(captured.err(), "error: failed\n");
            assert!(captured.out().ends_with("}\n"));
        }
    }

    #[test]
    fn success_and_a_reader_that_has_gone_are_0() {
        for result in [Ok(()), Err(OutputError::Closed.into_command_error())] {
            let (ui, captured) = ui(piped(Format::Json));
            ui.show_one(&CAT).unwrap();
            assert_eq!(ui.conclude(result), 0);
            assert_eq!(captured.err(), "");
            assert!(captured.out().ends_with("}\n"));
        }
    }

    #[test]
    fn a_full_disk_is_told_once_and_is_no_success() {
        let full = |result: Result<(), CommandError>| {
            let (_, captured) = ui(piped(Format::Json));
            let sink = Box::new(Failing { kind: io::ErrorKind::StorageFull, left: 0 });
            let ui = Ui::with_writers(piped(Format::Json), sink, Box::new(captured.clone()));
            ui.show_one(&CAT).ok();
            (ui.conclude(result), captured.err())
        };
        let told = "error: can't write to standard output\n  cause: no storage space\n";
        assert_eq!(full(Ok(())), (1, told.to_owned()));
        let failed = CommandError::new(ErrorKind::NotFound, "no tenant");
        assert_eq!(full(Err(failed)), (4, "error: no tenant\n".to_owned()));
    }
}
