#include "cli/urge-talk.h"

#include <string.h>

#include "cli/ask.h"
#include "core/i18n.h"
#include "core/text.h"

static const struct {
	const char *acted, *label, *said, *said_in_care; /* the last NULL: as otherwise */
} deeds[] = {
	{ "no", N_("let it pass: no message"),
	  N_("It was there and you did not act on it. That stands, however strong it still feels."), NULL },
	{ "partly", N_("something between"), N_("You stopped partway; what made that possible is worth remembering."),
	  NULL },
	{ "yes", N_("messaged"),
	  N_("A slip is a slip: what set it off, and what could help next time? What came before still stands."),
	  N_("It happened, and you are not to blame for how they are. What came before still stands. Is there somebody "
	     "who "
	     "could know of it today?") },
};

/* --- one answer ------------------------------------------------------------------------------------ */

/* Below `min` at the end of input; Enter is TALK_LEFT_OUT. */
static int number(const char *question, int min, int max)
{
	for (;;) {
		g_autofree char *line = ask_line(question);
		gint64 value;

		if (!line)
			return TALK_ENDED;
		if (!*line)
			return TALK_LEFT_OUT;
		if (g_ascii_string_to_signed(line, 10, min, max, &value, NULL))
			return (int)value;
		cli_say(_("A number from %d to %d, or Enter."), min, max);
	}
}

int talk_strength(const char *question)
{
	return number(question, 0, 10);
}

/* The words in lines of at most 76 columns, each with its number. */
static void list_words(const char *const *words)
{
	g_autoptr(GString) line = g_string_new(" ");

	for (int i = 0; words[i]; i++) {
		g_autofree char *text = urge_word_said(words[i]);
		g_autofree char *cell = g_strdup_printf(" %d %s ", i + 1, text);

		if (line->len + strlen(cell) > 76) {
			cli_say("%s", line->str);
			g_string_assign(line, " ");
		}
		g_string_append(line, cell);
	}
	cli_say("%s", line->str);
}

/* By its number, or as it is said; "their page" is "their-page". NULL: it is none of them. */
static const char *named(const char *const *words, const char *said)
{
	g_autofree char *name = urge_word_named(said);
	gint64 index;

	if (g_ascii_string_to_signed(said, 10, 1, (gint64)g_strv_length((char **)words), &index, NULL))
		return words[index - 1];
	for (int i = 0; words[i]; i++)
		if (g_str_equal(words[i], name))
			return words[i];
	return NULL;
}

/* A word of the list or the person's own. FALSE: the input ended; `*word` NULL: left out. */
static gboolean ask_word(const char *question, const char *const *words, char **word)
{
	*word = NULL;
	cli_say("%s", question);
	list_words(words);
	for (;;) {
		g_autofree char *line = ask_line(_("A number, or a word of your own (Enter: leave it out):"));
		const char *listed = line && *line ? named(words, line) : NULL;
		g_autofree char *clean = line ? text_clean(line) : NULL;

		if (!line)
			return FALSE;
		if (!*line)
			return TRUE;
		*word = listed                                            ? g_strdup(listed)
		        : urge_is_word(clean) && !g_ascii_isdigit(*clean) ? g_utf8_strdown(clean, -1)
		                                                          : NULL;
		if (*word)
			return TRUE;
		cli_say(_("A number from 1 to %u, or one word."), g_strv_length((char **)words));
	}
}

/* 1, 0, TALK_LEFT_OUT or TALK_ENDED. */
static int ask_whether(const char *question)
{
	for (;;) {
		g_autofree char *line = ask_line(question);

		if (!line)
			return TALK_ENDED;
		if (!*line)
			return TALK_LEFT_OUT;
		if (ask_is_yes(line))
			return 1;
		if (ask_is_no(line))
			return 0;
		cli_say(_("y for yes, n for no, Enter to leave it out."));
	}
}

/* --- the questions --------------------------------------------------------------------------------- */

gboolean talk_feeling(Episode *episode)
{
	g_autofree char *word = NULL;
	gboolean goes_on = ask_word(_("One word for how it feels?"), urge_feelings, &word);

	if (word)
		episode_note(episode, NOTE_FEELING, word);
	return goes_on;
}

gboolean talk_cue(Episode *episode)
{
	g_autofree char *word = NULL;
	gboolean goes_on = ask_word(_("What set it off?"), urge_cues, &word);

	if (word)
		episode_note(episode, NOTE_CUE, word);
	return goes_on;
}

/* No to both says neither, and is left as it is. */
gboolean talk_sort(Episode *episode, gboolean frightened)
{
	int missing = ask_whether(frightened ? _("Is it sadness that leaves room for the day? [y/n]")
	                                     : _("Is it missing them: sad, and the day would still go on? [y/n]"));
	int need;

	if (missing == TALK_ENDED)
		return FALSE;
	need = ask_whether(frightened
	                           ? _("Does it press, as if something had to happen at once? [y/n]")
	                           : _("Is it needing them: it must be now, or being alone is the real fear? [y/n]"));
	if (missing == 1 || need == 1)
		episode_note(episode, NOTE_SORT, missing != 1 ? "need" : need == 1 ? "both" : "missing");
	return need != TALK_ENDED;
}

static const struct {
	const char *label, *values[2];
} plan_outcomes[] = {
	{ N_("used it, and it helped"), { "used", "helped" } },
	{ N_("used it, and it did not help"), { "used", "unhelpful" } },
	{ N_("did not use it"), { NULL } },
};

/* A microsecond apart: a merge of two stores tells what was said at different moments apart. */
gboolean talk_plan(const Cli *cli, Episode *episode)
{
	gint64 now = cli_moment(cli).wall;
	int choice;

	if (!episode->urge.plan)
		return TRUE;
	cli_say(_("Your plan for such a moment:"));
	for (guint i = 0; i < G_N_ELEMENTS(plan_outcomes); i++)
		cli_say("  %u  %s", i + 1, _(plan_outcomes[i].label));
	choice = number(_("1 to 3 (Enter: leave it out):"), 1, G_N_ELEMENTS(plan_outcomes));
	for (int i = 0; choice >= 1 && i < 2 && plan_outcomes[choice - 1].values[i]; i++)
		episode_plan(episode, plan_outcomes[choice - 1].values[i], now + i);
	return choice != TALK_ENDED;
}

/* --- what was done --------------------------------------------------------------------------------- */

const char *talk_deed(gboolean *ended)
{
	int choice;

	cli_say(_("What did you do with it?"));
	for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
		cli_say("  %u  %s", i + 1, _(deeds[i].label));
	choice = number(_("1 to 3 (Enter: I will say later):"), 1, G_N_ELEMENTS(deeds));
	*ended = choice == TALK_ENDED;
	return choice >= 1 ? deeds[choice - 1].acted : NULL;
}

const char *deed_named(const char *word)
{
	for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
		if (g_str_equal(deeds[i].acted, word))
			return deeds[i].acted;
	return NULL;
}

void deed_say(const Episode *episode, const char *deed, gboolean frightened)
{
	if (!episode->problem)
		cli_say(_("Noted."));
	for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
		if (g_str_equal(deeds[i].acted, deed))
			cli_say("%s",
			        frightened && deeds[i].said_in_care ? _(deeds[i].said_in_care) : _(deeds[i].said));
}

const char *sort_named(const char *word)
{
	if (g_str_equal(word, "needing"))
		return "need";
	for (int i = 0; urge_sorts[i]; i++)
		if (g_str_equal(urge_sorts[i], word))
			return urge_sorts[i];
	return NULL;
}
