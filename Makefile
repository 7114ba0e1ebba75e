# Only Python 3.11+ and make are needed; everything else is installed into .venv from the hashed lock files.
PYTHON ?= python3
BIN := .venv/bin
DB := timeline.db
HOST := 127.0.0.1
PORT := 8001
PYTEST := python -m pytest -q -n auto --dist loadfile
COMPILE := --quiet --strip-extras --generate-hashes --all-build-deps --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: serve test test-datasette1 check ingest bench times train lock clean screenshots axe web web-check

serve: ingest  ## ingest data/ and show it on http://127.0.0.1:8001
	$(BIN)/timeline serve --db $(DB) --host $(HOST) --port $(PORT)

ingest: .venv/installed  ## bring timeline.db to what data/ holds
	$(BIN)/timeline ingest data --db $(DB)

test: .venv/installed-dev  ## run all tests
	$(BIN)/$(PYTEST)

test-datasette1: .venv-datasette1/installed  ## run the tests of the pages on Datasette 1.0
	.venv-datasette1/bin/$(PYTEST) tests/test_serve*.py tests/browser --ignore tests/browser/test_axe.py

axe: .venv/installed-dev  ## look at every kind of page with axe-core, and write docs/axe.md anew
	$(BIN)/python -m pytest -q tests/browser/test_axe.py --update-golden

check: .venv/installed-dev  ## what CI runs: style, types, tests, models against migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/alembic check
	$(BIN)/$(PYTEST)

bench: .venv/installed  ## how fast it is: ratios of one run, with the goals
	$(BIN)/python -m timeline.bench

times: .venv/installed-dev  ## our reading of time expressions beside that of public libraries: make times [WIKIWARS=path]
	$(BIN)/python -m timeline.score.expressions $(if $(WIKIWARS),--wikiwars $(WIKIWARS))

train: .venv/installed-dev  ## train the parser anew: make train CORPORA=path/to/corpora
	@test -n "$(CORPORA)" || { echo "name the corpora: make train CORPORA=path"; exit 2; }
	$(BIN)/python -m timeline.extract.text.parser.train --corpora $(CORPORA) --out timeline/extract/text/parser/weights

web: web/node_modules/installed  ## build the script of the timeline page anew (needs Node.js with npm); commit what changes
	npm --prefix web run build

web-check: web/node_modules/installed  ## compare the committed script with one built anew
	npm --prefix web test
	npm --prefix web run check

web/node_modules/installed: web/package-lock.json web/package.json
	npm --prefix web ci --ignore-scripts
	touch $@

lock: .venv/installed-dev  ## resolve the dependencies anew and pin them with hashes
	$(BIN)/pip-compile $(COMPILE) -o requirements.lock pyproject.toml
	$(BIN)/pip-compile $(COMPILE) --extra dev -o requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile $(COMPILE) --extra dev -c constraints-datasette1.txt -o requirements-datasette1.lock pyproject.toml

clean:  ## remove everything that can be made again
	rm -rf .venv .venv-datasette1 build web/node_modules *.egg-info $(DB) $(DB).*

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

.venv-datasette1/installed: requirements-datasette1.lock pyproject.toml
	$(PYTHON) -m venv .venv-datasette1
	.venv-datasette1/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-datasette1.lock
	.venv-datasette1/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

screenshots: ingest .venv/installed-dev  ## take the pictures of the documentation (needs Chromium)
	PYTHONPATH=tests $(BIN)/python -m browser.screenshots $(DB) docs
