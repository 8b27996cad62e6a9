/* article-head.h - the keys at the top of an article. Shared by what reads articles and what checks them. */
#pragma once
#include "config/ini.h"
#include "core/article.h"

/* Fills the article from the section [article] of the file; everything that is wrong goes to `problems`. */
void     article_take_head(Article *article, const IniFile *file, const char *path, Problems *problems);
gboolean article_is_name(const char *text); /* of a-z, 0-9 and -; not empty */
