//! Who a user is, and whether the file had them already.

use super::ImportedUser;
use std::collections::HashMap;
use uuid::Uuid;

/// Returns a user's id: a uuid v5 (RFC 9562) in the namespace, of the external id, else of the
/// e-mail address in lower case, else of the phone. The same user has the same id in every run, so
/// that a repeated import finds them.
#[must_use]
pub fn user_id(namespace: &Uuid, external_id: Option<&str>, email: Option<&str>, phone: Option<&str>) -> Uuid {
    let name = external_id.map(str::to_owned).or_else(|| email.map(str::to_lowercase));
    let name = name.or_else(|| phone.map(str::to_owned)).unwrap_or_default();
    Uuid::new_v5(namespace, name.as_bytes())
}

/// The users of a file so far, each by 16 bytes for every name they have.
#[derive(Debug, Default)]
pub(super) struct Seen(HashMap<Uuid, u64>);

impl Seen {
    /// Takes a user in.
    ///
    /// # Errors
    /// Which of their names an earlier record has.
    pub(super) fn insert(&mut self, user: &ImportedUser) -> Result<(), String> {
        let named = [("localId", &user.external_id), ("e-mail address", &user.email), ("phone number", &user.phone)];
        let keys: Vec<(&str, Uuid)> = named
            .iter()
            .filter_map(|(what, name)| name.as_deref().map(|name| (*what, key(what, name))))
            .chain(std::iter::once(("id", user.id)))
            .collect();
        for (what, key) in &keys {
            if let Some(record) = self.0.get(key) {
                return Err(format!("the {what} stands in record {record} already"));
            }
        }
        self.0.extend(keys.into_iter().map(|(_, key)| (key, user.place.record)));
        Ok(())
    }
}

fn key(what: &str, name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{what}\0{name}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::user_id;
    use uuid::Uuid;

    #[test]
    fn an_id_comes_from_the_first_name_there_is_and_from_the_namespace() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let id = |external, email, phone| user_id(&one, external, email, phone);
        assert_eq!(id(Some("x"), Some("a@b.c"), None), id(Some("x"), None, Some("+1")));
        assert_eq!(id(None, Some("A@B.c"), Some("+1")), id(None, Some("a@b.c"), None));
        assert_ne!(id(Some("x"), None, None), id(Some("X"), None, None));
        assert_ne!(id(None, Some("a@b.c"), None), user_id(&other, None, Some("a@b.c"), None));
        assert_eq!(id(None, Some("a@b.c"), None).to_string(), "8d100db0-3b4f-5c52-9e2f-2ff60a59008d");
    }
}
