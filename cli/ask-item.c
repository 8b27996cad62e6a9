#include "cli/ask-item.h"

#include "cli/ask-menu.h"
#include "cli/ask.h"
#include "cli/cli.h"
#include "core/i18n.h"
#include "core/text.h"

char *item_text(const Item *item, gboolean discreet)
{
	g_autoptr(GString) text = g_string_new(wording(&item->ask, discreet));
	g_autofree char *expects = checkin_expects(item);

	for (guint i = 0; i < item->choices->len; i++) {
		const Choice *choice = item->choices->pdata[i];

		g_string_append_printf(text, "\n  %u  %s", i + 1, wording(&choice->label, discreet));
	}
	if (!item->choices->len)
		g_string_append_printf(text, "\n  %s", expects);
	if (item->optional)
		g_string_append(text, _("\n  -  skip"));
	return text_clean(text->str);
}

/* --- line by line ------------------------------------------------------------------------------------ */

static gboolean is_word(const char *line, const char *word, const char *letter)
{
	return !g_ascii_strcasecmp(line, word) || (letter && !g_ascii_strcasecmp(line, letter));
}

/* Where any line is an answer, single letters are one too. */
static Asked command(const Item *item, const AskStyle *style, const char *line)
{
	gboolean letters = item->type != ITEM_TEXT;

	if (is_word(line, "back", letters ? "b" : NULL)) {
		if (style->back)
			return ASK_BACK;
		cli_say(_("This is the first question."));
		return ASK_AGAIN;
	}
	if (is_word(line, "?", letters ? "help" : NULL)) {
		cli_say("%s", ASK_HELP);
		return ASK_AGAIN;
	}
	return letters && is_word(line, "q", "quit") ? ASK_STOPPED : ASK_FAILED;
}

static Asked read_line(const Item *item, const AskStyle *style, Answer *answer)
{
	g_autofree char *line = ask_line(">");
	g_autofree char *reply = line && item->optional && is_word(line, "skip", "s") && item->type != ITEM_TEXT
	                                 ? g_strdup("")
	                                 : g_strdup(line);
	g_autoptr(GError) error = NULL;
	Asked asked;

	if (!line)
		return ASK_STOPPED;
	if (item->type != ITEM_TEXT && checkin_read_answer(item, reply, answer, NULL))
		return ASK_GOT;
	asked = command(item, style, line);
	if (asked != ASK_FAILED)
		return asked;
	if (checkin_read_answer(item, reply, answer, &error))
		return ASK_GOT;
	if (!g_ascii_strcasecmp(line, "q"))
		return ASK_STOPPED;
	cli_say("%s", error->message);
	return ASK_AGAIN;
}

static Asked ask_lines(const Item *item, const AskStyle *style, Answer *answer)
{
	g_autofree char *text = item_text(item, style->neutral);
	Asked asked;

	cli_say("%s", text);
	do
		asked = read_line(item, style, answer);
	while (asked == ASK_AGAIN);
	return asked;
}

gboolean item_ask(const Item *item, gboolean discreet, Answer *answer)
{
	return ask_lines(item, &(AskStyle){ .neutral = discreet, .lines = TRUE }, answer) == ASK_GOT;
}

Asked item_ask_as(const Item *item, const AskStyle *style, Answer *answer)
{
	Asked asked = !style->lines && menu_fits(item) ? menu_ask(item, style, answer) : ASK_FAILED;

	return asked == ASK_FAILED ? ask_lines(item, style, answer) : asked;
}
