# One command for each thing a person does with Concejo. `make help` lists them.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# A stamp carries the sum of what was installed, so that a changed list installs again and an old one does not.
RUN_STAMP := $(VENV)/.run-$(shell cksum < requirements.txt | cut -d' ' -f1)
DEV_STAMP := $(VENV)/.dev-$(shell cat requirements.txt requirements-dev.txt | cksum | cut -d' ' -f1)
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
export PORT
# What one process compiles, the next one reads: some machines have this set, and each start costs seconds more.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run setup test test-quick check bench scorecard demo-reset screenshots system

help: ## Dice qué órdenes hay
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: $(RUN_STAMP) ## Instala, prepara la provincia de demostración y la sirve en PORT (8000)
	@$(BIN)/python scripts/run.py

setup: $(DEV_STAMP) ## Crea .venv con lo que hace falta para desarrollar, y nada más

test: setup system ## Pasa todas las pruebas: SQLite, PostgreSQL, Redis y navegador
	@$(BIN)/python scripts/test.py

test-quick: setup ## Pasa las pruebas que solo necesitan Python (menos de 120 s)
	@$(BIN)/python -m pytest -n 2 -m "not e2e and not postgres and not redis and not slow" --ignore=tests/e2e

check: setup ## Repasa estilo, tipos, capas, plantillas, migraciones y reglas de la casa
	@$(BIN)/python scripts/check.py

bench: setup ## Mide y escribe var/bench.json
	@$(BIN)/python -m tests.bench

scorecard: setup ## Comprueba la seguridad y escribe var/scorecard.json
	@$(BIN)/python -m tests.bench.scorecard

screenshots: setup ## Vuelve a hacer las imágenes de docs/img
	@$(BIN)/python -m tests.e2e.screenshots

demo-reset: $(RUN_STAMP) ## Borra la provincia de demostración y la hace de nuevo
	@$(BIN)/python scripts/prepare.py --reset

system: ## Instala chromium, redis-server, postgresql, janus y coturn, si puede
	@scripts/system.sh

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Concejo necesita Python 3.11 o posterior. Instálalo o indica cuál usar: make run PYTHON=/ruta/a/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "No se ha podido crear .venv. En Debian y Ubuntu falta un paquete: sudo apt-get install python3-venv"; exit 1; }

$(RUN_STAMP): | $(BIN)/python
	@$(PIP) -r requirements.txt
	@rm -f $(VENV)/.run-* && touch $@

$(DEV_STAMP): | $(BIN)/python
	@$(PIP) -r requirements-dev.txt
	@rm -f $(VENV)/.run-* $(VENV)/.dev-* && touch $(RUN_STAMP) $@
