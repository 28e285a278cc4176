//! `tenantctl provision`

use crate::commands::retry::Retries;
use crate::config::{Key, keys};
use crate::context::Context;
use crate::domain::labels::{Label, Labels};
use crate::domain::operation::ProvisionStep;
use crate::domain::region::Region;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::credentials::LoginRole;
use crate::ops::provision::{Deps, Spec, provision};
use crate::ops::template::Schema;
use crate::output::views::{ProvisionedView, StepView};
use clap::Args;
use secrecy::ExposeSecret;
use std::time::Duration;

/// Arguments of `provision`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl provision --tenant-id acme-corp --region us-east-1
  tenantctl provision acme-corp --include-mock-data
  tenantctl provision acme-corp --label tier=pro --reveal
  tenantctl provision acme-corp --dry-run

Running it again changes nothing; after a failure it goes on where it stopped.")]
pub struct ProvisionArgs {
    /// The tenant's id: 3 to 40 of a-z, 0-9 and -, a letter first
    #[arg(value_name = "TENANT", conflicts_with = "tenant_id")]
    tenant: Option<TenantId>,
    /// The tenant's id: 3 to 40 of a-z, 0-9 and -, a letter first
    #[arg(short, long, value_name = "ID")]
    tenant_id: Option<TenantId>,
    /// Where the tenant lives, such as us-east-1
    #[arg(long, value_name = "REGION")]
    region: Option<Region>,
    /// Where the database comes from: auto, cluster or local
    #[arg(long, value_name = "PROVIDER", value_parser = ["auto", "cluster", "local"])]
    provider: Option<String>,
    /// A name for people; the id if not given
    #[arg(long, value_name = "NAME", value_parser = name)]
    name: Option<String>,
    /// A label; may be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    label: Vec<Label>,
    /// Kept for the tenant's first user
    #[arg(long, value_name = "ADDRESS", value_parser = email)]
    owner_email: Option<String>,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    dir: Option<String>,
    /// Load the built-in mock data before the tenant is in use
    #[arg(long)]
    include_mock_data: bool,
    /// Print the database URL with its password
    #[arg(long)]
    reveal: bool,
}

fn name(text: &str) -> Result<String, String> {
    let fits = !text.trim().is_empty() && text.chars().count() <= 120 && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err("a name has 1 to 120 characters and no control characters".to_owned()) }
}

fn email(text: &str) -> Result<String, String> {
    let parts = text.split_once('@').filter(|(local, domain)| !local.is_empty() && domain.contains('.'));
    let stray = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';');
    match parts {
        Some((_, domain)) if !text.contains(stray) && !domain.contains('@') && text.len() <= 254 => Ok(text.to_owned()),
        _ => Err("an e-mail address looks like someone@example.com".to_owned()),
    }
}

impl ProvisionArgs {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        let region = self.region.as_ref().map(ToString::to_string);
        [(keys::REGION, &region), (keys::PROVIDER, &self.provider), (keys::MIGRATIONS_DIR, &self.dir)]
            .into_iter()
            .filter_map(|(key, value)| value.clone().map(|value| (key, value)))
            .collect()
    }
}

/// Provisions a tenant, or completes what an earlier run began.
///
/// # Errors
/// Conflict for another specification or another run; every failure says what to run next.
pub async fn run(cx: &mut Context, args: ProvisionArgs) -> Result<(), CommandError> {
    let id = match args.tenant.or(args.tenant_id) {
        Some(id) => id,
        None => cx.default_tenant()?.ok_or_else(|| {
            CommandError::new(ErrorKind::Usage, "no tenant is named").hint("name one: --tenant-id ID")
        })?,
    };
    let provider = cx.provider()?;
    let region = cx.region(provider)?;
    let spec = Spec {
        name: args.name.unwrap_or_else(|| id.to_string()),
        id,
        region,
        provider,
        labels: args.label.into_iter().collect::<Labels>(),
        owner_email: args.owner_email,
        naming: cx.naming(),
        mock_data: args.include_mock_data,
    };
    let schema = cx.schema()?;
    cx.say_provider(provider);
    if cx.dry_run {
        cx.ui.note(&format!("{} would be provisioned in {} by provider {provider}", spec.id, spec.region));
        cx.ui.show_list(ProvisionStep::ALL.into_iter().map(StepView::planned))?;
        return Ok(());
    }
    let mut retries = Retries::new();
    loop {
        match once(cx, &schema, &spec, args.reveal, &mut retries).await {
            Ok(()) => return Ok(()),
            Err(error) => retries.after(cx, error).await?,
        }
    }
}

/// One attempt; a later one completes what it began.
async fn once(
    cx: &mut Context,
    schema: &Schema,
    spec: &Spec,
    reveal: bool,
    retries: &mut Retries,
) -> Result<(), CommandError> {
    let (control, _) = cx.write_plane().await?;
    retries.connected();
    let vault = cx.vault(&control).await?;
    let (host, cluster) = cx.cluster(&control, &vault, spec.provider).await?;
    let runner = cx.runner();
    let deps = Deps {
        control: &control,
        host: &host,
        cluster,
        vault: &vault,
        schema,
        runner: &runner,
        timeout: cx.timeout(),
        // The server may take a while to see that the connection of an attempt before this one is gone.
        patience: Duration::from_secs(if retries.again() { 30 } else { 3 }),
        alive: &|runner| cx.may_be_alive(runner),
        durability: cx.durability(&control, &host),
    };
    let done = provision(&deps, spec, &cx.observer("provisioning")).await?;
    if done.already && spec.mock_data {
        super::seed::mock_data_into(cx, &control, &done.tenant).await?;
    }
    let target = cx.locator(&control, &vault).target(&done.tenant, LoginRole::App).await?;
    let url = if reveal { target.url().expose_secret().to_owned() } else { target.masked_url() };
    let id = done.tenant.id.to_string();
    cx.ui.show_one(&ProvisionedView::of(&done.tenant, done.already, url))?;
    if done.already {
        cx.ui.note(&format!("already provisioned: {id}"));
    } else {
        cx.ui.success(&format!("provisioned {id}"));
    }
    cx.ui.hint(&format!("tenantctl connect {id}"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{email, name};

    #[test]
    fn checks_names_and_addresses() {
        for (text, good) in [("Acme", true), ("", false), (" ", false), ("a\nb", false), (&"x".repeat(121), false)] {
            assert_eq!(name(text).is_ok(), good, "{text:?}");
        }
        for (text, good) in
            [("a@b.c", true), ("a", false), ("@b.c", false), ("a@b", false), ("a b@c.d", false), ("a@b@c.d", false)]
        {
            assert_eq!(email(text).is_ok(), good, "{text:?}");
        }
    }
}
