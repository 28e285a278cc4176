//! The environment variables that tenantctl reads, for `help environment`.

use super::keys;

/// A variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// The setting that it sets, if it is one.
    pub setting: Option<&'static str>,
    /// What holds where it isn't set.
    pub default: Option<&'static str>,
    /// What it is for, in one line.
    pub doc: &'static str,
}

/// Those that set no key.
const OTHERS: [(&str, &str); 12] = [
    ("TENANTCTL_CONFIG", "the file to read in place of ./tenantctl.toml"),
    ("XDG_CONFIG_HOME", "the folder of the user file tenantctl/config.toml; ~/.config where it isn't set"),
    ("XDG_STATE_HOME", "the folder of the state directory; ~/.local/state where it isn't set"),
    ("XDG_CACHE_HOME", "the folder of what completion remembers; ~/.cache where it isn't set"),
    ("CI", "any value: nothing is ever asked"),
    ("GITHUB_ACTIONS", "true: errors are annotations of the workflow too"),
    ("GITHUB_STEP_SUMMARY", "with GITHUB_ACTIONS: the file that runs over several tenants add a table to"),
    ("NO_COLOR", "any value: no colour"),
    ("CLICOLOR", "0: no colour"),
    ("CLICOLOR_FORCE", "any value but 0: colour even in a pipe"),
    ("TERM", "dumb: no colour, no bars"),
    ("COMPLETE", "the shell that asks for a completion: tenantctl completions SHELL"),
];

/// Returns every variable, in the order of the settings, the stronger of two names first.
pub fn variables() -> Vec<Variable> {
    let of_keys = keys::ALL.into_iter().flat_map(|key| {
        key.env.iter().map(|name| Variable { name, setting: Some(key.name), default: key.default, doc: key.doc })
    });
    let others = OTHERS.into_iter().map(|(name, doc)| Variable { name, setting: None, default: None, doc });
    of_keys.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::variables;
    use std::collections::HashSet;

    #[test]
    fn no_variable_is_named_twice() {
        let all = variables();
        let names: HashSet<_> = all.iter().map(|variable| variable.name).collect();
        assert_eq!(names.len(), all.len());
        assert!(names.contains("DATABASE_URL") && names.contains("TENANTCTL_CONFIG"));
    }
}
