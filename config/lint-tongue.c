/* lint-tongue.c - what depends on the language of a file: the titles of its closing parts, how easily it reads, its words. */
#include <string.h>

#include "config/articles.h"
#include "config/lint-file.h"
#include "config/protocols.h"
#include "config/reading-ease.h"

const LintTongue lint_tongues[] = {
	{ .code = "en",
	  .action = ARTICLE_ACTION_HEADING,
	  .sources = "Sources",
	  .no_study = "No study is cited here: this article is experience and judgement.",
	  .judgement = "experience and judgement",
	  .minutes = "\\d+[\\s-]minutes?",
	  .ease = reading_ease,
	  .least_ease = LINT_EASE,
	  .words = lint_word_checks },
	{ .code = "de",
	  .action = "Was du jetzt tun kannst",
	  .sources = "Quellen",
	  .no_study = "Hier wird keine Studie genannt: Dieser Artikel ist Erfahrung und Urteil.",
	  .judgement = "Erfahrung und Urteil",
	  .minutes = "\\d+[\\s-]minuten?",
	  .ease = reading_ease_german,
	  .least_ease = LINT_EASE_GERMAN,
	  .words = lint_german_checks },
	{ NULL },
};

/* Translations stand in folders named after their language, and what is for care in a folder below; everything else is English. */
const LintTongue *lint_tongue_of(const char *path)
{
	g_autofree char *dir = g_path_get_dirname(path), *above = g_path_get_dirname(dir);
	g_autofree char *below = g_path_get_basename(dir);
	g_autofree char *folder = g_path_get_basename(g_str_equal(below, PROTOCOLS_OF_CARE) ? above : dir);

	for (const LintTongue *tongue = lint_tongues; tongue->code; tongue++)
		if (g_str_equal(tongue->code, folder))
			return tongue;
	return lint_tongues;
}
