//! Keys and rules that the command line names in place of those of the control plane.

use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::error::{CommandError, ErrorKind};
use crate::ops::jwks::JwksUrl;
use crate::ops::verify::{Home, Issuer, Published, Sources, Trust, Wanted};
use crate::token::{DEFAULT_LEEWAY, HmacSecret, Keys, MAX_SET_BYTES};
use clap::Args;
use secrecy::SecretString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// The rules that tokens must keep.
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// Take these public keys, a JWKS, in place of those of the control plane
    #[arg(long, value_name = "FILE")]
    jwks_file: Option<PathBuf>,
    /// Take the keys that are published there, in place of those of the control plane
    #[arg(long, value_name = "URL", conflicts_with_all = ["jwks_file", "secret_file"])]
    jwks_url: Option<JwksUrl>,
    /// Take this secret for HS256: base64url, 32 bytes or more
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
    /// Who must have issued it; may be given several times
    #[arg(long, value_name = "ISS")]
    issuer: Vec<String>,
    /// Whom it must be for; may be given several times
    #[arg(long, value_name = "AUD", default_value = "authenticated")]
    audience: Vec<String>,
    /// How far clocks may be apart, up to 60s
    #[arg(long, value_name = "TIME", value_parser = leeway)]
    leeway: Option<u8>,
    /// The user must have this permission, such as vendors.write; may be given several times
    #[arg(long, value_name = "PERMISSION", value_parser = permission)]
    require: Vec<String>,
}

fn leeway(text: &str) -> Result<u8, String> {
    let parsed = text.parse().map(Duration::from_secs).or_else(|_| humantime::parse_duration(text));
    let seconds =
        parsed.ok().filter(|time| time.subsec_nanos() == 0).and_then(|time| u8::try_from(time.as_secs()).ok());
    seconds.filter(|seconds| *seconds <= crate::token::MAX_LEEWAY).ok_or_else(|| "a leeway is 0s to 60s".to_owned())
}

fn permission(text: &str) -> Result<String, String> {
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    match text.split_once('.') {
        Some((noun, verb)) if word(noun) && word(verb) => Ok(text.to_owned()),
        _ => Err("a permission looks like vendors.write".to_owned()),
    }
}

impl Rules {
    /// Returns what tokens must keep.
    pub(super) fn wanted(&self) -> Wanted {
        let mut permissions = self.require.clone();
        permissions.sort_unstable();
        permissions.dedup();
        Wanted {
            issuers: self.issuer.clone(),
            audiences: self.audience.clone(),
            leeway: self.leeway.unwrap_or(DEFAULT_LEEWAY),
            permissions,
        }
    }

    /// Says whether the command line names keys.
    pub(super) fn names_keys(&self) -> bool {
        self.jwks_file.is_some() || self.secret_file.is_some() || self.jwks_url.is_some()
    }

    /// Reads the keys that the command line names, which are those of the issuers `names`; none if they are published
    /// somewhere.
    ///
    /// # Errors
    /// A file can't be read, or holds none that can be used.
    pub(super) fn keys(&self, cx: &Context, names: &[String]) -> Result<Option<Arc<Issuer>>, CommandError> {
        if self.jwks_file.is_none() && self.secret_file.is_none() {
            return Ok(None);
        }
        let keys = match &self.jwks_file {
            Some(file) => key_set(cx, file)?,
            None => Keys::default(),
        };
        let secret = self.secret_file.as_deref().map(secret).transpose()?;
        Ok(Some(Arc::new(Issuer { home: Home::Named, names: names.to_vec(), keys, secret })))
    }

    /// Returns whose tokens are taken: the issuer of the named keys, else the shared Auth server, and whom the control
    /// plane knows if there is one.
    ///
    /// # Errors
    /// As [`Self::keys`], or the shared Auth server's address can't be one of keys.
    pub(super) fn trust<'a>(
        &self,
        cx: &Context,
        names: &[String],
        control: Option<&'a ControlPlane>,
    ) -> Result<Trust<'a>, CommandError> {
        if let Some(issuer) = self.keys(cx, names)? {
            return Ok(Trust::One(issuer));
        }
        let cache = Some(cx.jwks_cache());
        Ok(Trust::Found(Box::new(match &self.jwks_url {
            Some(url) => {
                let named = Published { home: Home::Named, names: names.to_vec(), url: url.clone() };
                Sources { published: vec![named], control: None, cache }
            }
            None => Sources { published: cx.shared_issuer()?.into_iter().collect(), control, cache },
        })))
    }

    /// Returns the values of `iss` that go with the named keys, where no flag says it: those of a well-known address, of
    /// the tenant's project, or of the shared Auth server.
    pub(super) fn issuers(&self, cx: &Context, tenant: Option<&TenantRow>) -> Vec<String> {
        if !self.issuer.is_empty() {
            return self.issuer.clone();
        }
        let above = self.jwks_url.as_ref().and_then(|url| url.as_str().strip_suffix("/.well-known/jwks.json"));
        match (above, tenant.and_then(|tenant| tenant.address.as_ref())) {
            (Some(above), _) => vec![above.to_owned()],
            (None, Some(address)) => vec![format!("{}/auth/v1", address.api_url)],
            (None, None) => cx.shared_issuers(),
        }
    }
}

fn key_set(cx: &Context, file: &Path) -> Result<Keys, CommandError> {
    let unfit = |cause: String| {
        let text = format!("{} holds no key set", file.display());
        CommandError::new(ErrorKind::BadInput, text)
            .cause(cause)
            .hint("a JWKS looks like {\"keys\": […]}; tenantctl key export prints ours")
    };
    let mut text = Vec::new();
    open(file)?.take(MAX_SET_BYTES as u64 + 1).read_to_end(&mut text).map_err(|error| unfit(error.to_string()))?;
    let keys = Keys::read(&text).map_err(|error| unfit(error.to_string()))?;
    if keys.leaks_private() {
        cx.ui.warn(&format!(
            "{} holds a private key: whoever has read it can issue tokens; replace that key",
            file.display()
        ));
    }
    Ok(keys)
}

fn secret(file: &Path) -> Result<HmacSecret, CommandError> {
    let unfit = || {
        let text = format!("{} holds no secret for HS256", file.display());
        CommandError::new(ErrorKind::BadInput, text).cause("it must be base64url without padding, of 32 bytes or more")
    };
    let mut text = Zeroizing::new(String::new());
    open(file)?.take(64 * 1024).read_to_string(&mut text).map_err(|_| unfit())?;
    HmacSecret::from_base64url(&SecretString::from(text.as_str())).map_err(|_| unfit())
}

fn open(file: &Path) -> Result<std::fs::File, CommandError> {
    std::fs::File::open(file).map_err(|error| {
        CommandError::new(ErrorKind::Config, format!("{} can't be read", file.display())).cause(error.to_string())
    })
}
