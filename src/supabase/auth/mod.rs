//! The Auth (GoTrue) server of a Supabase project, or one on its own: users, and logins of users.
//!
//! What is not written down in its OpenAPI description was read from the Supabase documentation and
//! seen on the wire, with GoTrue 2.196.

mod api;
mod ban;
mod discover;
mod jwks;
mod key;
mod lenient;
mod letters;
mod link;
mod listing;
mod login;
mod new_user;
mod page;
mod user;
mod users;

#[cfg(test)]
mod api_tests;
#[cfg(test)]
mod canned_api;
#[cfg(test)]
mod create_tests;
#[cfg(test)]
mod discover_tests;
#[cfg(test)]
mod login_tests;

pub use api::{AuthApi, AuthServer};
pub use ban::Ban;
pub use discover::DiscoverError;
pub use jwks::{PublishedKeys, count_published_keys, fetch_published_keys};
pub use key::{AuthKey, InvalidAuthKey, KeyKind};
pub use link::{GeneratedLink, LinkKind, LinkRequest};
pub use login::{LogoutScope, Session};
pub use new_user::{Credential, NewUser, UserChanges};
pub use user::AuthUser;
pub use users::{Created, Deleted, Existing};
