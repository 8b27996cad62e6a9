/* lint-words.c - words that give the matter away, and wording that the program never uses in its own voice. */
#include "config/lint-file.h"

#include <string.h>

/* What would tell a stranger who reads over a shoulder. */
#define GIVES_AWAY                                                                                                     \
	"break-?up|broke|\\bex\\b|ex-|partner|relationship|\\blov|messag|\\btext(s|ing|ed)?\\b|contact|\\burges?\\b|"  \
	"lonel|\\bmiss|\\bneed|heart|longing|crav|\\bthem\\b|\\bthey\\b|\\btheir\\b|divorc|separat|withdraw"
/* The moods of an article's prompt, too: it comes unasked, a question was at least agreed to. */
#define MOODS "alone|grie|\\bsad|\\bcry"

void lint_check_neutral(Lint *lint, const LintFile *file, const LintCheck *row)
{
	for (guint i = 0; i < file->spoken->len; i++) {
		const LintText *text = &g_array_index(file->spoken, LintText, i);
		g_autofree char *match = NULL;
		gsize at = 0;

		if (text->neutral && lint_search(lint, row->argument, text->text, &at, NULL, &match))
			lint_find(lint, file, text->line, "the neutral text tells a stranger: '%s'; %s", match,
			          row->advice);
	}
}

static void check_moods(Lint *lint, const LintFile *file, const LintCheck *row)
{
	if (file->is_article)
		lint_check_neutral(lint, file, row);
}

void lint_check_words(Lint *lint, const LintFile *file, const LintCheck *row)
{
	for (guint i = 0; i < file->spoken->len; i++) {
		const LintText *text = &g_array_index(file->spoken, LintText, i);
		gsize at = 0;

		while (at <= strlen(text->text)) {
			g_autofree char *match = NULL;
			int line = text->line;

			if (!lint_search(lint, row->argument, text->text, &at, &line, &match))
				break;
			lint_find(lint, file, line, "'%s' %s", match, row->advice);
		}
	}
}

const LintCheck lint_word_checks[] = {
	{ "gives nothing away in its neutral texts", FALSE, lint_check_neutral, GIVES_AWAY, "say it in other words" },
	{ "shows no mood in its neutral texts", FALSE, check_moods, MOODS, "say it in other words" },
	{ "nowhere speaks as 'we'", TRUE, lint_check_words, "\\b(we|us|our|ours|ourselves|let's|we're|we've|we'll)\\b",
	  "speaks as 'we': say you" },
	{ "nowhere calls somebody addicted", TRUE, lint_check_words, "addict", "is a diagnosis: say what it is like" },
	{ "nowhere tells people to move on", TRUE, lint_check_words, "\\bmov(e|ed|es|ing) on\\b",
	  "tells people what to be done with" },
	{ "nowhere tells people to get over it", TRUE, lint_check_words, "\\bg(et|ets|ot|etting) over\\b",
	  "tells people what to be done with" },
	{ "nowhere speaks of soulmates", TRUE, lint_check_words, "soul-?\\s?mate|\\btwin flame|meant to be\\b",
	  "says what nobody knows" },
	{ "nowhere forbids a thought", TRUE, lint_check_words,
	  "stop thinking|don't think (about|of)|do not think (about|of)", "forbids a thought, which brings it back" },
	{ "nowhere cheers", TRUE, lint_check_words,
	  "!|\\byou've got this|\\bwell done\\b|\\bgood job\\b|\\bcongratulations", "cheers: say it plainly" },
	{ "nowhere gives a gender", TRUE, lint_check_words,
	  "\\b(he|she|him|his|her|hers|himself|herself|husband|wife|boyfriend|girlfriend)\\b",
	  "gives somebody a gender: say they, or who it is to them" },
	{ "nowhere diagnoses", TRUE, lint_check_words,
	  "\\bcodependen|\\bco-dependen|\\bnarcissis|\\bdisorder\\b|\\btoxic\\b|\\btrauma bond|\\byou are depressed",
	  "is a diagnosis: say what happens" },
	{ "nowhere foretells what they will do", TRUE, lint_check_words,
	  "\\bthey (will|won't|will not|are going to) (come back|return|miss you|regret)",
	  "foretells what nobody knows" },
	{ "nowhere promises an outcome", TRUE, lint_check_words,
	  "\\b(it|this|things) will (get better|pass|be (fine|okay|all right|over))\\b|guarantee|time heals",
	  "promises an outcome: leave it open" },
	{ "nowhere says how long an urge lasts", TRUE, lint_check_words,
	  "\\b(urges?|cravings?|waves?|feelings?)\\b[^.]{0,40}\\b(lasts?|pass(es)?|peaks?|gone|over)\\b[^.]{0,30}\\b"
	  "(seconds|minutes|hours|days|weeks|months)\\b",
	  "says how long it lasts, which nobody knows" },
	{ "nowhere uses a wellness cliche", TRUE, lint_check_words,
	  "\\bself-care\\b|\\bjourney\\b|\\bhealing\\b|\\bboundaries\\b|\\btoolkit\\b|\\binner child\\b",
	  "is worn out: say it in plain words" },
	{ NULL },
};

/* --- of the whole --------------------------------------------------------------------------------- */

static char *plain(const char *text)
{
	GString *words = g_string_new(NULL);

	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		if (g_unichar_isalnum(c))
			g_string_append_unichar(words, g_unichar_tolower(c));
		else if (words->len && words->str[words->len - 1] != ' ')
			g_string_append_c(words, ' ');
	}
	return g_strchomp(g_string_free(words, FALSE));
}

static void check_twin(Lint *lint, const LintFile *file, const LintText *text, GHashTable *seen)
{
	g_autofree char *words = plain(text->text);
	const char *before = g_hash_table_lookup(seen, words);

	if (before)
		lint_find(lint, file, text->line, "this prompt text stands in %s already", before);
	else
		g_hash_table_insert(seen, g_steal_pointer(&words), g_strdup_printf("%s:%d", file->path, text->line));
}

void lint_check_twins(Lint *lint)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	for (guint i = 0; i < lint->files->len; i++) {
		const LintFile *file = lint->files->pdata[i];

		for (guint j = 0; file->is_article && j < file->spoken->len; j++) {
			const LintText *text = &g_array_index(file->spoken, LintText, j);
			gboolean prompt =
				text->key && (g_str_equal(text->key, "neutral") || g_str_equal(text->key, "open"));

			if (prompt && file->scope == LINT_SHIPPED && g_utf8_validate(text->text, -1, NULL))
				check_twin(lint, file, text, seen);
		}
	}
}
