//! The hash parameters of a Firebase project, and the hashes that are made with them.

use super::base64_text::{Normal, normalise};
use super::fbscrypt::{MAX_MEMORY, MAX_ROUNDS};
use super::firebase_text::{Values, read};
use super::{InvalidHash, PasswordHash};
use secrecy::{ExposeSecret, SecretString};

/// The bytes of a signer key.
const SIGNER_KEY: usize = 64;

/// What the Firebase console shows as "Password hash parameters". The signer key is a secret.
#[derive(Debug, Clone)]
pub struct FirebaseHashConfig {
    /// In base64 of the standard alphabet with padding.
    signer_key: SecretString,
    /// The same.
    salt_separator: String,
    rounds: u32,
    mem_cost: u32,
}

/// Why a text isn't the hash parameters of a Firebase project. None holds a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHashConfig {
    /// Neither the console's text nor JSON.
    #[error("the hash config is neither the console's `hash_config {{ … }}` nor a JSON object: {0}")]
    Form(String),
    /// A parameter isn't there.
    #[error("the hash config has no {0}")]
    Missing(&'static str),
    /// A parameter is there twice.
    #[error("the hash config has {0} twice")]
    Repeated(&'static str),
    /// Another algorithm.
    #[error("the hash config is for another algorithm than SCRYPT, and no Auth server knows that one")]
    Algorithm,
    /// Broken base64.
    #[error("{0} of the hash config isn't base64")]
    Base64(&'static str),
    /// The signer key's length.
    #[error("base64_signer_key of the hash config has {0} bytes, and a signer key has 64")]
    SignerKey(usize),
    /// The rounds.
    #[error("rounds of the hash config isn't a number from 1 to 8")]
    Rounds,
    /// The memory cost.
    #[error("mem_cost of the hash config isn't a number from 1 to 14")]
    MemCost,
}

/// A hash that was put together.
#[derive(Debug)]
pub struct Built {
    /// The hash.
    pub hash: PasswordHash,
    /// Hash or salt were in base64 of the URL-safe alphabet or without padding, and were rewritten.
    pub normalised: bool,
}

impl FirebaseHashConfig {
    /// Reads the console's text or JSON, with the console's names or those of Google's APIs.
    ///
    /// # Errors
    /// [`InvalidHashConfig`].
    pub fn parse(text: &str) -> Result<Self, InvalidHashConfig> {
        let values = read(text)?;
        if !values.algorithm()?.eq_ignore_ascii_case("scrypt") {
            return Err(InvalidHashConfig::Algorithm);
        }
        let signer_key = base64(&values, Values::SIGNER_KEY)?;
        if signer_key.bytes.len() != SIGNER_KEY {
            return Err(InvalidHashConfig::SignerKey(signer_key.bytes.len()));
        }
        let number = |name, most| values.get(name).map(|text| super::number(text).filter(|n| (1..=most).contains(n)));
        Ok(Self {
            salt_separator: base64(&values, Values::SALT_SEPARATOR)?.text,
            rounds: number(Values::ROUNDS, MAX_ROUNDS)?.ok_or(InvalidHashConfig::Rounds)?,
            mem_cost: number(Values::MEM_COST, MAX_MEMORY)?.ok_or(InvalidHashConfig::MemCost)?,
            signer_key: SecretString::from(signer_key.text),
        })
    }

    /// Puts hash and salt of one user together with the parameters of the project.
    ///
    /// # Errors
    /// [`InvalidHash::FirebaseBase64`] for base64 that is broken in any alphabet,
    /// [`InvalidHash::FirebaseLength`], [`InvalidHash::TooLong`].
    pub fn hash(&self, hash: &str, salt: &str) -> Result<Built, InvalidHash> {
        let hash = normalise(hash).ok_or(InvalidHash::FirebaseBase64("hash"))?;
        let salt = normalise(salt).ok_or(InvalidHash::FirebaseBase64("salt"))?;
        let Self { signer_key, salt_separator, rounds, mem_cost } = self;
        let text = SecretString::from(format!(
            "$fbscrypt$v=1,n={mem_cost},r={rounds},p=1,ss={salt_separator},sk={}${}${}",
            signer_key.expose_secret(),
            salt.text,
            hash.text
        ));
        let normalised = hash.changed || salt.changed;
        Ok(Built { hash: PasswordHash::parse(text.expose_secret())?, normalised })
    }
}

fn base64(values: &Values, name: &'static str) -> Result<Normal, InvalidHashConfig> {
    normalise(values.get(name)?).ok_or(InvalidHashConfig::Base64(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n14J3MjKj1b2g6AUCAlFwMw==";
    const HASH: &str = "zKVTMvnWVw5BBOZNUdnsalx4c4c7y/w7IS5p6Ut2+CfEFFlz37J9huyQfov4iizN8dbjvEJlM5tQaJP84+hfTw==";

    fn config() -> FirebaseHashConfig {
        let text = format!(
            "hash_config {{\n  algorithm: SCRYPT,\n  base64_signer_key: {KEY},\n  base64_salt_separator: Bw==,\n  \
             rounds: 8,\n  mem_cost: 14,\n}}\n"
        );
        FirebaseHashConfig::parse(&text).expect("a config")
    }

    #[test]
    fn builds_the_string_that_the_server_checks() {
        let built = config().hash(HASH, "C0sHCg9ek77hsg==").expect("built");
        let text = format!("$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk={KEY}$C0sHCg9ek77hsg==${HASH}");
        assert_eq!(text.len(), 232);
        assert_eq!(built.hash.secret().expose_secret(), text);
        assert!(!built.normalised);
        assert!(!format!("{built:?} {:?}", config()).contains(&KEY[..20]));
    }

    #[test]
    fn url_safe_and_unpadded_dumps_give_the_same_string() {
        let plain = config().hash(HASH, "C0sHCg9ek77hsg==").expect("built").hash;
        let url_safe = HASH.replace('/', "_").replace('+', "-");
        for (hash, salt) in [
            (url_safe.as_str(), "C0sHCg9ek77hsg=="),
            (HASH.trim_end_matches('='), "C0sHCg9ek77hsg=="),
            (HASH, "C0sHCg9ek77hsg"),
            (url_safe.trim_end_matches('='), "C0sHCg9ek77hsg"),
        ] {
            let built = config().hash(hash, salt).expect("built");
            assert!(built.normalised && built.hash == plain, "{hash} {salt}");
        }
    }

    #[test]
    fn refuses_users_hashes_that_cannot_be_right() {
        let long = "QUJD".repeat(20);
        for (hash, salt, reason) in [
            ("not base64!", "Bw==", InvalidHash::FirebaseBase64("hash")),
            (HASH, "", InvalidHash::FirebaseBase64("salt")),
            (HASH, "Bw=", InvalidHash::FirebaseBase64("salt")),
            ("Bw==", "Bw==", InvalidHash::FirebaseLength),
            (HASH, &long, InvalidHash::TooLong),
        ] {
            assert_eq!(config().hash(hash, salt).map(|b| b.hash), Err(reason), "{hash} {salt}");
        }
    }

    #[test]
    fn reads_json_of_the_console_and_of_the_apis() {
        let built = config().hash(HASH, "Bw==").expect("built").hash;
        let url_safe = KEY.replace('/', "_").replace('+', "-");
        for text in [
            format!(
                r#"{{"algorithm":"SCRYPT","base64_signer_key":"{KEY}","base64_salt_separator":"Bw==","rounds":8,"mem_cost":14}}"#
            ),
            format!(
                r#"{{"hash_config":{{"algorithm":"SCRYPT","base64_signer_key":"{KEY}","base64_salt_separator":"Bw==","rounds":"8","mem_cost":"14"}}}}"#
            ),
            format!(
                r#"{{"hashConfig":{{"algorithm":"SCRYPT","signerKey":"{url_safe}","saltSeparator":"Bw","rounds":8,"memoryCost":14}}}}"#
            ),
            format!(
                "algorithm: scrypt\r\nbase64_signer_key: {KEY}\r\nbase64_salt_separator: Bw==\r\nrounds: 8\r\nmem_cost: 14"
            ),
            format!(
                "hash_config{{algorithm:SCRYPT,base64_signer_key:\"{KEY}\",base64_salt_separator:Bw==,rounds:8,mem_cost:14}}"
            ),
        ] {
            let found = FirebaseHashConfig::parse(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert!(found.hash(HASH, "Bw==").expect("built").hash == built, "{text}");
        }
    }

    #[test]
    fn a_config_that_does_not_fit_says_why() {
        let with = |key: &str, rounds: &str, memory: &str| {
            format!(
                "algorithm: SCRYPT, base64_signer_key: {key}, base64_salt_separator: Bw==, rounds: {rounds}, mem_cost: {memory}"
            )
        };
        let good = with(KEY, "8", "14");
        for (text, reason) in [
            (with("Bw==", "8", "14"), InvalidHashConfig::SignerKey(1)),
            (with("&&", "8", "14"), InvalidHashConfig::Base64("base64_signer_key")),
            (with(KEY, "0", "14"), InvalidHashConfig::Rounds),
            (with(KEY, "9", "14"), InvalidHashConfig::Rounds),
            (with(KEY, "eight", "14"), InvalidHashConfig::Rounds),
            (with(KEY, "8", "0"), InvalidHashConfig::MemCost),
            (with(KEY, "8", "15"), InvalidHashConfig::MemCost),
            (good.replace("SCRYPT", "BCRYPT"), InvalidHashConfig::Algorithm),
            (good.replace("algorithm", "algo"), InvalidHashConfig::Missing("algorithm")),
            (good.replace("base64_signer_key", "key"), InvalidHashConfig::Missing("base64_signer_key")),
            (good.replace("base64_salt_separator", "s"), InvalidHashConfig::Missing("base64_salt_separator")),
            (good.replace("rounds", "r"), InvalidHashConfig::Missing("rounds")),
            (good.replace("mem_cost", "m"), InvalidHashConfig::Missing("mem_cost")),
            (format!("{good}, rounds: 8"), InvalidHashConfig::Repeated("rounds")),
        ] {
            assert_eq!(FirebaseHashConfig::parse(&text).expect_err("refused"), reason, "{text}");
        }
        for text in ["", "hello", "[1]", "{\"algorithm\":", "hash_config { rounds }", "{\"rounds\":[]}"] {
            let refused = FirebaseHashConfig::parse(text).expect_err("refused");
            assert!(matches!(refused, InvalidHashConfig::Form(_)), "{text}: {refused:?}");
        }
    }
}
