# Everything here does all of its own set-up, on a machine with only Python 3.11 or newer, make and a package index.
# `make help` prints what follows each target's two hashes; times are on two quiet cores.

V := .venv
PORT ?= 8000
UV ?= uv
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
IS_ROOT_ON_DEBIAN = [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null
APT_INSTALL = apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends

# What Python has compiled, and pytest's asserts, are kept whatever the shell says of it: made anew, they cost each of
# the runs below six seconds, and every server of the tests one.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run fonts help quick tidy types quick-tests test plain-tests browser-tests test-heavy heavier-browser-tests \
	heavier-tests at-length over-a-bad-line test-postgres test-faults coverage bench format messages lock \
	install debian

run: $(V)/.for-running  ## a demo at http://127.0.0.1:8000/ (PORT=, DATA_DIR= and DEMO_PASSWORD= change it)
	@$(V)/bin/python -m config.demo
	@$(HAS_FONTS) || echo "A client's card as PDF in Arabic, Thai, Nepali or Chinese letters: make fonts, once."
	@exec $(V)/bin/python manage.py serve --demo --port "$(PORT)"

# Letters that no typeface of Typst's has. They are large, so nobody waits for them who has not asked.
FONTS := fonts-noto-core fonts-noto-cjk
HAS_FONTS := ls /usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf \
	/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc >/dev/null 2>&1

fonts:  ## letters for a client's card in any of its languages (as root on Debian; a minute)
	@$(HAS_FONTS) || if $(IS_ROOT_ON_DEBIAN); then echo "Installing $(FONTS) …" && $(APT_INSTALL) $(FONTS) >/dev/null; \
		else echo "Install these (Debian's names): $(FONTS)" >&2; fi

help:  ## this list
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# What is asked after every change of a line: no browser, no spelling, no page of the desk, no backup, no server.
QUICK := tests/guidance/rules tests/interview tests/test_imports.py tests/test_journeys.py tests/test_makefile.py \
	tests/test_templates.py --ignore=tests/interview/traces/backups --ignore=tests/interview/management

quick: $(V)/.for-testing  ## Ruff, mypy, the rules and the interview without a browser, the floors: under a minute
	@$(MAKE) --no-print-directory tidy
	@$(MAKE) --no-print-directory types
	@$(MAKE) --no-print-directory quick-tests

tidy:
	$(V)/bin/python -m ruff check .
	$(V)/bin/python -m ruff format --check .
	$(V)/bin/python -m djhtml --check --tabwidth 2 templates

types:
	$(V)/bin/python -m mypy

quick-tests:
	$(V)/bin/python -m pytest -q -n 2 --dist loadfile -m "not heavy and not browser" $(QUICK)

test: $(V)/.for-testing debian  ## every test but the heavy ones, Ruff and mypy: under three minutes on two cores
	@$(MAKE) --no-print-directory tidy
	@$(MAKE) --no-print-directory -j3 browser-tests plain-tests types

# Side by side, each in two: a browser waits a good deal, and neither half is the last for long. Each run has a
# folder and a server of its own; the tests of a file share what they have set up.
# With MEASURED=yes variants and all, after those of what has a floor, whose branches are counted on the way.
plain-tests: $(if $(MEASURED),coverage)
	$(V)/bin/python -m pytest -q -n 2 $(EVERY_PAGE:%=--ignore=%) $(if $(MEASURED),$(WITH_A_FLOOR:%=--ignore=%)) \
		-m "(not heavy$(if $(MEASURED), or variants)) and not browser"

browser-tests:
	$(V)/bin/python -m pytest -q -n 2 --dist loadfile -m "not heavy and browser" $(WITH_A_BROWSER)

WITH_A_BROWSER := tests/browser tests/languages

test-heavy: $(V)/.for-testing debian  ## the heavy ones: every page in every language and look, slow lines, killed servers
	@$(MAKE) --no-print-directory -j3 heavier-browser-tests every-page-in-fi heavier-tests every-page-in-sv \
		every-page-in-en over-a-bad-line at-length

# Every page, a language at a time; the HTML checker reads what the walk has saved.
EVERY_PAGE := tests/browser/test_every_page.py tests/browser/test_html.py

every-page-in-%:
	$(V)/bin/python -m pytest -q -m heavy -k "in_$* or test_html" $(EVERY_PAGE)

heavier-browser-tests:
	$(V)/bin/python -m pytest -q -m "heavy and browser" $(EVERY_PAGE:%=--ignore=%) $(WITH_A_BROWSER)

heavier-tests:
	$(V)/bin/python -m pytest -q -m "heavy and not browser and not hypothesis$(if $(MEASURED), and not variants)"
	SECOND_FACTOR=on $(V)/bin/python -m pytest -q tests/interview/walk  # the gate stands, as outside the demo

# What saves by script: a plain form that does not come through is the browser's to send again, and it asks about it.
# The number is the seed by which some of it is lost.
over-a-bad-line:
	BAD_LINE=33 $(V)/bin/python -m pytest -q -n 3 -k "not form" tests/browser/test_saving.py tests/browser/test_journey.py

# Properties, the heavy ones too, with four times the examples that `make test` has for them.
at-length:
	AT_LENGTH=on $(V)/bin/python -m pytest -q -m "hypothesis and not browser"

# Tests that ask no database would say the same again, and properties much the same.
test-postgres: $(V)/.for-testing debian  ## the tests that ask a database, on PostgreSQL, and a journey in the browser
	$(ON_POSTGRESQL) -n 2 -p tests.of_the_database -m "not heavy and not browser and not sqlite and not hypothesis"
	$(ON_POSTGRESQL) tests/browser/test_real_installation.py

ON_POSTGRESQL := DJANGO_SETTINGS_MODULE=tests.settings_on_postgresql $(V)/bin/python -m pytest -q

# `make test-heavy` has each three times.
test-faults: $(V)/.for-testing debian  ## what breaks beneath the service, each twenty times
	ROUNDS=20 $(V)/bin/python -m pytest -q -m faults

coverage: $(V)/.for-testing debian  ## which branches the tests without a browser walk, and the floors: four minutes
	@$(V)/bin/python -m coverage erase
	$(V)/bin/python -m coverage run -m pytest -q -n 2 -m "(not heavy or variants) and not browser" $(WITH_A_FLOOR)
	@$(V)/bin/python -m coverage combine -q
	@$(V)/bin/python -m coverage json -q -o - | $(V)/bin/python -m tools.floors

# Counting takes as long as the tests themselves: those that walk no branch alone are left out.
WITH_A_FLOOR := tests/config tests/interview $(addprefix tests/guidance/,rules publishing \
	desk/overview desk/packs desk/publishing)

bench: $(V)/.for-testing debian  ## how fast it is, beside bare ones, and how it grows (PARTS="save tail" ON=postgresql)
	@ON="$(ON)" $(V)/bin/python -m tests.bench $(PARTS)

format: $(V)/.for-testing  ## the code tidied by Ruff, and the templates indented by djhtml
	$(V)/bin/python -m ruff check --fix .
	$(V)/bin/python -m ruff format .
	$(V)/bin/python -m djhtml --tabwidth 2 templates

messages: $(V)/.for-running  ## the catalogs brought up to the texts in the code
	$(V)/bin/python -m tools.catalogs

# Without a header and annotations no line names a package index.
lock:  ## the requirements anew from pyproject.toml (needs uv)
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml -o requirements.txt
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group test \
		pyproject.toml -o requirements-test.txt

# --- Set-up -----------------------------------------------------------------------------------------------------------

# Two stamps in one virtual environment: running needs the first only. The lock is for `make run` and `make test` begun
# at the same time in a fresh checkout.
$(V)/.for-running: requirements.txt
	@$(LOCKED) $(MAKE) --no-print-directory install STAMP=$@ FROM=$<

$(V)/.for-testing: requirements-test.txt
	@$(LOCKED) $(MAKE) --no-print-directory install STAMP=$@ FROM=$<

LOCKED := $(if $(shell command -v flock),flock .venv.lock)

install:
	@[ -n "$(PYTHON)" ] || { echo "Install Python 3.11 or newer first." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || if $(IS_ROOT_ON_DEBIAN); then \
		$(APT_INSTALL) python3-venv >/dev/null; else \
		echo "Install Python's venv first (Debian: apt-get install python3-venv)." >&2; exit 1; fi
	@$(V)/bin/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear $(V)
	@[ $(STAMP) -nt $(FROM) ] || { \
		echo "Installing $(FROM) …" && \
		$(V)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $(FROM) && \
		touch $(STAMP); }

# Chromium and fonts for the browser tests, spell checkers for the words, servers to put in front and behind, and
# what judges a unit.
FOR_TESTS := chromium fonts-dejavu-core fonts-dejavu-extra fonts-noto-core voikko-fi libvoikko-dev \
	hunspell hunspell-sv hunspell-en-gb default-jre-headless postgresql nginx-light caddy systemd

# A web server that Debian installs answers the whole network at once, which nobody asked for here.
POLICY := /usr/sbin/policy-rc.d
WITHOUT_STARTING = { [ -e $(POLICY) ] || { trap 'rm -f $(POLICY)' EXIT && \
	printf '\043!/bin/sh\nexit 101\n' >$(POLICY) && chmod 755 $(POLICY); }; } &&

debian:
	@{ command -v chromium && command -v voikkospell && command -v java && command -v pg_dump && \
		command -v systemd-analyze && ls /usr/sbin/nginx /usr/bin/caddy && \
		ls /usr/lib/postgresql/*/bin/initdb && cd /usr/share && ls \
		fonts/truetype/dejavu/DejaVuSans.ttf fonts/truetype/dejavu/DejaVuSansCondensed.ttf \
		fonts/truetype/noto/NotoSans-Regular.ttf hunspell/sv_FI.dic hunspell/en_GB.dic; } >/dev/null 2>&1 || \
		if $(IS_ROOT_ON_DEBIAN); then \
		echo "Installing $(FOR_TESTS) …" && $(WITHOUT_STARTING) $(APT_INSTALL) $(FOR_TESTS) >/dev/null; else \
		echo "The tests need these (Debian's names): $(FOR_TESTS)" >&2; fi
