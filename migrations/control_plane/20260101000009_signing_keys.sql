-- The keys that sign session tokens. The id is the public key's thumbprint (RFC 7638). The private part is sealed for its
-- own id by the master key, so that two exchanged ones don't open, and a retired key has none.
CREATE TABLE control_plane.signing_keys (
    kid text PRIMARY KEY CHECK (kid ~ '^[A-Za-z0-9_-]{43}$'),
    algorithm text NOT NULL CHECK (algorithm IN ('ES256', 'RS256', 'EdDSA')),
    public_jwk jsonb NOT NULL,
    private_key bytea,
    private_key_kek text REFERENCES control_plane.master_keys,
    state text NOT NULL CHECK (state IN ('standby', 'active', 'verifying', 'retired')),
    created_at timestamptz NOT NULL DEFAULT now(),
    activated_at timestamptz,
    verifying_at timestamptz,
    retired_at timestamptz,
    -- What is exported is this column: no private member of RFC 7518 gets into it.
    CONSTRAINT signing_keys_public CHECK (
        jsonb_typeof(public_jwk) = 'object' AND (public_jwk ->> 'kid') IS NOT DISTINCT FROM kid
        AND NOT public_jwk ?| ARRAY['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']),
    CONSTRAINT signing_keys_private CHECK (
        (state = 'retired') = (private_key IS NULL) AND (private_key IS NULL) = (private_key_kek IS NULL)),
    CONSTRAINT signing_keys_times CHECK (
        (state = 'retired') = (retired_at IS NOT NULL)
        AND (state <> 'standby' OR activated_at IS NULL)
        AND (state NOT IN ('active', 'verifying') OR activated_at IS NOT NULL)
        AND (state <> 'active' OR verifying_at IS NULL)
        AND (state <> 'verifying' OR verifying_at IS NOT NULL))
);
CREATE UNIQUE INDEX signing_keys_one_active ON control_plane.signing_keys (state) WHERE state = 'active';
