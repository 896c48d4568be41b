# 两条常用命令：make package COUNTY=莒南　编译备案材料；make test　运行测试。首次运行会建立 .venv 并安装依赖。
SHELL := /bin/bash
VENV ?= .venv
PYTHON ?= python3
COUNTY ?= 莒南
BIN := $(VENV)/bin

.PHONY: package test check format lock schemas docs golden bench clean
.DEFAULT_GOAL := package

# The run-time set alone serves `make package`; tests and checks add theirs.
$(VENV)/.ready: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 以上，现在是 " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "没有建成虚拟环境；在 Debian 上请先安装 python3-venv。" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.ready-dev: requirements/dev.txt $(VENV)/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

package: $(VENV)/.ready
	@$(BIN)/gwcat build --county "$(COUNTY)"

test: $(VENV)/.ready-dev
	@$(BIN)/python -m pytest -n auto $(ARGS)

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/gwcat schema --check
	$(BIN)/gwcat rule --format markdown | diff - docs/rules.md

format: $(VENV)/.ready-dev
	$(BIN)/ruff check --fix src tests bench
	$(BIN)/ruff format src tests bench

schemas: $(VENV)/.ready-dev
	$(BIN)/gwcat schema

docs: $(VENV)/.ready-dev
	$(BIN)/gwcat rule --format markdown > docs/rules.md

golden: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -n auto --update-golden
	git diff --stat -- tests/cases

bench: $(VENV)/.ready-dev
	$(BIN)/python bench/run.py $(ARGS)

# Versions with hashes, without the address of any registry.
lock: $(VENV)/.ready-dev
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --extra build --output-file requirements/run.txt pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --extra build --extra lsp --extra dev --extra bench --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache
