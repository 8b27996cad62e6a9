/* cmd-why.c - what became of one occurrence, and why: its row in words. Needs the store only. */
#include <stdio.h>
#include <string.h>

#include "cli/choice.h"
#include "cli/easing.h"
#include "cli/json.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/span.h"

static const char *const words[N_REASONS] = {
	[REASON_PAUSED] = N_("paused"),
	[REASON_QUIET] = N_("quiet hours"),
	[REASON_BUDGET] = N_("enough for the day"),
	[REASON_APART] = N_("soon after another"),
	[REASON_AWAY] = N_("screen locked, or away"),
	[REASON_LOCKED] = N_("screen locked"),
	[REASON_DO_NOT_DISTURB] = N_("set to do not disturb"),
	[REASON_ASLEEP] = N_("computer asleep"),
	[REASON_SETTLING] = N_("just back at the screen"),
	[REASON_NO_SERVER] = N_("nothing there to show it"),
	[REASON_NO_CONTENT] = N_("nothing to show: its article or its questions are missing"),
	[REASON_CHANCE] = N_("left to chance"),
};

/* With a span in it: "answered after 40 seconds". Of what was never shown only the plain words. */
static const struct {
	const char *plain, *after;
} ends[N_OUTCOMES] = {
	[OUTCOME_ANSWERED] = { N_("answered"), N_("answered after %s") },
	[OUTCOME_READ] = { N_("read"), N_("opened after %s") },
	[OUTCOME_DISMISSED] = { N_("closed"), N_("closed after %s") },
	[OUTCOME_EXPIRED] = { N_("no answer"), N_("no answer in %s") },
	[OUTCOME_DROPPED] = { N_("not shown") },
	[OUTCOME_MISSED] = { N_("missed: the computer slept or was off, and it was too late to catch up") },
	[OUTCOME_MERGED] = { N_("another of the same schedule took its place") },
	[OUTCOME_UNDELIVERED] = { N_("it could not be shown") },
};

G_GNUC_PRINTF(2, 3) static void add(GString *text, const char *format, ...)
{
	va_list arguments;

	if (text->len)
		g_string_append(text, "; ");
	va_start(arguments, format);
	g_string_append_vprintf(text, format, arguments);
	va_end(arguments);
}

/* `part` with `word` in place of its %s. */
static void add_with(GString *text, const char *part, const char *word)
{
	g_autoptr(GString) whole = g_string_new(part);

	g_string_replace(whole, "%s", word, 1);
	add(text, "%s", whole->str);
}

static char *clock_of(const Cli *cli, gint64 at)
{
	return time_clock(cli, at - at % SECONDS(60));
}

static void add_at(const Cli *cli, GString *text, const char *part, gint64 at)
{
	g_autofree char *clock = clock_of(cli, at);

	add_with(text, part, clock);
}

static void add_held(const Cli *cli, GString *text, gint64 at, Reason reason)
{
	g_autofree char *clock = clock_of(cli, at);

	/* Translators: a time of day, and why: "quiet hours". */
	add(text, _("held from %s, %s"), clock, words[reason] ? _(words[reason]) : _("no reason noted"));
}

/* --- its parts, in the order of a prompt's life --- */

static void add_missed(const Cli *cli, GString *text, const DecisionFact *fact)
{
	g_autofree char *clock = clock_of(cli, fact->first);

	/* Translators: a time of day, how many. */
	add(text, _("stands for those since %s, %d of them"), clock, fact->missed);
}

static void add_draw(GString *text, const DecisionFact *fact)
{
	g_autofree char *draw = i18n_number("%.3f", fact->draw), *below = i18n_number("%.3g", fact->probability);

	/* Translators: two numbers such as 0.531. */
	add(text, _("drawn %s, shown below %s"), draw, below);
}

static void add_due(const Cli *cli, GString *text, const DecisionFact *fact)
{
	if (fact->asked)
		add(text, _("you asked for it"));
	if (fact->at != fact->due)
		add_at(cli, text, _("by its jitter moved to %s"), fact->at);
	if (fact->missed > 1)
		add_missed(cli, text, fact);
	if (fact->missed)
		add_at(cli, text, _("noticed %s"), fact->decided);
	if (fact->draw >= 0)
		add_draw(text, fact);
}

static void add_snoozed(const Cli *cli, GString *text, const HeldFact *held)
{
	g_autofree char *at = clock_of(cli, held->at), *until = clock_of(cli, held->until);

	/* Translators: two times of day. */
	add(text, _("snoozed %s until %s"), at, until);
}

/* What happened to it, in order of time: shown, shown again, held for another reason, snoozed. */
static void add_life(const Cli *cli, GString *text, const DecisionFact *fact, const GArray *helds)
{
	const struct {
		const char *words;
		gint64 at;
	} seen[] = { { _("shown %s"), fact->shown }, { _("again %s"), fact->reminded } };
	guint next = 0;

	for (guint i = 0; i <= helds->len; i++) {
		const HeldFact *held = i < helds->len ? &g_array_index(helds, HeldFact, i) : NULL;

		for (; next < G_N_ELEMENTS(seen) && (!held || seen[next].at <= held->at); next++)
			if (seen[next].at)
				add_at(cli, text, seen[next].words, seen[next].at);
		if (held && held->reason == REASON_SNOOZED)
			add_snoozed(cli, text, held);
		else if (held)
			add_held(cli, text, held->at, held->reason);
	}
}

static void add_waiting(const Cli *cli, GString *text, const DecisionFact *fact, const GArray *helds)
{
	gboolean at_once = fact->closed && fact->closed == fact->decided;

	if (fact->reason != REASON_NONE && at_once)
		add(text, _("not shown: %s"), _(words[fact->reason]));
	else if (fact->reason != REASON_NONE)
		add_held(cli, text, fact->decided, fact->reason);
	add_life(cli, text, fact, helds);
}

/* When it was last put before them: after a snooze that had ended, its end. 0: never. */
static gint64 last_before_them(const DecisionFact *fact, const GArray *helds)
{
	gint64 last = fact->shown;

	for (guint i = 0; fact->shown && i < helds->len; i++) {
		const HeldFact *held = &g_array_index(helds, HeldFact, i);

		if (held->reason == REASON_SNOOZED && held->until < fact->closed)
			last = MAX(last, held->until);
	}
	return last;
}

static void add_end(const Cli *cli, GString *text, const DecisionFact *fact, const GArray *helds)
{
	gint64 begun = last_before_them(fact, helds);
	g_autofree char *span = begun && fact->closed > begun + SECONDS(1) ? span_said(fact->closed - begun) : NULL;

	if (!fact->closed)
		add_at(cli, text, fact->shown ? _("waits for an answer until %s") : _("waits until %s"), fact->expires);
	else if (fact->outcome == OUTCOME_DROPPED && fact->closed == fact->decided && fact->reason != REASON_NONE)
		return; /* said already */
	else if (fact->outcome == OUTCOME_DROPPED)
		add_at(cli, text, _("let go %s"), fact->closed);
	else if (span && ends[fact->outcome].after)
		add_with(text, _(ends[fact->outcome].after), span);
	else if (ends[fact->outcome].plain)
		add(text, "%s", _(ends[fact->outcome].plain));
}

static void print_words(const Cli *cli, Store *store, const GArray *facts, const DecisionFact *fact,
                        const GArray *helds)
{
	g_autofree char *choice = choice_in_words(cli, facts, fact);
	const char *easing = easing_of(cli, store, fact);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *date = time_date(cli, fact->due), *clock = clock_of(cli, fact->due);
	gboolean today = zone_day(cli->zone, fact->due) == zone_day(cli->zone, cli->now);
	const char *name = strchr(fact->schedule, '/');
	g_autofree char *whole = NULL;

	add_due(cli, text, fact);
	if (easing)
		add(text, "%s", easing);
	if (choice)
		add(text, "%s", choice);
	add_waiting(cli, text, fact, helds);
	add_end(cli, text, fact, helds);
	name = name ? name + 1 : fact->schedule;
	whole = today ? g_strdup_printf("%s %s: %s", clock, name, text->str)
	              : g_strdup_printf("%s %s %s: %s", date, clock, name, text->str);
	cli_paragraph(cli, whole);
}

static void print_json(const Cli *cli, const DecisionFact *fact, const GArray *helds)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_int(&json, "id", fact->id);
	json_string(&json, "schedule", fact->schedule);
	json_time(&json, "due", cli->zone, fact->due);
	json_time(&json, "at", cli->zone, fact->at);
	json_time(&json, "first", cli->zone, fact->first);
	json_int(&json, "missed", fact->missed);
	json_time(&json, "decided", cli->zone, fact->decided);
	json_bool(&json, "asked", fact->asked);
	json_string(&json, "reason", reason_name(fact->reason));
	json_double(&json, "probability", fact->probability);
	if (fact->draw < 0)
		json_null(&json, "draw");
	else
		json_double(&json, "draw", fact->draw);
	json_string(&json, "content", fact->content);
	if (fact->content_among)
		json_double(&json, "content_probability", fact->content_probability);
	else
		json_null(&json, "content_probability");
	json_int(&json, "content_among", fact->content_among);
	json_open(&json, "held", '['); /* snoozes too, with `until` */
	for (guint i = 0; i < helds->len; i++) {
		json_open(&json, NULL, '{');
		json_time(&json, "at", cli->zone, g_array_index(helds, HeldFact, i).at);
		json_string(&json, "reason", reason_name(g_array_index(helds, HeldFact, i).reason));
		json_time(&json, "until", cli->zone, g_array_index(helds, HeldFact, i).until);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_time(&json, "shown", cli->zone, fact->shown);
	json_time(&json, "reminded", cli->zone, fact->reminded);
	json_time(&json, "expires", cli->zone, fact->expires);
	json_time(&json, "closed", cli->zone, fact->closed);
	json_string(&json, "outcome", outcome_name(fact->outcome));
	json_close(&json, '}');
	json_print(&json);
}

/* --- which one --- */

/* id 0: the last that was decided. */
static const DecisionFact *find(const GArray *facts, gint64 id)
{
	const DecisionFact *found = NULL;

	for (guint i = 0; i < facts->len; i++) {
		const DecisionFact *fact = &g_array_index(facts, DecisionFact, i);

		if (id ? fact->id == id : !found || fact->id > found->id)
			found = fact;
	}
	return found;
}

static gboolean read_id(const char *text, gint64 *id)
{
	guint64 number = 0;

	if (!g_str_equal(text, "last") && (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &number, NULL)))
		return FALSE;
	*id = (gint64)number;
	return TRUE;
}

int cmd_why(Cli *cli, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	g_autoptr(GArray) facts = NULL, helds = NULL;
	const DecisionFact *fact;
	gint64 id;
	const GOptionEntry entries[] = {
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 1))
		return EXIT_USAGE;
	if (argc < 2 || !read_id(argv[1], &id))
		return cli_usage(cli, _("which prompt? Expected its number, or last"));
	if (!cli_has_store(cli))
		return cli_fail(_("nothing was decided yet"));
	store = cli_store(cli, STORE_READ);
	if (!store)
		return EXIT_FAILED;
	facts = store_decisions(store, G_MININT64, TIME_NEVER, &error);
	fact = facts ? find(facts, id) : NULL;
	helds = fact ? store_helds(store, fact->id, &error) : NULL;
	if (error)
		return cli_store_fail(cli, error);
	if (!fact)
		return id ? cli_fail(_("no prompt has the number %lld"), (long long)id)
		          : cli_fail(_("nothing was decided yet"));
	if (cli->json)
		print_json(cli, fact, helds);
	else
		print_words(cli, store, facts, fact, helds);
	return EXIT_DONE;
}
