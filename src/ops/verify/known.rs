//! The issuers that the control plane knows.

use super::{Home, Issuer, VerifyError, own_issuer};
use crate::control_plane::ControlPlane;
use crate::ops::keys::verifying_set;
use crate::token::{Keys, Outline, Reason};
use std::sync::Arc;

/// Issuers that tokens have named, with their keys, each read once.
#[derive(Debug, Default)]
pub struct KnownIssuers {
    ours: Option<Arc<Issuer>>,
}

impl KnownIssuers {
    /// Finds the issuer that a token names.
    ///
    /// # Errors
    /// Its keys can't be read. The inner one: nobody known is called that.
    pub async fn find(
        &mut self,
        control: &ControlPlane,
        outline: &Outline,
    ) -> Result<Result<Arc<Issuer>, Reason>, VerifyError> {
        if outline.issuer != own_issuer(control.id) {
            return Ok(Err(Reason::WrongIssuer));
        }
        if let Some(ours) = &self.ours {
            return Ok(Ok(Arc::clone(ours)));
        }
        let set = verifying_set(control).await?.to_string();
        let keys = Keys::read(set.as_bytes()).map_err(VerifyError::Published)?;
        let issuer = Issuer { home: Home::Ours, names: vec![outline.issuer.clone()], keys, secret: None };
        Ok(Ok(Arc::clone(self.ours.insert(Arc::new(issuer)))))
    }
}
