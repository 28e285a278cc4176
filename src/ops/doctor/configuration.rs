//! The files that settings come from.

use super::Check;

/// A file that was looked for.
#[derive(Debug)]
pub struct ConfigFile {
    /// What it is to the configuration, such as `env file`.
    pub role: String,
    /// The file, as the user would write it.
    pub file: String,
    /// It was there and was read.
    pub exists: bool,
    /// It holds secrets, and others can read it.
    pub open_secrets: bool,
}

/// Says which files were read, and whose secrets others can read.
pub fn configuration(files: &[ConfigFile]) -> Vec<Check> {
    let found: Vec<_> = files.iter().filter(|f| f.exists).map(|f| format!("{} {}", f.role, f.file)).collect();
    let text = if found.is_empty() {
        "no file was found; settings come from flags and the environment".to_owned()
    } else {
        format!("read: {}", found.join(", "))
    };
    let mut checks = vec![Check::ok("config.files", text)];
    checks.extend(files.iter().filter(|file| file.open_secrets).map(|file| {
        let text = format!("{} holds secrets and can be read by others", file.file);
        Check::warning("config.secrets", text, format!("chmod 600 {}", file.file))
    }));
    checks
}
