# `make run` annotates the sample articles, `make test` runs the tests; both set up what they need.
# CPU torch is what is wanted. Where pip's index offers CUDA builds first, name PyTorch's CPU index:
#   make setup TORCH_FLAGS="--index-url <the CPU index on PyTorch's install page>"

PYTHON ?= python3
TORCH_FLAGS ?=
VENV := .venv
BIN := $(VENV)/bin
MODEL := models/en_onrecord_news
CORPORA ?= ../shared/corpora
LABELS ?= ../shared/labels
TEXTS ?= ../shared/articles
SEED_TEXTS ?= ../shared/seeds
OUT ?= out

.PHONY: setup run test lint eval eval-dev eval-heldout agreed benchmarks baselines torture bench flat profile ray models

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml $(MODEL)/setup.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet $(TORCH_FLAGS) torch==2.13.0
	$(BIN)/pip install --quiet -e ".[dev]"
	$(BIN)/pip install --quiet --no-deps --force-reinstall ./$(MODEL)
	touch $@

run: setup
	mkdir -p $(OUT)
	$(BIN)/onrecord annotate seeds/articles --output $(OUT)/seeds.jsonl --overwrite

test: setup
	$(BIN)/pytest

lint: setup
	$(BIN)/ruff check
	$(BIN)/mypy

eval: setup
	mkdir -p $(OUT)
	$(BIN)/onrecord evaluate seeds/labels/*.jsonl --texts seeds/articles $(if $(wildcard $(SEED_TEXTS)),--texts $(SEED_TEXTS)) --json $(OUT)/eval.json --html $(OUT)/eval.html --floors configs/floors.toml

eval-dev: setup
	mkdir -p $(OUT)
	$(BIN)/onrecord evaluate $(LABELS)/dev.jsonl --texts $(TEXTS) --json $(OUT)/dev.json --html $(OUT)/dev.html

# Labelled texts of the silver corpus that no training sees.
eval-heldout: setup
	mkdir -p $(OUT)
	$(BIN)/python -m onrecord.training.heldout $(CORPORA) $(LABELS) seeds/training/gmb-heldout.jsonl.gz $(OUT)/heldout
	$(BIN)/onrecord evaluate $(OUT)/heldout/labels.jsonl --texts $(OUT)/heldout/texts --json $(OUT)/heldout.json

# The labels that rules and tagger agree on, made again by the installed model.
agreed: setup
	$(BIN)/python -m onrecord.training.agreement $(CORPORA) $(LABELS) en_onrecord_news seeds/training/gmb*.jsonl* | gzip -9n > seeds/training/agreed.jsonl.gz

benchmarks: setup
	mkdir -p $(OUT)
	$(BIN)/onrecord benchmark --corpora $(CORPORA) --output $(OUT)/benchmarks.json

baselines: setup
	mkdir -p $(OUT)
	test -x .venv-baselines/bin/python || $(PYTHON) -m venv .venv-baselines
	.venv-baselines/bin/pip install --quiet $(TORCH_FLAGS) torch==2.13.0
	.venv-baselines/bin/pip install --quiet -e ".[baselines]"
	.venv-baselines/bin/pip install --quiet --no-deps ./$(MODEL)
	.venv-baselines/bin/onrecord baselines seeds/labels --texts seeds/articles --json $(OUT)/baselines.json

torture: setup
	$(BIN)/python tests/torture.py --kills 200 --seed 1 --articles 80
	rm -rf $(OUT)/hostile && mkdir -p $(OUT)
	$(BIN)/python tests/hostile.py $(OUT)/hostile --big > $(OUT)/hostile.json
	-$(BIN)/onrecord annotate $(OUT)/hostile --output $(OUT)/hostile.jsonl --overwrite --workers 2 --max-seconds 1200
	$(BIN)/python tests/hostile.py $(OUT)/hostile --check $(OUT)/hostile.jsonl < $(OUT)/hostile.json

# Speed, start-up, long documents and what fast precisions cost, on a machine with nothing else to do.
bench: setup
	$(BIN)/python tests/bench.py

# Memory of a worker over 20,000 articles.
flat: setup
	$(BIN)/python tests/bench.py --only flat

# Where the time goes, stage by stage and line by line.
profile: setup
	$(BIN)/python tests/profiling.py

ray: setup
	$(BIN)/pip install --quiet -e ".[ray]"
	$(BIN)/pytest tests/test_batch_cluster.py

models: setup
	$(BIN)/pip install --quiet -e ".[train]"
	$(BIN)/onrecord train --corpora $(CORPORA) --labels $(LABELS) --output models
	$(BIN)/pip install --quiet --no-deps --force-reinstall ./$(MODEL)
	mkdir -p $(OUT)
	$(BIN)/onrecord benchmark --corpora $(CORPORA) --output models/figures.json
