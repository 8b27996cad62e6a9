#include "core/urge-waves.h"
#include "core/i18n.h"

static void look_at(Waves *waves, const Urge *urge)
{
	const Rating *first = urge->ratings->len ? &g_array_index(urge->ratings, Rating, 0) : NULL;
	int then = first ? urge_rating_near(urge, first->at + WAVE_AT, WAVE_AT - WAVE_FROM, WAVE_TO - WAVE_AT) : -1;

	if (!first || first->intensity < WAVE_FELL || then < 0)
		return;
	waves->n++;
	waves->fell += first->intensity - then >= WAVE_FELL;
}

Waves waves_of(const GArray *urges)
{
	Waves waves = { 0 };

	for (guint i = 0; i < urges->len; i++)
		look_at(&waves, &g_array_index(urges, Urge, i));
	return waves;
}

char *waves_in_words(const Waves *waves)
{
	if (!waves->n)
		return g_strdup(
			_("Your own past waves: none so far that you rated again after 15 minutes. Too few to tell."));
	if (waves->n < WAVES_FEW)
		return g_strdup_printf(
			_("Your own past waves: %d so far that you rated again after 15 minutes. Too few to tell."),
			waves->n);
	return g_strdup_printf(_("Your own past waves: of %d waves, %d had fallen by %d or more after 15 minutes."),
	                       waves->n, waves->fell, WAVE_FELL);
}
