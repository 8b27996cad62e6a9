#include "core/urge.h"
#include "core/i18n.h"

#include <string.h>

#define WORD_CHARS 40

const char *const urge_feelings[] = { NC_("urge", "restless"),
	                              NC_("urge", "lonely"),
	                              NC_("urge", "sad"),
	                              NC_("urge", "afraid"),
	                              NC_("urge", "angry"),
	                              NC_("urge", "longing"),
	                              NULL };
const char *const urge_cues[] = { NC_("urge", "night"),
	                          NC_("urge", "alone"),
	                          NC_("urge", "song"),
	                          NC_("urge", "place"),
	                          NC_("urge", "photo"),
	                          NC_("urge", "their-page"),
	                          NC_("urge", "news"),
	                          NC_("urge", "anniversary"),
	                          NC_("urge", "drink"),
	                          NC_("urge", "argument"),
	                          NC_("urge", "boredom"),
	                          NC_("urge", "nothing"),
	                          NULL };
const char *const urge_sorts[] = { "missing", "need", "both", NULL };
const char *const urge_laters[] = { "smaller", "same", "larger", NULL };

static const struct {
	const char *pending, *protocol, *more, *suffix;
} asks[N_URGE_ASKS] = {
	[URGE_END] = { "delay", "after", "after-plan", "" },
	[URGE_AGAIN] = { "again", "again", "again-first", "/again" },
	[URGE_ASK_LATER] = { "later", "later", "later", "/later" },
	[URGE_OPENING] = { NULL, "opening", "opening", "/opening" },
};

/* --- words --- */

char *urge_word_said(const char *name)
{
	const char *said = C_("urge", name);
	char *text = g_strdup(said);

	return said == name ? g_strdelimit(text, "-", ' ') : text;
}

/* "Their page" and "their-page" are one word. */
static char *folded(const char *said)
{
	g_autofree char *plain = g_strdelimit(g_strdup(said), "-", ' ');

	return g_utf8_casefold(g_strstrip(plain), -1);
}

char *urge_word_named(const char *said)
{
	const char *const *const lists[] = { urge_feelings, urge_cues };
	g_autofree char *wanted = folded(said);

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		for (const char *const *name = lists[i]; *name; name++) {
			g_autofree char *word = urge_word_said(*name), *here = folded(word), *english = folded(*name);

			if (g_str_equal(here, wanted) || g_str_equal(english, wanted))
				return g_strdup(*name);
		}
	return g_utf8_strdown(said, -1);
}

void urge_init(Urge *urge)
{
	*urge = (Urge){ .forecast = -1, .ratings = g_array_new(FALSE, FALSE, sizeof(Rating)) };
}

void urge_clear(Urge *urge)
{
	g_free(urge->acted);
	g_free(urge->feeling);
	g_free(urge->sort);
	g_free(urge->cue);
	g_free(urge->plan);
	g_free(urge->later);
	g_clear_pointer(&urge->ratings, g_array_unref);
}

/* --- what is asked --- */

const char *urge_ask_pending(UrgeAsk ask)
{
	return asks[ask].pending;
}

const char *urge_ask_protocol(UrgeAsk ask, gboolean more)
{
	return more ? asks[ask].more : asks[ask].protocol;
}

char *urge_ask_schedule(UrgeAsk ask, gint64 urge)
{
	return g_strdup_printf(URGE_PREFIX "%" G_GINT64_FORMAT "%s", urge, asks[ask].suffix);
}

gint64 urge_of_schedule(const char *schedule, UrgeAsk *ask)
{
	char *end = NULL;
	gint64 urge = 0;

	if (!g_str_has_prefix(schedule, URGE_PREFIX))
		return 0;
	urge = g_ascii_strtoll(schedule + strlen(URGE_PREFIX), &end, 10);
	for (int i = 0; i < N_URGE_ASKS; i++)
		if (urge > 0 && g_str_equal(end, asks[i].suffix)) {
			if (ask)
				*ask = (UrgeAsk)i;
			return urge;
		}
	return 0;
}

gboolean urge_asks(const char *item, const char *about)
{
	gsize length = strlen(about);

	return g_str_has_prefix(item, about) && (!item[length] || item[length] == '-');
}

gboolean urge_leads_on(const char *answer)
{
	static const char *const leads[] = { "self", "seen", "other", "more", "own", NULL };

	return g_strv_contains(leads, answer);
}

static const struct {
	const char *about, *answer, *word;
} meanings[] = {
	{ "feeling", "apart", "lonely" },
	{ "cue", "solo", "alone" },
	{ "cue", "page", "their-page" },
};

const char *urge_meaning(const char *item, const char *answer)
{
	for (guint i = 0; i < G_N_ELEMENTS(meanings); i++)
		if (urge_asks(item, meanings[i].about) && g_str_equal(meanings[i].answer, answer))
			return meanings[i].word;
	return answer;
}

const char *urge_word_in(GHashTable *answers, const char *about)
{
	GHashTableIter iter;
	gpointer item, word;

	g_hash_table_iter_init(&iter, answers);
	while (g_hash_table_iter_next(&iter, &item, &word))
		if (word && urge_asks(item, about) && !urge_leads_on(word))
			return urge_meaning(item, word);
	return NULL;
}

gboolean urge_is_word(const char *text)
{
	glong length = g_utf8_validate(text, -1, NULL) ? g_utf8_strlen(text, -1) : 0;

	for (const char *p = text; length && *p; p = g_utf8_next_char(p))
		if (!g_unichar_isprint(g_utf8_get_char(p)))
			return FALSE;
	return length >= 1 && length <= WORD_CHARS;
}

/* --- when --- */

static Deadline moved(const Deadline *deadline, gint64 span)
{
	Deadline other = *deadline;

	other.wall += span;
	other.boot += span;
	return other;
}

gboolean urge_next_ask(const Deadline *end, gint64 span, const GArray *offsets, const Moment *now, Deadline *next)
{
	for (guint i = 0; offsets && i < offsets->len; i++) {
		gint64 offset = g_array_index(offsets, gint64, i);
		Deadline ask = moved(end, offset - span);

		if (offset >= span)
			break;
		if (deadline_wall(&ask, now) <= now->wall)
			continue;
		*next = ask;
		return TRUE;
	}
	return FALSE;
}

/* --- what it calls for --- */

static const Plan *plan_for(const GPtrArray *plans, const char *word)
{
	for (guint i = 0; word && i < plans->len; i++)
		if (plan_has_cue(plans->pdata[i], word))
			return plans->pdata[i];
	return NULL;
}

const Plan *urge_plan(const GPtrArray *plans, const char *cue, const char *feeling)
{
	const Plan *plan = plan_for(plans, cue);

	return plan ? plan : plan_for(plans, feeling);
}

const Rating *urge_last_rating(const Urge *urge)
{
	return urge->ratings->len ? &g_array_index(urge->ratings, Rating, urge->ratings->len - 1) : NULL;
}

int urge_rating_near(const Urge *urge, gint64 at, gint64 before, gint64 after)
{
	gint64 nearest = G_MAXINT64;
	int found = -1;

	for (guint i = 1; i < urge->ratings->len; i++) {
		const Rating *rating = &g_array_index(urge->ratings, Rating, i);
		gint64 away = rating->at - at;

		if (away < -before || away > after || ABS(away) >= nearest)
			continue;
		nearest = ABS(away);
		found = rating->intensity;
	}
	return found;
}
