//! What is chosen at the first run, by flags.

use crate::config::{Key, is_profile_name, keys};
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Arguments of `init`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl init
  tenantctl init --embedded --no-input
  tenantctl init --profile prod --url-env PROD_URL --provider cluster --master-key-file /etc/tenantctl/master.key
  tenantctl init --profile eu --url-file eu.url --provider supabase --token-env EU_TOKEN --organization my-org

On a terminal, and where nothing is configured yet, it asks. What is chosen becomes a profile in the user file,
mode 0600; secrets stay where they are, the profile refers to them.")]
pub struct InitArgs {
    /// Keep the control plane in the embedded PostgreSQL
    #[arg(long, conflicts_with_all = ["url_env", "url_file"])]
    embedded: bool,
    /// The control plane's connection URL is in this variable
    #[arg(long, value_name = "VARIABLE", conflicts_with = "url_file")]
    url_env: Option<String>,
    /// The control plane's connection URL is in this file
    #[arg(long, value_name = "FILE")]
    url_file: Option<PathBuf>,
    /// Where tenants' databases come from
    #[arg(long, value_enum, value_name = "PROVIDER")]
    provider: Option<Provider>,
    /// The access token of the Supabase Management API is in this variable
    #[arg(long, value_name = "VARIABLE")]
    token_env: Option<String>,
    /// The Supabase organization that new projects belong to
    #[arg(long, value_name = "SLUG")]
    organization: Option<String>,
    /// The file of the master key; made if it isn't there
    #[arg(long, value_name = "FILE")]
    master_key_file: Option<PathBuf>,
}

/// Where tenants' databases come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Provider {
    /// A Supabase project each
    Supabase,
    /// Databases on PostgreSQL servers, first of all on the control plane's
    Cluster,
    /// The embedded PostgreSQL
    Local,
}

impl Provider {
    /// Returns the word of the setting.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Supabase => "supabase",
            Self::Cluster => "cluster",
            Self::Local => "local",
        }
    }
}

/// Settings that become a profile; one without a value is taken away.
pub(super) struct Choices {
    /// The profile's name.
    pub(super) profile: String,
    /// What it sets.
    pub(super) settings: Vec<(&'static Key, Option<String>)>,
}

impl Choices {
    /// Chooses nothing yet.
    pub(super) fn none(profile: &str) -> Self {
        Self { profile: profile.to_owned(), settings: Vec::new() }
    }

    /// Chooses a setting.
    pub(super) fn set(&mut self, key: &'static Key, value: impl Into<String>) {
        self.settings.push((key, Some(value.into())));
    }

    /// Chooses the embedded server, whatever else is configured.
    pub(super) fn embed(&mut self, cx: &Context) {
        self.set(keys::STATE_DIR, cx.state_dir().display().to_string());
        self.settings.extend([(keys::CONTROL_PLANE_URL, None), (keys::DATABASE_URL, None)]);
    }

    /// Chooses a server, or what refers to its URL. Where tenants' databases come from elsewhere, it
    /// holds the control plane alone.
    pub(super) fn server(&mut self, url: &str, provider: Option<Provider>) {
        let both = [keys::DATABASE_URL, keys::CONTROL_PLANE_URL];
        let [key, other] = match provider {
            Some(Provider::Supabase | Provider::Local) => [both[1], both[0]],
            Some(Provider::Cluster) | None => both,
        };
        self.set(key, url);
        self.settings.push((other, None));
    }

    /// Takes what flags choose; none if they choose nothing.
    ///
    /// # Errors
    /// Usage: a variable or a profile whose name can't be.
    pub(super) fn given(cx: &Context, args: &InitArgs) -> Result<Option<Self>, CommandError> {
        let mut choices = Self::none(&profile_name(cx.named_profile().unwrap_or("default"))?);
        if args.embedded {
            choices.embed(cx);
        }
        if let Some(name) = &args.url_env {
            choices.server(&variable("--url-env", name)?, args.provider);
        }
        if let Some(file) = &args.url_file {
            choices.server(&format!("file:{}", absolute(file)?.display()), args.provider);
        }
        if let Some(provider) = args.provider {
            choices.set(keys::PROVIDER, provider.word());
        }
        if let Some(name) = &args.token_env {
            choices.set(keys::SUPABASE_ACCESS_TOKEN, variable("--token-env", name)?);
        }
        if let Some(organization) = &args.organization {
            choices.set(keys::SUPABASE_ORGANIZATION, organization);
        }
        if let Some(file) = &args.master_key_file {
            choices.set(keys::MASTER_KEY_FILE, absolute(file)?.display().to_string());
            choices.settings.push((keys::MASTER_KEY, None));
        }
        Ok((!choices.settings.is_empty()).then_some(choices))
    }
}

/// Checks the name of a profile.
///
/// # Errors
/// Usage.
pub(super) fn profile_name(name: &str) -> Result<String, CommandError> {
    if is_profile_name(name) {
        return Ok(name.to_owned());
    }
    let text = format!("{name:?} can't be a profile's name: 1 to 40 letters, digits, - or _");
    Err(CommandError::new(ErrorKind::Usage, text))
}

/// Returns an absolute path, as a profile is read from anywhere.
///
/// # Errors
/// The working directory can't be read.
pub(super) fn absolute(file: &Path) -> Result<PathBuf, CommandError> {
    std::path::absolute(file).map_err(|error| {
        CommandError::new(ErrorKind::Config, format!("{} can't be found", file.display())).cause(error.to_string())
    })
}

/// What isn't a variable's name may be the secret itself, so it isn't repeated.
fn variable(flag: &str, name: &str) -> Result<String, CommandError> {
    if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Ok(format!("env:{name}"));
    }
    let error = CommandError::new(ErrorKind::Usage, format!("{flag} takes the name of a variable"));
    Err(error.hint("everyone can read arguments; if that was a secret, change it"))
}
