//! A run over the fleet as one page for a browser: nothing in it is loaded, and nothing in it runs.
//!
//! Every text comes from data: a tenant's error may say anything. It is sanitised as for a terminal, then escaped, and it
//! only ever stands between tags.

use super::sanitize::sanitize;
use crate::control_plane::{FleetCounts, FleetRun, FleetTenant, VersionGroup};
use crate::domain::fleet::TenantState;
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt::Write;

/// How many tenants the timeline draws: the failed ones, then those that took longest.
const DRAWN: usize = 500;
/// How many failures are written out.
const LISTED: usize = 1_000;
/// Longest text of a failure, in characters.
const LONGEST: usize = 2_000;
/// The timeline's width and the height of a row, in pixels of its own.
const WIDTH: f64 = 1_000.0;
const ROW: f64 = 16.0;
const LABEL: f64 = 220.0;

const HEAD: &str = "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\">
<style>
:root { color-scheme: light dark; --ink: #1d2433; --dim: #647089; --paper: #fff; --line: #dfe4ee; --good: #2f9e68;
  --bad: #d2453d; --warn: #c98a12; --bar: #3f6fd8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf3; --dim: #97a2ba; --paper: #141821; --line: #2b3242;
  --good: #46c389; --bad: #f0736b; --warn: #e4b04a; --bar: #6f97f0; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  max-width: 1080px; padding: 32px 20px 64px; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 36px 0 10px; }
.dim { color: var(--dim); } .tiles { display: flex; flex-wrap: wrap; gap: 12px; margin: 20px 0 0; }
.tile { border: 1px solid var(--line); border-radius: 10px; padding: 10px 18px; min-width: 88px; }
.tile b { display: block; font-size: 24px; font-variant-numeric: tabular-nums; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 6px 10px 6px 0;
  border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; } th { font-weight: 600; border: 0; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } td.bars { width: 55%; }
td.bars i { display: block; height: 14px; border-radius: 4px; background: var(--bar); margin-top: 4px; }
code { font: 13px/1.5 ui-monospace, monospace; } svg { width: 100%; height: auto; display: block; }
svg text { font: 11px ui-monospace, monospace; fill: var(--ink); } svg .axis { stroke: var(--line); }
svg .done { fill: var(--good); } svg .failed { fill: var(--bad); } svg .skipped, svg .waiting { fill: var(--dim); }
svg .running { fill: var(--warn); }
</style>
";

/// What is known of a run.
pub struct RunPage<'a> {
    /// The run.
    pub run: &'a FleetRun,
    /// How far its tenants are.
    pub counts: &'a FleetCounts,
    /// Its tenants.
    pub tenants: &'a [FleetTenant],
    /// How many tenants have which version, in all of the fleet.
    pub versions: &'a [VersionGroup],
    /// When the page is made.
    pub now: DateTime<Utc>,
}

impl RunPage<'_> {
    /// Writes the page.
    pub fn html(&self) -> String {
        let Self { run, counts, .. } = self;
        let mut page = HEAD.to_owned();
        let title = format!("{} {}", run.kind, run.id);
        put(&mut page, format_args!("<title>{}</title></head>\n<body>\n", escaped(&title)));
        let tone = if counts.failed > 0 { "bad" } else { "good" };
        put(&mut page, format_args!("<h1>{} <span class=\"{tone}\">{}</span></h1>\n", escaped(&run.kind), run.state));
        let ended = run.finished_at.map_or_else(|| "not ended".to_owned(), |at| time(&at));
        let runner = escaped(&run.runner);
        put(
            &mut page,
            format_args!(
                "<p class=\"dim\">run <code>{}</code> by {runner}, {} to {ended}</p>\n",
                run.id,
                time(&run.started_at)
            ),
        );
        if let Some(reason) = &run.reason {
            put(&mut page, format_args!("<p class=\"bad\">{}</p>\n", escaped(reason)));
        }
        page.push_str("<div class=\"tiles\">");
        for (name, count, tone) in [
            ("tenants", i64::from(run.tenants), ""),
            ("done", counts.done, "good"),
            ("failed", counts.failed, if counts.failed > 0 { "bad" } else { "" }),
            ("skipped", counts.skipped, ""),
            ("left", counts.waiting + counts.running, if counts.waiting + counts.running > 0 { "warn" } else { "" }),
        ] {
            put(&mut page, format_args!("<div class=\"tile\"><b class=\"{tone}\">{count}</b>{name}</div>"));
        }
        page.push_str("</div>\n");
        self.histogram(&mut page);
        self.timeline(&mut page);
        self.failures(&mut page);
        put(&mut page, format_args!("<p class=\"dim\">made {} by tenantctl</p>\n</body></html>\n", time(&self.now)));
        page
    }

    fn histogram(&self, page: &mut String) {
        page.push_str("<h2>Versions of all tenants</h2>\n<table><tr><th>Version<th class=\"n\">Tenants<th></tr>\n");
        let most = self.versions.iter().map(|group| group.tenants).max().unwrap_or(0).max(1);
        for group in self.versions {
            let version = group.schema_version.map_or_else(|| "not known".to_owned(), |version| version.to_string());
            let part = (group.tenants as f64 / most as f64 * 100.0).max(0.5);
            put(
                page,
                format_args!(
                    "<tr><td><code>{version}</code><td class=\"n\">{}<td class=\"bars\"><i style=\"width:{part:.1}%\"></i></tr>\n",
                    group.tenants
                ),
            );
        }
        page.push_str("</table>\n");
    }

    fn timeline(&self, page: &mut String) {
        let mut drawn: Vec<(&FleetTenant, DateTime<Utc>, DateTime<Utc>)> = self
            .tenants
            .iter()
            .filter_map(|tenant| {
                let begun = tenant.started_at?;
                Some((tenant, begun, tenant.finished_at.unwrap_or(self.now).max(begun)))
            })
            .collect();
        page.push_str("<h2>Timeline</h2>\n");
        let all = drawn.len();
        drawn.sort_by_key(|(tenant, begun, ended)| (tenant.state != TenantState::Failed, *begun - *ended));
        drawn.truncate(DRAWN);
        drawn.sort_by_key(|(tenant, begun, _)| (*begun, tenant.position));
        let first = drawn.iter().map(|(_, begun, _)| *begun).min();
        let last = drawn.iter().map(|(_, _, ended)| *ended).max();
        let (Some(first), Some(last)) = (first, last) else {
            page.push_str("<p class=\"dim\">No tenant was begun.</p>\n");
            return;
        };
        let span = seconds(last - first).max(0.001);
        let height = ROW * drawn.len() as f64 + 20.0;
        put(
            page,
            format_args!("<svg viewBox=\"0 0 {} {height}\" role=\"img\" aria-label=\"timeline\">\n", WIDTH + LABEL),
        );
        for part in 0..=4 {
            let x = LABEL + WIDTH * f64::from(part) / 4.0 * 0.96;
            let at = span * f64::from(part) / 4.0;
            put(page, format_args!("<line class=\"axis\" x1=\"{x}\" x2=\"{x}\" y1=\"14\" y2=\"{height}\"/>"));
            put(page, format_args!("<text x=\"{x}\" y=\"10\">{at:.2} s</text>\n"));
        }
        for (n, (tenant, begun, ended)) in drawn.iter().enumerate() {
            let y = 20.0 + ROW * n as f64;
            let x = LABEL + seconds(*begun - first) / span * WIDTH * 0.96;
            let width = (seconds(*ended - *begun) / span * WIDTH * 0.96).max(2.0);
            let (id, state) = (escaped(tenant.id.as_str()), tenant.state);
            put(
                page,
                format_args!(
                    "<g><title>{id}: {state}, {:.3} s</title><text x=\"0\" y=\"{}\">{}</text>\
                     <rect class=\"{state}\" x=\"{x:.1}\" y=\"{}\" width=\"{width:.1}\" height=\"10\" rx=\"2\"/></g>\n",
                    seconds(*ended - *begun),
                    y + 10.0,
                    escaped(&cut(tenant.id.as_str(), 30)),
                    y + 1.0,
                ),
            );
        }
        page.push_str("</svg>\n");
        if all > drawn.len() {
            put(page, format_args!("<p class=\"dim\">{} quicker ones aren't drawn.</p>\n", all - drawn.len()));
        }
    }

    fn failures(&self, page: &mut String) {
        let failed: Vec<&FleetTenant> =
            self.tenants.iter().filter(|tenant| tenant.state == TenantState::Failed).collect();
        if failed.is_empty() {
            return;
        }
        page.push_str("<h2>Failures</h2>\n<table><tr><th>Tenant<th class=\"n\">Wave<th>Why</tr>\n");
        for tenant in failed.iter().take(LISTED) {
            let why = escaped(&cut(tenant.error.as_deref().unwrap_or_default(), LONGEST));
            let id = escaped(tenant.id.as_str());
            put(
                page,
                format_args!(
                    "<tr><td><code>{id}</code><td class=\"n\">{}<td><code>{why}</code></tr>\n",
                    tenant.wave + 1
                ),
            );
        }
        page.push_str("</table>\n");
        if failed.len() > LISTED {
            put(page, format_args!("<p class=\"dim\">and {} more</p>\n", failed.len() - LISTED));
        }
    }
}

/// Writing to a String can't fail.
fn put(page: &mut String, text: std::fmt::Arguments<'_>) {
    let written = page.write_fmt(text);
    debug_assert!(written.is_ok());
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn seconds(duration: chrono::TimeDelta) -> f64 {
    duration.as_seconds_f64()
}

fn time(at: &DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Makes a text harmless between tags and in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for character in sanitize(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
#[path = "run_page_tests.rs"]
mod tests;
