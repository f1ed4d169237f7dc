# What a person runs, and what CI runs. Needs CPython 3.11 with pip; everything else is installed into .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
HOST ?= 127.0.0.1
PORT ?= 7860
FEED ?=
DATA ?= ../shared/data

BIN := .venv/bin
# Changed by every successful install: a second one takes no time, and a changed lock file installs again.
STAMP := .venv/installed

# Nothing phones home, and nothing is downloaded behind the shop's back.
export GRADIO_ANALYTICS_ENABLED := False
export ANONYMIZED_TELEMETRY := False
export LANGSMITH_TRACING := false
export HF_HUB_OFFLINE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install run test check format lint types bench

help:
	@echo "make run [FEED=path] [HOST=$(HOST)] [PORT=$(PORT)]   the demo shop, or the shop of a feed, at http://$(HOST):$(PORT)"
	@echo "make install   the virtual environment with the locked dependencies and the command $(BIN)/warmstart"
	@echo "make test      all tests          make check   format, lint, types, tests"
	@echo "make bench [DATA=$(DATA)]   the benchmarks"

install: $(STAMP)

# torch first and alone: whatever else asks for it must find it there. Its version stands in the lock file only.
$(STAMP): requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
	  || { echo "warmstart needs CPython 3.11; name it: make install PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --progress-bar off "$$(grep '^torch==' requirements.lock)" --constraint requirements.lock
	$(BIN)/python -m pip install --progress-bar off --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@.ci/pip-check $(BIN)/python
	@touch $@

run: install
	$(BIN)/warmstart run --host "$(HOST)" --port "$(PORT)" $(if $(FEED),--feed "$(FEED)")

test: install
	@.ci/packages
	$(BIN)/python -m pytest

check: install format lint types test

format: install
	$(BIN)/ruff format --check .

lint: install
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

bench: install
	@for name in facts hard-wishes new-products turn ingest search updates relations understanding; do \
	  echo "$$name"; $(BIN)/warmstart bench $$name --data "$(DATA)" || exit 1; done
	@for shop in toys retail; do \
	  echo "dialogue $$shop"; $(BIN)/warmstart bench dialogue --data "$(DATA)/$$shop" || exit 1; done
