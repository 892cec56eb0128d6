# What is done here again and again; CONTRIBUTING.md says when. `make` alone lists the verbs.

PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup test long notebooks browser lint docs goldens benchmarks ci

help: ## list the verbs
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{ printf "make %-12s%s\n", $$1, $$2 }'

setup: ## a virtual environment with all that the other verbs need
	python3 -m venv .venv
	.venv/bin/pip install -c constraints.txt -e ".[dev]"

test: ## the quick tests
	$(PYTHON) -m pytest

long: ## statistical tests that take minutes
	$(PYTHON) -m pytest -m long -n 2

notebooks: ## the notebooks, executed
	$(PYTHON) -m pytest -m notebook

browser: ## the report in headless Chromium
	$(PYTHON) -m pytest -m browser

lint: ## style, format, types, import contract
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

docs: ## the documentation as pages, in docs/_build/html
	$(PYTHON) -m sphinx -W -q -b html docs docs/_build/html

goldens: ## the base commit against this checkout: every old number the same?
	$(PYTHON) -m tests.goldens

benchmarks: ## how quick servsim is, against its rivals (a quarter of an hour)
	$(PYTHON) -m benchmarks

ci: ## everything a change must pass
	bash .ci/run
