# Everything runs from here. `make demo` and `make test` set up what they need by themselves.

PYTHON ?= $(firstword $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p"; done) python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLE := fy2012-annual
SECONDS := 600
APT := chromium fonts-noto-cjk libreoffice-calc-nogui poppler-utils

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint style types tests golden bench stress fuzz site dist constraints system clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: $(READY) ## make the virtual environment in .venv

$(READY): pyproject.toml constraints.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "tanshin needs Python 3.11 or later; '$(PYTHON)' is not. On Debian: sudo apt-get install python3 python3-venv" >&2; \
	  echo "Or name one: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make virtual environments. On Debian: sudo apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; about a minute)"
	@"$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(READY) ## build and check a published annual release: build/fy2012-annual/index.html
	@$(BIN)/tanshin build samples/iij/$(SAMPLE) --out build/$(SAMPLE)
	@$(BIN)/tanshin check samples/iij/$(SAMPLE)
	@echo
	@echo "The documents are in build/$(SAMPLE); start with build/$(SAMPLE)/index.html"

test: style ## all checks: style, then types and architecture beside the tests
	@$(MAKE) --no-print-directory -j2 types tests

lint: style types ## style, types and architecture

style: $(READY)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(READY)
	@$(BIN)/mypy --strict
	@$(BIN)/lint-imports --no-logo

# Byte code is kept, whatever the environment says: the tests start many processes, and each would compile everything.
tests: $(READY)
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

golden: $(READY) ## write the expected outputs of the tests anew: read the diff before you commit it
	@$(BIN)/pytest --regenerate -n auto --dist loadfile

bench: $(READY) ## measure speed, memory, and what the check finds of seeded errors
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python -m benchmarks.calculation_scale
	@$(BIN)/python -m benchmarks.view_latency
	@$(BIN)/python -m benchmarks.batch
	@$(BIN)/python -m benchmarks.batch.keeping 1250 2500 5000 10000
	@TANSHIN_FILINGS=2000 $(BIN)/pytest -q -s tests/benchmarks/test_mixed.py
	@TANSHIN_EDITS=300 $(BIN)/pytest -q tests/view/test_engine.py
	@$(BIN)/python -m benchmarks.seeded_errors --out docs/seeded-errors.md
	@$(BIN)/python -m benchmarks.release_import --out docs/import.md

stress: $(READY) ## kill, fail and rival writers at 200 moments of each command: docs/stress.md
	@mkdir -p build && rm -f build/stress.json
	@TANSHIN_KILLS=200 TANSHIN_COUNTS=build/stress.json $(BIN)/pytest -q tests/stress

fuzz: $(READY) ## fuzz every reader for long (SECONDS for each target), and write docs/fuzzing.md
	@$(BIN)/python -m benchmarks.fuzzing --seconds $(SECONDS) --out docs/fuzzing.md

dist: $(READY) ## build the wheel and its bill of materials (CycloneDX): dist/
	@rm -rf dist
	@SOURCE_DATE_EPOCH=1577836800 $(BIN)/python -m build --wheel --no-isolation --outdir dist . >/dev/null
	@$(BIN)/python -m supply.sbom dist/*.whl
	@ls dist

constraints: ## pin the newest versions anew, from a fresh environment: then run the tests, and make golden
	@rm -rf build/fresh && "$(PYTHON)" -m venv build/fresh
	@build/fresh/bin/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@{ sed -n '/^#/p' constraints.txt; build/fresh/bin/python -m pip freeze --exclude-editable | LC_ALL=C sort -f; } > build/constraints.txt
	@mv build/constraints.txt constraints.txt && rm -rf build/fresh

site: $(READY) ## write the documentation as pages with a search: build/site/index.html
	@$(BIN)/tanshin docs --out build/site

system: ## install what a bare Debian lacks for the full set of checks (Chromium, Japanese fonts, Poppler, venv)
	@set -eu; missing=""; \
	for package in $(APT); do \
	  dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q ' installed$$' || missing="$$missing $$package"; \
	done; \
	"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing python3-venv"; \
	[ -n "$$missing" ] || { echo "Nothing to install."; exit 0; }; \
	if [ "$$(id -u)" = 0 ]; then sudo=""; elif command -v sudo >/dev/null; then sudo="sudo"; else \
	  echo "Missing:$$missing. Install them as root: apt-get install$$missing" >&2; exit 1; fi; \
	echo "Installing$$missing"; \
	$$sudo apt-get update -qq >/dev/null; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing >/dev/null

clean: ## remove everything that make made
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
