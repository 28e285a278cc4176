# `make demo` and `make test` do everything on a fresh machine with Rust and a shell.
.PHONY: demo test soak postgres lint docs completions help-tree picture seeds bench
SHELL := /bin/sh
DEMO_STATE := $(if $(TENANTCTL_STATE_DIR),$(TENANTCTL_STATE_DIR),/tmp/tenantctl-demo-$(shell id -u))
TENANTCTL := env -u DATABASE_URL -u TENANTCTL_DATABASE_URL TENANTCTL_STATE_DIR=$(DEMO_STATE) target/debug/tenantctl --no-env-file

# Tests wait for servers a good part of their time.
export RUST_TEST_THREADS := $(if $(RUST_TEST_THREADS),$(RUST_TEST_THREADS),$(shell expr $$(getconf _NPROCESSORS_ONLN) + 1))

demo: postgres
	cargo build --locked
	$(TENANTCTL) provision --tenant-id acme-corp --region us-east-1
	$(TENANTCTL) seed --tenant-id acme-corp --include-mock-data
	$(TENANTCTL) list
	$(TENANTCTL) show acme-corp
	$(TENANTCTL) migrate status
	$(TENANTCTL) local stop

test: postgres lint docs seeds
	cargo test --locked --features failpoints
	bin=$$(sh .ci/postgres18); [ -z "$$bin" ] || \
		TENANTCTL_PG_BIN_DIR=$$bin cargo test --locked --features failpoints --test tests -- provision operations isolation tenant_schema clusters
	cargo check --locked
	cargo test --locked --test release_build

soak: postgres
	PROPTEST_CASES=1000000 cargo test --locked --release --package tenantctl-token -- random_tests
	TENANTCTL_TEST_FULL=1 cargo test --locked --features failpoints
	TENANTCTL_TEST_FULL=1 cargo test --locked --release --test tests -- killed_at_random_moments killed_at_any_message

lint:
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --all-targets --features failpoints -- -D warnings
	! command -v cargo-deny >/dev/null || cargo deny check licenses bans sources

docs:
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps

completions:
	cargo build --locked
	for shell in bash zsh fish powershell elvish; do \
		target/debug/tenantctl --no-env-file completions $$shell --static > completions/tenantctl.$$shell || exit 1; done

# The snapshot of every --help, after a change that is meant.
help-tree:
	TENANTCTL_TEST_UPDATE=1 cargo test --locked --features failpoints --test tests -- help_tree

# The README's picture of the demo, drawn from what the binary shows.
picture:
	TENANTCTL_TEST_UPDATE=1 cargo test --locked --features failpoints --test tests -- readme::picture

# The committed mock data is what the generator makes.
seeds:
	out=$$(mktemp -d) && cargo run --locked --quiet --example generate-seeds -- $$out && \
		diff -r $$out/json seeds/json && diff -r $$out/csv seeds/csv && rm -r $$out

bench: postgres
	for name in provision fleet_provision fleet_migrate fleet_status audit_verify import clone export moving purge \
		session token; do cargo bench --locked --bench $$name || exit 1; done

# PostgreSQL's programs, by the system's package manager where there are none.
postgres:
	@sh .ci/postgres
