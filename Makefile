# Two commands: `make run` and `make test`. Each installs first what is missing.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run test install check lock bench clean

run: install
	@$(BIN)/python -m coder_app demo --dir demo

test: install
	@packaging/run-tests

install:
	@packaging/install "$(PYTHON)"

# What .ci/run does after the tests: lint, format, types, floors.
check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/benchmarks --benchmark-only -o addopts="--import-mode=importlib"

# Pins everything anew; needs uv (`pip install uv`).
lock:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --python-version 3.11 --upgrade -o requirements.lock

clean:
	rm -rf $(VENV) demo
