//! What the members and columns of a record are called.

/// What a value of a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    ExternalId,
    Email,
    EmailVerified,
    Phone,
    PhoneVerified,
    Disabled,
    DisplayName,
    PhotoUrl,
    Claims,
    Role,
    Hash,
    Salt,
    Providers,
    Mfa,
    /// A password as it is typed: never taken.
    ClearPassword,
}

impl Field {
    /// Returns the field of a name: `emailVerified`, `email_verified` and `Email Verified` are one.
    pub(super) fn named(name: &str) -> Option<Self> {
        let plain: String =
            name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).map(|c| c.to_ascii_lowercase()).collect();
        Some(match plain.as_str() {
            "localid" | "uid" | "firebaseuid" => Self::ExternalId,
            "email" => Self::Email,
            "emailverified" => Self::EmailVerified,
            "phone" | "phonenumber" => Self::Phone,
            "phoneverified" => Self::PhoneVerified,
            "disabled" => Self::Disabled,
            "displayname" | "name" => Self::DisplayName,
            "photourl" => Self::PhotoUrl,
            "customattributes" | "customclaims" => Self::Claims,
            "role" => Self::Role,
            "passwordhash" => Self::Hash,
            "salt" | "passwordsalt" => Self::Salt,
            "provideruserinfo" | "providerdata" | "providers" => Self::Providers,
            "mfainfo" | "multifactor" => Self::Mfa,
            "password" => Self::ClearPassword,
            _ => return None,
        })
    }

    /// Whether a record with a member of this name is one of Firebase.
    pub(super) fn is_firebase(name: &str) -> bool {
        matches!(name, "localId" | "uid")
    }

    /// Returns its name, for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ExternalId => "the user's id",
            Self::Email => "email",
            Self::EmailVerified => "email_verified",
            Self::Phone => "phone",
            Self::PhoneVerified => "phone_verified",
            Self::Disabled => "disabled",
            Self::DisplayName => "display_name",
            Self::PhotoUrl => "photo_url",
            Self::Claims => "custom_claims",
            Self::Role => "role",
            Self::Hash => "password_hash",
            Self::Salt => "salt",
            Self::Providers => "providers",
            Self::Mfa => "the list of second factors",
            Self::ClearPassword => "password",
        }
    }
}
