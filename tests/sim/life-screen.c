/* The promises about the screen, held against what happens there. What Steady knows is asked of as little as can be: what was shown
 * and said is kept here once more. */
#include <stdlib.h>
#include <string.h>

#include "daemon/app-state.h"
#include "tests/sim/life-state.h"

#define KEPT_SHOWS 200
#define NUMBER G_GINT64_FORMAT

static gboolean put_id(GHashTable *ids, gint64 id)
{
	return g_hash_table_add(ids, g_memdup2(&id, sizeof id));
}

void life_set_free(Life *life, gint64 prompt)
{
	put_id(life->free, prompt);
}

/* --- answers: what was acknowledged is kept --- */

static void said_free(gpointer data)
{
	Said *said = data;

	g_free(said->item);
	g_free(said->value);
	g_free(said);
}

static Said *said_new(gint64 prompt, const char *item, const char *value)
{
	Said *said = g_new(Said, 1);

	*said = (Said){ prompt, g_strdup(item), g_strdup(value) };
	return said;
}

/* A button pressed meanwhile came too late for that question. */
static void forget_pressed(Life *life, gint64 prompt, const char *item)
{
	const Said *pressed = g_hash_table_lookup(life->pressed, &prompt);

	if (pressed && g_str_equal(pressed->item, item))
		g_hash_table_remove(life->pressed, &prompt);
}

void life_acknowledge(Life *life, gint64 prompt, const char *item, const char *value)
{
	forget_pressed(life, prompt, item);
	life_note(life, TALLY_ACKNOWLEDGED, "%" NUMBER " %s", prompt, item);
	g_ptr_array_add(life->said, said_new(prompt, item, value));
	life_set_free(life, prompt);
}

const char *life_answer_of(const char *key)
{
	const char *answer = strchr(key, '=');

	return answer ? answer + 1 : NULL;
}

/* What a button says is acknowledged by the next question, or by the end. */
void life_pressed(Life *life, gint64 prompt, const char *key)
{
	Prompt *open = agenda_find(life->sim->app->agenda, prompt);
	const char *item = open ? dialogue_item(life->sim->app, open) : "", *answer = life_answer_of(key);

	if (g_str_equal(key, "later") || g_str_equal(key, "show")) /* a plan's own words */
		life_set_free(life, prompt);
	if (answer && *item && !g_hash_table_contains(life->pressed, &prompt))
		g_hash_table_insert(life->pressed, g_memdup2(&prompt, sizeof prompt),
		                    said_new(prompt, item, *answer ? answer : NULL));
}

static void answered(Life *life, gint64 prompt, const char *asked)
{
	Said *said = NULL;
	gpointer key = NULL;

	if (!g_hash_table_steal_extended(life->pressed, &prompt, &key, (gpointer *)&said))
		return;
	if (!g_str_equal(said->item, asked))
		life_acknowledge(life, prompt, said->item, said->value);
	g_free(key);
	said_free(said);
}

/* --- what is shown --- */

static const Policy *policy(const Life *life)
{
	return &life->sim->app->settings->policy;
}

static gboolean is_free(const Life *life, const Prompt *prompt)
{
	return prompt->asked || g_str_has_prefix(prompt->schedule, "urge/") ||
	       g_hash_table_contains(life->free, &prompt->id);
}

static void expect_unhidden(Life *life, gint64 prompt)
{
	sim_demand(life->sim, !life->hidden, "prompt %" NUMBER " shown though all is hidden", prompt);
}

static void expect_welcome(Life *life, const Prompt *prompt)
{
	Sim *sim = life->sim;

	sim_demand(sim, !hours_contain(policy(life)->quiet, sim->read_zone, sim->now.wall),
	           "prompt %" NUMBER " shown in quiet hours", prompt->id);
	sim_demand(sim, !life->paused || deadline_wall(&life->pause, &sim->now) <= sim->now.wall,
	           "prompt %" NUMBER " shown in a pause", prompt->id);
	sim_demand(sim, !life->ends[END_AWAY], "prompt %" NUMBER " shown to nobody: %s", prompt->id, life->away);
	sim_demand(sim, !life->back || sim->now.boot >= life->back + policy(life)->settle,
	           "prompt %" NUMBER " shown to one who has just come back", prompt->id);
}

/* Of what lies two days behind the latest, nobody keeps count: a clock set far back finds that day empty. */
static int arrived_on(const Life *life, int day)
{
	Zone *zone = life->sim->read_zone;
	gint64 latest = G_MININT64;
	int n = 0;

	for (guint i = 0; i < life->shows->len; i++)
		latest = MAX(latest, g_array_index(life->shows, Began, i).wall);
	for (guint i = 0; i < life->shows->len; i++) {
		const Began *one = &g_array_index(life->shows, Began, i);

		n += one->arrived && one->wall >= latest - DAYS(2) && zone_day(zone, one->wall) == day;
	}
	return n;
}

/* Too near is too near by the clock and as it was lived: by one of them alone, the clock was set meanwhile. */
static void expect_room(Life *life, const Began *fresh)
{
	Sim *sim = life->sim;
	gint64 apart = policy(life)->apart;

	sim_demand(sim, arrived_on(life, zone_day(sim->read_zone, fresh->wall)) < policy(life)->budget,
	           "prompt %" NUMBER ": more a day than the budget of %d", fresh->prompt, policy(life)->budget);
	for (guint i = 0; i < life->shows->len; i++) {
		const Began *one = &g_array_index(life->shows, Began, i);

		sim_demand(sim,
		           !one->arrived || ABS(fresh->wall - one->wall) >= apart || fresh->lived - one->lived >= apart,
		           "prompts %" NUMBER " and %" NUMBER " nearer to each other than they may be", one->prompt,
		           fresh->prompt);
	}
}

static Began *began(Life *life, gint64 prompt)
{
	for (guint i = life->shows->len; i-- > 0;)
		if (g_array_index(life->shows, Began, i).prompt == prompt)
			return &g_array_index(life->shows, Began, i);
	return NULL;
}

/* Shown anew, it takes the place of now: the one before it was given back, unless it had arrived. */
static void note_beginning(Life *life, const Prompt *prompt)
{
	Began one = { prompt->id, life->sim->now.wall, life->sim->lived, FALSE };
	Began *before = began(life, prompt->id);

	if (before && !before->arrived)
		*before = one;
	if (before)
		return;
	if (life->shows->len > KEPT_SHOWS)
		g_array_remove_range(life->shows, 0, KEPT_SHOWS / 2);
	g_array_append_val(life->shows, one);
}

static void on_arrived(gpointer data, gint64 prompt)
{
	Life *life = data;
	Began *one = began(life, prompt);

	if (!one || one->arrived)
		return;
	expect_room(life, one);
	one->arrived = TRUE;
}

static void on_shown(gpointer data, gint64 id, const Card *card)
{
	Life *life = data;
	Sim *sim = life->sim;
	const Prompt *prompt = agenda_find(sim->app->agenda, id);
	gboolean first;

	sim_demand(sim, prompt, "shown, though it is not open: %" NUMBER, id);
	answered(life, id, dialogue_item(sim->app, prompt));
	if (sim->store && id > life->newest) /* the others were found, and stay */
		sim_demand(sim, life_number(life, "SELECT count(*) FROM decision WHERE id = ?", id) == 1,
		           "shown without its row: %" NUMBER, id);
	expect_unhidden(life, id);
	if (!is_free(life, prompt))
		expect_welcome(life, prompt);
	first = put_id(life->shown, id);
	if (!is_free(life, prompt))
		note_beginning(life, prompt);
	if (first)
		g_array_append_val(life->recent, id);
	life_note(life, first ? TALLY_SHOWN : TALLY_AGAIN, "%" NUMBER " %s", id, prompt->schedule);
	if (life_roll(life, 10) < 8)
		life->reacts = sim->now.boot + life_span(life, MINUTES(25));
}

static void on_closed(gpointer data, gint64 id, Outcome outcome)
{
	Life *life = data;

	if (outcome == OUTCOME_ANSWERED)
		answered(life, id, "");
	g_hash_table_remove(life->pressed, &id);
}

static void on_told(gpointer life, const char *summary)
{
	life_note(life, TALLY_TOLD, "%s", summary);
}

static void on_woke(gpointer life, gint64 late)
{
	life_note(life, TALLY_WAKE, "%s", "");
}

static void on_retried(gpointer data, const GError *error)
{
	Life *life = data;

	life_note(life, TALLY_RETRIED, "%s", error->message);
	if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY) || life->refused[1])
		return;
	life->refused[1] = TRUE;
	life_note(life, TALLY_BUSY, "%s", "");
}

static void on_failed(gpointer data, const char *what)
{
	Life *life = data;
	g_autofree char *when = zone_format_iso(life->sim->read_zone, life->sim->now.wall);

	if (life->trace)
		fflush(life->trace);
	g_printerr("seed %u, day %d, %s: broken: %s\nTo see it again: sim --seed %u --trace\n", life->seed,
	           (int)(life->sim->lived / DAYS(1)), when, what, life->seed);
	exit(1);
}

static void on_rested(gpointer life)
{
	life_look(life);
}

void life_watch(Life *life)
{
	life->sim->watch =
		(SimWatch){ life, on_shown, on_arrived, on_closed, on_told, on_woke, on_rested, on_retried, on_failed };
}

/* --- at rest --- */

void life_look_at_screen(Life *life)
{
	Sim *sim = life->sim;

	for (guint i = 0; i < sim->screen->len; i++) {
		const SimBubble *one = sim->screen->pdata[i];

		if (one->alive && !sim->hung)
			expect_unhidden(life, one->prompt);
		sim_demand(sim, !one->alive || agenda_find(sim->app->agenda, one->prompt),
		           "on screen, though it is over: %" NUMBER, one->prompt);
		for (guint j = 0; j < i; j++) {
			const SimBubble *other = sim->screen->pdata[j];

			sim_demand(sim, one->prompt != other->prompt || !(sim->tags || (one->alive && other->alive)),
			           "two bubbles of prompt %" NUMBER, one->prompt);
		}
	}
}
