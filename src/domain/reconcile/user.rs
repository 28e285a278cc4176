//! The users that a tenant knows against those of its Auth server.

use super::Difference;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A user as the tenant's database has them.
#[derive(Debug, Clone)]
pub struct KnownUser {
    /// The id at the Auth server.
    pub id: Uuid,
    /// They may do nothing.
    pub is_disabled: bool,
}

/// Which tenant a user of an Auth server says to be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserOf {
    /// The one that is compared.
    This,
    /// Another one.
    Another,
    /// None: who signed up at the application by themselves.
    Nobody,
}

/// A user as the Auth server has them.
#[derive(Debug, Clone)]
pub struct FoundUser {
    /// The id.
    pub id: Uuid,
    /// The e-mail address.
    pub email: Option<String>,
    /// The role that the Auth server keeps for tokens.
    pub role: Option<String>,
    /// Whose they are.
    pub of: UserOf,
    /// They may not log in.
    pub is_banned: bool,
}

/// Compares the users of an active tenant. What the Auth server has of other tenants is left alone.
pub fn user_differences((id, uuid): (&str, Uuid), known: &[KnownUser], found: &[FoundUser]) -> Vec<Difference> {
    let at_auth: HashMap<Uuid, &FoundUser> = found.iter().map(|user| (user.id, user)).collect();
    let rows: HashSet<Uuid> = known.iter().map(|user| user.id).collect();
    let made = |kind, user: Uuid, text: String, mend: String| {
        let (tenant, uuid) = (Some(id.to_owned()), Some(uuid));
        Difference { kind, tenant, uuid, object: user.to_string(), text, mend, repair: None }
    };
    let mut differences = Vec::new();
    for KnownUser { id: user, is_disabled } in known {
        let remove = || format!("tenantctl user remove {user} -t {id}");
        differences.extend(match at_auth.get(user) {
            None => Some(made("missing_user", *user, format!("the user {user} isn't at the Auth server"), remove())),
            Some(found) if found.of == UserOf::Another => {
                let text = format!("the user {user} is another tenant's at the Auth server");
                Some(made("foreign_user", *user, text, remove()))
            }
            Some(found) if *is_disabled && !found.is_banned => {
                let text = format!("the user {user} is disabled, and may log in at the Auth server");
                Some(made("open_user", *user, text, format!("tenantctl user disable {user} -t {id}")))
            }
            Some(_) => None,
        });
    }
    for user in found.iter().filter(|user| user.of == UserOf::This && !rows.contains(&user.id)) {
        let text = format!("the user {} at the Auth server is the tenant's, which doesn't know them", user.id);
        let role = user.role.as_deref().filter(|role| is_plain(role)).map(|role| format!(" --role {role}"));
        let role = role.unwrap_or_default();
        let email = user.email.as_deref().filter(|email| is_plain(email));
        let keep = email.map(|email| format!("tenantctl user create --email {email}{role} -t {id}; or "));
        let mend = format!("{}tenantctl user remove {} -t {id}", keep.unwrap_or_default(), user.id);
        differences.push(made("stray_user", user.id, text, mend));
    }
    differences
}

/// Names the users of a shared Auth server, given with the one tenant that each says to be of, whose tenants were erased.
/// `api` is where that server's API is.
pub fn left_users(users: &[(Uuid, Uuid)], erased: &HashSet<Uuid>, api: &str) -> Vec<Difference> {
    let left = users.iter().filter(|(_, tenant)| erased.contains(tenant));
    let made = |(user, tenant): &(Uuid, Uuid)| Difference {
        kind: "stray_user",
        tenant: None,
        uuid: Some(*tenant),
        object: user.to_string(),
        text: format!("the user {user} at the shared Auth server is an erased tenant's"),
        mend: format!("with the service role's key: DELETE {api}/admin/users/{user}"),
        repair: None,
    };
    left.map(made).collect()
}

/// Whether a word from elsewhere means nothing but itself to a shell.
fn is_plain(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphanumeric())
        && word.chars().all(|one| one.is_ascii_alphanumeric() || "@._+-".contains(one))
}

#[cfg(test)]
mod tests {
    use super::{FoundUser, KnownUser, UserOf, left_users, user_differences};
    use std::collections::HashSet;
    use uuid::Uuid;

    #[test]
    fn each_user_is_where_the_other_side_has_them() {
        let id = Uuid::from_u128(7);
        let row = |is_disabled| KnownUser { id, is_disabled };
        let user = |of, is_banned| FoundUser {
            id,
            email: Some("ann@example.com".into()),
            role: Some("owner".into()),
            of,
            is_banned,
        };
        for (known, found, expected) in [
            (vec![row(false)], vec![user(UserOf::This, false)], None),
            (vec![row(false)], vec![user(UserOf::Nobody, false)], None),
            (vec![row(true)], vec![user(UserOf::This, true)], None),
            (vec![row(false)], vec![user(UserOf::This, true)], None),
            (vec![], vec![user(UserOf::Nobody, false)], None),
            (vec![], vec![user(UserOf::Another, false)], None),
            (vec![row(false)], vec![], Some(("missing_user", "tenantctl user remove"))),
            (vec![row(false)], vec![user(UserOf::Another, false)], Some(("foreign_user", "tenantctl user remove"))),
            (vec![row(true)], vec![user(UserOf::This, false)], Some(("open_user", "tenantctl user disable"))),
            (
                vec![],
                vec![user(UserOf::This, false)],
                Some(("stray_user", "--email ann@example.com --role owner -t acme")),
            ),
        ] {
            let differences = user_differences(("acme", Uuid::from_u128(1)), &known, &found);
            let kinds: Vec<&str> = differences.iter().map(|difference| difference.kind).collect();
            assert_eq!(kinds, Vec::from_iter(expected.map(|(kind, _)| kind)), "{known:?} {found:?}");
            assert!(differences.iter().all(|one| expected.is_some_and(|(_, mend)| one.mend.contains(mend))));
        }
    }

    #[test]
    fn only_an_erased_tenants_users_are_left_over() {
        let (ann, bob, erased) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(9));
        let users = [(ann, erased), (bob, Uuid::from_u128(8))];
        let found = left_users(&users, &HashSet::from([erased]), "https://x/auth/v1");
        assert_eq!(found.iter().map(|one| one.object.clone()).collect::<Vec<_>>(), [ann.to_string()]);
        assert!(found[0].mend.ends_with(&format!("DELETE https://x/auth/v1/admin/users/{ann}")), "{}", found[0].mend);
    }

    #[test]
    fn no_word_from_elsewhere_is_a_command() {
        for hostile in ["a@b.c;reboot", "$(reboot)@b.c", "--role", "a b@c", "a'b@c"] {
            let (email, role) = (Some(hostile.to_owned()), Some(hostile.to_owned()));
            let user = FoundUser { id: Uuid::from_u128(7), email, role, of: UserOf::This, is_banned: false };
            let differences = user_differences(("acme", Uuid::from_u128(1)), &[], &[user]);
            assert!(!differences[0].mend.contains(hostile), "{}", differences[0].mend);
        }
    }
}
