//! Signs and verifies the tokens of one Auth server, and makes its API keys.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use aws_lc_rs::{digest, hmac, rand, signature};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// Random text of letters and digits.
pub(super) fn random_text(alphabet: &[u8], length: usize) -> String {
    let mut bytes = vec![0; length];
    rand::fill(&mut bytes).expect("random bytes");
    bytes.iter().map(|byte| char::from(alphabet[usize::from(*byte) % alphabet.len()])).collect()
}

pub(super) const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
pub(super) const LETTERS_DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The base64url text of a hash.
pub(super) fn sha256(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, text.as_bytes()))
}

/// The keys of one Auth server.
pub(super) struct Keys {
    secret: String,
    pair: EcdsaKeyPair,
    kid: String,
    pub(super) anon: String,
    pub(super) service_role: String,
    pub(super) publishable: String,
    pub(super) secret_key: String,
}

impl Keys {
    pub(super) fn new(reference: &str) -> Self {
        let secret = random_text(LETTERS_DIGITS, 64);
        let issued = chrono::Utc::now().timestamp();
        let legacy = |role: &str| {
            let claims =
                json!({"iss": "supabase", "ref": reference, "role": role, "iat": issued, "exp": issued + 315_360_000});
            sign_hs256(&secret, &claims)
        };
        let new =
            |kind: &str| format!("sb_{kind}_{}_{}", random_text(LETTERS_DIGITS, 22), random_text(LETTERS_DIGITS, 8));
        Self {
            anon: legacy("anon"),
            service_role: legacy("service_role"),
            publishable: new("publishable"),
            secret_key: new("secret"),
            pair: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"),
            kid: uuid::Uuid::new_v4().to_string(),
            secret,
        }
    }

    /// A user's token.
    pub(super) fn sign(&self, claims: &Value) -> String {
        let head = json!({"alg": "ES256", "kid": self.kid, "typ": "JWT"});
        let text = format!("{}.{}", encode(&head), encode(claims));
        let signed = self.pair.sign(&SystemRandom::new(), text.as_bytes()).expect("signs");
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signed))
    }

    /// The claims of a token that is signed by one of the keys and has not expired.
    pub(super) fn verify(&self, token: &str) -> Result<Value, String> {
        let parts: Vec<&str> = token.split('.').collect();
        let [head, body, signed] = parts.as_slice() else {
            return Err("invalid JWT: unable to parse or verify signature, token is malformed".to_owned());
        };
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|e| format!("invalid JWT: {e}"));
        let read =
            |text: &str| serde_json::from_slice::<Value>(&decode(text)?).map_err(|e| format!("invalid JWT: {e}"));
        let (head, claims, signed) = (read(head)?, read(body)?, decode(signed)?);
        let text = &token.as_bytes()[..token.rfind('.').unwrap_or(0)];
        let good = match head["alg"].as_str() {
            Some("HS256") => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, self.secret.as_bytes());
                hmac::verify(&key, text, &signed).is_ok()
            }
            Some("ES256") if head["kid"] == json!(self.kid) => {
                let key = signature::UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.pair.public_key());
                key.verify(text, &signed).is_ok()
            }
            _ => false,
        };
        if !good {
            return Err("invalid JWT: unable to parse or verify signature, signature is invalid".to_owned());
        }
        let now = chrono::Utc::now().timestamp();
        if claims["exp"].as_i64().is_some_and(|exp| exp <= now) {
            return Err("invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired"
                .to_owned());
        }
        Ok(claims)
    }

    /// The public key set.
    pub(super) fn jwks(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..65]));
        json!({"keys": [{"kty": "EC", "crv": "P-256", "alg": "ES256", "kid": self.kid, "use": "sig",
            "key_ops": ["verify"], "ext": true, "x": x, "y": y}]})
    }

    /// The secret that signs the legacy keys.
    pub(super) fn legacy_secret(&self) -> &str {
        &self.secret
    }
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn sign_hs256(secret: &str, claims: &Value) -> String {
    let text = format!("{}.{}", encode(&json!({"alg": "HS256", "typ": "JWT"})), encode(claims));
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(tag))
}
