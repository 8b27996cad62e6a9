/* articles.h - articles read from files (an INI head between two lines ---, then Markdown), and shown as a page. */
#pragma once
#include "config/paths.h"
#include "config/problem.h"
#include "core/article.h"
#include "core/i18n.h"

/* Articles end with a part under this heading; where a file has none, the action of its head is shown under it. */
#define ARTICLE_ACTION_HEADING N_("One thing to do")
extern const char *const article_action_headings[]; /* the same in each language that articles are written in; ends with NULL */

Article   *article_parse(const char *text, const char *path, const char *name, Problems *problems);
/* NAME.md of $XDG_DATA_HOME/steady/articles and of share/steady/articles/LANGUAGE (paths->languages, then en), sorted by name; owned; broken ones are left out and
 * told of. Of two with the same name the person's own is the one that is shown, also when it is broken: then none is. */
GPtrArray *articles_load(const Paths *paths, Problems *problems);
guint64    articles_stamp(const Paths *paths); /* another number when the person's own changed */
/* One self-contained HTML page: no scripts, nothing from outside, light and dark, printable, a neutral <title>. Free it. */
char      *article_to_html(const Article *article);
/* For a terminal of so many columns; bold and dim by escape codes when `style`. Free it. */
char      *article_to_text(const Article *article, int columns, gboolean style);
