//! Tables: folded to the terminal's width there, untouched columns in a pipe.

use super::ago::relative;
use super::record::{Cell, Tone};
use super::sanitize::sanitize;
use chrono::{DateTime, Utc};
use comfy_table::{ColumnConstraint, ContentArrangement, ContentLineStyle, Table, Width, presets};
use console::{Style, measure_text_width};

/// Between two columns.
const GAP: usize = 2;
/// Marks the columns in comfy-table's lines; escaped data never has it.
const BOUNDARY: char = '\0';
/// A column is not folded below this.
const NARROWEST_COLUMN: usize = 8;

/// How to lay out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// The terminal's width; none in a pipe.
    pub(super) width: Option<u16>,
    pub(super) colour: bool,
    /// The present, where times are told as how long ago they were.
    pub(super) now: Option<DateTime<Utc>>,
}

impl Layout {
    /// Returns the names and values of one record, a line each; what has no value has no line.
    pub(super) fn pairs<'a>(self, pairs: impl Iterator<Item = (&'a str, Cell)>) -> String {
        let name = |name: &str| Cell::toned(format!("{name}:"), Tone::Heading);
        let told = |value: Cell| match self.told(&value) {
            Some(ago) => Cell { text: format!("{} ({ago})", value.text), ..value },
            None => value,
        };
        let pair = |(heading, value)| shown(vec![name(heading), told(value)]);
        let rows: Vec<_> = pairs.filter(|(_, value)| !value.text.is_empty()).map(pair).collect();
        self.lay_out_all(rows).1
    }

    /// Returns how long ago a cell's time was, if it is one and that is to be told.
    fn told(self, cell: &Cell) -> Option<String> {
        self.now.filter(|_| cell.is_time).and_then(|now| relative(&cell.text, now))
    }

    /// Returns the widths for `rows`, at least `floor`, so that they fit into the terminal.
    fn widths(self, rows: &[Vec<Cell>], floor: &[usize]) -> Vec<usize> {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width_of = |row: &Vec<Cell>, at| row.get(at).map_or(0, width);
        let widest = |at| rows.iter().map(|row| width_of(row, at)).max().unwrap_or(0);
        let floor = |at| floor.get(at).copied().unwrap_or(0);
        let mut widths: Vec<usize> = (0..columns).map(|at| widest(at).max(floor(at))).collect();
        if let Some(available) = self.width {
            let available = usize::from(available).saturating_sub(GAP * columns.saturating_sub(1));
            let cap = fitting_cap(&widths, available);
            widths.iter_mut().for_each(|width| *width = cap.min(*width));
        }
        widths
    }

    fn lay_out_all(self, rows: Vec<Vec<Cell>>) -> (Vec<usize>, String) {
        let widths = self.widths(&rows, &[]);
        let text = rows.into_iter().map(|row| self.lay_out(row, &widths)).collect();
        (widths, text)
    }

    /// Lays out a row. In a terminal one with a longer cell moves its own columns as far as
    /// there is room, and is folded after that.
    fn lay_out(self, row: Vec<Cell>, widths: &[usize]) -> String {
        if self.width.is_none() {
            return self.line(&row, widths);
        }
        let rows = [row];
        let widths = self.widths(&rows, widths);
        let [row] = rows;
        if row.iter().zip(&widths).all(|(cell, column)| width(cell) <= *column) {
            return self.line(&row, &widths);
        }
        folded(&row, &widths).iter().map(|row| self.line(row, &widths)).collect()
    }

    /// Pads each cell to its column's width; a longer one only moves its own line.
    fn line(self, row: &[Cell], widths: &[usize]) -> String {
        let mut line = String::new();
        let mut missing = 0;
        for (cell, column) in row.iter().zip(widths) {
            if !cell.text.is_empty() {
                line.extend(std::iter::repeat_n(' ', missing));
                line += &self.paint(cell);
                missing = 0;
            }
            missing += column.saturating_sub(width(cell)) + GAP;
        }
        line + "\n"
    }

    fn paint(self, cell: &Cell) -> String {
        let style = Style::new().force_styling(self.colour);
        let style = match cell.tone {
            Tone::Plain => return cell.text.clone(),
            Tone::Good => style.green(),
            Tone::Warn => style.yellow(),
            Tone::Bad => style.red(),
            Tone::Dim => style.dim(),
            Tone::Heading => style.bold(),
        };
        style.apply_to(&cell.text).to_string()
    }
}

/// Folds what is too long for its column; returns the lines.
///
/// Colour is added later: comfy-table only has what it takes for a terminal's, and crossterm
/// below it reads `NO_COLOR`, which `--color always` overrules.
fn folded(row: &[Cell], widths: &[usize]) -> Vec<Vec<Cell>> {
    let mut table = Table::new();
    let between = ContentLineStyle::none().junction(BOUNDARY);
    table.load_style(presets::NOTHING.content_lines(between)).force_no_tty();
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(u16::MAX);
    table.add_row(row.iter().map(|cell| &cell.text));
    for (column, width) in table.column_iter_mut().zip(widths) {
        let width = Width::Fixed(u16::try_from(*width).unwrap_or(u16::MAX));
        column.set_padding((0, 0)).set_constraint(ColumnConstraint::Absolute(width));
    }
    let toned = |(part, cell): (&str, &Cell)| Cell::toned(part.trim_end(), cell.tone);
    table.lines().map(|line| line.split(BOUNDARY).zip(row).map(toned).collect()).collect()
}

fn width(cell: &Cell) -> usize {
    measure_text_width(&cell.text)
}

/// Returns the greatest width for which the columns fit; narrow columns keep their own.
fn fitting_cap(widths: &[usize], available: usize) -> usize {
    let fits = |cap: &usize| widths.iter().map(|width| (*width).min(*cap)).sum::<usize>() <= available;
    (NARROWEST_COLUMN..=available).rev().find(fits).unwrap_or(NARROWEST_COLUMN)
}

/// Makes cells fit to be shown: nothing that acts on a terminal, no column without a word.
fn shown(cells: Vec<Cell>) -> Vec<Cell> {
    let show = |cell: Cell| match sanitize(&cell.text) {
        text if text.trim().is_empty() => Cell::toned("-", Tone::Dim),
        text => Cell::toned(text.trim_end(), cell.tone),
    };
    cells.into_iter().map(show).collect()
}

/// A table of any length: the first page decides the widths, later rows follow one by one.
pub(super) struct Pages {
    layout: Layout,
    page: Vec<Vec<Cell>>,
    widths: Option<Vec<usize>>,
}

impl Pages {
    /// How many rows are looked at before the widths are fixed.
    pub(super) const PAGE: usize = 100;

    pub(super) fn new(layout: Layout, headers: &[&str]) -> Self {
        let heading = |name: &&str| Cell::toned(name.to_uppercase(), Tone::Heading);
        let header = shown(headers.iter().map(heading).collect());
        Self { layout, page: vec![header], widths: None }
    }

    /// Takes a row; returns the text to write now, if any.
    pub(super) fn push(&mut self, row: Vec<Cell>) -> Option<String> {
        let layout = self.layout;
        let told = |cell: Cell| match layout.told(&cell) {
            Some(text) => Cell { text, ..cell },
            None => cell,
        };
        let row = shown(row.into_iter().map(told).collect());
        if let Some(widths) = &self.widths {
            return Some(self.layout.lay_out(row, widths));
        }
        self.page.push(row);
        (self.page.len() > Self::PAGE).then(|| self.write_page())
    }

    /// Returns what is still held back.
    pub(super) fn finish(&mut self) -> Option<String> {
        self.widths.is_none().then(|| self.write_page())
    }

    fn write_page(&mut self) -> String {
        let (widths, text) = self.layout.lay_out_all(std::mem::take(&mut self.page));
        self.widths = Some(widths);
        text
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
