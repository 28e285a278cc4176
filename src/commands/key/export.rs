//! `tenantctl key export`

use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use crate::ops::keys::{self, KeyError};
use crate::ops::verify::own_issuer;
use clap::Args;
use std::fs::Permissions;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Arguments of `key export`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl key export
  tenantctl key export --out /srv/www/.well-known/jwks.json

Prints {\"keys\": […]}, one JSON document whatever -o says: the public parts of standby, active and verifying keys. The
file is replaced at once, whole, and everybody may read it.")]
pub struct ExportArgs {
    /// Write the set into this file; - is stdout
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Prints or writes the JWK set.
///
/// # Errors
/// There is no key, or the file can't be written.
pub(super) async fn run(cx: &mut Context, args: ExportArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let set = keys::verifying_set(&control).await?;
    let count = set["keys"].as_array().map_or(0, Vec::len);
    if count == 0 {
        // Served, an empty set would have every token refused.
        return Err(KeyError::NoActive.into());
    }
    let text = format!("{set:#}\n");
    cx.ui.note(&format!("tokens that are signed with these keys have the issuer {}", own_issuer(control.id)));
    let Some(file) = args.out.filter(|file| file.as_os_str() != "-") else {
        cx.ui.raw(text)?;
        return Ok(());
    };
    if cx.dry_run {
        cx.ui.note(&format!("would write {count} keys to {}", file.display()));
        return Ok(());
    }
    replace(&file, &text).map_err(|error| {
        CommandError::new(ErrorKind::Config, format!("{} can't be written", file.display())).cause(error.to_string())
    })?;
    cx.ui.success(&format!("wrote {count} keys to {}", file.display()));
    Ok(())
}

/// Puts a new file in the place of the old one, so that a server never reads half of it. A link stays one; what isn't a
/// file, such as `/dev/null`, isn't replaced.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let target = match std::fs::canonicalize(file) {
        Ok(found) if !found.is_file() => return Err(io::Error::other("it is there, and is no regular file")),
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => file.to_path_buf(),
        Err(error) => return Err(error),
    };
    let folder = target.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut made = tempfile::Builder::new().prefix(".jwks-").tempfile_in(folder)?;
    made.write_all(text.as_bytes())?;
    // Public, whatever the umask.
    made.as_file().set_permissions(Permissions::from_mode(0o644))?;
    made.as_file().sync_all()?;
    made.persist(&target).map_err(|error| error.error)?;
    Ok(())
}
