//! What an import has to say about a file as a whole.

use super::{Entry, Lost, WhyLeftOut};

/// What was read so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records.
    pub records: u64,
    /// Users who can be created.
    pub users: u64,
    /// Records that were refused.
    pub refused: u64,
    /// Users whose password comes with them.
    pub with_hash: u64,
    /// Users whose hash was rewritten into base64 of the standard alphabet with padding.
    pub normalised: u64,
    /// Users whose hash is of another version, and not in the export.
    pub lost_passwords: u64,
    /// Users whose hash was hidden from whoever made the dump.
    pub redacted_passwords: u64,
    /// Users with a second factor.
    pub lost_mfa: u64,
    /// Users of other providers alone.
    pub oauth_only: u64,
    /// Users some of whose claims are left out.
    pub lost_claims: u64,
    /// Anonymous users, who are left out.
    pub anonymous: u64,
    /// Users of other providers without any address, who are left out.
    pub no_address: u64,
}

impl Counts {
    /// Counts one more.
    pub(super) fn add(&mut self, entry: &Entry) {
        self.records += 1;
        match entry {
            Entry::Refused(_) => self.refused += 1,
            Entry::LeftOut(left) => match left.why {
                WhyLeftOut::Anonymous => self.anonymous += 1,
                WhyLeftOut::NoAddress => self.no_address += 1,
            },
            Entry::User(user) => {
                self.users += 1;
                self.with_hash += u64::from(user.hash.is_some());
                self.normalised += u64::from(user.normalised);
                for lost in &user.lost {
                    match lost {
                        Lost::Password => self.lost_passwords += 1,
                        Lost::PasswordRedacted => self.redacted_passwords += 1,
                        Lost::Mfa => self.lost_mfa += 1,
                        Lost::OAuthOnly => self.oauth_only += 1,
                        Lost::Claims(_) => self.lost_claims += 1,
                    }
                }
            }
        }
    }
}
