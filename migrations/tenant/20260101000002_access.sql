-- Who may do what in this tenant. The policy (roles, permissions) is written by `tenantctl policy sync` from the
-- control plane; this file inserts none, so that a schema version never carries a policy of its own.
CREATE SCHEMA access;

CREATE TABLE access.roles (
    name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    description text NOT NULL DEFAULT ''
);

CREATE TABLE access.permissions (
    name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,62}\.[a-z][a-z0-9_]{0,62}$'),
    description text NOT NULL DEFAULT ''
);

CREATE TABLE access.role_permissions (
    role text NOT NULL REFERENCES access.roles (name) ON UPDATE CASCADE ON DELETE CASCADE,
    permission text NOT NULL REFERENCES access.permissions (name) ON UPDATE CASCADE ON DELETE CASCADE,
    PRIMARY KEY (role, permission)
);

CREATE INDEX role_permissions_permission_idx ON access.role_permissions (permission);

CREATE TABLE access.policy_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version integer NOT NULL CHECK (version > 0),
    applied_at timestamptz NOT NULL DEFAULT now()
);

-- A token is good while the row named by its jti is here. user_id refers to nothing: a session must outlive a
-- mapping that is taken away and given again, and ends by its own row.
CREATE TABLE access.sessions (
    jti uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    user_agent text,
    ip inet,
    -- Why an operator issued it without the user's password.
    reason text,
    CHECK (expires_at > issued_at)
);

CREATE INDEX sessions_user_id_idx ON access.sessions (user_id);
CREATE INDEX sessions_expires_at_idx ON access.sessions (expires_at);
CREATE INDEX sessions_issued_at_idx ON access.sessions (issued_at);
