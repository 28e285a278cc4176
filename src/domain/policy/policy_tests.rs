use super::{Change, InvalidPolicy, Policy, Subject, Verdict, decide, differences};

const DEFAULT: &str = include_str!("../../../migrations/policy.toml");

fn default() -> Policy {
    Policy::parse(DEFAULT).expect("parses")
}

fn small(roles: &str) -> String {
    format!(
        "version = 1\npermissions = [{{name='a.read',description='A'}},{{name='a.write',description='B'}}]\nroles = [{{name='owner',description='',permissions=['a.read','a.write']}}{roles}]"
    )
}

#[test]
fn the_default_policy_is_whole() {
    let policy = default();
    assert!(policy.has("vendors.write"));
    assert!(policy.doubts(policy.permissions.iter().map(|p| p.name.as_str())).is_empty());
}

#[test]
fn what_is_written_reads_back() {
    let mut policy = default();
    assert_eq!(Policy::parse(&policy.to_toml()), Ok(policy.clone()));
    policy.roles[1].permissions.clear();
    policy.roles[2].description = "says \"no\", C:\\new, {%}, ünï, '''".to_owned();
    assert_eq!(Policy::parse(&policy.to_toml()), Ok(policy.clone()));
    assert!(policy.to_toml().lines().all(|line| line.len() <= 110));
}

#[test]
fn the_canonical_text_knows_no_order() {
    let policy = default();
    let mut turned = policy.clone();
    turned.roles.reverse();
    turned.permissions.reverse();
    turned.roles.iter_mut().for_each(|role| role.permissions.reverse());
    assert_eq!(turned.canonical(), policy.canonical());
    assert!(differences(&turned, &policy).is_empty());
    for change in [
        |p: &mut Policy| p.version += 1,
        |p: &mut Policy| p.roles[0].description.push('x'),
        |p: &mut Policy| p.permissions[0].description.push('x'),
        |p: &mut Policy| drop(p.roles[3].permissions.pop()),
        |p: &mut Policy| drop(p.roles.pop()),
        |p: &mut Policy| drop(p.permissions.pop()),
    ] {
        let mut other = policy.clone();
        change(&mut other);
        assert_ne!(other.canonical(), policy.canonical());
        assert!(!differences(&policy, &other).is_empty());
    }
}

#[test]
fn refuses_a_policy_with_holes() {
    for (text, words) in [
        ("version = 1".to_owned(), "missing field `permissions`"),
        ("version = 1\nx = 1\npermissions = []\nroles = []".to_owned(), "line 2: unknown field `x`"),
        ("version = 1\npermissions = [\nroles = []".to_owned(), "line 3: "),
        ("version = '1'\npermissions = []\nroles = []".to_owned(), "line 1: invalid type"),
        ("version = 99999999999\npermissions = []\nroles = []".to_owned(), "line 1: "),
        ("version = 0\npermissions = []\nroles = []".to_owned(), "versions begin at 1"),
        ("version = 1\npermissions = []\nroles = []".to_owned(), "no role \"owner\""),
        (small(",{name='b',description='',permissions=['a.reed']}"), "names the permission \"a.reed\""),
        (small(",{name='b',description='',permissions=['a.*']}"), "names the permission \"a.*\""),
        (small(",{name='b',description='',permissions=['a.read','a.read']}"), "\"a.read\" twice"),
        (small(",{name='owner',description='',permissions=[]}"), "names \"owner\" twice"),
        (small(",{name='b',permissions=[]}"), "missing field `description`"),
        (small(",{name='b',description='',permissions=[],x=1}"), "unknown field `x`"),
        (small(",{name='B',description='',permissions=[]}"), "\"B\" can't be a role's name"),
        (small(",{name='_b',description='',permissions=[]}"), "can't be a role's name"),
        (small(",{name='',description='',permissions=[]}"), "can't be a role's name"),
        (small(&format!(",{{name='{}',description='',permissions=[]}}", "b".repeat(64))), "can't be a role's name"),
        (small(",{name='b',description=\"a\\u001b[2J\",permissions=[]}"), "control characters"),
        (small(&format!(",{{name='b',description='{}',permissions=[]}}", "ä".repeat(501))), "longer than 500"),
    ] {
        let error = Policy::parse(&text).expect_err(&text).to_string();
        assert!(error.contains(words), "{text}: {error}");
    }
    for name in ["vendors", ".read", "vendors.", "vendors.read.all", "Vendors.read", "vendors.*", "*", "a b.c", "1a.b"]
    {
        let text = format!(
            "version = 1\npermissions = [{{name='{name}',description=''}}]\nroles = [{{name='owner',description='',permissions=[]}}]"
        );
        assert_eq!(Policy::parse(&text), Err(InvalidPolicy::PermissionName(name.to_owned())));
    }
}

#[test]
fn there_may_be_200_of_each_and_a_description_of_500_letters() {
    let roles = |count: usize| {
        (1..count).map(|n| format!(",{{name='b{n}',description='',permissions=[]}}")).collect::<String>()
    };
    assert!(Policy::parse(&small(&roles(200))).is_ok());
    assert_eq!(Policy::parse(&small(&roles(201))), Err(InvalidPolicy::TooMany(200)));
    let permissions = |count: usize| {
        let names: String = (1..=count).map(|n| format!("{{name='a.b{n}',description=''}},")).collect();
        format!("version = 1\npermissions = [{names}]\nroles = [{{name='owner',description='',permissions=['a.b1']}}]")
    };
    assert!(Policy::parse(&permissions(200)).is_ok());
    assert_eq!(Policy::parse(&permissions(201)), Err(InvalidPolicy::TooMany(200)));
    let longest = format!(",{{name='b',description='{}',permissions=[]}}", "ä".repeat(500));
    assert!(Policy::parse(&small(&longest)).is_ok());
}

#[test]
fn tells_what_differs() {
    let from = Policy::parse(&small(",{name='old',description='x',permissions=['a.read']}")).expect("parses");
    let mut to = Policy::parse(&small(",{name='new',description='y',permissions=['a.write']}")).expect("parses");
    to.version = 3;
    to.permissions[0].description = "Else".to_owned();
    let found = differences(&from, &to);
    let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "~ version 1 to 3",
            "~ description of permission a.read",
            "+ role new",
            "- role old",
            "+ new: a.write",
            "- old: a.read"
        ]
    );
    assert_eq!((found[1].from.as_deref(), found[1].to.as_deref()), (Some("A"), Some("Else")));
    assert_eq!((found[3].change, &found[3].subject), (Change::Removed, &Subject::Role("old".to_owned())));
    let none = Policy { version: 0, permissions: Vec::new(), roles: Vec::new() };
    assert_eq!(differences(&none, &from)[0].to_string(), "~ version none to 1");
}

#[test]
fn doubts_what_helps_nobody() {
    let blind = Policy::parse(&small(",{name='b',description='',permissions=['a.write']}")).expect("parses");
    let doubts = blind.doubts(["a.read", "c.read"]);
    assert_eq!(doubts.len(), 2, "{doubts:?}");
    assert!(doubts[0].contains("no role has c.read") && doubts[1].contains("b has a.write without a.read"));
}

#[test]
fn decides_as_the_tables_do() {
    let policy = default();
    let lacks = Verdict::RoleLacks { holders: ["owner", "admin"].map(str::to_owned).to_vec() };
    for (user, permission, expected) in [
        (Some(("owner", false)), "employees.write", Verdict::Allowed),
        (Some(("viewer", false)), "employees.write", lacks.clone()),
        (Some(("gone", false)), "employees.write", lacks),
        (Some(("owner", true)), "employees.write", Verdict::Disabled),
        (None, "employees.write", Verdict::NoUser),
        (
            Some(("owner", false)),
            "employees.rite",
            Verdict::UnknownPermission { near: Some("employees.write".to_owned()) },
        ),
        (None, "x", Verdict::UnknownPermission { near: None }),
    ] {
        assert_eq!(decide(&policy, user, permission), expected, "{user:?} {permission}");
    }
}
