-- Fleet runs: one command over many tenants, shared by any number of runners.

CREATE TABLE control_plane.fleet_runs (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    -- A hash of what is done, and to whom: the same command joins a run that is under way.
    plan text NOT NULL,
    spec jsonb NOT NULL,
    -- Waves and failure budget.
    policy jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'paused', 'stopped', 'done', 'failed', 'cancelled')),
    reason text,
    runner text NOT NULL,
    tenants integer NOT NULL CHECK (tenants >= 0),
    -- Tenants up to this wave may be claimed, once it is open.
    wave integer NOT NULL DEFAULT 0,
    last_wave integer NOT NULL DEFAULT 0,
    wave_opens_at timestamptz NOT NULL DEFAULT now(),
    -- Place (a cluster, or the nil uuid for tenants on none) to the number of tenants there at once.
    budgets jsonb NOT NULL DEFAULT '{}',
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CONSTRAINT fleet_runs_finished CHECK ((state IN ('running', 'paused')) = (finished_at IS NULL))
);
CREATE INDEX fleet_runs_open ON control_plane.fleet_runs (plan) WHERE state IN ('running', 'paused');

CREATE TABLE control_plane.fleet_run_tenants (
    run_id uuid NOT NULL REFERENCES control_plane.fleet_runs ON DELETE CASCADE,
    tenant_uuid uuid NOT NULL REFERENCES control_plane.tenant_metadata,
    position integer NOT NULL,
    wave integer NOT NULL,
    place uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'skipped')),
    -- Grows with each claim; what a runner writes later carries the number of its claim.
    fence bigint NOT NULL DEFAULT 0,
    runner text,
    lease_until timestamptz,
    detail jsonb NOT NULL DEFAULT '{}',
    error text,
    -- It couldn't be reached: counted once a place.
    unreachable boolean NOT NULL DEFAULT false,
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (run_id, tenant_uuid),
    CONSTRAINT fleet_run_tenants_lease CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CONSTRAINT fleet_run_tenants_finished CHECK ((state IN ('waiting', 'running')) = (finished_at IS NULL))
);
CREATE UNIQUE INDEX fleet_run_tenants_order ON control_plane.fleet_run_tenants (run_id, position);
CREATE INDEX fleet_run_tenants_waiting ON control_plane.fleet_run_tenants (run_id, place, wave, position)
    WHERE state = 'waiting';
CREATE INDEX fleet_run_tenants_running ON control_plane.fleet_run_tenants (place, lease_until) WHERE state = 'running';
CREATE INDEX fleet_run_tenants_failed ON control_plane.fleet_run_tenants (run_id) WHERE state = 'failed';

-- What happened to each tenant of a run stands between the run's begin and its end.
ALTER TABLE control_plane.policy_sync_logs
    DROP CONSTRAINT policy_sync_logs_phase_check,
    ADD CONSTRAINT policy_sync_logs_phase_check CHECK (phase IN ('begin', 'progress', 'end'));

-- The newest version that a run over the fleet brings this tenant to.
ALTER TABLE control_plane.tenant_metadata ADD COLUMN pinned_version bigint CHECK (pinned_version >= 0);
