//! Users from the exports of other systems: Firebase's `auth:export` (JSON and CSV) and the dumps of
//! its Admin SDK, and plain CSV, JSON and NDJSON. One record at a time; one bad record never ends
//! the reading as long as the next one can be found.

mod counts;
mod duplicates;
mod field;
mod firebase_csv;
mod firebase_line;
mod format;
mod given;
mod head;
mod plain_csv;
mod reader;
mod record;
mod settle;

#[cfg(test)]
mod firebase_tests;
#[cfg(test)]
mod plain_tests;

pub use counts::Counts;
pub use duplicates::user_id;
pub use format::UserFormat;
pub use reader::{ReadOptions, UserReader, UsersError};

use crate::position::Position;
use serde_json::{Map, Value};
use tenantctl_domain::password_hash::PasswordHash;
use uuid::Uuid;

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserPlace {
    /// The number of the record, from 1; a header isn't one.
    pub record: u64,
    /// Where it begins.
    pub at: Position,
}

/// A user who can be created.
#[derive(Debug, Clone)]
pub struct ImportedUser {
    /// Where it was read.
    pub place: UserPlace,
    /// The user's id, the same in every run: see [`user_id`].
    pub id: Uuid,
    /// Firebase's `localId`.
    pub external_id: Option<String>,
    /// In lower case.
    pub email: Option<String>,
    /// As `+` and digits.
    pub phone: Option<String>,
    /// The address is known to be the user's.
    pub email_verified: bool,
    /// The same for the phone; Firebase has no others. None where nothing is said.
    pub phone_verified: Option<bool>,
    /// The user may not log in.
    pub disabled: bool,
    /// A name for people.
    pub display_name: Option<String>,
    /// Where a picture is.
    pub photo_url: Option<String>,
    /// Firebase's custom claims, for `app_metadata`, without those that are tenantctl's or the server's own.
    pub custom_claims: Map<String, Value>,
    /// Columns of a plain file that mean nothing here, for `user_metadata`: nothing there gives rights.
    pub fields: Map<String, Value>,
    /// The role in the tenant: the field `role`, or the claim of that name.
    pub role: Option<String>,
    /// The password, as a hash.
    pub hash: Option<PasswordHash>,
    /// Hash or salt were rewritten into base64 of the standard alphabet with padding.
    pub normalised: bool,
    /// How the user could sign in before: `google.com`, `password`.
    pub providers: Vec<String>,
    /// What can't be carried over.
    pub lost: Vec<Lost>,
}

/// What of a user can't be carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// The password: it was hashed in another way than the project's own, so its hash isn't in the export.
    Password,
    /// The password: whoever made the dump wasn't allowed to see hashes.
    PasswordRedacted,
    /// A second factor.
    Mfa,
    /// The user signs in with other providers alone, and has no password here until one is set.
    OAuthOnly,
    /// Custom claims whose names are taken.
    Claims(Vec<String>),
}

/// A user of a Firebase export whom an Auth server can't have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it was read.
    pub place: UserPlace,
    /// Firebase's `localId`.
    pub external_id: Option<String>,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why a user is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// An anonymous user: no e-mail address, no phone, no provider.
    Anonymous,
    /// A user of another provider without e-mail address or phone.
    NoAddress,
}

/// A record that isn't a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedUser {
    /// Where it was read.
    pub place: UserPlace,
    /// Whom it is about, if that much can be told: e-mail address, `localId` or phone as written.
    pub who: Option<String>,
    /// Why; holds no hash.
    pub reason: String,
}

/// What a record came to.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A user.
    User(Box<ImportedUser>),
    /// A user whom an Auth server can't have.
    LeftOut(LeftOut),
    /// Nothing.
    Refused(RefusedUser),
}
