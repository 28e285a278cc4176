CREATE TABLE public.vendors (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    code text NOT NULL CHECK (code <> '' AND code = btrim(code)),
    name text NOT NULL CHECK (name <> ''),
    contact_name text,
    email text CHECK (email ~ '^[^@\s]+@[^@\s]+$'),
    phone text,
    website text,
    address text,
    city text,
    state text,
    postal_code text,
    country text CHECK (country ~ '^[A-Z]{2}$'),
    tax_id text,
    payment_terms_days integer NOT NULL DEFAULT 30 CHECK (payment_terms_days BETWEEN 0 AND 365),
    currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'blocked')),
    notes text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT vendors_code_key UNIQUE NULLS NOT DISTINCT (code, deleted_at)
);

CREATE INDEX vendors_status_name_idx ON public.vendors (status, name);
CREATE INDEX vendors_name_idx ON public.vendors (name);

CREATE TRIGGER vendors_updated_at BEFORE UPDATE ON public.vendors
    FOR EACH ROW WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at)
    EXECUTE FUNCTION public.set_updated_at();

-- RESTRICT wherever a row is part of the books: what was bought or sold stays explainable, and a vendor or product
-- that is no longer wanted is soft-deleted instead.
CREATE TABLE public.products (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    vendor_id uuid NOT NULL REFERENCES public.vendors (id) ON DELETE RESTRICT,
    sku text NOT NULL CHECK (sku <> '' AND sku = btrim(sku)),
    name text NOT NULL CHECK (name <> ''),
    description text,
    category text,
    unit text NOT NULL DEFAULT 'each' CHECK (unit <> ''),
    unit_cost numeric(14, 2) NOT NULL DEFAULT 0 CHECK (unit_cost >= 0),
    unit_price numeric(14, 2) NOT NULL DEFAULT 0 CHECK (unit_price >= 0),
    currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('draft', 'active', 'discontinued')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT products_sku_key UNIQUE NULLS NOT DISTINCT (sku, deleted_at)
);

CREATE INDEX products_vendor_id_idx ON public.products (vendor_id);
CREATE INDEX products_status_name_idx ON public.products (status, name);
CREATE INDEX products_category_idx ON public.products (category);

CREATE TRIGGER products_updated_at BEFORE UPDATE ON public.products
    FOR EACH ROW WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at)
    EXECUTE FUNCTION public.set_updated_at();
