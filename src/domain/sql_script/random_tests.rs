//! Random scripts, split.

use super::{concurrent_index_name, forbidden, line_column, needs_no_transaction, split};

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("a small number")
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// Whole tokens, each with something in it that looks like an end.
const TOKENS: &[&str] = &[
    "select",
    "a$b$c",
    "é",
    "1",
    "+",
    ",",
    "'a;''b'",
    "E'\\';'",
    "e'\\\\'",
    "x '\\'",
    "U&'\\;'",
    "\"a;\"\"'\"",
    "$$;'$$",
    "$t$ $$;$$ $t$",
    "$1",
    "( ; )",
    "( (;) ')' ; )",
    "case",
    "end_",
    "'--'",
    "\"/*\"",
    "$é$;\"$é$",
    "E'a'\n'\\';'",
];
const STARTS: &[&str] = &[
    "word",
    "create or replace function f() begin atomic; select case 1 when 1 then 2 end; end",
    "create procedure a$b$c() begin/**/atomic end",
];
const BLANKS: &[&str] = &[" ", "\n", "\r\n", "\t", " /* ; /* ' */ */ ", " -- ; ' $$ /*\n", "/**/"];

#[test]
fn puts_random_statements_apart_again() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for round in 0..2000 {
        let mut script = String::from(random.pick(&["", "\u{feff}"]));
        let mut expected = Vec::new();
        for _ in 0..random.below(6) {
            script += random.pick(BLANKS);
            let start = script.len();
            script += random.pick(STARTS);
            for _ in 0..random.below(8) {
                script += random.pick(BLANKS);
                script += random.pick(TOKENS);
            }
            expected.push((start, script[start..].to_owned()));
            script += random.pick(BLANKS);
            script += random.pick(&[";", ";;", "; ;"]);
        }
        script += random.pick(BLANKS);
        let statements = split(&script).expect(&script);
        let found: Vec<_> = statements.iter().map(|s| (s.offset, s.text.to_owned())).collect();
        assert_eq!(found, expected, "round {round}: {script:?}");
        for s in &statements {
            assert_eq!(s.place(), line_column(&script, s.offset), "round {round}: {script:?}");
        }
    }
}

#[test]
fn reads_any_text_without_a_panic() {
    const SHREDS: &[&str] = &[
        "'",
        "\"",
        "$",
        "$a$",
        "E'",
        "U&\"",
        "U&'",
        "\\",
        "/*",
        "*/",
        "--",
        "\n",
        "(",
        ")",
        ";",
        "é",
        "\u{feff}",
        "\0",
        "1",
        "begin atomic ",
        "end ",
        "set ",
        "role ",
        "create ",
        "index ",
        "concurrently ",
        "on ",
        "function ",
        "copy ",
        "from ",
        ".",
        ",",
        "=",
        "alter ",
        "subscription ",
        "uescape ",
        "reindex ",
        "cluster ",
        "\\+00",
        "\\D83D",
        "0061",
        "table ",
    ];
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20_000 {
        let script: String = (0..random.below(14)).map(|_| random.pick(SHREDS)).collect();
        let good = split(&script).is_ok();
        assert_eq!(needs_no_transaction(&script).is_ok(), good, "{script:?}");
        assert!(good || forbidden(&script).is_err(), "{script:?}");
        concurrent_index_name(&script);
    }
}
