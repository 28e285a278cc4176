-- Tenants with a second copy of their database on another cluster. While it is `copying`, the tenant is where it always
-- was and the copy is being made; once it is `moved`, the tenant is in its new place, and what was left in the other one
-- is kept until it is committed or taken back.
CREATE TABLE control_plane.tenant_moves (
    tenant_uuid uuid PRIMARY KEY REFERENCES control_plane.tenant_metadata,
    -- Where the copy is that isn't in use.
    other_cluster uuid NOT NULL REFERENCES control_plane.clusters,
    state text NOT NULL CHECK (state IN ('copying', 'moved')),
    -- How many connections the tenant's database takes when it is open; -1 is any number.
    connection_limit integer NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    moved_at timestamptz,
    CHECK ((state = 'moved') = (moved_at IS NOT NULL))
);
CREATE INDEX tenant_moves_cluster ON control_plane.tenant_moves (other_cluster);
