# Steady. `make run` tries it, `make check` passes every test, `make help` lists the rest.

VERSION := 0.1.0
PREFIX  ?= /usr/local
SYSCONF ?= $(if $(filter /usr /usr/local,$(PREFIX)),/etc,$(PREFIX)/etc)
DESTDIR ?=
TRIAL   ?=
O       ?= build$(if $(SAN),-san)$(if $(COV),-cov)
Q       := $(if $(V),,@)

CC      ?= cc
CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla \
           -Wformat=2 -Wswitch -Wno-unused-parameter -Wno-missing-field-initializers
HARDEN  ?= -fstack-protector-strong -D_FORTIFY_SOURCE=2
ifdef SAN
CFLAGS  := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
HARDEN  :=
endif
ifdef COV
CFLAGS  := -O0 -g --coverage
HARDEN  :=
endif
ifdef FUZZ
CFLAGS  += -fsanitize=fuzzer-no-link
endif

.DELETE_ON_ERROR:
.SUFFIXES:
.PRECIOUS: $O/%.o
.DEFAULT_GOAL := all

# --- what is built from what: one folder, one part of the house ---------------------------------
pc       = $(shell pkg-config --$1 $2)
CPPFLAGS += -I. -I$O/gen -D_GNU_SOURCE -DSTEADY_VERSION='"$(VERSION)"'
COMPILE  = $(CC) -std=gnu17 $(CPPFLAGS) $(GLIB_CFLAGS) $(WARN) $(HARDEN) $(CFLAGS) -MMD -MP -c -o $@ $<
LINK     = $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^)
say      = @printf '  %-6s %s\n' $1 $@
GLIB     = glib-2.0 gobject-2.0 gio-2.0 gio-unix-2.0
lazy     = $(eval $1 := $2)$($1)
GLIB_CFLAGS = $(call lazy,GLIB_CFLAGS,$(call pc,cflags,$(GLIB) libnotify sqlite3 libcmark))
CORE_LIBS   = $(call lazy,CORE_LIBS,$(call pc,libs,glib-2.0 sqlite3) -lm)
CONFIG_LIBS = $(call lazy,CONFIG_LIBS,$(call pc,libs,libcmark) -linih)
GIO_LIBS    = $(call lazy,GIO_LIBS,$(call pc,libs,$(GLIB)))
NOTIFY_LIBS = $(call lazy,NOTIFY_LIBS,$(call pc,libs,libnotify))
CHECK_LIBS  = $(call lazy,CHECK_LIBS,$(call pc,libs,check))

objs    = $(patsubst %.c,$O/%.o,$(wildcard $1/*.c))
bins    = $(patsubst %.c,$O/%,$(wildcard $1))
LIBS    := $O/libconfig.a $O/libcore.a
GEN     := $O/gen/steady-bus.h
UNITS   := $(call bins,tests/unit/test-*.c)
BENCHES := $(call bins,tests/bench/bench-*.c)
PRELOADS := $(addsuffix .so,$(call bins,tests/lab/*.c))
ORACLE  := $(call bins,tests/oracle/oracle.c)
FUZZES  := $(call objs,tests/fuzz)
FUZZ_TIME ?= 30
LANGUAGES := $(basename $(notdir $(wildcard po/*.po)))
CATALOGUES := $(LANGUAGES:%=$O/locale/%/LC_MESSAGES/steady.mo)
PAGES   := $(patsubst share/man/%,%,$(wildcard share/man/man*/*))
MANUAL  := $(PAGES:%=$O/man/%)

.PHONY: all tests run check deps deps-test deps-fuzz units lab layers articles shipped sim bench soak fuzz day coverage gdb pot format \
        format-check install uninstall dist deb rpm arch deb-check release-check clean help FORCE
all: $O/steadyd $O/steady $(CATALOGUES) ## build both programs (V=1 shows the commands, SAN=1 builds with sanitizers)
tests: all $(MANUAL) $(UNITS) $(PRELOADS) $(ORACLE) $O/sim $(if $(SAN),,$O/tests/bench/bench-memory)

$O/%.o: %.c $(GEN) $O/gen/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE)

$O/gen/steady-bus.o: WARN := -w
$O/gen/steady-bus.o: $O/gen/steady-bus.c
	$(call say,CC)
	$(Q)$(COMPILE)

$O/gen/steady-bus.h $O/gen/steady-bus.c &: share/dbus-1/interfaces/org.steadyd.Steady1.xml | $O/gen/flags
	$(Q)cd $(@D) && gdbus-codegen --interface-prefix org.steadyd. --c-namespace Bus \
		--generate-c-code steady-bus $(abspath $<)

# The annotated default settings, as one C string.
$O/config/default.o: $O/gen/steady-ini.h
$O/gen/steady-ini.h: config/steady.ini | $O/gen/flags
	$(Q)sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $< > $@

# Other flags: everything is built anew. Another PREFIX: only the file that knows it.
FLAGS = $(strip $(VERSION) $(CC) $(HARDEN) $(CFLAGS) $(WARN))
$O/gen/flags: FORCE
	@mkdir -p $(@D)
	@build-aux/deps build --missing || { echo 'To install that: make deps' >&2; exit 1; }
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' > $@
$O/gen/prefix: FORCE | $O/gen/flags
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@
$O/config/paths.o: $O/gen/prefix
$O/config/paths.o: CPPFLAGS += -DSTEADY_SHARE='"$(PREFIX)/share/steady"'

$O/libcore.a: $(call objs,core)
$O/libconfig.a: $(call objs,config)
$O/%.a:
	@rm -f $@
	$(Q)ar rcs $@ $^

$O/steadyd: $(call objs,daemon) $O/gen/steady-bus.o $(LIBS)
	$(call say,LINK)
	$(Q)$(LINK) $(NOTIFY_LIBS) $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS)

$O/steady: $(call objs,cli) $O/gen/steady-bus.o $(LIBS)
	$(call say,LINK)
	$(Q)$(LINK) $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS)

$O/locale/%/LC_MESSAGES/steady.mo: po/%.po
	@mkdir -p $(@D)
	$(Q)msgfmt -c -o $@ $<

# Manual pages: the tables of commands and settings are filled in from the source.
$O/man/%: share/man/% $O/steady
	@mkdir -p $(@D)
	$(Q)$O/steady manual $< > $@ && sed -i 's|@SHARE@|$(PREFIX)/share/steady|g' $@

# --- trying it --------------------------------------------------------------------------------------
BUILD = $(MAKE) --no-print-directory $(if $(filter --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))

run: deps ## try Steady: install what is missing, build, start a trial (TRIAL=20s ends by itself)
	@$(BUILD) all
	@build-aux/trial $O $(TRIAL)

deps: ## install what building and running needs (deps-test: what the tests need too)
	@build-aux/deps run
deps-test:
	@build-aux/deps test
deps-fuzz:
	@build-aux/deps fuzz

gdb: all ## the trial under the debugger
	@STEADY_WRAP='gdb -q --args' build-aux/trial $O

day: deps-test ## a whole day in about a minute: the real daemon, a fast clock, scripted answers, the report
	@$(BUILD) all
	@build-aux/day $O

# --- tests ------------------------------------------------------------------------------------------
check: deps-test ## pass every test; ends with "N passed, N failed, N skipped"
	@$(BUILD) tests
	@$(BUILD) tests SAN=1 O=$O-san
	@tests/run $O

units: all $(UNITS) ## the unit tests, which need no desktop: what a package's build passes
	@tests/run $O $@
lab layers articles shipped: tests ## one part of the other tests: also layers, articles, shipped
	@tests/run $O $@

sim: deps-test ## 1,000 years of lives by chance, everything going wrong (YEARS=N; one life: build/sim --seed N --trace)
	@$(BUILD) $O/sim
	@$O/sim --years $(or $(YEARS),1000)

bench: deps-test ## how fast, each figure beside one measured in the same run (JSON=1, PROMPTS=1000, IDLE=30)
	@$(BUILD) all $(BENCHES)
	@tests/bench/run $O

soak: deps-test ## 100,000 prompts, 68 years, in about ten minutes: fails where the daemon's memory grows
	@$(BUILD) all $O/tests/bench/bench-memory $O/tests/lab/clock.so
	@O=$O PROMPTS=$(or $(PROMPTS),100000) GROWTH=1024 $O/tests/bench/bench-memory

fuzz: deps-fuzz ## let clang invent input, FUZZ_TIME seconds (30) a target; what it learns and finds stays in build-fuzz
	@$(BUILD) $O-fuzz/tests/fuzz/fuzz O=$O-fuzz CC=clang SAN=1 FUZZ=1
	@tests/fuzz/run $O-fuzz $(FUZZ_TIME)

coverage: deps-test ## run units and lab in a build that counts, print lines covered a folder
	@$(BUILD) tests COV=1 O=$O-cov
	@build-aux/coverage $O-cov

$O/tests/unit/test-%: $O/tests/unit/test-%.o $(LIBS)
	$(call say,LINK)
	$(Q)$(LINK) $(CHECK_LIBS) $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS)

# The real app over simulated edges.
SIMULATED := $(filter-out $O/tests/sim/main.o,$(call objs,tests/sim)) \
	$(patsubst %.c,$O/%.o,$(wildcard daemon/app*.c daemon/dialogue*.c daemon/records*.c daemon/aftercare.c daemon/episode*.c daemon/library.c))

$O/tests/unit/test-app $O/tests/unit/test-episode $O/tests/unit/test-life: $(SIMULATED)
$O/sim: $O/tests/sim/main.o $(SIMULATED) $(LIBS)
	$(call say,LINK)
	$(Q)$(LINK) $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS)

$O/tests/unit/test-servers: $O/daemon/notifier-showing.o
$O/tests/unit/test-medium: $(patsubst %.c,$O/%.o,$(wildcard tests/sim/medium*.c))

$O/tests/unit/test-corpus: $(FUZZES)
$O/tests/fuzz/fuzz: $(FUZZES) $(LIBS)
	$(call say,LINK)
	$(Q)$(LINK) -fsanitize=fuzzer $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS)

$O/tests/bench/bench-%: $O/tests/bench/bench-%.o $(LIBS)
	$(call say,LINK)
	$(Q)$(LINK) $(call pc,libs,libical) $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS) -ldl

$O/tests/oracle/oracle: $O/tests/oracle/oracle.o
	$(call say,LINK)
	$(Q)$(LINK) $(GIO_LIBS) -ldl

$O/tests/lab/%.so: tests/lab/%.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) -std=gnu17 -D_GNU_SOURCE $(WARN) -g -fPIC -shared -o $@ $< -ldl

# --- for whoever changes it -----------------------------------------------------------------------
pot: ## collect the texts to translate into po/steady.pot, and bring each po/LANGUAGE.po up to date
	@build-aux/pot
format: ## put all C sources into the project's style (format-check only looks)
	@build-aux/format
format-check:
	@build-aux/format --check

compile_commands.json: FORCE ## what an editor's language server reads
	@$(MAKE) -Bn V=1 tests | build-aux/compile-commands > $@

clean: ## remove everything that was built
	rm -rf $O $O-san $O-cov $O-fuzz compile_commands.json

help: ## this list
	@sed -n 's/^\([a-z_.-]*\)\( [a-z ]*\)\{0,1\}:[^#]*## \(.*\)/\1\t\3/p' $(MAKEFILE_LIST) | while IFS='	' read -r name words; do \
		printf '  make %-22s %s\n' "$$name" "$$words"; done

# --- install ----------------------------------------------------------------------------------------
# share/ lies here as it is installed. Files that start the programs have @BINDIR@ where PREFIX/bin belongs, the sandbox its own place.
TO     = $(DESTDIR)$(PREFIX)
UNIT   = $(TO)/lib/systemd/user/steady.service
LOGIN  = $(DESTDIR)$(SYSCONF)/xdg/autostart/org.steadyd.Steady.desktop
STARTS = $(UNIT) $(LOGIN) $(TO)/share/dbus-1/services/org.steadyd.Steady1.service \
         $(TO)/share/applications/org.steadyd.Steady.desktop
ROOM   = $(TO)/share/steady/systemd/sandbox.conf
TEXTS  = README.md CHANGELOG.md LICENSE $(wildcard docs/*)

install: all $(MANUAL) ## install under PREFIX (/usr/local), or under DESTDIR for a package
	@umask 022 && install -d $(TO)/bin && install -m 755 $O/steady $O/steadyd $(TO)/bin
	@umask 022 && cd share && find . -type f -exec install -D -m 644 {} $(TO)/share/{} \;
	@umask 022 && for page in $(PAGES); do install -m 644 $O/man/$$page $(TO)/share/man/$$page || exit; done
	@umask 022 && for language in $(LANGUAGES); do \
		install -D -m 644 $O/locale/$$language/LC_MESSAGES/steady.mo $(TO)/share/locale/$$language/LC_MESSAGES/steady.mo || exit; done
	@umask 022 && install -D -m 644 systemd/steady.service $(UNIT) && install -D -m 644 systemd/autostart.desktop $(LOGIN)
	@umask 022 && for text in $(TEXTS); do install -D -m 644 $$text $(TO)/share/doc/steady/$$text || exit; done
	@sed -i 's|@BINDIR@|$(PREFIX)/bin|g' $(STARTS) && sed -i 's|@SHARE@|$(PREFIX)/share/steady|g' $(ROOM)
	@echo 'Steady is installed in $(TO). To begin: steady setup'

uninstall: ## remove what install put there (nobody's settings or answers)
	@rm -f $(TO)/bin/steady $(TO)/bin/steadyd $(UNIT) $(LOGIN) $(TEXTS:%=$(TO)/share/doc/steady/%) \
		$(LANGUAGES:%=$(TO)/share/locale/%/LC_MESSAGES/steady.mo)
	@cd share && find . -type f -exec rm -f $(TO)/share/{} \;
	@for dir in $(TO)/share/steady $(TO)/share/doc/steady; do \
		if [ -d $$dir ]; then find $$dir -depth -type d -empty -delete; fi; done
	@echo 'Steady is removed. Settings and answers stay with each person: the README says where.'

# --- packages ---------------------------------------------------------------------------------------
dist: ## the source archive, the same bytes for the same commit; beside it the recipes for Arch Linux and RPM
	@build-aux/dist $O/dist $(VERSION)

deb rpm arch: dist ## a package of that archive, in build/dist/deb, rpm or arch
	@build-aux/package $@ $O/dist $(VERSION)

deb-check: deb ## install that package into a throw-away Debian, run it, purge it (as root; some minutes)
	@build-aux/deb-check $O/dist/deb

release-check: deb-check rpm arch ## all three packages, compiled and tested, before a release (on Debian, as root; ten minutes)
	@find $O/dist -name '*.deb' -o -name '*.rpm' -o -name '*.pkg.tar*'

-include $(shell find $O -path $O/dist -prune -o -type f -name '*.d' -print 2>/dev/null)
