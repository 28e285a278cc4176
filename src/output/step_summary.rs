//! What a GitHub workflow shows on its page: Markdown, appended to the file that the runner names.

use super::sanitize::sanitize;
use super::ui::Ui;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// GitHub refuses files over a mebibyte; this stays far below with ten failures.
const LONGEST: usize = 500;

impl Ui {
    /// Appends a table of counts and the first failures to the step summary, if the runner asked for one. That it can't be
    /// written is only told: the run is what counts.
    pub fn step_summary(
        &self,
        file: Option<&Path>,
        title: &str,
        counts: &[(&str, i64)],
        failures: &[(String, String)],
    ) {
        let Some(file) = file.filter(|_| self.options.terminal.github) else { return };
        let text = markdown(title, counts, failures);
        let opened = OpenOptions::new().append(true).create(true).open(file);
        if let Err(error) = opened.and_then(|mut file| file.write_all(text.as_bytes())) {
            self.warn(&format!("the step summary can't be written: {error}"));
        }
    }
}

fn markdown(title: &str, counts: &[(&str, i64)], failures: &[(String, String)]) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("### {}\n\n", plain(title));
    text += &row(counts.iter().map(|(name, _)| plain(name)).collect());
    text += &row(counts.iter().map(|_| "---:".to_owned()).collect());
    text += &row(counts.iter().map(|(_, count)| count.to_string()).collect());
    if !failures.is_empty() {
        text += "\n| tenant | failure |\n| --- | --- |\n";
        text += &failures.iter().map(|(id, error)| row(vec![plain(id), plain(error)])).collect::<String>();
    }
    text + "\n"
}

/// Every character that means something in Markdown or HTML is written as its number.
fn plain(text: &str) -> String {
    let text: String = text.chars().take(LONGEST).collect();
    let mut safe = String::new();
    for character in sanitize(&text).chars() {
        match character {
            c if c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | ';' | '/' | '%' | '-') => safe.push(c),
            c => safe.push_str(&format!("&#{};", u32::from(c))),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn nothing_in_a_failure_is_markdown() {
        let failures = [("acme".to_owned(), "a|b\n# x <img src=x> [l](http://x) `c` *d* @user".to_owned())];
        let text = markdown("migrate: failed", &[("tenants", 2), ("failed", 1)], &failures);
        let expected = "### migrate&#58; failed\n\n| tenants | failed |\n| ---: | ---: |\n| 2 | 1 |\n\n\
                        | tenant | failure |\n| --- | --- |\n| acme | a&#124;b&#92;n&#35; x &#60;img src&#61;x&#62; \
                        &#91;l&#93;&#40;http&#58;//x&#41; &#96;c&#96; &#42;d&#42; &#64;user |\n\n";
        assert_eq!(text, expected);
    }
}
