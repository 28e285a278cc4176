//! JSON Web Tokens: signed, read and judged, without input or output.
//!
//! ```text
//! compact text --strict parsing--> header, claims --key, signature--> verified --issuer, times--> claims
//! ```
//!
//! The rules are those of RFC 8725 over RFC 7515, 7517, 7518, 7519, 8037 and 9864, and stricter where those leave a
//! choice: what isn't needed is refused. Signatures are checked and made by aws-lc-rs, everything around them is here.
//! Nothing here reads a clock or the network, and only [`jwks`] keeps files.
//!
//! Where the standards leave a choice:
//!
//! - `EdDSA` and `Ed25519` are two names of one algorithm, for tokens and keys alike.
//! - Every `crit` is refused, as are `b64` and `zip` without one; `typ` may be absent, `JWT` or `at+jwt`.
//! - A token with a `kid` needs a key with that `kid`; one without needs the only key without for its algorithm.
//! - RSA keys have 2048 to 8192 bits and an odd exponent from 65537 to 2^32; Ed25519 keys aren't of small order.
//! - Keys of an unknown `kty` don't exist. Keys that are unfit do, and make their `kid` unusable.
//! - Times may have fractions, which count against the token; `exp` = now is over.
//! - The payload is read after the signature: a broken one with a broken signature is a bad signature.

mod algorithm;
mod claims;
mod compact;
mod cookie;
mod decode;
mod header;
mod json;
mod jwk;
pub mod jwks;
mod jws;
mod keys;
mod outline;
mod public_key;
mod reason;
mod rsa_der;
mod secret;
mod sign;

pub use algorithm::{Algorithm, KeyAlgorithm};
pub use claims::{ClaimRules, Claims, DEFAULT_LEEWAY, MAX_LEEWAY, check_claims};
pub use cookie::{MAX_COOKIE_BYTES, token_from_cookie};
pub use decode::{Decoded, decode};
pub use header::Header;
pub use json::{Json, Object};
pub use jws::{SignatureCheck, Verified, verify_signature};
pub use keys::{JwksError, Keys, MAX_KEYS, MAX_SET_BYTES, VerifyingKey};
pub use outline::{Outline, named_tenant, outline};
pub use public_key::{KeyUnfit, PublicKey};
pub use reason::Reason;
pub use secret::HmacSecret;
pub use sign::{SignError, SigningKey};

/// The longest token that is read or signed, in bytes.
pub const MAX_TOKEN_BYTES: usize = 16 * 1024;

#[cfg(test)]
mod claims_tests;
#[cfg(test)]
mod jws_tests;
#[cfg(test)]
mod keys_tests;
#[cfg(test)]
mod public_key_tests;
#[cfg(test)]
mod random_tests;
