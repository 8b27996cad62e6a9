#include "core/insight-urges.h"

#include <string.h>

static void count_deed(Deeds *deeds, const char *acted)
{
	deeds->n++;
	deeds->no += !g_strcmp0(acted, "no");
	deeds->partly += !g_strcmp0(acted, "partly");
	deeds->yes += !g_strcmp0(acted, "yes");
}

static Deeds *deeds_of_cue(GArray *cues, const char *cue)
{
	CueDeeds fresh = { .cue = (char *)cue };

	for (guint i = 0; i < cues->len; i++)
		if (g_str_equal(g_array_index(cues, CueDeeds, i).cue, cue))
			return &g_array_index(cues, CueDeeds, i).deeds;
	fresh.cue = g_strdup(cue);
	g_array_append_val(cues, fresh);
	return &g_array_index(cues, CueDeeds, cues->len - 1).deeds;
}

static void count_sort(UrgeInsight *insight, const Urge *urge)
{
	const struct {
		const char *sort;
		Deeds *deeds;
	} sorts[] = { { "missing", &insight->missing }, { "need", &insight->need }, { "both", &insight->both } };

	for (guint i = 0; i < G_N_ELEMENTS(sorts); i++)
		if (!g_strcmp0(sorts[i].sort, urge->sort))
			count_deed(sorts[i].deeds, urge->acted);
}

/* Sums until the end, means then. */
static void count_forecast(Forecasts *forecasts, const Urge *urge)
{
	int then = urge->forecast >= 0 && urge->forecast_for
	                   ? urge_rating_near(urge, urge->forecast_for, FORECAST_NEAR, FORECAST_NEAR)
	                   : -1;

	if (then < 0)
		return;
	forecasts->n++;
	forecasts->lower += then < urge->forecast;
	forecasts->equal += then == urge->forecast;
	forecasts->higher += then > urge->forecast;
	forecasts->expected += urge->forecast;
	forecasts->actual += then;
}

static void count_urge(UrgeInsight *insight, const Urge *urge)
{
	count_deed(urge->delay ? &insight->waited : &insight->unwaited, urge->acted);
	count_sort(insight, urge);
	if (urge->cue)
		count_deed(deeds_of_cue(insight->cues, urge->cue), urge->acted);
	count_forecast(&insight->forecasts, urge);
	insight->smaller += !g_strcmp0(urge->later, "smaller");
	insight->same += !g_strcmp0(urge->later, "same");
	insight->larger += !g_strcmp0(urge->later, "larger");
}

static int by_frequency(gconstpointer a, gconstpointer b)
{
	const CueDeeds *x = a, *y = b;

	return x->deeds.n != y->deeds.n ? y->deeds.n - x->deeds.n : strcmp(x->cue, y->cue);
}

static void cue_clear(gpointer cue)
{
	g_free(((CueDeeds *)cue)->cue);
}

UrgeInsight insight_urges(const GArray *urges)
{
	UrgeInsight insight = { .waves = waves_of(urges), .cues = g_array_new(FALSE, FALSE, sizeof(CueDeeds)) };
	Forecasts *forecasts = &insight.forecasts;

	g_array_set_clear_func(insight.cues, cue_clear);
	for (guint i = 0; i < urges->len; i++)
		count_urge(&insight, &g_array_index(urges, Urge, i));
	g_array_sort(insight.cues, by_frequency);
	if (forecasts->n) {
		forecasts->expected /= forecasts->n;
		forecasts->actual /= forecasts->n;
	}
	return insight;
}

void urge_insight_clear(UrgeInsight *insight)
{
	g_clear_pointer(&insight->cues, g_array_unref);
}
