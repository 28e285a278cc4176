//! The modulus and exponent out of an `RSAPublicKey` in DER (RFC 8017 appendix A.1.1).

/// Reads modulus and exponent, both without leading zeros; none if it is anything else.
pub(super) fn components(der: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (sequence, []) = element(der, 0x30)? else { return None };
    let (modulus, rest) = element(sequence, 0x02)?;
    let (exponent, []) = element(rest, 0x02)? else { return None };
    Some((positive(modulus)?, positive(exponent)?))
}

/// Takes one element with this tag: its content, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[found, first], rest) = der.split_first_chunk::<2>()?;
    if found != tag {
        return None;
    }
    if first < 0x80 {
        return rest.split_at_checked(usize::from(first));
    }
    let (length, rest) =
        rest.split_at_checked(usize::from(first & 0x7f)).filter(|(l, _)| (1..=2).contains(&l.len()))?;
    rest.split_at_checked(length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

fn positive(integer: &[u8]) -> Option<Vec<u8>> {
    match integer {
        [0, rest @ ..] if rest.first().is_some_and(|byte| *byte >= 0x80) => Some(rest.to_vec()),
        [1..0x80, ..] => Some(integer.to_vec()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn reads_two_positive_numbers_and_nothing_else() {
        for (der, expected) in [
            (&[0x30, 6, 2, 1, 5, 2, 1, 3][..], Some((vec![5], vec![3]))),
            (&[0x30, 7, 2, 2, 0, 0x80, 2, 1, 3], Some((vec![0x80], vec![3]))),
            (&[0x30, 0x81, 6, 2, 1, 5, 2, 1, 3], Some((vec![5], vec![3]))),
            (&[0x30, 6, 2, 1, 0x85, 2, 1, 3], None),
            (&[0x30, 6, 2, 1, 0, 2, 1, 3], None),
            (&[0x30, 7, 2, 2, 0, 5, 2, 1, 3], None),
            (&[0x30, 6, 2, 1, 5, 2, 1, 3, 0], None),
            (&[0x30, 3, 2, 1, 5], None),
            (&[0x30, 0x80, 2, 1, 5, 2, 1, 3], None),
            (&[0x30, 9, 2, 1, 5, 2, 1, 3], None),
            (&[0x31, 6, 2, 1, 5, 2, 1, 3], None),
            (&[0x30], None),
            (&[], None),
        ] {
            assert_eq!(components(der), expected, "{der:?}");
        }
    }
}
