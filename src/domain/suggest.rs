//! Did-you-mean.

/// Returns the candidate nearest to `text`, if one is near enough to be meant.
pub fn closest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(text, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 5)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn near_is_meant_and_far_is_not() {
        assert_eq!(closest("acme-crop", ["acme-corp", "globex"]), Some("acme-corp"));
        assert_eq!(closest("initech", ["acme-corp", "globex"]), None);
    }
}
