use super::{Counts, Entry, ReadOptions, UserReader, UsersError};
use crate::bytes::{Options, Origin, SourceBytes};
use secrecy::ExposeSecret;
use serde_json::json;
use std::io::Cursor;
use uuid::Uuid;

pub(super) const NAMESPACE: Uuid = Uuid::from_u128(7);
const BCRYPT: &str = "$2b$10$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234";

/// Reads a text to its end, or to the error that ends it.
pub(super) fn read_with(text: &str, options: ReadOptions) -> (Vec<Entry>, Counts, Option<UsersError>) {
    let origin = Origin::Stream(Box::new(Cursor::new(text.to_owned().into_bytes())));
    let bytes = SourceBytes::open(origin, Options::default()).expect("open");
    let mut reader = match UserReader::open(bytes, options) {
        Ok(reader) => reader,
        Err(error) => return (Vec::new(), Counts::default(), Some(error)),
    };
    let mut entries = Vec::new();
    let end = loop {
        match reader.next() {
            Ok(Some(entry)) => entries.push(entry),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    assert!(reader.next().is_ok_and(|entry| entry.is_none()));
    (entries, reader.counts(), end)
}

fn read(text: &str) -> (Vec<Entry>, Counts, Option<UsersError>) {
    read_with(text, ReadOptions { format: None, namespace: NAMESPACE, hash_config: None })
}

/// Each record in a line.
pub(super) fn told(entries: &[Entry]) -> Vec<String> {
    entries
        .iter()
        .map(|entry| match entry {
            Entry::User(user) => {
                let name = user.email.as_ref().or(user.phone.as_ref()).expect("an address");
                format!("{} {name} {:?}", user.place.record, user.lost)
            }
            Entry::LeftOut(left) => format!("{} left out: {:?}", left.place.record, left.why),
            Entry::Refused(refused) => {
                let who = refused.who.as_deref().unwrap_or("-");
                format!("{} refused {who}: {}", refused.place.record, refused.reason)
            }
        })
        .collect()
}

#[test]
fn reads_csv_with_a_header() {
    let text = format!(
        "Email,password_hash,role,phone,email_verified,disabled,Department\n\
         Ann@B.c,{BCRYPT},manager,,yes,0,Sales\n\
         ,,,+49 1,,1,\n\
         c@b.c\n\
         d@b.c,hunter2,,,,,\n\
         e@b.c,,,,perhaps,,\n\
         ,,,,,,x\n"
    );
    let (entries, counts, end) = read(&text);
    assert!(end.is_none(), "{end:?}");
    let unknown =
        "the password hash is neither bcrypt ($2a$, $2b$, $2y$), argon2i, argon2id nor Firebase scrypt ($fbscrypt$)";
    assert_eq!(
        told(&entries),
        [
            "1 ann@b.c []",
            "2 +491 []",
            "3 refused -: 1 field, but the header has 7 fields",
            &format!("4 refused d@b.c: {unknown}"),
            "5 refused e@b.c: email_verified is neither true nor false",
            "6 refused -: has neither email nor phone",
        ]
    );
    let Entry::User(user) = &entries[0] else { panic!("a user") };
    assert_eq!((user.role.as_deref(), user.email_verified, user.disabled), (Some("manager"), true, false));
    assert_eq!(user.hash.as_ref().expect("a hash").secret().expose_secret(), BCRYPT);
    assert_eq!(serde_json::to_value(&user.fields).expect("fields"), json!({"Department": "Sales"}));
    assert!(user.external_id.is_none() && user.custom_claims.is_empty());
    let Entry::User(user) = &entries[1] else { panic!("a user") };
    assert_eq!((user.disabled, user.phone_verified), (true, None));
    assert_eq!((counts.records, counts.users, counts.refused, counts.with_hash), (6, 2, 4, 1));
}

#[test]
fn reads_json_arrays_lines_and_other_delimiters() {
    let array = json!([{"email": "a@b.c", "custom_claims": {"x": 1}, "tags": ["y"]}]).to_string();
    for text in [
        array.as_str(),
        "{\"email\": \"a@b.c\", \"custom_claims\": \"{\\\"x\\\":1}\", \"tags\": [\"y\"]}\n",
        "email;custom_claims;tags\na@b.c;\"{\"\"x\"\":1}\";\n",
        "email\tcustom_claims\na@b.c\t\"{\"\"x\"\":1}\"\n",
    ] {
        let (entries, _, end) = read(text);
        assert!(end.is_none(), "{text}: {end:?}");
        let [Entry::User(user)] = &entries[..] else { panic!("{text}: {entries:?}") };
        assert_eq!(serde_json::to_value(&user.custom_claims).expect("claims"), json!({"x": 1}), "{text}");
        assert!(user.fields.is_empty() || user.fields["tags"] == json!(["y"]), "{text}");
    }
}

#[test]
fn a_broken_line_is_refused_alone() {
    let (entries, _, end) = read("{\"email\":\"a@b.c\"}\n{\"email\":\n\n{\"email\":\"b@b.c\"}\n");
    assert!(end.is_none(), "{end:?}");
    assert_eq!(entries.len(), 3);
    assert!(told(&entries)[1].starts_with("2 refused -: the line ends before"), "{:?}", told(&entries));
}

#[test]
fn refuses_passwords_in_clear_without_repeating_them() {
    let (entries, _, _) = read("email,password\na@b.c,hunter2\n");
    let told = told(&entries);
    assert!(told[0].contains("password in clear") && !told[0].contains("hunter2"), "{told:?}");
}

#[test]
fn says_why_a_file_cannot_be_read() {
    for (text, reason) in [
        ("", "the file is neither JSON"),
        ("a,b\n1,2\n", "the file is neither JSON"),
        ("role,disabled\nx,y\n", "line 1: the header has neither"),
        ("email,E-Mail\nx,y\n", "line 1: the columns \"email\" and \"E-Mail\" mean the same"),
        ("[{\"email\":\"a@b.c\"},,]", "line 1, column 20: expected a JSON value"),
    ] {
        let (_, _, end) = read(text);
        let end = end.map(|e| e.to_string()).unwrap_or_default();
        assert!(end.starts_with(reason), "{text}: {end}");
    }
}
