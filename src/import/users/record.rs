//! Reads a JSON record.

use super::given::{Given, Unread};
use crate::json::{Item, Kind};
use serde_json::Value;

/// The name of the list in an export.
const USERS: &str = "users";

/// Sorts the members of a record.
///
/// # Errors
/// What is wrong with it; and whom it is about.
pub(super) fn read(item: &Item<'_>) -> Result<Given, Unread> {
    let mut given = Given::default();
    if let Some(list) = item.table.filter(|list| *list != USERS) {
        return Err(given.unread(format!("stands in the list {list:?}, and users stand in \"users\"")));
    }
    if item.value.kind() != Kind::Object {
        return Err(given.unread("isn't an object".to_owned()));
    }
    for member in item.value.members() {
        // The reader has checked it; only a number beyond every limit can fail.
        let Ok(value) = serde_json::from_str::<Value>(member.value().raw()) else {
            return Err(given.unread("has a number that is out of range".to_owned()));
        };
        if let Err(reason) = given.set(&member.key(), value) {
            return Err(given.unread(reason));
        }
    }
    Ok(given)
}
