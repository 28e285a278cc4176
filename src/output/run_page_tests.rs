use super::{DRAWN, RunPage, cut, escaped};
use crate::control_plane::{FleetCounts, FleetRun, FleetTenant, VersionGroup};
use crate::domain::fleet::{Policy, RunState, Share, TenantState, Waves};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;
use uuid::Uuid;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_796_008_689 + seconds, 0).expect("a time")
}

fn run(tenants: i32) -> FleetRun {
    FleetRun {
        id: Uuid::nil(),
        kind: "migrate".into(),
        plan: String::new(),
        spec: serde_json::json!({}),
        policy: Policy {
            waves: Waves::default(),
            has_canaries: false,
            pause_between: Duration::ZERO,
            max_failures: Share::Count(0),
        },
        state: RunState::Failed,
        reason: None,
        runner: "x@<host> pid 1".into(),
        tenants,
        wave: 0,
        last_wave: 0,
        wave_is_open: true,
        started_at: at(0),
        finished_at: Some(at(9)),
    }
}

fn tenant(n: i32, state: TenantState, error: Option<&str>) -> FleetTenant {
    FleetTenant {
        position: n,
        tenant: Uuid::from_u128(u128::try_from(n).expect("a number")),
        id: format!("fleet-{n:05}").parse().expect("an id"),
        wave: 0,
        state,
        runner: None,
        claims: 1,
        detail: serde_json::json!({}),
        error: error.map(str::to_owned),
        unreachable: false,
        started_at: Some(at(0)),
        finished_at: Some(at(0) + TimeDelta::milliseconds(i64::from(n))),
    }
}

fn page(tenants: &[FleetTenant]) -> String {
    let versions = [(Some(2), 3), (Some(1), 1), (None, 1)].map(|(schema_version, tenants)| VersionGroup {
        schema_version,
        tenants,
        inactive: 0,
        pinned: 0,
        first: Vec::new(),
    });
    let run = run(i32::try_from(tenants.len()).expect("a number"));
    let counts = FleetCounts { failed: 1, ..FleetCounts::default() };
    RunPage { run: &run, counts: &counts, tenants, versions: &versions, now: at(10) }.html()
}

/// Every tag of the page, without what stands between them.
fn tags(page: &str) -> Vec<String> {
    page.split('<').skip(1).map(|part| part.split('>').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn no_text_of_a_tenants_becomes_part_of_the_page() {
    let hostile = "</code></td><script>alert(1)</script><img src=x onerror='alert(1)'>\" & \u{1b}[2J \u{202e} <!-- ]]>";
    let shown = page(&[tenant(1, TenantState::Failed, Some(hostile))]);
    let harmless = page(&[tenant(1, TenantState::Failed, Some("x"))]);
    assert_eq!(tags(&shown), tags(&harmless));
    assert!(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{shown}");
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'));
    assert!(shown.contains("x@&lt;host&gt; pid 1"));
}

#[test]
fn the_page_loads_nothing_and_runs_nothing() {
    let shown = page(&[tenant(1, TenantState::Done, None)]);
    for word in ["<script", "http:", "https:", "url(", "@import", "<link", "src="] {
        assert!(!shown.contains(word), "{word}");
    }
    assert!(shown.contains("default-src 'none'") && shown.starts_with("<!doctype html>"));
    assert!(!shown.contains("<h2>Failures"));
    assert!(shown.contains("width:100.0%") && shown.contains("width:33.3%") && shown.contains("not known"));
}

#[test]
fn a_large_fleet_is_drawn_in_part_with_its_failures() {
    let mut tenants: Vec<FleetTenant> = (1..=2_000).map(|n| tenant(n, TenantState::Done, None)).collect();
    tenants[0].state = TenantState::Failed;
    let shown = page(&tenants);
    assert_eq!(shown.matches("<rect ").count(), DRAWN);
    assert!(shown.contains("class=\"failed\"") && shown.contains("1500 quicker ones aren't drawn"));
    assert!(shown.contains("fleet-02000") && !shown.contains(">fleet-00002<"));
    assert!(page(&[]).contains("No tenant was begun"));
}

#[test]
fn texts_are_cut_between_characters() {
    assert_eq!((cut("äöü", 2), cut("äöü", 3)), ("äö…".to_owned(), "äöü".to_owned()));
    assert_eq!(escaped("a\n<b>"), "a\\n&lt;b&gt;");
}
