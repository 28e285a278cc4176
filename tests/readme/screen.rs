//! A terminal's screen, as far as the binary uses one: what is drawn over is gone, colours stay.

/// A character and its colours: the codes of SGR that are on.
pub(super) type Letter = (char, Vec<u8>);

/// The lines of a screen.
#[derive(Default)]
pub(super) struct Screen {
    lines: Vec<Vec<Letter>>,
    row: usize,
    column: usize,
    style: Vec<u8>,
}

impl Screen {
    /// Shows a text with control sequences, and returns the lines.
    pub(super) fn show(text: &str) -> Vec<Vec<Letter>> {
        let mut screen = Self::default();
        let mut rest = text.chars();
        while let Some(letter) = rest.next() {
            match letter {
                '\u{1b}' if rest.next() == Some('[') => {
                    let mut arguments = String::new();
                    let end = rest.by_ref().find(|c| {
                        arguments.push(*c);
                        c.is_ascii_alphabetic()
                    });
                    arguments.pop();
                    screen.control(end.unwrap_or(' '), &arguments);
                }
                '\r' => screen.column = 0,
                '\n' => (screen.row, screen.column) = (screen.row + 1, 0),
                letter => screen.put(letter),
            }
        }
        while screen.lines.last().is_some_and(Vec::is_empty) {
            screen.lines.pop();
        }
        screen.lines
    }

    fn put(&mut self, letter: char) {
        while self.lines.len() <= self.row {
            self.lines.push(Vec::new());
        }
        let line = &mut self.lines[self.row];
        while line.len() <= self.column {
            line.push((' ', Vec::new()));
        }
        line[self.column] = (letter, self.style.clone());
        self.column += 1;
    }

    fn control(&mut self, end: char, arguments: &str) {
        let number = arguments.parse().unwrap_or(1);
        match end {
            'A' => self.row = self.row.saturating_sub(number),
            'B' => self.row += number,
            'G' => self.column = number - 1,
            'K' => {
                let from = if arguments == "2" { 0 } else { self.column };
                if let Some(line) = self.lines.get_mut(self.row) {
                    line.truncate(from);
                }
            }
            'J' => self.lines.truncate(self.row),
            'm' => {
                for code in arguments.split(';').map(|code| code.parse().unwrap_or(0)) {
                    match code {
                        0 => self.style.clear(),
                        code => self.style.push(code),
                    }
                }
            }
            _ => {}
        }
    }
}

#[test]
fn what_is_drawn_over_is_gone_and_colours_stay() {
    let lines = Screen::show("\u{1b}[?25l⠋ busy\r\u{1b}[2K\u{1b}[32mok\u{1b}[0m: x\r\n\u{1b}[1A\u{1b}[1By\n");
    let text = |line: &[Letter]| line.iter().map(|(letter, _)| *letter).collect::<String>();
    assert_eq!(lines.iter().map(|line| text(line)).collect::<Vec<_>>(), ["ok: x", "y"]);
    assert_eq!((&lines[0][0].1, &lines[0][2].1), (&vec![32], &vec![]));
}
