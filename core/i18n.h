/* i18n.h - texts in the language of the person: marked here as for gettext, and collected by xgettext (`make pot`).
 *
 *   _("text")                     said now
 *   N_("text")                    in a table; `_(row->text)` where it is said
 *   C_("context", "text")         one word that other languages need two for; NC_() in a table
 *   ngettext("%d day", "%d days", n)
 *   NG_("prompt", "prompts")      both of a table's row
 *
 * Not libintl: that one translates only where a locale is installed and in force (glibc: never in "C", and from 2.39 on not in
 * "C.UTF-8"), and the language here is also a setting, on machines that have no other locale. The files are gettext's own (.mo).
 *
 * What comes back is borrowed and stays as long as the program. The one catalogue is shared by all threads. */
#pragma once
#include <glib.h>

#define _(text)  i18n_text(text)
#define N_(text) (text)
#define NG_(one, many) one, many
#define C_(context, text)       i18n_text_in(context, text)
#define NC_(context, text)      (text)
#define ngettext(one, many, n)  i18n_plural(one, many, n)

/* A .mo file; NULL: English. One that cannot be used is English too (FALSE). Read once: again is free. */
gboolean    i18n_use(const char *path);

/* A number with the decimal sign of the language: "3,5". `format` as for g_ascii_formatd(): "%.1f". Free it. */
char       *i18n_number(const char *format, double value);

const char *i18n_text(const char *text) G_GNUC_FORMAT(1);
const char *i18n_text_in(const char *context, const char *text) G_GNUC_FORMAT(2);
const char *i18n_plural(const char *one, const char *many, guint64 n) G_GNUC_FORMAT(1) G_GNUC_FORMAT(2);
