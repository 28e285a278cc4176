//! Keeping secrets: the master key, sealed values, passwords and what a server stores of them.

mod envelope;
mod error;
mod master_key;
mod password;
mod scram;

pub use envelope::{Aad, DataKey};
pub use error::SecretsError;
pub use master_key::{Kek, MasterKey, new_kek_id};
pub use password::generate_password;
pub use scram::Verifier;

use std::fmt::Write as _;

/// Fills `buffer` with randomness.
fn randomise(buffer: &mut [u8]) -> Result<(), SecretsError> {
    aws_lc_rs::rand::fill(buffer).map_err(|_| SecretsError::NoRandomness)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

/// Returns the SHA-256 of `bytes` in hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref())
}
