# Everything runs in .venv, made on first use; a machine needs Python 3.11+ and make, nothing else.
PYTHON ?= python3
BIN := .venv/bin
HOME_DIR ?= demo
UV := $(BIN)/uv

.PHONY: demo serve test check bench screenshots clean lock format

demo: .venv/.installed          ## Make the fictional company, import its files, print this week's asks, serve the page
	$(BIN)/orbit demo --home $(HOME_DIR) --serve

serve: .venv/.installed         ## Serve the demo workspace again
	$(BIN)/orbit serve --home $(HOME_DIR)

test: .venv/.developing         ## Run every test
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

check: .venv/.developing        ## Format, lint, types, imports, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: .venv/.developing        ## Print how fast and how good it is, beside its peers
	$(BIN)/orbit bench all

screenshots: .venv/.developing   ## Draw every page of the web app into ./screenshots; needs Debian's chromium
	$(BIN)/python -m bench.screenshots screenshots

format: .venv/.developing
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(UV)                     ## Resolve the dependencies anew
	$(UV) pip compile -q pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	$(UV) pip compile -q pyproject.toml --group build --extra fast --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-fast.lock
	$(UV) pip compile -q pyproject.toml --group build --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock

fast: .venv/.fast               ## Add the compiler that makes Orbit quick with hundreds of thousands of people

.PHONY: neo4j compose-env fast

neo4j: .venv/.installed         ## Run a Neo4j server on this machine, without Docker
	$(BIN)/python -m bench.servers

compose-env:                    ## Make a password for docker-compose.yml and keep it in .env; one that is there stays
	@if [ -e .env ]; then echo ".env is there already and stays as it is."; else \
	  umask 077; \
	  password=$$($(PYTHON) -c 'import secrets; print(secrets.token_hex(24))') && \
	  echo "ORBIT_NEO4J_PASSWORD=$$password" > .env && \
	  echo "Wrote a new password for Neo4j to .env."; \
	fi

clean:                          ## Remove everything that can be made again, the demo workspace included
	rm -rf .venv build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(UV):
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check uv

.venv/.installed: requirements.lock pyproject.toml | $(UV)
	$(UV) pip install -q --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.lock
	$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q api ingest orbit queries
	@touch $@

.venv/.fast: requirements-fast.lock .venv/.installed
	$(UV) pip install -q --python $(BIN)/python --require-hashes --compile-bytecode -r requirements-fast.lock
	@touch $@

.venv/.developing: requirements-dev.lock .venv/.installed
	$(UV) pip install -q --python $(BIN)/python --require-hashes --compile-bytecode -r requirements-dev.lock
	@touch $@
