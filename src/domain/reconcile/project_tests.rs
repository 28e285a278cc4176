use super::project::{Condition, FoundProject, KnownProject, project_differences};
use super::{Difference, Repair};
use crate::status::Status;
use uuid::Uuid;

const TENANT: Uuid = Uuid::from_u128(0x1234_5678_9abc);

fn known(status: Status) -> KnownProject {
    KnownProject {
        uuid: TENANT,
        id: "acme-corp".into(),
        status,
        unfinished: None,
        reference: Some("own".into()),
        organization: Some("org".into()),
    }
}

fn found(reference: &str, name: &str) -> FoundProject {
    FoundProject {
        reference: reference.into(),
        name: name.into(),
        organization: Some("org".into()),
        condition: Condition::Running,
        status: "ACTIVE_HEALTHY".into(),
    }
}

fn kinds(found: &[Difference]) -> Vec<(&'static str, Option<Repair>)> {
    found.iter().map(|difference| (difference.kind, difference.repair)).collect()
}

/// What is done to the world, and what is said then.
type Case = (Option<(&'static str, Option<Repair>)>, fn(&mut KnownProject, &mut Vec<FoundProject>));

#[test]
fn a_tenant_is_compared_with_its_project() {
    let cases: [Case; 14] = [
        (None, |_, _| {}),
        (None, |_, p| p[0].name = "old-name-123456789abc".into()),
        (None, |k, p| (k.status, p[0].condition) = (Status::Suspended, Condition::Paused)),
        (None, |k, p| (k.organization, p[0].organization) = (Some("old".into()), Some("org".into()))),
        (None, |_, p| p[0].organization = None),
        (Some(("unfinished", None)), |k, _| k.unfinished = Some(("its resume failed".into(), "x".into()))),
        (Some(("missing_project", None)), |_, p| p.clear()),
        (Some(("missing_project", None)), |k, p| {
            k.reference = None;
            p.clear();
        }),
        (Some(("foreign_project", None)), |_, p| p[0].name = "acme-corp-000000000000".into()),
        (Some(("foreign_organization", None)), |_, p| p[0].organization = Some("other".into())),
        (Some(("paused_project", Some(Repair::Wake))), |_, p| p[0].condition = Condition::Paused),
        (Some(("broken_project", None)), |_, p| p[0].condition = Condition::Broken),
        (Some(("broken_project", None)), |_, p| p[0].condition = Condition::Leaving),
        (Some(("stray_project", None)), |k, _| k.status = Status::Deleted),
    ];
    for (expected, change) in cases {
        let (mut known, mut projects) = (known(Status::Active), vec![found("own", "acme-corp-123456789abc")]);
        change(&mut known, &mut projects);
        let differences = project_differences(&[known], &projects, Some("org"));
        assert_eq!(kinds(&differences), Vec::from_iter(expected), "{differences:?}");
        assert!(differences.iter().all(|difference| !difference.mend.is_empty() && !difference.object.is_empty()));
    }
}

#[test]
fn a_project_that_no_tenant_names_is_told_where_its_name_is_a_tenants() {
    for (name, condition, expected) in [
        ("acme-corp-123456789abc", Condition::Running, Some("acme-corp's mark")),
        ("other-corp-0123456789ab", Condition::Running, Some("no tenant names it")),
        ("other-corp-0123456789ab", Condition::Paused, Some("no tenant names it")),
        ("other-corp-0123456789ab", Condition::Leaving, None),
        ("website", Condition::Running, None),
        ("other-corp-0123456789AB", Condition::Running, None),
        ("other-corp-123", Condition::Running, None),
        ("Other Corp-0123456789ab", Condition::Running, None),
    ] {
        let mut stray = found("stray", name);
        stray.condition = condition;
        let projects = [found("own", "acme-corp-123456789abc"), stray];
        let differences = project_differences(&[known(Status::Active)], &projects, None);
        let texts: Vec<&str> = differences.iter().map(|difference| difference.text.as_str()).collect();
        match expected {
            Some(text) => assert!(texts.len() == 1 && texts[0].contains(text), "{name}: {texts:?}"),
            None => assert!(texts.is_empty(), "{name}: {texts:?}"),
        }
    }
    let mut unfinished = known(Status::Failed);
    (unfinished.unfinished, unfinished.reference) = (Some(("its provision failed".into(), "x".into())), None);
    let created = [found("late", "acme-corp-123456789abc")];
    assert_eq!(kinds(&project_differences(&[unfinished], &created, None)), [("unfinished", None)]);
}
