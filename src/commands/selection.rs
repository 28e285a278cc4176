//! Choosing tenants: the flags of every command that takes one or several.

use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::selection::{Selection, Selector};
use crate::domain::suggest::closest;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use clap::Args;
use std::path::PathBuf;

/// Exactly one tenant.
#[derive(Debug, Args)]
pub struct OneTenant {
    /// The tenant
    #[arg(value_name = "TENANT", conflicts_with = "tenant_id")]
    tenant: Option<TenantId>,
    /// The tenant
    #[arg(short, long, value_name = "ID")]
    tenant_id: Option<TenantId>,
}

impl OneTenant {
    /// The tenant of this id, or the one that the settings name.
    pub fn named(tenant_id: Option<TenantId>) -> Self {
        Self { tenant: None, tenant_id }
    }

    /// Returns the id named by argument, flag or setting.
    ///
    /// # Errors
    /// A setting that is none.
    pub fn id(&self, cx: &Context) -> Result<Option<TenantId>, CommandError> {
        cx.tenant_or_default(self.tenant.as_ref().or(self.tenant_id.as_ref()))
    }

    /// Returns the tenant named by argument, flag or setting.
    ///
    /// # Errors
    /// Usage if none is named, not found with a did-you-mean.
    pub async fn find(self, cx: &Context, control: &ControlPlane) -> Result<TenantRow, CommandError> {
        let id = self.id(cx)?.ok_or_else(|| {
            CommandError::new(ErrorKind::Usage, "no tenant is named").hint("name one: --tenant-id ID")
        })?;
        find(control, &id).await
    }
}

/// Finds a tenant by its id.
///
/// # Errors
/// Not found, with the nearest id there is.
pub async fn find(control: &ControlPlane, id: &TenantId) -> Result<TenantRow, CommandError> {
    if let Some(row) = control.foreseen_tenant(id) {
        return Ok(row);
    }
    let mut connection = control.session.get().await;
    if let Some(row) = plane::tenant_by_id(&mut connection, id).await? {
        return Ok(row);
    }
    let ids = plane::similar_ids(&mut connection, id).await?;
    let error =
        CommandError::new(ErrorKind::NotFound, format!("there is no tenant {id}")).with_code("tenant_not_found");
    Err(match closest(id.as_str(), ids.iter().map(String::as_str)) {
        Some(near) => error.hint(format!("did you mean {near}?")),
        None => error.hint("tenantctl list"),
    })
}

/// Returns the tenant that the settings name; with none, the only one there is; with several, the
/// one that a person picks.
///
/// # Errors
/// Not found if there is none at all, usage if nobody can be asked.
pub async fn the_only_one(cx: &Context, control: &ControlPlane) -> Result<TenantRow, CommandError> {
    if let Some(id) = cx.default_tenant()? {
        return find(control, &id).await;
    }
    let mut rows = plane::page(&mut *control.session.get().await, &Selection::default(), None, 100).await?;
    match rows.len() {
        0 => {
            let error = CommandError::new(ErrorKind::NotFound, "there is no tenant yet").with_code("tenant_not_found");
            Err(error.hint("tenantctl provision --tenant-id acme-corp --region us-east-1"))
        }
        1 => Ok(rows.remove(0)),
        _ => {
            let ids: Vec<String> = rows.iter().map(|row| row.id.to_string()).collect();
            let picked = cx.ui.pick("Which tenant?", &ids, "--tenant-id ID")?;
            Ok(rows.swap_remove(picked))
        }
    }
}

/// One or several tenants.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Selection")]
pub struct SelectionArgs {
    /// A tenant; may be given several times
    #[arg(short, long, value_name = "ID")]
    pub tenant_id: Vec<TenantId>,
    /// Every tenant
    #[arg(long, conflicts_with_all = ["tenant_id", "from_file"])]
    pub all: bool,
    /// Tenants that fit all of key=value,…: region, provider, cluster, status, and labels
    #[arg(long, value_name = "KEY=VALUE,…")]
    pub selector: Option<Selector>,
    /// Leave this tenant out; may be given several times
    #[arg(long, value_name = "ID")]
    pub exclude: Vec<TenantId>,
    /// Tenant ids, one a line; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub from_file: Option<PathBuf>,
}

impl SelectionArgs {
    /// Returns whether something was chosen.
    pub fn is_given(&self) -> bool {
        self.all || !self.tenant_id.is_empty() || self.selector.is_some() || self.from_file.is_some()
    }

    /// Returns whether it may be several tenants.
    pub fn is_several(&self) -> bool {
        self.all || self.tenant_id.len() > 1 || self.selector.is_some() || self.from_file.is_some()
    }

    /// Reads the file, if one is named.
    ///
    /// # Errors
    /// Bad input with the line.
    pub fn selection(&self) -> Result<Selection, CommandError> {
        let mut ids = self.tenant_id.clone();
        if let Some(file) = &self.from_file {
            let named = ids_of(file)?;
            if named.is_empty() {
                let text = format!("{} names no tenant", file.display());
                return Err(CommandError::new(ErrorKind::BadInput, text));
            }
            ids.extend(named);
        }
        Ok(Selection { ids, selector: self.selector.clone().unwrap_or_default(), exclude: self.exclude.clone() })
    }

    /// Reads what was chosen; every id that was named must exist.
    ///
    /// # Errors
    /// Usage if nothing was chosen, not found for an id that doesn't exist.
    pub async fn resolved(&self, cx: &Context, control: &ControlPlane) -> Result<Selection, CommandError> {
        let mut selection = self.selection()?;
        if !self.is_given() {
            let id = cx.default_tenant()?.ok_or_else(|| {
                CommandError::new(ErrorKind::Usage, "no tenant is chosen")
                    .hint("choose: --tenant-id ID, --all, or --selector key=value")
            })?;
            selection.ids.push(id);
        }
        for id in &selection.ids {
            find(control, id).await?;
        }
        Ok(selection)
    }

    /// Returns the chosen tenants; every id that was named must exist.
    ///
    /// # Errors
    /// As [`Self::resolved`].
    pub async fn tenants(&self, cx: &Context, control: &ControlPlane) -> Result<Vec<TenantRow>, CommandError> {
        let selection = self.resolved(cx, control).await?;
        let mut rows: Vec<TenantRow> = Vec::new();
        loop {
            let after = rows.last().map(|row| row.id.clone());
            let page = plane::page(&mut *control.session.get().await, &selection, after.as_ref(), 1000).await?;
            let last = page.len() < 1000;
            rows.extend(page);
            if last {
                return Ok(rows);
            }
        }
    }
}

fn ids_of(file: &std::path::Path) -> Result<Vec<TenantId>, CommandError> {
    let text =
        if file.as_os_str() == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) };
    let text = text.map_err(|e| {
        CommandError::new(ErrorKind::BadInput, format!("{} can't be read", file.display())).cause(e.to_string())
    })?;
    let lines = text.lines().enumerate().map(|(n, line)| (n + 1, line.trim()));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            line.parse().map_err(|e| {
                let text = format!("{}, line {number}: {e}", file.display());
                CommandError::new(ErrorKind::BadInput, text)
            })
        })
        .collect()
}

/// Says that tenants were left out of what all are meant to get.
pub fn say_skipped(cx: &Context, count: usize) {
    match count {
        0 => {}
        1 => cx.ui.note("1 tenant that isn't active was skipped"),
        _ => cx.ui.note(&format!("{count} tenants that aren't active were skipped")),
    }
}
