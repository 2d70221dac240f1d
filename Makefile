# `make site` builds the publication in this folder, `make test` also runs the tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := site
.PHONY: site serve test lint format bench docs lock clean

site: $(VENV)/runtime  ## Install what is needed, download the model, build the site into build/
	$(BIN)/enregard model install
	$(BIN)/enregard build
	@echo "Open build/index.html in a browser."

serve: $(VENV)/runtime  ## Serve the site on localhost with --edit, rebuild on change
	$(BIN)/enregard serve --edit

test: site $(VENV)/dev  ## The same, then run the tests
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/dev  ## Check format, style, types, dead code and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python tools/dead_code.py
	$(BIN)/python -m pytest -q tests/test_architecture.py

format: $(VENV)/dev  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev  ## List the benchmarks
	$(BIN)/python -m bench --help

docs: $(VENV)/dev  ## Build the documentation into docs/_build/
	$(BIN)/python -m sphinx -q -W --keep-going docs docs/_build
	@echo "Open docs/_build/index.html in a browser."

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime: requirements.lock pyproject.toml | $(VENV)/python
	$(PIP) install --require-hashes --no-deps -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/runtime
	$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

# Pin the dependencies in pyproject.toml again, with hashes, for every Python from 3.11 on.
# Packages under the AGPL, and those that only they or unused parts of argostranslate need, are left out:
# see docs/licences.md.
LEFT_OUT = $(addprefix --no-emit-package ,minisbd onnxruntime flatbuffers)
LEFT_OUT_AT_RUN_TIME = $(addprefix --no-emit-package ,protobuf sacremoses joblib cloudpickle tqdm colorama)
COMPILE = $(BIN)/uv pip compile pyproject.toml - --extra argos --universal --python-version 3.11 --generate-hashes $(LEFT_OUT) \
	--no-header --no-annotate --upgrade --quiet

lock: $(VENV)/python
	$(PIP) install uv
	echo "hatchling editables" | tr ' ' '\n' | $(COMPILE) $(LEFT_OUT_AT_RUN_TIME) -o requirements.lock
	echo "hatchling editables" | tr ' ' '\n' | $(COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) .enregard .mypy_cache .pytest_cache .ruff_cache .hypothesis
