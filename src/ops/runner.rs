//! Who runs a command.

/// A runner, and what it knows of others.
#[derive(Clone, Copy)]
pub struct Runner<'a> {
    /// User, host and process.
    pub name: &'a str,
    /// Tells of another runner, by its name, whether it may still be at work.
    pub alive: &'a dyn Fn(&str) -> bool,
}
