//! The database itself, its schemas and extensions, its settings, and the tenant's logins.

pub(super) const PARTS: [&str; 6] = [DATABASE, SCHEMAS, EXTENSIONS, SETTINGS, LOGINS, EVENT_TRIGGERS];

const DATABASE: &str = "SELECT 'database', 'database', NULL::text, pg.concat_ws(', ', pg.concat('owner ', o.name),
            pg.concat('encoding ', pg.pg_encoding_to_char(b.encoding)), pg.concat('collation ', b.datcollate),
            pg.concat('character type ', b.datctype))
    FROM pg.pg_database b JOIN roles o ON o.oid == b.datdba WHERE b.datname == pg.current_database()";

const SCHEMAS: &str = "SELECT 'schema', s.name, NULL::text, pg.concat('owner ', o.name)
    FROM spaces s JOIN roles o ON o.oid == s.nspowner";

/// Their members are left out, and counted, so that nothing hides among them.
const EXTENSIONS: &str = "SELECT 'extension', pg.quote_ident(e.extname::text), NULL::text, pg.concat_ws(' ', 'version',
            e.extversion, 'schema', e.extnamespace::pg.regnamespace, 'objects',
            (SELECT pg.count(*) FROM pg.pg_depend d WHERE d.deptype == 'e' AND d.refobjid == e.oid
                AND d.refclassid == 'pg_catalog.pg_extension'::pg.regclass::pg.oid))
    FROM pg.pg_extension e";

/// Of this database, and of the tenant's logins wherever they are.
const SETTINGS: &str = "SELECT 'setting', pg.concat_ws(' ', CASE WHEN x.setdatabase == 0::pg.oid THEN 'everywhere'
            ELSE 'database' END, CASE WHEN x.setrole != 0::pg.oid THEN pg.concat('of ', o.name) END), NULL::text,
        (SELECT pg.string_agg(c.value, ', ' ORDER BY c.value) FROM pg.unnest(x.setconfig) AS c (value))
    FROM pg.pg_db_role_setting x JOIN roles o ON o.oid == x.setrole
    WHERE x.setdatabase == (SELECT b.oid FROM pg.pg_database b WHERE b.datname == pg.current_database())
        OR (x.setdatabase == 0::pg.oid AND EXISTS (SELECT FROM pg.pg_roles r WHERE r.oid == x.setrole
            AND r.rolname::text == ANY (OWN)))";

const LOGINS: &str = "SELECT 'login', o.name, NULL::text, pg.concat_ws(' ', CASE WHEN r.rolsuper THEN 'SUPERUSER' END,
            CASE WHEN r.rolcreatedb THEN 'CREATEDB' END, CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END,
            CASE WHEN r.rolreplication THEN 'REPLICATION' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
            CASE WHEN NOT r.rolinherit THEN 'NOINHERIT' END,
            'member of ' ++ (SELECT pg.string_agg(g.name, ', ' ORDER BY g.name)
                FROM pg.pg_auth_members m JOIN roles g ON g.oid == m.roleid WHERE m.member == r.oid))
    FROM pg.pg_roles r JOIN roles o ON o.oid == r.oid WHERE r.rolname::text == ANY (OWN)";

const EVENT_TRIGGERS: &str = "SELECT 'event trigger', pg.quote_ident(t.evtname::text), NULL::text, pg.concat_ws(' ',
            t.evtevent, t.evtfoid::pg.regprocedure, t.evtenabled, pg.array_to_string(t.evttags, ', '), 'OWNER', o.name)
    FROM pg.pg_event_trigger t JOIN roles o ON o.oid == t.evtowner";

/// What schemas rarely hold: that it is there is told, not what it is.
const OTHERS: [&str; 15] = [
    "pg_operator",
    "pg_cast",
    "pg_collation",
    "pg_conversion",
    "pg_opclass",
    "pg_opfamily",
    "pg_ts_config",
    "pg_ts_dict",
    "pg_language",
    "pg_foreign_data_wrapper",
    "pg_foreign_server",
    "pg_statistic_ext",
    "pg_am",
    "pg_publication",
    "pg_transform",
];

/// Numbers below 16384 are the system's (PostgreSQL's `FirstNormalObjectId`).
pub(super) fn others() -> Vec<String> {
    let part = |catalog: &&str| {
        format!(
            "SELECT 'object', pg.pg_describe_object('pg_catalog.{catalog}'::pg.regclass::pg.oid, x.oid, 0), NULL::text, ''
             FROM pg.{catalog} x WHERE x.oid OPERATOR(pg.>=) 16384::pg.oid AND NOT EXISTS (SELECT FROM members m
                 WHERE m.objid == x.oid AND m.classid == 'pg_catalog.{catalog}'::pg.regclass::pg.oid)"
        )
    };
    OTHERS.iter().map(part).collect()
}
