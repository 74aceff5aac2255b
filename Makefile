# Carrel's chores. `make` lists them; they need Python 3.11 or newer and nothing else.
# Written for GNU make 3.81 and the tools of any Unix, so that macOS needs nothing more either.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV ?= .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_QUIET := 2

# Makes the environment with the first Python that is new enough.
define MAKE_VENV
{ \
    found=; \
    for candidate in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
        if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
        then found=$$candidate; break; fi; \
    done; \
    if [ -z "$$found" ]; then \
        echo 'Carrel needs Python 3.11 or newer and found none.' \
            'Install it, or name it: make PYTHON=/path/to/python3' >&2; exit 1; \
    fi; \
    "$$found" -m venv --clear $(VENV) || { \
        echo "$$found cannot make a virtual environment;" \
            'on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }; \
}
endef

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(VENV)/ready-for-work ## Make the virtual environment with everything that development needs

$(VENV)/ready-to-run: pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(MAKE_VENV)
	@echo 'Installing Carrel into $(VENV); this is done once and takes a minute ...'
	@$(BIN)/python -m pip install --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --editable .
	@touch $@

$(VENV)/ready-for-work: $(VENV)/ready-to-run
	@echo 'Adding what development needs ...'
	@$(BIN)/python -m pip install --group dev
	@touch $@

.PHONY: run
run: $(VENV)/ready-to-run ## Open the reader; on the sample library while your own is empty (ARGS=...)
	@$(BIN)/carrel $(if $(ARGS),$(ARGS),--or-sample)

.PHONY: test
test: setup ## Check style, types and boundaries, and run the tests (ARGS=... for pytest)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest --numprocesses auto $(ARGS)

.PHONY: torture
torture: setup ## Kill and fail Carrel wherever it writes, and compare with a model (KILLS=2000)
	@$(BIN)/python -m tests.torture --record $(if $(KILLS),--kills $(KILLS)) $(ARGS)

.PHONY: soak
soak: setup ## Replay a long sitting over 50,000 papers and watch memory (KEYS=20000)
	@$(BIN)/python -m tests.torture.soak --record $(if $(KEYS),--keys $(KEYS)) $(ARGS)

.PHONY: bench
bench: setup ## Measure start, keys, adding and searching (ARGS='--quick', ARGS='--only keys')
	@$(BIN)/python -m tests.bench $(ARGS)

.PHONY: screenshots
screenshots: setup ## Take the pictures in screenshots/ again
	@$(BIN)/python -m tests.screenshots

.PHONY: docs
docs: setup ## Write the README's key table again, from the keymap in force
	@$(BIN)/python -m tests.readme

FUZZ_MINUTES ?= 10

.PHONY: fuzz
fuzz: setup ## Hand made-up input to all that reads (FUZZ_MINUTES=10, for all targets together)
	@$(BIN)/python -m tests.fuzz --minutes $(FUZZ_MINUTES)

.PHONY: clean
clean: ## Remove the virtual environment, caches and what the benchmarks keep
	rm -rf $(VENV) .bench build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	    .import_linter_cache
	find index tui keymaps tests -name __pycache__ -type d -prune -exec rm -rf {} +
