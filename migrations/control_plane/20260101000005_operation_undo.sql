-- Undoing an operation: `undoing` while it runs, `rolled_back` when nothing is left, and
-- `failed_cleanup` when a part of it couldn't be undone, so that the tenant keeps its id.

ALTER TABLE control_plane.operations
    DROP CONSTRAINT operations_state_check,
    ADD CONSTRAINT operations_state_check
        CHECK (state IN ('running', 'done', 'failed', 'undoing', 'failed_cleanup', 'rolled_back'));
ALTER TABLE control_plane.operation_steps
    DROP CONSTRAINT operation_steps_state_check,
    ADD CONSTRAINT operation_steps_state_check
        CHECK (state IN ('planned', 'running', 'done', 'undoing', 'undone', 'failed'));
