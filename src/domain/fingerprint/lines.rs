//! Which lines of two texts differ.

/// Longest middle part that is compared line by line; more is shown as taken away and put in.
const MOST: usize = 400;

/// A line of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    /// In the first text only.
    Old(&'a str),
    /// In the second text only.
    New(&'a str),
    /// So many lines that are in both.
    Same(usize),
}

/// Compares two texts line by line; what is in both is only counted.
pub fn changed_lines<'a>(old: &'a str, new: &'a str) -> Vec<Line<'a>> {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let middle_a = rest_a.get(..rest_a.len() - tail).unwrap_or_default();
    let middle_b = rest_b.get(..rest_b.len() - tail).unwrap_or_default();
    let mut found = Vec::new();
    same(&mut found, head);
    if middle_a.len() > MOST || middle_b.len() > MOST {
        found.extend(middle_a.iter().map(|line| Line::Old(line)));
        found.extend(middle_b.iter().map(|line| Line::New(line)));
    } else {
        walk(&mut found, middle_a, middle_b);
    }
    same(&mut found, tail);
    found
}

/// By the table of longest common subsequences, from its beginning.
fn walk<'a>(found: &mut Vec<Line<'a>>, a: &[&'a str], b: &[&'a str]) {
    let width = b.len() + 1;
    let mut longest = vec![0_usize; (a.len() + 1) * width];
    let at = |table: &[usize], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            let best = match x == y {
                true => at(&longest, i + 1, j + 1) + 1,
                false => at(&longest, i + 1, j).max(at(&longest, i, j + 1)),
            };
            if let Some(cell) = longest.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x == y => {
                same(found, 1);
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), y) if y.is_none() || at(&longest, i + 1, j) >= at(&longest, i, j + 1) => {
                found.push(Line::Old(x));
                i += 1;
            }
            (_, Some(y)) => {
                found.push(Line::New(y));
                j += 1;
            }
            _ => return,
        }
    }
}

fn same(found: &mut Vec<Line<'_>>, count: usize) {
    match found.last_mut() {
        _ if count == 0 => {}
        Some(Line::Same(before)) => *before += count,
        _ => found.push(Line::Same(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, changed_lines};

    #[test]
    fn compares_line_by_line() {
        use Line::{New, Old, Same};
        for (old, new, expected) in [
            ("", "", vec![]),
            ("a", "a", vec![Same(1)]),
            ("a", "b", vec![Old("a"), New("b")]),
            ("", "a", vec![New("a")]),
            ("a\nb\nc", "a\nx\nc", vec![Same(1), Old("b"), New("x"), Same(1)]),
            ("a\nb\nc\nd", "b\nc\ne", vec![Old("a"), Same(2), Old("d"), New("e")]),
            ("a\na\na", "a\na", vec![Same(2), Old("a")]),
        ] {
            assert_eq!(changed_lines(old, new), expected, "{old:?} {new:?}");
        }
    }

    #[test]
    fn long_texts_are_bounded() {
        let text = |word: &str| (0..2_000).map(|n| format!("{word} {n}\n")).collect::<String>();
        assert_eq!(changed_lines(&text("a"), &text("b")).len(), 4_000);
    }
}
