//! Verifying tokens, a page at a time: signature, claims, tenant, session, permission, in that order.
//!
//! Whatever can't be asked is an error and never a yes.

mod ask;
mod checker;
mod cores;
mod error;
mod issuer;
mod judge;
mod known;
mod stand;
mod tenants;

pub use checker::{Checker, Failures, Trust, World};
pub use cores::on_every_core;
pub use error::VerifyError;
pub use issuer::{Home, Issuer, own_issuer};
pub use judge::{judge, judge_page};
pub use known::{KnownIssuers, Published, Sources};
pub use stand::stand;
pub use tenants::Tenants;

use crate::domain::tenant::TenantId;
use crate::token::{Algorithm, Claims, Outline, Reason};
use std::sync::Arc;
use uuid::Uuid;

/// What tokens must keep besides their issuer's rules.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The issuers, one of which each token must name; without any, those whose keys are known.
    pub issuers: Vec<String>,
    /// The audiences, one of which each token must name.
    pub audiences: Vec<String>,
    /// How far clocks may be apart, in seconds.
    pub leeway: u8,
    /// What the user must be allowed to do.
    pub permissions: Vec<String>,
}

impl Wanted {
    /// Sees that the issuer that a token names is one of them.
    fn issuer_of(&self, outline: Outline) -> Result<Outline, Reason> {
        if self.issuers.is_empty() || self.issuers.contains(&outline.issuer) {
            Ok(outline)
        } else {
            Err(Reason::WrongIssuer)
        }
    }
}

/// The tenant that a token belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfTenant {
    /// Its uuid.
    pub uuid: Uuid,
    /// Its id.
    pub id: TenantId,
}

/// What is known of a token's session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// Its row is there.
    Live,
    /// Nobody has asked.
    Unchecked,
}

/// A token that nothing speaks against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// What it says.
    pub claims: Claims,
    /// What it is signed with.
    pub algorithm: Algorithm,
    /// By which key.
    pub kid: Option<Arc<str>>,
    /// Whose keys these are.
    pub home: Home,
    /// Whose user it is.
    pub tenant: Option<OfTenant>,
    /// Its session.
    pub session: SessionState,
}

/// What is found about a token.
pub type Verdict = Result<Accepted, Reason>;

/// What is found about a token; or the failure, of [`Checker::failures`], that left it unknown.
pub type Finding = Result<Verdict, usize>;
