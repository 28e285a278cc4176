//! The signature algorithms that tokens may use (RFC 7518, 8037, 9864): a closed list.

use std::fmt;

/// An algorithm with a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum KeyAlgorithm {
    /// ECDSA on P-256 with SHA-256.
    #[default]
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// EdDSA on Curve25519: `EdDSA` (RFC 8037), or `Ed25519` by its newer name (RFC 9864). Both mean the same here,
    /// no other curve is known. Tokens are signed under the older name, which more verifiers know.
    EdDsa,
}

impl KeyAlgorithm {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::Es256, Self::Rs256, Self::EdDsa];

    /// Returns the name that goes into `alg`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::EdDsa => "EdDSA",
        }
    }

    /// Finds the algorithm of an `alg`, which is case-sensitive (RFC 7515 section 4.1.1).
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "ES256" => Some(Self::Es256),
            "RS256" => Some(Self::Rs256),
            "EdDSA" | "Ed25519" => Some(Self::EdDsa),
            _ => None,
        }
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An algorithm that a token may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Checked with a public key.
    Key(KeyAlgorithm),
    /// HMAC with SHA-256, checked with the secret that it was made with.
    Hs256,
}

impl Algorithm {
    /// Finds the algorithm of an `alg`; none for `none` and for all that isn't on the list.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "HS256" { Some(Self::Hs256) } else { KeyAlgorithm::from_name(name).map(Self::Key) }
    }

    /// Returns its name; of two, the older one.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Key(algorithm) => algorithm.as_str(),
            Self::Hs256 => "HS256",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, KeyAlgorithm};

    #[test]
    fn knows_exactly_its_names() {
        for algorithm in KeyAlgorithm::ALL {
            assert_eq!(KeyAlgorithm::from_name(algorithm.as_str()), Some(algorithm));
        }
        for (name, algorithm) in [
            ("HS256", Some(Algorithm::Hs256)),
            ("Ed25519", Some(Algorithm::Key(KeyAlgorithm::EdDsa))),
            ("ES256", Some(Algorithm::Key(KeyAlgorithm::Es256))),
            ("es256", None),
            ("eddsa", None),
            ("none", None),
            ("None", None),
            ("", None),
            ("HS512", None),
            ("PS256", None),
            ("ES384", None),
            ("Ed448", None),
            ("RS256 ", None),
            ("RS256\0", None),
        ] {
            assert_eq!(Algorithm::from_name(name), algorithm, "{name:?}");
        }
    }
}
