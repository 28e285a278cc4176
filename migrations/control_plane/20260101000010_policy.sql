-- The permission policy that new tenants get, and that `policy sync` brings into the others. Without a row in policy_version it
-- is the one built into tenantctl; the first `policy apply` writes all of it here, and from then on only this counts.
CREATE TABLE control_plane.policy_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    -- Rises with each change. What becomes active in a transaction that has read this has that version: `policy apply`
    -- locks the table against every reader.
    version integer NOT NULL CHECK (version > 0),
    applied_at timestamptz NOT NULL DEFAULT now(),
    applied_by text NOT NULL
);

CREATE TABLE control_plane.roles (
    name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    description text NOT NULL,
    -- Their order in the file, for people.
    position integer NOT NULL
);

CREATE TABLE control_plane.permissions (
    name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,62}\.[a-z][a-z0-9_]{0,62}$'),
    description text NOT NULL,
    position integer NOT NULL
);

CREATE TABLE control_plane.role_permissions (
    role text NOT NULL REFERENCES control_plane.roles (name) ON DELETE CASCADE,
    permission text NOT NULL REFERENCES control_plane.permissions (name) ON DELETE CASCADE,
    PRIMARY KEY (role, permission)
);
CREATE INDEX role_permissions_permission ON control_plane.role_permissions (permission);
