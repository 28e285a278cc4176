//! `tenantctl init`

mod choices;
mod dialogue;

use crate::config::{Change, keys};
use crate::context::Context;
use crate::error::CommandError;
use crate::output::views::InitView;
use choices::{Choices, InitArgs as Given};

pub use choices::InitArgs;

/// Creates or upgrades the control plane's schema, sees to the master key, and writes a profile if
/// something was chosen. On a terminal, and where nothing is configured yet, it asks what to choose.
///
/// # Errors
/// The database can't be reached, the login lacks rights there, or the profile can't be written.
pub async fn run(cx: &mut Context, args: Given) -> Result<(), CommandError> {
    let choices = match Choices::given(cx, &args)? {
        Some(choices) => Some(choices),
        None if dialogue::is_wanted(cx) => Some(dialogue::ask(cx)?),
        None => None,
    };
    for (key, value) in choices.iter().flat_map(|choices| &choices.settings) {
        cx.settings.set(key, value.as_deref())?;
    }
    if cx.dry_run {
        let place = cx.plane_place()?;
        if let Some(choices) = &choices {
            cx.ui.note(&format!("would write the profile {}", choices.profile));
        }
        cx.ui.show_one(&InitView { control_plane: place, id: None, applied: Vec::new(), dry_run: true })?;
        return Ok(());
    }
    let (control, applied) = cx.write_plane().await?;
    if cx.make_chosen_master_key(&control).await? {
        cx.ui.note("made the master key; whoever loses it loses every stored password: keep a copy elsewhere");
    }
    cx.vault(&control).await?;
    let view = InitView {
        control_plane: control.session.target().masked_url(),
        id: Some(control.id.to_string()),
        applied,
        dry_run: false,
    };
    if let Some(choices) = &choices {
        write_profile(cx, choices)?;
    }
    cx.ui.show_one(&view)?;
    cx.ui.hint("tenantctl provision --tenant-id acme-corp --region us-east-1");
    Ok(())
}

/// Writes what was chosen, and puts it in use unless another profile is.
fn write_profile(cx: &Context, choices: &Choices) -> Result<(), CommandError> {
    let profile = Some(choices.profile.as_str());
    let mut changes: Vec<Change<'_>> =
        choices.settings.iter().map(|(key, value)| Change { profile, key, value: value.as_deref() }).collect();
    let in_use = cx.settings.text(keys::PROFILE).is_some_and(|current| current != choices.profile);
    if !in_use {
        changes.push(Change { profile: None, key: keys::PROFILE, value: profile });
    }
    let file = cx.change_settings(false, &changes)?;
    let used = if in_use {
        format!("use it: tenantctl config profile use {}", choices.profile)
    } else {
        "it is in use".to_owned()
    };
    cx.ui.success(&format!("wrote the profile {} into {file}; {used}", choices.profile));
    Ok(())
}
