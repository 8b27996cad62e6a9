/* What the person does: with what is on screen, and of their own accord. */
#include <string.h>

#include "daemon/app-state.h"
#include "tests/sim/life-state.h"

static const SimBubble *some_bubble(Life *life)
{
	GPtrArray *screen = life->sim->screen;
	const SimBubble *bubble = screen->len ? screen->pdata[life_roll(life, (int)screen->len)] : NULL;
	gboolean seen = life->sim->server && !life->sim->hung && !life->ends[END_AWAY];

	return bubble && bubble->alive && seen ? bubble : NULL;
}

static const char *some_key(Life *life, const SimBubble *bubble)
{
	int n = card_n_actions(bubble->card);

	return n ? bubble->card->actions[life_roll(life, n)].key : NULL;
}

/* --- with what is on screen --- */

static void press(Life *life, const SimBubble *bubble)
{
	g_autofree char *key = g_strdup(some_key(life, bubble));
	gint64 prompt = bubble->prompt;

	if (!key)
		return;
	life_pressed(life, prompt, key);
	if (g_str_equal(key, "read"))
		life_note(life, TALLY_READ, "%" G_GINT64_FORMAT, prompt);
	else if (life_answer_of(key))
		life_note(life, TALLY_BUTTON, "%" G_GINT64_FORMAT " %s", prompt, key);
	else if (g_str_equal(key, "later"))
		life_note(life, TALLY_SNOOZED, "%" G_GINT64_FORMAT " by a button", prompt);
	sim_press(life->sim, prompt, key);
}

typedef struct Asked {
	Life *life;
	char *item, *value;
} Asked;

/* What can be done with a plan that is to be gone over, and is no answer. */
static gboolean put_aside(const char *word)
{
	return !g_strcmp0(word, "show") || !g_strcmp0(word, "dismiss");
}

static void on_reply(gpointer data, gint64 prompt, const char *next, const GError *error)
{
	Asked *asked = data;

	if (!error && *asked->item && !put_aside(asked->value))
		life_acknowledge(asked->life, prompt, asked->item, asked->value);
	g_free(asked->item);
	g_free(asked->value);
	g_free(asked);
}

/* What a button means, said as a command does. */
static void command(Life *life, const SimBubble *bubble)
{
	App *app = life->sim->app;
	const char *key = some_key(life, bubble);
	Prompt *prompt = agenda_find(app->agenda, bubble->prompt);
	Asked *asked;
	g_autofree char *word = NULL;

	if (!key || !prompt || g_hash_table_contains(life->pressed, &prompt->id) || g_str_equal(key, "later"))
		return;
	word = g_strdup(life_answer_of(key) ?: key);
	word[strcspn(word, ".")] = '\0'; /* the low end of a scale's part */
	life_note(life, TALLY_COMMAND, "%" G_GINT64_FORMAT " %s", prompt->id, word);
	if (g_str_equal(word, "show"))
		life_set_free(life, prompt->id);
	asked = g_new(Asked, 1);
	*asked = (Asked){ life, g_strdup(dialogue_item(app, prompt)), *word ? g_strdup(word) : NULL };
	app_answer(app, prompt->id, "", *word ? word : "skip", on_reply, asked);
}

static void snooze(Life *life, const SimBubble *bubble)
{
	gint64 prompt = bubble->prompt, span = life_span(life, HOURS(2));

	if (!app_snooze(life->sim->app, prompt, span, NULL))
		return;
	life_set_free(life, prompt);
	life_note(life, TALLY_SNOOZED, "%" G_GINT64_FORMAT, prompt);
}

static void dismiss(Life *life, const SimBubble *bubble)
{
	gint64 prompt = bubble->prompt;

	if (app_dismiss(life->sim->app, prompt, NULL))
		life_note(life, TALLY_DISMISSED, "%" G_GINT64_FORMAT, prompt);
}

static void wave(Life *life, const SimBubble *bubble)
{
	life_note(life, TALLY_WAVED, "%" G_GINT64_FORMAT, bubble->prompt);
	sim_wave_away(life->sim, bubble->prompt);
}

/* The press is on its way when the prompt ends. */
static void press_too_late(Life *life, const SimBubble *bubble)
{
	Prompt *prompt = agenda_find(life->sim->app->agenda, bubble->prompt);

	if (!prompt || prompt->expires > life->sim->now.wall + HOURS(2))
		return;
	sim_press(life->sim, prompt->id, "=no");
	life_note(life, TALLY_TOO_LATE, "%" G_GINT64_FORMAT, prompt->id);
	sim_pass(life->sim, MAX(prompt->expires - life->sim->now.wall, 0) + SECONDS(1));
	app_wake(life->sim->app);
}

static void ignore(Life *life, const SimBubble *bubble)
{
}

static const struct {
	int weight;
	void (*react)(Life *life, const SimBubble *bubble);
} reactions[] = { { 60, press }, { 12, command },       { 8, snooze }, { 6, dismiss },
	          { 6, wave },   { 2, press_too_late }, { 6, ignore } };

void life_person_reacts(Life *life)
{
	const SimBubble *bubble = some_bubble(life);
	int die = life_roll(life, 100);

	for (gsize i = 0; bubble && i < G_N_ELEMENTS(reactions); i++)
		if ((die -= reactions[i].weight) < 0) {
			reactions[i].react(life, bubble);
			return;
		}
}

/* --- of their own accord --- */

static void pauses(Life *life)
{
	Sim *sim = life->sim;
	gint64 span = life_roll(life, 8) ? life_span(life, HOURS(3)) : 0;

	app_pause(sim->app, span);
	life->paused = TRUE;
	life->pause = deadline_after(&sim->now, span ? span : TIME_NEVER);
	life_note(life, TALLY_PAUSED, "%.1f h", (double)span / HOURS(1));
}

void life_person_resumes(Life *life)
{
	life->paused = life->hidden = FALSE; /* what waited is shown at once */
	app_resume(life->sim->app);
	life_note(life, TALLY_RESUMED, "%s", "");
}

static void pauses_or_resumes(Life *life)
{
	if (life->paused)
		life_person_resumes(life);
	else
		pauses(life);
}

/* As another program does it, with a store of its own. */
static Store *other_store(Life *life)
{
	Sim *sim = life->sim;

	medium_set_process(sim->medium, SIM_OTHERS);
	medium_set_calm(sim->medium, TRUE);
	if (!life->beside)
		life->beside = store_open(sim->paths->store, sim->paths->sql, STORE_WRITE, 0, NULL);
	return life->beside;
}

void life_part(Life *life)
{
	gboolean calm = medium_set_calm(life->sim->medium, TRUE);

	g_clear_pointer(&life->beside, store_close);
	medium_set_calm(life->sim->medium, calm);
}

static void other_done(Life *life)
{
	Sim *sim = life->sim;

	medium_set_calm(sim->medium, FALSE);
	medium_set_process(sim->medium, SIM_DAEMON);
	app_refresh(sim->app);
}

static void begins_an_urge(Life *life)
{
	Sim *sim = life->sim;
	Store *store = other_store(life);
	gint64 span = MINUTES(5 + life_roll(life, 20));
	Deadline until = deadline_after(&sim->now, span);
	gint64 urge = store ? store_begin_urge(store, sim->now.wall, 0, life_roll(life, 11), NULL) : 0;

	if (urge && store_delay_urge(store, urge, span, &until, NULL))
		life_note(life, TALLY_URGE, "%" G_GINT64_FORMAT, urge);
	other_done(life);
}

static void answers_late(Life *life)
{
	Sim *sim = life->sim;
	gint64 prompt = life_number(life, "SELECT max(id) FROM decision WHERE outcome = 'expired' AND id > ?", 0);
	Store *store = other_store(life);
	Response response = { .decision = prompt,
		              .protocol = "evening",
		              .begun = sim->now.wall,
		              .item = "missing",
		              .value = "some",
		              .number = 50,
		              .score = "missing",
		              .at = sim->now.wall,
		              .route = "command",
		              .late = TRUE };

	if (prompt && store && store_add_response(store, &response, NULL)) {
		life_note(life, TALLY_LATE_ANSWER, "%" G_GINT64_FORMAT, prompt);
		life_acknowledge(life, prompt, "missing", "some");
	}
	other_done(life);
}

static void on_shown_now(gpointer life, gint64 prompt, const char *next, const GError *error)
{
	if (!error)
		life_note(life, TALLY_ASKED_FOR, "%" G_GINT64_FORMAT, prompt);
}

static void asks_for_one(Life *life)
{
	static const char *const ids[] = { "checkin/evening", "nudge/random", "nudge/calendar", "nudge/none" };

	app_show_now(life->sim->app, ids[life_roll(life, G_N_ELEMENTS(ids))], on_shown_now, life);
}

static void edits(Life *life)
{
	Sim *sim = life->sim;
	gboolean bad = life_roll(life, 5) == 0;

	if (!bad) {
		g_free(life->settings);
		life->settings = life_settings(life);
	}
	sim_write_settings(sim, bad ? "[steady]\nquiet = never\n[nonsense\n" : life->settings);
	life_note(life, bad ? TALLY_RELOAD_BAD : TALLY_RELOADED, "%s", "");
	life->new_settings = TRUE;
	app_settings_changed(sim->app);
	life_look_at_once(life);
	if (bad)
		sim_write_settings(sim, life->settings);
}

static void hides(Life *life)
{
	Sim *sim = life->sim;

	if (life->hidden)
		return;
	life_note(life, TALLY_HIDDEN, "%s", "");
	life->hidden = life->paused = TRUE;
	life->pause = deadline_after(&sim->now, TIME_NEVER);
	life->ends[END_HIDDEN] = sim->now.boot + life_span(life, HOURS(2));
	app_hide(sim->app);
}

static void goes_away(Life *life)
{
	static const char *const ways[] = { "locked", "locked", "asleep", "do-not-disturb", "away" };

	if (life->ends[END_AWAY])
		return;
	life->away = ways[life_roll(life, G_N_ELEMENTS(ways))];
	life->ends[END_AWAY] = life->sim->now.boot + life_span(life, HOURS(2));
	life_note(life, TALLY_LOCKED, "%s", life->away);
	app_present(life->sim->app, life->away);
}

static const struct {
	int weight;
	void (*act)(Life *life);
} acts[] = { { 42, life_person_reacts }, { 9, goes_away },    { 8, pauses_or_resumes }, { 4, hides },
	     { 8, begins_an_urge },      { 4, answers_late }, { 8, asks_for_one },      { 4, edits } };

void life_person_acts(Life *life)
{
	int sum = 0, die;

	for (gsize i = 0; i < G_N_ELEMENTS(acts); i++)
		sum += acts[i].weight;
	die = life_roll(life, sum);
	for (gsize i = 0; life->sim->app->agenda && i < G_N_ELEMENTS(acts); i++)
		if ((die -= acts[i].weight) < 0) {
			acts[i].act(life);
			return;
		}
}
