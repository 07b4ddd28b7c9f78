# The one door. Every target sets up what it needs; only Python ≥ 3.11 has to be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export DAGSTER_DISABLE_TELEMETRY := 1
export GX_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1
# Trust what this machine trusts, as pip does: many organisations have a certificate of their own.
export UV_SYSTEM_CERTS := 1

# The tests write gigabytes and throw them away: in memory, where there is room, that takes about a fifth less time.
SCRATCH := $(or $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 8000000 { print "/dev/shm" }'),$(TMPDIR),/tmp)

.PHONY: up run test check fmt mutations bench clean lock lint-contracts check-acro proof rules indicators setup setup-dev
.DEFAULT_GOAL := help

help: ## what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

up: setup ## set up, write demo data if there is none, run, and start Dagster and the dashboard
	$(BIN)/wlb demo --if-empty
	$(BIN)/wlb run || test $$? -eq 1
	exec $(BIN)/wlb serve

run: setup ## the pipeline once, without screens; demo data if there is none
	$(BIN)/wlb demo --if-empty
	$(BIN)/wlb run || test $$? -eq 1

test: setup-dev ## set up and run all tests
	@folder=$$(mktemp -d $(SCRATCH)/kopgroep-XXXXXX) && trap 'rm -rf "$$folder"' EXIT && TMPDIR="$$folder" \
	  $(BIN)/python -m pytest -n 2 --dist loadgroup --cov=pipelines --cov-branch --cov-report=term:skip-covered --cov-fail-under=90

check: setup-dev ## format, lint, types, architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

fmt: setup-dev ## put everything in the agreed format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

mutations: setup-dev ## 10 000 damaged text files and 2 000 damaged workbooks: what was not touched must come through
	$(BIN)/python -m tests.mutations

bench: setup-dev ## speed and memory, as ratios in one run
	@$(BIN)/python -m compileall -qq -j 2 $(VENV)/lib || true # as an installation for use leaves it
	$(BIN)/python -m benchmarks

rules: setup ## write the rules for suppliers (docs/regels.md) from the agreements
	$(BIN)/wlb rules --to docs/regels.md

indicators: setup-dev ## write what every indicator means, with worked examples (docs/indicators.md), from the SQL itself
	$(BIN)/python -m tests.spec.indicators_page

lint-contracts: .venv-datacontract/.ready ## every contract through the standard's own linter
	.venv-datacontract/bin/python .ci/lint_contracts.py sources/contracts/*.yaml

check-acro: .venv-acro/.ready ## what hides by its own counts, beside the disclosure checker acro
	PYTHONPATH=. .venv-acro/bin/python .ci/check_with_acro.py

proof: setup ## write what every reader of the demo can infer (docs/disclosure-proof.md), from the demo that was run
	$(BIN)/wlb proof --to docs/disclosure-proof.md

clean: ## remove the environment and caches; data stays
	rm -rf $(VENV) .venv-uv .venv-datacontract .venv-acro .coverage .hypothesis .mypy_cache .ruff_cache *.egg-info

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

# uv comes from pip in an environment of its own; packages only by the hashes of the lock file.
.venv-uv/bin/uv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=…")'
	$(PYTHON) -m venv .venv-uv
	.venv-uv/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

$(VENV)/.ready: requirements.lock pyproject.toml | .venv-uv/bin/uv
	test -x $(BIN)/python || .venv-uv/bin/uv venv --quiet --python $$($(PYTHON) -c 'import sys; print(sys.executable)') $(VENV)
	.venv-uv/bin/uv pip install --quiet --compile-bytecode --require-hashes --python $(VENV) -r requirements.lock
	.venv-uv/bin/uv pip install --quiet --no-deps --no-build-isolation --python $(VENV) --editable .
	touch $@

# Not compiled beforehand: a developer loads about half of it, and Python compiles that as it goes.
$(VENV)/.ready-dev: requirements-dev.lock pyproject.toml | .venv-uv/bin/uv
	test -x $(BIN)/python || .venv-uv/bin/uv venv --quiet --python $$($(PYTHON) -c 'import sys; print(sys.executable)') $(VENV)
	.venv-uv/bin/uv pip sync --quiet --require-hashes --python $(VENV) requirements-dev.lock
	.venv-uv/bin/uv pip install --quiet --no-deps --no-build-isolation --python $(VENV) --editable .
	touch $(VENV)/.ready $@

# The linter pins packages that the pipeline needs otherwise, so it lives apart.
.venv-datacontract/.ready: requirements-datacontract.lock | .venv-uv/bin/uv
	test -x .venv-datacontract/bin/python || .venv-uv/bin/uv venv --quiet --python $$($(PYTHON) -c 'import sys; print(sys.executable)') .venv-datacontract
	.venv-uv/bin/uv pip sync --quiet --compile-bytecode --require-hashes --python .venv-datacontract requirements-datacontract.lock
	touch $@

# The checker pins pandas below 3, so it lives apart.
.venv-acro/.ready: requirements-acro.lock | .venv-uv/bin/uv
	test -x .venv-acro/bin/python || .venv-uv/bin/uv venv --quiet --python $$($(PYTHON) -c 'import sys; print(sys.executable)') .venv-acro
	.venv-uv/bin/uv pip sync --quiet --compile-bytecode --require-hashes --python .venv-acro requirements-acro.lock
	touch $@

lock: .venv-uv/bin/uv ## compile the lock files from pyproject.toml
	.venv-uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -o requirements.lock pyproject.toml
	.venv-uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --group dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	.venv-uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -o requirements-datacontract.lock requirements-datacontract.in
	.venv-uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -o requirements-acro.lock requirements-acro.in
