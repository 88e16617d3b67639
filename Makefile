# Two commands on a fresh machine: `make run` and `make test`. Everything goes into .venv.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8501
DATABASE ?= analyzer.db
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run test lint types tests browser postgresql lock clean

help:
	@echo "make run    set up, read and score threads/, open the dashboard (PORT=8501, DATABASE=analyzer.db)"
	@echo "make test   set up with developers' tools, a headless Chromium and a PostgreSQL, then linter, types and all tests"
	@echo "make lock   write the two lock files anew from pyproject.toml"

run: $(VENV)/run.stamp
	@# Status 3 says that some file of threads/ could not be read; what could be is there to look at.
	$(BIN)/analyzer import threads --database "$(DATABASE)" || test $$? -eq 3
	$(BIN)/analyzer dashboard --database "$(DATABASE)" --port $(PORT)

test: lint types tests

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

tests: $(VENV)/dev.stamp browser postgresql
	@# Files go out in the order of their names: else those of the fewest tests come last, and these are the longest, with browsers.
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

browser: $(VENV)/dev.stamp
	@BIN="$(BIN)" bash .ci/browser

postgresql: $(VENV)/dev.stamp
	@BIN="$(BIN)" bash .ci/postgresql

$(BIN)/python:
	@bash .ci/venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --requirement requirements.lock
	$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) --requirement requirements-dev.lock
	$(PIP) --no-deps --editable .
	@touch $@ $(VENV)/run.stamp

lock: | $(BIN)/python
	$(PIP) "uv>=0.5"
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --extra postgresql --extra login --group dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --constraints requirements-dev.lock pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
