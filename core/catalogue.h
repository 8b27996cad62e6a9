/* catalogue.h - a file of translations as msgfmt writes it (.mo; the gettext manual, "The Format of GNU MO Files"). Pure. */
#pragma once
#include <glib.h>

typedef struct Catalogue Catalogue;

/* Takes `data`, which g_malloc made. Every place in it is checked once, here; NULL: it is no such file (`data` is freed). */
Catalogue  *catalogue_new(char *data, gsize size);
void        catalogue_free(Catalogue *catalogue); /* NULL is fine */
const char *catalogue_find(const Catalogue *catalogue, const char *text);                     /* NULL: not in it */
const char *catalogue_find_plural(const Catalogue *catalogue, const char *one, guint64 n);    /* NULL: not in it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalogue, catalogue_free)
