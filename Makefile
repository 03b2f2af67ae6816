# make help lists the targets. Nothing is needed but Python 3.11-3.13, make and, for the first run, a package index.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
.DEFAULT_GOAL := help

.PHONY: help book test check trust checkers data refresh lock licences verify vendor serve take-along bench lighthouse clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

book: $(VENV)/book ## build the book and say where its first page is
	$(RUN) -m dossier build

test: $(VENV)/test ## run the checks of every day: style, import directions, tests, the built pages in a browser
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/pytest -n 2 -m "not campaign" --junitxml=_build/trust/test.xml
	@echo "left to make check:" && $(VENV)/bin/pytest -m campaign --collect-only | grep '::' | sed 's/\[.*//' | sort -u

check: $(VENV)/test ## run what takes minutes: the whole book built cold, PDF of all, samples of the campaigns (CAMPAIGN=whole: all)
	$(VENV)/bin/pytest -n 2 -m campaign --junitxml=_build/trust/check.xml

trust: export CAMPAIGN = whole
trust: test check ## run both with whole campaigns, hours, and write what was tried to break the book (benchmarks/trust.csv)
	$(RUN) benchmarks/trust.py

checkers: ## fetch the W3C's checker of HTML, which make test then runs (needs npm and, to run, Java)
	mkdir -p _build/checkers
	cp .github/checkers/*.json _build/checkers/
	npm ci --prefix _build/checkers --ignore-scripts --no-audit --no-fund

data: $(VENV)/book ## derive the tables in data/ from publishers' files (SOURCES=folder)
	@test -n "$(SOURCES)" || { echo "SOURCES is not set; expected the folder of publishers' files. Run: make data SOURCES=FOLDER"; exit 1; }
	$(RUN) -m dossier ingest --sources $(SOURCES)

refresh: $(VENV)/book ## fetch newer releases from their publishers and show what changes (ACCEPT=1 puts them in place)
	$(RUN) -m dossier refresh $(if $(ACCEPT),--accept)

lock: $(VENV)/test ## renew requirements.txt and requirements-test.txt from pyproject.toml, and the tools of workflows
	$(RUN) -m pip install --quiet uv
	$(RUN) -m uv pip compile pyproject.toml $(LOCK) --output-file requirements.txt
	$(RUN) -m uv pip compile pyproject.toml $(LOCK) --extra test --extra cluster -c requirements.txt --output-file requirements-test.txt
	$(RUN) -m uv pip compile .github/tools.in $(LOCK) --output-file .github/tools.txt

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras

licences: $(VENV)/test ## list the licence of every locked package (LICENSES.csv); after make lock
	$(RUN) -m dossier licences

verify: $(VENV)/book ## build the book from a clean copy and compare every byte (MANIFEST=manifest.csv of a published book)
	$(RUN) -m dossier verify $(MANIFEST)

vendor: ## bundle what pages use of D3 and MiniSearch (needs node and npm; the result is committed)
	dossier/site/vendor/bundle.sh

serve: book ## serve the book at http://localhost:8000
	$(RUN) -m http.server 8000 --bind 127.0.0.1 --directory _build/html

take-along: book $(VENV)/test ## make PDF, EPUB, a zip of the pages and a zip of the data, and link them in the book
	$(RUN) -m dossier take-along

bench: $(VENV)/test ## measure builds, grids, a cluster and tests as ratios within one run, and chapters (GROUPS=builds: these)
	$(RUN) benchmarks/build.py $(GROUPS)
	$(if $(GROUPS),,$(RUN) benchmarks/execution.py)

lighthouse: $(VENV)/test ## rate the built book with Lighthouse (LIGHTHOUSE=path to it; npm install lighthouse)
	$(RUN) benchmarks/lighthouse.py $(LIGHTHOUSE)

clean: ## remove the built book and caches; the environment stays
	rm -rf _build .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "$(PYTHON) is $$($(PYTHON) --version); expected Python 3.11, 3.12 or 3.13. Run: make PYTHON=python3.12 book"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps make an unchanged environment ready at once, with no network. The locks are whole: pip looks for nothing
# else, which an older pip does in vain where a package is wished for with extras and without.
$(VENV)/book: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --no-deps --require-hashes -r requirements.txt
	$(RUN) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test: requirements-test.txt $(VENV)/book
	$(RUN) -m pip install --quiet --no-deps --require-hashes -r requirements-test.txt
	@touch $@
