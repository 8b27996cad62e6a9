#include "core/tally.h"

static const struct {
	const char *name;
	Reason reason;
} outs[N_OUTS] = {
	[OUT_PAUSED] = { "paused", REASON_PAUSED }, [OUT_QUIET] = { "quiet", REASON_QUIET },
	[OUT_BUDGET] = { "budget", REASON_BUDGET }, [OUT_APART] = { "apart", REASON_APART },
	[OUT_EXCEPT] = { "except", N_REASONS },     [OUT_CHANCE] = { "chance", REASON_CHANCE },
	[OUT_MERGED] = { "merged", N_REASONS },     [OUT_OTHER] = { "other", N_REASONS },
};

const char *out_name(Out out)
{
	return outs[out].name;
}

static Out out_of(const Foreseen *one)
{
	if (one->merged)
		return OUT_MERGED;
	for (Out out = 0; out < N_OUTS; out++)
		if (outs[out].reason == one->reason)
			return out;
	return OUT_OTHER;
}

Tally *tally_new(Zone *zone, const GPtrArray *schedules, int first_day, int n_days)
{
	Tally *tally = g_new0(Tally, 1);

	tally->zone = zone;
	tally->first_day = first_day;
	tally->n_days = n_days;
	tally->from = zone_day_start(zone, first_day);
	tally->until = zone_day_start(zone, first_day + n_days);
	tally->moments = g_array_new(FALSE, FALSE, sizeof(gint64));
	tally->shown_on = g_new0(guint, n_days);
	tally->rows = g_array_new(FALSE, TRUE, sizeof(TallyRow));
	tally->places = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < schedules->len; i++) {
		TallyRow row = { .schedule = schedules->pdata[i] };

		if (!row.schedule->enabled)
			continue;
		g_array_append_val(tally->rows, row);
		g_hash_table_insert(tally->places, schedules->pdata[i], GUINT_TO_POINTER(tally->rows->len));
	}
	return tally;
}

/* Held over the last midnight, it is shown on a day that is not asked about. */
static void add_shown(Tally *tally, TallyRow *row, const Foreseen *one)
{
	int day = zone_day(tally->zone, one->shown) - tally->first_day;

	row->shown++;
	row->later += one->shown > one->at;
	if (day < 0 || day >= tally->n_days)
		return;
	tally->shown_on[day]++;
	tally->prompts++;
	g_array_append_val(tally->moments, one->shown);
}

void tally_add(Tally *tally, const Foreseen *one)
{
	guint place = GPOINTER_TO_UINT(g_hash_table_lookup(tally->places, one->schedule));
	TallyRow *row;

	if (!place)
		return;
	row = &g_array_index(tally->rows, TallyRow, place - 1);
	row->occurrences++;
	if (one->shown)
		add_shown(tally, row, one);
	else
		row->out[out_of(one)]++;
}

void tally_add_excepted(Tally *tally, const Frame *frame)
{
	for (guint i = 0; i < tally->rows->len; i++) {
		TallyRow *row = &g_array_index(tally->rows, TallyRow, i);
		gint64 at = tally->from - 1;

		while ((at = schedule_next_excepted(row->schedule, frame, at)) < tally->until) {
			row->occurrences++;
			row->out[OUT_EXCEPT]++;
		}
	}
}

static int by_time(gconstpointer a, gconstpointer b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

/* What was held is shown after some that came behind it. */
static void find_silence(Tally *tally)
{
	gint64 last = tally->from;

	g_array_append_val(tally->moments, tally->until);
	g_array_sort(tally->moments, by_time);
	tally->silence_from = tally->silence_until = tally->from;
	for (guint i = 0; i < tally->moments->len; i++) {
		gint64 at = g_array_index(tally->moments, gint64, i);

		if (at - last > tally->silence_until - tally->silence_from) {
			tally->silence_from = last;
			tally->silence_until = at;
		}
		last = at;
	}
}

void tally_end(Tally *tally)
{
	for (guint i = 0; i < tally->rows->len; i++) {
		const TallyRow *row = &g_array_index(tally->rows, TallyRow, i);

		tally->all.occurrences += row->occurrences;
		tally->all.shown += row->shown;
		tally->all.later += row->later;
		for (Out out = 0; out < N_OUTS; out++)
			tally->all.out[out] += row->out[out];
	}
	find_silence(tally);
}

guint tally_least(const Tally *tally)
{
	guint least = G_MAXUINT;

	for (int day = 0; day < tally->n_days; day++)
		least = MIN(least, tally->shown_on[day]);
	return least;
}

guint tally_most(const Tally *tally)
{
	guint most = 0;

	for (int day = 0; day < tally->n_days; day++)
		most = MAX(most, tally->shown_on[day]);
	return most;
}

guint tally_days_with(const Tally *tally, guint prompts)
{
	guint days = 0;

	for (int day = 0; day < tally->n_days; day++)
		days += tally->shown_on[day] == prompts;
	return days;
}

void tally_free(Tally *tally)
{
	if (!tally)
		return;
	g_array_unref(tally->rows);
	g_array_unref(tally->moments);
	g_hash_table_unref(tally->places);
	g_free(tally->shown_on);
	g_free(tally);
}
