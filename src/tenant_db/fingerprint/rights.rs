//! Who may do what. A grant is one object for each pair of an object and a role.

pub(super) const PARTS: [&str; 7] = [RELATIONS, COLUMNS, SCHEMAS, FUNCTIONS, TYPES, DATABASE, DEFAULTS];

const RELATIONS: &str = "SELECT 'grant', pg.concat(r.name, ' to ', o.name), r.name,
        pg.string_agg(DISTINCT pg.concat(a.privilege_type, CASE WHEN a.is_grantable THEN '*' END), ', ')
    FROM relations r CROSS JOIN LATERAL pg.aclexplode(COALESCE(r.relacl, pg.acldefault(
            CASE WHEN r.kind == 'S' THEN 's'::pg.\"char\" ELSE 'r'::pg.\"char\" END, r.relowner))) AS a
        JOIN roles o ON o.oid == a.grantee
    WHERE r.kind == ANY ('{r,p,v,m,f,S}'::text[]) GROUP BY r.name, o.name";

const COLUMNS: &str = "SELECT 'grant', pg.concat(r.name, '.', pg.quote_ident(c.attname::text), ' to ', o.name), r.name,
        pg.string_agg(DISTINCT pg.concat(a.privilege_type, CASE WHEN a.is_grantable THEN '*' END), ', ')
    FROM relations r JOIN pg.pg_attribute c ON c.attrelid == r.oid
        CROSS JOIN LATERAL pg.aclexplode(c.attacl) AS a JOIN roles o ON o.oid == a.grantee
    WHERE NOT c.attisdropped GROUP BY r.name, c.attname, o.name";

const SCHEMAS: &str = "SELECT 'grant', pg.concat('schema ', s.name, ' to ', o.name), NULL::text,
        pg.string_agg(DISTINCT pg.concat(a.privilege_type, CASE WHEN a.is_grantable THEN '*' END), ', ')
    FROM spaces s CROSS JOIN LATERAL pg.aclexplode(COALESCE(s.nspacl,
            pg.acldefault('n'::pg.\"char\", s.nspowner))) AS a
        JOIN roles o ON o.oid == a.grantee GROUP BY s.name, o.name";

const FUNCTIONS: &str = "SELECT 'grant', pg.concat(s.name, '.', pg.quote_ident(p.proname::text), '(',
            pg.pg_get_function_identity_arguments(p.oid), ') to ', o.name), NULL::text,
        pg.string_agg(DISTINCT pg.concat(a.privilege_type, CASE WHEN a.is_grantable THEN '*' END), ', ')
    FROM pg.pg_proc p JOIN spaces s ON s.oid == p.pronamespace
        CROSS JOIN LATERAL pg.aclexplode(COALESCE(p.proacl, pg.acldefault('f'::pg.\"char\", p.proowner))) AS a
        JOIN roles o ON o.oid == a.grantee
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.objid == p.oid
        AND m.classid == 'pg_catalog.pg_proc'::pg.regclass::pg.oid) GROUP BY s.name, p.proname, p.oid, o.name";

/// Only where they aren't the default ones: each table has a type as well.
const TYPES: &str = "SELECT 'grant', pg.concat('type ', s.name, '.', pg.quote_ident(t.typname::text), ' to ', o.name),
        NULL::text, pg.string_agg(DISTINCT pg.concat(a.privilege_type, CASE WHEN a.is_grantable THEN '*' END), ', ')
    FROM pg.pg_type t JOIN spaces s ON s.oid == t.typnamespace CROSS JOIN LATERAL pg.aclexplode(t.typacl) AS a
        JOIN roles o ON o.oid == a.grantee GROUP BY s.name, t.typname, o.name";

const DATABASE: &str = "SELECT 'grant', pg.concat('database to ', o.name), NULL::text,
        pg.string_agg(DISTINCT pg.concat(a.privilege_type, CASE WHEN a.is_grantable THEN '*' END), ', ')
    FROM pg.pg_database b CROSS JOIN LATERAL pg.aclexplode(COALESCE(b.datacl,
            pg.acldefault('d'::pg.\"char\", b.datdba))) AS a
        JOIN roles o ON o.oid == a.grantee
    WHERE b.datname == pg.current_database() GROUP BY o.name";

/// What objects that are yet to be made will grant.
const DEFAULTS: &str = "SELECT 'default grant', pg.concat_ws(' ', 'of', w.name, 'in ' ++ s.name, 'on', d.defaclobjtype,
            'to', o.name), NULL::text,
        pg.string_agg(DISTINCT pg.concat(a.privilege_type, CASE WHEN a.is_grantable THEN '*' END), ', ')
    FROM pg.pg_default_acl d JOIN roles w ON w.oid == d.defaclrole LEFT JOIN spaces s ON s.oid == d.defaclnamespace
        CROSS JOIN LATERAL pg.aclexplode(d.defaclacl) AS a JOIN roles o ON o.oid == a.grantee
    WHERE d.defaclnamespace == 0::pg.oid OR s.oid IS NOT NULL GROUP BY w.name, s.name, d.defaclobjtype, o.name";
