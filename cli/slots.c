#include "cli/slots.h"

#include <stdio.h>

#include "cli/table.h"
#include "cli/times.h"
#include "cli/upcoming.h"
#include "core/i18n.h"
#include "core/slot-map.h"
#include "core/words.h"

/* What both of them go by. */
typedef struct Look {
	Upcoming *upcoming;
	GArray *outcomes, *decisions;
} Look;

static void look_clear(Look *look)
{
	upcoming_free(look->upcoming);
	g_array_unref(look->outcomes);
	g_array_unref(look->decisions);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, look_clear)

/* Without a store, or with one that cannot be read, nothing was answered; upcoming_new() has said so. */
static Look look_new(const Cli *cli, Settings *settings)
{
	gint64 from = cli->now - SLOT_WEEKS * DAYS(7);
	Look look = { .upcoming = upcoming_new(cli, settings, cli->now) };
	g_autoptr(Store) store =
		cli_has_store(cli) ? store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL) : NULL;

	if (store) {
		look.outcomes = store_outcomes(store, OUTCOME_OF_SLOT, NULL, from, TIME_NEVER, NULL);
		look.decisions = store_decisions(store, from - DAYS(2), TIME_NEVER, NULL);
	}
	look.outcomes = look.outcomes ? look.outcomes : g_array_new(FALSE, FALSE, sizeof(OutcomeFact));
	look.decisions = look.decisions ? look.decisions : g_array_new(FALSE, FALSE, sizeof(DecisionFact));
	return look;
}

static GArray *map_of(const Look *look, const Cli *cli, const Settings *settings)
{
	return slot_map(settings->schedules, &look->upcoming->frame, cli->now, look->outcomes, look->decisions);
}

/* --- the list -------------------------------------------------------------------------------------------- */

static char *answers_in_words(const SlotFacts *facts)
{
	if (!facts->done && !facts->other && !facts->empty)
		return g_strdup(_("no answer yet"));
	return g_strdup_printf(_("done %d, something else %d, not %d"), facts->done, facts->other, facts->empty);
}

static char *next_in_words(const Cli *cli, gint64 next)
{
	return next == TIME_NEVER ? g_strdup("-") : time_of_week(cli, next);
}

static void json_slot(Json *json, const Cli *cli, const Schedule *slot, gint64 next, const GArray *outcomes)
{
	SlotFacts facts = slot_facts(slot->name, outcomes);

	json_open(json, NULL, '{');
	json_string(json, "name", slot->name);
	json_bool(json, "enabled", slot->enabled);
	json_string(json, "was", slot->was);
	json_string(json, "now", slot->now);
	json_string(json, "filled", filled_name(slot->filled));
	json_time(json, "next", cli->zone, next);
	json_int(json, "done", facts.done);
	json_int(json, "else", facts.other);
	json_int(json, "empty", facts.empty);
	json_close(json, '}');
}

static void add_row(Table *table, const Cli *cli, const Schedule *slot, gint64 next, const GArray *outcomes)
{
	SlotFacts facts = slot_facts(slot->name, outcomes);
	g_autofree char *answers = answers_in_words(&facts), *when = next_in_words(cli, next);
	g_autofree char *text = g_strdup_printf(
		"%s (%s)", slot->now && *slot->now ? slot->now : _("nothing stands there yet"), answers);

	table_add(table, slot->name, slot->enabled ? when : _("off"), C_("filled by", filled_name(slot->filled)), text);
}

void slots_list(const Cli *cli, Settings *settings)
{
	g_auto(Look) look = look_new(cli, settings);
	g_autoptr(Table) table = table_new(_("SLOT"), _("NEXT"), _("FILLED BY"), _("WHAT STANDS THERE"), NULL);
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "slots", '[');
	for (guint i = 0; i < settings->schedules->len; i++) {
		const Schedule *slot = settings->schedules->pdata[i];
		gint64 next = g_array_index(look.upcoming->next, gint64, i);

		if (slot->kind != KIND_SLOT)
			continue;
		json_slot(&json, cli, slot, next, look.outcomes);
		add_row(table, cli, slot, next, look.outcomes);
	}
	json_close(&json, ']');
	json_close(&json, '}');
	if (cli->json)
		json_print(&json);
	else if (table_rows(table))
		table_print(table, cli->columns, cli->color);
	else
		cli_say(_(
			"No slot yet. `steady slot add NAME` helps: which shared routine is gone, and what could stand "
			"there now?"));
	if (json.out)
		g_string_free(json.out, TRUE);
}

/* --- the map --------------------------------------------------------------------------------------------- */

typedef char *(*CellSaid)(const SlotHour *hour, int day); /* free it; NULL: nothing to say */

static char *said_plan(const SlotHour *hour, int day)
{
	return hour->days[day].there ? g_strdup(C_("filled by", filled_name(hour->slot->filled))) : NULL;
}

static char *said_past(const SlotHour *hour, int day)
{
	const SlotDay *one = &hour->days[day];

	return one->answered ? g_strdup_printf(_("%d of %d"), one->filled, one->answered) : NULL;
}

static char *clock_of(const SlotHour *hour)
{
	return hour->minute < 0 ? g_strdup(_("varies"))
	                        : g_strdup_printf("%02d:%02d", hour->minute / 60, hour->minute % 60);
}

static void print_week(const Cli *cli, const GArray *hours, CellSaid said)
{
	g_autoptr(Table) table =
		table_new(_("HOUR"), _("MON"), _("TUE"), _("WED"), _("THU"), _("FRI"), _("SAT"), _("SUN"), NULL);

	for (guint i = 0; i < hours->len; i++) {
		const SlotHour *hour = &g_array_index(hours, SlotHour, i);
		g_autofree char *clock = clock_of(hour);
		char *days[7];

		for (int day = 0; day < 7; day++)
			days[day] = said(hour, day);
		table_add(table, clock, days[0], days[1], days[2], days[3], days[4], days[5], days[6]);
		for (int day = 0; day < 7; day++)
			g_free(days[day]);
	}
	table_print(table, cli->columns, cli->color);
}

static void print_names(const Cli *cli, const GArray *hours)
{
	g_autoptr(Table) table = table_new("", "", "", NULL);

	for (guint i = 0; i < hours->len; i++) {
		const SlotHour *hour = &g_array_index(hours, SlotHour, i);
		const char *now = hour->slot->now;
		g_autofree char *clock = clock_of(hour);

		table_add(table, clock, hour->slot->name, now && *now ? now : _("nothing stands there yet"));
	}
	table_print(table, cli->columns, FALSE);
}

/* How many hours of the week hold what. */
static void count_hours(const GArray *hours, int counts[N_FILLED])
{
	for (guint i = 0; i < hours->len; i++)
		for (int day = 0; day < 7; day++)
			if (g_array_index(hours, SlotHour, i).days[day].there)
				counts[g_array_index(hours, SlotHour, i).slot->filled]++;
}

static void print_counts(const Cli *cli, const GArray *hours)
{
	int counts[N_FILLED] = { 0 };
	g_autofree char *said = NULL;

	count_hours(hours, counts);
	said = g_strdup_printf(_("Hours a week: %d with a routine, %d with a person, %d with an interest, %d empty."),
	                       counts[FILLED_ROUTINE], counts[FILLED_PERSON], counts[FILLED_INTEREST],
	                       counts[FILLED_EMPTY]);
	cli_paragraph(cli, said);
}

static void say_past(const Cli *cli)
{
	g_autofree char *said = g_strdup_printf(
		_("The last %d weeks: how often something was done, of the times you answered"), SLOT_WEEKS);

	puts("");
	cli_paragraph(cli, said);
	puts("");
}

void slots_map(const Cli *cli, Settings *settings)
{
	g_auto(Look) look = look_new(cli, settings);
	g_autoptr(GArray) hours = map_of(&look, cli, settings);

	if (!hours->len) {
		cli_say(_("No slot comes in the next %d weeks. `steady slot add NAME` makes one."), SLOT_WEEKS);
		return;
	}
	print_counts(cli, hours);
	puts("");
	print_week(cli, hours, said_plan);
	if (look.outcomes->len) {
		say_past(cli);
		print_week(cli, hours, said_past);
	}
	puts("");
	print_names(cli, hours);
}

/* --- the map as JSON ------------------------------------------------------------------------------------- */

static void json_days(Json *json, const SlotHour *hour)
{
	json_open(json, "days", '[');
	for (int day = 0; day < 7; day++) {
		g_autofree char *name = g_strndup(weekday_words[day], 3);

		json_open(json, NULL, '{');
		json_string(json, "day", name);
		json_bool(json, "there", hour->days[day].there);
		json_int(json, "answered", hour->days[day].answered);
		json_int(json, "done", hour->days[day].filled);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void json_hours(Json *json, const GArray *hours)
{
	json_open(json, "hours", '[');
	for (guint i = 0; i < hours->len; i++) {
		const SlotHour *hour = &g_array_index(hours, SlotHour, i);
		g_autofree char *clock = hour->minute < 0 ? NULL : clock_of(hour);

		json_open(json, NULL, '{');
		json_string(json, "slot", hour->slot->name);
		json_string(json, "hour", clock);
		json_string(json, "now", hour->slot->now);
		json_string(json, "filled", filled_name(hour->slot->filled));
		json_days(json, hour);
		json_close(json, '}');
	}
	json_close(json, ']');
}

void slots_map_json(const Cli *cli, Settings *settings, Json *json)
{
	g_auto(Look) look = look_new(cli, settings);
	g_autoptr(GArray) hours = map_of(&look, cli, settings);
	int counts[N_FILLED] = { 0 };

	count_hours(hours, counts);
	json_int(json, "weeks", SLOT_WEEKS);
	json_open(json, "hours_a_week", '{');
	for (int filled = 0; filled < N_FILLED; filled++)
		json_int(json, filled_name(filled), counts[filled]);
	json_close(json, '}');
	json_hours(json, hours);
}
