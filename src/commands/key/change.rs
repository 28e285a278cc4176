//! `tenantctl key create`, `rotate` and `retire`

use crate::context::Context;
use crate::domain::signing_key::KeyState;
use crate::error::CommandError;
use crate::ops::keys::{self, KeyError};
use crate::output::views::{KeyView, RotatedView};
use crate::token::KeyAlgorithm;
use clap::{Args, ValueEnum};

/// What a key signs with, in the words of the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Named {
    /// ECDSA on P-256
    Es256,
    /// RSA, 2048 bits
    Rs256,
    /// Ed25519
    Eddsa,
}

impl Named {
    fn algorithm(self) -> KeyAlgorithm {
        match self {
            Self::Es256 => KeyAlgorithm::Es256,
            Self::Rs256 => KeyAlgorithm::Rs256,
            Self::Eddsa => KeyAlgorithm::EdDsa,
        }
    }
}

/// Arguments of `key create`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl key create
  tenantctl key create --algorithm eddsa

The private part is sealed in the control plane by the master key and never leaves it.")]
pub struct CreateArgs {
    /// What it signs with
    #[arg(long, value_enum, value_name = "ALGORITHM", default_value = "es256")]
    algorithm: Named,
}

/// Arguments of `key rotate`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl key create && tenantctl key export --out jwks.json
  tenantctl key rotate            # 20 minutes later
  tenantctl key rotate --now      # after a theft

Verifiers cache the key set, for up to 10 minutes or their jwks_max_age. A key that is younger than 20 minutes may be
unknown to some, which would refuse its tokens: exit 5, unless --now. With --now a key is made if none is on standby.")]
pub struct RotateArgs {
    /// Don't wait until verifiers know the new key
    #[arg(long)]
    now: bool,
}

/// Arguments of `key retire`.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tenantctl key retire 6ZB3Ww4XgP1rjb1rqyNVJgRHOsU9AaGAh0m4FvEjvb4 --yes")]
pub struct RetireArgs {
    /// The key's id
    // A thumbprint may begin with a hyphen.
    #[arg(value_name = "KID", allow_hyphen_values = true)]
    kid: String,
}

/// Makes a key.
///
/// # Errors
/// The control plane can't be written.
pub(super) async fn create(cx: &mut Context, args: CreateArgs) -> Result<(), CommandError> {
    let algorithm = args.algorithm.algorithm();
    if cx.dry_run {
        let control = cx.read_plane().await?;
        let signs = keys::all(&control).await?.iter().any(|row| row.state == KeyState::Active);
        let state = if signs { KeyState::Standby } else { KeyState::Active };
        cx.ui.note(&format!("would make a signing key, {state}"));
        cx.ui.show_one(&KeyView::planned(algorithm.as_str(), state))?;
        return Ok(());
    }
    let (control, _) = cx.write_plane().await?;
    let vault = cx.vault(&control).await?;
    let kid = keys::create(&control, &vault, algorithm, &cx.runner()).await?;
    let row = keys::find(&control, &kid).await?;
    cx.ui.show_one(&KeyView::of(&row))?;
    cx.ui.success(&format!("made the signing key {kid}, {}", row.state));
    if row.state == KeyState::Standby {
        cx.ui.note("publish it: tenantctl key export; 20 minutes later it may sign: tenantctl key rotate");
    }
    Ok(())
}

/// Lets the next key sign.
///
/// # Errors
/// No key, one that verifiers may not know, or another run was faster.
pub(super) async fn rotate(cx: &mut Context, args: RotateArgs) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let planned = keys::plan_rotation(&control, args.now).await?;
    let old = &planned.old.kid;
    let next = planned.new.as_ref();
    let algorithm = &next.unwrap_or(&planned.old).algorithm;
    if cx.dry_run {
        let kid = next.map(|row| row.kid.as_str());
        cx.ui.note(&format!("would let {} sign in place of {old}", kid.unwrap_or("a new key")));
        cx.ui.show_one(&RotatedView::of(kid, algorithm, old))?;
        return Ok(());
    }
    let vault = cx.vault(&control).await?;
    let kid = keys::rotate(&control, &vault, &planned, &cx.runner()).await?;
    cx.ui.show_one(&RotatedView::of(Some(&kid), algorithm, old))?;
    cx.ui.success(&format!("the key {kid} signs now; {old} goes on verifying"));
    if next.is_none() {
        cx.ui.note("no verifier knows the new key yet: tenantctl key export");
    }
    cx.ui.note(&format!(
        "{old} may be retired when the last token that it signed has expired: tokens are good until their exp, so after the longest \
         life that you give them, and not within 10 minutes or jwks_max_age, for which verifiers cache the key set"
    ));
    Ok(())
}

/// Retires a key.
///
/// # Errors
/// Not found, it signs, or not confirmed.
pub(super) async fn retire(cx: &mut Context, args: RetireArgs) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let mut row = keys::find(&control, &args.kid).await?;
    let kid = row.kid.clone();
    match row.state {
        KeyState::Active => return Err(KeyError::Active(kid).into()),
        KeyState::Retired => cx.ui.note(&format!("nothing to do: the signing key {kid} is retired already")),
        KeyState::Standby | KeyState::Verifying if cx.dry_run => {
            cx.ui.note(&format!("would retire the signing key {kid}, {}", row.state));
        }
        KeyState::Standby | KeyState::Verifying => {
            let stake = match row.state {
                KeyState::Standby => "It has signed nothing.",
                _ => "Tokens that it signed are refused from then on, expired or not.",
            };
            let _confirmed = cx.ui.confirm(&format!("{stake}\nRetire the signing key {kid}?"), "-y")?;
            keys::retire(&control, &row, &cx.runner()).await?;
            row = keys::find(&control, &kid).await?;
            cx.ui.success(&format!("retired the signing key {kid}; verifiers learn it from tenantctl key export"));
        }
    }
    cx.ui.show_one(&KeyView::of(&row))?;
    Ok(())
}
