//! What tables look like.

use super::{Layout, Pages};
use crate::output::{Cell, Tone};

const PIPE: Layout = Layout { width: None, colour: false, now: None };

fn table(layout: Layout, headers: &[&str], rows: Vec<Vec<Cell>>) -> String {
    let mut pages = Pages::new(layout, headers);
    let mut text: String = rows.into_iter().filter_map(|row| pages.push(row)).collect();
    text.extend(pages.finish());
    text
}

fn cells(texts: &[&str]) -> Vec<Cell> {
    texts.iter().map(|text| Cell::new(*text)).collect()
}

#[test]
fn in_a_pipe_columns_have_two_spaces_and_lines_no_end() {
    let rows = vec![cells(&["acme-corp", "active", ""]), cells(&["日本", "x", "us-east-1"])];
    let expected = "TENANT     STATUS  REGION\n\
                    acme-corp  active  -\n\
                    日本       x       us-east-1\n";
    assert_eq!(table(PIPE, &["Tenant", "Status", "Region"], rows), expected);
}

#[test]
fn in_a_pipe_nothing_is_folded_and_a_long_cell_moves_only_its_line() {
    let long = "x".repeat(70_000);
    let mut rows = vec![cells(&["a", "b"]); Pages::PAGE];
    rows.push(cells(&[&long, "b"]));
    rows.push(cells(&["c", "d"]));
    let text = table(PIPE, &["One", "Two"], rows);
    let tail: Vec<&str> = text.lines().skip(Pages::PAGE + 1).collect();
    assert_eq!(tail, [&format!("{long}  b"), "c    d"]);
}

#[test]
fn a_terminal_folds_the_widest_columns_first() {
    let layout = Layout { width: Some(60), colour: false, now: None };
    let rows = vec![cells(&["acme-corp", &"word ".repeat(30)])];
    let text = table(layout, &["Tenant", "Note"], rows);
    assert!(text.starts_with("TENANT     NOTE\nacme-corp  word word"), "{text}");
    assert!(text.lines().count() > 3, "{text}");
    for line in text.lines() {
        assert!(line.chars().count() <= 60, "{line}");
        assert_eq!(line, line.trim_end());
    }
}

#[test]
fn a_terminal_takes_the_widths_from_the_first_page() {
    let layout = Layout { width: Some(80), colour: false, now: None };
    let mut pages = Pages::new(layout, &["One", "Two"]);
    let first = (0..Pages::PAGE).filter_map(|_| pages.push(cells(&["1234567890", "b"])));
    assert_eq!(first.count(), 1, "one page, written when it is full");
    assert_eq!(pages.push(cells(&["c", "d"])).as_deref(), Some("c           d\n"));
    let moved = pages.push(cells(&["12345678901234", "d"]));
    assert_eq!(moved.as_deref(), Some("12345678901234  d\n"), "it fits, so it is not folded");
    let folded = pages.push(cells(&[&"x".repeat(80), "id-1"])).unwrap_or_default();
    assert_eq!(folded, format!("{}  id-1\n{}\n", "x".repeat(74), "x".repeat(6)));
    assert_eq!(pages.finish(), None);
}

#[test]
fn many_columns_are_never_folded_to_single_letters() {
    let layout = Layout { width: Some(60), colour: false, now: None };
    let row: Vec<Cell> = (0..20).map(|_| Cell::new("12345678")).collect();
    let text = table(layout, &["H"; 20], vec![row]);
    assert_eq!(text.lines().count(), 2, "{text}");
}

#[test]
fn a_cell_of_any_length_is_no_panic_in_a_terminal() {
    let layout = Layout { width: Some(80), colour: true, now: None };
    let text = table(layout, &["A", "B"], vec![cells(&[&"y".repeat(70_000), "b"])]);
    assert!(text.lines().count() > 800);
}

#[test]
fn data_is_escaped_in_every_layout() {
    for width in [None, Some(80)] {
        let layout = Layout { width, colour: false, now: None };
        let text = table(layout, &["A"], vec![cells(&["a\x1b[2J\nb\u{202e}"])]);
        assert_eq!(text, "A\na\\x1b[2J\\nb\\u{202e}\n");
    }
}

#[test]
fn colour_is_added_to_the_words_and_to_nothing_else() {
    for width in [None, Some(80)] {
        let row = || vec![Cell::toned("active", Tone::Good), Cell::toned("gone", Tone::Bad)];
        let plain = table(Layout { width, colour: false, now: None }, &["A", "B"], vec![row()]);
        let coloured = table(Layout { width, colour: true, now: None }, &["A", "B"], vec![row()]);
        assert_eq!(plain, "A       B\nactive  gone\n");
        assert_ne!(coloured, plain);
        assert_eq!(console::strip_ansi_codes(&coloured), plain);
        assert!(coloured.contains("active\u{1b}["), "only the word: {coloured:?}");
    }
}

#[test]
fn one_record_is_a_line_for_each_value() {
    let pairs = || [("Tenant", Cell::new("acme-corp")), ("Created at", Cell::none()), ("Region", Cell::new("x"))];
    let text = PIPE.pairs(pairs().into_iter());
    assert_eq!(text, "Tenant:  acme-corp\nRegion:  x\n");
    let terminal = Layout { width: Some(80), colour: false, now: None };
    assert_eq!(terminal.pairs(pairs().into_iter()), text);
}
