# make demo: set up and assess a small synthetic city      make test: set up and run every check and test
# make check: the quick ones                               make bench: ratios against what one would use instead
# make mutants: does the benchmark notice faults?
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check bench mutants clean

demo: $(VENV)/ready
	rm -rf out/city
	$(BIN)/guanjia synth out/city --tasks 20000
	$(BIN)/guanjia assess out/city --out out/demo --overwrite

test: check
	$(BIN)/pytest -n 2

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready
	$(BIN)/python -m bench.run

mutants: $(VENV)/ready
	$(BIN)/python -m tests.mutants

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("guanjia needs Python 3.11 or later: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	$(BIN)/guanjia warm
	touch $@

clean:
	rm -rf $(VENV) out
