//! `tenantctl cluster add`

use super::url::UrlSource;
use crate::context::Context;
use crate::control_plane as plane;
use crate::domain::cluster::ClusterName;
use crate::domain::region::Region;
use crate::error::{CommandError, ErrorKind};
use crate::ops::clusters::{Added, Examined, add, examine, find};
use crate::output::views::ClusterView;
use clap::Args;

/// Arguments of `cluster add`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  EU_URL=postgresql://operator:…@db.example.com/postgres \\
    tenantctl cluster add eu-1 --region eu-west-1 --capacity 500 --url-env EU_URL
  tenantctl cluster add eu-2 --region eu-west-1 --weight 2 --url-file eu-2.url
  pass show eu-3 | tenantctl cluster add eu-3 --region eu-west-1 --url-stdin

The login needs CREATEDB and CREATEROLE; it needn't be a superuser. The URL is sealed in the control plane.")]
pub struct AddArgs {
    /// Its name: 1 to 39 of a-z, 0-9 and -, a letter first
    #[arg(value_name = "NAME")]
    name: ClusterName,
    /// The region whose tenants it takes
    #[arg(long, value_name = "REGION")]
    region: Region,
    /// How many tenants it may have; without it there is no limit
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(0..))]
    capacity: Option<i32>,
    /// Its share of the region's tenants, compared with the other clusters there
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(i32).range(1..=1000))]
    weight: i32,
    #[command(flatten)]
    url: UrlSource,
}

/// Looks at the server, then registers it.
///
/// # Errors
/// The server can't be reached, lacks something, or is registered already.
pub(super) async fn run(cx: &mut Context, args: AddArgs) -> Result<(), CommandError> {
    if args.name.is_reserved() {
        let text = format!("the name {} is tenantctl's own", args.name);
        return Err(CommandError::new(ErrorKind::Usage, text).hint("choose another one"));
    }
    let (url, origin) = args.url.read(cx)?;
    let target = cx.server_of(&url, &origin)?;
    let server = cx.open_server(&target).await?;
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let Examined { found, default } = examine(&control, &server, &args.name).await?;
    if found.superuser {
        cx.ui.warn(&format!("the login {} is a superuser; CREATEDB and CREATEROLE are enough", found.login));
    }
    if cx.dry_run {
        cx.ui.note(&format!("would add the cluster {}", args.name));
        let (name, region) = (args.name.to_string(), args.region.to_string());
        let place = (target.endpoint(), found.login);
        let view = ClusterView::planned(name, region, (args.capacity, args.weight), place);
        cx.ui.show_one(&view.with_version(found.version))?;
        return Ok(());
    }
    let vault = cx.vault(&control).await?;
    let wanted = Added { name: &args.name, region: &args.region, capacity: args.capacity, weight: args.weight };
    add(&control, &vault, &server, &wanted, default, &cx.runner()).await?;
    let row = find(&mut *control.session.get().await, args.name.as_str()).await?;
    cx.note_clusters(&plane::clusters(&mut *control.session.get().await).await?);
    cx.ui.show_one(&ClusterView::of(&row).with_version(found.version))?;
    cx.ui.success(&format!("added the cluster {}", args.name));
    Ok(())
}
