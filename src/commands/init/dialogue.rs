//! What is chosen at the first run, by answers.

use super::choices::{Choices, Provider, absolute, profile_name};
use crate::config::keys;
use crate::context::{Context, Standing};
use crate::error::CommandError;
use secrecy::ExposeSecret;
use std::path::Path;

/// Tells whether to ask: a person is there, and nothing was ever set up or configured.
pub(super) fn is_wanted(cx: &Context) -> bool {
    let nothing_yet = cx.plane_at_a_glance().state == Standing::None && cx.settings.text(keys::PROFILE).is_none();
    nothing_yet && cx.ui.may_ask() && !cx.ui.assumes_yes()
}

/// Asks where the control plane is, where databases come from, which master key, which profile.
///
/// # Errors
/// Interrupted, or an answer that can't be.
pub(super) fn ask(cx: &Context) -> Result<Choices, CommandError> {
    let mut choices = Choices::none("default");
    let places = [
        "in an embedded PostgreSQL on this machine, which starts by itself",
        "on a PostgreSQL server, by its connection URL",
    ];
    let embedded = cx.ui.pick("Where is the control plane, the record of your tenants?", &places, "--embedded")? == 0;
    let own = if embedded {
        (Provider::Local, "in the embedded PostgreSQL too")
    } else {
        (Provider::Cluster, "on PostgreSQL servers, first of all on this one")
    };
    let url =
        if embedded { None } else { Some(cx.ui.ask_secret("Its URL, not shown: postgresql://…", "--url-env NAME")?) };
    let sources = [own.1, "each is a Supabase project of its own"];
    let picked = cx.ui.pick("Where do the tenants' databases come from?", &sources, "--provider NAME")?;
    let provider = if picked == 0 { own.0 } else { Provider::Supabase };
    match &url {
        Some(url) => choices.server(url.expose_secret().trim(), Some(provider)),
        None => choices.embed(cx),
    }
    choices.set(keys::PROVIDER, provider.word());
    if provider == Provider::Supabase {
        let token = cx.ui.ask_secret("Access token of the Management API, not shown", "--token-env NAME")?;
        choices.set(keys::SUPABASE_ACCESS_TOKEN, token.expose_secret().trim());
        let organization = cx.ui.ask_line("Organization, its slug", "", "--organization SLUG")?;
        choices.set(keys::SUPABASE_ORGANIZATION, organization);
    }
    let file = cx.state_dir().join("master.key").display().to_string();
    let question = "File of the master key, which seals passwords (made if it isn't there)";
    let file = cx.ui.ask_line(question, &file, "--master-key-file FILE")?;
    choices.set(keys::MASTER_KEY_FILE, absolute(Path::new(&file))?.display().to_string());
    let name = cx.ui.ask_line("Name of the profile that keeps these answers", "default", "--profile NAME")?;
    choices.profile = profile_name(&name)?;
    Ok(choices)
}
