//! Password hashes of other systems, checked before an Auth server sees them: it answers every hash
//! that it can't use with the same opaque error.

mod argon2;
mod base64_text;
mod bcrypt;
mod fbscrypt;
mod firebase;
mod firebase_text;

pub use firebase::{Built, FirebaseHashConfig, InvalidHashConfig};

use secrecy::{ExposeSecret, SecretString};

/// The longest hash, in characters: `auth.users.encrypted_password` is a varchar(255).
pub const MAX_HASH: usize = 255;

/// How a password was hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Firebase's own scrypt, with the project's signer key inside.
    FirebaseScrypt,
    /// bcrypt.
    Bcrypt,
    /// argon2i.
    Argon2i,
    /// argon2id.
    Argon2id,
}

/// A hash that a Supabase Auth server accepts as `password_hash`. It is a secret: guesses can be
/// tried on it, and Firebase's holds the signer key of the whole project.
#[derive(Debug, Clone)]
pub struct PasswordHash {
    text: SecretString,
    scheme: Scheme,
}

/// Why a text is no usable hash. None of these ever holds any of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHash {
    /// Nothing there.
    #[error("the password hash is empty")]
    Empty,
    /// It doesn't fit the server's column.
    #[error("the password hash is longer than 255 characters")]
    TooLong,
    /// None of the schemes that an Auth server knows.
    #[error(
        "the password hash is neither bcrypt ($2a$, $2b$, $2y$), argon2i, argon2id nor Firebase scrypt ($fbscrypt$)"
    )]
    UnknownScheme,
    /// argon2d.
    #[error("the password hash is argon2d, which an Auth server refuses")]
    Argon2d,
    /// bcrypt's cost.
    #[error("the cost of the bcrypt hash isn't two digits from 04 to 31")]
    BcryptCost,
    /// bcrypt's salt and hash.
    #[error("the bcrypt hash hasn't 53 characters of ./A-Za-z0-9 behind its cost")]
    BcryptBody,
    /// Not the PHC string of argon2.
    #[error("the argon2 hash isn't written $argon2id$v=19$m=…,t=…,p=…$salt$hash")]
    Argon2Form,
    /// Another version of argon2.
    #[error("the argon2 hash isn't of version 19")]
    Argon2Version,
    /// argon2's memory.
    #[error("the argon2 hash needs m from 1 to 1048576 (KiB)")]
    Argon2Memory,
    /// argon2's passes.
    #[error("the argon2 hash needs t from 1 to 20")]
    Argon2Time,
    /// argon2's lanes.
    #[error("the argon2 hash needs p from 1 to 16")]
    Argon2Lanes,
    /// argon2's base64.
    #[error("salt and hash of the argon2 hash aren't base64 of the standard alphabet without padding")]
    Argon2Base64,
    /// Not the form of `$fbscrypt$`.
    #[error("the Firebase hash isn't written $fbscrypt$v=1,n=…,r=…,p=1,ss=…,sk=…$salt$hash")]
    FirebaseForm,
    /// Another version of `$fbscrypt$`.
    #[error("the Firebase hash needs v=1")]
    FirebaseVersion,
    /// Its memory cost.
    #[error("the Firebase hash needs n (mem_cost) from 1 to 14")]
    FirebaseMemory,
    /// Its rounds.
    #[error("the Firebase hash needs r (rounds) from 1 to 8")]
    FirebaseRounds,
    /// Its parallelism.
    #[error("the Firebase hash needs p=1")]
    FirebaseLanes,
    /// One of its base64 parts.
    #[error("the {0} of the Firebase hash isn't base64 of the standard alphabet with padding")]
    FirebaseBase64(&'static str),
    /// No password could ever fit: the hash is the encrypted signer key.
    #[error("the Firebase hash isn't as long as its signer key")]
    FirebaseLength,
}

impl PasswordHash {
    /// Checks a hash: bcrypt, argon2i or argon2id as a PHC string, or `$fbscrypt$`.
    ///
    /// # Errors
    /// [`InvalidHash`].
    pub fn parse(text: &str) -> Result<Self, InvalidHash> {
        if text.is_empty() {
            return Err(InvalidHash::Empty);
        }
        let scheme = match text.strip_prefix('$').and_then(|rest| rest.split_once('$')) {
            Some(("2a" | "2b" | "2y", rest)) => bcrypt::check(rest).map(|()| Scheme::Bcrypt),
            Some(("argon2i", rest)) => argon2::check(rest).map(|()| Scheme::Argon2i),
            Some(("argon2id", rest)) => argon2::check(rest).map(|()| Scheme::Argon2id),
            Some(("argon2d", _)) => Err(InvalidHash::Argon2d),
            Some(("fbscrypt", rest)) => fbscrypt::check(rest).map(|()| Scheme::FirebaseScrypt),
            _ => Err(InvalidHash::UnknownScheme),
        }?;
        if text.len() > MAX_HASH {
            return Err(InvalidHash::TooLong);
        }
        Ok(Self { text: SecretString::from(text), scheme })
    }

    /// Returns how the password was hashed.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Returns the text for `password_hash`.
    pub fn secret(&self) -> &SecretString {
        &self.text
    }
}

impl PartialEq for PasswordHash {
    /// The same text. Takes a time that depends on it: for hashes from one operator's own files.
    fn eq(&self, other: &Self) -> bool {
        self.text.expose_secret() == other.text.expose_secret()
    }
}

/// Reads a number that is written in decimal digits alone.
fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234"; // 53

    #[test]
    fn takes_what_an_auth_server_takes_and_says_what_it_is() {
        for (text, scheme) in [
            (format!("$2a$04${BODY}"), Scheme::Bcrypt),
            (format!("$2b$31${BODY}"), Scheme::Bcrypt),
            (format!("$2b$12$./{}", &BODY[2..]), Scheme::Bcrypt),
            (format!("$2y$10${BODY}"), Scheme::Bcrypt),
            ("$argon2i$v=19$m=1048576,t=20,p=16$c2FsdHNhbHQ$aGFzaGhhc2g".to_owned(), Scheme::Argon2i),
            ("$argon2id$v=19$m=1,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g".to_owned(), Scheme::Argon2id),
            ("$fbscrypt$v=1,n=14,r=8,p=1$Bw==$Bw==".to_owned(), Scheme::FirebaseScrypt),
        ] {
            let hash = PasswordHash::parse(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(hash.scheme(), scheme, "{text}");
            assert_eq!(hash.secret().expose_secret(), text);
        }
    }

    #[test]
    fn refuses_each_with_its_own_reason() {
        let long = format!("$argon2id$v=19$m=1,t=1,p=1$c2FsdHNhbHQ${}", "QUJD".repeat(60));
        let body_52 = format!("$2b$10${}", &BODY[1..]);
        let body_54 = format!("$2b$10${BODY}x");
        let odd = format!("$2b$10${}+", &BODY[1..]);
        let cost = |cost: &str| format!("$2b${cost}${BODY}");
        for (text, reason) in [
            ("", InvalidHash::Empty),
            ("hunter2", InvalidHash::UnknownScheme),
            ("$1$salt$hash", InvalidHash::UnknownScheme),
            ("$2x$10$", InvalidHash::UnknownScheme),
            ("$scrypt$ln=16,r=8,p=1$c2FsdA$aGFzaA", InvalidHash::UnknownScheme),
            ("$pbkdf2-sha256$i=1000$c2FsdA$aGFzaA", InvalidHash::UnknownScheme),
            ("$argon2d$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaA", InvalidHash::Argon2d),
            (&long, InvalidHash::TooLong),
            (&cost("03"), InvalidHash::BcryptCost),
            (&cost("32"), InvalidHash::BcryptCost),
            (&cost("5"), InvalidHash::BcryptCost),
            (&cost("1a"), InvalidHash::BcryptCost),
            (&body_52, InvalidHash::BcryptBody),
            (&body_54, InvalidHash::BcryptBody),
            (&odd, InvalidHash::BcryptBody),
        ] {
            assert_eq!(PasswordHash::parse(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn neither_debug_nor_an_error_shows_a_hash() {
        let text = format!("$2b$10${BODY}");
        assert!(!format!("{:?}", PasswordHash::parse(&text)).contains(BODY));
        let refused = PasswordHash::parse(&format!("$2b$99${BODY}")).expect_err("refused");
        assert!(!format!("{refused} {refused:?}").contains(BODY));
    }
}
