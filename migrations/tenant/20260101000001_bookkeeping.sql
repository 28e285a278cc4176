-- What tenantctl keeps about this database in the database itself. The executor made the schema and its ledger
-- before this file; IF NOT EXISTS lets the files also run by hand. The app role gets nothing in here.
CREATE SCHEMA IF NOT EXISTS tenantctl;

-- Whose database this is. Used on Supabase projects; a database on a cluster carries it in its comment instead.
CREATE TABLE tenantctl.identity (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    tenant uuid NOT NULL,
    control_plane uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- One row a load, in the load's own transaction, so that the same content is not loaded twice.
CREATE TABLE tenantctl.loads (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    content_hash text NOT NULL CHECK (content_hash <> ''),
    -- Sorted by the writer: the same file may be loaded once into each set of tables.
    tables text[] NOT NULL CHECK (cardinality(tables) > 0),
    source text NOT NULL,
    -- After decompression: what has another size is another content, and isn't read twice to find out.
    bytes bigint NOT NULL DEFAULT 0 CHECK (bytes >= 0),
    mapping jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(mapping) = 'object'),
    row_counts jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(row_counts) = 'object'),
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CHECK (finished_at >= started_at),
    UNIQUE (content_hash, tables)
);

CREATE INDEX loads_started_at_idx ON tenantctl.loads (started_at);

-- No policy follows: a grant given by mistake still shows nobody but the owner a row. The ledger is included.
DO $$
DECLARE
    bookkeeping regclass;
BEGIN
    FOR bookkeeping IN
        SELECT oid FROM pg_class WHERE relnamespace = 'tenantctl'::regnamespace AND relkind IN ('r', 'p')
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', bookkeeping);
    END LOOP;
END
$$;
