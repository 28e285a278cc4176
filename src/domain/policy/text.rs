//! A policy as text: the format of `migrations/policy.toml`.

use super::Policy;
use std::fmt::Write;

/// A line of grants isn't longer than this, in characters.
const WIDTH: usize = 110;

impl Policy {
    /// Writes it so that [`Policy::parse`] reads the same.
    pub fn to_toml(&self) -> String {
        let mut text = format!("version = {}\n", self.version);
        for permission in &self.permissions {
            let (name, description) = (quoted(&permission.name), quoted(&permission.description));
            let _infallible = write!(text, "\n[[permissions]]\nname = {name}\ndescription = {description}\n");
        }
        for role in &self.roles {
            let (name, description) = (quoted(&role.name), quoted(&role.description));
            let _infallible = write!(text, "\n[[roles]]\nname = {name}\ndescription = {description}\npermissions = [");
            let mut room = 0;
            for permission in &role.permissions {
                let item = format!("{}, ", quoted(permission));
                if item.len() > room {
                    text.truncate(text.trim_end_matches(' ').len());
                    text.push_str("\n    ");
                    room = WIDTH - 4;
                }
                room = room.saturating_sub(item.len());
                text.push_str(&item);
            }
            text.truncate(text.trim_end_matches(' ').len());
            text.push_str(if role.permissions.is_empty() { "]\n" } else { "\n]\n" });
        }
        text
    }

    /// Returns a text that is the same for every order of roles and permissions, and differs where anything else does:
    /// the caller hashes it.
    pub fn canonical(&self) -> String {
        let mut sorted = self.clone();
        sorted.permissions.sort_by(|a, b| a.name.cmp(&b.name));
        sorted.roles.sort_by(|a, b| a.name.cmp(&b.name));
        for role in &mut sorted.roles {
            role.permissions.sort();
        }
        sorted.to_toml()
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _infallible = write!(quoted, "\\U{:08X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
