//! A tenant that plants traps in its own database steers nobody.

mod waits;

use crate::support::{Login, Said, World, block_on};
use std::time::{Duration, Instant};

/// Traps tell the server's log, which keeps what a rollback or a read-only transaction would not.
const TRAPS: &str = r#"
    CREATE FUNCTION public.note(place text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN
        RAISE LOG 'TRAP|%|%|%|%', place, current_user, session_user, current_setting('is_superuser');
        RETURN 1;
    END $$;
    CREATE FUNCTION public.trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM public.note('trigger'); IF TG_LEVEL = 'ROW' THEN RETURN NEW; END IF; RETURN NULL; END $$;
    CREATE TABLE public.bait (id int PRIMARY KEY, d int DEFAULT public.note('default'), CHECK (public.note('check') > 0));
    DO $do$
    DECLARE
        t regclass; l text; r text; o text; f text;
        types text[] := '{text,varchar,name,bpchar,oid,regclass,regtype,int2,int4,int8,"\"char\"",bool,bytea,uuid,jsonb,_text,_int8,xid}';
    BEGIN
        FOR t IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                 WHERE relkind = 'r' AND nspname IN ('public', 'tenantctl', 'access') LOOP
            EXECUTE format('CREATE TRIGGER "0_trap" BEFORE INSERT OR UPDATE OR DELETE ON %s
                            FOR EACH STATEMENT EXECUTE FUNCTION public.trap()', t);
            EXECUTE format('CREATE TRIGGER "0_row" BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION public.trap()', t);
        END LOOP;
        FOREACH l IN ARRAY types LOOP
            -- An exact match in public wins over an inexact one in pg_catalog, whatever the order of the path.
            FOREACH f IN ARRAY '{lower,upper,count,min,max,length,format,to_regclass,array_agg,quote_ident,
                                 current_setting,pg_try_advisory_lock,pg_advisory_unlock,shobj_description}'::text[] LOOP
                EXECUTE format('CREATE FUNCTION public.%s(%s) RETURNS text LANGUAGE sql AS
                    $f$ SELECT public.note(%L)::text $f$', f, l, f);
            END LOOP;
            FOREACH r IN ARRAY types LOOP
                EXECUTE format('CREATE FUNCTION public.quiet(%s, %s) RETURNS bool LANGUAGE sql AS
                    $f$ SELECT public.note(''operator'') = 1 $f$', l, r);
                FOREACH o IN ARRAY '{=,<>,>,<,>=,<=,~~,!~~,&&,||}'::text[] LOOP
                    EXECUTE format('CREATE OPERATOR public.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = public.quiet)',
                                   o, l, r);
                END LOOP;
            END LOOP;
        END LOOP;
    END $do$;
    CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT public.note('now');
        SELECT pg_catalog.now() $$;
    CREATE POLICY trap ON tenantctl.schema_migrations USING (public.note('policy') > 0);
    ALTER TABLE tenantctl.schema_migrations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"#;

/// What a login may set for itself.
const SETTINGS: [(&str, &str); 13] = [
    ("search_path", "public, pg_catalog"),
    ("statement_timeout", "'1ms'"),
    ("lock_timeout", "'1ms'"),
    ("idle_in_transaction_session_timeout", "'1ms'"),
    ("idle_session_timeout", "'1ms'"),
    ("default_transaction_read_only", "on"),
    ("default_transaction_isolation", "serializable"),
    ("row_security", "off"),
    ("role", "none"),
    ("client_min_messages", "debug5"),
    ("\"DateStyle\"", "'SQL, DMY'"),
    ("bytea_output", "escape"),
    ("standard_conforming_strings", "off"),
];

async fn sql(connection: &mut sqlx::PgConnection, text: &str) -> sqlx::Result<()> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(text.to_owned())).execute(connection).await.map(drop)
}

pub(crate) fn as_superuser(world: &World, database: &str, text: &str) {
    block_on(async { sql(&mut world.superuser(database).await, text).await }).unwrap_or_else(|e| panic!("{e}\n{text}"));
}

/// Every row of every table, without those that each command writes.
pub(crate) fn content(world: &World, database: &str) -> Vec<String> {
    block_on(async {
        let mut inside = world.superuser(database).await;
        let tables: Vec<String> = sqlx::query_scalar(
            "SELECT c.oid::pg_catalog.regclass::pg_catalog.text FROM pg_catalog.pg_class c
             JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
             WHERE c.relkind IN ('r', 'v') AND n.nspname IN ('public', 'tenantctl', 'access', 'control_plane') ORDER BY 1",
        )
        .fetch_all(&mut inside)
        .await
        .expect("tables");
        let mut found = Vec::new();
        for table in tables {
            let text = format!("SELECT '{table}: ' || t::text FROM {table} t ORDER BY 1");
            let rows: Vec<String> =
                sqlx::query_scalar(sqlx::AssertSqlSafe(text)).fetch_all(&mut inside).await.expect("rows");
            found.push(table);
            found.extend(rows);
        }
        found
    })
}

/// The control plane but for its log, its operations and times.
pub(crate) fn registry(world: &World) -> Vec<String> {
    let text = "SELECT t.uuid::text || t.id || t.database_name || t.migrator_login || t.app_login || t.status
                    || coalesce(t.schema_version, 0) || k.wrapped_key::text || s.name || s.sealed::text || c.endpoint
                    || c.admin_url::text || m.check_value::text
                FROM control_plane.tenant_metadata t JOIN control_plane.tenant_keys k ON k.tenant_uuid = t.uuid
                JOIN control_plane.tenant_secrets s ON s.tenant_uuid = t.uuid
                JOIN control_plane.clusters c ON c.id = t.cluster_id JOIN control_plane.master_keys m USING (kek_id)
                UNION ALL SELECT rolname || rolsuper || rolcreaterole || rolcreatedb || rolcanlogin FROM pg_roles
                UNION ALL SELECT datname || datdba || datacl::text FROM pg_database WHERE datallowconn
                UNION ALL SELECT m::text FROM pg_auth_members m ORDER BY 1";
    block_on(async { sqlx::query_scalar(text).fetch_all(&mut world.superuser("tenantctl").await).await }).expect("rows")
}

pub(crate) fn log(world: &World) -> String {
    String::from_utf8_lossy(&std::fs::read(world.state().join("postgres/server.log")).expect("a log")).into_owned()
}

/// The traps that were sprung: where, as whom, by which statement.
fn sprung(world: &World) -> Vec<String> {
    let log = log(world);
    let traps = log.split("LOG:  TRAP|").skip(1).map(|text| {
        let statement = text.split_once("STATEMENT:  ").map_or("", |(_, rest)| rest);
        format!("{}|{}", text.lines().next().unwrap_or(""), statement.lines().next().unwrap_or(""))
    });
    let mut found: Vec<String> = traps.collect();
    found.sort();
    found.dedup();
    found
}

pub(crate) fn two_tenants(world: &World) -> [Login; 2] {
    ["acme-corp", "globex"].map(|id| {
        let _made = world.run(&["provision", id, "--region", "us-east-1", "--include-mock-data"]).code(0);
        world.login(id, "migrator")
    })
}

/// Runs it, which ends soon and never as a bug of ours.
#[track_caller]
fn bounded(world: &World, arguments: &[&str]) -> Said {
    let begun = Instant::now();
    let given = if arguments.contains(&"--timeout") { &[][..] } else { &["--timeout", "5s"] };
    let said = world.run(&[arguments, given].concat());
    assert!(begun.elapsed() < Duration::from_secs(60), "{arguments:?} took {:?}", begun.elapsed());
    assert!(said.code > 1 || said.code == 0, "{arguments:?}: {}\n{}\n{}", said.code, said.stdout, said.stderr);
    assert!(said.code == 0 || said.stderr.contains("error"), "{arguments:?}: {}", said.stderr);
    said
}

#[test]
fn a_hostile_tenant_steers_nobody() {
    let world = World::ready();
    let [login, other] = two_tenants(&world);
    let app = world.login("acme-corp", "app").user;
    let (before, plane) = (content(&world, &other.database), registry(&world));
    plant(&world, &login, &app);

    std::fs::write(world.path().join("bait.csv"), "id\n1\n").expect("written");
    let folder = world.own_migration();
    crate::policy::apply(&world, crate::policy::without_vendors);
    let provision = ["provision", "acme-corp", "--region", "us-east-1", "--include-mock-data"];
    for arguments in [
        &provision[..],
        &["migrate", "-t", "acme-corp"],
        &["migrate", "status", "--live"],
        &["migrate", "-t", "acme-corp", "--dir", &folder],
        &["seed", "-t", "acme-corp", "--include-mock-data"],
        &["seed", "-t", "acme-corp", "--from", "bait.csv"],
        &["seed", "-t", "acme-corp", "--from", "bait.csv", "--again", "--on-conflict", "update"],
        &["seed", "-t", "acme-corp", "--from", "bait.csv", "--again", "--on-conflict", "skip", "--max-rejects", "1"],
        &["seed", "-t", "acme-corp", "--from", "bait.csv", "--again", "--truncate", "--yes", "--rebuild-indexes"],
        &["url", "acme-corp"],
        &["operation", "list"],
        &["policy", "sync", "-t", "acme-corp"],
        &["policy", "diff", "-t", "acme-corp"],
        &["policy", "sync", "-t", "acme-corp", "--dry-run"],
    ] {
        let said = bounded(&world, arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.stderr);
    }
    // psql is the tenant's own session, with the tenant's own settings; its exit code is psql's.
    let said = world.run(&["connect", "acme-corp", "--", "-c", "select 1"]);
    assert!(said.code == 0 || said.stderr.contains("timeout"), "{}", said.stderr);

    for (status, state) in [("failed", "failed"), ("provisioning", "running")] {
        as_superuser(
            &world,
            "tenantctl",
            &format!(
                "UPDATE control_plane.operation_steps s SET state = 'planned' FROM control_plane.tenant_metadata t,
                     control_plane.operations o WHERE o.id = s.operation_id AND t.uuid = o.tenant_uuid
                     AND t.id = 'acme-corp' AND s.position > 1;
                 UPDATE control_plane.operations o SET state = '{state}', finished_at = NULL
                     FROM control_plane.tenant_metadata t WHERE t.uuid = o.tenant_uuid AND t.id = 'acme-corp';
                 UPDATE control_plane.tenant_metadata SET status = '{status}' WHERE id = 'acme-corp'"
            ),
        );
        let said = bounded(&world, &[&provision[..], &["--dir", &folder]].concat());
        assert_eq!(said.code, 0, "{status}: {}", said.stderr);
    }
    let found = sprung(&world);
    let whom = format!("|tenantctl_owner|{}|off|", login.user);
    assert!(found.iter().any(|t| t.starts_with("trigger|")) && found.iter().any(|t| t.starts_with("policy|")));
    assert!(found.iter().all(|trap| trap.contains(&whom)), "{found:#?}");
    let own = ["trigger", "policy", "default", "check"];
    let shadows: Vec<&String> = found.iter().filter(|trap| !own.iter().any(|place| trap.starts_with(place))).collect();
    assert!(shadows.is_empty(), "a shadow was called: {shadows:#?}");

    false_ledgers(&world, &login);
    assert!(sprung(&world).iter().all(|trap| trap.contains(&whom)), "{:#?}", sprung(&world));
    assert_eq!(content(&world, &other.database), before);
    let after: Vec<String> =
        registry(&world).iter().map(|row| row.replace("20270101000001", "20260101000010")).collect();
    let differing: Vec<&String> = after
        .iter()
        .filter(|row| !plane.contains(row))
        .chain(plane.iter().filter(|row| !after.contains(row)))
        .collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

/// As the tenant itself where the server lets it, as the superuser on its behalf where it doesn't.
fn plant(world: &World, login: &Login, app: &str) {
    let Login { user, database, .. } = login;
    block_on(async {
        let mut tenant = world.connect_as(login).await.expect("connects");
        sql(&mut tenant, "SET ROLE tenantctl_owner").await.expect("the owner");
        sql(&mut tenant, TRAPS).await.expect("planted");
        for refused in [
            "CREATE EVENT TRIGGER trap ON ddl_command_start EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger()"
                .to_owned(),
            format!("COMMENT ON DATABASE {database} IS 'mine'"),
            format!("ALTER DATABASE {database} SET statement_timeout = 1"),
            format!("ALTER ROLE {app} SET statement_timeout = 1"),
            format!("ALTER ROLE {user} SET session_preload_libraries = 'evil'"),
            "ALTER ROLE tenantctl_operator SET statement_timeout = 1".to_owned(),
            "SET SESSION AUTHORIZATION postgres".to_owned(),
            "SET ROLE tenantctl_databases".to_owned(),
            "COPY (SELECT 1) TO PROGRAM 'true'".to_owned(),
            format!("GRANT tenantctl_owner TO {app}"),
        ] {
            assert!(sql(&mut tenant, &refused).await.is_err(), "{refused}");
        }
        sql(&mut tenant, "SET ROLE NONE").await.expect("the login");
        let mut server = world.superuser("postgres").await;
        for (name, value) in SETTINGS {
            let own = format!("ALTER ROLE {user} SET {name} = {value}");
            sql(&mut tenant, &own).await.unwrap_or_else(|e| panic!("{own}: {e}"));
            for on in [format!("DATABASE {database}"), format!("ROLE {user} IN DATABASE {database}")] {
                sql(&mut server, &format!("ALTER {on} SET {name} = {value}")).await.expect("planted");
            }
        }
    });
}

/// In place of the ledger: each is refused or seen through, and told in words.
fn false_ledgers(world: &World, login: &Login) {
    let Login { user, database, .. } = login;
    let reset = format!(
        "ALTER DATABASE {database} RESET ALL; ALTER ROLE {user} RESET ALL; ALTER ROLE {user} IN DATABASE {database} RESET ALL"
    );
    as_superuser(world, "postgres", &reset);
    let as_tenant = |text: &str| {
        block_on(async { sql(&mut world.connect_as(login).await?, text).await })
            .unwrap_or_else(|e| panic!("{e}\n{text}"));
    };
    for (ledger, words) in [
        ("CREATE VIEW tenantctl.schema_migrations AS SELECT * FROM tenantctl.kept", "ledger"),
        (
            "CREATE TABLE tenantctl.schema_migrations (version text, description text, checksum bytea, finished bool);
          INSERT INTO tenantctl.schema_migrations VALUES ('\u{1b}[2Jevil', '', '', true)",
            "ledger",
        ),
        ("CREATE TABLE tenantctl.schema_migrations (LIKE tenantctl.kept)", "already exists"),
        (
            "CREATE TABLE tenantctl.schema_migrations (LIKE tenantctl.kept);
          INSERT INTO tenantctl.schema_migrations SELECT 9, 'evil', '\\x00', now(), 1, 'x', true",
            "version 9",
        ),
    ] {
        let text =
            format!("SET ROLE tenantctl_owner; ALTER TABLE tenantctl.schema_migrations RENAME TO kept; {ledger}");
        let kind = if ledger.contains("VIEW") { "VIEW" } else { "TABLE" };
        let back = format!(
            "SET ROLE tenantctl_owner; DROP {kind} tenantctl.schema_migrations; ALTER TABLE tenantctl.kept RENAME TO schema_migrations"
        );
        as_tenant(&text);
        let said = bounded(world, &["migrate", "-t", "acme-corp"]);
        assert!(said.code == 3 && said.stderr.contains(words), "{ledger}: {}\n{}", said.code, said.stderr);
        assert!(!said.stderr.contains('\u{1b}'), "{}", said.stderr);
        let _live = bounded(world, &["migrate", "status", "--live"]);
        as_tenant(&back);
    }
}
