#include "cli/setup-care.h"

#include <string.h>

#include "cli/cli.h"
#include "cli/ask.h"
#include "core/i18n.h"

void setup_care_begin(const char *settings)
{
	cli_say(_("\nTwo more, and Enter skips either. They are there so that nothing is shown to you that would hurt "
	          "or "
	          "put you "
	          "in danger. The answers stand in %s, which anybody who can use your account can read."),
	        settings);
}

void setup_care_thank(void)
{
	cli_say(_("What you were afraid of counts. Nothing here will speak of contact, closure or reunion. `steady "
	          "helplines` "
	          "names people to talk to, also if you are not sure that it was bad enough; `steady read "
	          "when-it-was-not-safe` is a page for you, and says what this computer shows of Steady."));
}

static gboolean is_translated(const char *line, const char *word)
{
	g_autofree char *typed = g_utf8_casefold(line, -1), *said = g_utf8_casefold(C_("who ended it", word), -1);

	return g_str_equal(typed, said);
}

static char *word_for(char *line, const char *const words[][2], guint n)
{
	for (guint i = 0; i < n; i++)
		if (g_ascii_strcasecmp(line, words[i][0]) == 0 || is_translated(line, words[i][0])) {
			g_free(line);
			return g_strdup(words[i][1]);
		}
	return line;
}

char *setup_care_yes(char *line)
{
	const char *word = ask_is_yes(line) ? "yes" : ask_is_no(line) ? "no" : NULL;

	if (!word)
		return line;
	g_free(line);
	return g_strdup(word);
}

char *setup_care_side(char *line)
{
	static const char *const words[][2] = {
		{ NC_("who ended it", "they"), "left" },
		{ NC_("who ended it", "them"), "left" },
		{ "they did", "left" },
		{ NC_("who ended it", "me"), "leaving" },
		{ "i", "leaving" },
		{ "i did", "leaving" },
		{ NC_("who ended it", "both"), "any" },
		{ NC_("who ended it", "nobody"), "any" },
		{ "neither", "any" },
	};

	return word_for(line, words, G_N_ELEMENTS(words));
}
