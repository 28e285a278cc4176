-- The operator's own record: which tenants exist, where, and what was done.
-- The executor of these files has created the schema; nothing is granted to PUBLIC.

CREATE TABLE control_plane.identity (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO control_plane.identity DEFAULT VALUES;

-- Which master keys sealed something. The check value makes a wrong key one clear error.
CREATE TABLE control_plane.master_keys (
    kek_id text PRIMARY KEY,
    check_value bytea NOT NULL,
    current boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX master_keys_one_current ON control_plane.master_keys (current) WHERE current;

CREATE TABLE control_plane.clusters (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name ~ '^[a-z][a-z0-9-]{0,38}$'),
    provider text NOT NULL CHECK (provider IN ('cluster', 'local')),
    region text,
    capacity integer CHECK (capacity >= 0),
    weight integer NOT NULL DEFAULT 1 CHECK (weight >= 0),
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'draining')),
    -- The server itself, whatever its address is today.
    system_identifier text NOT NULL UNIQUE,
    endpoint text NOT NULL,
    -- On PostgreSQL 16 and later only the login that made a role can manage it.
    operator_login text NOT NULL,
    admin_url bytea NOT NULL,
    admin_url_kek text NOT NULL REFERENCES control_plane.master_keys,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE control_plane.tenant_metadata (
    uuid uuid PRIMARY KEY,
    id text NOT NULL,
    name text NOT NULL,
    provider text NOT NULL CHECK (provider IN ('supabase', 'cluster', 'local')),
    region text NOT NULL,
    cluster_id uuid REFERENCES control_plane.clusters,
    project_ref text,
    database_name text NOT NULL,
    migrator_login text NOT NULL,
    app_login text NOT NULL,
    status text NOT NULL CHECK (status IN ('provisioning', 'active', 'failed', 'suspended', 'deleting', 'deleted')),
    -- A cache: the tenant database is the truth.
    schema_version bigint,
    labels jsonb NOT NULL DEFAULT '{}',
    owner_email text,
    deletion_locked boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    activated_at timestamptz,
    deleted_at timestamptz
);
-- A deleted tenant keeps its row; its id becomes free, its uuid never.
CREATE UNIQUE INDEX tenant_metadata_live_id ON control_plane.tenant_metadata (id) WHERE status <> 'deleted';
CREATE UNIQUE INDEX tenant_metadata_database ON control_plane.tenant_metadata (cluster_id, database_name);
CREATE INDEX tenant_metadata_page ON control_plane.tenant_metadata (id, uuid);
CREATE INDEX tenant_metadata_region ON control_plane.tenant_metadata (region, id);
CREATE INDEX tenant_metadata_status ON control_plane.tenant_metadata (status, id);
CREATE INDEX tenant_metadata_version ON control_plane.tenant_metadata (schema_version);
CREATE INDEX tenant_metadata_labels ON control_plane.tenant_metadata USING gin (labels jsonb_path_ops);

-- Apart from the metadata, so that a read-only role needn't be able to see them.
CREATE TABLE control_plane.tenant_keys (
    tenant_uuid uuid PRIMARY KEY REFERENCES control_plane.tenant_metadata,
    kek_id text NOT NULL REFERENCES control_plane.master_keys,
    wrapped_key bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE control_plane.tenant_secrets (
    tenant_uuid uuid NOT NULL REFERENCES control_plane.tenant_keys,
    name text NOT NULL,
    sealed bytea NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_uuid, name)
);

CREATE TABLE control_plane.operations (
    id uuid PRIMARY KEY,
    tenant_uuid uuid REFERENCES control_plane.tenant_metadata,
    kind text NOT NULL,
    -- What was asked for; the same id with another spec is a conflict.
    spec jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    runner text NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    error text,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE INDEX operations_tenant ON control_plane.operations (tenant_uuid, started_at DESC);
CREATE INDEX operations_open ON control_plane.operations (state) WHERE state <> 'done';

CREATE TABLE control_plane.operation_steps (
    operation_id uuid NOT NULL REFERENCES control_plane.operations,
    position integer NOT NULL,
    name text NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'running', 'done', 'undone', 'failed')),
    started_at timestamptz,
    finished_at timestamptz,
    error text,
    PRIMARY KEY (operation_id, position)
);
