/* What an urge has said already, so that nothing is asked twice: in a terminal that went away, or a moment ago. */
#include "core/db.h"
#include "core/store-urges.h"
#include "core/urge-waves.h"

#define JUST_NOW MINUTES(1) /* a rating so fresh is how strong it is now */
#define NEAR MINUTES(5)     /* what was expected for a moment is compared so near to it */

static void know(GHashTable *answers, const char *item, const char *value)
{
	if (value && !g_hash_table_contains(answers, item))
		g_hash_table_insert(answers, g_strdup(item), g_strdup(value));
}

static void know_number(GHashTable *answers, const char *item, int number)
{
	g_autofree char *value = g_strdup_printf("%d", number);

	know(answers, item, value);
}

static gboolean know_opening(Store *store, const Urge *urge, gint64 at, GHashTable *answers, GError **error)
{
	g_autoptr(GArray) before = store_episodes(store, G_MININT64, urge->begun, error);
	Waves waves = before ? waves_of(before) : (Waves){ 0 };
	g_autofree char *words = waves_in_words(&waves);
	const Rating *last = urge_last_rating(urge);

	if (last)
		know_number(answers, "intensity", last->intensity);
	know(answers, "feeling", urge->feeling);
	know(answers, "cue", urge->cue);
	know(answers, KNOWN_WAVES, words);
	return before != NULL;
}

static gboolean know_again(Store *store, const Urge *urge, gint64 at, GHashTable *answers, GError **error)
{
	if (urge->sort) {
		know(answers, "sort-calm", g_str_equal(urge->sort, "need") ? "no" : "yes");
		know(answers, "sort-pressing", g_str_equal(urge->sort, "missing") ? "no" : "yes");
	}
	if (urge->forecast >= 0)
		know_number(answers, "forecast", urge->forecast);
	return TRUE;
}

static gboolean know_end(Store *store, const Urge *urge, gint64 at, GHashTable *answers, GError **error)
{
	const Rating *last = urge_last_rating(urge);

	if (last && last->at <= at && at - last->at <= JUST_NOW)
		know_number(answers, "intensity", last->intensity);
	if (urge->forecast >= 0 && ABS(at - urge->forecast_for) <= NEAR)
		know_number(answers, KNOWN_FORECAST, urge->forecast);
	return TRUE;
}

static gboolean know_nothing(Store *store, const Urge *urge, gint64 at, GHashTable *answers, GError **error)
{
	return TRUE;
}

gboolean store_know_urge(Store *store, const char *schedule, gint64 at, GHashTable *answers, GError **error)
{
	static gboolean (*const knowing[N_URGE_ASKS])(Store *, const Urge *, gint64, GHashTable *, GError **) = {
		[URGE_END] = know_end,
		[URGE_AGAIN] = know_again,
		[URGE_ASK_LATER] = know_nothing,
		[URGE_OPENING] = know_opening,
	};
	UrgeAsk ask;
	gint64 id = urge_of_schedule(schedule, &ask);
	g_autoptr(GArray) urges = NULL;

	if (!id)
		return TRUE;
	urges = store_episodes(store, at - URGE_LATER, TIME_NEVER, error);
	for (guint i = 0; urges && i < urges->len; i++)
		if (g_array_index(urges, Urge, i).id == id)
			return knowing[ask](store, &g_array_index(urges, Urge, i), at, answers, error);
	return urges != NULL;
}
