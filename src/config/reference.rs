//! References to secrets: `env:NAME`, `file:/path`, `cmd:program arg`.

use super::environment::Environment;
use super::value::Base;
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The greatest size of a secret.
const MAX_BYTES: u64 = 64 * 1024;

/// Where a secret is to be fetched from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference {
    /// A variable of the environment or of the env file.
    Variable(String),
    /// A file.
    File(PathBuf),
    /// What a program prints.
    Command { program: PathBuf, arguments: Vec<String> },
}

/// The variables that a reference may name.
#[derive(Clone, Copy)]
pub(super) struct Variables<'a> {
    pub(super) environment: &'a Environment,
    pub(super) env_file: &'a BTreeMap<String, String>,
}

impl Reference {
    /// Parses `text`; none if it isn't a reference. The error doesn't quote it, as it may be a secret after all.
    pub(super) fn parse(text: &str, base: Base<'_>) -> Result<Option<Self>, String> {
        if let Some(name) = text.strip_prefix("env:") {
            let named = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
            return if named && begins {
                Ok(Some(Self::Variable(name.to_owned())))
            } else {
                Err("what follows env: is not the name of a variable".to_owned())
            };
        }
        if let Some(path) = text.strip_prefix("file:") {
            return match path {
                "" => Err("what follows file: is not a path".to_owned()),
                path => Ok(Some(Self::File(base.resolve(Path::new(path))))),
            };
        }
        let Some(line) = text.strip_prefix("cmd:") else { return Ok(None) };
        let mut words = words(line).ok_or_else(|| "a quote behind cmd: is not closed".to_owned())?.into_iter();
        match words.next().filter(|program| !program.is_empty()) {
            // A name without a slash is looked up in PATH.
            Some(program) if !program.contains('/') => {
                Ok(Some(Self::Command { program: program.into(), arguments: words.collect() }))
            }
            Some(program) => {
                let program = base.resolve(Path::new(&program));
                Ok(Some(Self::Command { program, arguments: words.collect() }))
            }
            None => Err("what follows cmd: is not a program".to_owned()),
        }
    }

    /// Fetches the secret. The error names the variable, file or program, never what it held or printed.
    pub(super) fn resolve(&self, variables: Variables<'_>) -> Result<SecretString, String> {
        match self {
            Self::Variable(name) => variables
                .environment
                .var(name)
                .filter(|value| !value.is_empty())
                .or_else(|| variables.env_file.get(name).map(String::as_str))
                .filter(|value| !value.is_empty())
                .map(SecretString::from)
                .ok_or_else(|| format!("the environment variable {name} is not set")),
            Self::File(path) => {
                let named = |problem: String| format!("the file {}: {problem}", path.display());
                let file = File::open(path).map_err(|error| named(error.to_string()))?;
                let bytes = bounded(file).map_err(|error| named(error.to_string()))?;
                secret(bytes).map_err(|problem| named(format!("the secret is {problem}")))
            }
            Self::Command { program, arguments } => run(program, arguments, variables.environment)
                .map_err(|problem| format!("the program {} {problem}", program.display())),
        }
    }
}

/// Runs a program without a shell. Its input is empty, so that it can't eat ours; what it
/// says on stderr goes to the terminal, where a password manager explains itself.
fn run(program: &Path, arguments: &[String], environment: &Environment) -> Result<SecretString, String> {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(environment.variables());
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("cannot be started: {error}"))?;
    let output = child.stdout.take().map(bounded).transpose();
    if matches!(&output, Ok(Some(bytes)) if bytes.len() as u64 > MAX_BYTES) {
        // It may write for ever; that it has ended already is fine.
        let _ = child.kill();
        let _ = child.wait();
        return Err(format!("printed a secret that is {TOO_LARGE}"));
    }
    let status = child.wait().map_err(|error| format!("cannot be waited for: {error}"))?;
    if !status.success() {
        return Err(format!("failed ({status})"));
    }
    let bytes = output.map_err(|error| format!("cannot be read from: {error}"))?;
    secret(bytes.unwrap_or_default()).map_err(|problem| format!("printed a secret that is {problem}"))
}

const TOO_LARGE: &str = "larger than 64 KiB";

fn bounded(source: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes a secret of `bytes` without one trailing newline.
fn secret(bytes: Vec<u8>) -> Result<SecretString, &'static str> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(TOO_LARGE);
    }
    let text = String::from_utf8(bytes).map_err(|_| "not valid UTF-8")?;
    let text = text.strip_suffix('\n').map_or(text.as_str(), |cut| cut.strip_suffix('\r').unwrap_or(cut));
    if text.trim().is_empty() { Err("empty") } else { Ok(SecretString::from(text)) }
}

/// Splits at spaces and tabs; `'…'` and `"…"` hold words together, nothing is an escape. None if a quote is open.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if c == '\'' || c == '"' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c == ' ' || c == '\t' => words.extend(word.take()),
            None => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::{Reference, words};
    use crate::config::value::Base;
    use std::path::{Path, PathBuf};

    #[test]
    fn words_are_split_with_simple_quotes() {
        for (line, expected) in [
            ("pass show x", Some(vec!["pass", "show", "x"])),
            ("  a\t b  ", Some(vec!["a", "b"])),
            ("a 'b c' \"d e\"", Some(vec!["a", "b c", "d e"])),
            ("a b'c d'e", Some(vec!["a", "bc de"])),
            ("a '' b", Some(vec!["a", "", "b"])),
            (r#"a "it's" 'say "x"'"#, Some(vec!["a", "it's", "say \"x\""])),
            (r"a \n", Some(vec!["a", r"\n"])),
            ("", Some(vec![])),
            ("a 'b", None),
        ] {
            let expected = expected.map(|words| words.into_iter().map(str::to_owned).collect());
            assert_eq!(words(line), expected, "{line:?}");
        }
    }

    #[test]
    fn references_are_told_from_values() {
        let base = Base { dir: Path::new("/work"), home: Some(Path::new("/home/u")) };
        let file = |path: &str| Ok(Some(Reference::File(PathBuf::from(path))));
        let command = |program: &str, arguments: &[&str]| {
            let arguments = arguments.iter().map(|word| (*word).to_owned()).collect();
            Ok(Some(Reference::Command { program: PathBuf::from(program), arguments }))
        };
        for (text, expected) in [
            ("env:MY_KEY", Ok(Some(Reference::Variable("MY_KEY".to_owned())))),
            ("file:/run/key", file("/run/key")),
            ("file:key", file("/work/key")),
            ("file:~/key", file("/home/u/key")),
            ("cmd:pass show x", command("pass", &["show", "x"])),
            ("cmd:./get 'a b'", command("/work/./get", &["a b"])),
            ("postgres://u:p@h/d", Ok(None)),
            ("environment", Ok(None)),
        ] {
            assert_eq!(Reference::parse(text, base), expected, "{text:?}");
        }
        for text in
            ["env:", "env:1A", "env:s3 cret", "env:s3-cret", "file:", "cmd:", "cmd:  ", "cmd:''", "cmd:a 's3cret"]
        {
            let problem = Reference::parse(text, base).expect_err(text);
            assert!(!problem.contains("cret"), "{problem}");
        }
    }
}
