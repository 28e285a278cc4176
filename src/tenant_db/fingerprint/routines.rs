//! Functions and types.

pub(super) const PARTS: [&str; 3] = [FUNCTIONS, AGGREGATES, TYPES];

const FUNCTIONS: &str = "SELECT CASE WHEN p.prokind == 'p' THEN 'procedure' ELSE 'function' END,
        pg.concat(s.name, '.', pg.quote_ident(p.proname::text), '(', pg.pg_get_function_identity_arguments(p.oid), ')'),
        NULL::text, pg.concat(pg.pg_get_functiondef(p.oid), '-- owner ', o.name)
    FROM pg.pg_proc p JOIN spaces s ON s.oid == p.pronamespace JOIN roles o ON o.oid == p.proowner
    WHERE p.prokind != 'a' AND NOT EXISTS (SELECT FROM members m WHERE m.objid == p.oid
        AND m.classid == 'pg_catalog.pg_proc'::pg.regclass::pg.oid)";

const AGGREGATES: &str = "SELECT 'aggregate',
        pg.concat(s.name, '.', pg.quote_ident(p.proname::text), '(', pg.pg_get_function_identity_arguments(p.oid), ')'),
        NULL::text, pg.concat_ws(' ', 'RETURNS', pg.format_type(p.prorettype, NULL),
            'SFUNC', a.aggtransfn, 'STYPE', pg.format_type(a.aggtranstype, NULL), 'FINALFUNC', a.aggfinalfn,
            'COMBINEFUNC', a.aggcombinefn, 'INITCOND ' ++ a.agginitval, 'OWNER', o.name)
    FROM pg.pg_aggregate a JOIN pg.pg_proc p ON p.oid == a.aggfnoid::pg.oid
        JOIN spaces s ON s.oid == p.pronamespace JOIN roles o ON o.oid == p.proowner
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.objid == p.oid
        AND m.classid == 'pg_catalog.pg_proc'::pg.regclass::pg.oid)";

/// Enums, domains and ranges; composite ones are relations.
const TYPES: &str = "SELECT 'type', pg.concat(s.name, '.', pg.quote_ident(t.typname::text)), NULL::text,
        pg.concat_ws(' ', CASE
            WHEN t.typtype == 'e' THEN pg.concat('ENUM (', (SELECT pg.string_agg(pg.quote_literal(e.enumlabel::text), ', '
                ORDER BY e.enumsortorder) FROM pg.pg_enum e WHERE e.enumtypid == t.oid), ')')
            WHEN t.typtype == 'd' THEN pg.concat_ws(' ', 'DOMAIN', pg.format_type(t.typbasetype, t.typtypmod),
                CASE WHEN t.typnotnull THEN 'NOT NULL' END, 'DEFAULT ' ++ t.typdefault)
            ELSE pg.concat('RANGE ', (SELECT pg.format_type(g.rngsubtype, NULL) FROM pg.pg_range g
                WHERE g.rngtypid == t.oid)) END,
            'OWNER', o.name)
    FROM pg.pg_type t JOIN spaces s ON s.oid == t.typnamespace JOIN roles o ON o.oid == t.typowner
    WHERE t.typtype::text == ANY ('{e,d,r}'::text[]) AND NOT EXISTS (SELECT FROM members m WHERE m.objid == t.oid
        AND m.classid == 'pg_catalog.pg_type'::pg.regclass::pg.oid)";
