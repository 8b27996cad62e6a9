/* An urge without a terminal: what is asked about it and when, and what the answers lead to. While a terminal asks, nothing is asked
 * here; when it goes away, however it goes, this goes on at the same moments. */
#include <stdlib.h>

#include "core/store-urges.h"
#include "core/i18n.h"
#include "daemon/dialogue-state.h"

#define IN_CARE N_("It happened, and you are not to blame. Somebody to talk to, in a terminal: steady helplines")
#define LATER_LASTS HOURS(12) /* a day later nothing is urgent */
#define FORGOTTEN HOURS(2)    /* so long after it broke off, no wait is offered any more */

/* --- what is still to be asked --- */

static gboolean is_held(const App *app, gint64 urge)
{
	for (guint i = 0; i < app->held->len; i++)
		if (g_array_index(app->held, gint64, i) == urge)
			return TRUE;
	return FALSE;
}

/* What is asked a day later is no part of what the terminal asks. */
static gboolean waits_for_terminal(const App *app, const Delay *delay)
{
	return delay->ask != URGE_ASK_LATER && is_held(app, delay->urge);
}

gint64 episode_next(App *app, const Moment *now)
{
	gint64 next = TIME_NEVER;

	for (guint i = 0; i < app->delays->len; i++) {
		const Delay *delay = &g_array_index(app->delays, Delay, i);

		if (!waits_for_terminal(app, delay))
			next = MIN(next, deadline_wall(&delay->until, now));
	}
	return next;
}

static const Delay *find_delay(const App *app, gint64 urge, UrgeAsk ask)
{
	for (guint i = 0; i < app->delays->len; i++) {
		const Delay *delay = &g_array_index(app->delays, Delay, i);

		if (delay->urge == urge && delay->ask == ask)
			return delay;
	}
	return NULL;
}

void episode_drop_delays(App *app, gint64 urge, UrgeAsk ask)
{
	for (guint i = app->delays->len; i-- > 0;) {
		const Delay *delay = &g_array_index(app->delays, Delay, i);

		if (delay->urge == urge && delay->ask == ask)
			g_array_remove_index(app->delays, i);
	}
	app->changes++;
}

/* The next one on the way is written before this one is decided: a crash between the two leaves out one of several questions, and asks
 * none twice. The moment up to which this one waits for an answer. */
static gint64 set_next_ask(App *app, gint64 urge, const Moment *now)
{
	const Delay *end = find_delay(app, urge, URGE_END);
	Delay again = { .urge = urge, .ask = URGE_AGAIN, .span = end ? end->span : 0 };

	episode_drop_delays(app, urge, URGE_AGAIN);
	end = find_delay(app, urge, URGE_END);
	if (!end || !urge_next_ask(&end->until, end->span, app->settings->ask_again, now, &again.until)) {
		record_again(app->edges.disk, urge, NULL);
		return end ? deadline_wall(&end->until, now) : now->wall + OPENING_LASTS;
	}
	record_again(app->edges.disk, urge, &again.until);
	g_array_append_val(app->delays, again);
	return deadline_wall(&again.until, now);
}

/* --- asking --- */

Prompt *episode_ask(App *app, UrgeAsk what, gint64 urge, gboolean more, gint64 lasts, const Moment *now)
{
	g_autoptr(Schedule) schedule = schedule_new(KIND_CHECKIN, "urge");
	Prompt *prompt;

	g_free(schedule->id);
	schedule->id = urge_ask_schedule(what, urge);
	schedule->expires = lasts;
	prompt = agenda_ask(app->agenda, schedule, now); /* its row takes the deadline's place in the store */
	prompt->asked = what != URGE_ASK_LATER;          /* a day later it is the daemon that begins, by its rules */
	prompt->content = g_strdup(urge_ask_protocol(what, more));
	app->changes++;
	return prompt;
}

/* The terminal in which it began, or the daemon, went away before a wait was offered: it goes on where it stood. Where that was long
 * ago, `steady urge` still does. */
static void open_again(App *app, const Delay *delay, const Moment *now)
{
	if (now->wall - deadline_wall(&delay->until, now) > FORGOTTEN)
		record_again(app->edges.disk, delay->urge, NULL);
	else
		episode_ask(app, URGE_OPENING, delay->urge, FALSE, OPENING_LASTS, now);
}

static void ask_about(App *app, const Delay *delay, const Moment *now)
{
	gint64 lasts = HOURS(1);

	switch (delay->ask) {
	case URGE_AGAIN:
		if (!find_delay(app, delay->urge, URGE_END)) {
			open_again(app, delay, now);
			return;
		}
		lasts = MAX(set_next_ask(app, delay->urge, now) - now->wall, MINUTES(1));
		break;
	case URGE_END:
		episode_drop_delays(app, delay->urge, URGE_AGAIN);
		break;
	case URGE_ASK_LATER:
		lasts = LATER_LASTS;
		break;
	case URGE_OPENING:
	case N_URGE_ASKS:
		break;
	}
	episode_ask(app, delay->ask, delay->urge, delay->more, lasts, now);
}

void episode_meet(App *app, const Moment *now)
{
	for (int what = 0; what < N_URGE_ASKS; what++)
		for (guint i = app->delays->len; i-- > 0;) {
			Delay delay;

			if (i >= app->delays->len)
				continue; /* asking about one has ended others */
			delay = g_array_index(app->delays, Delay, i);
			if ((int)delay.ask != what || waits_for_terminal(app, &delay) ||
			    deadline_wall(&delay.until, now) > now->wall)
				continue;
			g_array_remove_index(app->delays, i);
			ask_about(app, &delay, now);
		}
}

/* --- a terminal asks --- */

/* Off the screen: it is asked elsewhere by now, or over. */
void episode_close_prompts(App *app, gint64 urge)
{
	g_autoptr(GPtrArray) open =
		app->agenda ? g_ptr_array_copy((GPtrArray *)agenda_open(app->agenda), NULL, NULL) : NULL;
	UrgeAsk what;

	for (guint i = 0; open && i < open->len; i++) {
		Prompt *prompt = open->pdata[i];

		if (urge_of_schedule(prompt->schedule, &what) == urge && what != URGE_ASK_LATER)
			dialogue_close(app, prompt, OUTCOME_MERGED);
	}
}

static void remove_urge(GArray *urges, gint64 urge)
{
	for (guint i = urges->len; i-- > 0;)
		if (g_array_index(urges, gint64, i) == urge)
			g_array_remove_index(urges, i);
}

/* What the terminal wrote last may not have been read yet: it stays the terminal's until the store was asked again, so that nothing
 * that stood there is asked once more. */
void app_hold_urge(App *app, gint64 urge, gboolean held)
{
	gboolean anew = held && !is_held(app, urge);

	remove_urge(app->released, urge);
	if (anew)
		g_array_append_val(app->held, urge);
	if (anew && app->agenda)
		episode_close_prompts(app, urge);
	if (!held && is_held(app, urge)) {
		g_array_append_val(app->released, urge);
		app_refresh(app);
	}
	app_replan(app);
}

void episode_release(App *app)
{
	for (guint i = 0; i < app->released->len; i++)
		remove_urge(app->held, g_array_index(app->released, gint64, i));
	g_array_set_size(app->released, 0);
}

/* --- what an answer leads to --- */

static void begin_wait(App *app, gint64 urge)
{
	Moment now = app_now(app);
	Delay end = { .urge = urge, .ask = URGE_END, .span = app->settings->urge_delay };

	end.until = deadline_after(&now, end.span);
	record_delay(app->edges.disk, urge, end.span, &end.until);
	episode_drop_delays(app, urge, URGE_END);
	g_array_append_val(app->delays, end);
	set_next_ask(app, urge, &now);
	for (guint i = 0; i < app->delays->len; i++)
		if (g_array_index(app->delays, Delay, i).urge == urge &&
		    g_array_index(app->delays, Delay, i).ask == URGE_AGAIN)
			g_array_index(app->delays, Delay, i).more = TRUE; /* nothing was asked yet of what it is */
}

/* The person's own words. Where notifications are to say nothing, what they meant to do says least. */
static void tell_plan(App *app, const Plan *plan)
{
	g_autofree char *condition = g_strdup_printf(_("If %s"), plan->condition);
	g_autofree char *action = g_strdup_printf(_("then %s"), plan->action);

	if (app->settings->policy.discreet)
		app_tell(app, _("What you planned"), plan->action);
	else
		app_tell(app, condition, action);
}

/* A fact and no verdict; in words that tell a stranger nothing. Where a command gave the answer, the command says it. */
static void tell_deed(App *app, const Response *response)
{
	static const char *const said[][2] = {
		{ "no", N_("It was there, and you let it be. That stands, however strong it still feels.") },
		{ "partly", N_("You stopped partway; what made that possible is worth remembering.") },
		{ "yes", N_("It happened, and that is all it is. What came before still stands.") },
	};

	gboolean frightened = app->settings->policy.care.frightened;

	for (guint i = 0; g_strcmp0(response->route, "command") && i < G_N_ELEMENTS(said); i++)
		if (g_str_equal(said[i][0], response->value))
			app_tell(app, _("Noted"), frightened && i == 2 ? _(IN_CARE) : _(said[i][1]));
}

static void offer_plan(App *app, const Response *response, GHashTable *answers)
{
	const char *cue = urge_meaning(response->item, response->value);
	const char *feeling = answers ? urge_word_in(answers, "feeling") : NULL;
	const Plan *plan;

	if (urge_leads_on(cue))
		return;
	taste_set_cue(app->history->taste, cue, response->at);
	plan = urge_plan(app->settings->plans, cue, feeling);
	if (!plan || app->stopping)
		return;
	for (guint i = 0; i < app->delays->len; i++)
		if (g_array_index(app->delays, Delay, i).urge == response->urge &&
		    g_array_index(app->delays, Delay, i).ask == URGE_END)
			g_array_index(app->delays, Delay, i).more = TRUE;
	app->changes++;
	record_plan(app->edges.disk, response->urge, plan->name, response->at, response->zone_offset);
	tell_plan(app, plan);
}

static void hear_end(App *app, const Response *response, GHashTable *answers)
{
	episode_drop_delays(app, response->urge, URGE_END);
	episode_drop_delays(app, response->urge, URGE_AGAIN);
	tell_deed(app, response);
}

/* The wait is over when the person says so; the store has noted it with the answer. */
static void hear_stop(App *app, const Response *response, GHashTable *answers)
{
	Moment now = app_now(app);

	if (!g_str_equal(response->value, "stop"))
		return;
	episode_drop_delays(app, response->urge, URGE_AGAIN);
	for (guint i = 0; i < app->delays->len; i++)
		if (g_array_index(app->delays, Delay, i).urge == response->urge &&
		    g_array_index(app->delays, Delay, i).ask == URGE_END)
			g_array_index(app->delays, Delay, i).until = deadline_after(&now, 0);
}

static const struct {
	const char *about;
	void (*hear)(App *app, const Response *response, GHashTable *answers);
} hearings[] = {
	{ "acted", hear_end },
	{ "cue", offer_plan },
	{ "go-on", hear_stop },
};

/* A check-in that found it strong has asked whether to stay with it. */
static void hear_offer(App *app, const Response *response, GHashTable *answers)
{
	const char *said = g_hash_table_lookup(answers, "intensity");

	if (g_str_equal(response->item, "stay") && g_str_equal(response->value, "yes"))
		app_begin_urge(app, said ? atoi(said) : -1, NULL, NULL);
}

/* Killed in between, it waits, and is asked once more whether it should: never the other way round. */
void episode_hear(App *app, const Response *response)
{
	if (response->urge && g_str_equal(response->item, "wait") && !g_strcmp0(response->value, "yes"))
		begin_wait(app, response->urge);
}

void episode_heard(App *app, const Response *response, GHashTable *answers)
{
	if (!response->value || !app->history)
		return;
	if (!response->urge && answers)
		hear_offer(app, response, answers);
	for (guint i = 0; response->urge && i < G_N_ELEMENTS(hearings); i++)
		if (urge_asks(response->item, hearings[i].about))
			hearings[i].hear(app, response, answers);
}
