.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Strongsuit needs Python 3.11 or newer; set PYTHON=python3.x"; exit 1; }
	@test -x $(BIN)/python || { echo "Setting up .venv (once; about a minute) ..."; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $(READY)

setup: $(READY) ## install everything into .venv

chat: $(READY) ## talk with the bot, here in the terminal
	@$(BIN)/strongsuit chat

run: $(READY) ## run the Telegram bot
	@$(BIN)/strongsuit run

demo: $(READY) ## a sample programme with its web pages, in your browser
	@$(BIN)/strongsuit demo

check: $(READY) ## lint scripts, wording, care and crisis lines
	@$(BIN)/strongsuit check

lint: $(READY) ## ruff, mypy and the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: $(READY) lint ## everything that must pass; the tests check the content too
	@# Four seconds of each worker go into compiling the tests, unless what was compiled is kept.
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist worksteal

bench: $(READY) ## measure, beside bots of other libraries (about 45 minutes)
	$(BIN)/python -m benchmarks all

chaos: $(READY) ## kill the bot 200 times under load, and let it talk for two hours (about 20 minutes)
	@$(BIN)/python tests/chaos --runs 200 --people 50 --soak 2

content-review: $(READY) ## make the pages that hold everything the bot can say
	$(BIN)/strongsuit content review --into docs/content-review

safety: $(READY) ## how well danger is seen: figures on the sets of sentences (half a minute)
	@$(BIN)/python -m benchmarks.safety

accept: $(READY) ## take what the bot says now as the golden transcripts
	$(BIN)/strongsuit replay --accept tests/transcripts/*.txt

publish: $(READY) ## freeze the script versions that are new
	@$(BIN)/strongsuit publish

lock: ## renew the lock files (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --custom-compile-command "make lock" --extra postgres pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --custom-compile-command "make lock" --extra dev pyproject.toml -o requirements-dev.txt

clean: ## remove what was set up and built
	rm -rf $(VENV) .bench build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: help setup chat run demo check content-review lint test chaos bench safety accept publish lock clean
