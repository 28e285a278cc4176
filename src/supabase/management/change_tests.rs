//! Changes of a project, what an organization has, and why something is refused, against prepared answers.

use super::InstanceSize;
use super::tests::{api, new, project, run};
use crate::supabase::http::canned::answer;
use crate::supabase::http::{Class, ErrorKind};

#[test]
fn pauses_restores_and_makes_logins() {
    run(async {
        let state = r#"{"message":"This project is no longer in a paused state, it is PAUSING"}"#;
        let (server, api) = api(vec![
            answer(200, "", ""),
            answer(400, "", state),
            answer(500, "", ""),
            answer(503, "retry-after: 0\r\n", ""),
            answer(200, "", r#"{"message":"ok"}"#),
            answer(201, "", r#"{"role":"cli_login_x","password":"canary-pw","ttl_seconds":300,"new":1}"#),
            answer(201, "", r#"{"role":"cli_login_x","password":"canary-pw"}"#),
        ])
        .await;
        api.pause_project("abc").await.expect("pausing");
        let error = api.restore_project("abc").await.expect_err("pausing still");
        assert!(error.message.contains("PAUSING") && error.class() == Class::Permanent, "{error}");
        assert_eq!(api.pause_project("abc").await.expect_err("unknown").class(), Class::Unknown);
        api.set_database_password("abc", &"passw0rd".into()).await.expect("set, the second time");
        let error = api.set_database_password("abc", &"pässw0rd".into()).await.expect_err("unfit");
        assert_eq!(error.kind, ErrorKind::Config);
        let login = api.create_login_role("abc", true).await.expect("made");
        assert_eq!((login.role.as_str(), login.lifetime.as_secs()), ("cli_login_x", 300));
        assert!(!format!("{login:?}").contains("canary-pw"));
        let error = api.create_login_role("abc", true).await.expect_err("a field is missing");
        assert!(error.kind == ErrorKind::DoneUnread && !error.to_string().contains("canary-pw"), "{error}");
        let seen = server.requests();
        let firsts: Vec<&str> = seen.iter().filter_map(|request| request.split(" HTTP").next()).collect();
        assert_eq!(
            firsts,
            [
                "POST /v1/projects/abc/pause",
                "POST /v1/projects/abc/restore",
                "POST /v1/projects/abc/pause",
                "PATCH /v1/projects/abc/database/password",
                "PATCH /v1/projects/abc/database/password",
                "POST /v1/projects/abc/cli/login-role",
                "POST /v1/projects/abc/cli/login-role",
            ]
        );
        assert!(seen[4].ends_with(r#"{"password":"passw0rd"}"#) && seen[5].ends_with(r#"{"read_only":true}"#));
    });
}

#[test]
fn lists_all_projects_and_the_regions() {
    let list = format!(r#"{{"projects":[{},{}]}}"#, project("a", "one", "INACTIVE"), project("b", "two", "NEW_WORD"));
    let regions = r#"{"recommendations":{"smartGroup":{"name":"Europe","code":"emea","type":"smartGroup"},
            "specific":[{"name":"Paris","code":"eu-west-3","type":"specific","provider":"AWS"}]},
        "all":{"smartGroup":[],"specific":[{"name":"Paris","code":"eu-west-3","type":"specific","provider":"AWS"},
            {"name":"Mars","code":"ma-1","type":"specific","provider":"ROCKET","status":"capacity"}]}}"#;
    run(async {
        let (server, api) = api(vec![answer(200, "", &list), answer(200, "", regions)]).await;
        let found = api.projects_of("org", None).await.expect("listed");
        let statuses: Vec<String> = found.iter().map(|project| project.status.to_string()).collect();
        assert_eq!(statuses, ["INACTIVE", "NEW_WORD"]);
        let size = "micro".parse::<InstanceSize>().expect("a size");
        let regions = api.available_regions("org", Some(size)).await.expect("listed");
        assert_eq!((regions.recommended.len(), regions.all.len()), (1, 2));
        assert_eq!(regions.all[1].status.as_deref(), Some("capacity"));
        let seen = server.requests();
        assert!(seen[0].starts_with("GET /v1/organizations/org/projects?sort=created_asc&limit=100&offset=0 "));
        let query = "organization_slug=org&desired_instance_size=micro";
        assert!(seen[1].starts_with(&format!("GET /v1/projects/available-regions?{query} ")), "{}", seen[1]);
    });
}

#[test]
fn says_why_a_creation_is_refused() {
    run(async {
        for (status, body, class, words) in [
            (
                403,
                r#"{"message":"Forbidden","missing_permissions":["project_admin_write"]}"#,
                Class::Refused,
                "lacks project_admin_write",
            ),
            (
                400,
                r#"{"message":"There are overdue invoices in the organization(s)"}"#,
                Class::Permanent,
                "overdue invoices",
            ),
            (
                400,
                r#"{"message":["db_pass is too weak","name is taken"]}"#,
                Class::Permanent,
                "too weak; name is taken",
            ),
            (409, r#"{"message":"a project of this name exists"}"#, Class::Conflict, "exists"),
        ] {
            let (_server, api) = api(vec![answer(status, "", body)]).await;
            let error = api.create_project(&new("acme", "passw0rd")).await.expect_err("refused");
            assert_eq!(error.class(), class, "{error}");
            assert!(error.to_string().contains(words), "{error}");
        }
    });
}
