//! Who is asked, who is not, and what the answers mean.

use super::Ask;
use crate::error::{CommandError, ErrorKind};
use crate::output::testing::{Captured, colourful, piped, ui};
use crate::output::{Format, Ui, UiOptions};
use std::io;
use std::sync::{Arc, Mutex};

/// Answers every question with the same line and remembers the questions.
struct Scripted {
    answer: &'static str,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    fn answer(&self, question: &str) -> io::Result<String> {
        self.asked.lock().unwrap().push(question.to_owned());
        match self.answer {
            "^C" => Err(io::ErrorKind::Interrupted.into()),
            answer => Ok(answer.to_owned()),
        }
    }
}

impl Ask for Scripted {
    fn yes(&self, question: &str) -> io::Result<bool> {
        Ok(self.answer(question)? == "y")
    }

    fn line(&self, question: &str) -> io::Result<String> {
        self.answer(question)
    }

    fn secret(&self, question: &str) -> io::Result<String> {
        self.answer(question)
    }

    fn choice(&self, question: &str, items: &[String]) -> io::Result<usize> {
        let answer = self.answer(question)?;
        Ok(items.iter().position(|item| *item == answer).unwrap())
    }
}

fn answering(options: UiOptions, answer: &'static str) -> (Ui, Captured, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::default();
    let (mut ui, captured) = ui(options);
    ui.ask = Box::new(Scripted { answer, asked: Arc::clone(&asked) });
    (ui, captured, asked)
}

fn kind<T>(result: Result<T, CommandError>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

#[test]
fn only_yes_is_a_confirmation() {
    for (answer, expected) in [("y", None), ("n", Some(ErrorKind::Unconfirmed)), ("^C", Some(ErrorKind::Interrupted))] {
        let (ui, _, _) = answering(colourful(), answer);
        assert_eq!(kind(ui.confirm("Go on?", "-y")), expected, "{answer}");
    }
}

#[test]
fn what_is_at_stake_is_printed_before_the_question_even_when_quiet() {
    let (ui, captured, asked) = answering(UiOptions { quiet: true, ..colourful() }, "y");
    ui.confirm("host db1\x1b[2J\n3 tenants\nGo on?", "-y").unwrap();
    assert_eq!(captured.err(), "host db1\\x1b[2J\n3 tenants\n");
    assert_eq!(*asked.lock().unwrap(), ["Go on?"]);
}

#[test]
fn without_a_person_nothing_is_asked_and_the_flag_is_named() {
    for options in [piped(Format::Table), UiOptions { no_input: true, ..colourful() }] {
        let (ui, _, asked) = answering(options, "y");
        let error = ui.confirm("Go on?", "-y").unwrap_err();
        assert_eq!((error.kind().exit_code(), error.hints()[0].as_str()), (9, "run it again with -y"));
        let error = ui.confirm_by_typing("Type the id", "acme", None, "--confirm").unwrap_err();
        assert_eq!(error.kind().exit_code(), 9);
        assert_eq!(error.hints(), ["run it again with --confirm acme"]);
        let error = ui.pick("Which?", &["a", "b"], "--tenant-id ID").unwrap_err();
        assert_eq!(error.kind().exit_code(), 2);
        assert_eq!(error.hints(), ["run it again with --tenant-id ID"]);
        assert_eq!(asked.lock().unwrap().len(), 0);
    }
}

#[test]
fn yes_answers_the_question_but_types_nothing() {
    let (ui, _, asked) = answering(UiOptions { assume_yes: true, ..piped(Format::Table) }, "n");
    ui.confirm("Go on?", "-y").unwrap();
    assert!(ui.confirm_by_typing("Type the id", "acme", None, "--confirm").is_err());
    assert_eq!(asked.lock().unwrap().len(), 0);
    let (ui, _, _) = answering(UiOptions { assume_yes: true, ..colourful() }, "y");
    assert!(ui.confirm_by_typing("Type the id", "acme", None, "--confirm").is_err());
}

#[test]
fn only_the_expected_text_confirms() {
    for (typed, given, confirmed) in [
        ("acme", None, true),
        (" acme ", None, true),
        ("acme-corp", None, false),
        ("", None, false),
        ("y", None, false),
        ("", Some("acme"), true),
        ("acme", Some("globex"), false),
    ] {
        let (ui, _, asked) = answering(colourful(), typed);
        let result = ui.confirm_by_typing("Type the id", "acme", given, "--confirm");
        let expected = (!confirmed).then_some(ErrorKind::Unconfirmed);
        assert_eq!(kind(result), expected, "{typed} {given:?}");
        assert_eq!(asked.lock().unwrap().is_empty(), given.is_some());
    }
}

#[test]
fn an_empty_line_is_the_default() {
    for (typed, expected) in [("", "here"), (" there ", "there")] {
        let (ui, _, asked) = answering(colourful(), typed);
        assert_eq!(ui.ask_line("Where?", "here", "--embedded").unwrap(), expected);
        assert_eq!(*asked.lock().unwrap(), ["Where? [here]"]);
    }
    let (ui, _, asked) = answering(piped(Format::Table), "x");
    assert_eq!(kind(ui.ask_line("Where?", "here", "--embedded")), Some(ErrorKind::Usage));
    assert_eq!(kind(ui.ask_secret("Token", "--token-env NAME")), Some(ErrorKind::Usage));
    assert_eq!(asked.lock().unwrap().len(), 0);
}

#[test]
fn the_picked_item_is_found() {
    let (ui, _, _) = answering(colourful(), "b\\x1b");
    assert_eq!(ui.pick("Which?", &["a", "b\x1b"], "-t ID").unwrap(), 1);
    assert_eq!(kind(ui.pick("Which?", &[""; 0], "-t ID")), Some(ErrorKind::Usage));
}
