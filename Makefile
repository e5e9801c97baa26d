# Every command of this checkout. `make` alone lists them.
SHELL := /bin/sh
# An ordinary user's PATH leaves out where Debian keeps the broker.
export PATH := $(PATH):/usr/sbin:/sbin
PYTHON := .venv/bin/python
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test storm bench mutants hazards lint format front-end lock clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## Start a simulated ward with its hub and panel; options through ARGS="..."
	@sh deploy/setup.sh run
	@.venv/bin/attune run $(ARGS)

test: ## Check everything: format, lint, types, import contracts, then all tests
	@sh deploy/setup.sh test
	@sh deploy/check.sh lint tests $(ARGS)

bench: ## Measure how fast the parts are
	@sh deploy/setup.sh test
	@$(PYTHON) -m tests.bench $(ARGS)

storm: ## Ten thousand seeded storms, ten million inputs of the law, 200 kills; ARGS="..." is the storms'
	@sh deploy/setup.sh test
	@$(PYTHON) -m tests.storms --seeds 10000 $(ARGS)
	@$(PYTHON) -m tests.unseen --steps 10000000
	@$(PYTHON) -m tests.whole.kills --times 200

mutants: ## Put every known fault into a copy of the rules that guard a person; each must be caught
	@sh deploy/setup.sh test
	@$(PYTHON) -m tests.mutants $(ARGS)

hazards: ## Print every hazard with what holds it and the tests that show so; fail on a gap
	@sh deploy/setup.sh python
	@.venv/bin/attune hazards

lint: ## Only format, lint, types and import contracts
	@sh deploy/setup.sh python
	@sh deploy/check.sh lint

format: ## Put the Python files into the house format
	@sh deploy/setup.sh python
	@.venv/bin/ruff format --quiet .
	@.venv/bin/ruff check --quiet --fix --select I .

front-end: ## Build the style sheets, scripts and typeface that the pages serve
	@sh deploy/setup.sh run

lock: ## Resolve the lock files anew; ARGS=--upgrade for newer versions
	@sh deploy/setup.sh python
	@sh deploy/lock.sh $(ARGS)

clean: ## Remove everything that set-up and the tests made
	@rm -rf .venv node_modules build dist *.egg-info hub/panel/static/built edge/door/static/built
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find attune ward edge hub firmware_sim tests -name __pycache__ -type d -prune -exec rm -rf {} +
