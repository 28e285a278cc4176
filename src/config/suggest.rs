//! Did-you-mean for keys and variables.

use super::keys;

/// What every variable of ours begins with.
pub(super) const PREFIX: &str = "TENANTCTL_";

/// Variables that aren't keys, but that something else reads.
const OTHER_VARIABLES: [&str; 3] = ["TENANTCTL_CONFIG", "TENANTCTL_FAILPOINTS", "TENANTCTL_TOKEN"];
const TEST_PREFIX: &str = "TENANTCTL_TEST_";

/// Returns true if something reads the variable `name`.
pub(super) fn is_known_variable(name: &str) -> bool {
    name.starts_with(TEST_PREFIX) || OTHER_VARIABLES.contains(&name) || key_variables().any(|known| known == name)
}

/// Returns the key that was probably meant by `word` in a configuration file.
pub(super) fn key(word: &str) -> Option<&'static str> {
    let of_variable = keys::ALL.into_iter().find(|key| key.env.iter().any(|name| name.eq_ignore_ascii_case(word)));
    if let Some(key) = of_variable {
        return Some(key.name);
    }
    let word = word.to_ascii_lowercase().replace('-', "_");
    let of_flag = keys::ALL.into_iter().find(|key| key.flag.replace('-', "_") == word);
    if let Some(key) = of_flag {
        return Some(key.name);
    }
    let bare = word.strip_prefix("tenantctl_").unwrap_or(&word);
    nearest(bare, bare.len(), keys::ALL.into_iter().map(|key| key.name))
}

/// Returns the variable that was probably meant by `name`, which begins with [`PREFIX`].
pub(super) fn variable(name: &str) -> Option<&'static str> {
    let bare = name.strip_prefix(PREFIX).unwrap_or(name);
    let of_key = keys::ALL.into_iter().find(|key| key.name.eq_ignore_ascii_case(bare));
    if let Some(first) = of_key.and_then(|key| key.env.first()) {
        return Some(first);
    }
    let ours = key_variables().filter(|known| known.starts_with(PREFIX));
    nearest(name, bare.len(), ours.chain(OTHER_VARIABLES))
}

fn key_variables() -> impl Iterator<Item = &'static str> {
    keys::ALL.into_iter().flat_map(|key| key.env.iter().copied())
}

/// Returns the one of `candidates` that was probably meant by `word`.
pub(super) fn among<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest(word, word.len(), candidates)
}

/// The candidate with the fewest typing errors, at most one in three of `letters`.
fn nearest<'a>(word: &str, letters: usize, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let at_most = (letters / 3).max(1);
    candidates
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= at_most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{is_known_variable, key, variable};

    #[test]
    fn keys_are_suggested() {
        for (word, expected) in [
            ("regoin", Some("region")),
            ("Region", Some("region")),
            ("tenant-id", Some("tenant")),
            ("supabase-url", Some("supabase_url")),
            ("DATABASE_URL", Some("database_url")),
            ("TENANTCTL_DATABASE_URL", Some("control_plane_url")),
            ("SUPABASE_ANON_KEY", Some("supabase_anon_key")),
            ("tenantctl_jobs", Some("jobs")),
            ("lock_timout", Some("lock_timeout")),
            ("colour", Some("color")),
            ("profile", Some("current_profile")),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(key(word), expected, "{word:?}");
        }
    }

    #[test]
    fn variables_are_suggested() {
        for (name, expected) in [
            ("TENANTCTL_REGOIN", Some("TENANTCTL_REGION")),
            ("TENANTCTL_region", Some("TENANTCTL_REGION")),
            ("TENANTCTL_CONTROL_PLANE_URL", Some("TENANTCTL_DATABASE_URL")),
            ("TENANTCTL_DATABASE_UR", Some("TENANTCTL_DATABASE_URL")),
            ("TENANTCTL_CONFIGS", Some("TENANTCTL_CONFIG")),
            ("TENANTCTL_COMPLETELY_ELSE", None),
            ("TENANTCTL_", None),
        ] {
            assert_eq!(variable(name), expected, "{name:?}");
        }
    }

    #[test]
    fn what_something_reads_is_known() {
        for name in ["TENANTCTL_LOG", "TENANTCTL_CONFIG", "TENANTCTL_FAILPOINTS", "TENANTCTL_TOKEN", "TENANTCTL_TEST_X"]
        {
            assert!(is_known_variable(name), "{name}");
        }
        assert!(!is_known_variable("TENANTCTL_TESTX"));
    }
}
