//! Messages on stderr, and errors as documents.

use crate::error::{CommandError, ErrorKind};
use crate::output::testing::{CAT, colourful, piped, ui};
use crate::output::{ColorChoice, Format, OutputError, UiOptions};
use serde_json::{Value, json};

fn failure() -> CommandError {
    CommandError::new(ErrorKind::NotFound, "no tenant `x\x1b[2J`\nsecond line")
        .with_code("tenant_not_found")
        .cause("outer\r\ninner")
        .hint("tenantctl list")
        .hint("tenantctl provision")
}

#[test]
fn quiet_mutes_what_is_by_the_way_and_nothing_else() {
    let said = |quiet| {
        let (ui, captured) = ui(UiOptions { quiet, ..piped(Format::Json) });
        ui.note("a note");
        ui.success("made");
        ui.hint("run this");
        ui.warn("two\nlines");
        assert_eq!(captured.out(), "");
        captured.err()
    };
    let warning = "warning: two\n         lines\n";
    assert_eq!(said(true), warning);
    assert_eq!(said(false), format!("a note\nok: made\nhint: run this\n{warning}"));
}

#[test]
fn an_error_names_what_why_and_what_next() {
    for quiet in [false, true] {
        let (ui, captured) = ui(UiOptions { quiet, ..piped(Format::Table) });
        ui.error(&failure());
        let expected = "error: no tenant `x\\x1b[2J`\n       second line\n  \
                        cause: outer\n         inner\n  \
                        hint: tenantctl list\n  hint: tenantctl provision\n";
        assert_eq!(captured.err(), expected);
        assert_eq!(captured.out(), "");
    }
}

#[test]
fn an_error_without_a_text_still_says_error() {
    let (ui, captured) = ui(piped(Format::Table));
    ui.error(&CommandError::new(ErrorKind::Internal, ""));
    assert_eq!(captured.err(), "error:\n");
}

#[test]
fn programs_get_the_error_as_a_document() {
    for (format, is_document) in
        [(Format::Json, true), (Format::Ndjson, true), (Format::Table, false), (Format::Csv, false)]
    {
        let (ui, captured) = ui(piped(format));
        ui.error(&failure());
        ui.finish().unwrap();
        assert!(captured.err().starts_with("error: no tenant"), "{format}");
        if !is_document {
            assert_eq!(captured.out(), "", "{format}");
            continue;
        }
        let expected = json!({ "error": {
            "code": "tenant_not_found",
            "message": "no tenant `x\u{1b}[2J`\nsecond line",
            "hint": "tenantctl list\ntenantctl provision",
            "causes": ["outer\r\ninner"],
            "exit_code": 4,
        }});
        assert_eq!(serde_json::from_str::<Value>(&captured.out()).unwrap(), expected);
        assert_eq!(captured.out().lines().count() == 1, format == Format::Ndjson);
    }
}

#[test]
fn an_error_without_a_hint_says_null() {
    let (ui, captured) = ui(piped(Format::Json));
    ui.error(&CommandError::new(ErrorKind::Internal, "x"));
    let document: Value = serde_json::from_str(&captured.out()).unwrap();
    assert_eq!(document["error"]["hint"], Value::Null);
}

#[test]
fn an_error_after_a_result_is_in_the_same_document() {
    let (ui, captured) = ui(piped(Format::Json));
    ui.show_one(&CAT).unwrap();
    ui.error(&failure());
    ui.finish().unwrap();
    let document: Value = serde_json::from_str(&captured.out()).unwrap();
    assert_eq!((&document["name"], &document["error"]["exit_code"]), (&json!("Tom"), &json!(4)));
}

#[test]
fn the_quiet_exit_prints_nothing() {
    for format in Format::ALL {
        let (ui, captured) = ui(piped(format));
        ui.error(&OutputError::Closed.into_command_error());
        ui.finish().unwrap();
        assert_eq!((captured.out(), captured.err()), (String::new(), String::new()));
    }
}

#[test]
fn labels_have_colour_and_words() {
    for (color, coloured) in [(ColorChoice::Auto, true), (ColorChoice::Never, false)] {
        let (ui, captured) = ui(UiOptions { color, ..colourful() });
        ui.warn("w");
        ui.error(&failure());
        assert_eq!(captured.err().contains("\x1b[3"), coloured, "{color}");
        let plain = console::strip_ansi_codes(&captured.err()).into_owned();
        assert!(plain.starts_with("warning: w\nerror: no tenant"), "{plain}");
    }
}
