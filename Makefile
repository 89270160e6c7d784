# Needs Python 3.11 or newer and make; uv is used when it is there.
PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
TASK ?= which region sold most in examples/data/sales.csv? plot it
PYTEST ?= $(BIN)/python -m pytest
BENCHMARKS := startup tasks route skill_search journal replay old_tasks chaos machine_start big_csv \
	model_calls head_of_line agent_programs model_swaps prefill memory agent_run machines_many \
	machine_rivals machine_throughput machine_transfer machine_branches

.PHONY: setup run test check fix bench docs clean

setup: .venv/ready  ## make .venv with AIOS in it, and the machine image

.venv/ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "AIOS needs Python 3.11 or newer")'
ifdef UV
	uv venv -q --allow-existing --python $(PYTHON) .venv
	uv pip install -q --compile-bytecode --python $(BIN)/python -e .
else
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q -e .
endif
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q src
	$(BIN)/aios vm build
	@touch $@

.venv/dev: .venv/ready
ifdef UV
	uv pip install -q --python $(BIN)/python --group dev
else
	$(BIN)/python -m pip install -q --group dev
endif
	@touch $@

run: .venv/ready  ## make run TASK="…": hand in a task
	@$(BIN)/aios run "$(TASK)"

test: .venv/dev  ## every test; parts this machine lacks are named and counted
	$(PYTEST) -n 4 --dist worksteal  # on two cores too: half of the tests wait

check: .venv/dev  ## ruff, format, types; layers and sizes are among the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

fix: .venv/dev  ## mend what can be mended by machine
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/dev  ## every benchmark; results in benchmarks/results
	set -e; for file in $(BENCHMARKS); do $(BIN)/python -m benchmarks.$$file; done

docs: .venv/ready  ## write the reference pages that are made from the code
	$(BIN)/python docs/generate.py

clean:  ## forget what was made
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache
