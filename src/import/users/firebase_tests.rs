use super::plain_tests::{NAMESPACE, read_with, told};
use super::{Entry, Lost, ReadOptions, UserFormat, UsersError, user_id};
use secrecy::ExposeSecret;
use serde_json::json;
use tenantctl_domain::password_hash::FirebaseHashConfig;

const KEY: &str = "ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n14J3MjKj1b2g6AUCAlFwMw==";
const HASH: &str = "zKVTMvnWVw5BBOZNUdnsalx4c4c7y/w7IS5p6Ut2+CfEFFlz37J9huyQfov4iizN8dbjvEJlM5tQaJP84+hfTw==";

fn options() -> ReadOptions {
    let config =
        format!("algorithm: SCRYPT, base64_signer_key: {KEY}, base64_salt_separator: Bw==, rounds: 8, mem_cost: 14");
    let hash_config = Some(FirebaseHashConfig::parse(&config).expect("a config"));
    ReadOptions { format: None, namespace: NAMESPACE, hash_config }
}

fn export(users: &[serde_json::Value]) -> String {
    serde_json::to_string_pretty(&json!({ "users": users })).expect("text")
}

#[test]
fn reads_the_json_of_auth_export() {
    let text = export(&[json!({
        "localId": "Xy1", "email": "Ann@Example.com", "emailVerified": true, "passwordHash": HASH,
        "salt": "C0sHCg9ek77hsg==", "displayName": "Ann", "photoUrl": "https://p/a.png",
        "lastSignedInAt": "1700000000000", "createdAt": "1600000000000", "phoneNumber": "+4930123456",
        "disabled": true, "customAttributes": "{\"role\":\"manager\",\"level\":3,\"tenant_id\":\"other\"}",
        "providerUserInfo": [{"providerId": "google.com", "rawId": "1", "email": "ann@example.com"}],
    })]);
    let (entries, counts, end) = read_with(&text, options());
    assert!(end.is_none(), "{end:?}");
    let [Entry::User(user)] = &entries[..] else { panic!("{entries:?}") };
    assert_eq!(user.id, user_id(&NAMESPACE, Some("Xy1"), None, None));
    assert_eq!((user.external_id.as_deref(), user.email.as_deref()), (Some("Xy1"), Some("ann@example.com")));
    assert_eq!((user.email_verified, user.phone_verified, user.disabled), (true, Some(true), true));
    assert_eq!((user.phone.as_deref(), user.role.as_deref()), (Some("+4930123456"), Some("manager")));
    assert_eq!(serde_json::to_value(&user.custom_claims).expect("claims"), json!({"level": 3}));
    assert_eq!(user.lost, [Lost::Claims(vec!["tenant_id".to_owned()])]);
    assert!(user.fields.is_empty() && user.providers == ["google.com"]);
    let hash = user.hash.as_ref().expect("a hash").secret().expose_secret();
    assert!(hash.starts_with("$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=ou9t") && hash.ends_with(HASH));
    assert_eq!((user.place.record, user.place.at.line), (1, 3));
    assert_eq!((counts.users, counts.with_hash, counts.lost_claims), (1, 1, 1));
}

#[test]
fn reads_the_dump_of_the_admin_sdk_and_rewrites_its_base64() {
    let url_safe = HASH.replace('/', "_").replace('+', "-");
    let text = json!([{
        "uid": "u1", "email": "a@b.c", "emailVerified": false, "passwordHash": url_safe, "passwordSalt": "C0sHCg9ek77hsg",
        "customClaims": {"admin": true}, "metadata": {"creationTime": "x"}, "multiFactor": {"enrolledFactors": [{"uid": "f"}]},
        "providerData": [{"providerId": "password", "uid": "a@b.c"}], "tokensValidAfterTime": "x", "disabled": false,
    }])
    .to_string();
    let (entries, counts, _) = read_with(&text, options());
    let [Entry::User(user)] = &entries[..] else { panic!("{entries:?}") };
    assert!(user.normalised && user.hash.as_ref().expect("a hash").secret().expose_secret().ends_with(HASH));
    assert_eq!(user.lost, [Lost::Mfa]);
    assert_eq!(serde_json::to_value(&user.custom_claims).expect("claims"), json!({"admin": true}));
    assert!(user.fields.is_empty(), "{:?}", user.fields);
    assert_eq!((counts.normalised, counts.lost_mfa), (1, 1));
}

#[test]
fn tells_what_an_export_cannot_carry() {
    let text = export(&[
        json!({"localId": "1", "email": "a@b.c"}),
        json!({"localId": "2", "email": "b@b.c", "passwordHash": HASH}),
        json!({"localId": "3", "email": "c@b.c", "providerUserInfo": [{"providerId": "github.com"}]}),
        json!({"localId": "4", "phoneNumber": "+491"}),
        json!({"localId": "5"}),
        json!({"localId": "6", "providerUserInfo": [{"providerId": "twitter.com"}]}),
        json!({"localId": "7", "email": "d@b.c", "passwordHash": "UkVEQUNURUQ=", "salt": ""}),
        json!({"localId": "8", "email": "e@b.c", "providerUserInfo": [{"providerId": "google.com"}, {"providerId": "password"}]}),
    ]);
    let (entries, counts, _) = read_with(&text, options());
    assert_eq!(
        told(&entries),
        [
            "1 a@b.c [Password]",
            "2 b@b.c [Password]",
            "3 c@b.c [OAuthOnly]",
            "4 +491 []",
            "5 left out: Anonymous",
            "6 left out: NoAddress",
            "7 d@b.c [PasswordRedacted]",
            "8 e@b.c [Password]",
        ]
    );
    assert_eq!((counts.records, counts.users, counts.anonymous, counts.no_address), (8, 6, 1, 1));
    assert_eq!((counts.lost_passwords, counts.oauth_only, counts.redacted_passwords, counts.with_hash), (3, 1, 1, 0));
}

#[test]
fn a_bad_record_is_refused_alone_and_duplicates_too() {
    let text = export(&[
        json!({"localId": "1", "email": "a@b.c"}),
        json!({"localId": "2", "email": "no address"}),
        json!({"localId": "3", "email": "A@B.C"}),
        json!({"localId": "1", "email": "z@b.c"}),
        json!({"localId": "4", "email": "d@b.c", "customAttributes": "[1]"}),
        json!({"localId": "5", "email": "e@b.c", "passwordHash": "&", "salt": "Bw=="}),
        json!("text"),
        json!({"localId": 6}),
        json!({"localId": "7", "email": "g@b.c"}),
    ]);
    let (entries, counts, end) = read_with(&text, options());
    assert!(end.is_none(), "{end:?}");
    assert_eq!(
        told(&entries),
        [
            "1 a@b.c [Password]",
            "2 refused no address: an e-mail address looks like someone@example.com",
            "3 refused A@B.C: the e-mail address stands in record 1 already",
            "4 refused z@b.c: the localId stands in record 1 already",
            "5 refused d@b.c: the custom claims aren't a JSON object",
            "6 refused e@b.c: the hash of the Firebase hash isn't base64 of the standard alphabet with padding",
            "7 refused -: isn't an object",
            "8 refused -: the user's id isn't a text",
            "9 g@b.c [Password]",
        ]
    );
    assert_eq!((counts.refused, counts.users), (7, 2));
}

#[test]
fn a_firebase_hash_without_parameters_ends_the_reading() {
    let text = export(&[json!({"localId": "1", "email": "a@b.c", "passwordHash": HASH, "salt": "Bw=="})]);
    let (entries, _, end) = read_with(&text, ReadOptions { hash_config: None, ..options() });
    assert!(entries.is_empty() && matches!(end, Some(UsersError::NoHashConfig(_))), "{end:?}");
}

#[test]
fn a_list_of_another_name_is_none_of_users() {
    let (entries, _, _) = read_with(r#"{"people": [{"email": "a@b.c"}]}"#, options());
    assert_eq!(told(&entries), [r#"1 refused -: stands in the list "people", and users stand in "users""#]);
}

#[test]
fn reads_the_csv_of_auth_export() {
    let google = r#"111,ann@example.com,"Ann, A",https://p"#;
    let text = format!(
        "Xy1,Ann@example.com,true,{HASH},C0sHCg9ek77hsg==,\"Doe, Ann\",,{google},,,,,,,,,,,,,1600000000000,,+491,true,\
         \"{{\"\"role\"\":\"\"admin\"\",\"\"n\"\":1}}\",\r\n\
         Xy2,bob@example.com,false,,,Joe \"Jo\",,,,,,,,,,,,,,,,,,,,,,,\r\n\
         \r\nshort,line\r\nXy3,,,,,,,,,,,,,,,,,,,,,,,1,,,,,"
    );
    let (entries, counts, end) = read_with(&text, options());
    assert!(end.is_none(), "{end:?}");
    assert_eq!(
        told(&entries),
        [
            "1 ann@example.com []",
            "2 bob@example.com [Password]",
            "3 refused -: has 2 columns, and a line of a Firebase export has 28",
            "4 left out: Anonymous",
        ]
    );
    let Entry::User(user) = &entries[0] else { panic!("a user") };
    assert_eq!((user.display_name.as_deref(), user.role.as_deref()), (Some("Doe, Ann"), Some("admin")));
    assert_eq!((user.phone.as_deref(), user.disabled, user.email_verified), (Some("+491"), true, true));
    assert!(user.hash.is_some() && user.providers == ["google.com"]);
    let Entry::Refused(refused) = &entries[2] else { panic!("refused") };
    assert_eq!((refused.place.at.line, counts.users), (4, 2));
}

#[test]
fn an_option_decides_what_the_content_leaves_open() {
    let options = ReadOptions { format: Some(UserFormat::FirebaseCsv), ..options() };
    let (entries, _, _) = read_with("email,x\n", options);
    assert_eq!(told(&entries), ["1 refused -: has 2 columns, and a line of a Firebase export has 28"]);
}
