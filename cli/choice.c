#include "cli/choice.h"

#include <math.h>

#include "config/articles.h"
#include "core/i18n.h"
#include "core/rotation.h"
#include "core/span.h"

/* By the smallest numbers that say it well enough. */
char *chance_in_words(double probability)
{
	for (int of = 2; of <= 10; of++) {
		double yes = round(probability * of);

		if (yes >= 1 && yes < of && fabs(probability - yes / of) < 0.03)
			return g_strdup_printf(_("%.0f in %d"), yes, of);
	}
	if (probability > 0.5)
		return g_strdup(_("nearly certain"));
	return g_strdup_printf(_("1 in %.0f"), 1 / MAX(probability, 1e-6));
}

/* --- why it fits ---------------------------------------------------------------------------------- */

static const char *hour_of(const Cli *cli, gint64 at)
{
	LocalTime local = zone_local(cli->zone, at);

	return rotation_hour(local.hour * 60 + local.minute);
}

/* The topics of the article that the schedule asks for today, and the hour's. */
static char *matches(const Cli *cli, const Article *article, const DecisionFact *fact)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	const Schedule *schedule = schedules_find(settings->schedules, fact->schedule);
	const char *const *asked = schedule ? (const char *const *)schedule->topics : NULL;
	const char *hour = hour_of(cli, fact->decided);
	GString *words = g_string_new(NULL);

	for (char **topic = article->topics; *topic; topic++)
		if ((asked && g_strv_contains(asked, *topic)) || !g_strcmp0(hour, *topic))
			g_string_append_printf(words, "%s%s", words->len ? ", " : "", *topic);
	return g_string_free(words, FALSE);
}

static char *fit_of(const Cli *cli, const DecisionFact *fact)
{
	g_autoptr(Problems) elsewhere = problems_new();
	g_autoptr(GPtrArray) articles = articles_load(cli->paths, elsewhere);
	const Article *article = articles_find(articles, fact->content);

	return article ? matches(cli, article, fact) : g_strdup("");
}

/* --- when it came before -------------------------------------------------------------------------- */

/* 0: never. */
static gint64 before(const GArray *facts, const DecisionFact *fact)
{
	gint64 last = 0;

	for (guint i = 0; i < facts->len; i++) {
		const DecisionFact *other = &g_array_index(facts, DecisionFact, i);

		if (other->id < fact->id && other->kind == KIND_NUDGE && other->shown &&
		    !g_strcmp0(other->content, fact->content))
			last = MAX(last, other->shown);
	}
	return last;
}

static char *absence(gint64 last, gint64 now)
{
	g_autofree char *span = NULL;

	if (!last || now <= last)
		return g_strdup(last ? _("seen just before") : _("not seen before"));
	if (now - last >= DAYS(2))
		return g_strdup_printf(_("not seen for %d days"), (int)((now - last) / DAYS(1)));
	span = span_said(now - last);
	return g_strdup_printf(_("not seen for %s"), span);
}

/* `fit`: the topics for which it fits; "": nothing special. */
static char *the_only_one(const char *fit, const char *seen)
{
	/* Translators: topics, and "not seen for 9 days". */
	return *fit ? g_strdup_printf(_("the only one left that fits (%s); %s"), fit, seen)
	            : g_strdup_printf(_("the only one left that fits; %s"), seen);
}

static char *one_of_several(int among, const char *fit, const char *chance, const char *seen)
{
	/* Translators: how many, topics, "1 in 3", "not seen for 9 days". */
	return *fit ? g_strdup_printf(_("drawn from %d that fit (%s), chance %s; %s"), among, fit, chance, seen)
	            : g_strdup_printf(_("drawn from %d that fit, chance %s; %s"), among, chance, seen);
}

char *choice_in_words(const Cli *cli, const GArray *facts, const DecisionFact *fact)
{
	g_autofree char *chance = chance_in_words(fact->content_probability), *fit = NULL, *seen = NULL;

	if (!fact->content || fact->content_among < 1)
		return NULL;
	fit = fit_of(cli, fact);
	seen = absence(before(facts, fact), fact->decided);
	if (fact->content_among == 1)
		return the_only_one(fit, seen);
	return one_of_several(fact->content_among, fit, chance, seen);
}
