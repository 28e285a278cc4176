//! The tenant schema as an application's login meets it.

use crate::support::{World, block_on};
use sqlx::{Connection, PgConnection};

const READER: &str = "00000000-0000-4000-8000-000000000001";
const WRITER: &str = "00000000-0000-4000-8000-000000000002";
const STRANGER: &str = "00000000-0000-4000-8000-000000000003";

async fn act_as(app: &mut PgConnection, user: &str) {
    let claims = serde_json::json!({"sub": user, "app_metadata": {"role": "owner"}}).to_string();
    sqlx::query("SELECT set_config('request.jwt.claims', $1, false)").bind(claims).execute(app).await.expect("claims");
}

async fn run(connection: &mut PgConnection, sql: &'static str) -> Result<u64, String> {
    let done = sqlx::raw_sql(sql).execute(connection).await;
    done.map(|d| d.rows_affected())
        .map_err(|e| e.into_database_error().and_then(|d| d.code().map(String::from)).unwrap_or_default())
}

async fn count(connection: &mut PgConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(connection).await.expect("a count")
}

const INSERT: &str = "INSERT INTO public.vendors (code, name) VALUES ('V-1', 'One')";
const DELETE: &str = "UPDATE public.vendors SET deleted_at = now() WHERE code = 'V-1'";

#[test]
fn permissions_decide_and_soft_deletes_hide() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let (app, migrator) = (world.login("acme-corp", "app"), world.login("acme-corp", "migrator"));
    block_on(async {
        let mut owner = world.connect_as(&migrator).await.expect("connects");
        sqlx::raw_sql(
            "INSERT INTO access.roles (name, description) VALUES ('test_reader', 'reads'), ('test_writer', 'writes');
             INSERT INTO access.role_permissions (role, permission) VALUES
                 ('test_reader', 'vendors.read'), ('test_writer', 'vendors.read'), ('test_writer', 'vendors.write');
             INSERT INTO access.user_mappings (auth_user_id, role) VALUES
                 ('00000000-0000-4000-8000-000000000001', 'test_reader'),
                 ('00000000-0000-4000-8000-000000000002', 'test_writer')",
        )
        .execute(&mut owner)
        .await
        .expect("users");
        let mut app = world.connect_as(&app).await.expect("connects");

        act_as(&mut app, READER).await;
        assert_eq!(run(&mut app, INSERT).await, Err("42501".into()), "vendors.read alone can't insert");
        act_as(&mut app, STRANGER).await;
        assert_eq!(run(&mut app, INSERT).await, Err("42501".into()), "an unknown user can't");
        act_as(&mut app, WRITER).await;
        assert_eq!(run(&mut app, INSERT).await, Ok(1), "vendors.write can");
        act_as(&mut app, READER).await;
        assert_eq!(count(&mut app, "SELECT count(*) FROM public.vendors").await, 1);
        assert_eq!(run(&mut app, DELETE).await, Ok(0), "a reader changes nothing");
        act_as(&mut app, STRANGER).await;
        assert_eq!(count(&mut app, "SELECT count(*) FROM public.vendors").await, 0, "a stranger sees nothing");
        act_as(&mut app, WRITER).await;
        assert_eq!(run(&mut app, INSERT).await, Err("23505".into()), "the code is taken");
        assert_eq!(run(&mut app, DELETE).await, Ok(1), "a writer soft-deletes");
        assert_eq!(count(&mut app, "SELECT count(*) FROM public.vendors").await, 0, "deleted rows are gone from view");
        assert_eq!(run(&mut app, INSERT).await, Ok(1), "the code may be used again");
        assert_eq!(run(&mut app, "SELECT * FROM access.sessions").await, Err("42501".into()));
        assert_eq!(run(&mut app, "SELECT * FROM tenantctl.schema_migrations").await, Err("42501".into()));
        for claims in ["", "x", "[]", "{}", r#"{"sub": 1}"#, r#"{"sub": "no uuid"}"#] {
            sqlx::query("SELECT set_config('request.jwt.claims', $1, false)")
                .bind(claims)
                .execute(&mut app)
                .await
                .expect("claims");
            assert_eq!(count(&mut app, "SELECT count(*) FROM public.vendors").await, 0, "{claims:?}");
        }
        app.close().await.expect("closes");
    });
}

#[test]
fn every_foreign_key_has_an_index_and_every_table_row_security() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let migrator = world.login("acme-corp", "migrator");
    block_on(async {
        let mut owner = world.connect_as(&migrator).await.expect("connects");
        let bare: Vec<String> = sqlx::query_scalar(
            "SELECT c.conname::text FROM pg_constraint c WHERE c.contype = 'f' AND NOT EXISTS (
                 SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])
             AND c.connamespace <> 'tenantctl'::regnamespace",
        )
        .fetch_all(&mut owner)
        .await
        .expect("rows");
        assert!(bare.is_empty(), "{bare:?}");
        let tables: Vec<(String, bool, bool)> = sqlx::query_as(
            "SELECT relname::text, relrowsecurity, relforcerowsecurity FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
        )
        .fetch_all(&mut owner)
        .await
        .expect("rows");
        let names: Vec<&str> = tables.iter().map(|(name, ..)| name.as_str()).collect();
        let expected =
            "employees inventory products purchase_order_items purchase_orders sales_order_items sales_orders vendors";
        assert_eq!(names.join(" "), expected);
        assert!(tables.iter().all(|(_, enabled, forced)| *enabled && !forced));
    });
}
