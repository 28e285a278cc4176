//! `tenantctl token decode`

use super::given::Given;
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use crate::output::views::DecodedView;
use crate::token::decode;
use clap::Args;
use secrecy::ExposeSecret;

/// Arguments of `token decode`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  pbpaste | tenantctl token decode
  tenantctl token decode --file token.txt -o json

Nothing is checked but the form: anybody can write such a token.")]
pub struct DecodeArgs {
    #[command(flatten)]
    given: Given,
}

/// Shows header and claims.
///
/// # Errors
/// The text is no token.
pub(super) fn run(cx: &Context, args: &DecodeArgs) -> Result<(), CommandError> {
    let token = args.given.read(cx)?;
    let decoded = token.and_then(|token| decode(token.expose_secret())).map_err(|reason| {
        let error = CommandError::new(ErrorKind::BadInput, "this is no token").with_code("malformed");
        error.cause(reason.operator())
    })?;
    cx.ui.show_one(&DecodedView::of(decoded))?;
    cx.ui.note("nothing of this was checked; whether it is true: tenantctl token verify");
    Ok(())
}
