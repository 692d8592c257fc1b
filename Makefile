# `make demo` and `make test` bring along everything they need. Only Python 3.11 or newer and make must be there.

.DEFAULT_GOAL := help
.PHONY: help demo test lint format lock messages picture readme bench clean

CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11
NEW_ENOUGH := -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
PYTHON ?= $(shell for each in $(CANDIDATES); do $$each $(NEW_ENOUGH) && echo $$each && break; done)

BIN := .venv/bin
DATA := $(or $(DATA_DIR),var)
LOCALE := bulletin/locale
PACKAGES := bulletin editorial exports

# A stamp carries the checksum of its lock: a changed lock is installed, an unchanged one costs nothing.
sum = $(shell cksum <$(1) 2>/dev/null | tr ' ' '-')
RUNTIME := .stamps/runtime-$(call sum,requirements.txt)
DEVELOPMENT := .stamps/development-$(call sum,requirements-dev.txt)
CHECKERS := .stamps/checkers-$(call sum,tests/checkers/package-lock.json)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard $(LOCALE)/*/LC_MESSAGES/*.po))
STATIC := $(DATA)/static/staticfiles.json

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

demo: $(RUNTIME) $(CATALOGUES) $(STATIC) ## Run the whole thing on this machine (PORT=8000); Ctrl+C stops it
	@.ci/system-packages demo
	@$(BIN)/python manage.py demo

test: $(DEVELOPMENT) $(CATALOGUES) ## Install, lint and run every test, with real servers
	@.ci/system-packages test
	@$(MAKE) --no-print-directory $(CHECKERS)
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest $(or $(ARGS),$(ON_ALL_CORES))

# By files, so that those who share a server start it once.
ON_ALL_CORES := --numprocesses auto --dist loadfile

lint: $(DEVELOPMENT) ## Style, formatting and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

format: $(DEVELOPMENT) ## Put style and formatting right
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(DEVELOPMENT) $(CATALOGUES) ## Measure (tests/benchmarks)
	@.ci/system-packages test
	$(BIN)/python -m tests.benchmarks $(ARGS)

readme: $(RUNTIME) ## Print the diagram of the moves into README.md
	$(BIN)/python manage.py print_moves --into README.md

messages: $(RUNTIME) ## Gather the words of sources and templates for the translators
	$(BIN)/python manage.py makemessages --all --no-location --no-wrap --no-obsolete \
	  --ignore '.*' --ignore var --ignore tests

picture: $(DEVELOPMENT) ## Photograph the desk of the running demo for README.md
	@.ci/system-packages test
	PYTHONPATH=. $(BIN)/python .readme/picture.py

lock: $(DEVELOPMENT) ## Lock pyproject.toml in requirements*.txt (ARGS=--upgrade)
	$(BIN)/uv pip compile $(LOCK) $(ARGS) pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile $(LOCK) $(ARGS) pyproject.toml --group dev -o requirements-dev.txt
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

clean: ## Remove what was made here, the demo's data excepted
	rm -rf .venv .stamps .pytest_cache .ruff_cache .hypothesis .import_linter_cache $(CATALOGUES)

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (Debian: apt-get install python3-venv);" \
	  "none of these is: $(CANDIDATES). Name one with make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) $(NEW_ENOUGH) || { echo "$(PYTHON) is not Python 3.11 or newer with venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(RUNTIME): .venv/pyvenv.cfg
	$(BIN)/pip install -qq --require-hashes -r requirements.txt
	@mkdir -p .stamps && touch $@

$(DEVELOPMENT): .venv/pyvenv.cfg
	$(BIN)/pip install -qq --require-hashes -r requirements-dev.txt
	@mkdir -p .stamps && touch $@ $(RUNTIME)

# After the system packages, which bring npm. Scripts of packages stay unrun.
$(CHECKERS): tests/checkers/package-lock.json
	@mkdir -p .stamps/checkers && cp tests/checkers/package*.json .stamps/checkers/
	@npm ci --silent --ignore-scripts --prefix .stamps/checkers && touch $@ || \
	  echo "npm could not bring the checker of HTML: its tests will be skipped" >&2

# Entries still marked fuzzy are guesses and stay out.
%.mo: %.po $(RUNTIME)
	@$(BIN)/pybabel -q compile -i $< -o $@ -l $(notdir $(patsubst %/,%,$(dir $(patsubst %/,%,$(dir $<)))))

$(STATIC): $(RUNTIME) $(shell find $(PACKAGES) -path '*/static/*' -type f)
	@$(BIN)/python manage.py collectstatic --no-input -v0
	@touch $@
