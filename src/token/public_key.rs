//! A public key that is strong enough to be believed, its JWK and its thumbprint.

use super::KeyAlgorithm;
use aws_lc_rs::digest;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

/// Why a key can't be used. No text here holds a part of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyUnfit {
    /// Not the members that its `kty` needs, or of the wrong type or length.
    #[error("the key is malformed")]
    Malformed,
    /// Of a kind that no allowed algorithm uses, a shared secret among them.
    #[error("the key is of a kind that no allowed algorithm uses")]
    Kind,
    /// `alg`, `use` or `key_ops` say that it is for something else.
    #[error("the key is not for checking signatures with this algorithm")]
    Purpose,
    /// An RSA modulus below 2048 or above 8192 bits, an even one, or one from a generator known to be broken.
    #[error("the RSA modulus is too short, too long or weak")]
    Modulus,
    /// An RSA exponent that is even, below 65537 or above 32 bits.
    #[error("the RSA exponent is unusual: 65537 is the one to use")]
    Exponent,
    /// Not a point of the curve, or one in a small subgroup.
    #[error("the key is not a usable point of its curve")]
    Point,
}

/// The public part of a key, its algorithm with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// A point of P-256.
    P256 {
        /// Its first coordinate.
        x: [u8; 32],
        /// Its second coordinate.
        y: [u8; 32],
    },
    /// An RSA key, big-endian without leading zeros.
    Rsa {
        /// The modulus.
        n: Vec<u8>,
        /// The exponent.
        e: Vec<u8>,
    },
    /// A point of Curve25519 as RFC 8032 encodes it.
    Ed25519 {
        /// The encoded point.
        x: [u8; 32],
    },
}

impl PublicKey {
    /// Returns the one algorithm that the key is for.
    pub fn algorithm(&self) -> KeyAlgorithm {
        match self {
            Self::P256 { .. } => KeyAlgorithm::Es256,
            Self::Rsa { .. } => KeyAlgorithm::Rs256,
            Self::Ed25519 { .. } => KeyAlgorithm::EdDsa,
        }
    }

    /// Makes the key ready for many verifications.
    ///
    /// # Errors
    /// [`KeyUnfit`] when it is too weak, or no key.
    pub fn parse(&self) -> Result<ParsedPublicKey, KeyUnfit> {
        match self {
            Self::P256 { x, y } => {
                let point = [&[4][..], x, y].concat();
                ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).map_err(|_| KeyUnfit::Point)
            }
            Self::Rsa { n, e } => {
                check_modulus(n)?;
                check_exponent(e)?;
                RsaPublicKeyComponents { n, e }
                    .to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
                    .map_err(|_| KeyUnfit::Modulus)
            }
            Self::Ed25519 { x } => {
                check_edwards(x)?;
                ParsedPublicKey::new(&ED25519, x).map_err(|_| KeyUnfit::Point)
            }
        }
    }

    /// Returns the thumbprint (RFC 7638, RFC 8037 section 2): SHA-256 in base64url.
    pub fn thumbprint(&self) -> String {
        // The required members in alphabetical order: no value here needs escaping.
        let text = match self {
            Self::P256 { x, y } => {
                format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, encode(x), encode(y))
            }
            Self::Rsa { n, e } => format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, encode(e), encode(n)),
            Self::Ed25519 { x } => format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, encode(x)),
        };
        encode(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
    }

    /// Returns the JWK for publication, for checking signatures only.
    pub fn to_jwk(&self, kid: &str) -> Map<String, Value> {
        let parts = match self {
            Self::P256 { x, y } => {
                vec![("kty", "EC".into()), ("crv", "P-256".into()), ("x", encode(x)), ("y", encode(y))]
            }
            Self::Rsa { n, e } => vec![("kty", "RSA".into()), ("n", encode(n)), ("e", encode(e))],
            Self::Ed25519 { x } => vec![("kty", "OKP".into()), ("crv", "Ed25519".into()), ("x", encode(x))],
        };
        let mut jwk: Map<String, Value> =
            parts.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect();
        jwk.insert("kid".into(), json!(kid));
        jwk.insert("alg".into(), json!(self.algorithm().as_str()));
        jwk.insert("use".into(), json!("sig"));
        jwk.insert("key_ops".into(), json!(["verify"]));
        jwk
    }
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn check_modulus(n: &[u8]) -> Result<(), KeyUnfit> {
    let bits = n.first().map_or(0, |first| n.len() * 8 - first.leading_zeros() as usize);
    let odd = n.last().is_some_and(|last| last % 2 == 1);
    if n.first() == Some(&0) || !(2048..=8192).contains(&bits) || !odd || is_roca(n) {
        return Err(KeyUnfit::Modulus);
    }
    Ok(())
}

fn check_exponent(e: &[u8]) -> Result<(), KeyUnfit> {
    if e.first().is_none_or(|first| *first == 0) || e.len() > 4 {
        return Err(KeyUnfit::Exponent);
    }
    let value = e.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    if value >= 65537 && value % 2 == 1 { Ok(()) } else { Err(KeyUnfit::Exponent) }
}

/// Whether the modulus comes from the broken generator of CVE-2017-15361: modulo each of many small primes it is then
/// a power of 65537, which happens by chance once in 2^27 keys.
fn is_roca(n: &[u8]) -> bool {
    let is_prime = |number: u32| (2..number).take_while(|d| d * d <= number).all(|d| !number.is_multiple_of(d));
    (3..=167).filter(|number| is_prime(*number)).all(|prime| {
        let residue = n.iter().fold(0, |sum, byte| (sum * 256 + u32::from(*byte)) % prime);
        let generator = 65537 % prime;
        let mut power = 1;
        (0..prime).any(|_| {
            let found = power == residue;
            power = power * generator % prime;
            found
        })
    })
}

/// The points of small order, whose signatures can be made without a private key, by their second coordinate in
/// little-endian order. A coordinate of 2^255 - 19 or more isn't canonical (RFC 8032 section 5.1.3).
fn check_edwards(x: &[u8; 32]) -> Result<(), KeyUnfit> {
    const ORDER_8: [&[u8; 32]; 2] = [
        b"\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc\x05",
        b"\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03\x7a",
    ];
    let mut y = *x;
    y[31] &= 0x7f;
    let middle_is = |byte: u8| y[1..31].iter().all(|found| *found == byte);
    let zero_or_one = y[0] <= 1 && middle_is(0) && y[31] == 0;
    let minus_one_or_more = y[0] >= 0xec && middle_is(0xff) && y[31] == 0x7f;
    if zero_or_one || minus_one_or_more || ORDER_8.contains(&&y) { Err(KeyUnfit::Point) } else { Ok(()) }
}
