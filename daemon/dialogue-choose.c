/* What a prompt is to show: an article by chance, as taste has it (core/rotation.h), or the check-in that its schedule names. */
#include "core/rotation.h"
#include "daemon/dialogue-state.h"

/* The person may have written one meanwhile. */
static void look_for_articles(App *app)
{
	g_autoptr(Problems) problems = problems_new();

	library_look(app->library, app->edges.paths, problems);
	app_log_problems(problems);
}

static const char *choose_article(App *app, Prompt *prompt, const Schedule *schedule)
{
	Taste *taste = app->history->taste;
	LocalTime local = zone_local(app->zone, prompt->decided);
	Occasion occasion = { .topics = schedule->topics,
		              .minute = local.hour * 60 + local.minute,
		              .cue = taste_cue(taste, prompt->decided),
		              .missing = taste_score(taste, SCORE_MISSING),
		              .need = taste_score(taste, SCORE_NEED),
		              .care = app->settings->policy.care };
	Drawn drawn;

	look_for_articles(app);
	drawn = rotation_draw(app->library->articles, &occasion, taste, app->history->secret, prompt->decided);

	if (!drawn.article)
		return NULL;
	prompt->content_probability = drawn.probability;
	prompt->content_among = drawn.among;
	prompt->turn = taste_article(taste, drawn.article->name)->times;
	taste_add_shown(taste, drawn.article->name, prompt->decided);
	return drawn.article->name;
}

const char *dialogue_choose(App *app, Prompt *prompt, const char *asked)
{
	const Schedule *schedule = schedules_find(app->settings->schedules, prompt->schedule);
	const char *protocol = asked ? asked : schedule ? schedule->protocol : NULL;

	if (prompt->kind == KIND_NUDGE)
		return schedule ? choose_article(app, prompt, schedule) : NULL;
	return library_protocol(app->library, protocol) ? protocol : NULL;
}
