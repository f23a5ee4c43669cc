.PHONY: check lint types test site shown

PYTHON ?= python

check: lint types test

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

site:  # the documentation, in website/html
	$(PYTHON) -m website.build

shown:  # run the examples of the pages, and write what comes where it is not what they show
	$(PYTHON) -m tests.shown
