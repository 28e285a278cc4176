//! bcrypt: `$2b$10$` and 22 characters of salt with 31 of hash.

use super::InvalidHash;

/// The characters of salt and hash.
const BODY: usize = 53;

/// Checks what stands behind `$2b$`.
pub(super) fn check(rest: &str) -> Result<(), InvalidHash> {
    let (cost, body) = rest.split_once('$').ok_or(InvalidHash::BcryptCost)?;
    if cost.len() != 2 || !super::number(cost).is_some_and(|cost| (4..=31).contains(&cost)) {
        return Err(InvalidHash::BcryptCost);
    }
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'/';
    if body.len() == BODY && body.bytes().all(fits) { Ok(()) } else { Err(InvalidHash::BcryptBody) }
}
