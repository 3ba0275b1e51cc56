# `make demo` shows what Attestry does; `make test` runs the tests. Python 3.11 or newer and make are all that is needed.

PYTHON ?= python3
VENV   ?= .venv
SHARED ?= ../shared
RUN     = $(VENV)/bin/python
ATTESTRY = $(VENV)/bin/attestry
MADE_OF = bootstrap.py pyproject.toml $(wildcard setup.py src/attestry/extracting/parsing/*.c)

.PHONY: help demo seeds test lint types imports check score coverage bench strain docs lock wheel clean

help:
	@sed -n 's/^## //p' Makefile

## make demo     build the case demo/ from the example corpus and say what is in it
demo: $(VENV)/.core
	@rm -rf demo
	@$(ATTESTRY) init demo >/dev/null
	@$(ATTESTRY) add demo --manifest examples/dprk-russia/manifest.toml || test $$? -eq 1
	@$(ATTESTRY) report demo -o demo/report >/dev/null
	@$(ATTESTRY) overview demo
	@echo "The report:  demo/report/report.html     The claims:  $(ATTESTRY) claims demo"

## make seeds    run the whole line on the seed documents in $SHARED and write a report
seeds: $(VENV)/.core
	@test -d $(SHARED)/seeds || { echo "$(SHARED)/seeds: no such folder; the seed documents are expected there; name theirs: make seeds SHARED=DIR"; exit 2; }
	@rm -rf seeds-case
	@$(ATTESTRY) init seeds-case >/dev/null
	@$(ATTESTRY) add seeds-case $(SHARED)/seeds/000_*.txt --speaker Japan --date 2024-10-30 || test $$? -eq 1
	@$(ATTESTRY) add seeds-case $(SHARED)/seeds/001_*.txt --speaker "United States" --date 2024-12-18 || test $$? -eq 1
	@$(ATTESTRY) add seeds-case $(SHARED)/seeds/003_*.txt --publisher "UN News" --date 2024-10-30 || test $$? -eq 1
	@$(ATTESTRY) report seeds-case -o seeds-case/report >/dev/null
	@$(ATTESTRY) overview seeds-case
	@echo "The report:  seeds-case/report/report.html     The claims:  $(ATTESTRY) claims seeds-case"

## make test     run the tests
test: $(VENV)/.dev
	@$(RUN) -m pytest

## make check    everything that CI does: tests, lint, types, imports
check: test lint types imports

lint: $(VENV)/.dev
	@$(RUN) -m ruff check .

types: $(VENV)/.dev
	@$(RUN) -m mypy

imports: $(VENV)/.dev
	@$(VENV)/bin/lint-imports

## make score    score the claims read from the annotated documents in $SHARED
score: $(VENV)/.core
	@$(RUN) tools/score.py $(SHARED)

## make coverage how much of what could be a claim is read in the corpora of $SHARED, and which words are not
coverage: $(VENV)/.core
	@$(RUN) tools/coverage.py $(SHARED)

## make bench    documents, MB and tokens a second, one core and all; start-up, memory, growth, the twin, others
bench: $(VENV)/.core
	@$(RUN) tools/bench.py $(SHARED)

## make strain   texts that strain a reader, at full size: seconds and memory; a tenth of it: make strain SCALE=0.1
SCALE ?= 1
strain: $(VENV)/.core
	@$(RUN) tools/strain.py $(SCALE)

## make docs     run every code block of the documentation and put what comes out where the old output stands
docs: $(VENV)/.dev
	@$(RUN) tools/docs.py --paste README.md CONTRIBUTING.md $(filter-out docs/ledger.md,$(wildcard docs/*.md))

## make lock     write the hash-locked requirements anew (needs uv)
LOCKING = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
          --no-emit-index-url --no-emit-find-links --no-header
lock:
	$(LOCKING) --group build -o requirements/core.lock
	$(LOCKING) --group build --group dev -c requirements/core.lock -o requirements/dev.lock

## make wheel    build the wheel into dist/
wheel: $(VENV)/.core
	@$(RUN) -m pip --version >/dev/null 2>&1 \
	  && $(RUN) -m pip wheel --quiet --no-deps --no-build-isolation -w dist . \
	  || uv build --wheel --quiet --no-build-isolation --python $(RUN) -o dist .
	@ls dist

$(VENV)/.core: requirements/core.lock $(MADE_OF)
	@$(PYTHON) bootstrap.py --venv $(VENV) --lock requirements/core.lock
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(MADE_OF)
	@$(PYTHON) bootstrap.py --venv $(VENV) --lock requirements/dev.lock
	@touch $@ $(VENV)/.core

clean:
	rm -rf demo seeds-case build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
