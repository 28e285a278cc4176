//! Lists in each format, long ones, and those that end in an error.

use crate::error::{CommandError, ErrorKind};
use crate::output::testing::{BIRD, CAT, Failing, Pet, colourful, piped, ui};
use crate::output::{Format, Listing, OutputError, Ui, UiOptions};
use serde_json::{Value, json};
use std::io;

fn listed(options: UiOptions, pets: &[Pet]) -> String {
    let (ui, captured) = ui(options);
    ui.show_list(pets).unwrap();
    ui.finish().unwrap();
    captured.out()
}

#[test]
fn a_list_in_each_format() {
    let json = "{\n  \"items\": [\n    {\n      \"name\": \"Tom\",\n      \"legs\": 4\n    },\n    \
                {\n      \"name\": \"=Tweety\\u009b\",\n      \"legs\": 2\n    }\n  ]\n}\n";
    let ndjson = "{\"name\":\"Tom\",\"legs\":4}\n{\"name\":\"=Tweety\\u009b\",\"legs\":2}\n";
    let table = "NAME           NUMBER OF LEGS\nTom            4\n=Tweety\\u{9b}  2\n";
    let cases = [
        (Format::Table, table),
        (Format::Json, json),
        (Format::Ndjson, ndjson),
        (Format::Csv, "name,number_of_legs\nTom,4\n'=Tweety\u{9b},2\n"),
    ];
    for (format, expected) in cases {
        assert_eq!(listed(piped(format), &[CAT, BIRD]), expected, "{format}");
    }
}

#[test]
fn an_empty_list_has_its_header_and_its_shape() {
    let cases = [
        (Format::Table, "NAME  NUMBER OF LEGS\n"),
        (Format::Json, "{\n  \"items\": []\n}\n"),
        (Format::Ndjson, ""),
        (Format::Csv, "name,number_of_legs\n"),
    ];
    for (format, expected) in cases {
        assert_eq!(listed(piped(format), &[]), expected, "{format}");
    }
}

#[test]
fn nothing_that_acts_reaches_a_terminal_in_any_format() {
    for format in Format::ALL {
        let text = listed(UiOptions { format, ..colourful() }, &[BIRD]);
        assert!(!text.contains('\u{9b}'), "{format}: {text:?}");
    }
}

#[test]
fn columns_and_order_are_chosen_by_name() {
    let with = |format, columns: &[&str], sort: Option<&str>| {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        let listing = Listing { columns, sort: sort.map(str::to_owned) };
        UiOptions { listing, ..piped(format) }
    };
    let pets = [CAT, BIRD, Pet { name: "Rex", legs: 10 }];
    for (options, expected) in [
        (with(Format::Table, &["number_of_legs", "name"], None), "NUMBER OF LEGS  NAME\n4               Tom\n2"),
        (with(Format::Csv, &["Name"], Some("number-of-legs")), "name\n'=Tweety\u{9b}\nTom\nRex\n"),
        (with(Format::Table, &["name"], Some("-number_of_legs")), "NAME\nRex\nTom\n"),
        (with(Format::Ndjson, &[], Some("-number_of_legs")), "{\"name\":\"Rex\",\"legs\":10}\n{\"name\":\"Tom\""),
        (with(Format::Json, &[], Some("-number_of_legs")), "{\n  \"items\": [\n    {\n      \"name\": \"Rex\""),
    ] {
        let text = listed(options, &pets);
        assert!(text.starts_with(expected), "{text}");
    }
    for (options, hint) in [
        (with(Format::Table, &["nme"], None), "did you mean name?"),
        (with(Format::Csv, &[], Some("colour")), "one of: name, number_of_legs"),
    ] {
        let (ui, _) = ui(options);
        let error = ui.show_list(&pets).unwrap_err().into_command_error();
        assert_eq!((error.kind(), error.hints()[0].as_str()), (ErrorKind::Usage, hint));
    }
    let (ui, _) = ui(with(Format::Json, &["name"], None));
    assert!(matches!(ui.show_list(&pets), Err(OutputError::NoColumns)));
}

#[test]
fn csv_quotes_what_it_must() {
    let pet = Pet { name: "a,\"b\"\nc", legs: 1 };
    assert_eq!(listed(piped(Format::Csv), &[pet]), "name,number_of_legs\n\"a,\"\"b\"\"\nc\",1\n");
}

#[test]
fn a_long_list_is_written_while_it_comes() {
    for format in Format::ALL {
        let (ui, captured) = ui(piped(format));
        let mut list = ui.list_writer::<Pet>().unwrap();
        for _ in 0..5_000 {
            list.push(&CAT).unwrap();
        }
        let before = captured.out().len();
        list.finish().unwrap();
        ui.finish().unwrap();
        let text = captured.out();
        assert!(text.len() - before < 8_192 && before > 0, "{format}: {before}");
        assert_eq!(text.matches("Tom").count(), 5_000, "{format}");
        if format == Format::Json {
            let document: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(document["items"].as_array().map(Vec::len), Some(5_000));
        }
    }
}

#[test]
fn an_error_goes_into_the_list_that_was_begun() {
    let error = CommandError::new(ErrorKind::Unavailable, "lost the connection");
    for rows in [0, 1, 2] {
        for finished in [true, false] {
            let (ui, captured) = ui(piped(Format::Json));
            let mut list = ui.list_writer::<Pet>().unwrap();
            for _ in 0..rows {
                list.push(&CAT).unwrap();
            }
            if finished {
                list.finish().unwrap()
            } else {
                drop(list)
            }
            ui.error(&error);
            ui.finish().unwrap();
            let text = captured.out();
            let document: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(document["items"].as_array().map(Vec::len), Some(rows));
            assert_eq!(document["error"]["code"], json!("unavailable"));
            assert!(text.ends_with("}\n"));
        }
    }
}

#[test]
fn rows_held_back_are_written_when_an_error_comes_between() {
    for format in [Format::Table, Format::Csv] {
        let (ui, captured) = ui(piped(format));
        let mut list = ui.list_writer::<Pet>().unwrap();
        list.push(&CAT).unwrap();
        drop(list);
        assert!(captured.out().contains("Tom"), "{format}");
    }
}

#[test]
fn a_reader_that_has_gone_stops_the_list() {
    for format in Format::ALL {
        let sink = Box::new(Failing { kind: io::ErrorKind::BrokenPipe, left: 3 });
        let ui = Ui::with_writers(piped(format), sink, Box::new(io::sink()));
        let mut list = ui.list_writer::<Pet>().unwrap();
        let stopped = (0..10_000).find_map(|_| list.push(&CAT).err());
        assert!(matches!(stopped, Some(OutputError::Closed)), "{format}: {stopped:?}");
        drop(list);
        ui.show_list([CAT]).err();
        ui.finish().unwrap();
    }
}
