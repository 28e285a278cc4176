//! Passwords: their hashes as the real server takes and checks them. bcrypt is done by pgcrypto.

use super::errors::{Refusal, internal};
use super::scrypt;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use sqlx::PgPool;

/// bcrypt's own limit.
const MAX_BYTES: usize = 72;

/// A hash for a password; the cost is as low as possible.
pub(super) async fn hash(pool: &PgPool, password: &str) -> Result<String, Refusal> {
    if password.len() > MAX_BYTES {
        return Err(internal("bcrypt: password length exceeds 72 bytes"));
    }
    let query = if has_bcrypt(pool).await? {
        "SELECT extensions.crypt($1, extensions.gen_salt('bf', 4))"
    } else {
        "SELECT '$sha256$' || encode(sha256(convert_to($1, 'UTF8')), 'hex')"
    };
    Ok(sqlx::query_scalar(query).bind(password).fetch_one(pool).await?)
}

async fn has_bcrypt(pool: &PgPool) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT to_regprocedure('extensions.crypt(text, text)') IS NOT NULL").fetch_one(pool).await
}

/// Whether the password fits. Never for argon2, which nothing here can compute.
pub(super) async fn fits(pool: &PgPool, password: &str, hash: &str) -> Result<bool, Refusal> {
    if let Some(parts) = Firebase::read(hash) {
        let password = password.to_owned();
        let work = tokio::task::spawn_blocking(move || parts.fits(&password));
        return Ok(work.await.unwrap_or(false));
    }
    let query = if !hash.starts_with("$2") {
        "SELECT $2 = '$sha256$' || encode(sha256(convert_to($1, 'UTF8')), 'hex')"
    } else if has_bcrypt(pool).await? {
        // The variants a, b and y differ for overlong passwords only.
        "SELECT substr(extensions.crypt($1, '$2a$' || substr($2, 5)), 5) = substr($2, 5)"
    } else {
        return Ok(false);
    };
    Ok(sqlx::query_scalar(query).bind(password).bind(hash).fetch_one(pool).await?)
}

/// Whether the real server takes this hash of an imported user.
pub(super) fn accepted(hash: &str) -> bool {
    let parts: Vec<&str> = hash.split('$').collect();
    match parts.as_slice() {
        ["", "2a" | "2b" | "2y", cost, rest] => {
            let known = |byte: u8| byte.is_ascii_alphanumeric() || b"./".contains(&byte);
            let cost = cost.parse().is_ok_and(|cost: u32| (4..=31).contains(&cost));
            cost && rest.len() == 53 && rest.bytes().all(known)
        }
        ["", "argon2i" | "argon2id", "v=19", parameters, salt, hash] => {
            let limits = [("m=", 1_048_576), ("t=", 20), ("p=", 16)];
            let given: Vec<&str> = parameters.split(',').collect();
            let fits = |(text, (name, most)): (&&str, (&str, u32))| {
                text.strip_prefix(name).and_then(|n| n.parse().ok()).is_some_and(|n: u32| (1..=most).contains(&n))
            };
            let base64 = |text: &str| !text.is_empty() && STANDARD_NO_PAD.decode(text).is_ok();
            given.len() == 3 && given.iter().zip(limits).all(fits) && base64(salt) && base64(hash)
        }
        _ => Firebase::read(hash).is_some(),
    }
}

/// `$fbscrypt$v=1,n=…,r=…,p=1[,ss=…][,sk=…]$salt$hash`, in this order.
struct Firebase {
    log_n: u32,
    r: usize,
    salt: Vec<u8>,
    signer_key: Vec<u8>,
    hash: Vec<u8>,
}

impl Firebase {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("$fbscrypt$")?.split('$');
        let (parameters, salt, hash) = (parts.next()?, parts.next()?, parts.next()?);
        let mut parameters = parameters.split(',').peekable();
        let mut number = |name: &str| parameters.next()?.strip_prefix(name)?.parse::<u32>().ok();
        let (v, log_n, r, p) = (number("v=")?, number("n=")?, number("r=")?, number("p=")?);
        let mut optional = |name: &str| {
            let text = parameters.next_if(|text| text.starts_with(name));
            text.map_or(Some(Vec::new()), |text| STANDARD.decode(&text[name.len()..]).ok())
        };
        let (separator, signer_key) = (optional("ss=")?, optional("sk=")?);
        let whole = v == 1 && p == 1 && (1..=20).contains(&log_n) && (1..=32).contains(&r);
        if !whole || parameters.next().is_some() || parts.next().is_some() {
            return None;
        }
        let (salt, hash) = (STANDARD.decode(salt).ok()?, STANDARD.decode(hash).ok()?);
        Some(Self { log_n, r: r as usize, salt: [salt, separator].concat(), signer_key, hash })
    }

    fn fits(&self, password: &str) -> bool {
        let key = scrypt::derive(password.as_bytes(), &self.salt, self.log_n, self.r);
        scrypt::encrypt(&key, &self.signer_key) == self.hash
    }
}
