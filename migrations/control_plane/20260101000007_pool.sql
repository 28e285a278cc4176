-- Tenants without a name: database, logins and secrets exist, and a claim gives them an id. The secrets are sealed for
-- the uuid that the tenant will have, so they move into its rows as they are.
CREATE TABLE control_plane.pool_members (
    uuid uuid PRIMARY KEY,
    cluster_id uuid NOT NULL REFERENCES control_plane.clusters,
    -- The template that its database was cloned from: migrations and policy. Another one makes it stale.
    template text NOT NULL,
    database_name text NOT NULL,
    migrator_login text NOT NULL,
    app_login text NOT NULL,
    kek_id text NOT NULL REFERENCES control_plane.master_keys,
    wrapped_key bytea NOT NULL,
    migrator_password bytea NOT NULL,
    app_password bytea NOT NULL,
    state text NOT NULL DEFAULT 'making' CHECK (state IN ('making', 'ready', 'dropping')),
    runner text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (cluster_id, database_name)
);
CREATE INDEX pool_members_ready ON control_plane.pool_members (cluster_id, template, created_at) WHERE state = 'ready';
