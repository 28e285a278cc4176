//! Operations and their steps, and the chained log.

use super::{Check, always, unless_resumable};

pub(super) const CHECKS: &[Check] = &[
    // Operations.
    always(
        "SELECT format('tenant %s is %s without an operation', t.id, t.status) FROM control_plane.tenant_metadata t
         WHERE NOT EXISTS (SELECT FROM control_plane.operations o
                           WHERE o.tenant_uuid = t.uuid AND o.kind = 'provision')",
    ),
    always(
        "SELECT format('operation %s (%s) is of %s, which is no tenant', o.id, o.kind, o.tenant_uuid)
         FROM control_plane.operations o
         WHERE NOT EXISTS (SELECT FROM control_plane.tenant_metadata t WHERE t.uuid = o.tenant_uuid)",
    ),
    unless_resumable(
        "SELECT format('operation %s (%s) of tenant %s is %s', o.id, o.kind, coalesce(t.id, '?'), o.state)
         FROM control_plane.operations o LEFT JOIN control_plane.tenant_metadata t ON t.uuid = o.tenant_uuid
         WHERE o.state NOT IN ('done', 'rolled_back') AND t.status IS DISTINCT FROM 'deleted'",
    ),
    always(
        "SELECT format('tenant %s is %s while its provisioning is %s', t.id, t.status, o.state)
         FROM control_plane.tenant_metadata t JOIN control_plane.operations o ON o.tenant_uuid = t.uuid
         WHERE o.kind = 'provision' AND ((t.status IN ('active', 'suspended') AND o.state <> 'done')
                                         OR (t.status = 'provisioning' AND o.state <> 'running')
                                         OR (t.status = 'failed' AND o.state NOT IN ('failed', 'undoing', 'failed_cleanup')))",
    ),
    always(
        "SELECT format('operation %s is %s with %s', id, state, what) FROM control_plane.operations
         CROSS JOIN LATERAL (VALUES
             (state = 'done' AND error IS NOT NULL, 'an error'), (state = 'failed' AND error IS NULL, 'no error'),
             (state = 'running' AND finished_at IS NOT NULL, 'an end'),
             (state NOT IN ('running', 'undoing') AND finished_at IS NULL, 'no end')) AS v (wrong, what)
         WHERE wrong",
    ),
    // Steps: all that were planned, in their order, none left open in a finished operation.
    always(
        "SELECT format('operation %s has the steps %s', o.id, coalesce(s.names, '(none)'))
         FROM control_plane.operations o
         LEFT JOIN LATERAL (SELECT string_agg(position || ' ' || name, ', ' ORDER BY position) AS names
                            FROM control_plane.operation_steps WHERE operation_id = o.id) s ON true
         WHERE s.names IS NULL OR (o.kind = 'provision' AND s.names
             NOT IN ('0 reserve, 1 template, 2 logins, 3 database, 4 rights, 5 activate',
                     '0 reserve, 1 logins, 2 database, 3 copy, 4 rights, 5 activate'))",
    ),
    always(
        "SELECT format('operation %s is done and its step %s is %s', o.id, s.name, s.state)
         FROM control_plane.operations o JOIN control_plane.operation_steps s ON s.operation_id = o.id
         WHERE o.state = 'done' AND s.state NOT IN ('done', 'undone')",
    ),
    always(
        "SELECT format('operation %s failed and its step %s is running', o.id, s.name)
         FROM control_plane.operations o JOIN control_plane.operation_steps s ON s.operation_id = o.id
         WHERE o.state = 'failed' AND s.state = 'running'",
    ),
    always(
        "SELECT format('step %s of operation %s is %s with %s', s.name, s.operation_id, s.state, what)
         FROM control_plane.operation_steps s
         CROSS JOIN LATERAL (VALUES
             (state = 'planned' AND started_at IS NOT NULL, 'a begin'),
             (state <> 'planned' AND started_at IS NULL, 'no begin'),
             (state IN ('planned', 'running', 'undoing') AND finished_at IS NOT NULL, 'an end'),
             (state IN ('done', 'undone', 'failed') AND finished_at IS NULL, 'no end'),
             (finished_at < started_at, 'an end before its begin')) AS v (wrong, what)
         WHERE wrong",
    ),
    always(
        "SELECT format('steps out of order in operation %s: %s is %s, %s is %s', operation_id, before_name,
                       before_state, name, state)
         FROM (SELECT s.*, lag(s.name) OVER w AS before_name, lag(s.state) OVER w AS before_state,
                      lag(s.started_at) OVER w AS before_started, lag(s.finished_at) OVER w AS before_finished,
                      o.state AS whole
               FROM control_plane.operation_steps s JOIN control_plane.operations o ON o.id = s.operation_id
               WINDOW w AS (PARTITION BY s.operation_id ORDER BY s.position)) s
         WHERE whole IN ('running', 'done', 'failed') AND state NOT IN ('planned', 'undone')
               AND before_state NOT IN ('done', 'undone')
            OR (whole = 'done' AND (started_at < before_started OR started_at < before_finished))",
    ),
    // The log: one chain from the first row to the head.
    always(
        "SELECT format('log entry %s %s', seq, what) FROM (
             SELECT l.*, lag(seq) OVER w AS before_seq,
                    coalesce(lag(hash) OVER w, decode(repeat('00', 32), 'hex')) AS before_hash
             FROM control_plane.policy_sync_logs l WINDOW w AS (ORDER BY seq)) l
         CROSS JOIN LATERAL (VALUES
             (seq <> coalesce(before_seq, 0) + 1, 'follows a gap'),
             (prev_hash <> before_hash, 'isn''t chained to the one before'),
             (hash <> control_plane.policy_sync_hash(prev_hash, seq, at, run_id, phase, action, actor, tenant_uuid,
                  tenant_id, outcome, detail), 'was changed')) AS v (wrong, what)
         WHERE wrong",
    ),
    always(
        "SELECT format('the log''s head is at %s, its last entry is %s', h.seq, l.seq)
         FROM control_plane.policy_sync_head h
         LEFT JOIN LATERAL (SELECT seq, hash FROM control_plane.policy_sync_logs ORDER BY seq DESC LIMIT 1) l ON true
         WHERE h.seq <> coalesce(l.seq, 0) OR h.hash <> coalesce(l.hash, decode(repeat('00', 32), 'hex'))",
    ),
    // A resumed run writes a second begin, so the last entry of a run tells whether it is over.
    unless_resumable(
        "SELECT format('log entry %s: %s of %s began and never ended', seq, action, coalesce(tenant_id, 'the fleet'))
         FROM (SELECT DISTINCT ON (run_id) * FROM control_plane.policy_sync_logs WHERE phase <> 'progress'
               ORDER BY run_id, seq DESC) l
         WHERE phase = 'begin'",
    ),
    always(
        "SELECT format('log entry %s: %s of %s ended and never began', seq, action, coalesce(tenant_id, 'the fleet'))
         FROM (SELECT l.*, lag(phase) OVER (PARTITION BY run_id ORDER BY seq) AS before
               FROM control_plane.policy_sync_logs l WHERE phase <> 'progress') l
         WHERE phase = 'end' AND before IS DISTINCT FROM 'begin'",
    ),
    always(
        "SELECT format('log entry %s: the %s of %s says the outcome %s', seq, phase, action,
                       coalesce(outcome, '(none)'))
         FROM control_plane.policy_sync_logs WHERE (phase = 'begin') = (outcome IS NOT NULL)",
    ),
    // The two records of one run must agree; both are written in the same transactions.
    always(
        "SELECT format('operation %s (%s) is %s and the log says %s', o.id, o.kind, o.state,
                       coalesce(l.phase || coalesce(' ' || l.outcome, ''), 'nothing'))
         FROM control_plane.operations o
         LEFT JOIN LATERAL (SELECT phase, outcome FROM control_plane.policy_sync_logs
                            WHERE run_id = o.id ORDER BY seq DESC LIMIT 1) l ON true
         WHERE l.phase IS NULL OR (o.state IN ('running', 'undoing')) <> (l.phase = 'begin')
            OR (o.state IN ('done', 'failed') AND l.outcome IS DISTINCT FROM o.state)",
    ),
    // Runs over the fleet.
    unless_resumable(
        "SELECT format('run %s is %s', id, state) FROM control_plane.fleet_runs WHERE state = 'running'",
    ),
    always(
        "SELECT format('run %s is %s and the log says %s', r.id, r.state,
                       coalesce(l.phase || coalesce(' ' || l.outcome, ''), 'nothing'))
         FROM control_plane.fleet_runs r
         LEFT JOIN LATERAL (SELECT phase, outcome FROM control_plane.policy_sync_logs
                            WHERE run_id = r.id AND phase <> 'progress' ORDER BY seq DESC LIMIT 1) l ON true
         WHERE l.phase IS NULL OR (r.state IN ('running', 'paused')) <> (l.phase = 'begin')
            OR (r.state IN ('done', 'failed', 'stopped') AND l.outcome IS DISTINCT FROM r.state)",
    ),
    always(
        "SELECT format('run %s is %s with %s tenants %s', r.id, r.state, count(*), t.state)
         FROM control_plane.fleet_runs r JOIN control_plane.fleet_run_tenants t ON t.run_id = r.id
         WHERE (r.state IN ('done', 'failed') AND t.state IN ('waiting', 'running'))
            OR (r.state = 'done' AND t.state = 'failed')
         GROUP BY r.id, r.state, t.state",
    ),
    always(
        "SELECT format('log entry %s is of tenant %s, which the registry doesn''t know', seq, tenant_id)
         FROM control_plane.policy_sync_logs l
         WHERE tenant_uuid IS NOT NULL
           AND NOT EXISTS (SELECT FROM control_plane.tenant_metadata t WHERE t.uuid = l.tenant_uuid)",
    ),
];
