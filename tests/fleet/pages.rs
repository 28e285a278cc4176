//! What a run leaves for a browser and for a GitHub workflow.

use super::Fleet;
use crate::support::Said;

#[test]
fn a_run_leaves_a_page_and_a_summary() {
    let fleet = Fleet::of(3);
    fleet.file(
        1,
        "DO $$ BEGIN IF current_database() LIKE 'fleet_01%' THEN
             RAISE EXCEPTION '</code><script>alert(1)</script> | # x';
         END IF; END $$",
    );
    let page = fleet.world.path().join("run.html");
    let summary = fleet.world.path().join("summary.md");
    std::fs::write(&summary, "before\n").expect("written");
    let file = page.to_str().expect("a path");
    let mut command =
        fleet.world.command(&["migrate", "--dir", fleet.dir(), "--all", "--max-failures", "1", "--report", file]);
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", &summary);
    let said = Said::from(command.output().expect("runs")).code(3);
    assert!(said.stderr.contains("::error title=tenant fleet-01::"), "{}", said.stderr);
    let html = std::fs::read_to_string(&page).expect("a page");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !html.contains("<script"), "{html}");
    assert_eq!(html.matches("<rect ").count(), 3, "{html}");
    let text = std::fs::read_to_string(&summary).expect("a summary");
    assert!(text.starts_with("before\n### tenantctl migrate") && text.contains("| 2 | 1 | 0 | 0 |"), "{text}");
    assert!(!text.contains("<script") && text.contains("| fleet&#45;01 |") || text.contains("| fleet-01 |"), "{text}");
    let id: Vec<String> = fleet.plane("SELECT id::text FROM control_plane.fleet_runs");
    std::fs::remove_file(&page).expect("removed");
    let _later = fleet.world.run(&["migrate", "runs", &id[0], "--report", file]).code(0);
    assert!(page.is_file());
    // What can't be written is told before anything is done.
    let missing = fleet.world.path().join("missing/run.html");
    let traces = "SELECT count(*) FROM control_plane.fleet_runs";
    let _refused = fleet.migrate(&["--all", "--report", missing.to_str().expect("a path")]).code(10);
    assert_eq!(fleet.plane::<i64>(traces), [1]);
}
