/* insight.c - counts and two scores from the facts. The order of the facts does not matter. */
#include "core/insight.h"

#include <string.h>

/* --- prompts --------------------------------------------------------------------------------------- */

static int by_int(gconstpointer a, gconstpointer b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

static int median(GArray *values)
{
	guint n = values->len;

	if (!n)
		return -1;
	g_array_sort(values, by_int);
	return (int)(((gint64)g_array_index(values, int, (n - 1) / 2) + g_array_index(values, int, n / 2)) / 2);
}

/* Where a prompt counts by its outcome; NULL: nowhere. */
static int *counter(Insight *insight, Outcome outcome)
{
	switch (outcome) {
	case OUTCOME_ANSWERED:
		return &insight->answered;
	case OUTCOME_READ:
		return &insight->read;
	case OUTCOME_DISMISSED:
		return &insight->dismissed;
	case OUTCOME_EXPIRED:
		return &insight->expired;
	case OUTCOME_NONE:
	case OUTCOME_DROPPED:
	case OUTCOME_MISSED:
	case OUTCOME_MERGED:
	case OUTCOME_UNDELIVERED:
	case N_OUTCOMES:
		break;
	}
	return NULL;
}

static void count_prompts(Insight *insight, const GArray *decisions)
{
	g_autoptr(GArray) latencies = g_array_new(FALSE, FALSE, sizeof(int));

	for (guint i = 0; i < decisions->len; i++) {
		const DecisionFact *fact = &g_array_index(decisions, DecisionFact, i);
		int *count = counter(insight, fact->outcome);

		if (count)
			(*count)++;
		insight->shown += fact->shown > 0;
		insight->not_shown += MAX(fact->missed - 1, 0) + (!fact->shown && fact->outcome != OUTCOME_NONE);
		if (fact->outcome == OUTCOME_ANSWERED && fact->shown && fact->closed >= fact->shown) {
			int latency = (int)MIN((fact->closed - fact->shown) / G_USEC_PER_SEC, G_MAXINT);

			g_array_append_val(latencies, latency);
		}
	}
	insight->median_latency = median(latencies);
}

/* --- answers --------------------------------------------------------------------------------------- */

/* The answers of one check-in share the moment it began, its protocol and its decision. */
static void count_checkins(Insight *insight, const GArray *responses)
{
	g_autoptr(GHashTable) all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) urges = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < responses->len; i++) {
		const ResponseFact *fact = &g_array_index(responses, ResponseFact, i);
		char *id = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", fact->begun, fact->decision,
		                           fact->protocol);

		insight->responses += fact->value != NULL;
		if (!g_strcmp0(fact->item, "urge") && fact->value && strcmp(fact->value, "no"))
			g_hash_table_add(urges, g_strdup(id));
		g_hash_table_add(all, id);
	}
	insight->checkins = g_hash_table_size(all);
	insight->yes_urges = g_hash_table_size(urges);
}

/* --- urges ----------------------------------------------------------------------------------------- */

static gint64 floor_div(gint64 a, gint64 b)
{
	return a / b - (a % b < 0);
}

/* Weeks since the Monday before 1970-01-01, a Thursday. */
static gint64 week_of(gint64 day)
{
	return floor_div(day + 3, 7);
}

/* An urge belongs to the week of the place it was lived in. */
static void count_week(Insight *insight, const UrgeFact *fact, gint64 this_week)
{
	gint64 day = floor_div(fact->begun + SECONDS(fact->zone_offset), DAYS(1));
	gint64 ago = MAX(this_week - week_of(day), 0);

	if (ago < INSIGHT_WEEKS)
		insight->weeks[INSIGHT_WEEKS - 1 - ago]++;
}

static void count_urges(Insight *insight, const GArray *urges, gint64 this_week)
{
	for (guint i = 0; i < urges->len; i++) {
		const UrgeFact *fact = &g_array_index(urges, UrgeFact, i);

		insight->urges++;
		insight->acted_yes += !g_strcmp0(fact->acted, "yes");
		insight->acted_partly += !g_strcmp0(fact->acted, "partly");
		insight->acted_no += !g_strcmp0(fact->acted, "no");
		count_week(insight, fact, this_week);
	}
}

Insight insight_from(const GArray *decisions, const GArray *responses, const GArray *urges, Zone *zone, gint64 now)
{
	Insight insight = { 0 };

	count_prompts(&insight, decisions);
	count_checkins(&insight, responses);
	count_urges(&insight, urges, week_of(zone_day(zone, now)));
	insight.missing = score_of(responses, "missing", TIME_NEVER);
	insight.need = score_of(responses, "need", TIME_NEVER);
	return insight;
}

char *sparkline_of(const int *values, int n, int most)
{
	static const char *const bars[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	GString *line = g_string_new(NULL);

	for (int i = 0; i < n; i++) {
		gint64 value = CLAMP(values[i], 0, most);

		/* Something is never drawn as nothing. */
		g_string_append(line, bars[value ? MAX(value * 7 / most, 1) : 0]);
	}
	return g_string_free(line, FALSE);
}

char *sparkline(const int *values, int n)
{
	int most = 0;

	for (int i = 0; i < n; i++)
		most = MAX(most, values[i]);
	return sparkline_of(values, n, most);
}
