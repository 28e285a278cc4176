use super::{FoundDatabase, FoundLogin, Known, Marker, Membership, Repair, differences, parse_mark};
use crate::status::Status;
use std::collections::HashSet;
use uuid::Uuid;

const PLANE: Uuid = Uuid::from_u128(9);

fn member_of(group: &str, grantor: Option<&str>) -> Membership {
    Membership { group: group.to_owned(), grantor: grantor.map(str::to_owned) }
}

fn known(status: Option<Status>) -> Known {
    Known {
        uuid: Uuid::from_u128(1),
        id: status.map(|_| "acme-corp".to_owned()),
        status,
        unfinished: None,
        database: "a_1".into(),
        migrator: "a_1_migrator".into(),
        app: "a_1_app".into(),
        old_logins: Vec::new(),
    }
}

fn world(is_open: bool) -> (FoundDatabase, Vec<FoundLogin>) {
    let mark = Some(Marker { tenant: Uuid::from_u128(1), control_plane: PLANE }.to_string());
    let rights = ["tenantctl_owner CREATE", "tenantctl_owner TEMPORARY", "a_1_migrator CONNECT", "a_1_app CONNECT"];
    let database = FoundDatabase {
        name: "a_1".into(),
        owner: "tenantctl_databases".into(),
        mark: mark.clone(),
        is_open: true,
        limit: if is_open { -1 } else { 0 },
        rights: rights.map(str::to_owned).to_vec(),
    };
    let login = |name: &str, group: &str| FoundLogin {
        name: name.into(),
        mark: mark.clone(),
        is_open,
        is_powerful: false,
        sessions: 0,
        memberships: vec![member_of(group, None)],
    };
    (database, vec![login("a_1_migrator", "tenantctl_owner"), login("a_1_app", "tenantctl_app")])
}

fn kinds(known: &Known, database: &FoundDatabase, logins: &[FoundLogin]) -> Vec<(&'static str, Option<Repair>)> {
    let databases = std::slice::from_ref(database);
    let found = differences(PLANE, std::slice::from_ref(known), (databases, logins), &HashSet::new());
    found.into_iter().map(|difference| (difference.kind, difference.repair)).collect()
}

#[test]
fn a_membership_is_revoked_as_whoever_granted_it() {
    for (grantor, mend) in
        [(None, r#"REVOKE "bob" FROM "a_1_app""#), (Some("carol"), r#"REVOKE "bob" FROM "a_1_app" GRANTED BY "carol""#)]
    {
        let (database, mut logins) = world(true);
        logins[1].memberships.push(member_of("bob", grantor));
        let known = known(Some(Status::Active));
        let found = differences(PLANE, &[known], (&[database], &logins), &HashSet::new());
        assert_eq!(found.iter().map(|one| one.mend.as_str()).collect::<Vec<_>>(), [mend]);
        assert_eq!(found[0].text.contains("granted by carol"), grantor.is_some(), "{}", found[0].text);
    }
}

#[test]
fn what_is_as_it_should_be_is_no_difference() {
    for (status, is_open) in [(Status::Active, true), (Status::Suspended, false), (Status::Deleting, false)] {
        let (database, logins) = world(is_open);
        assert_eq!(kinds(&known(Some(status)), &database, &logins), [], "{status}");
    }
}

/// What is done to the world, and what is said then.
type Case = (&'static str, fn(&mut FoundDatabase, &mut Vec<FoundLogin>), Option<Repair>);

#[test]
fn each_difference_is_told_once_with_what_mends_it() {
    let cases: [Case; 14] = [
        ("missing_database", |d, _| d.name = "other".into(), None),
        ("foreign_database", |d, _| d.owner = "postgres".into(), None),
        ("foreign_database", |d, _| d.mark = None, None),
        ("closed_database", |d, _| d.limit = 0, None),
        ("closed_database", |d, _| d.is_open = false, None),
        ("missing_right", |d, _| d.rights.truncate(3), Some(Repair::Rights)),
        ("extra_right", |d, _| d.rights.push("PUBLIC CONNECT".into()), Some(Repair::Rights)),
        ("extra_right", |d, _| d.rights.push("bob CONNECT".into()), None),
        ("missing_login", |_, l| drop(l.pop()), None),
        ("foreign_login", |_, l| l[0].mark = None, None),
        ("powerful_login", |_, l| l[1].is_powerful = true, None),
        ("missing_membership", |_, l| l[0].memberships.clear(), Some(Repair::Rights)),
        ("extra_membership", |_, l| l[0].memberships.push(member_of("pg_read_all_data", None)), None),
        ("closed_login", |_, l| l[1].is_open = false, None),
    ];
    for (kind, change, repair) in cases {
        let (mut database, mut logins) = world(true);
        change(&mut database, &mut logins);
        let found = kinds(&known(Some(Status::Active)), &database, &logins);
        assert!(found.contains(&(kind, repair)), "{kind}: {found:?}");
        assert_eq!(found.iter().filter(|(other, _)| !other.starts_with("stray")).count(), 1, "{kind}: {found:?}");
    }
}

#[test]
fn a_closed_tenant_that_is_open_is_closed_again() {
    for status in [Status::Suspended, Status::Deleting] {
        let (database, logins) = world(true);
        let found = kinds(&known(Some(status)), &database, &logins);
        let close = Some(Repair::Close);
        assert_eq!(found, [("open_database", close), ("open_login", close), ("open_login", close)]);
        let (database, mut logins) = world(false);
        logins[1].sessions = 2;
        assert_eq!(kinds(&known(Some(status)), &database, &logins), [("open_session", close)]);
    }
    let (database, mut logins) = world(true);
    logins[1].sessions = 2;
    assert_eq!(kinds(&known(Some(Status::Active)), &database, &logins), []);
}

#[test]
fn strays_are_named_and_never_dropped_with_their_data() {
    let erased = HashSet::from([Uuid::from_u128(2)]);
    let mark = |tenant: u128, plane: u128| {
        let (tenant, control_plane) = (Uuid::from_u128(tenant), Uuid::from_u128(plane));
        Some(Marker { tenant, control_plane }.to_string())
    };
    let database = |name: &str, owner: &str, mark: Option<String>| FoundDatabase {
        name: name.into(),
        owner: owner.into(),
        mark,
        ..FoundDatabase::default()
    };
    let databases = [
        database("theirs", "tenantctl_databases", mark(2, 8)),
        database("erased", "tenantctl_databases", mark(2, 9)),
        database("unknown", "bob", mark(3, 9)),
        database("unmarked", "tenantctl_databases", None),
        database("tenantctl_template_0011", "tenantctl_databases", None),
        database("tenantctl_scratch_0011", "tenantctl_databases", None),
        database("postgres", "postgres", None),
    ];
    let login = |name: &str, mark: Option<String>| FoundLogin { name: name.into(), mark, ..FoundLogin::default() };
    let logins = [
        login("theirs", mark(2, 8)),
        login("erased", mark(2, 9)),
        login("unknown", mark(3, 9)),
        login("nobodys", None),
    ];
    let found = differences(PLANE, &[], (&databases, &logins), &erased);
    assert_eq!(found[0].text, "the database erased is an erased tenant's");
    assert_eq!(found[1].text, "the database unknown bears a mark of no tenant");
    let found: Vec<_> = found.iter().map(|d| (d.kind, d.object.as_str(), d.repair)).collect();
    assert_eq!(
        found,
        [
            ("stray_database", "erased", None),
            ("stray_database", "unknown", None),
            ("stray_database", "unmarked", None),
            ("stray_login", "erased", Some(Repair::DropLogins)),
            ("stray_login", "unknown", None),
        ]
    );
}

#[test]
fn a_tenants_other_login_is_no_stray_while_it_is_closed() {
    let (database, logins) = world(true);
    let tenant = known(Some(Status::Active));
    let with = |tenant: &Known, name: &str, is_open: bool| {
        let other = FoundLogin { name: name.into(), is_open, ..logins[0].clone() };
        let logins = [&logins[..], &[other]].concat();
        kinds(tenant, &database, &logins)
    };
    let stray = [("stray_login", None)];
    assert_eq!(with(&tenant, "a_1_migrator2", false), [], "the next rotation goes to it");
    assert_eq!(with(&tenant, "a_1_app2", false), []);
    assert_eq!(with(&tenant, "a_1_app2", true), stray, "somebody gets in by it");
    assert_eq!(with(&tenant, "a_1_app3", false), stray);
    let overlapping = Known { old_logins: vec!["a_1_app2".into()], ..tenant.clone() };
    assert_eq!(with(&overlapping, "a_1_app2", true), []);
    let unfinished = Known { unfinished: Some(("rotating".to_owned(), "tenantctl rotate".to_owned())), ..tenant };
    assert_eq!(with(&unfinished, "a_1_app3", true), [("unfinished", None)]);
    let unknown = FoundLogin { name: "a_1_app2".into(), ..logins[0].clone() };
    let found = differences(PLANE, &[], (&[], &[unknown]), &HashSet::new());
    assert_eq!(found[0].text, "the login a_1_app2 bears a mark of no tenant");
}

#[test]
fn what_is_unfinished_is_left_to_its_command() {
    let (database, mut logins) = world(false);
    logins.clear();
    let unfinished = Some(("its provisioning is running".to_owned(), "tenantctl provision acme-corp".to_owned()));
    let tenant = Known { unfinished, ..known(Some(Status::Provisioning)) };
    assert_eq!(kinds(&tenant, &database, &logins), [("unfinished", None)]);
}

#[test]
fn reads_its_own_marks() {
    let marker = Marker { tenant: Uuid::from_u128(1), control_plane: PLANE };
    assert_eq!(parse_mark(&marker.to_string()), Some(marker));
    for text in ["", "tenantctl:v1:tenant=x:control_plane=y", "tenantctl:v1:template=00", "a comment"] {
        assert_eq!(parse_mark(text), None, "{text}");
    }
}
