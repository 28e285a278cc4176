//! Firebase's scrypt, as a Supabase Auth server takes it (Supabase documentation): the parameters in
//! a fixed order, everything binary in base64 of the standard alphabet with padding.

use super::{InvalidHash, base64_text, number};

/// The greatest memory cost, log2 of scrypt's N: Firebase has no greater one.
pub(super) const MAX_MEMORY: u32 = 14;

/// The most rounds: Firebase has no more.
pub(super) const MAX_ROUNDS: u32 = 8;

/// Checks what stands behind `$fbscrypt$`.
pub(super) fn check(rest: &str) -> Result<(), InvalidHash> {
    let [parameters, salt, hash] =
        <[&str; 3]>::try_from(rest.split('$').collect::<Vec<_>>()).map_err(|_| InvalidHash::FirebaseForm)?;
    let mut parameters = parameters.split(',').peekable();
    let mut next = |name: &str| parameters.next().and_then(|p| p.strip_prefix(name)).ok_or(InvalidHash::FirebaseForm);
    within(next("v=")?, 1, InvalidHash::FirebaseVersion)?;
    within(next("n=")?, MAX_MEMORY, InvalidHash::FirebaseMemory)?;
    within(next("r=")?, MAX_ROUNDS, InvalidHash::FirebaseRounds)?;
    within(next("p=")?, 1, InvalidHash::FirebaseLanes)?;
    let mut optional = |name: &str| parameters.next_if(|p| p.starts_with(name)).and_then(|p| p.strip_prefix(name));
    let (separator, key) = (optional("ss="), optional("sk="));
    if parameters.next().is_some() {
        return Err(InvalidHash::FirebaseForm);
    }
    let decode = |what, text| base64_text::padded(text).ok_or(InvalidHash::FirebaseBase64(what));
    separator.map(|text| decode("salt separator", text)).transpose()?;
    let key = key.map(|text| decode("signer key", text)).transpose()?;
    decode("salt", salt)?;
    let hash = decode("hash", hash)?;
    if key.is_some_and(|key| key.len() != hash.len()) { Err(InvalidHash::FirebaseLength) } else { Ok(()) }
}

fn within(value: &str, most: u32, otherwise: InvalidHash) -> Result<(), InvalidHash> {
    match number(value) {
        Some(value) if (1..=most).contains(&value) => Ok(()),
        Some(_) => Err(otherwise),
        None => Err(InvalidHash::FirebaseForm),
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::password_hash::InvalidHash::{self, *};

    #[test]
    fn refuses_each_with_its_own_reason() {
        for (rest, reason) in [
            ("", FirebaseForm),
            ("v=1,n=14,r=8,p=1$Bw==", FirebaseForm),
            ("v=1,n=14,r=8,p=1$Bw==$Bw==$Bw==", FirebaseForm),
            ("n=14,v=1,r=8,p=1$Bw==$Bw==", FirebaseForm),
            ("v=1,n=14,r=8$Bw==$Bw==", FirebaseForm),
            ("v=1,n=14,r=8,p=1,sk=Bw==,ss=Bw==$Bw==$Bw==", FirebaseForm),
            ("v=1,n=14,r=8,p=1,x=1$Bw==$Bw==", FirebaseForm),
            ("v=1,n=-1,r=8,p=1$Bw==$Bw==", FirebaseForm),
            ("v=2,n=14,r=8,p=1$Bw==$Bw==", FirebaseVersion),
            ("v=1,n=0,r=8,p=1$Bw==$Bw==", FirebaseMemory),
            ("v=1,n=15,r=8,p=1$Bw==$Bw==", FirebaseMemory),
            ("v=1,n=14,r=0,p=1$Bw==$Bw==", FirebaseRounds),
            ("v=1,n=14,r=9,p=1$Bw==$Bw==", FirebaseRounds),
            ("v=1,n=14,r=8,p=2$Bw==$Bw==", FirebaseLanes),
            ("v=1,n=14,r=8,p=1,ss=Bw$Bw==$Bw==", FirebaseBase64("salt separator")),
            ("v=1,n=14,r=8,p=1,ss=Bw==,sk=_w==$Bw==$Bw==", FirebaseBase64("signer key")),
            ("v=1,n=14,r=8,p=1$Bw$Bw==", FirebaseBase64("salt")),
            ("v=1,n=14,r=8,p=1$$Bw==", FirebaseBase64("salt")),
            ("v=1,n=14,r=8,p=1$Bw==$_w==", FirebaseBase64("hash")),
            ("v=1,n=14,r=8,p=1,sk=AAA=$Bw==$Bw==", FirebaseLength),
        ] {
            assert_eq!(check(rest), Err::<(), InvalidHash>(reason), "{rest}");
        }
        for rest in
            ["v=1,n=1,r=1,p=1$Bw==$Bw==", "v=1,n=14,r=8,p=1,ss=Bw==$Bw==$Bw==", "v=1,n=9,r=8,p=1,sk=Bw==$Bw==$Bw=="]
        {
            assert_eq!(check(rest), Ok(()), "{rest}");
        }
    }
}
