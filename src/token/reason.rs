//! Why a token isn't accepted: a closed list, the public contract of `reason` in JSON.

use serde::Serialize;
use std::fmt;

/// One reason, the first that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Not a token in compact form, or a member of the wrong type.
    Malformed,
    /// `alg` is `none`, unknown, or HS256 without a configured secret.
    AlgorithmNotAllowed,
    /// `crit`, `b64` or `zip`: an extension that changes what the token means.
    UnsupportedCritical,
    /// `typ` or `cty` say that it is something other than a token for access.
    WrongType,
    /// No key has the token's `kid`, or the token has none and needs one.
    UnknownKey,
    /// Two different keys could be meant.
    AmbiguousKey,
    /// The key that is meant is weak, malformed, or for something else.
    KeyUnfit,
    /// The signature isn't the key's over this text.
    BadSignature,
    /// A claim that every token needs is missing or empty.
    MissingClaim,
    /// `iss` is another one's.
    WrongIssuer,
    /// `aud` names somebody else.
    WrongAudience,
    /// `nbf` or `iat` lie in the future.
    NotYetValid,
    /// `exp` is over.
    Expired,
    /// The token is another tenant's.
    WrongTenant,
    /// The token's tenant doesn't exist, or no longer.
    TenantUnknown,
    /// The token's tenant is suspended.
    TenantSuspended,
    /// Our own token, whose session was ended.
    Revoked,
    /// A Supabase token whose session doesn't exist.
    SessionUnknown,
    /// A good token whose user lacks the permission that was asked for.
    PermissionDenied,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Malformed,
        Self::AlgorithmNotAllowed,
        Self::UnsupportedCritical,
        Self::WrongType,
        Self::UnknownKey,
        Self::AmbiguousKey,
        Self::KeyUnfit,
        Self::BadSignature,
        Self::MissingClaim,
        Self::WrongIssuer,
        Self::WrongAudience,
        Self::NotYetValid,
        Self::Expired,
        Self::WrongTenant,
        Self::TenantUnknown,
        Self::TenantSuspended,
        Self::Revoked,
        Self::SessionUnknown,
        Self::PermissionDenied,
    ];

    /// What anybody may be told, whatever the reason: no more than this.
    pub const OUTSIDER: &'static str = "the token is not valid";

    /// Returns the name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::AlgorithmNotAllowed => "algorithm_not_allowed",
            Self::UnsupportedCritical => "unsupported_critical",
            Self::WrongType => "wrong_type",
            Self::UnknownKey => "unknown_key",
            Self::AmbiguousKey => "ambiguous_key",
            Self::KeyUnfit => "key_unfit",
            Self::BadSignature => "bad_signature",
            Self::MissingClaim => "missing_claim",
            Self::WrongIssuer => "wrong_issuer",
            Self::WrongAudience => "wrong_audience",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
            Self::WrongTenant => "wrong_tenant",
            Self::TenantUnknown => "tenant_unknown",
            Self::TenantSuspended => "tenant_suspended",
            Self::Revoked => "revoked",
            Self::SessionUnknown => "session_unknown",
            Self::PermissionDenied => "permission_denied",
        }
    }

    /// Returns a sentence for the operator.
    pub fn operator(self) -> &'static str {
        match self {
            Self::Malformed => "the text is not a token in compact form, or a part of it has the wrong type",
            Self::AlgorithmNotAllowed => {
                "the token's algorithm is not one of RS256, ES256, EdDSA and a configured HS256"
            }
            Self::UnsupportedCritical => "the token uses an extension (crit, b64, zip) that is not supported",
            Self::WrongType => "typ or cty say that this is not an access token",
            Self::UnknownKey => "no known key has the token's kid",
            Self::AmbiguousKey => "two different keys answer to the token's kid",
            Self::KeyUnfit => "the token's key is weak, malformed or meant for something else",
            Self::BadSignature => "the signature does not fit the token and its key",
            Self::MissingClaim => "one of iss, aud, sub and exp is missing or empty",
            Self::WrongIssuer => "the token was issued by somebody else",
            Self::WrongAudience => "the token is meant for somebody else",
            Self::NotYetValid => "the token is not valid yet, or was issued in the future: compare the clocks",
            Self::Expired => "the token has expired",
            Self::WrongTenant => "the token belongs to another tenant",
            Self::TenantUnknown => "the token's tenant does not exist",
            Self::TenantSuspended => "the token's tenant is suspended",
            Self::Revoked => "the token's session was revoked",
            Self::SessionUnknown => "the token's session does not exist",
            Self::PermissionDenied => "the token is good, but its user lacks the permission",
        }
    }
}

impl fmt::Display for Reason {
    /// Writes what an outsider may see.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::OUTSIDER)
    }
}

impl std::error::Error for Reason {}

#[cfg(test)]
mod tests {
    use super::Reason;
    use std::collections::HashSet;

    #[test]
    fn each_has_its_name_and_its_sentence_and_tells_outsiders_nothing() {
        let names: HashSet<_> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
        let sentences: HashSet<_> = Reason::ALL.iter().map(|reason| reason.operator()).collect();
        assert_eq!((names.len(), sentences.len()), (Reason::ALL.len(), Reason::ALL.len()));
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).expect("a name"), reason.as_str());
            assert_eq!(reason.to_string(), "the token is not valid");
        }
    }
}
