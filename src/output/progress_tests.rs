//! When there are bars, lines or nothing.

use super::{Mode, Progress, Unit, write_lines};
use crate::output::testing::{colourful, piped, ui};
use crate::output::{Format, TenantLine, Terminal, UiOptions};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

#[test]
fn bars_need_a_terminal_on_stderr_and_nobody_against_them() {
    let dumb = Terminal { dumb: true, ..colourful().terminal };
    let cases = [
        (colourful(), Mode::Bars),
        (UiOptions { format: Format::Json, ..colourful() }, Mode::Bars),
        (UiOptions { format: Format::Ndjson, ..colourful() }, Mode::Lines),
        (UiOptions { quiet: true, ..colourful() }, Mode::Silent),
        (UiOptions { quiet: true, ..piped(Format::Ndjson) }, Mode::Silent),
        (UiOptions { terminal: dumb, ..UiOptions::default() }, Mode::Lines),
        (piped(Format::Table), Mode::Lines),
    ];
    for (options, expected) in cases {
        assert_eq!(Mode::of(&options), expected, "{options:?}");
    }
}

#[test]
fn without_a_terminal_a_line_comes_now_and_then() {
    let (ui, captured) = ui(piped(Format::Table));
    let stderr = Arc::clone(&ui.stderr);
    let pause = Duration::from_millis(20);
    let progress = Progress::start(stderr, Some(3), "migrating\x1b[2J", move |stderr, bar, stop| {
        write_lines(stderr, bar, stop, pause, Unit::Parts);
    });
    progress.inc(2);
    sleep(pause * 10);
    progress.finish();
    let lines = captured.err();
    assert!(lines.lines().count() >= 2, "{lines}");
    assert!(lines.ends_with("migrating\\x1b[2J: 2/3, 0 s\n"), "{lines}");
    sleep(pause * 3);
    assert_eq!(captured.err(), lines, "nothing after the end");
}

#[test]
fn short_work_is_not_shown() {
    for options in [piped(Format::Table), colourful(), UiOptions { quiet: true, ..colourful() }] {
        let (ui, captured) = ui(options);
        let spinner = ui.spinner("working");
        spinner.set_message("still working");
        ui.bar(2, "parts").finish();
        spinner.finish();
        assert_eq!(captured.err(), "");
    }
}

#[test]
fn without_a_terminal_each_tenant_gets_a_line() {
    let quiet = UiOptions { quiet: true, ..piped(Format::Table) };
    let dumb = Terminal { dumb: true, ..colourful().terminal };
    let cases = [
        (piped(Format::Table), "1/2 acme 3 applied 0.2s\n2/2 beta failed 1.0s: no\n"),
        (piped(Format::Json), "1/2 acme 3 applied 0.2s\n2/2 beta failed 1.0s: no\n"),
        (UiOptions { terminal: dumb, ..UiOptions::default() }, "1/2 acme 3 applied 0.2s\n2/2 beta failed 1.0s: no\n"),
        (piped(Format::Ndjson), "beta: no\n"),
        (colourful(), "beta: no\n"),
        (quiet, ""),
    ];
    for (options, expected) in cases {
        for (all, expected) in [(2, expected), (1, "")] {
            let (ui, captured) = ui(options.clone());
            let bar = ui.bar(all, "migrating");
            let line = |tenant, words, error, ms| {
                let duration = Duration::from_millis(ms);
                bar.tenant_done(&TenantLine { tenant, words, error, duration });
            };
            line("acme", "3 applied", None, 200);
            if all > 1 {
                line("beta", "failed", Some("no"), 1000);
            }
            bar.finish();
            assert_eq!(captured.err(), expected, "{options:?}");
        }
    }
}

#[test]
fn a_message_may_be_written_while_bars_are_held_back() {
    let (ui, captured) = ui(colourful());
    let result = ui.suspend(|| {
        ui.note("inside");
        ui.suspend(|| 7)
    });
    assert_eq!((result, captured.err().as_str()), (7, "inside\n"));
}
