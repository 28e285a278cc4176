-- Shared by all tables below: an update moves updated_at, unless the statement itself set it (an import keeps the
-- times of its source). The triggers' WHEN decides, so that this runs only where it has something to do.
CREATE FUNCTION public.set_updated_at() RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
REVOKE EXECUTE ON FUNCTION public.set_updated_at() FROM PUBLIC;

-- Natural keys, here and below, are UNIQUE NULLS NOT DISTINCT (key, deleted_at): unique among live rows, free again
-- after a soft delete, and usable by plain lookups and by ON CONFLICT, which a partial unique index is not.
--
-- No salary: whoever holds employees.read reads the whole row, and pay needs a narrower circle than that.
CREATE TABLE public.employees (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    employee_number text NOT NULL CHECK (employee_number <> '' AND employee_number = btrim(employee_number)),
    first_name text NOT NULL CHECK (first_name <> ''),
    last_name text NOT NULL CHECK (last_name <> ''),
    email text CHECK (email ~ '^[^@\s]+@[^@\s]+$'),
    phone text,
    department text,
    title text,
    -- A manager who leaves must not take the team's rows along.
    manager_id uuid REFERENCES public.employees (id) ON DELETE SET NULL CHECK (manager_id <> id),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'on_leave', 'terminated')),
    hired_on date NOT NULL DEFAULT CURRENT_DATE,
    terminated_on date CHECK (terminated_on >= hired_on),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT employees_employee_number_key UNIQUE NULLS NOT DISTINCT (employee_number, deleted_at)
);

-- Indexes for lists are whole, not partial on deleted_at IS NULL: what row level security adds to a query is
-- (deleted_at IS NULL OR deleted_at = now()), from which the planner can't conclude a partial index's condition.
CREATE INDEX employees_manager_id_idx ON public.employees (manager_id);
CREATE INDEX employees_status_hired_on_idx ON public.employees (status, hired_on);
CREATE INDEX employees_department_idx ON public.employees (department);
CREATE INDEX employees_name_idx ON public.employees (last_name, first_name);
CREATE INDEX employees_email_idx ON public.employees (lower(email));

CREATE TRIGGER employees_updated_at BEFORE UPDATE ON public.employees
    FOR EACH ROW WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at)
    EXECUTE FUNCTION public.set_updated_at();
