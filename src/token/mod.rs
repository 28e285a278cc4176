//! JSON Web Tokens: signed, read and judged, without input or output.
//!
//! ```text
//! compact text --strict parsing--> header, claims --key, signature--> verified --issuer, times--> claims
//! ```
//!
//! The rules are those of RFC 8725 over RFC 7515, 7517, 7518, 7519, 8037 and 9864, and stricter where those leave a
//! choice: what isn't needed is refused. Signatures are checked and made by aws-lc-rs, everything around them is here.
//! Nothing here reads a clock, a file or the network.

mod algorithm;
mod public_key;
mod rsa_der;
mod sign;

pub use algorithm::{Algorithm, KeyAlgorithm};
pub use public_key::{KeyUnfit, PublicKey};
pub use sign::{SignError, SigningKey};

/// The longest token that is read or signed, in bytes.
pub const MAX_TOKEN_BYTES: usize = 16 * 1024;
