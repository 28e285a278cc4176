//! What `ALTER ROLE … SET` gave a login, for a second one that takes its place.

use super::HostError;
use crate::domain::ident::{Ident, literal};
use crate::postgres::db;
use sqlx::{PgConnection, Row};
use std::collections::BTreeMap;

/// Settings whose value is a list of names: each is written as a text of its own, or the list would be read as one name
/// (GUC_LIST_QUOTE in PostgreSQL's guc_tables.c, as pg_dump knows them).
const LISTS: [&str; 6] = [
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

/// By database, none being all of them, and by name.
type Settings = BTreeMap<(Option<String>, String), String>;

/// Returns the statements that give `new` the settings of `old`, in every database, and no others; none where it has them.
///
/// # Errors
/// [`HostError::Database`].
pub(super) async fn statements(connection: &mut PgConnection, old: &Ident, new: &Ident) -> Result<String, HostError> {
    let wanted = settings(connection, old).await?;
    let there = settings(connection, new).await?;
    difference(&wanted, &there, new)
}

async fn settings(connection: &mut PgConnection, login: &Ident) -> Result<Settings, HostError> {
    let doing = "reading the login's settings";
    let rows = sqlx::query(
        "SELECT d.datname::text, s.setting FROM pg_catalog.pg_db_role_setting c
         JOIN pg_catalog.pg_roles r ON r.oid = c.setrole LEFT JOIN pg_catalog.pg_database d ON d.oid = c.setdatabase
         CROSS JOIN LATERAL pg_catalog.unnest(c.setconfig) AS s (setting)
         WHERE r.rolname = $1 AND (c.setdatabase = 0 OR d.oid IS NOT NULL)",
    )
    .bind(login.name())
    .fetch_all(connection)
    .await
    .map_err(db(doing))?;
    let mut settings = Settings::new();
    for row in rows {
        let (database, setting): (Option<String>, String) =
            (row.try_get(0).map_err(db(doing))?, row.try_get(1).map_err(db(doing))?);
        if let Some((name, value)) = setting.split_once('=') {
            settings.insert((database, name.to_owned()), value.to_owned());
        }
    }
    Ok(settings)
}

fn difference(wanted: &Settings, there: &Settings, login: &Ident) -> Result<String, HostError> {
    let mut sql = String::new();
    let place = |database: &Option<String>| match database {
        Some(database) => Ident::new(database.as_str()).map(|database| format!("{login} IN DATABASE {database}")),
        None => Ok(login.to_string()),
    };
    for key @ (database, name) in there.keys() {
        if !wanted.contains_key(key) {
            sql.push_str(&format!("ALTER ROLE {} RESET {};\n", place(database)?, quoted(name)));
        }
    }
    for (key @ (database, name), value) in wanted {
        if there.get(key) != Some(value) {
            let value = written(name, value);
            sql.push_str(&format!("ALTER ROLE {} SET {} = {value};\n", place(database)?, quoted(name)));
        }
    }
    Ok(sql)
}

/// A setting's name may have dots, and be longer than an identifier is.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn written(name: &str, value: &str) -> String {
    match LISTS.contains(&name) {
        true => match elements(value) {
            names if names.is_empty() => "''".to_owned(),
            names => names.iter().map(|name| literal(name)).collect::<Vec<_>>().join(", "),
        },
        false => literal(value),
    }
}

/// Splits a list as the server writes it: names between commas, in double quotes where they need them.
fn elements(list: &str) -> Vec<String> {
    let (mut names, mut name, mut inside) = (Vec::new(), String::new(), false);
    let mut was_quoted = false;
    let mut letters = list.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if inside && letters.peek() == Some(&'"') => {
                letters.next();
                name.push('"');
            }
            '"' => {
                inside = !inside;
                was_quoted = true;
            }
            ',' if !inside => {
                names.push(std::mem::take(&mut name));
                was_quoted = false;
            }
            letter if letter.is_whitespace() && !inside => {}
            letter => name.push(letter),
        }
    }
    if was_quoted || !name.is_empty() {
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Settings, difference, written};
    use crate::domain::ident::Ident;

    #[test]
    fn lists_are_written_name_by_name() {
        for (name, value, expected) in [
            ("search_path", r#""$user", public"#, "'$user', 'public'"),
            ("search_path", r#"a, "b, ""c""", d"#, r#"'a', 'b, "c"', 'd'"#),
            ("search_path", r#""""#, "''"),
            ("search_path", "", "''"),
            ("session_preload_libraries", "auto_explain", "'auto_explain'"),
            ("work_mem", "64MB", "'64MB'"),
            ("app.motd", "a, b = 'c'", "'a, b = ''c'''"),
            ("DateStyle", "ISO, MDY", "'ISO, MDY'"),
        ] {
            assert_eq!(written(name, value), expected, "{name} {value}");
        }
    }

    #[test]
    fn only_what_differs_is_set_or_reset() {
        let settings = |rows: &[(Option<&str>, &str, &str)]| -> Settings {
            rows.iter().map(|(d, n, v)| ((d.map(str::to_owned), (*n).to_owned()), (*v).to_owned())).collect()
        };
        let wanted = settings(&[(None, "work_mem", "64MB"), (Some("acme"), "app.tier", "x"), (None, "jit", "off")]);
        let there = settings(&[(None, "work_mem", "4MB"), (None, "jit", "off"), (Some("acme"), "search_path", "a")]);
        let login = Ident::new("acme_app2").expect("a name");
        let sql = difference(&wanted, &there, &login).expect("statements");
        let expected = "ALTER ROLE \"acme_app2\" IN DATABASE \"acme\" RESET \"search_path\";\n\
             ALTER ROLE \"acme_app2\" SET \"work_mem\" = '64MB';\n\
             ALTER ROLE \"acme_app2\" IN DATABASE \"acme\" SET \"app.tier\" = 'x';\n";
        assert_eq!(sql, expected);
        assert_eq!(difference(&wanted, &wanted, &login).expect("statements"), "");
    }
}
