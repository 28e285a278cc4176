//! The README's picture: what the demo's commands show at a terminal of 80 columns, as SVG. `make picture` draws it anew.

use super::screen::{Letter, Screen};
use super::transcript::sampled;
use crate::support::World;
use crate::support::pty::Pty;
use std::fmt::Write;

const COMMANDS: [&str; 4] = [
    "provision --tenant-id acme-corp --region us-east-1",
    "seed --tenant-id acme-corp --include-mock-data",
    "list",
    "migrate status",
];

/// The width of a letter and the height of a line, in pixels.
const LETTER: (f64, f64) = (8.4, 19.0);
const MARGIN: f64 = 16.0;
const COLUMNS: usize = 80;

#[test]
fn the_picture_shows_what_the_demo_shows() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/.github/demo.svg");
    let drawn = picture();
    assert!(!drawn.contains("/tmp/") && drawn.contains("acme-corp"), "{drawn}");
    if std::env::var_os("TENANTCTL_TEST_UPDATE").is_some() {
        std::fs::write(file, &drawn).expect("written");
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    let other = kept.lines().zip(drawn.lines()).find(|(kept, drawn)| kept != drawn);
    assert!(kept == drawn, "make picture: {other:?}");
}

fn picture() -> String {
    let world = World::with_usual_state();
    let mut lines: Vec<Vec<Letter>> = Vec::new();
    for command in COMMANDS {
        let arguments: Vec<&str> = command.split(' ').collect();
        let (said, code) = Pty::start(&world, &arguments, &[]).ends();
        assert_eq!(code, 0, "{said}");
        let said = said.replace(&*world.state().to_string_lossy(), "/var/lib/tenantctl");
        let prompt = format!("\u{1b}[1m$ tenantctl {command}\u{1b}[0m\n");
        lines.extend(Screen::show(&(prompt + &said)).into_iter().map(|line| steady(&line)));
        lines.push(Vec::new());
    }
    lines.pop();
    svg(&lines)
}

/// Puts samples for what is another at each run; they are as long, or end the line.
fn steady(line: &[Letter]) -> Vec<Letter> {
    let text: String = line.iter().map(|(letter, _)| *letter).collect();
    let style = |at: usize| line.get(at).map(|(_, style)| style.clone()).unwrap_or_default();
    sampled(text.trim_end()).chars().enumerate().map(|(at, letter)| (letter, style(at))).collect()
}

fn svg(lines: &[Vec<Letter>]) -> String {
    let count = |n: usize| f64::from(u32::try_from(n).expect("few"));
    let width = 2.0 * MARGIN + LETTER.0 * count(COLUMNS);
    let height = 2.0 * MARGIN + LETTER.1 * count(lines.len());
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\">\n\
         <title>tenantctl at a terminal</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>\n\
         <g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,monospace\" font-size=\"14\" fill=\"#d7dae0\" \
         xml:space=\"preserve\">\n"
    );
    for (row, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let y = MARGIN + LETTER.1 * (count(row) + 0.75);
        let _ = write!(svg, "<text x=\"{MARGIN:.0}\" y=\"{y:.1}\">");
        for part in line.chunk_by(|one, other| one.1 == other.1) {
            let text: String = part.iter().map(|(letter, _)| escaped(*letter)).collect();
            let _ = match look(&part[0].1) {
                look if look.is_empty() => write!(svg, "{text}"),
                look => write!(svg, "<tspan {look}>{text}</tspan>"),
            };
        }
        svg += "</text>\n";
    }
    svg + "</g>\n</svg>\n"
}

fn look(style: &[u8]) -> String {
    let looks = style.iter().filter_map(|code| {
        Some(match code {
            1 => "font-weight=\"bold\"",
            2 => "fill-opacity=\"0.6\"",
            31 => "fill=\"#f47067\"",
            32 => "fill=\"#6bc46d\"",
            33 => "fill=\"#daaa3f\"",
            36 => "fill=\"#56b6c2\"",
            _ => return None,
        })
    });
    looks.collect::<Vec<_>>().join(" ")
}

fn escaped(letter: char) -> String {
    match letter {
        '<' => "&lt;".to_owned(),
        '&' => "&amp;".to_owned(),
        // Blanks that end or begin a part are kept so by every viewer.
        ' ' => "\u{a0}".to_owned(),
        other => other.to_string(),
    }
}
