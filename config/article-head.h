/* article-head.h - the keys at the top of an article. Shared by what reads articles and what checks them. */
#pragma once
#include "config/ini.h"
#include "core/article.h"

/* Fills the article from the section [article] of the file; everything that is wrong goes to `problems`. */
void     article_take_head(Article *article, const IniFile *file, const char *path, Problems *problems);
/* Where the body begins, and the head as INI with one section [article], its lines numbered as in the text; free it. NULL: the
 * text has no head between two lines ---. */
const char *article_split(const char *text, char **head);
gboolean article_is_name(const char *text); /* of a-z, 0-9 and -; not empty */
