//! argon2 as a PHC string (RFC 9106 has the parameters): `v=19$m=65536,t=3,p=4$salt$hash`.

use super::{InvalidHash, base64_text, number};

/// Checks what stands behind `$argon2id$`.
pub(super) fn check(rest: &str) -> Result<(), InvalidHash> {
    let [version, parameters, salt, hash] =
        <[&str; 4]>::try_from(rest.split('$').collect::<Vec<_>>()).map_err(|_| InvalidHash::Argon2Form)?;
    let version = version.strip_prefix("v=").ok_or(InvalidHash::Argon2Form)?;
    if version != "19" {
        return Err(InvalidHash::Argon2Version);
    }
    let [memory, time, lanes] =
        <[&str; 3]>::try_from(parameters.split(',').collect::<Vec<_>>()).map_err(|_| InvalidHash::Argon2Form)?;
    within(memory, "m=", 1_048_576, InvalidHash::Argon2Memory)?;
    within(time, "t=", 20, InvalidHash::Argon2Time)?;
    within(lanes, "p=", 16, InvalidHash::Argon2Lanes)?;
    if base64_text::is_raw(salt) && base64_text::is_raw(hash) { Ok(()) } else { Err(InvalidHash::Argon2Base64) }
}

fn within(text: &str, name: &str, most: u32, otherwise: InvalidHash) -> Result<(), InvalidHash> {
    let value = text.strip_prefix(name).ok_or(InvalidHash::Argon2Form)?;
    if number(value).is_some_and(|value| (1..=most).contains(&value)) { Ok(()) } else { Err(otherwise) }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::password_hash::InvalidHash::{self, *};

    #[test]
    fn refuses_each_with_its_own_reason() {
        for (rest, reason) in [
            ("", Argon2Form),
            ("m=64,t=1,p=1$c2FsdA$aGFzaA", Argon2Form),
            ("v=19$m=64,t=1,p=1$c2FsdA", Argon2Form),
            ("v=19$m=64,t=1,p=1$c2FsdA$aGFzaA$x", Argon2Form),
            ("v=19$t=1,m=64,p=1$c2FsdA$aGFzaA", Argon2Form),
            ("v=19$m=64,t=1,p=1,keyid=x$c2FsdA$aGFzaA", Argon2Form),
            ("v=16$m=64,t=1,p=1$c2FsdA$aGFzaA", Argon2Version),
            ("v=19$m=0,t=1,p=1$c2FsdA$aGFzaA", Argon2Memory),
            ("v=19$m=1048577,t=1,p=1$c2FsdA$aGFzaA", Argon2Memory),
            ("v=19$m=+64,t=1,p=1$c2FsdA$aGFzaA", Argon2Memory),
            ("v=19$m=99999999999,t=1,p=1$c2FsdA$aGFzaA", Argon2Memory),
            ("v=19$m=64,t=0,p=1$c2FsdA$aGFzaA", Argon2Time),
            ("v=19$m=64,t=21,p=1$c2FsdA$aGFzaA", Argon2Time),
            ("v=19$m=64,t=1,p=0$c2FsdA$aGFzaA", Argon2Lanes),
            ("v=19$m=64,t=1,p=17$c2FsdA$aGFzaA", Argon2Lanes),
            ("v=19$m=64,t=1,p=1$c2FsdA==$aGFzaA", Argon2Base64),
            ("v=19$m=64,t=1,p=1$c2FsdA$aGFza-", Argon2Base64),
            ("v=19$m=64,t=1,p=1$$aGFzaA", Argon2Base64),
        ] {
            assert_eq!(check(rest), Err::<(), InvalidHash>(reason), "{rest}");
        }
        assert_eq!(check("v=19$m=64,t=1,p=1$c2FsdA$aGFzaA"), Ok(()));
    }
}
