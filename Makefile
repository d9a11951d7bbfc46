# make demo: set up and assess a small synthetic city      make test: set up and run every check and test
# make check: the quick ones                               make bench: ratios against what one would use instead
# make mutants: does the benchmark notice faults?
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEER := $(VENV)/opendp-polars

.PHONY: demo test check bench mutants clean

demo: $(VENV)/ready
	rm -rf out/city
	$(BIN)/guanjia synth out/city --tasks 20000
	$(BIN)/guanjia assess out/city --out out/demo --overwrite
	$(BIN)/guanjia risk out/demo --overwrite
# An invented city has nobody to protect: its release and the ledger of what it spent go together, so that demo can be made again. A real ledger is
# never removed, for what was published stays known; without it the cap on what is told of the same people would begin anew.
	rm -rf out/release out/publication-ledger.jsonl
	$(BIN)/guanjia publish out/demo --budget 0.1 --to out/release --grid 121.40,31.15,121.55,31.30 --ledger out/publication-ledger.jsonl

test: check
	$(BIN)/pytest -n 2

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready $(PEER)/ready
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev,peers]'
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.fatigue
	$(BIN)/python -m bench.surveillance
	$(BIN)/python -m bench.steward
	$(BIN)/python -m bench.publication 10000000 --peer $(PEER)/bin/python

# OpenDP's Polars interface wants a Polars of its own, so the peer of publication has an environment of its own.
$(PEER)/ready: $(VENV)/ready
	$(PYTHON) -m venv $(PEER)
	$(PEER)/bin/pip install --quiet 'opendp[polars]==0.16.0'
	touch $@

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
