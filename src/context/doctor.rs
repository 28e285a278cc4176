//! What `doctor` looks at, as it is configured.

mod servers;
mod services;

use super::Context;
use crate::config::{LookedFor, keys};
use crate::error::CommandError;
use crate::ops::doctor::{Check, ConfigFile, configuration, programs};
use crate::supabase::http::HttpOptions;

impl Context {
    /// Looks at everything that is configured, the services side by side. Nothing is changed: no server is started,
    /// no schema migrated, no key made.
    pub async fn doctor(&mut self) -> Vec<Check> {
        let files: Vec<ConfigFile> = self.settings.paths().iter().map(config_file).collect();
        let mut checks = configuration(&files);
        let asked = self.settings.text(keys::PROVIDER);
        let (asked_local, asked_projects) = (asked == Some("local"), asked == Some("supabase"));
        let provider = self.provider();
        // The provider `cluster` may live on clusters that were added, which the control plane knows.
        if let (true, Err(error)) = (asked_projects, &provider) {
            checks.push(failed("config.provider", error));
        }
        let place = self.plane_as_found();
        let embedded = place.is_embedded() || asked_local;
        let cx = &*self;
        let (programs, servers, management, auth) = tokio::join!(
            programs(cx.local_config(), embedded, cx.timeout()),
            cx.look_at_servers(place),
            cx.look_at_management(matches!(provider, Ok("supabase"))),
            cx.look_at_auth(),
        );
        checks.extend([programs, servers, management, auth].into_iter().flatten());
        checks.extend(cx.look_at_webhook());
        checks
    }

    /// A call with all its tries takes no longer than `--timeout`.
    fn doctor_http(&self) -> HttpOptions {
        HttpOptions { total_timeout: self.timeout(), ..self.http_options() }
    }
}

fn config_file(found: &LookedFor) -> ConfigFile {
    ConfigFile {
        role: found.role.to_string(),
        file: found.file.clone(),
        exists: found.exists,
        open_secrets: found.open_secrets,
    }
}

/// Makes a check of what a command would have failed with.
fn failed(name: &str, error: &CommandError) -> Check {
    let text = error.causes().iter().fold(error.message().to_owned(), |text, cause| format!("{text}: {cause}"));
    let hint = error.hints().first().map_or("tenantctl config list", String::as_str);
    Check::error(name, text, hint)
}
