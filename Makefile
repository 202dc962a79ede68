# Every target sets up what it needs: the only demands are Python >= 3.11, make and a C/C++ compiler.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print("$(name)")' 2>/dev/null)))
EVAL_DATA ?= ../shared/eval
TEST_WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test check lint types imports floors eval quality eval-extraction bench ingesting crash fuzz torture scaled servers gallery audit licences lock wheel clean

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 22

run: $(READY)  ## start Footnote (Discord if DISCORD_TOKEN is set, else the terminal chat)
	@$(BIN)/footnote run

test: $(READY)  ## the tests alone
	@$(BIN)/pytest -q -n $(TEST_WORKERS) --dist loadfile

check: $(READY) lint types imports test floors wheel  ## everything CI runs

lint: $(READY)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

imports: $(READY)
	@$(BIN)/lint-imports

floors: $(READY)  ## the questions over samples/ against their floors
	@$(BIN)/python -m evals floors

eval: $(READY)  ## quality on the labelled data in EVAL_DATA (skipped when absent)
	@$(BIN)/python -m evals run "$(EVAL_DATA)"

quality: $(READY)  ## the same, written down in docs/quality.md and evals/baseline.toml
	@$(BIN)/python -m evals run "$(EVAL_DATA)" --document docs/quality.md --write-baseline

eval-extraction: $(READY)  ## what each step of reading pages adds, on those in EVAL_DATA (skipped when absent)
	@$(BIN)/python -m evals.pages "$(EVAL_DATA)"

bench: $(READY)  ## how fast it all is, in docs/performance.md (15 minutes; LLAMA_SERVER=its path to compare with it)
	@$(BIN)/python -m evals.speed all $(if $(LLAMA_SERVER),--llama-server "$(LLAMA_SERVER)")

ingesting: $(READY)  ## articles added against the bare embedding of their texts, passages a second
	@$(BIN)/python -m evals.ingesting

crash: $(READY)  ## 1,000 articles imported with kill -9 at 20 random moments: is the store the same?
	@$(BIN)/python -m evals.crash

fuzz: $(READY)  ## 100,000 hostile inputs for what reads articles, feeds and links (Linux, 5 minutes)
	@$(BIN)/python -m evals.fuzzing

scaled: $(READY)  ## end to end with parts moved out to real servers on this machine (PART=chroma, models, postgres or shards for one)
	@$(BIN)/pytest -q $(if $(filter-out all,$(PART)),tests/scaled/test_$(PART).py,tests/scaled)

servers: $(READY)  ## these servers over build/servers until Ctrl-C, and the settings for .env (PART="chroma models postgres")
	@$(BIN)/python -m tests.scaled build/servers $(or $(PART),chroma)

torture: $(READY)  ## faults, kills, floods, trespassing and a soak, in docs/reliability.md (under 15 minutes)
	@$(BIN)/python -m tests.torture --document docs/reliability.md

gallery: $(READY)  ## every message the bot sends, in build/gallery.html; pictures of some in docs/
	@$(BIN)/python -m tests.gallery build/gallery.html docs

wheel: $(READY)
	@rm -rf dist && $(BIN)/python -m hatchling build -t wheel && $(BIN)/python -m evals.wheel dist

audit: $(READY)  ## known vulnerabilities in what requirements.lock pins (asks PyPI for them)
	@test -x build/audit/bin/pip-audit || { $(PYTHON) -m venv build/audit && \
		build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit; }
	@build/audit/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
		-r requirements.lock

licences: $(READY)  ## the licences of all that is installed, in docs/licences.md; fails on copyleft
	@$(BIN)/python -m tests.security.licences docs/licences.md

lock:  ## requirements.lock again from pyproject.toml and weights.in (needs uv)
	uv pip compile pyproject.toml weights.in --extra dev --extra postgres --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements.lock

clean:  ## remove the virtual environment and what was built
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Footnote needs Python 3.11 or newer; none was found."; exit 1; }
	@command -v c++ >/dev/null || command -v clang++ >/dev/null || { \
		echo "Footnote builds llama.cpp and needs a C++ compiler (Debian: apt install build-essential)."; exit 1; }
	@echo "Setting up $(VENV). The first time, llama.cpp is built, which takes about five minutes without a word."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
