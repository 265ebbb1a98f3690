# Verbs of the project. Each is one or a few plain cargo commands, which work without just.

# List the verbs.
default:
    @just --list

# Format, lints, tests and documentation, as continuous integration sees them.
check:
    cargo fmt --check
    cargo clippy --workspace --all-targets -- -D warnings
    INSTA_UPDATE=no cargo test --workspace
    cargo run --quiet -p tranchet-engine --example rules -- --check
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# All tests.
test:
    cargo test --workspace

# The laws on many random deals.
test-nightly:
    TRANCHET_CASES=10000 cargo test -p tranchet-tests --test laws --release

# Accept changed snapshots; the commit says why a figure moved.
accept:
    INSTA_UPDATE=always cargo test --workspace
    cargo run --quiet -- test deals --accept

# Benchmarks, beside what they measure.
bench:
    cargo bench --workspace

# A sweep against as many separate processes: both times and their ratio.
bench-sweep:
    cargo bench -p tranchet-cli --bench sweep

# Paths of a simulation beside numba and numpy: TRANCHET_PEERS names the folder of their scripts, PY a Python that has them.
bench-peers:
    cargo bench -p tranchet-risk --bench paths

# Run a deal: just run deals/european-sme/deal.yaml
run DEAL *OPTIONS:
    cargo run --release -- run {{ DEAL }} {{ OPTIONS }}

# Write the table of rule texts and the documentation of the crates.
docs:
    cargo run -p tranchet-engine --example rules -- --write
    cargo doc --workspace --no-deps

# Write the tapes of the example deals from their seeds.
tapes:
    cargo run -p tranchet-deal --example generate_tapes
