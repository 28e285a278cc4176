//! Results in each format, and what a closed or full stdout does.

use super::Ui;
use crate::output::testing::{BIRD, CAT, Failing, Pet, piped, ui};
use crate::output::{Format, OutputError};
use serde_json::json;
use std::io;

fn shown(format: Format, show: impl Fn(&Ui) -> Result<(), OutputError>) -> String {
    let (ui, captured) = ui(piped(format));
    show(&ui).unwrap();
    ui.finish().unwrap();
    assert_eq!(captured.err(), "", "stderr is for messages");
    captured.out()
}

#[test]
fn one_record_in_each_format() {
    let cases = [
        (Format::Table, "Name:            Tom\nNumber of legs:  4\n"),
        (Format::Json, "{\n  \"name\": \"Tom\",\n  \"legs\": 4\n}\n"),
        (Format::Ndjson, "{\"name\":\"Tom\",\"legs\":4}\n"),
        (Format::Csv, "name,number_of_legs\nTom,4\n"),
    ];
    for (format, expected) in cases {
        assert_eq!(shown(format, |ui| ui.show_one(&CAT)), expected, "{format}");
    }
}

#[test]
fn events_are_lines_of_ndjson_and_nothing_elsewhere() {
    for format in Format::ALL {
        let expected = if format == Format::Ndjson { "{\"type\":\"summary\",\"ok\":1}\n" } else { "" };
        let event = json!({ "type": "summary", "ok": 1 });
        assert_eq!(shown(format, |ui| ui.event(&event)), expected, "{format}");
    }
}

#[test]
fn raw_text_is_untouched_in_each_format() {
    for format in Format::ALL {
        let text = shown(format, |ui| ui.raw("\x1b[1m#!\n").and_then(|()| ui.raw("end")));
        assert_eq!(text, "\x1b[1m#!\nend", "{format}");
    }
}

#[test]
fn an_unfinished_ui_still_writes_its_document() {
    let (ui, captured) = ui(piped(Format::Json));
    ui.show_one(&CAT).unwrap();
    assert_eq!(captured.out(), "", "held back for an error that may come");
    drop(ui);
    assert!(captured.out().ends_with("}\n"));
}

#[test]
fn a_second_document_is_refused_in_json_alone() {
    for format in Format::ALL {
        let (ui, _) = ui(piped(format));
        ui.show_one(&CAT).unwrap();
        let second = ui.show_list([&CAT]);
        assert_eq!(matches!(second, Err(OutputError::SecondDocument)), format == Format::Json, "{format}");
    }
}

#[test]
fn everything_may_be_used_by_several_tasks() {
    fn shared<T: Send + Sync>() {}
    shared::<Ui>();
    shared::<crate::output::Progress>();
    fn sent<T: Send>() {}
    sent::<crate::output::ListWriter<'static, Pet>>();
}

fn failing(format: Format, kind: io::ErrorKind) -> Ui {
    let sink = Box::new(Failing { kind, left: 0 });
    Ui::with_writers(piped(format), sink, Box::new(io::sink()))
}

#[test]
fn a_closed_stdout_is_a_success() {
    for format in Format::ALL {
        let ui = failing(format, io::ErrorKind::BrokenPipe);
        ui.event(&CAT).unwrap();
        ui.raw("x").unwrap();
        ui.finish().unwrap();
        let ui = failing(format, io::ErrorKind::BrokenPipe);
        ui.show_one(&BIRD).unwrap();
        ui.finish().unwrap();
        let ui = failing(format, io::ErrorKind::BrokenPipe);
        ui.show_list([CAT, BIRD]).unwrap();
        ui.finish().unwrap();
    }
}

#[test]
fn a_full_disk_is_a_failure() {
    for format in Format::ALL {
        let ui = failing(format, io::ErrorKind::StorageFull);
        let result = ui.show_one::<Pet>(&CAT).and_then(|()| ui.finish());
        assert!(matches!(result, Err(OutputError::Io(_))), "{format}: {result:?}");
    }
}
