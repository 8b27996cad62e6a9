/* agenda-print.c - see agenda-print.h. */
#include "cli/agenda-print.h"

#include "cli/json.h"
#include "cli/left-out.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/i18n.h"

/* Why it is shown later than due: "at 07:30, quiet hours until then"; and why not at all. */
static const struct {
	const char *later, *never;
} why[N_REASONS] = {
	[REASON_PAUSED] = { N_("paused until then"), N_("paused") },
	[REASON_QUIET] = { N_("quiet hours until then"), N_("quiet hours") },
	[REASON_BUDGET] = { N_("enough for the day"), N_("enough for the day") },
	[REASON_APART] = { N_("not too soon after another"), N_("too soon after another") },
	[REASON_AWAY] = { N_("away until then"), N_("away") },
	[REASON_NO_SERVER] = { N_("nothing shows it until then"), N_("nothing shows it") },
	[REASON_NO_CONTENT] = { N_("nothing to read"), N_("nothing to read") },
	[REASON_LOCKED] = { N_("locked until then"), N_("locked") },
	[REASON_ASLEEP] = { N_("asleep until then"), N_("asleep") },
	[REASON_SETTLING] = { N_("just back"), N_("just back") },
	[REASON_DO_NOT_DISTURB] = { N_("do not disturb until then"), N_("do not disturb") },
	[REASON_CHANCE] = { N_("by chance"), N_("by chance") },
};

/* A drawn moment, and one that was put off, is told to the minute; free it. */
static char *clock_of(const Cli *cli, const Foreseen *one, gint64 at)
{
	gboolean exact = at == one->due && !one->random;

	return time_clock(cli, exact ? at : at - at % SECONDS(60));
}

/* "" when it is shown as it is due; free it. */
static char *note(const Cli *cli, const Foreseen *one)
{
	g_autofree char *clock = one->shown ? clock_of(cli, one, one->shown) : NULL;

	if (one->merged)
		return g_strdup(_("not shown: a later one takes its place"));
	if (!one->shown)
		return g_strdup_printf(_("not shown: %s"),
		                       one->reason ? _(why[one->reason].never) : _("no reason known"));
	if (one->shown == one->at || !one->reason)
		return g_strdup("");
	if (zone_day(cli->zone, one->shown) != zone_day(cli->zone, one->at)) {
		g_autofree char *date = time_date(cli, one->shown);

		return g_strdup_printf(_("%s at %s: %s"), date, clock, _(why[one->reason].later));
	}
	return g_strdup_printf(_("at %s: %s"), clock, _(why[one->reason].later));
}

/* "left out: except Sat,Sun (12 times, up to Sun 6 Dec)" */
static char *left_out_note(const Cli *cli, const LeftOut *run)
{
	gboolean same_day = zone_day(cli->zone, run->first) == zone_day(cli->zone, run->last);
	g_autofree char *last = same_day ? time_clock(cli, run->last) : time_date(cli, run->last);

	if (run->count == 1)
		return g_strdup_printf(_("left out: except %s"), run->rule);
	return g_strdup_printf(_("left out: except %s (%u times, up to %s)"), run->rule, run->count, last);
}

void agenda_print_json(const Cli *cli, const Upcoming *upcoming, const AgendaList *lists)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_bool(&json, "drawn", upcoming->drawn);
	json_open(&json, "agenda", '[');
	for (guint i = 0; i < lists->list->len; i++) {
		const Foreseen *one = &g_array_index(lists->list, Foreseen, i);

		json_open(&json, NULL, '{');
		json_time(&json, "due", cli->zone, one->due);
		json_time(&json, "at", cli->zone, one->at);
		json_string(&json, "schedule", one->schedule->id);
		json_string(&json, "kind", kind_name(one->schedule->kind));
		json_bool(&json, "random", one->random);
		json_time(&json, "shown", cli->zone, one->shown);
		json_string(&json, "reason", one->merged ? "merged" : reason_name(one->reason));
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_open(&json, "left_out", '[');
	for (guint i = 0; i < lists->left_out->len; i++) {
		const LeftOut *run = &g_array_index(lists->left_out, LeftOut, i);

		json_open(&json, NULL, '{');
		json_string(&json, "schedule", run->schedule->id);
		json_string(&json, "kind", kind_name(run->schedule->kind));
		json_string(&json, "except", run->rule);
		json_time(&json, "first", cli->zone, run->first);
		json_time(&json, "last", cli->zone, run->last);
		json_int(&json, "count", run->count);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

/* Two tables with the same rows; the notes are a column only where there are some. */
typedef struct Page {
	Table *plain, *noted;
	gboolean notes;
} Page;

static void add_line(const Cli *cli, Page *page, gint64 at, const char *clock, const Schedule *schedule,
                     const char *text)
{
	g_autofree char *date = time_date(cli, at);

	page->notes |= *text != '\0';
	table_add(page->plain, date, clock, schedule->id);
	table_add(page->noted, date, clock, schedule->id, text);
}

gboolean agenda_print_table(const Cli *cli, const AgendaList *lists)
{
	g_autoptr(Table) plain = table_new(_("DATE"), _("TIME"), _("SCHEDULE"), NULL);
	g_autoptr(Table) noted = table_new(_("DATE"), _("TIME"), _("SCHEDULE"), _("NOTE"), NULL);
	Page page = { plain, noted, FALSE };

	for (guint i = 0, j = 0; i < lists->list->len || j < lists->left_out->len;) {
		const Foreseen *one = i < lists->list->len ? &g_array_index(lists->list, Foreseen, i) : NULL;
		const LeftOut *run = j < lists->left_out->len ? &g_array_index(lists->left_out, LeftOut, j) : NULL;
		gboolean left_out = run && (!one || run->first < one->at);
		g_autofree char *text = left_out ? left_out_note(cli, run) : note(cli, one);
		g_autofree char *clock = left_out ? time_clock(cli, run->first) : clock_of(cli, one, one->at);

		if (left_out)
			add_line(cli, &page, run->first, clock, run->schedule, text);
		else
			add_line(cli, &page, one->at, clock, one->schedule, text);
		i += !left_out;
		j += left_out;
	}
	table_print(page.notes ? noted : plain, cli->columns, cli->color);
	return page.notes;
}

void agenda_print_words(const Cli *cli, const Upcoming *upcoming, const GArray *list)
{
	gboolean random = FALSE;

	for (guint i = 0; i < list->len; i++)
		random |= g_array_index(list, Foreseen, i).random;
	if (!list->len)
		cli_say(_("Nothing comes in that time. `steady schedule` shows what is scheduled."));
	if (random && !upcoming->drawn)
		cli_say(_("The random moments are an example: yours are drawn when the daemon first runs."));
	if (upcoming->history->paused) {
		Moment now = cli_moment(cli);
		gint64 until = deadline_wall(&upcoming->history->pause, &now);
		g_autofree char *said = until == TIME_NEVER ? NULL : time_said(cli, until);

		if (until > now.wall && said)
			cli_say(_("Paused until %s: nothing is shown before that ends. `steady resume` ends it now."),
			        said);
		else if (until > now.wall)
			cli_say(_("Paused: nothing is shown before that ends. `steady resume` ends it now."));
	}
}
