//! Transcripts in Markdown: a fenced block `console`, whose lines with `$ ` are calls and the others what they said.
//! `…` on a line of its own stands for any lines; a blank line between two calls belongs to neither.

/// A call, and what it said.
pub(super) struct Call {
    pub(super) line: String,
    pub(super) said: String,
}

/// Each block `console` with the heading before it.
fn blocks() -> Vec<(String, Vec<Call>)> {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the README");
    let (mut blocks, mut heading, mut inside, mut continued) = (Vec::new(), String::new(), false, false);
    for line in readme.lines() {
        if let Some(text) = line.strip_prefix("## ").filter(|_| !inside) {
            heading = text.to_owned();
        } else if line.starts_with("```") {
            inside = line == "```console";
            if inside {
                blocks.push((heading.clone(), Vec::<Call>::new()));
            }
        } else if inside {
            let (_, calls) = blocks.last_mut().expect("a block");
            let text = line.strip_prefix("$ ").filter(|_| !continued);
            match (text, calls.last_mut()) {
                (Some(text), _) => calls.push(Call { line: text.to_owned(), said: String::new() }),
                (None, Some(call)) if continued => call.line += &format!(" {}", line.trim_start()),
                (None, Some(call)) => call.said += &format!("{line}\n"),
                (None, None) => panic!("a transcript begins with a call: {line}"),
            }
            let call = calls.last_mut().expect("a call");
            continued = (text.is_some() || continued) && call.line.ends_with('\\');
            if continued {
                call.line.pop();
            }
        }
    }
    blocks
}

/// The blocks that show what was said.
pub(super) fn transcripts() -> Vec<(String, Vec<Call>)> {
    blocks().into_iter().filter(|(_, calls)| calls.iter().any(|call| !call.said.trim().is_empty())).collect()
}

/// The calls of all blocks.
pub(super) fn calls() -> Vec<String> {
    blocks().into_iter().flat_map(|(_, calls)| calls).map(|call| call.line).collect()
}

/// Splits at blanks that aren't in quotes.
pub(super) fn words(call: &str) -> Vec<String> {
    let parts = call.split(['"', '\'']).zip([false, true].into_iter().cycle());
    let joined: String =
        parts.map(|(part, quoted)| if quoted { part.replace(' ', "\0") } else { part.to_owned() }).collect();
    joined.split_whitespace().map(|word| word.replace('\0', " ")).collect()
}

/// Returns the first line of the README that isn't said, or the first that is said and isn't in the README.
pub(super) fn unlike(written: &[String], said: &[String]) -> Option<String> {
    let mut said = said.iter().peekable();
    let mut any = false;
    for line in written {
        if line == "…" {
            any = true;
            continue;
        }
        let found = if any { said.by_ref().any(|said| said == line) } else { said.next() == Some(line) };
        if !found {
            return Some(line.clone());
        }
        any = false;
    }
    said.next().filter(|_| !any).map(|line| format!("nothing like {line}"))
}

/// Returns the lines without what is another at each run: uuids, names made of them, times, durations, versions of
/// PostgreSQL, hosts, ports and references of projects.
pub(super) fn plain(text: &str) -> Vec<String> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(plain_line).collect()
}

fn plain_line(line: &str) -> String {
    let plain = sampled(line);
    // A name that was replaced by one of another length moves nothing but its own line.
    let host = plain.find('@').and_then(|at| Some((at, at + plain[at..].find('/')?)));
    match host {
        Some((from, to)) if plain.contains("://") => format!("{}@HOST{}", &plain[..from], &plain[to..]),
        _ => plain,
    }
}

/// Puts the same sample for whatever is another at each run.
pub(super) fn sampled(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, stands) = SHAPES
            .iter()
            .find_map(|(shape, stands)| Some((shaped(rest, shape)?, *stands)))
            .unwrap_or((first.len_utf8(), &rest[..first.len_utf8()]));
        plain += stands;
        rest = &rest[length..];
    }
    plain
}

/// What changes, and what stands for it: `d` is a digit, `h` a hexadecimal one, `a` a small letter, `+` more of the one
/// before, and anything else itself.
const SHAPES: [(&str, &str); 8] = [
    ("hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh", "d4f2b0ca-510d-4599-b119-bcf4d23e35e1"),
    ("_hhhhhhhhhhhh", "_bcf4d23e35e1"),
    ("dddd-dd-ddTdd:dd:ddZ", "2026-11-24T10:57:19Z"),
    ("d+ s ago", "2 s ago"),
    ("d+ min ago", "2 s ago"),
    (" d+.dd s", " 0.30 s"),
    ("PostgreSQL d+", "PostgreSQL 15"),
    ("postgres.aaaaaaaaaaaaaaaaaaaa", "postgres.mczomcvwmfbxsevvtxmf"),
];

/// Returns how many bytes of the text have the shape.
fn shaped(text: &str, shape: &str) -> Option<usize> {
    let mut at = 0;
    let mut wanted = shape.chars().peekable();
    let fits = |kind: char, found: char| match kind {
        'd' => found.is_ascii_digit(),
        'h' => found.is_ascii_digit() || ('a'..='f').contains(&found),
        'a' => found.is_ascii_lowercase(),
        other => found == other,
    };
    // Literal words have letters that are no kinds: capitals decide.
    let literal = shape.starts_with("PostgreSQL") || shape.starts_with("postgres.");
    let words = if literal { shape.find([' ', '.']).map_or(0, |end| end + 1) } else { 0 };
    let mut position = 0;
    while let Some(kind) = wanted.next() {
        let found = text[at..].chars().next()?;
        let good = if position < words { found == kind } else { fits(kind, found) };
        if !good {
            return None;
        }
        at += found.len_utf8();
        position += kind.len_utf8();
        if wanted.next_if_eq(&'+').is_some() {
            position += 1;
            at += text[at..].chars().take_while(|c| fits(kind, *c)).map(char::len_utf8).sum::<usize>();
        }
    }
    Some(at)
}
