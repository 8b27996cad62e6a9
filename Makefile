# Steady. `make run` tries it, `make check` passes every test, `make help` lists the rest.

VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
TRIAL   ?=
O       ?= build$(if $(SAN),-san)$(if $(COV),-cov)

CC      ?= cc
CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla \
           -Wformat=2 -Wswitch -Wno-unused-parameter -Wno-missing-field-initializers
HARDEN  := -fstack-protector-strong -D_FORTIFY_SOURCE=2
ifdef SAN
CFLAGS  := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
HARDEN  :=
endif
ifdef COV
CFLAGS  := -O0 -g --coverage
HARDEN  :=
endif

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.DEFAULT_GOAL := all

# --- what is built from what: one folder, one part of the house ---------------------------------
pc       = $(shell pkg-config --$1 $2)
CPPFLAGS += -I. -I$O/gen -D_GNU_SOURCE -DSTEADY_VERSION='"$(VERSION)"' -DSTEADY_SHARE='"$(PREFIX)/share/steady"'
GLIB     = glib-2.0 gobject-2.0 gio-2.0 gio-unix-2.0
lazy     = $(eval $1 := $2)$($1)
GLIB_CFLAGS = $(call lazy,GLIB_CFLAGS,$(call pc,cflags,$(GLIB) libnotify sqlite3 libcmark))
CORE_LIBS   = $(call lazy,CORE_LIBS,$(call pc,libs,glib-2.0 sqlite3) -lm)
CONFIG_LIBS = $(call lazy,CONFIG_LIBS,$(call pc,libs,libcmark) -linih)
GIO_LIBS    = $(call lazy,GIO_LIBS,$(call pc,libs,$(GLIB)))
NOTIFY_LIBS = $(call lazy,NOTIFY_LIBS,$(call pc,libs,libnotify))
CHECK_LIBS  = $(call lazy,CHECK_LIBS,$(call pc,libs,check))

objs    = $(patsubst %.c,$O/%.o,$(wildcard $1/*.c))
GEN     := $O/gen/steady-bus.h
UNITS   := $(patsubst tests/unit/test-%.c,$O/tests/unit/test-%,$(wildcard tests/unit/test-*.c))
BENCHES := $(patsubst tests/bench/bench-%.c,$O/tests/bench/bench-%,$(wildcard tests/bench/bench-*.c))
PRELOADS := $(patsubst tests/lab/%.c,$O/tests/lab/%.so,$(wildcard tests/lab/*.c))
ORACLE  := $(if $(wildcard tests/oracle/oracle.c),$O/tests/oracle/oracle)

.PHONY: all run check deps deps-test units lab layers format help
all: $O/steadyd $O/steady

$O/%.o: %.c $(GEN)
	@mkdir -p $(@D)
	$(CC) -std=gnu17 $(CPPFLAGS) $(WARN) $(HARDEN) $(CFLAGS) $(GLIB_CFLAGS) -MMD -MP -c -o $@ $<

$O/gen/steady-bus.o: $O/gen/steady-bus.c
	$(CC) -std=gnu17 $(CPPFLAGS) -w $(CFLAGS) $(GLIB_CFLAGS) -MMD -MP -c -o $@ $<

$O/gen/steady-bus.h $O/gen/steady-bus.c &: share/dbus-1/interfaces/org.steadyd.Steady1.xml
	@mkdir -p $(@D)
	cd $(@D) && gdbus-codegen --interface-prefix org.steadyd. --c-namespace Bus \
		--generate-c-code steady-bus $(abspath $<)

# The annotated default settings, as one C string.
$O/config/default.o: $O/gen/steady-ini.h
$O/gen/steady-ini.h: config/steady.ini
	@mkdir -p $(@D)
	sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $< > $@

$O/libcore.a: $(call objs,core)
$O/libconfig.a: $(call objs,config)
$O/%.a:
	@rm -f $@
	ar rcs $@ $^

$O/steadyd: $(call objs,daemon) $O/gen/steady-bus.o $O/libconfig.a $O/libcore.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(NOTIFY_LIBS) $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS)

$O/steady: $(call objs,cli) $O/gen/steady-bus.o $O/libconfig.a $O/libcore.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS)

# --- tests ----------------------------------------------------------------------------------------
$O/tests/unit/test-%: $O/tests/unit/test-%.o $O/libconfig.a $O/libcore.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(CHECK_LIBS) $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS)

$O/tests/bench/bench-%: $O/tests/bench/bench-%.o $O/libconfig.a $O/libcore.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call pc,libs,libical) $(GIO_LIBS) $(CONFIG_LIBS) $(CORE_LIBS) -ldl

$O/tests/oracle/oracle: $O/tests/oracle/oracle.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(GIO_LIBS) -ldl

-include $(shell find $O -name '*.d' 2>/dev/null)
