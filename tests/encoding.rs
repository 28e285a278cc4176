//! What PostgreSQL itself says: random values of every type are loaded and compared with the server's own reading.

use crate::import_values::{Case, cases};
use crate::support::{World, block_on};
use tenantctl::domain::catalog::{ColumnType, Kind};
use tenantctl::import::cell::Cell;
use tenantctl::import::encode::{Format, Rules, binary, encode};

/// Reads a text as the server does, or says with which code it doesn't.
const HELPERS: &str = "SET ROLE tenantctl_owner;
    CREATE TYPE mood AS ENUM ('sad', 'so so', 'it''s \"\\{}');
    CREATE FUNCTION reading(written text, type text) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE result text;
    BEGIN
        EXECUTE format('SELECT CAST(CAST($1 AS %s) AS text)', type) INTO result USING written;
        RETURN result;
    EXCEPTION WHEN others THEN RETURN '!' || sqlstate;
    END $$;";

fn taken(case: &Case) -> Vec<&String> {
    let column = ColumnType { oid: 0, name: case.sql.into(), kind: case.kind.clone() };
    let format = if binary(&case.kind) { Format::Binary } else { Format::Text };
    let rules = Rules { round: case.round, ..Rules::default() };
    case.values.iter().filter(|v| encode(Cell::Text(v), &column, format, &rules, &mut Vec::new()).is_ok()).collect()
}

#[test]
fn what_is_stored_is_what_the_server_reads() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let login = world.login("acme-corp", "migrator");
    let folder = tempfile::tempdir().expect("a folder");
    let run = |sql: String| {
        block_on(async {
            let mut tenant = world.connect_as(&login).await.expect("connects");
            sqlx::raw_sql(sqlx::AssertSqlSafe(format!("SET ROLE tenantctl_owner; {sql}")))
                .execute(&mut tenant)
                .await
                .expect("runs");
        });
    };
    run(HELPERS.to_owned());
    for (number, case) in cases().iter().enumerate() {
        let table = format!("values_{number}");
        run(format!("CREATE TABLE {table} (written text, v {})", case.sql));
        let values = taken(case);
        assert!(!values.is_empty(), "{}", case.sql);
        let quoted = |value: &String| format!("\"{}\"", value.replace('"', "\"\""));
        let lines: String = values.iter().map(|v| format!("{0},{0}\n", quoted(v))).collect();
        let file = folder.path().join(format!("{table}.csv"));
        std::fs::write(&file, format!("written,v\n{lines}")).expect("written");
        let path = file.to_str().expect("a path");
        let mut arguments = vec!["seed", "-t", "acme-corp", "--from", path, "-o", "json"];
        arguments.extend(case.round.then_some("--round"));
        let loaded = world.run(&arguments).code(0).json();
        assert_eq!(loaded["items"][0]["inserted"], values.len(), "{}", case.sql);
        let different: Vec<(String, Option<String>, Option<String>)> = block_on(async {
            let mut tenant = world.connect_as(&login).await.expect("connects");
            let sql = format!(
                "SELECT written, v::text, reading(written, '{0}') FROM {table}
                 WHERE v::text IS DISTINCT FROM reading(written, '{0}') LIMIT 5",
                case.sql
            );
            sqlx::raw_sql("SET ROLE tenantctl_owner").execute(&mut tenant).await.expect("the role");
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&mut tenant).await.expect("rows")
        });
        assert!(different.is_empty(), "{}: written, stored, read by the server: {different:#?}", case.sql);
    }
    assert!(cases().iter().any(|case| case.kind == Kind::Other));
}
