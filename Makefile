# `make` builds the sample book; `make help` lists the rest.
# The first run installs what is missing: system libraries, then Python packages into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Without bytecode on the disk each of the thousand processes that tests start would compile the
# program anew.
unexport PYTHONDONTWRITEBYTECODE

# Homebrew's libraries lie where no loader looks. The loader's variable has to stand on the
# command itself: macOS takes it away from the shells in between.
ifeq ($(shell uname -s),Darwin)
BREW := $(shell brew --prefix 2>/dev/null)
export PATH := $(BREW)/opt/openjdk/bin:$(PATH)
RUN := DYLD_FALLBACK_LIBRARY_PATH=$(BREW)/lib:/usr/local/lib:/usr/lib
endif

# One more than there are processors: many tests wait for a browser, a server or a process.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.DEFAULT_GOAL := book
.PHONY: all book check test quick test-long lint format wheel lock clean distclean help \
	system-book system-test

all: book

book: system-book $(VENV)/run.stamp  ## build the sample book into build/ (what `make` does)
	$(RUN) $(BIN)/python build.py build site epub bilingual-epub pdf print cover bilingual

check: system-book $(VENV)/run.stamp  ## compare the languages of the sample book; write nothing
	$(RUN) $(BIN)/python build.py check

test: system-test lint  ## check the style and the types, then run the tests
	$(RUN) $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

quick: $(VENV)/dev.stamp  ## run the tests without browser, Java, pages and whole books
	$(RUN) $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m 'not long and not heavy'

test-long: system-test $(VENV)/dev.stamp  ## run the tests that take minutes
	$(RUN) $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m long

lint: $(VENV)/dev.stamp  ## check the style, the types and who imports whom
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(VENV)/dev.stamp  ## put the code into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

wheel: $(VENV)/run.stamp  ## build the installable package into dist/
	$(BIN)/python -m hatchling build -d dist -t wheel

lock: $(VENV)/dev.stamp  ## write the lock files anew (versions already locked stay)
	scripts/lock.sh

clean:  ## remove what was built, and the caches
	rm -rf build dist .diglot .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find diglot scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean  ## remove the virtual environment too
	rm -rf $(VENV)

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/make \1	\2/p' Makefile | expand -t 16

# What all this stands on ----------------------------------------------------------------

system-book:
	@PYTHON="$(PYTHON)" scripts/system_packages.sh book

system-test: system-book
	@PYTHON="$(PYTHON)" scripts/system_packages.sh test

$(VENV)/venv.stamp: | system-book
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo 'Diglot needs Python 3.11 or newer; $(PYTHON) is' \
	        "$$($(PYTHON) --version 2>&1 || echo missing)." >&2; \
	    echo 'Name a newer one: make PYTHON=python3.12' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements/run.lock pyproject.toml $(VENV)/venv.stamp
	@echo 'Installing the Python packages of the book; this happens once …'
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	@echo 'Installing the Python packages of the tests; this happens once …'
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	@touch $@
